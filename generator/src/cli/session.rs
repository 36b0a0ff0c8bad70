//! One run: its texts, its findings, and the work on its documents.

use std::thread;

use super::Exit;
use super::args::FindingsFormat;
use super::project::Task;
use super::terminal::Terminal;
use crate::Outcome;
use crate::diagnostics::{self, Diagnostic, Diagnostics, Strictness, codes};
use crate::source::SourceMap;

pub(super) struct Session {
    pub(super) sources: SourceMap,
    pub(super) diagnostics: Diagnostics,
    format: FindingsFormat,
}

impl Session {
    pub(super) fn new(strictness: Strictness, format: FindingsFormat) -> Self {
        Self { sources: SourceMap::default(), diagnostics: Diagnostics::new(strictness), format }
    }

    /// Works on all tasks at once and takes over what they find, in the order of the tasks.
    pub(super) fn generate(&mut self, tasks: &[Task]) -> Vec<Outcome> {
        let outcomes = self.outcomes(tasks);
        for found in outcomes.iter().flat_map(|outcome| outcome.diagnostics.iter()) {
            self.diagnostics.push(found.clone());
        }
        outcomes
    }

    /// Works on all tasks at once.
    pub(super) fn outcomes(&self, tasks: &[Task]) -> Vec<Outcome> {
        let sources = &self.sources;
        thread::scope(|scope| {
            let work = |task: &Task| crate::generate(sources, task.source, &task.config);
            let running: Vec<_> = tasks
                .iter()
                .map(|task| (task, thread::Builder::new().spawn_scoped(scope, move || work(task))))
                .collect();
            let joined = running.into_iter().map(|(task, thread)| match thread {
                Ok(thread) => thread.join().unwrap_or_else(|_| fault(task)),
                Err(_) => work(task),
            });
            joined.collect()
        })
    }

    /// Prints the findings and says how the command ends on account of them.
    pub(super) fn close(&self, terminal: &mut Terminal<'_>) -> Exit {
        terminal.say(&match self.format {
            FindingsFormat::Text => diagnostics::render_in(&self.diagnostics, &self.sources, terminal.colour()),
            FindingsFormat::Json => diagnostics::render_json(&self.diagnostics, &self.sources),
            FindingsFormat::Github => diagnostics::render_github(&self.diagnostics, &self.sources),
        });
        if self.diagnostics.has_errors() { Exit::Findings } else { Exit::Fine }
    }
}

/// What stands for an outcome where the work broke down.
fn fault(task: &Task) -> Outcome {
    let message = format!("bindery broke down over `{}`", task.document.display());
    let mut outcome = Outcome::default();
    outcome.diagnostics.push(Diagnostic::without_place(&codes::OA901, message));
    outcome
}
