//! `bindery generate`.

use super::Exit;
use super::args::{Generate, Work};
use super::bump;
use super::fetch;
use super::project::{self, NO_PROJECT, Place, Task};
use super::session::Session;
use super::terminal::Terminal;
use super::waiting::Waiting;
use crate::Outcome;
use crate::changes;
use crate::config::Layout;
use crate::diagnostics::{Diagnostic, codes, summary};
use crate::output::{Changes, Deed, Folder, compare, is_unfinished, recover};
use crate::source::About;

/// One API: what was asked for, what was made, what has to be done to the disk.
pub(super) struct Piece {
    pub(super) task: Task,
    pub(super) outcome: Outcome,
    pub(super) changes: Changes,
}

pub(super) fn run(args: &Generate, terminal: &mut Terminal<'_>) -> Exit {
    let asking = fetch::asking(terminal, args.update, args.offline);
    let session = Session::new(args.work.findings.strictness(), args.work.findings.format).asking(asking);
    if args.dry_run { tried(args, session, terminal) } else { done(args, session, terminal) }
}

/// Looks at all tasks before they are worked on, and may change them.
type ChangeTasks = fn(&mut [Task], &mut Session);

impl Generate {
    fn change(&self) -> ChangeTasks {
        if self.bump { bump::versions } else { unchanged }
    }
}

/// Says what would be done. A run that was broken off before is left as it is, too.
fn tried(args: &Generate, mut session: Session, terminal: &mut Terminal<'_>) -> Exit {
    let Some(pieces) = prepare(&args.work, &mut session, terminal, unfinished, args.change()) else {
        return Exit::Usage;
    };
    let mut lines = String::new();
    for piece in pieces.iter().filter(|_| !session.diagnostics.has_errors()) {
        let out = &piece.task.out.shown;
        for (deed, name) in piece.changes.list() {
            let word = match deed {
                Deed::Create => "create ",
                Deed::Replace => "replace",
                Deed::Remove => "remove ",
            };
            lines.push_str(&format!("{word} {}\n", out.join(name).display()));
        }
        lines.push_str(&closing_line(piece));
    }
    let exit = session.close(terminal);
    terminal.print(&lines);
    exit
}

fn done(args: &Generate, mut session: Session, terminal: &mut Terminal<'_>) -> Exit {
    let Some(pieces) = prepare(&args.work, &mut session, terminal, recovered, args.change()) else {
        return Exit::Usage;
    };
    let mut lines = String::new();
    if session.diagnostics.has_errors() {
        lines = format!("nothing is written: {}\n", summary(&session.diagnostics));
    }
    if args.bump && !session.diagnostics.has_errors() {
        lines.push_str(&bump::write(&pieces, &mut session));
    }
    session.settle(&about(&pieces, &args.work));
    // All or nothing: an error in one API keeps the files of all of them.
    if !session.diagnostics.has_errors() {
        for piece in &pieces {
            match piece.changes.apply(&piece.outcome.files) {
                Ok(()) => lines.push_str(&closing_line(piece)),
                Err((path, error)) => {
                    let message = format!("`{}` cannot be written: {error}", path.display());
                    session.diagnostics.push(Diagnostic::without_place(&codes::OA603, message));
                    break;
                }
            }
        }
    }
    let exit = session.close(terminal);
    terminal.print(&lines);
    // The process is about to end: taking large trees apart first is a tenth of its work.
    std::mem::forget(pieces);
    exit
}

/// Which documents a run is about.
pub(super) fn about(pieces: &[Piece], args: &Work) -> About {
    project::about(pieces.iter().map(|piece| &piece.task), args.document.is_some())
}
/// The tasks of a run are those of the project.
pub(super) fn unchanged(_: &mut [Task], _: &mut Session) {}

/// The choice belongs to the run, not to a project.
fn verified(mut task: Task, args: &Work) -> Task {
    task.config.verify = args.verifies();
    task
}

/// Puts right what a run left that was killed while it wrote.
fn recovered(out: &Place) -> Option<Diagnostic> {
    let error = recover(&out.path).err()?;
    let message = format!("what an earlier run left in `{}` cannot be undone: {error}", out.shown.display());
    Some(Diagnostic::without_place(&codes::OA603, message))
}

