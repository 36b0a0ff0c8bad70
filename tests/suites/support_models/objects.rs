use std::collections::BTreeMap;

use super::support::{self, Json, Maybe, Secret, Validate};
use super::{fault, read, written};

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Pet: new(id: i64, chip: Option<Json>, children: Vec<Pet>) {
        "id" required id: i64,
        "TYPE" optional r#type: Option<String>,
        "chip" nullable chip: Option<Json>,
        "owner \"name\"" maybe owner: Maybe<String>,
        "children" required children: Vec<Pet>,
        "parent" optional parent: Option<Box<Pet>>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Kept {
        "a" optional a: Option<i64>,
        _ extra others: BTreeMap<String, Json>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Closed {
        "map" optional map: Option<i64>,
        "key" optional key: Option<Secret>,
        _ closed,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Empty {}
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Any {
        "value" optional value: Option<Json>,
    }
}

object! {
    /// Docs and attributes are the struct's own.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Dog: new(name: impl Into<String>) {
        /// So are those of a property.
        "kind" fixed kind: Kind { check },
        "name" required name: String,
        "legs" optional legs: Option<i64>,
    }
}

strings! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub enum Kind {
        #[default]
        Dog = "dog",
        _ => Other,
    }
}

#[test]
fn new_takes_what_must_be_there_and_has_more_than_one_value() {
    assert_eq!(written(&Dog::new("Rex")), r#"{"kind":"dog","name":"Rex"}"#);
    assert_eq!(written(&Pet::new(1, None, Vec::new())), r#"{"id":1,"chip":null,"children":[]}"#);
    assert_eq!(fault::<Dog>(r#"{"name":"Rex"}"#), "missing field `kind`");
    let cat: Dog = read(r#"{"kind":"cat","name":"Tom","legs":4.0}"#);
    assert_eq!((&cat.kind, cat.legs), (&Kind::Other("cat".to_owned()), Some(4)));
    assert_eq!(cat.validate().unwrap_err().to_string(), "/kind breaks enum [\"dog\"]");
}

#[test]
fn absent_null_and_value_are_three_things() {
    let owner = |rest: &str| read::<Pet>(&format!(r#"{{"id":1,"chip":null,"children":[]{rest}}}"#)).owner;
    assert_eq!(owner(""), Maybe::Absent);
    assert_eq!(owner(r#","owner \"name\"":null"#), Maybe::Null);
    assert_eq!(owner(r#","owner \"name\"":"Ann""#), Maybe::Value("Ann".to_owned()));
    assert_eq!(Maybe::from(1).map(|n| n + 1).into_option(), Some(2));
}

#[test]
fn what_comes_in_goes_out() {
    for text in [
        r#"{"id":1,"chip":null,"children":[]}"#,
        r#"{"id":1,"TYPE":"dog","chip":{"x": 1.50},"owner \"name\"":null,"children":[]}"#,
        r#"{"id":1,"chip":null,"children":[{"id":2,"chip":null,"children":[]}],"parent":{"id":3,"chip":1,"children":[]}}"#,
    ] {
        assert_eq!(written(&support::from_str::<Pet>(text).unwrap()), text);
    }
    assert_eq!(written(&Empty {}), "{}");
}

#[test]
fn keys_with_escapes_are_known_too() {
    let pet: Pet = read(r#"{"\u0069d":1,"ch\u0069p":null,"children":[],"owner \"name\"":"x"}"#);
    assert_eq!((pet.id, pet.owner), (1, Maybe::from("x".to_owned())));
}

#[test]
fn faults_are_named() {
    let cases = [
        (r#"{"chip":null,"children":[]}"#, "missing field `id`"),
        (r#"{"id":1,"children":[]}"#, "missing field `chip`"),
        (r#"{"id":1,"id":2,"chip":null,"children":[]}"#, "duplicate field `id`"),
        (r#"{"id":1,"chip":null,"chip":null,"children":[]}"#, "duplicate field `chip`"),
        (r#"{"id":null,"chip":null,"children":[]}"#, "/id: invalid type: null, expected an integer"),
        (r#"{"id":1,"chip":null,"children":[],"TYPE":null}"#, "/TYPE: invalid type: null, expected a string"),
        (r#"[1]"#, "invalid type: sequence, expected an object (Pet)"),
    ];
    for (text, message) in cases {
        assert_eq!(fault::<Pet>(text), message, "{text}");
    }
}

#[test]
fn unknown_properties_are_skipped_kept_or_refused() {
    assert_eq!(read::<Empty>(r#"{"x":{"y":[1,{}]}}"#), Empty {});
    let text = r#"{"a":1,"x":12345678901234567890123,"y":null}"#;
    let kept: Kept = support::from_str(text).unwrap();
    assert_eq!(kept.others.len(), 2);
    assert_eq!(written(&kept), text);
    assert_eq!(fault::<Kept>(r#"{"x":1,"x":2}"#), "duplicate field `x`");
    assert_eq!(fault::<Closed>(r#"{"map":1,"x":{}}"#), "unknown field `x`");
}

#[test]
fn no_property_is_written_twice() {
    let others = BTreeMap::from([("a".to_owned(), Json::null())]);
    let error = serde_json::to_string(&Kept { a: None, others }).unwrap_err();
    assert_eq!(error.to_string(), "`a` has a field and stands among all other properties");
}

#[test]
fn any_json_takes_null() {
    assert_eq!(read::<Any>(r#"{"value":null}"#).value, Some(Json::null()));
    assert_eq!(read::<Any>(r#"{}"#).value, None);
}

#[test]
fn secrets_are_sent_and_not_shown() {
    let closed = Closed { map: None, key: Some(Secret::new("s3cret")) };
    assert_eq!(written(&closed), r#"{"key":"s3cret"}"#);
    assert_eq!(format!("{closed:?}"), "Closed { map: None, key: Some(Secret(…)) }");
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Beside {
        "a" optional a: Option<i64>,
        _ closed ["b", "c"],
    }
}

#[test]
fn what_another_arm_names_is_not_refused() {
    assert_eq!(super::read::<Beside>(r#"{"a":1,"b":[2],"c":null}"#), Beside { a: Some(1) });
    assert_eq!(super::fault::<Beside>(r#"{"a":1,"d":2}"#), "unknown field `d`");
}
