//! `bindery diff`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Exit;
use super::args::{Diff, DiffFormat, FailOn, Files, FindingsFormat};
use super::generate::contract;
use super::project::{self, NO_PROJECT, Place, Task};
use super::session::Session;
use super::terminal::Terminal;
use crate::Config;
use crate::changes::{self, Comparison, Contract, Shown, Verdict, compare};
use crate::diagnostics::{Diagnostic, Severity, Strictness, codes};

pub(super) fn run(args: &Diff, terminal: &mut Terminal<'_>) -> Exit {
    let mut session = Session::new(Strictness::Normal, FindingsFormat::Text);
    let folder = terminal.folder();
    let compared = match (&args.old, &args.new) {
        (Some(old), Some(new)) => Some(two(args, folder, [old, new], &mut session)),
        (only, _) => project(folder, only.as_deref(), &mut session),
    };
    let Some(compared) = compared else {
        terminal.say(NO_PROJECT);
        return Exit::Usage;
    };
    let exit = session.close(terminal);
    if exit != Exit::Fine {
        return exit;
    }
    let told = compared.iter().any(|comparison| is_told(args.fail_on, comparison));
    let shown: Vec<Shown> = compared.into_iter().map(|one| Shown::new(one, &session.sources)).collect();
    let each = |print: fn(&Shown) -> String| shown.iter().map(print).collect::<Vec<_>>().join("\n");
    terminal.print(&match args.format {
        DiffFormat::Text => each(changes::text),
        DiffFormat::Markdown => each(changes::markdown),
        DiffFormat::Json => changes::json(&shown),
    });
    if told { Exit::Changes } else { Exit::Fine }
}

fn is_told(least: FailOn, comparison: &Comparison) -> bool {
    let worst = comparison.verdicts().worst();
    match least {
        FailOn::Never => false,
        FailOn::Breaking => worst >= Verdict::Breaking,
        FailOn::Exhaustive => worst >= Verdict::Exhaustive,
        FailOn::Compatible => worst >= Verdict::Compatible,
        FailOn::Any => !comparison.changes.is_empty(),
    }
}

/// The APIs of the project, or the one of a document, each with what its crates were made from. `None` without a project.
fn project(folder: &Path, only: Option<&Path>, session: &mut Session) -> Option<Vec<Comparison>> {
    let mut tasks = project::tasks(session, folder)?;
    if let Some(only) = only {
        let shown = Place::new(folder, only).shown;
        tasks.retain(|task| task.document == shown);
        if tasks.is_empty() && !session.diagnostics.has_errors() {
            let message = format!("`{}` is no document of `bindery.toml`", shown.display());
            let found = Diagnostic::without_place(&codes::OA610, message);
            session.diagnostics.push(found.help("name two documents, the older one first"));
        }
    }
    let old: Vec<Option<Contract>> = tasks.iter().map(|task| found(task, session)).collect();
    let new = contracts(&tasks, session);
    Some(old.into_iter().zip(new).filter_map(|(old, new)| Some(compare(&old?, &new?))).collect())
}

/// What the crates of a task were made from; it is reported if that is not known.
fn found(task: &Task, session: &mut Session) -> Option<Contract> {
    let faults = session.diagnostics.iter().count();
    let contract = locked(task, session);
    if contract.is_none() && session.diagnostics.iter().count() == faults {
        let message = format!("`{}` is not there", task.out.shown.join(changes::NAME).display());
        session.diagnostics.push(Diagnostic::without_place(&codes::OA610, message));
    }
    contract
}

/// The contract in the output folder of a task. `None` if there is none, or if it cannot be read, which is reported.
pub(super) fn locked(task: &Task, session: &mut Session) -> Option<Contract> {
    let place = Place { path: task.out.path.join(changes::NAME), shown: task.out.shown.join(changes::NAME) };
    match fs::read_to_string(&place.path) {
        Ok(text) => read(&place, &text, session),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            let message = format!("`{}` cannot be read: {error}", place.shown.display());
            session.diagnostics.push(Diagnostic::without_place(&codes::OA603, message));
            None
        }
    }
}

fn read(place: &Place, text: &str, session: &mut Session) -> Option<Contract> {
    let shown = place.shown.display();
    let message = match changes::read(text) {
        Some(Ok(contract)) => return Some(contract),
        Some(Err(fault)) => format!("`{shown}`, line {}: {}", fault.line, fault.message),
        None => format!("`{shown}` is no lock"),
    };
    session.diagnostics.push(Diagnostic::without_place(&codes::OA610, message));
    None
}

/// Two documents or locks. Choices are those of the project for the newer document, if it has some.
fn two(args: &Diff, folder: &Path, given: [&PathBuf; 2], session: &mut Session) -> Vec<Comparison> {
    let [_, new] = given;
    let shown = Place::new(folder, new).shown;
    let mut scratch = Session::new(Strictness::Normal, FindingsFormat::Text);
    let known = project::tasks(&mut scratch, folder).unwrap_or_default();
    let config = known.into_iter().find(|task| task.document == shown).map(|task| task.config).unwrap_or_default();
    let [old, new] = given.map(|path| one(args, folder, path, &config, session));
    old.zip(new).map(|(old, new)| compare(&old, &new)).into_iter().collect()
}

fn one(args: &Diff, folder: &Path, given: &Path, config: &Config, session: &mut Session) -> Option<Contract> {
    let place = Place::new(folder, given);
    // What cannot be read is told where a document is.
    if let Some(text) = fs::read_to_string(&place.path).ok().filter(|text| changes::read(text).is_some()) {
        return read(&place, &text, session);
    }
    let files = Files { root: args.root.clone(), ..Files::default() };
    let task = project::document(session, folder, given, &files, config.clone())?;
    let mut contract = contracts(std::slice::from_ref(&task), session).pop()??;
    // Nobody has written crates of it that have a version.
    contract.version = None;
    Some(contract)
}

/// What the documents say now. Only errors are reported: `generate` and `check` tell the rest.
fn contracts(tasks: &[Task], session: &mut Session) -> Vec<Option<Contract>> {
    let outcomes = session.outcomes(tasks);
    let errors = outcomes.iter().flat_map(|outcome| outcome.diagnostics.iter());
    for error in errors.filter(|found| found.severity == Severity::Error) {
        session.diagnostics.push(error.clone());
    }
    tasks.iter().zip(&outcomes).map(|(task, outcome)| contract(task, outcome, session)).collect()
}
