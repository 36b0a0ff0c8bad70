//! `bindery check`.

use super::Exit;
use super::args::Work;
use super::generate::{count, prepare, unchanged};
use super::project::Place;
use super::session::Session;
use super::terminal::Terminal;
use crate::diagnostics::{Diagnostic, codes};
use crate::output::{diff, is_unfinished, report_stale};

pub(super) fn run(args: &Work, terminal: &mut Terminal<'_>) -> Exit {
    let mut session = Session::new(args.findings.strictness(), args.findings.format);
    let Some(pieces) = prepare(args, &mut session, terminal, unfinished, unchanged) else { return Exit::Usage };
    let mut printed = String::new();
    let mut lines = String::new();
    let sound = !session.diagnostics.has_errors();
    for piece in pieces.iter().filter(|_| sound) {
        printed.push_str(&diff(&piece.changes));
        report_stale(&piece.changes, &mut session.diagnostics);
        let stale = piece.changes.written() + piece.changes.removed();
        let files = count(piece.outcome.files.len(), "file");
        lines.push_str(&match stale {
            0 => format!("{}: {files}, up to date\n", piece.name()),
            stale => format!("{}: {files}, {stale} stale; `bindery generate` writes them anew\n", piece.name()),
        });
    }
    let exit = session.close(terminal);
    terminal.print(&printed);
    terminal.print(&lines);
    exit
}

/// A run that was killed while it wrote leaves a mixture, which the next `generate` undoes.
fn unfinished(out: &Place) -> Option<Diagnostic> {
    let message = || format!("a run in `{}` is not finished, or was broken off", out.shown.display());
    is_unfinished(&out.path).then(|| Diagnostic::without_place(&codes::OA602, message()))
}
