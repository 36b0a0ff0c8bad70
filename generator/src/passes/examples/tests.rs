//! What the judge says of values.

use super::judge;
use crate::api::{Api, SchemaId};
use crate::diagnostics::Diagnostics;
use crate::source::SourceMap;
use crate::{document, frontend, passes};

fn api(schemas: &str) -> (passes::Normalized<Api>, Vec<String>) {
    document_of(&format!("paths: {{}}\ncomponents: {{ schemas: {{ {schemas} }} }}"))
}

/// A document with these keys after the first ones, and what was found.
fn document_of(keys: &str) -> (passes::Normalized<Api>, Vec<String>) {
    let text = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\n{keys}\n");
    let mut sources = SourceMap::default();
    let id = sources.add("a.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, id, &mut diagnostics).expect("the test's document is YAML");
    let api = frontend::lower(&document, &mut diagnostics);
    let api = passes::run(api, &crate::config::Config::default(), &mut diagnostics);
    let found = diagnostics.iter().map(|one| format!("{} {}", one.code.id, one.message)).collect();
    (api, found)
}

fn first(api: &Api) -> SchemaId {
    api.components.first().map(|(_, id)| *id).expect("the test has a component")
}

#[track_caller]
fn check(schema: &str, rows: &[(&str, &str)]) {
    for (value, expected) in rows {
        let (api, _) = api(&format!("S: {schema}, V: {{ default: {value} }}"));
        let value = api.components.last().and_then(|(_, id)| api.schemas[*id].default.clone()).expect("a default");
        let reasons: Vec<String> = judge::reasons(&api, first(&api), &value).iter().map(ToString::to_string).collect();
        assert_eq!(reasons.join("; "), *expected, "{} against {schema}", value.to_json());
    }
}

#[test]
fn kinds_formats_and_limits() {
    check("{ type: string, format: uuid }", &[("x", "is no uuid"), ("497f6eca-6276-4993-bfeb-53cbbbba6f08", "")]);
    check("{ type: string, format: date }", &[("'2023-02-29'", "is no date"), ("'2024-02-29'", "")]);
    check(
        "{ type: string, format: date-time }",
        &[("'2024-01-31T12:00:00.5+01:00'", ""), ("'2024-01-31 12:00'", "is no date-time")],
    );
    check(
        "{ type: integer, minimum: 3 }",
        &[("2", "is 2, less than 3"), ("3.5", "is a number, not an integer"), ("4", "")],
    );
    check("{ type: number, multipleOf: 0.1 }", &[("0.3", ""), ("0.35", "is 0.35, no multiple of 0.1")]);
    check("{ type: string, pattern: '^a' }", &[("b", "is `\"b\"`, which does not match `^a`"), ("ab", "")]);
    check("{ type: string, enum: [a, b] }", &[("c", "is `\"c\"`, not `\"a\"` or `\"b\"`")]);
    check("{ type: array, uniqueItems: true, items: {} }", &[("[1, 1.0]", "has an item twice"), ("[1, 2]", "")]);
}

#[test]
fn objects_and_null() {
    check(
        "{ type: object, required: [a], additionalProperties: false, properties: { a: { type: integer, nullable: true } } }",
        &[
            ("{ a: null }", ""),
            ("{}", "lacks `a`"),
            ("{ a: 1, b: 2 }", "has `b`, which is not allowed"),
            ("{ a: x }", "`/a` is a string, not an integer"),
            ("null", "is null"),
        ],
    );
}

#[test]
fn a_text_that_is_sent_for_a_list_is_no_value_of_it() {
    let list = "schema: { type: array, items: { type: integer } }";
    let content = |media: &str, example: &str| format!("{media}: {{ {list}, example: {example} }}");
    let all = [content("text/csv", "'1;2'"), content("application/xml", "<a/>"), content("application/json", "'1;2'")];
    let (_, found) = document_of(&format!(
        "paths: {{ /a: {{ get: {{ responses: {{ '200': {{ description: d, content: {{ {} }} }} }} }} }} }}",
        all.join(", ")
    ));
    assert_eq!(found, ["OA207 the example breaks its own schema: is a string, not an array"]);
}

#[test]
fn unions_by_their_tag() {
    check(
        "{ oneOf: [ \
           { type: object, required: [t], properties: { t: { type: string, enum: [a] }, x: { type: integer } } }, \
           { type: object, required: [t], properties: { t: { type: string, enum: [b] }, y: { type: string } } } ] }",
        &[
            ("{ t: a, x: 1 }", ""),
            ("{ t: a, x: one }", "`/x` is a string, not an integer"),
            ("{ t: c }", "fits none of the 2 alternatives"),
        ],
    );
}

#[test]
fn every_broken_example_is_one_finding_with_all_reasons() {
    let (_, found) =
        api("S: { type: object, properties: { code: { type: string, enum: [ok] }, n: { type: integer } }, \
         example: { code: string, n: x } }, D: { type: integer, default: x }");
    assert_eq!(
        found,
        [
            "OA207 the example breaks its own schema: `/code` is `\"string\"`, not `\"ok\"`; `/n` is a string, not an integer",
            "OA208 the default breaks its own schema: is a string, not an integer",
        ]
    );
}

#[test]
fn samples_satisfy_their_schema() {
    for (schema, expected) in [
        ("{ type: string, minLength: 8 }", Some(r#""stringxx""#)),
        ("{ type: integer, minimum: 10, multipleOf: 4 }", Some("12")),
        ("{ type: string, enum: [b, a] }", Some(r#""b""#)),
        ("{ type: integer, default: 7 }", Some("7")),
        ("{ type: object, required: [s], properties: { s: { $ref: '#/components/schemas/S' } } }", None),
        (
            "{ type: object, properties: { s: { $ref: '#/components/schemas/S' }, n: { type: number } } }",
            Some(r#"{"s":{"n":1.5},"n":1.5}"#),
        ),
        ("{ type: array, minItems: 2, items: { type: boolean } }", Some("[true,true]")),
        ("{ type: string, pattern: '^[0-9]+$' }", Some(r#""0""#)),
        ("{ type: string, pattern: '^[0-9]+$', minLength: 3, maxLength: 4 }", Some(r#""000""#)),
        ("{ type: string, pattern: '^(red|blue)-\\d{2,}$' }", Some(r#""red-00""#)),
        ("{ type: string, pattern: b, minLength: 3 }", Some(r#""bxx""#)),
        ("{ type: string, pattern: '^a$', minLength: 3 }", None),
        ("{ type: string, format: date, pattern: '^2' }", Some(r#""2024-01-31""#)),
        ("{ type: array, uniqueItems: true, minItems: 2, items: { enum: [a, b] } }", Some(r#"["a","b"]"#)),
        ("{ type: array, uniqueItems: true, minItems: 2, items: { type: integer } }", Some("[1,2]")),
        ("{ type: array, uniqueItems: true, minItems: 2, items: { type: string } }", Some(r#"["string","string1"]"#)),
        ("{ type: array, uniqueItems: true, minItems: 3, items: { type: boolean } }", None),
        (
            "{ type: object, required: [a], properties: { a: { type: string }, b: { type: string } }, propertyNames: { enum: [a] } }",
            Some(r#"{"a":"string"}"#),
        ),
    ] {
        let (api, _) = api(&format!("S: {schema}"));
        let made = passes::sample::sample(&api, first(&api)).map(|value| value.to_json());
        assert_eq!(made.as_deref(), expected, "{schema}");
    }
}

#[test]
fn conditions() {
    check(
        "{ not: { type: object, properties: { a: { type: string } } } }",
        &[("{ a: x }", "satisfies the schema of its `not`"), ("{ a: 1 }", ""), ("1", "")],
    );
    check(
        "{ type: object, properties: { a: {}, b: {} }, anyOf: [{ required: [a] }, { required: [b] }] }",
        &[("{ c: 1 }", "satisfies none of the 2 conditions of its `anyOf`"), ("{ a: 1, b: 1 }", "")],
    );
    check(
        "{ type: integer, oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }] }",
        &[("15", "satisfies 2 of the 2 conditions of its `oneOf`, not one"), ("9", ""), ("10.0", "")],
    );
    check(
        "{ maxLength: 1, maximum: 1 }",
        &[("ab", "has 2 characters, more than 1"), ("2", "is 2, more than 1"), ("[]", "")],
    );
    check("{ not: { $ref: '#/components/schemas/S' } }", &[("1", "")]);
}

#[test]
fn literals() {
    check(
        "{ type: object, if: { required: [a] }, then: { required: [b] }, dependentRequired: { c: [d] } }",
        &[("{ a: 1 }", "breaks its `then`"), ("{ a: 1, b: 1 }", ""), ("{ c: 1 }", "breaks its `dependentRequired`")],
    );
    check(
        "{ type: array, items: {}, contains: { type: integer }, maxContains: 1 }",
        &[("[a]", "breaks its `contains`"), ("[1, a]", ""), ("[1, 2]", "breaks its `maxContains`")],
    );
    check(
        "{ type: object, patternProperties: { '^x': { $ref: '#/components/schemas/N' } }, propertyNames: { maxLength: 2 } }, \
         N: { type: integer, minimum: 1 }",
        &[
            ("{ x: 0 }", "breaks its `patternProperties`"),
            ("{ y: 0 }", ""),
            ("{ yyy: 0 }", "breaks its `propertyNames`"),
        ],
    );
    check(
        "{ type: object, if: { properties: { a: { const: 1 } }, required: [a] }, then: { properties: { b: {} } }, unevaluatedProperties: false }",
        &[("{ a: 1, b: 1 }", ""), ("{ b: 1 }", "breaks its `unevaluatedProperties`")],
    );
}
