//! Measures the form of the emitted models: against the same types under serde's derive, and against a peer; the size of
//! clients, against two; and what requests cost a server, against one by hand.
//!
//! `cargo run --release -p bindery-bench -- form [DOCUMENT]` prints one table, and so do `-- client` and `-- server`. Times are seconds of CPU, so that other
//! work on the machine does not count.

mod cargo;
mod client;
mod cost;
mod data;
mod derive;
mod form;
mod peers;
mod server;
mod speed;
mod table;

use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, io};

use clap::{Parser, ValueEnum};

/// What went wrong, in words.
type Fault = Box<dyn Error>;

/// Measures what bindery emits.
#[derive(Debug, Parser)]
#[command(name = "bindery-bench")]
enum Command {
    /// The models as emitted against the same types under serde's derive.
    Form(Choices),
    /// Lines of clients, and what checking them costs, for GitHub's document and Stripe's.
    Client(client::Choices),
    /// What a request costs the generated server, beside one by hand.
    Server(server::Choices),
    /// Runs a program and prints what it cost.
    #[command(hide = true)]
    Cost {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        words: Vec<OsString>,
    },
    /// Runs bindery's own command line.
    #[command(hide = true)]
    Bindery {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<OsString>,
    },
}

/// What a run is asked to measure.
#[derive(Debug, clap::Args)]
struct Choices {
    /// The document; without one GitHub's, below `BINDERY_CORPUS` or `../shared/corpus`.
    document: Option<PathBuf>,
    /// Rows to leave out, separated by commas.
    #[arg(long, value_delimiter = ',')]
    skip: Vec<Rows>,
    /// Install the peer, if it is not there, and measure it too.
    #[arg(long)]
    peers: bool,
    /// How many types of bodies are decoded and encoded.
    #[arg(long, default_value_t = 40)]
    types: usize,
    /// How often a check is measured; the median counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

/// Rows that are measured together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rows {
    /// Lines of code.
    Lines,
    /// `cargo check`.
    Check,
    /// The release build.
    Build,
    /// Decoding and encoding; it needs the release build.
    Speed,
    /// Generation.
    Generate,
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Form(choices) => form::run(&choices).map(|table| print!("{table}")),
        Command::Client(choices) => client::run(&choices).map(|table| print!("{table}")),
        Command::Server(choices) => server::run(&choices).map(|table| print!("{table}")),
        Command::Cost { words } => cost::report(&words),
        Command::Bindery { words } => return bindery(words),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bindery-bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn bindery(words: Vec<OsString>) -> ExitCode {
    let folder = env::current_dir().unwrap_or_default();
    let (stdout, stderr) = (&mut io::stdout(), &mut io::stderr());
    let words = std::iter::once(OsString::from("bindery")).chain(words);
    bindery::cli::run(words, bindery::cli::Terminal::new(&folder, stdout, stderr)).into()
}
