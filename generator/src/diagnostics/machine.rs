//! Findings as programs read them.

use std::fmt::Write as _;

use super::placed::{Placed, placed};
use super::{Diagnostics, Label, Severity};
use crate::source::{Region, SourceMap};
use crate::tree::{Mapping, Node, Number};

/// All findings as one JSON array, one finding a line.
pub fn render_json(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let findings: Vec<String> =
        placed(diagnostics, sources).iter().map(|finding| json(finding, sources).to_json()).collect();
    if findings.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", findings.join(",\n")) }
}

fn json(placed: &Placed<'_>, sources: &SourceMap) -> Node {
    let finding = placed.finding;
    let main = placed.labels.first().map(|(label, region)| place(label, *region, sources)).unwrap_or_default();
    let mut fields = vec![
        ("code", text(finding.code.id)),
        ("name", text(finding.code.name)),
        ("severity", text(finding.severity.word())),
        ("message", text(&finding.message)),
    ];
    for key in ["file", "line", "column", "pointer"] {
        fields.push((key, main.get(key).cloned().unwrap_or(Node::Null)));
    }
    let labels = placed.labels.iter().map(|(label, region)| Node::Mapping(place(label, *region, sources))).collect();
    fields.push(("labels", Node::Sequence(labels)));
    fields.push(("help", finding.help.as_deref().map_or(Node::Null, text)));
    Node::Mapping(object(fields))
}

fn place(label: &Label, region: Option<Region>, sources: &SourceMap) -> Mapping {
    let number = |value: Option<usize>| value.map_or(Node::Null, |value| Node::Number(Number::from(value as u128)));
    object(vec![
        ("file", text(&sources.name(label.origin.source).to_string_lossy())),
        ("line", number(region.map(|region| region.start.line))),
        ("column", number(region.map(|region| region.start.column))),
        ("end_column", number(region.map(|region| region.end.column))),
        ("pointer", text(label.origin.pointer.as_str())),
        ("text", text(&label.text)),
    ])
}

fn object(fields: Vec<(&str, Node)>) -> Mapping {
    let mut mapping = Mapping::default();
    for (key, value) in fields {
        mapping.insert(key.to_owned(), value);
    }
    mapping
}

fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}

/// All findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.
pub fn render_github(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let mut out = String::new();
    for placed in placed(diagnostics, sources) {
        let finding = placed.finding;
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some((label, region)) = placed.labels.first() {
            properties.push(("file", sources.name(label.origin.source).to_string_lossy().into_owned()));
            if let Some(region) = region {
                properties.push(("line", region.start.line.to_string()));
                properties.push(("col", region.start.column.to_string()));
                properties.push(("endColumn", region.end.column.to_string()));
            }
        }
        properties.push(("title", format!("{} {}", finding.code.id, finding.code.name)));
        let properties: Vec<String> =
            properties.iter().map(|(key, value)| format!("{key}={}", escaped_property(value))).collect();
        let mut message = finding.message.clone();
        if let Some((label, _)) = placed.labels.first().filter(|(label, _)| !label.text.is_empty()) {
            let _ = write!(message, ": {}", label.text);
        }
        if let Some(help) = &finding.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let _ = writeln!(out, "::{command} {}::{}", properties.join(","), escaped(&message));
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
