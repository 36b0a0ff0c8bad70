use std::collections::BTreeMap;

use super::support::patch::{apply, between};
use super::support::{self, Json, Maybe};
use super::written;

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Whole {
        "id" required id: i64,
        "note" nullable note: Option<String>,
        "name" optional name: Option<String>,
        "size" maybe size: Maybe<i64>,
        "part" optional part: Option<Box<Whole>>,
        "labels" optional labels: Option<BTreeMap<String, String>>,
        "parts" optional parts: Option<BTreeMap<String, Whole>>,
        "list" optional list: Option<Vec<Option<i64>>>,
        "any" optional any: Option<Json>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct WholePatch {
        "id" maybe id: Maybe<i64>,
        "note" maybe note: Maybe<String>,
        "name" maybe name: Maybe<String>,
        "size" maybe size: Maybe<i64>,
        "part" maybe part: Maybe<Box<WholePatch>>,
        "labels" maybe labels: Maybe<BTreeMap<String, Option<String>>>,
        "parts" maybe parts: Maybe<BTreeMap<String, Option<WholePatch>>>,
        "list" maybe list: Maybe<Vec<Option<i64>>>,
        "any" maybe any: Maybe<Json>,
    }
}

/// A value of the whole type with what `rest` says.
#[track_caller]
fn whole(rest: &str) -> Whole {
    let comma = if rest.is_empty() { "" } else { "," };
    support::from_str(&format!(r#"{{"id":1,"note":null{comma}{rest}}}"#))
        .unwrap_or_else(|fault| panic!("{rest}: {fault}"))
}

fn patch(old: &str, new: &str) -> Result<WholePatch, String> {
    between(&whole(old), &whole(new)).map_err(|fault| fault.to_string())
}

#[test]
fn a_patch_says_what_changed_and_leads_there() {
    let part = |rest: &str| format!(r#""part":{{"id":2,"note":"n"{rest}}}"#);
    let cases = [
        // No change is an empty patch, also where a null stays.
        (r#""name":"a""#, r#""name":"a""#, "{}"),
        (r#""size":null"#, r#""size":null"#, "{}"),
        // Something new, something else, something gone.
        ("", r#""size":2"#, r#"{"size":2}"#),
        (r#""name":"a""#, r#""name":"b""#, r#"{"name":"b"}"#),
        (r#""name":"a","size":1"#, "", r#"{"name":null,"size":null}"#),
        (r#""size":null"#, "", r#"{"size":null}"#),
        // The same below.
        (&part(""), &part(r#","name":"x""#), r#"{"part":{"name":"x"}}"#),
        (&part(r#","name":"x""#), &part(""), r#"{"part":{"name":null}}"#),
        (&part(""), "", r#"{"part":null}"#),
        ("", &part(""), r#"{"part":{"id":2,"note":"n"}}"#),
        // Entries of maps, of scalars and of objects.
        (r#""labels":{"x":"1","y":"2"}"#, r#""labels":{"y":"3"}"#, r#"{"labels":{"x":null,"y":"3"}}"#),
        (
            r#""parts":{"a":{"id":1,"note":null},"b":{"id":2,"note":null}}"#,
            r#""parts":{"a":{"id":3,"note":null}}"#,
            r#"{"parts":{"a":{"id":3},"b":null}}"#,
        ),
        ("", r#""parts":{}"#, r#"{"parts":{}}"#),
        // Lists are one value, whatever is in them.
        (r#""list":[1,2]"#, r#""list":[1,null]"#, r#"{"list":[1,null]}"#),
        (r#""any":[{"a":1}]"#, r#""any":[{"a":null}]"#, r#"{"any":[{"a":null}]}"#),
        // Any JSON, digit by digit.
        (
            r#""any":{"x":1.0,"n":[1]}"#,
            r#""any":{"x":1,"n":12345678901234567890.10}"#,
            r#"{"any":{"n":12345678901234567890.10}}"#,
        ),
        (r#""any":{"x":1,"y":null}"#, r#""any":{"y":null}"#, r#"{"any":{"x":null}}"#),
        (r#""any":{"x":1}"#, r#""any":"x""#, r#"{"any":"x"}"#),
        (r#""any":"x""#, r#""any":{"x":{"y":1}}"#, r#"{"any":{"x":{"y":1}}}"#),
    ];
    for (old, new, expected) in cases {
        let made = patch(old, new).unwrap_or_else(|fault| panic!("{old} -> {new}: {fault}"));
        assert_eq!(written(&made), expected, "{old} -> {new}");
        let led = apply(&made, &whole(old)).unwrap_or_else(|fault| panic!("{old} -> {new}: {fault}"));
        assert_eq!(led, whole(new), "{old} -> {new}");
    }
}

#[test]
fn what_would_be_removed_instead_of_nulled_is_a_fault() {
    let cases = [
        (r#""size":1"#, r#""size":null"#, "/size"),
        ("", r#""size":null"#, "/size"),
        (r#""part":{"id":1,"note":"n"}"#, r#""part":{"id":1,"note":null}"#, "/part/note"),
        ("", r#""part":{"id":1,"note":null}"#, "/part/note"),
        (r#""any":{"a/b":{"c":1}}"#, r#""any":{"a/b":{"c":null}}"#, "/any/a~1b/c"),
        (r#""any":1"#, r#""any":{"a":[],"b":{"c":null}}"#, "/any/b/c"),
        (r#""any":1"#, r#""any":null"#, "/any"),
    ];
    for (old, new, place) in cases {
        let expected = format!("a patch cannot set {place} to null: null removes it");
        assert_eq!(patch(old, new), Err(expected), "{old} -> {new}");
    }
}

#[test]
fn a_patch_leads_from_every_value_to_every_other() {
    let values = [
        "",
        r#""name":"a""#,
        r#""size":1,"list":[]"#,
        r#""part":{"id":2,"note":"n"}"#,
        r#""part":{"id":2,"note":"n","part":{"id":3,"note":"m","labels":{"x":"1"}}}"#,
        r#""labels":{}"#,
        r#""labels":{"x":"1","y":"2"}"#,
        r#""parts":{"a":{"id":1,"note":"n"},"b":{"id":2,"note":"n","size":3}}"#,
        r#""any":{"a":{"b":[{"c":null}]}},"list":[null,1]"#,
        r#""any":[{"a":null}]"#,
        r#""any":{}"#,
        r#""any":1e400"#,
    ];
    for (old, new) in values.iter().flat_map(|old| values.iter().map(move |new| (old, new))) {
        let patch = patch(old, new).unwrap_or_else(|fault| panic!("{old} -> {new}: {fault}"));
        let sent: WholePatch = support::from_str(&written(&patch)).unwrap();
        let led = apply(&sent, &whole(old)).unwrap_or_else(|fault| panic!("{old} -> {new}: {fault}"));
        assert_eq!(led, whole(new), "{old} -> {new}");
    }
}

/// The examples of RFC 7396, appendix A: original, patch, result.
#[test]
fn patches_are_applied_as_the_standard_has_it() {
    let cases = [
        (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
        (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
        (r#"{"a":"b"}"#, r#"{"a":null}"#, r#"{}"#),
        (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
        (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
        (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
        (r#"{"a":{"b":"c"}}"#, r#"{"a":{"b":"d","c":null}}"#, r#"{"a":{"b":"d"}}"#),
        (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
        (r#"["a","b"]"#, r#"["c","d"]"#, r#"["c","d"]"#),
        (r#"{"a":"b"}"#, r#"["c"]"#, r#"["c"]"#),
        (r#"{"a":"foo"}"#, "null", "null"),
        (r#"{"a":"foo"}"#, r#""bar""#, r#""bar""#),
        (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
        ("[1,2]", r#"{"a":"b","c":null}"#, r#"{"a":"b"}"#),
        ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
    ];
    for (original, patch, result) in cases {
        let [original, patch, result] = [original, patch, result].map(|text| Json::parse(text).unwrap());
        assert_eq!(apply(&patch, &original).unwrap(), result, "{original} and {patch}");
    }
}

#[test]
fn what_a_patch_leads_to_must_be_a_value() {
    let cases = [
        (r#"{"id":null}"#, "the patch does not fit the value: missing field `id`"),
        (r#"{"part":{"name":"x"}}"#, "the patch does not fit the value: /part: missing field `id`"),
    ];
    for (patch, expected) in cases {
        let patch: WholePatch = support::from_str(patch).unwrap();
        assert_eq!(apply(&patch, &whole("")).unwrap_err().to_string(), expected);
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct NamePatch {
        "name" maybe name: Maybe<String>,
    }
}

#[test]
fn a_change_that_the_patch_does_not_name_is_a_fault() {
    let (old, new) = (whole(r#""name":"a""#), whole(r#""name":"b","list":[]"#));
    let fault = between::<_, NamePatch>(&old, &new).unwrap_err().to_string();
    assert_eq!(fault, "the patch cannot say the change: it does not name /list");
}

#[test]
fn only_objects_can_be_compared() {
    assert_eq!(between::<_, WholePatch>(&1, &2).unwrap_err().to_string(), "only objects can be patched");
    let unsayable = between::<_, Whole>(&whole(r#""name":"a""#), &whole("")).unwrap_err().to_string();
    assert_eq!(unsayable, "the patch cannot say the change: /name: invalid type: null, expected a string");
}
