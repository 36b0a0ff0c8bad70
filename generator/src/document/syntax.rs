//! Why a text has no tree, with the place in the text.

use super::tree::{DEPTH, Excess, Reading};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::{JsonPointer, LineCol, Origin, Region, SourceMap};

/// Why a text has no tree.
#[derive(Debug)]
pub(super) enum Fault {
    /// It breaks the grammar.
    Syntax {
        message: String,
        at: Option<LineCol>,
        /// What the parser was about, and where that began.
        began: Option<(String, LineCol)>,
        help: Option<&'static str>,
    },
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
        Self::Syntax { message: message.replace("EOF", "the text ends"), at: Some(at), began: None, help }
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
                began: None,
                help: Some("keep one OpenAPI document per file; `---` begins a new one"),
            };
        }
        let (problem, context) = match message.split_once(", while ") {
            Some((problem, context)) => (problem, Some(without_place(text, context))),
            None => (message.as_str(), None),
        };
        let (problem, written) = without_place(text, problem);
        let at = written.or(at);
        let began = context.and_then(|(what, began)| Some((format!("while {what}"), began?)));
        let help = if problem.contains("cannot start any token") {
            let tab = at.is_some_and(|at| character(text, at) == Some('\t'));
            Some(if tab { "indent with spaces; YAML has no tabs for it" } else { "put the text into quotes" })
        } else if problem.starts_with("unknown anchor") {
            Some("an alias `*name` needs an anchor `&name` before it")
        } else {
            None
        };
        Self::Syntax { message: problem.to_owned(), at, began, help }
    }

    fn from_excess(reading: &Reading<'_>) -> Option<Self> {
        let message = match reading.excess.get()? {
            Excess::Depth => format!("the document is nested more than {DEPTH} levels deep"),
            Excess::Nodes => format!("the document has more than {} values, aliases written out", reading.most),
        };
        Some(Self::Excess { message, at: Excessive::Node(reading.excess_at.borrow().clone()) })
    }

    pub(super) fn diagnostic(self, sources: &SourceMap, root: &Origin) -> Diagnostic {
        let label = |at: Option<LineCol>| match at {
            Some(at) => Label::region(root, region(sources.text(root.source), at), ""),
            None => Label::value(root, ""),
        };
        match self {
            Self::Syntax { message, at, began, help } => {
                let mut finding = Diagnostic::new(&codes::OA001, message, label(at));
                if let Some((what, began)) = began.filter(|(_, began)| Some(*began) != at) {
                    finding = finding.and(Label::region(root, region(sources.text(root.source), began), what));
                }
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

/// A part of a message of libyaml and the place that it ends with.
fn without_place<'m>(text: &str, message: &'m str) -> (&'m str, Option<LineCol>) {
    if let Some((problem, place)) = message.rsplit_once(" at line ")
        && let Some((line, column)) = place.split_once(" column ")
        && let (Ok(line), Ok(column)) = (line.parse(), column.parse())
    {
        return (problem, Some(LineCol { line, column }));
    }
    match message.rsplit_once(" at position ").and_then(|(problem, offset)| Some((problem, offset.parse().ok()?))) {
        Some((problem, offset)) => (problem, Some(at_byte(text, offset))),
        None => (message, None),
    }
}

fn character(text: &str, at: LineCol) -> Option<char> {
    text.split('\n').nth(at.line.checked_sub(1)?)?.chars().nth(at.column.checked_sub(1)?)
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
