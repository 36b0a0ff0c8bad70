use std::collections::BTreeMap;

use super::support::{self, Json};
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

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Circle(Circle),
    Group(Box<Group>),
    Unused(String),
    Other(Json),
}

union! {
    Shape or Other: tag "kind" {
        "circle#1" | "circle#2" => Circle,
        7 | true => Group,
        => Unused,
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
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Numbered {
        "serial" optional serial: Option<i64>,
        "common" optional common: Option<i64>,
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Key {
    Named(Named),
    Numbered(Numbered),
    Unknown(Json),
}

union! {
    Key or Unknown: properties {
        ["id", "name"] => Named,
        ["serial"] => Numbered,
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Whole(i64),
    Float(f64),
    List(Vec<Value>),
    Missing(Named),
    Other(Json),
}

union! {
    Value or Other: json {
        string => Text,
        integer => Whole,
        number => Float,
        array => List,
        object => Missing,
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

#[derive(Debug, Clone, PartialEq)]
enum Trial {
    A(Box<Node>),
    B(Box<Node2>),
    C(i64),
    Other(Json),
}

union! {
    Trial or Other: trial {
        A,
        B,
        C,
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Guarded {
    Circle(Circle),
    Named(Named),
    Map(BTreeMap<String, Json>),
    Other(Json),
}

union! {
    Guarded or Other: trial {
        "kind" = "circle#1" => Circle,
        "version" = 2 & "common" = 1 => Named,
        Map,
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
        (r#"{"kind":"circle#1","radius":"x"}"#, r#"/radius: invalid type: string "x", expected i64"#),
        (
            r#" { "kind": 7, "shapes": [ {"kind":"circle#1","radius":1}, {"kind":"circle#1", "radius":1, "inner": {"kind":"circle#2","radius":null} } ] } "#,
            "/shapes/1/inner/radius: invalid type: null, expected i64",
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
fn properties_choose_the_arm() {
    assert!(matches!(read(r#"{"common":1,"name":"x"}"#), Key::Named(_)));
    assert!(matches!(read(r#"{"serial":1}"#), Key::Numbered(_)));
    assert!(matches!(read(r#"{"common":1}"#), Key::Unknown(_)));
    assert!(matches!(read("1"), Key::Unknown(_)));
    assert_eq!(fault::<Key>(r#"{"serial":"x"}"#), r#"/serial: invalid type: string "x", expected i64"#);
}

#[test]
fn the_json_type_chooses_the_arm() {
    assert_eq!(read::<Value>(r#""x""#), Value::Text("x".to_owned()));
    assert_eq!(read::<Value>("-3"), Value::Whole(-3));
    assert_eq!(read::<Value>("3.0"), Value::Float(3.0));
    assert_eq!(
        read::<Value>(r#"[1,{"id":"x"}]"#),
        Value::List(vec![Value::Whole(1), Value::Missing(Named { id: Some("x".to_owned()), common: None }),])
    );
    assert_eq!(read::<Value>("true"), Value::Other(Json::parse("true").unwrap()));
    assert_eq!(fault::<Value>(r#"[1,[2,{"id":3}]]"#), "/1/1/id: invalid type: integer `3`, expected a string");
}

#[test]
fn trials_go_from_arm_to_arm() {
    assert_eq!(read::<Trial>("1"), Trial::C(1));
    assert!(matches!(read(r#"{"next":1,"end":2}"#), Trial::A(_)));
    assert!(matches!(read(r#"{"next":1,"last":2}"#), Trial::B(_)));
    let text = r#"{"next":1}"#;
    assert_eq!(read::<Trial>(text), Trial::Other(Json::parse(text).unwrap()));
}

#[test]
fn an_arm_with_a_condition_is_tried_only_if_it_holds() {
    let known = r#"{"kind":"circle#1","radius":1}"#;
    assert!(matches!(read(known), Guarded::Circle(_)));
    assert!(matches!(read(r#"{"common":1,"version":2.0}"#), Guarded::Named(_)));
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