/// A run that was killed while it wrote leaves a mixture, which the next `generate` undoes.
pub(super) fn unfinished(out: &Place) -> Option<Diagnostic> {
    let message = || format!("a run in `{}` is not finished, or was broken off", out.shown.display());
    is_unfinished(&out.path).then(|| Diagnostic::without_place(&codes::OA602, message()))
}

/// Makes the files of every API that the words mean and compares them with the disk, writing nothing. `None` if the
/// words mean no API, which has been said. `before` looks at each output folder first, `change` at all tasks.
pub(super) fn prepare(
    args: &Work,
    session: &mut Session,
    terminal: &mut Terminal<'_>,
    before: fn(&Place) -> Option<Diagnostic>,
    change: ChangeTasks,
) -> Option<Vec<Piece>> {
    let folder = terminal.folder();
    let tasks: Vec<Task> = match (&args.document, &args.out) {
        (Some(given), Some(out)) => {
            let task = project::document(session, folder, given, &args.files, args.config());
            // A target on the command line narrows what the run is about.
            let owned = if args.targets.is_empty() { project::CRATES.to_vec() } else { Vec::new() };
            let task = task.map(|task| Task { out: Place::new(folder, out), owned, ..task });
            task.into_iter().collect()
        }
        _ => {
            let tasks = project::tasks(session, folder);
            if tasks.is_none() {
                terminal.say(NO_PROJECT);
            }
            tasks?
        }
    };
    let mut tasks: Vec<Task> = tasks.into_iter().map(|task| verified(task, args)).collect();
    tasks
        .iter()
        .filter(|task| !task.elsewhere)
        .filter_map(|task| before(&task.out))
        .for_each(|found| session.diagnostics.push(found));
    let waiting = terminal.is_watched().then(|| Waiting::on(named(&tasks), std::io::stderr()));
    change(&mut tasks, session);
    let outcomes = session.generate(&tasks);
    drop(waiting);
    let written = tasks.into_iter().zip(outcomes).filter(|(task, _)| !task.elsewhere);
    let pieces = written.map(|(task, mut outcome)| {
        if let Some(contract) = contract(&task, &outcome, session) {
            outcome.files.insert(changes::NAME, changes::write(&contract));
        }
        // Nothing was made where there are errors, and that is no reason to call everything on disk stale.
        let owned = if outcome.diagnostics.has_errors() { &[] } else { task.owned.as_slice() };
        let out = Folder { path: &task.out.path, shown: &task.out.shown };
        let changes = compare(&outcome.files, out, owned, &mut session.diagnostics);
        Piece { task, outcome, changes }
    });
    Some(pieces.collect())
}

/// The documents of a run.
fn named(tasks: &[Task]) -> String {
    let documents: Vec<String> = tasks.iter().map(|task| task.document.display().to_string()).collect();
    documents.join(", ")
}

/// The summary of what the crates of a task are made from, if they are made.
pub(super) fn contract(task: &Task, outcome: &Outcome, session: &Session) -> Option<changes::Contract> {
    let made = !outcome.diagnostics.has_errors();
    let (api, plan) = (outcome.stages.api.as_ref()?, outcome.stages.plan.as_ref()?);
    made.then(|| changes::contract(api, plan, &session.sources, task.source))
}

impl Piece {
    /// The name of the API.
    pub(super) fn name(&self) -> &str {
        self.outcome.stages.plan.as_ref().map_or("", |plan| plan.package.name.as_str())
    }
}

/// `gcs: 3 crates, 41 files, 2 changed, 38 warnings -> generated/gcs`
fn closing_line(piece: &Piece) -> String {
    let Piece { task, outcome, changes } = piece;
    let crates = outcome.stages.plan.as_ref().map_or(0, |plan| plan.crates.len());
    let word = if task.config.layout == Layout::Crates { "crate" } else { "module" };
    let mut parts =
        vec![count(crates, word), count(outcome.files.len(), "file"), format!("{} changed", changes.written())];
    if changes.removed() > 0 {
        parts.push(format!("{} removed", changes.removed()));
    }
    let findings = summary(&outcome.diagnostics);
    if !findings.is_empty() {
        parts.push(findings);
    }
    format!("{}: {} -> {}\n", piece.name(), parts.join(", "), task.out.shown.display())
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}
