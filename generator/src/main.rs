//! The command line.

use std::env;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;

use bindery::cli::{self, Terminal};

/// A third of a run is spent with memory: many small pieces, from several threads (decision 0017).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Without a current folder, relative paths are left to the system.
    let folder = env::current_dir().unwrap_or_else(|_| PathBuf::new());
    let watched = io::stderr().is_terminal();
    let colour = watched && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // The streams are not locked: a thread that breaks down says so on one of them.
    let (stdout, stderr) = (&mut io::stdout(), &mut io::stderr());
    let terminal = Terminal::new(&folder, stdout, stderr).coloured(colour).watched(watched);
    #[cfg(feature = "network")]
    let terminal = terminal.asking(std::sync::Arc::new(cli::WebClient::new()));
    cli::run(env::args_os(), terminal).into()
}
