use std::collections::BTreeMap;

use super::support::{self, Defaults, Maybe};
use super::{fault, written};

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Size {
        "unit" optional unit: Option<String>,
        "width" maybe width: Maybe<i64>,
    }
}

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Pet {
        "name" optional name: Option<String>,
        "size" optional size: Option<Size>,
        "parent" optional parent: Option<Box<Pet>>,
        "sizes" optional sizes: Option<Vec<Option<Size>>>,
        "by_name" maybe by_name: Maybe<BTreeMap<String, Size>>,
        "measured" optional measured: Option<Measured>,
        _ extra extra: BTreeMap<String, Size>,
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Measured {
    Size(Size),
    Text(String),
    Other(support::Json),
}

union! { Measured or Other: json { object => Size, string => Text, } }
unlimited! { Measured, }

defaults! { Size { unit = "\"cm\"", width = "1", } }
defaults! { Measured: arms { Size, } }
defaults! {
    Pet { name = "null", size, size = "{\"unit\":\"m\",\"width\":null}", parent, sizes, by_name, measured, extra, }
}

#[track_caller]
fn filled(text: &str) -> String {
    let mut pet: Pet = support::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    pet.fill();
    let once = written(&pet);
    pet.fill();
    assert_eq!(written(&pet), once, "a second time changes nothing");
    once
}

const SIZE: &str = r#""size":{"unit":"m","width":null}"#;

#[test]
fn what_is_absent_gets_its_default() {
    assert_eq!(filled("{}"), format!("{{{SIZE}}}"));
    assert_eq!(filled(r#"{"size":{}}"#), r#"{"size":{"unit":"cm","width":1}}"#);
}

#[test]
fn what_is_there_stays_also_null() {
    let text = r#"{"size":{"unit":"","width":null}}"#;
    assert_eq!(filled(text), text);
}

#[test]
fn defaults_reach_through_boxes_lists_maps_unions_and_other_properties() {
    for (sent, expected) in [
        (r#""parent":{"parent":{}}"#, format!(r#""parent":{{{SIZE},"parent":{{{SIZE}}}}}"#)),
        (r#""sizes":[{"unit":"mm"},null]"#, r#""sizes":[{"unit":"mm","width":1},null]"#.to_owned()),
        (r#""by_name":{"a":{}}"#, r#""by_name":{"a":{"unit":"cm","width":1}}"#.to_owned()),
        (r#""by_name":null"#, r#""by_name":null"#.to_owned()),
        (r#""measured":{}"#, r#""measured":{"unit":"cm","width":1}"#.to_owned()),
        (r#""measured":"big""#, r#""measured":"big""#.to_owned()),
        (r#""other":{}"#, r#""other":{"unit":"cm","width":1}"#.to_owned()),
    ] {
        assert_eq!(filled(&format!("{{{sent}}}")), format!("{{{SIZE},{expected}}}"), "{sent}");
    }
}

#[test]
fn reading_and_writing_put_nothing_in() {
    assert_eq!(written(&support::from_str::<Pet>("{}").unwrap()), "{}");
    assert_eq!(fault::<Pet>(r#"{"size":null}"#), "/size: invalid type: null, expected an object (Size)");
}
