//! `bindery check`.

use super::Exit;
use super::args::Work;
use super::generate::{about, count, prepare, unchanged, unfinished};
use super::session::Session;
use super::terminal::Terminal;
use crate::diagnostics::{Diagnostic, codes};
use crate::output::{diff, is_settled, report_stale};
use crate::source::LOCK;

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
    let about = about(&pieces, args);
    if let Some(library) = session.library.clone().filter(|library| sound && !is_settled(library, &about)) {
        let message = format!("`{}` is not what `bindery generate` would write", library.shown().join(LOCK).display());
        session.diagnostics.push(Diagnostic::without_place(&codes::OA602, message));
    }
    let exit = session.close(terminal);
    terminal.print(&printed);
    terminal.print(&lines);
    exit
}
