//! The command line: words to calls, calls to exit codes. Findings go to the error stream in the chosen form and
//! nothing else does; everything that was asked for goes to the output stream.

mod args;
mod bump;
mod check;
mod completions;
mod diff;
mod explain;
mod export;
mod fetch;
mod generate;
mod init;
mod inspect;
mod list;
mod mock;
mod project;
mod report;
mod session;
mod terminal;
mod waiting;
#[cfg(feature = "network")]
mod web;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Command, Words};
pub use terminal::Terminal;
#[cfg(feature = "network")]
pub use web::WebClient;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine,
    /// Findings forbid what was asked for, or the output is stale.
    Findings,
    /// The words were not understood.
    Usage,
    /// A document has changed in a way that was to be told.
    Changes,
}

impl Exit {
    /// The code that the process exits with.
    pub fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Changes => 3,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

/// Runs a command line; the first word is the name of the program.
pub fn run(words: impl IntoIterator<Item = OsString>, mut terminal: Terminal<'_>) -> Exit {
    let exit = match Words::try_parse_from(words) {
        Ok(words) => match words.command {
            Command::Generate(args) => generate::run(&args, &mut terminal),
            Command::Fetch(args) => fetch::run(&args, &mut terminal),
            Command::Check(args) => check::run(&args, &mut terminal),
            Command::Diff(args) => diff::run(&args, &mut terminal),
            Command::Inspect(args) => inspect::run(&args, &mut terminal),
            Command::List(args) => list::run(&args, &mut terminal),
            Command::Init(args) => init::run(&args, &mut terminal),
            Command::Completions(args) => completions::run(&args, &mut terminal),
            Command::Explain(args) => explain::run(&args, &mut terminal),
            Command::Export(args) => export::run(&args, &mut terminal),
            Command::Mock(args) => mock::run(&args, &mut terminal),
            Command::Report(args) => report::run(&args, &mut terminal),
        },
        Err(other) => {
            let text = other.render().to_string();
            if other.use_stderr() {
                terminal.say(&text);
                Exit::Usage
            } else {
                terminal.print(&text);
                Exit::Fine
            }
        }
    };
    if exit == Exit::Fine && terminal.refused() { Exit::Findings } else { exit }
}

#[cfg(test)]
mod tests;
