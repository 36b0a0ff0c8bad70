//! Why a text has no tree, with the place in the text.

use super::tree::{DEPTH, Excess, NODES, Reading};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::{JsonPointer, LineCol, Origin, Region, SourceMap};

/// Why a text has no tree.
#[derive(Debug)]
pub(super) enum Fault {
    /// It breaks the grammar.
    Syntax { message: String, at: Option<LineCol>, help: Option<&'static str> },
    /// It is deeper or larger than is read.
    Excess { message: String, at: Excessive },
    /// A parser gave up in a way that it should not.
    Bug,
}

/// Where a bound was passed.
#[derive(Debug)]
pub(super) enum Excessive {
    Node(JsonPointer),
    Text(Option<LineCol>),
}

impl Fault {
    pub(super) fn from_json(text: &str, reading: &Reading<'_>, error: &serde_json::Error) -> Self {
        if let Some(fault) = Self::from_excess(reading) {
            return fault;
        }
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        let help = message.starts_with("trailing comma").then_some("JSON has no comma after the last entry");
        let at = place(text, error.line(), error.column());
        Self::Syntax { message: message.replace("EOF", "the text ends"), at: Some(at), help }
    }

    pub(super) fn from_yaml(text: &str, reading: &Reading<'_>, error: &serde_yaml::Error) -> Self {
        if let Some(fault) = Self::from_excess(reading) {
            return fault;
        }
        let message = error.to_string();
        let at = error.location().map(|location| LineCol { line: location.line(), column: location.column() });
        if message.starts_with("recursion limit") {
            let message = "the document is nested too deeply for the YAML parser".to_owned();
            return Self::Excess { message, at: Excessive::Text(at) };
        }
        if message.starts_with("repetition limit") {
            let message = "the aliases of the document repeat too much".to_owned();
            return Self::Excess { message, at: Excessive::Text(at) };
        }
        if message.contains("more than one document") {
            return Self::Syntax {
                message: "the file holds more than one YAML document".to_owned(),
                at: second_document(text),
                help: Some("keep one OpenAPI document per file; `---` begins a new one"),
            };
        }
        let (message, at) = match message.rsplit_once(" at position ") {
            Some((message, offset)) => {
                (message.to_owned(), offset.parse().ok().map(|offset| at_byte(text, offset)).or(at))
            }
            None => (message, at),
        };
        let message = match message.find(" at line ") {
            Some(end) => without_place(&message, end),
            None => message,
        };
        let help = if message.contains("cannot start any token") {
            Some("put the text into quotes; YAML has no tabs for indentation")
        } else if message.starts_with("unknown anchor") {
            Some("an alias `*name` needs an anchor `&name` before it")
        } else {
            None
        };
        Self::Syntax { message, at, help }
    }

    fn from_excess(reading: &Reading<'_>) -> Option<Self> {
        let message = match reading.excess.get()? {
            Excess::Depth => format!("the document is nested more than {DEPTH} levels deep"),
            Excess::Nodes => format!("the document has more than {NODES} values, aliases written out"),
        };
        Some(Self::Excess { message, at: Excessive::Node(reading.excess_at.borrow().clone()) })
    }

    pub(super) fn diagnostic(self, sources: &SourceMap, root: &Origin) -> Diagnostic {
        let label = |at: Option<LineCol>| match at {
            Some(at) => Label::region(root, region(sources.text(root.source), at), ""),
            None => Label::value(root, ""),
        };
        match self {
            Self::Syntax { message, at, help } => {
                let finding = Diagnostic::new(&codes::OA001, message, label(at));
                match help {
                    Some(help) => finding.help(help),
                    None => finding,
                }
            }
            Self::Excess { message, at: Excessive::Text(at) } => Diagnostic::new(&codes::OA007, message, label(at)),
            Self::Excess { message, at: Excessive::Node(pointer) } => {
                let origin = Origin { source: root.source, pointer };
                Diagnostic::new(&codes::OA007, message, Label::key(&origin, ""))
            }
            Self::Bug => Diagnostic::new(&codes::OA901, "the parser gave up", label(None)),
        }
    }
}

/// The message of libyaml without the places in it: `problem at P, context at Q` to `problem, context`.
fn without_place(message: &str, end: usize) -> String {
    let (problem, rest) = message.split_at(end);
    let context = rest.split_once(", ").map_or("", |(_, context)| context);
    let context = context.split(" at line ").next().unwrap_or_default();
    if context.is_empty() { problem.to_owned() } else { format!("{problem}, {context}") }
}

/// A line and a column in bytes, both from 1 but for a column of 0 at line ends, in characters.
fn place(text: &str, line: usize, column: usize) -> LineCol {
    let whole = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let before = whole.bytes().take(column.saturating_sub(1)).filter(|byte| (*byte as i8) >= -0x40).count();
    LineCol { line: line.max(1), column: before + 1 }
}

fn at_byte(text: &str, offset: usize) -> LineCol {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    place(text, line, offset - line_start.min(offset) + 1)
}

/// The line of the `---` that begins a second document.
fn second_document(text: &str) -> Option<LineCol> {
    let is_mark =
        |line: &str| line.starts_with("---") && !line.trim_start_matches('-').starts_with(|c: char| !c.is_whitespace());
    let is_content = |line: &str| !line.trim().is_empty() && !line.starts_with(['#', '%']);
    let first = text.lines().position(is_content)?;
    text.lines()
        .enumerate()
        .skip(first + 1)
        .find(|(_, line)| is_mark(line))
        .map(|(index, _)| LineCol { line: index + 1, column: 1 })
}

/// One character, moved into the text where the place is behind its end.
fn region(text: &str, at: LineCol) -> Region {
    let lines = text.lines().count().max(1);
    let start = if at.line > lines {
        let last = text.lines().last().unwrap_or_default();
        LineCol { line: lines, column: last.chars().count().max(1) }
    } else {
        at
    };
    Region { start, end: LineCol { line: start.line, column: start.column + 1 } }
}
