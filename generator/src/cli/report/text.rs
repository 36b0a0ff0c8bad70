use std::fmt::Write as _;

use super::figures::Figures;
use crate::api::FallbackReason;
use crate::cli::generate::count;
use crate::diagnostics::codes;

/// A report for people.
pub(super) fn text(figures: &Figures) -> String {
    let mut out = String::new();
    let Figures { name, document, coverage, .. } = figures;
    let head = if name.is_empty() { document.clone() } else { format!("{name} ({document})") };
    let made = [
        count(figures.crates, "crate"),
        count(figures.types, "type"),
        count(figures.files, "file"),
        count(figures.lines, "line"),
    ];
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{head}");
    let _ = writeln!(
        out,
        "  document     {}, {}",
        count(figures.operations, "operation"),
        count(figures.schemas, "component schema")
    );
    let _ = writeln!(out, "  output       {}", made.join(", "));
    let _ = writeln!(out, "  keys         {} used", coverage.used.values().sum::<usize>());
    listed(&mut out, "annotations", coverage.annotations.iter().map(|(key, times)| format!("{key} {times}")));
    let unsupported = coverage.unsupported.iter().map(|((code, key), times)| format!("{code} {key} {times}"));
    listed(&mut out, "unsupported", unsupported);
    let findings = figures.findings.iter().map(|(id, times)| {
        let title = codes::find(id).map_or("", |code| code.title);
        format!("{id} {times} ({title})")
    });
    under(&mut out, "findings", findings);
    let reasons = FallbackReason::ALL.iter().map(|reason| {
        let times = figures.fallbacks.iter().filter(|one| one.reason == *reason).count();
        (times > 0).then(|| format!("{} {times}", reason.name()))
    });
    listed(&mut out, "any JSON", reasons.flatten());
    under(&mut out, "fallbacks", figures.fallbacks.iter().map(|one| format!("{}  {}", one.place, one.reason)));
    let renamed = figures.renamed.iter().map(|one| format!("{}  {} -> {}", one.place, one.wanted, one.chosen));
    under(&mut out, "renamed", renamed);
    under(
        &mut out,
        "501 in mocks",
        figures.unprinted.iter().map(|(operation, status)| format!("{operation}  {status}")),
    );
    out
}

/// Short things, on one line.
fn listed(out: &mut String, word: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    let all = if items.is_empty() { "none".to_owned() } else { items.join(", ") };
    let _ = writeln!(out, "  {word:<12} {all}");
}

/// Long things, on a line each.
fn under(out: &mut String, word: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    let _ =
        writeln!(out, "  {word:<12} {}", if items.is_empty() { "none".to_owned() } else { items.len().to_string() });
    for item in items {
        let _ = writeln!(out, "    {item}");
    }
}
