//! `bindery fetch`, and how commands ask other hosts.

use super::Exit;
use super::args::Fetch;
use super::generate::count;
use super::project::{self, NO_PROJECT};
use super::session::Session;
use super::terminal::Terminal;
use crate::config::Config;
use crate::source::{Asking, LOCK, Silence};

/// How a command asks that may.
pub(super) fn asking(terminal: &Terminal<'_>, update: bool, offline: bool) -> Asking {
    match terminal.fetch() {
        _ if offline => Asking::Never(Silence::Offline),
        None => Asking::Never(Silence::Unable),
        Some(fetch) if update => Asking::Anew(fetch),
        Some(fetch) => Asking::ForMissing(fetch),
    }
}

pub(super) fn run(args: &Fetch, terminal: &mut Terminal<'_>) -> Exit {
    let asking = asking(terminal, args.update, false);
    let mut session = Session::new(args.findings.strictness(), args.findings.format).asking(asking);
    let folder = terminal.folder();
    let tasks = match &args.document {
        Some(given) => {
            let task = project::document(&mut session, folder, given, &args.files, Config::default());
            task.into_iter().collect()
        }
        None => match project::tasks(&mut session, folder) {
            Some(tasks) => tasks,
            None => {
                terminal.say(NO_PROJECT);
                return Exit::Usage;
            }
        },
    };
    session.generate(&tasks);
    session.settle(&project::about(tasks.iter(), args.document.is_some()));
    let exit = session.close(terminal);
    if let Some(library) = session.library.as_ref().filter(|_| exit == Exit::Fine) {
        let texts = count(library.used().len(), "text");
        terminal.print(&format!("{texts} of other hosts -> {}\n", library.shown().join(LOCK).display()));
    }
    exit
}
