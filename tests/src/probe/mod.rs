//! Schemas put to the proof: a document of components is generated as a crate of models, a small program beside it reads
//! JSON through their types, and the suites send it values.
//!
//! Each schema under proof is a component of its own. A component may become a plain alias, `type Name = f64`, on which
//! `validate()` cannot be called and whose limits stand with those who use it. So each has a holder, an object whose one
//! required property `value` is a reference to it, and values are sent as `{"value": ...}`.

mod document;
mod krate;
mod program;

use std::path::PathBuf;

pub use document::{Document, holder};
pub use krate::BuildFault;

use crate::Run;
use bindery::config::{Config, Target, UnknownProperties};

/// What a type says to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was decoded, is valid, and was encoded to an equal value.
    Ok,
    /// All that, but somewhere as a value that no arm of a union knows; how it was shown.
    Unlisted(String),
    /// It was not decoded; why.
    DecodeError(String),
    /// It was decoded and breaks limits; which.
    Invalid(String),
    /// It was encoded to another value; to which.
    Unequal(String),
    /// The program ended or panicked.
    Crashed,
}

impl Verdict {
    /// Whether the value was taken and came back equal.
    pub fn is_kept(&self) -> bool {
        matches!(self, Self::Ok | Self::Unlisted(_))
    }

    /// Whether the value was told apart from the valid ones.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::DecodeError(_) | Self::Invalid(_))
    }

    /// In a few words, without anything of the value.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Ok | Self::Unlisted(_) => "accepted",
            Self::DecodeError(_) => "refused in decoding",
            Self::Invalid(_) => "refused by `validate()`",
            Self::Unequal(_) => "encoded to another value",
            Self::Crashed => "crashed",
        }
    }

    fn parse(line: &str) -> Self {
        let (word, rest) = line.split_once('\t').unwrap_or((line, ""));
        let text = || rest.to_owned();
        match word {
            "ok" => Self::Ok,
            "unlisted" => Self::Unlisted(text()),
            "decode-error" => Self::DecodeError(text()),
            "invalid" => Self::Invalid(text()),
            "unequal" => Self::Unequal(text()),
            _ => Self::Crashed,
        }
    }
}

/// How schemas are generated for a proof: models alone, every property kept, so that equality is total.
pub fn config(name: &str) -> Config {
    Config {
        name: Some(name.to_owned()),
        targets: vec![Target::Models],
        workspace: false,
        unknown_properties: UnknownProperties::Keep,
        ..Config::default()
    }
}

/// A built program that knows the types of one document.
#[derive(Debug)]
pub struct Probe {
    program: PathBuf,
}

impl Probe {
    /// Builds the models that `run` planned, and the program beside them, in a folder `name` below the target folder.
    ///
    /// # Errors
    /// The crate does not compile.
    ///
    /// # Panics
    /// If the run found errors, or a subject has no type.
    pub fn build(name: &str, document: &Document, run: &mut Run) -> Result<Self, BuildFault> {
        let plan = run.stages.plan.as_ref().unwrap_or_else(|| panic!("no plan:\n{}", run.findings()));
        let subjects: Vec<_> = document
            .subjects()
            .map(|subject| {
                let pointer = format!("/components/schemas/{}", holder(subject));
                let found = plan.types.iter().find(|(_, def)| def.origin().pointer.as_str() == pointer);
                let (_, def) = found.unwrap_or_else(|| panic!("{subject} has no type"));
                (subject.to_owned(), def.name().to_string())
            })
            .collect();
        let models = plan.crates.first().map(|plan| plan.path.clone()).unwrap_or_default();
        let files = run.crates();
        assert!(!files.is_empty(), "nothing was printed:\n{}", run.findings());
        let program = krate::build(name, &files, &program::text(&models, &subjects), &subjects)?;
        Ok(Self { program })
    }

    /// Builds the models that `run` planned with a program of the suite's own beside them, which answers each line
    /// `subject TAB value` with a line.
    ///
    /// # Errors
    /// The crate does not compile.
    ///
    /// # Panics
    /// If the run found errors.
    pub fn with_program(name: &str, run: &mut Run, program: &str) -> Result<Self, BuildFault> {
        let files = run.crates();
        assert!(!files.is_empty(), "nothing was printed:\n{}", run.findings());
        Ok(Self { program: krate::build(name, &files, program, &[])? })
    }

    /// The lines that a program of the suite's own answers, until it ends.
    pub fn answers(&self, questions: &[(String, String)]) -> Vec<String> {
        program::run(&self.program, questions)
    }

    /// What the types say to values: (subject, JSON on one line) each, answers in the same order.
    ///
    /// # Panics
    /// If the program cannot be started.
    pub fn ask(&self, questions: &[(String, String)]) -> Vec<Verdict> {
        let mut answers = Vec::new();
        while let Some(rest) = questions.get(answers.len()..).filter(|rest| !rest.is_empty()) {
            answers.extend(program::run(&self.program, rest).iter().map(|line| Verdict::parse(line)));
            // Whoever stopped the program is the one after the last answer.
            if answers.len() < questions.len() {
                answers.push(Verdict::Crashed);
            }
        }
        answers
    }
}
