//! The words that are understood. What is done about them stands in the files of the commands.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::selection::{Chosen, Selector};
use crate::config::{Config, Selection, Target};
use crate::diagnostics::Strictness;
use crate::source::{Host, Hosts};

#[derive(Debug, Parser)]
#[command(name = "bindery", version, about, arg_required_else_help = true)]
pub(super) struct Words {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the crates of a document, or of every API of `bindery.toml`
    Generate(Generate),
    /// Say whether the crates are what `generate` would write; write nothing
    Check(Work),
    /// Take what documents refer to at other hosts, and lock it; write no crates
    Fetch(Fetch),
    /// Say what has changed in a document: on the wire, for callers, for implementors
    Diff(Diff),
    /// Print what a phase makes of a document
    Inspect(Inspect),
    /// List the operations, schemas or tags of a document, and what they are called in Rust
    List(List),
    /// Write a `bindery.toml` for a document, or add the document to the one that is here
    Init(Init),
    /// Print a script that lets a shell complete the words of bindery
    Completions(Completions),
    /// Say what a code means; without a code, list them all
    Explain(Explain),
    /// Write the document as understood, with the answers that a generated server gives by itself
    Export(Export),
    /// Serve the examples of a document
    Mock(Mock),
    /// Say what becomes of a document: what is used, what is not, and what had to change
    Report(Report),
}

#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    pub(super) work: Work,
    /// Say which files would be written or removed, and leave them as they are
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Take all texts of other hosts anew, and lock them as they are now
    #[arg(long, conflicts_with = "offline")]
    pub(super) update: bool,
    /// Ask no other host: what is locked and kept is all there is
    #[arg(long)]
    pub(super) offline: bool,
    /// Raise the version of each API in `bindery.toml` as far as its changes ask for
    #[arg(long, conflicts_with = "document")]
    pub(super) bump: bool,
}

#[derive(Debug, Args)]
pub(super) struct Fetch {
    /// The document; without one, every API of the nearest `bindery.toml`
    pub(super) document: Option<PathBuf>,
    /// Take all texts anew, and lock them as they are now
    #[arg(long)]
    pub(super) update: bool,
    #[command(flatten)]
    pub(super) files: Files,
    #[command(flatten)]
    pub(super) findings: Findings,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The older document or `contract.lock`; alone, a document of `bindery.toml` [default: all of them]
    pub(super) old: Option<PathBuf>,
    /// The newer one [default: against what its crates were made from]
    pub(super) new: Option<PathBuf>,
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(super) format: DiffFormat,
    /// The least change that the exit code 3 tells
    #[arg(long, value_name = "LEAST", value_enum, default_value_t = FailOn::Breaking)]
    pub(super) fail_on: FailOn,
    /// The folder below which the files stand that the documents refer to [default: their own]
    #[arg(long, value_name = "DIR", requires = "new")]
    pub(super) root: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// For people
    Text,
    /// One array, for programs
    Json,
    /// For changelogs
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// No change
    Never,
    /// What was right is not any more, for anybody
    Breaking,
    /// The same, or only for code that lists everything
    Exhaustive,
    /// The same, or there is more than before
    Compatible,
    /// Any change, descriptions too
    Any,
}

#[derive(Debug, Args)]
pub(super) struct Work {
    /// The document; without one, every API of the nearest `bindery.toml`, here or above
    #[arg(requires = "out")]
    pub(super) document: Option<PathBuf>,
    /// The folder of the crates
    #[arg(long, value_name = "DIR", requires = "document")]
    pub(super) out: Option<PathBuf>,
    /// The short name that crates are called after [default: made from the title]
    #[arg(long, requires = "document", value_parser = name)]
    pub(super) name: Option<String>,
    /// What to write, separated by commas; models come with the others [default: all]
    #[arg(long = "target", value_name = "TARGETS", value_delimiter = ',', requires = "document")]
    #[arg(value_parser = PossibleValuesParser::new(Target::ALL.map(Target::as_str)).map(|word| Target::parse(&word)))]
    pub(super) targets: Vec<Option<Target>>,
    /// Read the finished files and compare what they define with what was planned, before anything is written
    #[arg(long)]
    pub(super) verify: bool,
    #[command(flatten)]
    pub(super) files: Files,
    #[command(flatten)]
    pub(super) part: Part,
    #[command(flatten)]
    pub(super) findings: Findings,
}

/// What is said of the files beside a document.
#[derive(Debug, Default, Args)]
pub(super) struct Files {
    /// The folder below which the files stand that the document refers to [default: its own]
    #[arg(long, value_name = "DIR", requires = "document")]
    pub(super) root: Option<PathBuf>,
    /// A host that texts may be taken from, such as `schemas.example.com`; may be said again
    #[arg(long = "allow-host", value_name = "HOST", requires = "document", value_parser = Host::parse)]
    pub(super) hosts: Vec<Host>,
    /// The same, also where its name leads to this machine or to a private network
    #[arg(long = "allow-private-host", value_name = "HOST", requires = "document", value_parser = Host::parse)]
    pub(super) private_hosts: Vec<Host>,
    /// An overlay to apply to the document before it is read; may be repeated, in order
    #[arg(long = "overlay", value_name = "FILE", requires = "document")]
    pub(super) overlays: Vec<PathBuf>,
}

