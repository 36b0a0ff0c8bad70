use std::collections::BTreeMap;

use super::support::patch::between;
use super::support::{self, Json, Maybe};
use super::written;

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Whole {
        "name" optional name: Option<String>,
        "size" optional size: Option<i64>,
        "part" optional part: Option<Part>,
        "labels" optional labels: Option<BTreeMap<String, String>>,
        "any" optional any: Option<Json>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Part {
        "a" required a: i64,
        "b" optional b: Option<i64>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct WholePatch {
        "name" maybe name: Maybe<String>,
        "size" maybe size: Maybe<i64>,
        "part" maybe part: Maybe<Part>,
        "labels" maybe labels: Maybe<BTreeMap<String, Option<String>>>,
        "any" maybe any: Maybe<Json>,
    }
}

fn patch(old: &str, new: &str) -> Result<String, String> {
    let old: Whole = support::from_str(old).unwrap();
    let new: Whole = support::from_str(new).unwrap();
    between::<_, WholePatch>(&old, &new).map(|patch| written(&patch)).map_err(|error| error.to_string())
}

#[test]
fn a_patch_says_what_changed_and_what_is_gone() {
    let cases = [
        (r#"{"name":"a","size":1}"#, r#"{"name":"a","size":1}"#, "{}"),
        (r#"{"name":"a","size":1}"#, r#"{"name":"b"}"#, r#"{"name":"b","size":null}"#),
        (r#"{}"#, r#"{"size":2}"#, r#"{"size":2}"#),
        (r#"{"labels":{"x":"1","y":"2"}}"#, r#"{"labels":{"y":"3"}}"#, r#"{"labels":{"x":null,"y":"3"}}"#),
        (r#"{"any":{"x":1.0,"n":[1]}}"#, r#"{"any":{"x":1,"n":[1,2]}}"#, r#"{"any":{"n":[1,2]}}"#),
        (r#"{"part":{"a":1}}"#, r#"{"part":{"a":1,"b":2}}"#, r#"{"part":{"a":1,"b":2}}"#),
    ];
    for (old, new, expected) in cases {
        assert_eq!(patch(old, new).as_deref(), Ok(expected), "{old} -> {new}");
    }
}

#[test]
fn a_patch_that_cannot_be_said_is_a_fault() {
    let fault = patch(r#"{"part":{"a":1,"b":2}}"#, r#"{"part":{"a":1}}"#).unwrap_err();
    assert_eq!(fault, "the patch cannot say the change: /part/b: invalid type: null, expected i64");
    assert!(between::<_, WholePatch>(&1, &2).is_err());
}
