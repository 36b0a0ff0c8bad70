//! Small documents of Swagger 2.0 in, the model's text and the findings out.

mod bodies;
mod document;
mod parameters;
mod responses;
mod schemas;

use crate::frontend::v3::tests::{gives, unindented};

/// A document with these keys after the first ones.
fn document(text: &str) -> String {
    format!("swagger: '2.0'\ninfo: {{title: T, version: '1'}}\n{}\n", unindented(text))
}

/// A document whose only operation has these keys.
fn operation(text: &str) -> String {
    let indented: String = unindented(text).lines().map(|line| format!("      {line}\n")).collect();
    document(&format!("paths:\n  /a:\n    post:\n      operationId: a\n{indented}"))
}

/// A document with these definitions and nothing else.
fn definitions(text: &str) -> String {
    let indented: String = unindented(text).lines().map(|line| format!("  {line}\n")).collect();
    document(&format!("paths: {{}}\ndefinitions:\n{indented}"))
}
