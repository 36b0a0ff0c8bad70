//! For people.

use std::fmt::Write as _;

use super::{Shown, Spot, difference, subject};
use crate::changes::rules::Verdict;
use crate::changes::step::{Step, next_version};

/// A head line, a table of changes with their places, and the step of each crate.
pub fn text(shown: &Shown) -> String {
    let comparison = &shown.comparison;
    if comparison.changes.is_empty() {
        let why = if comparison.same_sources { "the same documents" } else { "nothing that matters to anybody" };
        return format!("{}: no changes: {why}\n", comparison.api);
    }
    let mut out = head(shown);
    let _ = writeln!(out, "\n  {:<11} {:<11} implementors", "wire", "callers");
    for (change, places) in shown.changes() {
        let verdicts = change.verdicts;
        let _ = write!(
            out,
            "  {:<11} {:<11} {:<13} {}: {}",
            verdicts.wire.as_str(),
            verdicts.callers.as_str(),
            verdicts.implementors.as_str(),
            subject(change),
            change.rule.title
        );
        if let Some(difference) = difference(change) {
            let _ = write!(out, ": {difference}");
        }
        let _ = writeln!(out, " [{}]", change.rule.id);
        let spots: Vec<String> = places.iter().flatten().map(Spot::to_string).collect();
        if !spots.is_empty() {
            let _ = writeln!(out, "{:40}at {}", "", spots.join(" -> "));
        }
    }
    let _ = writeln!(out);
    for name in &comparison.crates {
        let step = comparison.step(name);
        let _ = writeln!(out, "  {}-{name}: {}", comparison.api, versions(comparison.version.as_deref(), step));
    }
    out
}

/// `pets: 3 changes, breaking: 1 on the wire, 2 for callers, 2 for implementors`
fn head(shown: &Shown) -> String {
    let changes = &shown.comparison.changes;
    let breaking = |of: fn(&crate::changes::Verdicts) -> Verdict| {
        changes.iter().filter(|change| of(&change.verdicts) == Verdict::Breaking).count()
    };
    let plural = if changes.len() == 1 { "" } else { "s" };
    format!(
        "{}: {} change{plural}, breaking: {} on the wire, {} for callers, {} for implementors\n",
        shown.comparison.api,
        changes.len(),
        breaking(|verdicts| verdicts.wire),
        breaking(|verdicts| verdicts.callers),
        breaking(|verdicts| verdicts.implementors),
    )
}

fn versions(version: Option<&str>, step: Step) -> String {
    let next = version.and_then(|version| Some((version, next_version(version, step)?)));
    match next {
        Some((version, next)) if step != Step::None => format!("{}, {version} -> {next}", step.as_str()),
        _ => step.as_str().to_owned(),
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
