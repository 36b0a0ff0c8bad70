use std::collections::BTreeMap;

use super::support::{self, Json, Validate};
use super::{fault, read, written};

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Circle {
        "kind" required kind: String,
        "radius" required radius: i64,
        "inner" optional inner: Option<Box<Shape>>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Group {
        "shapes" required shapes: Vec<Shape>,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Shape: oneOf tag "kind" {
        /// Round.
        "circle#1" | "circle#2" => Circle(Circle): From { check },
        7 | true => Group(Box<Group>) { check },
        "name" => Named(Named) as "name" { check },
        "nick" => Nicked(Named) as "nick" { check },
        => Unused(String),
        _ => Other,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Named {
        "id" optional id: Option<String>,
        "common" optional common: Option<i64>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Numbered {
        "serial" required serial: i64 { minimum "10" },
        "common" optional common: Option<i64>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Keyed {
        "key" required key: String,
        "common" optional common: Option<i64>,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Key: anyOf properties {
        ["key", "name"] => Keyed(Keyed) { check },
        ["serial"] => Numbered(Numbered) { check },
        _ => Unknown,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Value: anyOf json {
        string => Text(String),
        integer => Whole(i64),
        number => Float(f64),
        array => List(Vec<Value>) { items { check } },
        object => Missing(Named) { check },
        _ => Other,
    }
}

strings! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Small {
        Xs = "xs",
        Both = "s/l",
        _ => Other,
    }
}

strings! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Large {
        Xl = "xl",
        Both = "s/l",
        _ => Other,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Node {
        "next" required next: Trial,
        "end" required end: i64,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Node2 {
        "next" required next: Trial,
        "last" required last: i64,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Trial: anyOf trial {
        => A(Box<Node>) { check },
        => B(Box<Node2>) { check },
        => C(i64),
        _ => Other,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Guarded: anyOf trial {
        "kind" = "circle#1" => Circle(Circle) { check },
        "version" = 2 & "common" = 1 => Named(Named) { check },
        => Map(BTreeMap<String, Json>),
        _ => Other,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Word: oneOf trial {
        => Small(Small) { check },
        => Large(Large) { check },
        => Long(String) { min_length 8 },
        _ => Other,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Both: anyOf trial {
        => Named(Named) { check },
        "key" => Keyed(Keyed) { check },
        => Outer(Box<Pair>) { check },
        _ => Other,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Pair {
        "key" required key: String,
        "id" required id: String,
        "common" optional common: Option<i64>,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Fruit: discriminator tag "common" absent Base {
        1 => Keyed(Keyed): From { check },
        2 => Base(Named): From { check },
        _ => Other,
    }
}

#[test]
fn an_object_without_the_tag_is_what_does_not_require_it() {
    assert_eq!(read::<Fruit>(r#"{"id":"x"}"#), Fruit::Base(Named { id: Some("x".to_owned()), common: None }));
    for text in [r#"{"id":1}"#, r#"{"id":"x","common":3}"#, "[]", "null", "1"] {
        let kept: Fruit = support::from_str(text).unwrap();
        assert!(matches!(kept, Fruit::Other(_)), "{text}");
        assert_eq!(written(&kept), text);
        let broken = kept.validate().map_err(|broken| broken.to_string());
        assert_eq!(broken, Err("value breaks discriminator one of the alternatives".to_owned()));
    }
}

#[test]
fn a_tag_chooses_the_arm() {
    let circle = |kind: &str| Shape::Circle(Circle { kind: kind.to_owned(), radius: 1, inner: None });
    assert_eq!(read::<Shape>(r#"{"radius":1,"kind":"circle#1"}"#), circle("circle#1"));
    assert_eq!(read::<Shape>(r#"{"k\u0069nd":"c\u0069rcle#2","radius":1}"#), circle("circle#2"));
    assert!(matches!(read(r#"{"kind":7.0,"shapes":[]}"#), Shape::Group(_)));
    assert!(matches!(read(r#"{"kind":true,"shapes":[]}"#), Shape::Group(_)));
    assert!(matches!(read(r#"{"kind":false,"shapes":[]}"#), Shape::Other(_)));
}

#[test]
fn what_no_arm_knows_is_kept_to_the_byte() {
    for text in
        [r#"{"kind": "square#1", "side": 1.50, "big": 123456789012345678901}"#, "[1, 2]", "null", r#"{"kind":null}"#]
    {
        let shape: Shape = support::from_str(text).unwrap();
        assert!(matches!(shape, Shape::Other(_)), "{text}");
        assert_eq!(written(&shape), text);
    }
}

#[test]
fn a_known_tag_with_a_bad_body_is_a_fault_with_its_place() {
    let cases = [
        (r#"{"kind":"circle#1"}"#, "missing field `radius`"),
        (r#"{"kind":"circle#1","radius":"x"}"#, r#"/radius: invalid type: string "x", expected an integer"#),
        (
            r#" { "kind": 7, "shapes": [ {"kind":"circle#1","radius":1}, {"kind":"circle#1", "radius":1, "inner": {"kind":"circle#2","radius":null} } ] } "#,
            "/shapes/1/inner/radius: invalid type: null, expected an integer",
        ),
        (
            r#"{"kind":7,"shapes":[{"kind":"circle#1","radius":1,"inner":{"kind":"circle#2"}}]}"#,
            "/shapes/0/inner: missing field `radius`",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(fault::<Shape>(text), message, "{text}");
    }
    assert_eq!(fault::<Vec<Shape>>(r#"[{}, {"kind":"circle#1"}]"#), "/1: missing field `radius`");
}

#[test]
fn an_arm_without_the_tag_gives_it_back() {
    let text = r#"{"kind":"nick","id":"x"}"#;
    let value: Shape = read(text);
    assert_eq!(value, Shape::Nicked(Named { id: Some("x".to_owned()), common: None }));
    assert_eq!(written(&value), text);
    assert_eq!(written(&Shape::Named(Named::default())), r#"{"kind":"name"}"#);
    assert_eq!(serde_json::to_value(&value).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
}

#[test]
fn own_required_properties_choose_the_arm() {
    assert!(matches!(read(r#"{"common":1,"key":"x"}"#), Key::Keyed(_)));
    assert!(matches!(read(r#"{"serial":1}"#), Key::Numbered(_)), "its limit is for `validate`");
    assert!(matches!(read(r#"{"common":1}"#), Key::Unknown(_)));
    assert!(matches!(read("1"), Key::Unknown(_)));
    assert_eq!(fault::<Key>(r#"{"serial":"x"}"#), r#"/serial: invalid type: string "x", expected an integer"#);
    assert_eq!(fault::<Key>(r#"{"name":"x"}"#), "missing field `key`");
    // Of both, the one that fits.
    assert!(matches!(read(r#"{"serial":1,"name":"x"}"#), Key::Numbered(_)));
    let both = r#"{"serial":11,"key":"x"}"#;
    assert_eq!(read::<Key>(both), Key::Unknown(Json::parse(both).unwrap()));
}

#[test]
fn the_json_type_chooses_the_arm() {
    assert_eq!(read::<Value>(r#""x""#), Value::Text("x".to_owned()));
    assert_eq!(read::<Value>("-3"), Value::Whole(-3));
    assert_eq!(read::<Value>("3.0"), Value::Whole(3));
    assert_eq!(read::<Value>("3.5"), Value::Float(3.5));
    assert_eq!(read::<Value>("1e30"), Value::Float(1e30));
    assert_eq!(
        read::<Value>(r#"[1,{"id":"x"}]"#),
        Value::List(vec![Value::Whole(1), Value::Missing(Named { id: Some("x".to_owned()), common: None }),])
    );
    assert_eq!(read::<Value>("true"), Value::Other(Json::parse("true").unwrap()));
    assert_eq!(fault::<Value>(r#"[1,[2,{"id":3}]]"#), "/1/1/id: invalid type: integer `3`, expected a string");
    assert_eq!(
        fault::<Value>(r#"[1,[{"id":"x"}, {"id":3}, 4]]"#),
        "/1/1/id: invalid type: integer `3`, expected a string"
    );
}

#[test]
fn enums_hold_what_they_list() {
    assert_eq!(read::<Word>(r#""xs""#), Word::Small(Small::Xs));
    assert_eq!(read::<Word>(r#""xl""#), Word::Large(Large::Xl));
    assert_eq!(read::<Word>(r#""an essay""#), Word::Long("an essay".to_owned()));
    let breaks = |word: &str| {
        let found = read::<Word>(word).validate().err();
        found.map(|found| found.to_string()).unwrap_or_default()
    };
    assert_eq!(breaks(r#""xs""#), "");
    assert_eq!(breaks(r#""m""#), r#"value breaks enum ["xs","s/l"]"#);
    assert_eq!(breaks(r#""s/l""#), "value breaks oneOf exactly one of the alternatives");
    assert_eq!(breaks("1"), "value breaks oneOf exactly one of the alternatives");
}

#[test]
fn of_several_arms_the_one_that_keeps_all() {
    let arm = |text: &str| match read::<Both>(text) {
        Both::Named(_) => "Named",
        Both::Keyed(_) => "Keyed",
        Both::Outer(_) => "Outer",
        Both::Other(json) => {
            assert_eq!(json.as_str(), text);
            "Other"
        }
    };
    assert_eq!(arm(r#"{"id":"x","unknown":1}"#), "Named");
    assert_eq!(arm(r#"{"key":"x","common":1}"#), "Keyed");
    assert_eq!(arm(r#"{"key":"x","id":"y","common":1}"#), "Outer");
    assert_eq!(arm("{}"), "Named");
    assert_eq!(arm("[]"), "Other");
    assert_eq!(read::<Both>(r#"{"key":"x","id":"y"}"#).validate(), Ok(()));
    assert!(read::<Both>("[]").validate().is_err());
}

#[test]
fn what_several_arms_describe_in_part_is_kept_whole() {
    let text = r#"{"serial":11,"key":"x"}"#;
    let value: Key = read(text);
    assert_eq!(written(&value), text);
    assert_eq!(value.validate(), Ok(()), "anyOf: both hold it");
    assert!(read::<Key>(r#"{"serial":1,"key":2}"#).validate().is_err());
    assert_eq!(read::<Shape>(r#"{"kind":"new"}"#).validate().map_err(|found| found.len()), Err(1));
}

#[test]
fn trials_go_from_arm_to_arm() {
    assert_eq!(read::<Trial>("1"), Trial::C(1));
    assert!(matches!(read(r#"{"next":1,"end":2}"#), Trial::A(_)));
    assert!(matches!(read(r#"{"next":1,"last":2}"#), Trial::B(_)));
    let text = r#"{"next":1}"#;
    assert_eq!(read::<Trial>(text), Trial::Other(Json::parse(text).unwrap()));
    assert_eq!(read::<Trial>("1.0"), Trial::C(1));
    assert!(matches!(support::from_str("12345678901234567890123"), Ok(Trial::Other(_))));
}

#[test]
fn an_arm_with_a_condition_is_tried_only_if_it_holds() {
    let known = r#"{"kind":"circle#1","radius":1}"#;
    assert!(matches!(read(known), Guarded::Circle(_)));
    // The map keeps the version, too.
    assert!(matches!(read(r#"{"common":1,"version":2.0}"#), Guarded::Map(_)));
    // A later version, a broken body, half a condition, nothing: whatever stands there stays.
    for text in ["{}", r#"{"deny":[1],"kind":"circle#2","radius":1}"#, r#"{"kind":"circle#1"}"#, r#"{"version":2}"#] {
        let value: Guarded = read(text);
        assert!(matches!(value, Guarded::Map(_)), "{text}");
        assert_eq!(written(&value), text);
    }
    assert!(matches!(read("1"), Guarded::Other(_)));
}

#[test]
fn hostile_depth_ends() {
    let deep = |levels: usize| format!("{}1{}", r#"{"next":"#.repeat(levels), r#","last":1}"#.repeat(levels));
    // Each level is tried as A, which fails at its end, and then as B: 2^100 readings without a bound.
    let tried: Trial = support::from_str(&deep(100)).unwrap();
    assert_eq!(written(&tried).len(), deep(100).len());
    assert!(fault::<Trial>(&deep(100_000)).contains("recursion limit exceeded"));
    let circles = r#"{"kind":"circle#1","radius":1,"inner":"#.repeat(100_000);
    assert!(fault::<Shape>(&format!("{circles}null{}", "}".repeat(100_000))).contains("recursion limit exceeded"));
}
