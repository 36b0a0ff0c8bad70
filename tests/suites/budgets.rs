//! Documents of less than a megabyte that ask for as much as they can. Each ends, in files or with the code of the bound
//! that it passes; none needs the stack of its caller. Bounds are counted, so nothing here is timed: a document without a
//! bound would not end while anybody waits.

use std::thread;

use bindery::config::Config;
use bindery::{SourceMap, generate};
use serde_json::{Map, Value, json};

/// The stack of a thread that Rust makes, if nobody says otherwise.
const SMALL: usize = 2 << 20;

/// The code of the error that a document ends with; none if it is written.
fn end(name: &str, text: String) -> Option<&'static str> {
    assert!(text.len() < 1 << 20, "{name} is larger than a megabyte");
    let name = name.to_owned();
    let work = move || {
        let mut sources = SourceMap::default();
        let source = sources.add(&name, text);
        let config = Config { name: Some("budget".to_owned()), verify: false, ..Config::default() };
        let outcome = generate(&sources, source, &config);
        let error = outcome.diagnostics.iter().find(|found| found.severity == bindery::diagnostics::Severity::Error);
        assert_eq!(error.is_none(), !outcome.files.is_empty());
        error.map(|found| found.code.id)
    };
    thread::Builder::new().stack_size(SMALL).spawn(work).expect("a thread").join().expect("no panic")
}

fn document(schemas: Map<String, Value>, paths: Map<String, Value>, more: Value) -> String {
    let mut whole = json!({ "openapi": "3.1.0", "info": { "title": "Much", "version": "1" }, "paths": paths });
    whole["components"] = more;
    whole["components"]["schemas"] = Value::Object(schemas);
    whole.to_string()
}

fn schema(schema: Value) -> String {
    document(Map::from_iter([("A".to_owned(), schema)]), Map::new(), json!({}))
}

fn many(count: usize, make: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count).map(|index| (format!("A{index}"), make(index))).collect()
}

fn of_component(index: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/A{index}") })
}

fn nested(depth: usize, wrap: impl Fn(Value) -> Value) -> Value {
    (0..depth).fold(json!({ "type": "string" }), |inner, _| wrap(inner))
}

const YAML: &str = "openapi: 3.1.0\ninfo: { title: Much, version: '1' }\npaths: {}\n";

#[test]
fn aliases_and_nesting_end_with_their_code() {
    let mut laughs = format!("{YAML}x-a0: &a0 [l, l, l, l, l, l, l, l, l, l]\n");
    for level in 1..12 {
        let below = format!("*a{}", level - 1);
        laughs += &format!("x-a{level}: &a{level} [{}]\n", [below.as_str(); 10].join(", "));
    }
    let flat = format!("{YAML}x-a: &a [{}]\nx-b: [{}]\n", ["1"; 1000].join(","), ["*a"; 100_000].join(","));
    let merged: String = (0..20_000).map(|index| format!("x-b{index}: {{<<: *a}}\n")).collect();
    let keys: Vec<String> = (0..2000).map(|index| format!("k{index}: 1")).collect();
    for (what, text) in [
        ("billion laughs", laughs),
        ("one anchor, many aliases", flat),
        ("merges", format!("{YAML}x-a: &a {{{}}}\n{merged}", keys.join(", "))),
        ("open brackets", format!("{YAML}x: {}", "[".repeat(900_000))),
        ("closed brackets", format!("{YAML}x: {}{}\n", "[".repeat(400_000), "]".repeat(400_000))),
        ("braces", format!("{YAML}x: {}\n", "{a: ".repeat(200_000))),
        ("brackets behind quotes", format!("{YAML}x: {}\n", "[\"]\",".repeat(150_000))),
        ("dashes", format!("{YAML}x:\n  {}\n", "- ".repeat(400_000))),
    ] {
        assert_eq!(end("a.yaml", text), Some("OA007"), "{what}");
    }
    let json = format!("{{\"openapi\": \"3.1.0\", \"x\": {}", "[".repeat(900_000));
    assert_eq!(end("a.json", json), Some("OA007"));
}

