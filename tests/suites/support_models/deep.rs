//! Values that hold themselves: up to the limit everything works, beyond it reading says so. The stack is never asked.

use std::collections::BTreeMap;

use super::support::patch::{apply, between};
use super::support::{self, Defaults, Json, Maybe, Validate};
use super::{fault, written};

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Tree {
        "name" optional name: Option<String> { max_length 3 },
        "left" optional left: Option<Box<Tree>> { check },
        "all" optional all: Option<Vec<Tree>> { check },
        "by_name" optional by_name: Option<BTreeMap<String, Tree>> { check },
        "either" optional either: Option<Box<Either>> { check },
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TreePatch {
        "name" maybe name: Maybe<String>,
        "left" maybe left: Maybe<Box<TreePatch>>,
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Either: oneOf json {
        object => Tree(Tree) { check },
        array => List(Vec<Either>) { check },
        string => Text(String),
        _ => Other,
    }
}

nest! { pub struct Lists(Vec<Lists>) { max_items 2, check } }

nest! { pub struct Maps(BTreeMap<String, Maps>); }

defaults! { Tree { name = "\"x\"", left, all, by_name, either, } }
defaults! { Either: arms { Tree, List, } }

/// The levels that are read: as many as serde_json has.
const LEVELS: usize = 127;

/// `open` and `close` around an empty object, so many times.
fn nested(open: &str, close: &str, times: usize) -> String {
    format!("{}{{}}{}", open.repeat(times), close.repeat(times))
}

const SHAPES: [(&str, &str, usize); 5] = [
    (r#"{"left":"#, "}", 1),
    (r#"{"all":["#, "]}", 2),
    (r#"{"by_name":{"a":"#, "}}", 2),
    (r#"{"either":"#, "}", 1),
    (r#"{"either":["#, "]}", 2),
];

#[test]
fn beyond_the_limit_reading_is_an_error() {
    for (open, close, _) in SHAPES {
        let text = nested(open, close, 10_000);
        assert!(fault::<Tree>(&text).ends_with("recursion limit exceeded"), "{open}");
        assert!(fault::<Either>(&text).ends_with("recursion limit exceeded"), "{open}");
    }
    assert!(fault::<Either>(&"[".repeat(10_000)).contains("EOF"));
    assert!(fault::<Either>(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))).contains("recursion limit"));
}

#[test]
fn any_json_takes_every_depth_as_text() {
    for (open, close, _) in SHAPES.into_iter().take(2) {
        let text = nested(open, close, 10_000);
        let json = Json::parse(text.as_str()).unwrap();
        assert_eq!(json, json.clone());
        assert_ne!(json, Json::parse(nested(open, close, 9_999)).unwrap());
        assert_eq!(written(&json), text);
        assert_eq!(written(&Json::encode(&json).unwrap()), text);
        assert!(json.decode::<Tree>().is_err() && json.value().is_err());
        let small = Json::parse("{}").unwrap();
        // A list is one value, objects are patched one by one.
        let flat = open.contains('[');
        assert_eq!(between::<_, Json>(&small, &json).is_ok(), flat, "{open}");
        assert_eq!(apply(&json, &small).is_ok(), flat, "{open}");
        assert_ne!(between::<_, Json>(&json, &small).unwrap(), small);
        assert_eq!(apply(&small, &json).unwrap(), json);
    }
}

#[test]
fn within_the_limit_everything_works() {
    for (open, close, levels) in SHAPES {
        let text = nested(open, close, (LEVELS - 1) / levels);
        let tree: Tree = support::from_str(&text).unwrap_or_else(|error| panic!("{open}: {error}"));
        let same = tree.clone();
        assert_eq!(tree, same);
        assert_eq!(written(&tree), text);
        assert_eq!(tree.validate(), Ok(()));
        let mut filled = same;
        filled.fill();
        assert_ne!(filled, tree);
        assert!(format!("{tree:?}").len() > text.len());
        let json = Json::encode(&tree).unwrap();
        assert_eq!(json.decode::<Tree>().unwrap(), tree);
    }
}

#[test]
fn deep_values_are_made_in_memory_and_patched() {
    let chain = |name: &str| {
        let mut tree = Tree { name: Some(name.to_owned()), ..Tree::default() };
        for _ in 1..LEVELS {
            tree = Tree { left: Some(Box::new(tree)), ..Tree::default() };
        }
        tree
    };
    let (old, new) = (chain("old"), chain("new!"));
    let broken = new.validate().unwrap_err();
    let places: Vec<&str> = broken.iter().map(|one| one.pointer.as_str()).collect();
    assert_eq!(places, [format!("{}/name", "/left".repeat(LEVELS - 1))]);
    let patch: TreePatch = between(&old, &new).unwrap();
    assert_eq!(written(&patch), format!("{}{{\"name\":\"new!\"}}{}", r#"{"left":"#.repeat(126), "}".repeat(126)));
    assert_eq!(apply(&patch, &old).unwrap(), new);
}

#[test]
fn lists_and_maps_of_nothing_but_themselves_are_types() {
    let lists = Lists(vec![Lists::default(), Lists(vec![Lists::default()])]);
    assert_eq!(super::read::<Lists>("[[],[[]]]"), lists);
    assert_eq!(written(&lists), "[[],[[]]]");
    assert_eq!(lists.validate(), Ok(()));
    let maps = Maps(BTreeMap::from([("a".to_owned(), BTreeMap::new().into())]));
    assert_eq!(super::read::<Maps>(r#"{"a":{}}"#), maps);
    assert_eq!(written(&maps), r#"{"a":{}}"#);
}

#[test]
fn what_is_none_is_refused_and_limits_hold_at_every_depth() {
    assert_eq!(fault::<Lists>("[[],[1]]"), "/1/0: invalid type: integer `1`, expected an array");
    assert_eq!(fault::<Maps>(r#"{"a":{"b":[]}}"#), "/a/b: invalid type: sequence, expected an object");
    let wide: Lists = super::read("[[],[[],[],[]]]");
    assert_eq!(wide.validate().map_err(|broken| broken.to_string()), Err("/1 breaks maxItems 2".to_owned()));
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let deepest: Lists = support::from_str(&deep(LEVELS)).unwrap();
    assert_eq!(written(&deepest.clone()), deep(LEVELS));
    assert_eq!(deepest.validate(), Ok(()));
    assert!(fault::<Lists>(&deep(LEVELS + 1)).ends_with("recursion limit exceeded"));
}
