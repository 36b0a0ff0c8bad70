//! What is known of a document after a run over it, on its way from one process to another.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// What is known of a document after a run over it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// Operations below `paths`, counted in the tree of the document.
    pub(crate) operations: usize,
    /// Operations that are written.
    pub(crate) planned: usize,
    /// Places of the document with a schema.
    pub(crate) schemas: usize,
    /// Lines of all files.
    pub(crate) lines: usize,
    /// Schemas given up for any JSON, under their reasons.
    pub(crate) fallbacks: BTreeMap<String, usize>,
    /// Places that are any JSON though the document says more, of which nobody is told.
    pub(crate) untold: Vec<String>,
    /// Warnings and errors under their codes.
    pub(crate) findings: BTreeMap<String, usize>,
    /// What was said of errors.
    pub(crate) errors: Vec<String>,
    /// Messages about references to what is not there.
    pub(crate) leaving: Vec<String>,
    /// Of the paths and bytes of all files.
    pub(crate) digest: u64,
    /// From the text to the files, findings printed, nothing written.
    pub(crate) milliseconds: u64,
    /// Peak memory of the process; 0 where it cannot be told.
    pub(crate) mebibytes: u64,
}

impl Facts {
    pub(crate) fn to_json(&self) -> String {
        let value = json!({
            "operations": self.operations,
            "planned": self.planned,
            "schemas": self.schemas,
            "lines": self.lines,
            "fallbacks": self.fallbacks,
            "untold": self.untold,
            "findings": self.findings,
            "errors": self.errors,
            "leaving": self.leaving,
            "digest": self.digest,
            "milliseconds": self.milliseconds,
            "mebibytes": self.mebibytes,
        });
        value.to_string()
    }

    pub(crate) fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let number = |key: &str| value.get(key)?.as_u64();
        let count = |key: &str| usize::try_from(number(key)?).ok();
        let texts = |key: &str| -> Option<Vec<String>> {
            value.get(key)?.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let counts = |key: &str| -> Option<BTreeMap<String, usize>> {
            let entries = value.get(key)?.as_object()?.iter();
            entries.map(|(key, times)| Some((key.clone(), usize::try_from(times.as_u64()?).ok()?))).collect()
        };
        Some(Self {
            operations: count("operations")?,
            planned: count("planned")?,
            schemas: count("schemas")?,
            lines: count("lines")?,
            fallbacks: counts("fallbacks")?,
            untold: texts("untold")?,
            findings: counts("findings")?,
            errors: texts("errors")?,
            leaving: texts("leaving")?,
            digest: number("digest")?,
            milliseconds: number("milliseconds")?,
            mebibytes: number("mebibytes")?,
        })
    }
}

#[test]
fn facts_come_through_as_they_are() {
    let facts = Facts {
        operations: 3,
        fallbacks: BTreeMap::from([("depth".to_owned(), 1)]),
        errors: vec!["a \"fault\"".to_owned()],
        digest: u64::MAX,
        ..Facts::default()
    };
    assert_eq!(Facts::from_json(&facts.to_json()), Some(facts));
}
