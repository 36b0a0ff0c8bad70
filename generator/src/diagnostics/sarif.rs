//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Component, Path};

use serde_json::{Value, json};

use super::placed::{Placed, placed};
use super::{Code, Diagnostics, Label, Severity};
use crate::source::{Region, SourceMap};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// All findings as one log of one run. Addresses of files are relative to the current folder where the files are.
pub fn render_sarif(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let findings = placed(diagnostics, sources);
    let codes: BTreeMap<&str, &Code> =
        findings.iter().map(|placed| (placed.finding.code.id, placed.finding.code)).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &codes, sources)).collect();
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "rules": codes.values().map(|code| rule(code)).collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    format!("{log:#}\n")
}

fn rule(code: &Code) -> Value {
    let mut rule = json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": { "text": code.title },
        "fullDescription": { "text": code.doc },
        "defaultConfiguration": { "level": level(code.severity) },
    });
    if !code.help.is_empty() {
        rule["help"] = json!({ "text": code.help });
    }
    rule
}

fn result(placed: &Placed<'_>, codes: &BTreeMap<&str, &Code>, sources: &SourceMap) -> Value {
    let finding = placed.finding;
    let mut message = finding.message.clone();
    if let Some((label, _)) = placed.labels.first().filter(|(label, _)| !label.text.is_empty()) {
        let _ = write!(message, ": {}", label.text);
    }
    if let Some(help) = &finding.help {
        let _ = write!(message, "\n\nhelp: {help}");
    }
    let mut places = placed.labels.iter().map(|(label, region)| location(label, *region, sources));
    let mut result = json!({
        "ruleId": finding.code.id,
        "ruleIndex": codes.keys().position(|id| *id == finding.code.id),
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": places.next().into_iter().collect::<Vec<_>>(),
    });
    let others: Vec<Value> =
        placed.labels.iter().skip(1).zip(places).map(|((label, _), place)| said(label, place)).collect();
    if !others.is_empty() {
        result["relatedLocations"] = Value::Array(others);
    }
    result
}

fn location(label: &Label, region: Option<Region>, sources: &SourceMap) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": address(sources.name(label.origin.source)) } });
    if let Some(Region { start, end }) = region {
        physical["region"] = json!({
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        });
    }
    let pointer = label.origin.pointer.as_str();
    json!({ "physicalLocation": physical, "logicalLocations": [{ "fullyQualifiedName": format!("#{pointer}") }] })
}

/// A further place says what it has to do with the finding.
fn said(label: &Label, mut place: Value) -> Value {
    if !label.text.is_empty() {
        place["message"] = json!({ "text": label.text });
    }
    place
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a URI reference (RFC 3986): what is no plain character is percent-encoded, byte by byte.
fn address(path: &Path) -> String {
    let mut uri = String::new();
    for part in path.components() {
        match part {
            Component::RootDir => uri.push_str("file:///"),
            Component::Prefix(_) | Component::CurDir => {}
            Component::ParentDir | Component::Normal(_) => {
                if !uri.is_empty() && !uri.ends_with('/') {
                    uri.push('/');
                }
                encode(&part.as_os_str().to_string_lossy(), &mut uri);
            }
        }
    }
    uri
}

fn encode(text: &str, uri: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_addresses() {
        for (path, uri) in [
            ("specs/pets.yaml", "specs/pets.yaml"),
            ("./a b/c#d?.yaml", "a%20b/c%23d%3F.yaml"),
            ("../gr\u{fc}n.yaml", "../gr%C3%BCn.yaml"),
            ("/etc/x.yaml", "file:///etc/x.yaml"),
        ] {
            assert_eq!(address(Path::new(path)), uri);
        }
    }
}
