//! One run: its texts, its findings, and the work on its documents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use super::Exit;
use super::args::FindingsFormat;
use super::project::{Place, Task};
use super::terminal::Terminal;
use crate::config::ModelsPath;
use crate::diagnostics::{self, Diagnostic, Diagnostics, Strictness, codes};
use crate::output;
use crate::source::{About, Asking, Library, Silence, SourceMap};
use crate::{Import, Outcome};

/// A code, its message, and the file and the place in it.
type Said = (&'static str, String, Option<(PathBuf, String)>);

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

    /// Works on all tasks at once, on those that import others after these, and takes over what they find, in the order of
    /// the tasks.
    pub(super) fn generate(&mut self, tasks: &[Task]) -> Vec<Outcome> {
        let outcomes = self.outcomes(tasks);
        for (task, outcome) in tasks.iter().zip(&outcomes) {
            let theirs: Vec<&Outcome> = task.imports.iter().filter_map(|(import, _)| outcomes.get(*import)).collect();
            let told: BTreeSet<Said> =
                theirs.iter().flat_map(|outcome| self.said(outcome)).map(|(said, _)| said).collect();
            // What an import has said of a file of its own is not said again.
            let new = self
                .said(outcome)
                .filter(|(said, _)| said.2.is_none() || !told.contains(said))
                .map(|(_, found)| found.clone());
            let new: Vec<Diagnostic> = new.collect();
            new.into_iter().for_each(|found| self.diagnostics.push(found));
        }
        outcomes
    }

    /// Works on all tasks at once, on those that import others after these.
    pub(super) fn outcomes(&self, tasks: &[Task]) -> Vec<Outcome> {
        let mut outcomes: BTreeMap<usize, Outcome> = BTreeMap::new();
        while outcomes.len() < tasks.len() {
            let is_ready = |(number, task): &(usize, &Task)| {
                !outcomes.contains_key(number) && task.imports.iter().all(|(import, _)| outcomes.contains_key(import))
            };
            let ready: Vec<(usize, &Task)> = tasks.iter().enumerate().filter(is_ready).collect();
            if ready.is_empty() {
                break;
            }
            let made = self.side_by_side(&ready, &outcomes);
            outcomes.extend(ready.iter().map(|(number, _)| *number).zip(made));
        }
        outcomes.into_values().collect()
    }

    /// The findings of a task, and what makes each the same as one of another task.
    fn said<'o>(&self, outcome: &'o Outcome) -> impl Iterator<Item = (Said, &'o Diagnostic)> {
        outcome.diagnostics.iter().map(|found| {
            let place = found.primary.as_ref().map(|label| &label.origin);
            let place = place.map(|at| (self.sources.place(at.source), at.pointer.as_str().to_owned()));
            ((found.code.id, found.message.clone(), place), found)
        })
    }

    fn side_by_side(&self, tasks: &[(usize, &Task)], before: &BTreeMap<usize, Outcome>) -> Vec<Outcome> {
        let work = |task: &Task| {
            // An import that has no plan has said why, and nothing will be written.
            let import = |(number, models): &(usize, ModelsPath)| {
                let stages = &before.get(number)?.stages;
                Some(Import { models: models.clone(), api: stages.api.as_ref()?, plan: stages.plan.as_ref()? })
            };
            let imports: Vec<Import<'_>> = task.imports.iter().filter_map(import).collect();
            crate::generate_with(&self.sources, task.source, &task.config, &imports)
        };
        thread::scope(|scope| {
            let work = &work;
            let running: Vec<_> = tasks
                .iter()
                .map(|(_, task)| (*task, thread::Builder::new().spawn_scoped(scope, move || work(task))))
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
