//! Small documents in, the model's text and the findings out.

mod conditions;
mod editions;
mod files;
mod identifiers;
mod lists;
mod newer;
mod newest;
mod operations;
mod references;
mod robustness;
mod schemas;

use crate::api::{Api, dump};
use crate::diagnostics::Diagnostics;
use crate::document;
use crate::frontend;
use crate::source::{SourceId, SourceMap};

pub(in crate::frontend) fn lowered(text: &str) -> (Api, Diagnostics) {
    let mut sources = SourceMap::default();
    let source = sources.add("test.yaml", text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, source, &mut diagnostics).expect("the text is a document");
    let api = frontend::lower(&document, &mut diagnostics);
    (api, diagnostics)
}

/// The model of a document and what was found, one finding per line: code, severity, place.
pub(in crate::frontend) fn told(text: &str) -> String {
    let (api, diagnostics) = lowered(text);
    told_of(&api, &diagnostics, |_| String::new())
}

/// The same with a word for the file before each place.
fn told_of(api: &Api, diagnostics: &Diagnostics, file: impl Fn(SourceId) -> String) -> String {
    let model = dump::dump(api, None);
    let body = model.split_once('\n').map_or("", |(_, body)| body).trim();
    let mut told = format!("{body}\n");
    for finding in diagnostics.iter() {
        let severity = ["note", "warning", "error"].get(finding.severity as usize).copied().unwrap_or_default();
        let place = finding.primary.as_ref().map(|label| &label.origin);
        let place = place.map(|at| format!("{}{}", file(at.source), at.pointer)).unwrap_or_default();
        told.push_str(&format!("{severity} {} {place}\n", finding.code.id));
    }
    told.trim().to_owned()
}

/// Compares what a document gives with what is expected, both without the common indentation.
#[track_caller]
pub(in crate::frontend) fn gives(text: &str, expected: &str) {
    let told = told(text);
    assert!(told == unindented(expected), "\n--- got\n{told}\n--- expected\n{}\n", unindented(expected));
}

/// A document of OpenAPI 3.0 with these component schemas and nothing else.
fn schemas(text: &str) -> String {
    let indented: String = unindented(text).lines().map(|line| format!("    {line}\n")).collect();
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}")
}

/// The same of OpenAPI 3.1.
fn newer_schemas(text: &str) -> String {
    schemas(text).replacen("3.0.3", "3.1.1", 1)
}

/// A document of OpenAPI 3.1 with these keys after the first ones.
fn newer_document(text: &str) -> String {
    document(text).replacen("3.0.3", "3.1.1", 1)
}

/// The same of OpenAPI 3.2.
fn newest_document(text: &str) -> String {
    document(text).replacen("3.0.3", "3.2.0", 1)
}

/// A document with these keys after the first ones.
fn document(text: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{}\n", unindented(text))
}

pub(in crate::frontend) fn unindented(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let margin = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let cut = |line: &str| line.get(margin..).unwrap_or_default().trim_end().to_owned();
    text.lines().map(cut).collect::<Vec<_>>().join("\n").trim().to_owned()
}
