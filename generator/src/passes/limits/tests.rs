//! Limits and values side by side.

use super::{broken, contradiction, of_kind};
use crate::api::{Constraints, NumberFormat, SchemaKind};
use crate::diagnostics::Diagnostics;
use crate::source::SourceMap;
use crate::tree::{Node, Number};
use crate::{document, frontend, passes};

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

/// A ladder whose rungs lead to the next two: what the first is held against grows with the Fibonacci numbers.
#[test]
fn conditions_of_very_many_schemas_are_left_out() {
    let reference = |rung: usize| format!("{{ $ref: '#/components/schemas/N{rung}' }}");
    let rung = |n: usize| {
        let (next, other) = (reference(n + 1), reference(n + 2));
        format!("N{n}: {{ type: object, not: {next}, anyOf: [{next}, {other}] }}")
    };
    let leaf = |n: usize| format!("N{n}: {{ type: object, properties: {{ p{n}: {{ type: string }} }} }}");
    let schemas: Vec<String> = (0..14).map(rung).chain([leaf(14), leaf(15)]).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ {} }} }}\n",
        schemas.join(", ")
    );
    let mut sources = SourceMap::default();
    let id = sources.add("a.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, id, &mut diagnostics).expect("the test's document is YAML");
    let api = frontend::lower(&document, &mut diagnostics);
    let api = passes::run(api, &crate::config::Config::default(), &mut diagnostics);
    assert!(diagnostics.iter().any(|found| found.code.id == "OA008"), "nothing is said of what is left out");
    let conditions = api.schemas.iter().flat_map(|(_, schema)| &schema.constraints.conditions);
    let large = conditions.filter(|one| crate::api::visit::reaches_more(&api, one.schemas().iter().copied(), 400));
    assert_eq!(large.count(), 0);
}
