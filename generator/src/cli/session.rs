//! One run: its texts, its findings, and the work on its documents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::thread;

use super::Exit;
use super::args::FindingsFormat;
use super::project::Task;
use super::terminal::Terminal;
use crate::config::ModelsPath;
use crate::diagnostics::{self, Diagnostic, Diagnostics, Strictness, codes};
use crate::source::SourceMap;
use crate::{Import, Outcome};

/// A code, its message, and the file and the place in it.
type Said = (&'static str, String, Option<(PathBuf, String)>);

pub(super) struct Session {
    pub(super) sources: SourceMap,
    pub(super) diagnostics: Diagnostics,
    format: FindingsFormat,
}

impl Session {
    pub(super) fn new(strictness: Strictness, format: FindingsFormat) -> Self {
        Self { sources: SourceMap::default(), diagnostics: Diagnostics::new(strictness), format }
    }

    /// Works on all tasks at once, on those that import others after these, and takes over what they find, in the order of
    /// the tasks.
    pub(super) fn generate(&mut self, tasks: &[Task]) -> Vec<Outcome> {
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
        let outcomes: Vec<Outcome> = outcomes.into_values().collect();
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
