//! The size of clients: lines for each operation, and what `cargo check` of models and client costs, ours beside those of
//! peers.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, io};

use bindery::{Config, SourceMap, Target};

use crate::Fault;
use crate::cost::{self, Cost};
use crate::peers::{self, Peer};

/// A document, and what its crates may cost.
struct Subject {
    name: &'static str,
    /// Below the corpus.
    path: &'static str,
    /// Lines of the client for each operation.
    lines: Option<f64>,
    /// Seconds of CPU.
    cpu: f64,
    /// GiB.
    memory: f64,
}

const SUBJECTS: [Subject; 2] = [
    Subject { name: "github", path: "real/github-rest/api.github.com.json", lines: Some(60.0), cpu: 40.0, memory: 2.0 },
    Subject { name: "stripe", path: "real/stripe/stripe.yaml", lines: None, cpu: 15.0, memory: 1.0 },
];

/// What a run is asked to measure.
#[derive(Debug, clap::Args)]
pub(crate) struct Choices {
    /// Part of the name of the documents to take: `github`, `stripe`.
    #[arg(long, default_value = "")]
    only: String,
    /// Install peers that are not there, and measure them too.
    #[arg(long)]
    peers: bool,
    /// How often a check is measured; the median counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

/// Models and client of one document by one generator, in a workspace of their own.
pub(crate) struct Project {
    pub(crate) folder: PathBuf,
    /// The file or the folder that counts as the client.
    pub(crate) client: PathBuf,
    /// Roots of the crates that are compiled anew.
    pub(crate) roots: Vec<PathBuf>,
}

/// What was measured of one generator.
struct Figures {
    lines: usize,
    check: Result<Cost, String>,
}

/// How a figure of a peer is read; why there is none.
type Theirs<'f> = &'f dyn Fn(&Figures) -> Result<f64, String>;

/// Measures what is asked for, as a table.
///
/// # Errors
/// A document is missing or has errors, or our own crates do not compile.
pub(crate) fn run(choices: &Choices) -> Result<String, Fault> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = env::var_os("BINDERY_CORPUS").map_or(beside, PathBuf::from);
    let target = env::current_exe()?.ancestors().nth(2).ok_or("the program is not in a target folder")?.to_path_buf();
    let mut text = "| | ours | goal | peer | peer's | ours : peer's |\n|---|--:|--:|---|--:|--:|\n".to_owned();
    for subject in SUBJECTS.iter().filter(|subject| subject.name.contains(&choices.only)) {
        let document = corpus.join(subject.path);
        if !document.is_file() {
            return Err(format!("{} is missing: set BINDERY_CORPUS", document.display()).into());
        }
        let folder = target.join("bindery-bench/client").join(subject.name);
        let (project, operations) = ours(&fs::canonicalize(&document)?, &folder.join("ours"))?;
        let ours = measure(&project, choices.runs)?;
        let mut others: Vec<(&Peer, Figures)> = Vec::new();
        for peer in peers::ALL.iter().filter(|_| choices.peers) {
            eprintln!("{}: {}", subject.name, peer.name);
            others.push((peer, of_peer(peer, &document, &folder, &target, choices.runs)));
        }
        rows(&mut text, subject, operations, &ours, &others)?;
    }
    text.push_str(
        "\nCosts are those of `cargo check` of models and client: touched, not incremental, dependencies warm.\n",
    );
    Ok(text)
}

fn of_peer(peer: &Peer, document: &Path, folder: &Path, target: &Path, runs: usize) -> Figures {
    let made = peers::project(peer, document, &folder.join(peer.name), &target.join("peers"));
    match made.and_then(|project| measure(&project, runs)) {
        Ok(figures) => figures,
        Err(fault) => {
            let text = fault.to_string();
            let first = text.lines().find(|line| line.starts_with("error")).or_else(|| text.lines().next());
            Figures { lines: 0, check: Err(first.unwrap_or_default().to_owned()) }
        }
    }
}

