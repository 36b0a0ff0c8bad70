//! Limits and values side by side.

use super::{broken, contradiction, of_kind};
use crate::api::{Constraints, NumberFormat, SchemaKind};
use crate::tree::{Node, Number};

fn number(text: &str) -> Option<Number> {
    Number::parse(text)
}

fn value(text: &str) -> Node {
    number(text).map_or_else(|| Node::String(text.to_owned()), Node::Number)
}

#[test]
fn values_are_held_against_the_limits_of_their_type() {
    let limits = Constraints {
        minimum: number("0.1"),
        exclusive_maximum: number("1e2"),
        multiple_of: vec![number("0.1").expect("a number"), number("0.3").expect("a number")],
        max_length: Some(2),
        patterns: vec!["^a".to_owned(), "b$".to_owned()],
        ..Constraints::default()
    };
    assert_eq!(broken(&limits, &value("0.3")), Vec::<String>::new());
    assert_eq!(broken(&limits, &value("0.2")), ["is 0.2, no multiple of 0.3"]);
    assert_eq!(broken(&limits, &value("0.0")), ["is 0.0, less than 0.1"]);
    assert_eq!(broken(&limits, &value("300")), ["is 300, not less than 1e2"]);
    assert_eq!(broken(&limits, &value("ab")), Vec::<String>::new());
    assert_eq!(
        broken(&limits, &value("axe")),
        ["has 3 characters, more than 2", "is `\"axe\"`, which does not match `b$`"]
    );
    assert_eq!(broken(&limits, &Node::Null), Vec::<String>::new());
}

#[test]
fn limits_that_exclude_each_other_are_found() {
    let none = Constraints::default;
    for (limits, words) in [
        (Constraints { min_length: Some(3), max_length: Some(2), ..none() }, Some("minLength 3 is above maxLength 2")),
        (Constraints { min_length: Some(2), max_length: Some(2), ..none() }, None),
        (
            Constraints { minimum: number("2"), exclusive_maximum: number("2.0"), ..none() },
            Some("minimum 2 leaves nothing below exclusiveMaximum 2.0"),
        ),
        (Constraints { minimum: number("2"), maximum: number("2.0"), ..none() }, None),
    ] {
        assert_eq!(contradiction(&limits).as_deref(), words);
    }
}

#[test]
fn a_kind_keeps_its_own_limits() {
    let limits =
        Constraints { minimum: number("1"), max_length: Some(1), unique_items: true, ..Constraints::default() };
    let kept = of_kind(&SchemaKind::Number(NumberFormat::Plain), &limits);
    assert_eq!(kept, Constraints { minimum: number("1"), ..Constraints::default() });
    assert_eq!(of_kind(&SchemaKind::Any, &limits), limits);
}
