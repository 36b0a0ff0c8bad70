//! For changelogs.

use std::fmt::Write as _;

use super::{Shown, difference, subject};
use crate::changes::compare::Change;
use crate::changes::rules::Verdict;

const SECTIONS: [(&str, Verdict); 4] = [
    ("Breaking", Verdict::Breaking),
    ("Breaking for code that lists everything", Verdict::Exhaustive),
    ("Compatible", Verdict::Compatible),
    ("Without effect", Verdict::None),
];

/// A section of a changelog, changes by the worst that they do.
pub fn markdown(shown: &Shown) -> String {
    let comparison = &shown.comparison;
    let version = shown.next_version().unwrap_or_else(|| "unreleased".to_owned());
    let mut out = format!("## {} {version}\n", comparison.api);
    for (title, verdict) in SECTIONS {
        let mut changes =
            comparison.changes.iter().filter(|change| change.verdicts.worst() == verdict).map(item).peekable();
        if changes.peek().is_some() {
            let _ = write!(out, "\n### {title}\n\n{}", changes.collect::<String>());
        }
    }
    if comparison.changes.is_empty() {
        out.push_str("\nNo changes.\n");
    }
    out
}

fn item(change: &Change) -> String {
    let whom = [
        ("on the wire", change.verdicts.wire),
        ("callers", change.verdicts.callers),
        ("implementors", change.verdicts.implementors),
    ];
    let worst = change.verdicts.worst();
    let whom = whom.iter().filter(|(_, verdict)| *verdict == worst && worst >= Verdict::Exhaustive);
    let whom = whom.map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    let whom = if whom.is_empty() { whom } else { format!(" ({whom})") };
    let difference = difference(change).map_or_else(String::new, |text| format!(": {text}"));
    format!("- `{}`: {}{difference}{whom}\n", subject(change), change.rule.title)
}