/// Our crates, and how many operations there are.
fn ours(document: &Path, folder: &Path) -> Result<(Project, usize), Fault> {
    let mut sources = SourceMap::default();
    let source = sources.load(document)?;
    let targets = vec![Target::Models, Target::Client];
    let config = Config { name: Some("ours".to_owned()), targets, ..Config::default() };
    let outcome = bindery::generate(&sources, source, &config);
    let plan = outcome.stages.plan.as_ref().filter(|_| !outcome.files.is_empty());
    let plan = plan.ok_or_else(|| bindery::diagnostics::render(&outcome.diagnostics, &sources))?;
    for crates in ["models", "client"] {
        cleared(&folder.join(crates))?;
    }
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| *path != "Cargo.toml") {
        put(&folder.join(path), bytes)?;
    }
    put(&folder.join("Cargo.toml"), b"[workspace]\nresolver = \"3\"\nmembers = [\"models\", \"client\"]\n")?;
    let root = |name: &str| folder.join(name).join("src/lib.rs");
    let roots = vec![root("models"), root("client")];
    Ok((Project { folder: folder.to_path_buf(), client: folder.join("client/src"), roots }, plan.methods.len()))
}

fn measure(project: &Project, runs: usize) -> Result<Figures, Fault> {
    let mut command = Command::new("cargo");
    command.args(["check", "--quiet", "--workspace"]).current_dir(&project.folder);
    command.arg("--target-dir").arg(project.folder.join("target"));
    command.env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS").env_remove("RUSTC_WRAPPER");
    cost::of(&command)?;
    let touched = || {
        for root in &project.roots {
            File::options().append(true).open(root)?.set_modified(SystemTime::now())?;
        }
        Ok(())
    };
    let cost = cost::median(runs, &command, touched)?;
    eprintln!("  {:.2} s, {:.2} GiB", cost.cpu, gibibytes(cost));
    Ok(Figures { lines: lines(&project.client)?, check: Ok(cost) })
}

fn rows(
    text: &mut String,
    subject: &Subject,
    operations: usize,
    ours: &Figures,
    others: &[(&Peer, Figures)],
) -> Result<(), Fault> {
    let check = ours.check.clone()?;
    let each = |lines: usize| lines as f64 / operations.max(1) as f64;
    let rows: [(&str, f64, Option<f64>, Theirs<'_>); 3] = [
        ("lines of the client / operation", each(ours.lines), subject.lines, &|of| {
            of.check.clone().map(|_| each(of.lines))
        }),
        ("CPU s", check.cpu, Some(subject.cpu), &|of| of.check.clone().map(|cost| cost.cpu)),
        ("peak GiB", gibibytes(check), Some(subject.memory), &|of| of.check.clone().map(gibibytes)),
    ];
    for (what, ours, goal, of) in rows {
        let goal =
            goal.map_or_else(String::new, |goal| format!("{goal}{}", if ours <= goal { ", met" } else { ", missed" }));
        let head = format!("| {}: {what} | {ours:.2} | {goal} |", subject.name);
        if others.is_empty() {
            writeln!(text, "{head} not run (`--peers`) | | |")?;
        }
        for (peer, figures) in others {
            match of(figures) {
                Ok(theirs) => writeln!(text, "{head} {} | {theirs:.2} | {:.2} |", peer.title, ours / theirs)?,
                Err(why) => writeln!(text, "{head} {} | {} | |", peer.title, why.replace('|', "\\|"))?,
            }
        }
    }
    Ok(())
}

fn gibibytes(cost: Cost) -> f64 {
    cost.peak as f64 / (1 << 20) as f64
}

/// Lines of Rust in a file, or below a folder.
fn lines(path: &Path) -> Result<usize, Fault> {
    if !path.is_dir() {
        let rust = path.extension().is_some_and(|ending| ending == "rs");
        return Ok(if rust { fs::read_to_string(path)?.lines().count() } else { 0 });
    }
    fs::read_dir(path)?.map(|entry| lines(&entry?.path())).sum()
}

pub(crate) fn cleared(folder: &Path) -> Result<(), Fault> {
    match fs::remove_dir_all(folder) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(fault.into()),
        _ => Ok(()),
    }
}

pub(crate) fn put(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    Ok(fs::write(path, bytes)?)
}
