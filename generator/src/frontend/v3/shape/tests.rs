//! The catalogue `docs/coverage.md` says what the table says, and what the table says happens.

mod v2;

use std::path::Path;

use super::key::{Form, Key, Treatment};
use super::table_v2::KindV2;
use super::{Kind, survey};
use crate::diagnostics::Diagnostics;
use crate::document::{self, Version};
use crate::source::SourceMap;

const CATALOGUE: &str = include_str!("../../../../docs/coverage.md");

/// The objects of the catalogue, by the headings of their tables, and a document for a key of each.
const OBJECTS: &[(&str, Kind, &str)] = &[
    ("Schema Object", Kind::Schema, "schemas: {S: {KEY}}"),
    ("Discriminator Object", Kind::Discriminator, "schemas: {S: {discriminator: {propertyName: p, KEY}}}"),
    ("XML Object", Kind::Xml, "schemas: {S: {xml: {KEY}}}"),
    ("External Documentation Object", Kind::ExternalDocs, "schemas: {S: {externalDocs: {url: u, KEY}}}"),
    ("Example Object", Kind::Example, "examples: {E: {KEY}}"),
    ("Path Item Object", Kind::PathItem, "callbacks: {C: {u: {KEY}}}"),
    ("Operation Object", Kind::Operation, "callbacks: {C: {u: {get: {responses: {'204': {description: d}}, KEY}}}}"),
    ("Callback Object", Kind::Callback, "callbacks: {C: {KEY}}"),
    ("Parameter Object", Kind::Parameter, "parameters: {P: {name: n, in: query, KEY}}"),
    ("Header Object", Kind::Header, "headers: {H: {KEY}}"),
    ("Request Body Object", Kind::RequestBody, "requestBodies: {B: {content: {}, KEY}}"),
    ("Media Type Object", Kind::MediaType, "requestBodies: {B: {content: {a/b: {KEY}}}}"),
    ("Encoding Object", Kind::Encoding, "requestBodies: {B: {content: {a/b: {encoding: {p: {KEY}}}}}}"),
    ("Response Object", Kind::Response, "responses: {R: {description: d, KEY}}"),
    ("Link Object", Kind::Link, "responses: {R: {description: d, links: {L: {KEY}}}}"),
];

/// The rows below a heading, cell by cell.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let section = CATALOGUE.split("\n## ").find(|section| section.lines().next() == Some(heading));
    let lines = section.unwrap_or_else(|| panic!("no section `{heading}`")).lines();
    lines
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect()
}

fn words(key: &Key) -> String {
    let treatment = match key.treatment {
        Treatment::Used => "used",
        Treatment::Annotation => "annotation",
        Treatment::Unsupported => "unsupported (OA008)",
        Treatment::Older => "older (OA009 from 3.1 on)",
        Treatment::Draft => "draft (OA009)",
        Treatment::Foreign => "foreign (OA008)",
    };
    match key.since {
        Some(since) if !is_told_of(key) => format!("{treatment} since {} (OA009 before)", since.short()),
        _ => treatment.to_owned(),
    }
}

/// Whether a key is reported in every edition, so that nothing is said of its own.
fn is_told_of(key: &Key) -> bool {
    matches!(key.treatment, Treatment::Unsupported | Treatment::Foreign)
}

#[test]
fn the_catalogue_has_every_key_with_its_treatment() {
    for (heading, kind, _) in OBJECTS {
        let told: Vec<_> = rows(heading).iter().map(|row| format!("{} {}", row[0], row[1])).collect();
        let known: Vec<_> = kind.keys().iter().map(|key| format!("`{}` {}", key.name, words(key))).collect();
        let (mut missing, mut too_many) = (known.clone(), told.clone());
        missing.retain(|row| !told.contains(row));
        too_many.retain(|row| !known.contains(row));
        assert!(missing.is_empty() && too_many.is_empty(), "{heading}: add {missing:?}, remove {too_many:?}");
        assert_eq!(told.len(), known.len(), "{heading} has a row twice");
    }
}

#[test]
fn every_key_of_the_catalogue_says_what_becomes_of_it_and_names_tests_that_are_there() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for row in OBJECTS.iter().flat_map(|(heading, ..)| rows(heading)) {
        let [key, _, becomes, tests] = row.as_slice() else { panic!("a row has four cells: {row:?}") };
        assert!(!becomes.is_empty(), "{key}: nothing is said");
        for test in tests.split(", ").map(|test| test.trim_matches('`')) {
            let path = if test.starts_with("generator/") {
                repository.join(test)
            } else {
                repository.join("tests").join(test)
            };
            assert!(path.is_file(), "{key}: {test} is not there");
        }
    }
}

#[test]
fn every_key_gives_the_code_of_its_treatment() {
    for (heading, kind, template) in OBJECTS {
        let given = |key: &&Key| ["{", ", "].iter().any(|before| template.contains(&format!("{before}{}:", key.name)));
        // Nobody looks into what is not used.
        let unread = if *kind == Kind::Link { &["OA008"][..] } else { &[] };
        for key in kind.keys().iter().filter(|key| !given(key)) {
            for (version, text) in [(Version::V30, "3.0.3"), (Version::V31, "3.1.0"), (Version::V32, "3.2.0")] {
                let told: &[&str] = match (key.treatment, key.form) {
                    (Treatment::Unsupported | Treatment::Foreign, _) => &["OA008"],
                    (Treatment::Draft, _) => &["OA009"],
                    (Treatment::Older, _) | (_, Form::Limit) if version > Version::V30 => &["OA009"],
                    _ if key.since.is_some_and(|since| version < since) => &["OA009"],
                    _ => &[],
                };
                let expected = [unread, told].concat();
                assert_eq!(codes(text, template, key), expected, "{heading}, {} in {text}", key.name);
            }
        }
    }
}

/// The codes that a document of this version with this key gets.
fn codes(version: &str, template: &str, key: &Key) -> Vec<&'static str> {
    let components = template.replace("KEY", &format!("{}: {}", key.name, value(key.form)));
    let text =
        format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{{components}}}\n");
    let mut sources = SourceMap::default();
    let source = sources.add("test.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, source, &mut diagnostics).expect("the text is a document");
    survey(&document, &mut diagnostics);
    diagnostics.iter().map(|finding| finding.code.id).collect()
}

/// Something that may stand under a key.
fn value(form: Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Flag | Form::Limit | Form::SchemaOrFlag => "true",
        Form::Number | Form::Count | Form::Anything => "1",
        Form::Texts | Form::Values | Form::RequiredNames => "[a]",
        Form::TextMap => "{a: b}",
        Form::TextLists | Form::Dependencies => "{a: [b]}",
        Form::TypeName => "string",
        Form::Security | Form::Many(_) => "[]",
        Form::One(Kind::ExternalDocs) => "{url: u}",
        Form::One(Kind::Operation | Kind::V2(KindV2::Operation)) => "{responses: {'204': {description: d}}}",
        Form::One(Kind::RequestBody) => "{content: {}}",
        Form::Items | Form::One(_) | Form::Map(_) => "{}",
        Form::Discriminator => "{propertyName: a}",
    }
}
