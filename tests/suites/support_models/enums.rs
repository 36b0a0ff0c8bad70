//! Closed enums, enums of any JSON, and what `validate` says of values that are not listed.

use super::support::{self, Json, Validate};
use super::{fault, read, written};

strings! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub enum Side {
        #[default]
        Left = "left",
        Right = "right",
    }
}

integers! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Step {
        Minus1 = -1,
        N1 = 1,
    }
}

integers! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Level {
        N1 = 1,
        N2 = 2,
        _ => Other,
    }
}

strings! {
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Size {
        Small = "small",
        Empty = "",
        _ => Other,
    }
}

values! {
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Limit {
        None = "\"none\"",
        N10 = "10",
        N1_5 = "1.5",
        True = "true",
        Huge = "18446744073709551616",
        List = "[1,2]",
        Object = "{\"a\":1,\"b\":[]}",
        _ => Other,
    }
}

values! {
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Yes {
        True = "true",
        N1 = "1",
    }
}

fn rules<T: Validate>(value: &T) -> String {
    value.validate().map_or_else(|found| found.to_string(), |()| String::new())
}

#[test]
fn closed_enums_refuse_what_is_not_listed() {
    assert_eq!(read::<Side>(r#""left""#), Side::Left);
    assert_eq!(fault::<Side>(r#""up""#), r#"invalid value: string "up", expected one of ["left","right"]"#);
    assert_eq!(fault::<Side>("1"), "invalid type: integer `1`, expected a string");
    assert_eq!("right".parse(), Ok(Side::Right));
    assert_eq!(Side::try_from("up").unwrap_err().to_string(), r#"must be one of ["left","right"]"#);
    assert_eq!((Side::default(), Side::ALL.len(), written(&Side::Right)), (Side::Left, 2, r#""right""#.to_owned()));

    assert_eq!(read::<Step>("1.0"), Step::N1);
    assert_eq!(fault::<Step>("2"), "invalid value: integer `2`, expected one of [-1,1]");
    assert_eq!((Step::try_from(-1), "-1".parse()), (Ok(Step::Minus1), Ok(Step::Minus1)));
    assert!("one".parse::<Step>().is_err());

    assert_eq!(read::<Yes>("1.0"), Yes::N1);
    assert_eq!(fault::<Yes>("false"), "must be one of [true,1]");
    assert_eq!(fault::<Vec<Yes>>("[1, 2, 1]"), "/1: must be one of [true,1]");
    assert_eq!(fault::<Vec<Step>>("[1, 2, 1]"), "/1: invalid value: integer `2`, expected one of [-1,1]");
}

#[test]
fn values_are_found_by_what_they_mean() {
    for (text, value) in [
        (r#""none""#, Limit::None),
        (r#""n\u006fne""#, Limit::None),
        ("10", Limit::N10),
        ("10.0", Limit::N10),
        ("1e1", Limit::N10),
        ("15e-1", Limit::N1_5),
        ("true", Limit::True),
        ("[1, 2.0]", Limit::List),
        (r#"{"b": [], "a": 1}"#, Limit::Object),
    ] {
        assert_eq!(support::from_str::<Limit>(text), Ok(value), "{text}");
    }
    // serde_json's own tree would round it.
    assert_eq!(support::from_str::<Limit>("18446744073709551616"), Ok(Limit::Huge));
    assert_eq!(written(&Limit::Huge), "18446744073709551616");
    assert_eq!(written(&Limit::Object), r#"{"a":1,"b":[]}"#);
}

#[test]
fn values_that_are_not_listed_are_kept() {
    for text in ["11", "false", "null", "[2,1]", r#"{"a":1}"#, r#""None""#, "18446744073709551617"] {
        let value: Limit = support::from_str(text).unwrap();
        assert_eq!(value, Limit::Other(Json::parse(text).unwrap()), "{text}");
        assert_eq!(written(&value), text);
    }
    // `0` is not `false`, `1` not `true`.
    assert_eq!(support::from_str::<Limit>("1"), Ok(Limit::Other(Json::parse("1").unwrap())));
    assert_eq!("1.5".parse(), Ok(Limit::N1_5));
    assert_eq!(Limit::True.to_string(), "true");
}

#[test]
fn validate_says_what_is_listed() {
    assert_eq!(rules(&Size::from("huge")), r#"value breaks enum ["small",""]"#);
    assert_eq!(rules(&Level::from(3)), "value breaks enum [1,2]");
    assert_eq!(
        rules(&Limit::from(Json::null())),
        r#"value breaks enum ["none",10,1.5,true,18446744073709551616,[1,2],{"a":1,"b":[]}]"#
    );
    assert_eq!(rules(&Size::Small) + &rules(&Level::N1) + &rules(&Limit::True) + &rules(&Side::Left), "");
}
