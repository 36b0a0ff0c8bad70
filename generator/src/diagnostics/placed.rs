//! Findings with their lines: sorted by place, repeats merged, everything looked up at once.

use std::collections::BTreeSet;

use super::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::{At, Origin, Region, SourceMap, locate};

/// A finding whose places are known.
pub(super) struct Placed<'d> {
    pub(super) finding: &'d Diagnostic,
    /// The place it is about first, then the others. Empty for findings that concern no file.
    pub(super) labels: Vec<(&'d Label, Option<Region>)>,
}

/// All findings in order of their places, those without one last; in order of their making where places are equal.
pub(super) fn placed<'d>(diagnostics: &'d Diagnostics, sources: &SourceMap) -> Vec<Placed<'d>> {
    let findings = merged(diagnostics);
    let labels = |finding: &'d Diagnostic| finding.primary.iter().chain(&finding.others);
    let asked: Vec<(Origin, At)> = findings
        .iter()
        .flat_map(|finding| labels(finding))
        .filter(|label| label.region.is_none())
        .map(|label| (label.origin.clone(), label.at))
        .collect();
    let mut found = locate(sources, &asked).into_iter();
    let mut placed: Vec<Placed<'d>> = findings
        .into_iter()
        .map(|finding| {
            let place = |label: &'d Label| (label, label.region.or_else(|| found.next().flatten()));
            Placed { finding, labels: labels(finding).map(place).collect() }
        })
        .collect();
    placed.sort_by_key(|placed| match placed.labels.first() {
        Some((label, region)) => (0, Some((label.origin.source, *region))),
        None => (1, None),
    });
    placed
}

/// The findings without identical repeats.
pub(super) fn merged(diagnostics: &Diagnostics) -> Vec<&Diagnostic> {
    let mut seen = BTreeSet::new();
    diagnostics.iter().filter(|finding| seen.insert(identity(finding))).collect()
}

/// What two findings share if one repeats the other.
fn identity(finding: &Diagnostic) -> (&str, Severity, &str, Option<&Label>, &[Label], Option<&str>) {
    let Diagnostic { code, severity, message, primary, others, help } = finding;
    (code.id, *severity, message, primary.as_ref(), others, help.as_deref())
}
