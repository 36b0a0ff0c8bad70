//! The command line.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use bindery::cli::{self, Terminal};

fn main() -> ExitCode {
    // Without a current folder, relative paths are left to the system.
    let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    let (stdout, stderr) = (&mut io::stdout().lock(), &mut io::stderr().lock());
    cli::run(std::env::args_os(), Terminal::new(&folder, stdout, stderr)).into()
}
