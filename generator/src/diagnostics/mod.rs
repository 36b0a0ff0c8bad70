//! What a run has to say about a document. Every room adds; nobody prints but the CLI and the build script door.

pub mod codes;
mod excerpt;
mod machine;
mod placed;
mod render;
mod sarif;

use crate::source::{At, Moves, Origin, Region, SourceId};

pub use codes::Code;
pub use machine::{render_github, render_json};
pub use render::{Colour, render, render_in, summary};
pub use sarif::render_sarif;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Has a plain reading, which was taken; something may differ from what the author meant.
    Warning,
    /// Nothing is written.
    Error,
}

impl Severity {
    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: &'static Code,
    /// How bad, which is the code's severity unless the run is strict or lenient.
    pub severity: Severity,
    /// One line, no full stop.
    pub message: String,
    /// The place it is about; none for findings that concern no file.
    pub primary: Option<Label>,
    /// Other places that belong to it.
    pub others: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A place with a word on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The node.
    pub origin: Origin,
    /// Its key or its value.
    pub at: At,
    /// The stretch of text, where it is known already or no pointer can name it; else it is looked up.
    pub region: Option<Region>,
    /// A few words, may be empty.
    pub text: String,
}

impl Label {
    /// A label on the key that leads to `origin`.
    pub fn key(origin: &Origin, text: impl Into<String>) -> Self {
        Self { origin: origin.clone(), at: At::Key, region: None, text: text.into() }
    }

    /// A label on the value at `origin`.
    pub fn value(origin: &Origin, text: impl Into<String>) -> Self {
        Self { origin: origin.clone(), at: At::Value, region: None, text: text.into() }
    }

    /// A label on a stretch of the text that belongs to `origin`.
    pub fn region(origin: &Origin, region: Region, text: impl Into<String>) -> Self {
        Self { origin: origin.clone(), at: At::Key, region: Some(region), text: text.into() }
    }
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(code: &'static Code, message: impl Into<String>, primary: Label) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            primary: Some(primary),
            others: Vec::new(),
            help: (!code.help.is_empty()).then(|| code.help.to_owned()),
        }
    }

    /// A finding that concerns no file.
    pub fn without_place(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            primary: None,
            others: Vec::new(),
            help: (!code.help.is_empty()).then(|| code.help.to_owned()),
        }
    }

    /// Adds another place.
    #[must_use]
    pub fn and(mut self, label: Label) -> Self {
        self.others.push(label);
        self
    }

    /// Says what to do about it, in place of the code's own help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// How the severities of a run are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Broken references are left out with what they touch.
    Lenient,
    /// As the codes say.
    #[default]
    Normal,
    /// Warnings are errors.
    Strict,
}

/// The findings of a run, in the order they were made.
#[derive(Debug, Default)]
pub struct Diagnostics {
    strictness: Strictness,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list that takes severities as `strictness` says.
    pub fn new(strictness: Strictness) -> Self {
        Self { strictness, list: Vec::new() }
    }

    /// Adds a finding.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.severity = match (self.strictness, diagnostic.severity) {
            (Strictness::Strict, Severity::Warning) => Severity::Error,
            (Strictness::Lenient, Severity::Error) if diagnostic.code.lenient => Severity::Warning,
            (_, severity) => severity,
        };
        self.list.push(diagnostic);
    }

    /// Whether something forbids writing.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Stops here if something forbids going on.
    ///
    /// # Errors
    /// The unit error means that at least one finding is an error; the findings stay in the list.
    pub fn propagate(&self) -> Result<(), ErrorsReported> {
        if self.has_errors() { Err(ErrorsReported) } else { Ok(()) }
    }

    /// Takes back the findings that are not to stay.
    pub fn retain(&mut self, stays: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(stays);
    }

    /// Lets findings about parts of a document that are written elsewhere say so.
    pub fn relocate(&mut self, moves: &Moves, document: SourceId) {
        for found in &mut self.list {
            for label in found.primary.iter_mut().chain(&mut found.others) {
                if label.origin.source == document && label.region.is_none() {
                    let written = moves.written_at(&label.origin);
                    label.origin = written.origin;
                    label.region = written.region;
                }
            }
        }
    }

    /// All findings, in the order they were made.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How severities are taken.
    pub fn strictness(&self) -> Strictness {
        self.strictness
    }
}

/// At least one finding is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorsReported;

#[cfg(test)]
mod tests;
