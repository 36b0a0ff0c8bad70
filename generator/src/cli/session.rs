//! One run: its texts, its findings, and the work on its documents.

use std::sync::Arc;
use std::thread;

use super::Exit;
use super::args::FindingsFormat;
use super::project::{Place, Task};
use super::terminal::Terminal;
use crate::Outcome;
use crate::diagnostics::{self, Diagnostic, Diagnostics, Strictness, codes};
use crate::output;
use crate::source::{About, Asking, Library, Silence, SourceMap};

pub(super) struct Session {
    pub(super) sources: SourceMap,
    pub(super) diagnostics: Diagnostics,
    format: FindingsFormat,
    asking: Asking,
    /// What the documents have from other hosts, once one of them is known.
    pub(super) library: Option<Arc<Library>>,
}

impl Session {
    pub(super) fn new(strictness: Strictness, format: FindingsFormat) -> Self {
        let (sources, diagnostics) = (SourceMap::default(), Diagnostics::new(strictness));
        Self { sources, diagnostics, format, asking: Asking::Never(Silence::Command), library: None }
    }

    /// The same, and other hosts may be asked in this way.
    pub(super) fn asking(self, asking: Asking) -> Self {
        Self { asking, ..self }
    }

    /// What documents have from other hosts whose lock file stands in this folder.
    pub(super) fn library(&mut self, folder: &Place) -> Arc<Library> {
        let new = || Arc::new(Library::new(&folder.path, &folder.shown, self.asking.clone()));
        Arc::clone(self.library.get_or_insert_with(new))
    }

    /// Locks and keeps what has been taken from other hosts, unless there are errors.
    pub(super) fn settle(&mut self, about: &About) {
        let Some(library) = self.library.as_ref().filter(|_| !self.diagnostics.has_errors()) else { return };
        if let Err((path, error)) = output::settle(library, about) {
            let message = format!("`{}` cannot be written: {error}", path.display());
            self.diagnostics.push(Diagnostic::without_place(&codes::OA603, message));
        }
    }

    /// Works on all tasks at once and takes over what they find, in the order of the tasks.
    pub(super) fn generate(&mut self, tasks: &[Task]) -> Vec<Outcome> {
        let sources = &self.sources;
        let outcomes: Vec<Outcome> = thread::scope(|scope| {
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
        });
        for found in outcomes.iter().flat_map(|outcome| outcome.diagnostics.iter()) {
            self.diagnostics.push(found.clone());
        }
        outcomes
    }

    /// Prints the findings and says how the command ends on account of them.
    pub(super) fn close(&self, terminal: &mut Terminal<'_>) -> Exit {
        terminal.say(&match self.format {
            FindingsFormat::Text => diagnostics::render_in(&self.diagnostics, &self.sources, terminal.colour()),
            FindingsFormat::Json => diagnostics::render_json(&self.diagnostics, &self.sources),
            FindingsFormat::Github => diagnostics::render_github(&self.diagnostics, &self.sources),
            FindingsFormat::Sarif => diagnostics::render_sarif(&self.diagnostics, &self.sources),
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
