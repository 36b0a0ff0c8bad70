use std::collections::BTreeMap;

use super::support::{self, Json, Maybe, Validate};
use super::{fault, patterns, read, written};

tuple! {
    /// Where something is.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Position {
        /// Degrees east.
        _0 required f64 { minimum "-180" },
        _1 nullable Option<i64>,
        _2 optional Option<String> { max_length 3, pattern "^a" },
        _3 maybe Maybe<i64>,
        _4 rest Vec<Json>,
    }
}

tuple! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Pair {
        * unique_items,
        * schema r#"{"not":{"prefixItems":[{"enum":[1]},{"type":"boolean"}],"items":{"type":"string"}}}"#,
        _0 required Json,
        _1 required Json,
    }
}

tuple! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Tree {
        * max_items 4,
        _0 optional Option<Box<Tree>> { check },
        _1 rest Vec<i64> { maximum "5" },
    }
}

/// What is wrong with a value, as `pointer rule`.
fn broken(value: &impl Validate) -> Vec<String> {
    let found = value.validate().err().unwrap_or_default();
    found.iter().map(|one| format!("{} {}", one.pointer, one.rule)).collect()
}

#[test]
fn what_is_read_is_written_again() {
    for text in
        ["[1.5,2]", "[1.5,null]", r#"[1.5,2,"abc"]"#, r#"[1.5,2,"abc",null]"#, r#"[1.5,2,"abc",3,{"a":1},null]"#]
    {
        assert_eq!(written(&read::<Position>(text)), text);
    }
    for text in ["[]", "[[]]", "[[[],1],2,3]"] {
        assert_eq!(written(&read::<Tree>(text)), text);
    }
    let position: Position = read(r#"[1.5,2,"abc",null]"#);
    assert_eq!(position, Position(1.5, Some(2), Some("abc".to_owned()), Maybe::Null, Vec::new()));
    assert_eq!(read::<BTreeMap<String, Vec<Pair>>>(r#"{"a":[[1,"b"]]}"#).len(), 1);
}

#[test]
fn faults_name_the_place() {
    assert_eq!(fault::<Position>("{}"), "invalid type: map, expected an array (Position)");
    assert_eq!(fault::<Position>("[1.5]"), "missing item 1");
    assert_eq!(fault::<Position>(r#"[1.5,"a"]"#), r#"/1: invalid type: string "a", expected an integer"#);
    assert_eq!(fault::<Position>("[1.5,1,null]"), "/2: invalid type: null, expected a string");
    assert_eq!(fault::<Pair>("[1,2,3]"), "more than 2 items");
    assert_eq!(fault::<Vec<Tree>>(r#"[[[],1,"a"]]"#), r#"/0/2: invalid type: string "a", expected an integer"#);
}

#[test]
fn limits_are_those_of_the_places() {
    assert_eq!(broken(&read::<Position>(r#"[-181,2,"bcde"]"#)), ["/0 minimum", "/2 maxLength", "/2 pattern"]);
    assert_eq!(broken(&read::<Position>("[0,2]")), [""; 0]);
    assert_eq!(broken(&read::<Tree>("[[[],7],1,6]")), ["/0/1 maximum", "/2 maximum"]);
    assert_eq!(broken(&read::<Tree>("[[],1,2,3,4]")), [" maxItems"]);
    assert_eq!(broken(&read::<Pair>("[1,1.0]")), [" uniqueItems"]);
    assert_eq!(broken(&read::<Pair>("[1,true]")), [" not"]);
    assert_eq!(broken(&read::<Pair>(r#"["a",1]"#)), [""; 0]);
}

#[test]
fn an_item_behind_one_that_is_left_out_cannot_be_written() {
    let refused = |value: &Position| serde_json::to_string(value).map_err(|fault| fault.to_string());
    let gap = "an item is left out before one that is there";
    assert_eq!(refused(&Position(1.5, None, None, Maybe::Value(1), Vec::new())), Err(gap.to_owned()));
    assert_eq!(refused(&Position(1.5, None, None, Maybe::Absent, vec![Json::default()])), Err(gap.to_owned()));
    assert_eq!(refused(&Position(1.5, None, None, Maybe::Absent, Vec::new())), Ok("[1.5,null]".to_owned()));
    let infinite = refused(&Position(f64::INFINITY, None, None, Maybe::Absent, Vec::new()));
    assert_eq!(infinite, Err("JSON has no number that is infinite or none".to_owned()));
}
