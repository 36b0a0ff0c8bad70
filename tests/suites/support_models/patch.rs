use std::collections::BTreeMap;

use super::support::patch::between;
use super::support::{self, Json, Maybe};
use super::written;

#[derive(Debug, Clone, PartialEq, Default)]
struct Whole {
    name: Option<String>,
    size: Option<i64>,
    part: Option<Part>,
    labels: Option<BTreeMap<String, String>>,
    any: Option<Json>,
}

object! {
    Whole {
        "name" optional name,
        "size" optional size,
        "part" optional part,
        "labels" optional labels,
        "any" optional any,
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Part {
    a: i64,
    b: Option<i64>,
}

object! {
    Part {
        "a" required a,
        "b" optional b,
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
struct WholePatch {
    name: Maybe<String>,
    size: Maybe<i64>,
    part: Maybe<Part>,
    labels: Maybe<BTreeMap<String, Option<String>>>,
    any: Maybe<Json>,
}

object! {
    WholePatch {
        "name" maybe name,
        "size" maybe size,
        "part" maybe part,
        "labels" maybe labels,
        "any" maybe any,
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
