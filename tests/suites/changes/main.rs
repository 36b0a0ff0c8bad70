//! What a changed document means: the table of rules, row by row, held against compilers; and the GCS document with
//! twelve edits.

#[path = "rows/cases.rs"]
mod cases;
mod gcs;
mod page;
mod quiet;
mod rows;
mod workspace;

use std::collections::BTreeSet;

use bindery::changes::{self, Comparison, Contract};
use bindery::{Config, Outcome, SourceMap, generate};

/// What is made of a text, without errors.
fn made(text: &str, config: &Config) -> (Outcome, Contract) {
    let mut sources = SourceMap::default();
    let source = sources.add("openapi.yaml", text.to_owned());
    let outcome = generate(&sources, source, config);
    assert!(!outcome.diagnostics.has_errors(), "{}", bindery::diagnostics::render(&outcome.diagnostics, &sources));
    let (api, plan) = (outcome.stages.api.as_ref().expect("an API"), outcome.stages.plan.as_ref().expect("a plan"));
    let contract = changes::contract(api, plan, &sources, source);
    (outcome, contract)
}

/// The comparison of what a lock says of the older text with the newer one.
fn compared(old: &Contract, new: &Contract) -> Comparison {
    let lock = changes::write(old);
    let read = changes::read(&lock).expect("a lock").expect("a lock that can be read");
    assert_eq!(&read, old, "a lock says all that there is");
    changes::compare(&read, new)
}

/// The rules of the changes, each once.
fn rules(comparison: &Comparison) -> BTreeSet<&'static str> {
    comparison.changes.iter().map(|change| change.rule.id).collect()
}

/// A text with one place replaced.
#[track_caller]
fn edited(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "the text has this once: {old}");
    text.replacen(old, new, 1)
}