#[test]
fn what_is_compared_in_pairs_is_bounded() {
    let object =
        |index: usize| json!({ "type": "object", "properties": { format!("p{index}"): { "type": "string" } } });
    let arms = |count: usize| (0..count).map(object).collect::<Vec<_>>();
    let wide = |index: usize| json!({ "type": "object", "properties": many(60, |at| json!({ "title": format!("{index} {at}") })) });
    let heir = |_| json!({ "allOf": [of_component(0), { "type": "object" }] });
    let mut family = many(1500, heir);
    family["A0"] = json!({ "type": "object", "required": ["t"], "properties": { "t": { "type": "string" } }, "discriminator": { "propertyName": "t" } });
    for (what, text, code) in [
        ("arms", schema(json!({ "oneOf": arms(8000) })), Some("OA010")),
        ("as many arms as may be", schema(json!({ "oneOf": arms(1000) })), None),
        ("empty arms", schema(json!({ "anyOf": vec![json!({}); 100_000] })), Some("OA010")),
        ("members", schema(json!({ "allOf": arms(8000) })), Some("OA010")),
        ("wide arms", schema(json!({ "oneOf": (0..350).map(wide).collect::<Vec<_>>() })), None),
        ("heirs", document(family, Map::new(), json!({})), Some("OA010")),
    ] {
        assert_eq!(end("a.json", text), code, "{what}");
    }
}

#[test]
fn what_references_write_out_is_bounded() {
    let chain = many(3000, |index| match index {
        2999 => json!({ "type": "object" }),
        _ => json!({ "allOf": [of_component(index + 1)], "properties": { format!("p{index}"): { "type": "string" } } }),
    });
    let mut fan = many(4000, |_| json!({ "allOf": [of_component(0), { "type": "object", "required": ["x"] }] }));
    fan["A0"] = json!({ "type": "object", "properties": many(2000, |_| json!({ "type": "string" })) });
    let operation = |_| json!({ "$ref": "#/components/pathItems/P" });
    let paths: Map<String, Value> = (0..9000).map(|index| (format!("/{index}"), operation(index))).collect();
    let query = |index| json!({ "name": format!("q{index}"), "in": "query", "schema": { "type": "string" } });
    let item = |parameters: usize| {
        json!({ "P": { "get": {
        "parameters": (0..parameters).map(query).collect::<Vec<_>>(), "responses": { "200": { "description": "" } },
    } } })
    };
    let example = json!({ "P": { "get": { "responses": { "200": { "description": "", "content": { "application/json": {
        "example": "x".repeat(300_000),
    } } } } } } });
    for (what, text) in [
        ("a chain of allOf", document(chain, Map::new(), json!({}))),
        ("a large base of many", document(fan, Map::new(), json!({}))),
        ("parameters", document(Map::new(), paths.clone(), json!({ "pathItems": item(200) }))),
        ("parameters of one operation", document(Map::new(), paths.clone(), json!({ "pathItems": item(1001) }))),
        ("an example of many", document(Map::new(), paths, json!({ "pathItems": example }))),
    ] {
        assert_eq!(end("a.json", text), Some("OA010"), "{what}");
    }
}

#[test]
fn what_leads_far_or_deep_takes_no_stack_of_the_caller() {
    let chain = |make: fn(Value) -> Value| {
        document(
            many(3000, |index| if index == 2999 { json!({ "type": "string" }) } else { make(of_component(index + 1)) }),
            Map::new(),
            json!({}),
        )
    };
    for (what, text) in [
        ("references", chain(|next| next)),
        ("lists", chain(|next| json!({ "type": "array", "items": next }))),
        ("objects", chain(|next| json!({ "type": "object", "properties": { "next": next } }))),
        ("nested lists", schema(nested(450, |inner| json!({ "type": "array", "items": inner })))),
        ("nested objects", schema(nested(300, |inner| json!({ "type": "object", "properties": { "a": inner } })))),
        ("nested unions", schema(nested(300, |inner| json!({ "oneOf": [inner, { "type": "integer" }] })))),
        ("nested members", schema(nested(300, |inner| json!({ "allOf": [inner] })))),
        ("nested conditions", schema(nested(300, |inner| json!({ "if": { "required": ["a"] }, "then": inner })))),
        ("nested negations", schema(nested(400, |inner| json!({ "not": inner })))),
        ("a pattern", schema(json!({ "type": "string", "pattern": "(".repeat(400_000) }))),
        ("brackets in a description", schema(json!({ "type": "string", "description": "[".repeat(900_000) }))),
        ("tags in a description", schema(json!({ "type": "string", "description": "<".repeat(900_000) }))),
        ("ticks in a description", schema(json!({ "type": "string", "description": "`` ` ".repeat(150_000) }))),
    ] {
        assert_eq!(end("a.json", text), None, "{what}");
    }
}