/// What is taken of a document.
#[derive(Debug, Args)]
pub(super) struct Part {
    /// Take what this selects, and what it needs: `tag:Pets`, `get /pets/*`, `schema:Pet*`; may be repeated
    #[arg(long, value_name = "SELECTOR", requires = "document")]
    pub(super) include: Vec<Selector>,
    /// Leave out what this selects, and what only it needs; may be repeated
    #[arg(long, value_name = "SELECTOR", requires = "document")]
    pub(super) exclude: Vec<Selector>,
}

impl Part {
    pub(super) fn selection(&self) -> Selection {
        let chosen = |selectors: &[Selector]| selectors.iter().cloned().map(Chosen::from).collect();
        Selection { include: chosen(&self.include), exclude: chosen(&self.exclude) }
    }
}

#[derive(Debug, Args)]
pub(super) struct Findings {
    /// Take warnings as errors
    #[arg(long, conflicts_with = "lenient")]
    pub(super) strict: bool,
    /// Leave out what broken references touch, and go on
    #[arg(long)]
    pub(super) lenient: bool,
    /// The form of findings
    #[arg(long, value_enum, default_value_t = FindingsFormat::Text)]
    pub(super) format: FindingsFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FindingsFormat {
    /// With excerpts, for people
    Text,
    /// One array
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// The document; without one, every API of the nearest `bindery.toml`
    pub(super) document: Option<PathBuf>,
    /// The phase
    #[arg(long, value_enum)]
    pub(super) stage: Stage,
    /// One schema, operation, type or method by its name; of the tree, one place by its pointer
    #[arg(long, value_name = "NAME")]
    pub(super) only: Option<String>,
    #[command(flatten)]
    pub(super) files: Files,
    #[command(flatten)]
    pub(super) part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    /// The document as read
    Tree,
    /// What it says
    Api,
    /// What will be written
    Plan,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Such as `OA301` or `path-parameter-undeclared`
    pub(super) code: Option<String>,
    /// Print the JSON Schema of `bindery.toml`, for editors
    #[arg(long, conflicts_with = "code")]
    pub(super) config_schema: bool,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// The document; without one, every API of the nearest `bindery.toml`
    pub(super) document: Option<PathBuf>,
    /// What is listed
    #[arg(long, value_enum, default_value_t = Kind::Operations)]
    pub(super) of: Kind,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
    #[command(flatten)]
    pub(super) files: Files,
}

/// What a document has many of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// Method, path, id; the method in Rust and its module
    Operations,
    /// The schemas of the components; the type in Rust
    Schemas,
    /// How many operations; the module of the client and the trait of the server
    Tags,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The document, below the current folder
    pub(super) document: PathBuf,
    /// The short name that crates are called after [default: made from the title]
    #[arg(long, value_parser = name)]
    pub(super) name: Option<String>,
    /// The folder of the crates [default: `generated/<name>`]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) files: Files,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The document
    pub(super) document: PathBuf,
    /// The file to write [default: the output stream]
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// JSON or YAML [default: by the ending of the output, else of the document]
    #[arg(long, value_enum)]
    pub(super) format: Option<Notation>,
    #[command(flatten)]
    pub(super) files: Files,
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Notation {
    /// JSON
    Json,
    /// YAML
    Yaml,
}

#[derive(Debug, Args)]
pub(super) struct Mock {
    /// The document
    pub(super) document: PathBuf,
    /// The port; 0 takes any that is free
    #[arg(long, default_value_t = 4010)]
    pub(super) port: u16,
    /// The address to listen at
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) address: String,
    /// Show examples as the document prints them, also where they break their own schema
    #[arg(long)]
    pub(super) as_printed: bool,
    /// The folder that mocks are built in [default: one below the cache folder of the user]
    #[arg(long, value_name = "DIR")]
    pub(super) directory: Option<PathBuf>,
    /// Let Cargo use what is there and no network
    #[arg(long)]
    pub(super) offline: bool,
    /// Build the server, print where its program is, and start nothing
    #[arg(long)]
    pub(super) build_only: bool,
    #[command(flatten)]
    pub(super) files: Files,
}

#[derive(Debug, Args)]
pub(super) struct Report {
    /// The document; without one, every API of the nearest `bindery.toml`
    pub(super) document: Option<PathBuf>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
    #[command(flatten)]
    pub(super) files: Files,
    #[command(flatten)]
    pub(super) part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

impl Work {
    /// The choices that these words make for a document.
    pub(super) fn config(&self) -> Config {
        let chosen: Vec<Target> = self.targets.iter().copied().flatten().collect();
        let targets = if chosen.is_empty() { Target::ALL.to_vec() } else { Target::closure(&chosen) };
        let (name, strictness, verify) = (self.name.clone(), self.findings.strictness(), self.verifies());
        Config { name, targets, strictness, verify, selection: self.part.selection(), ..Config::default() }
    }

    /// Whether finished files are held against the plan: if asked for, and always in builds for tests.
    pub(super) fn verifies(&self) -> bool {
        self.verify || cfg!(debug_assertions)
    }
}

impl Files {
    /// The hosts that are allowed.
    pub(super) fn allowed(&self) -> Hosts {
        Hosts { public: self.hosts.iter().cloned().collect(), private: self.private_hosts.iter().cloned().collect() }
    }
}

impl Findings {
    pub(super) fn strictness(&self) -> Strictness {
        match (self.strict, self.lenient) {
            (true, _) => Strictness::Strict,
            (_, true) => Strictness::Lenient,
            _ => Strictness::Normal,
        }
    }
}

fn name(text: &str) -> Result<String, &'static str> {
    Config::check_name(text).map(|()| text.to_owned())
}
