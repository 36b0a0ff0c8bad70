use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Outcome;
use crate::api::{Coverage, FallbackReason};
use crate::cli::project::Task;
use crate::source::{At, Origin, SourceMap, locate};

/// What a report says of one document. A part that the work did not come to is zero or empty.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) name: String,
    pub(super) document: String,
    pub(super) operations: usize,
    pub(super) schemas: usize,
    pub(super) crates: usize,
    pub(super) types: usize,
    pub(super) files: usize,
    pub(super) lines: usize,
    pub(super) coverage: Coverage,
    /// How many findings there are under the id of their code.
    pub(super) findings: BTreeMap<&'static str, usize>,
    pub(super) fallbacks: Vec<Fallback>,
    pub(super) renamed: Vec<Renamed>,
    /// Answers that a mock has no value for: method, path and status.
    pub(super) unprinted: Vec<(String, String)>,
}

/// A type given up for any JSON.
#[derive(Debug)]
pub(super) struct Fallback {
    pub(super) place: String,
    pub(super) reason: FallbackReason,
}

/// A name that had to change.
#[derive(Debug)]
pub(super) struct Renamed {
    pub(super) place: String,
    pub(super) wanted: String,
    pub(super) chosen: String,
}

impl Figures {
    pub(super) fn new(task: &Task, outcome: &Outcome, sources: &SourceMap) -> Self {
        let mut figures = Self { document: task.document.display().to_string(), ..Self::default() };
        for found in outcome.diagnostics.iter() {
            *figures.findings.entry(found.code.id).or_default() += 1;
        }
        figures.files = outcome.files.len();
        figures.lines = outcome.files.iter().map(|(_, bytes)| lines(bytes)).sum();
        if let Some(api) = &outcome.stages.api {
            figures.operations = api.operations.len();
            figures.schemas = api.components.len();
            figures.coverage = api.coverage.clone();
        }
        if let Some(plan) = &outcome.stages.plan {
            figures.name.clone_from(&plan.package.name);
            figures.crates = plan.crates.len();
            figures.types = plan.types.len();
            let unprinted = plan.unprinted().into_iter();
            figures.unprinted = unprinted
                .map(|(method, status)| {
                    (format!("{} {}", method.method.as_str(), method.path_text), status.to_string())
                })
                .collect();
            let moves = outcome.stages.document.as_ref().map(|document| &document.moves);
            let written =
                |origin: &Origin| moves.map_or_else(|| origin.clone(), |moves| moves.written_at(origin).origin);
            let fallbacks = places(sources, plan.fallbacks.iter().map(|fallback| written(&fallback.origin)));
            let renamed = places(sources, plan.renames.iter().map(|rename| written(&rename.origin)));
            figures.fallbacks = (fallbacks.into_iter().zip(&plan.fallbacks))
                .map(|(place, fallback)| Fallback { place, reason: fallback.reason })
                .collect();
            figures.renamed = (renamed.into_iter().zip(&plan.renames))
                .map(|(place, rename)| Renamed { place, wanted: rename.wanted.clone(), chosen: rename.chosen.clone() })
                .collect();
        }
        figures
    }

    pub(super) fn to_json(&self) -> Value {
        let mut unsupported: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for ((code, key), count) in &self.coverage.unsupported {
            unsupported.entry(code).or_default().insert(key, *count);
        }
        let fallbacks = self
            .fallbacks
            .iter()
            .map(|one| json!({ "place": one.place, "reason": one.reason.name(), "why": one.reason.to_string() }));
        let renamed =
            self.renamed.iter().map(|one| json!({ "place": one.place, "wanted": one.wanted, "chosen": one.chosen }));
        let unprinted =
            self.unprinted.iter().map(|(operation, status)| json!({ "operation": operation, "status": status }));
        json!({
            "name": self.name,
            "document": self.document,
            "operations": self.operations,
            "schemas": self.schemas,
            "crates": self.crates,
            "types": self.types,
            "files": self.files,
            "lines": self.lines,
            "keys": {
                "used": self.coverage.used,
                "annotations": self.coverage.annotations,
                "unsupported": unsupported,
            },
            "findings": self.findings,
            "fallbacks": fallbacks.collect::<Vec<_>>(),
            "renamed": renamed.collect::<Vec<_>>(),
            "unprinted": unprinted.collect::<Vec<_>>(),
        })
    }
}

fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// `file:line:column` for each origin, all looked up together; the pointer where the text does not have the place.
fn places(sources: &SourceMap, origins: impl Iterator<Item = Origin>) -> Vec<String> {
    let wanted: Vec<(Origin, At)> = origins.map(|origin| (origin, At::Key)).collect();
    let found = locate(sources, &wanted);
    let named = wanted.iter().zip(found).map(|((origin, _), region)| {
        let file = sources.name(origin.source).display();
        match region {
            Some(region) => format!("{file}:{}:{}", region.start.line, region.start.column),
            None => format!("{file}#{}", origin.pointer),
        }
    });
    named.collect()
}
