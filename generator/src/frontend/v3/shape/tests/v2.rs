//! The tables of `docs/coverage.md` for Swagger 2.0 say what the table says, and what they say happens.

use std::path::Path;

use super::super::key::{Key, Treatment};
use super::super::table_v2::{KindV2, is_later};
use super::super::{Kind, survey};
use super::{rows, value, words};
use crate::diagnostics::Diagnostics;
use crate::document;
use crate::source::SourceMap;

/// The objects by the headings of their tables, and a document for a key of each.
const OBJECTS: &[(&str, KindV2, &str)] = &[
    ("Swagger Object of 2.0", KindV2::Document, "KEY"),
    ("Path Item Object of 2.0", KindV2::PathItem, "paths: {/a: {KEY}}"),
    ("Operation Object of 2.0", KindV2::Operation, "paths: {/a: {get: {responses: {'204': {description: d}}, KEY}}}"),
    ("Parameter Object of 2.0", KindV2::Parameter, "parameters: {P: {name: n, in: query, KEY}}"),
    ("Items Object of 2.0", KindV2::Items, "parameters: {P: {name: n, in: query, type: array, items: {KEY}}}"),
    ("Response Object of 2.0", KindV2::Response, "responses: {R: {description: d, KEY}}"),
    ("Header Object of 2.0", KindV2::Header, "responses: {R: {description: d, headers: {H: {KEY}}}}"),
    ("Security Scheme Object of 2.0", KindV2::SecurityScheme, "securityDefinitions: {S: {type: basic, KEY}}"),
];

fn treatment(kind: KindV2, key: &Key) -> String {
    if is_later(Kind::V2(kind), key.name) { "later (OA009)".to_owned() } else { words(key) }
}

#[test]
fn the_catalogue_has_every_key_with_its_treatment() {
    for (heading, kind, _) in OBJECTS {
        let told: Vec<_> = rows(heading).iter().map(|row| format!("{} {}", row[0], row[1])).collect();
        let known: Vec<_> = kind.keys().iter().map(|key| format!("`{}` {}", key.name, treatment(*kind, key))).collect();
        assert_eq!(told, known, "{heading}");
    }
}

#[test]
fn every_key_of_the_catalogue_names_tests_that_are_there() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for row in OBJECTS.iter().flat_map(|(heading, ..)| rows(heading)) {
        let [key, _, becomes, tests] = row.as_slice() else { panic!("a row has four cells: {row:?}") };
        assert!(!becomes.is_empty(), "{key}: nothing is said");
        for test in tests.split(", ").map(|test| test.trim_matches('`')) {
            let folder = if test.starts_with("generator/") { repository.clone() } else { repository.join("tests") };
            assert!(folder.join(test).is_file(), "{key}: {test} is not there");
        }
    }
}

#[test]
fn every_key_gives_the_code_of_its_treatment() {
    for (heading, kind, template) in OBJECTS {
        let given = |key: &&Key| {
            ["{", ", "].iter().any(|before| template.contains(&format!("{before}{}:", key.name)))
                || (*kind == KindV2::Document && ["swagger", "info", "paths", "openapi"].contains(&key.name))
        };
        for key in kind.keys().iter().filter(|key| !given(key)) {
            let expected: &[&str] = match key.treatment {
                _ if is_later(Kind::V2(*kind), key.name) => &["OA009"],
                Treatment::Unsupported | Treatment::Foreign => &["OA008"],
                _ => &[],
            };
            assert_eq!(codes(*kind, template, key), expected, "{heading}, {}", key.name);
        }
    }
}

/// The codes that a document with this key gets.
fn codes(kind: KindV2, template: &str, key: &Key) -> Vec<&'static str> {
    let rest = template.replace("KEY", &format!("{}: {}", key.name, value(key.form)));
    let paths = if rest.starts_with("paths:") && kind != KindV2::Document { "" } else { "paths: {}\n" };
    let text = format!("swagger: '2.0'\ninfo: {{title: T, version: '1'}}\n{paths}{rest}\n");
    let mut sources = SourceMap::default();
    let source = sources.add("test.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, source, &mut diagnostics).expect("the text is a document");
    survey(&document, &mut diagnostics);
    diagnostics.iter().map(|finding| finding.code.id).collect()
}
