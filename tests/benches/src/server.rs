//! What a request costs a generated server, beside the same operations written by hand in axum: CPU time in one process,
//! by turns, and instructions where valgrind is installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

use bindery::{Config, SourceMap, Target};

use crate::Fault;
use crate::client::{cleared, put};
use crate::table::{Goal, Table};

/// What is asked, as the program asks it.
const ASKED: [&str; 3] = ["POST, JSON in, 201, JSON out", "GET, path and query, 200, JSON list", "DELETE, path, 204"];

/// Generated, by hand, by hand without limits.
const SIDES: usize = 3;

const GOAL: Goal = Goal::AtMost(1.1, "at most 1.1");

/// What is asked for.
#[derive(Debug, clap::Args)]
pub(crate) struct Choices {
    /// How many rounds are measured: in each, every side answers every request a hundred times.
    #[arg(long, default_value_t = 1000)]
    rounds: usize,
}

/// Measures.
///
/// # Errors
/// A program fails, or the servers do not answer the same.
pub(crate) fn run(choices: &Choices) -> Result<Table, Fault> {
    let target = env::current_exe()?.ancestors().nth(2).ok_or("the program is not in a target folder")?.to_path_buf();
    let program = build(&target.join("bindery-bench/server"))?;
    output(Command::new(&program).arg("check"))?;
    let rounds = output(Command::new(&program).arg("speed").arg(choices.rounds.to_string()))?;
    let rounds = rounds.lines().map(|line| line.split(' ').map(str::parse).collect());
    let rounds: Vec<Vec<f64>> = rounds.collect::<Result<_, _>>()?;

    let mut table = Table::new("by hand");
    let each = (0..ASKED.len()).map(Some);
    for (suffix, other, goal) in [("", 1, GOAL), (", the other without limits", 2, Goal::None)] {
        for asked in each.clone().chain([None]) {
            let what = format!("{}, CPU{suffix}", asked.map_or("all three", |asked| ASKED[asked]));
            timed(&mut table, &what, &rounds, (asked, other), goal)?;
        }
    }
    if Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        let mut sums = [0.0; SIDES];
        for (asked, name) in ASKED.iter().enumerate() {
            let counted = [0, 1, 2].map(|side| instructions(&program, side, asked));
            let [ours, by_hand, unchecked] = counted;
            let counted = [ours?, by_hand?, unchecked?];
            table.row(
                &format!("{name}, instructions"),
                (counted[0], counted[1]),
                |count| format!("{count:.0}"),
                Goal::None,
            );
            (0..SIDES).for_each(|side| sums[side] += counted[side]);
        }
        table.row("all three, instructions", (sums[0], sums[1]), |count| format!("{count:.0}"), Goal::None);
    }
    table.note(
        "Both answer the same, byte for byte, and check the same limits of requests; neither checks answers. By hand: \
         serde's derive, `Json`, `Path`, `Query` and `State` of axum, `regex`, `if`. Ours looks at `Accept` and \
         `Content-Type` besides, hides credentials, and would name the place of every fault."
            .to_owned(),
    );
    table.note(format!(
        "Medians of {} rounds of a hundred requests; the ratio is the median of the ratios of the rounds, in which the \
         sides take turns.",
        choices.rounds
    ));
    Ok(table)
}

fn timed(
    table: &mut Table,
    what: &str,
    rounds: &[Vec<f64>],
    (asked, other): (Option<usize>, usize),
    goal: Goal,
) -> Result<(), Fault> {
    let asked = asked.map_or(0..ASKED.len(), |asked| asked..asked + 1);
    let sum = |round: &[f64], side: usize| asked.clone().map(|asked| round[asked * SIDES + side]).sum::<f64>();
    let ours = median(rounds.iter().map(|round| sum(round, 0)))?;
    let theirs = median(rounds.iter().map(|round| sum(round, other)))?;
    let ratio = median(rounds.iter().map(|round| sum(round, 0) / sum(round, other)))?;
    table.ratio(what, (ours, theirs), ratio, |ns| format!("{:.2} µs", ns / 1000.0), goal);
    Ok(())
}

fn median(figures: impl Iterator<Item = f64>) -> Result<f64, Fault> {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().ok_or_else(|| "nothing was measured".into())
}

/// Writes the workspace of both servers, and compiles it.
fn build(folder: &Path) -> Result<PathBuf, Fault> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("server");
    let mut sources = SourceMap::default();
    let document = sources.load(&source.join("document.yaml"))?;
    let targets = vec![Target::Models, Target::Server];
    let config = Config { name: Some("ours".to_owned()), targets, ..Config::default() };
    let outcome = bindery::generate(&sources, document, &config);
    if outcome.files.is_empty() {
        return Err(bindery::diagnostics::render(&outcome.diagnostics, &sources).into());
    }
    for part in ["models", "server", "run"] {
        cleared(&folder.join(part))?;
    }
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| *path != "Cargo.toml") {
        put(&folder.join(path), bytes)?;
    }
    put(&folder.join("run/Cargo.toml"), MANIFEST.as_bytes())?;
    for name in ["main.rs", "ours.rs", "by_hand.rs"] {
        put(&folder.join("run/src").join(name), &fs::read(source.join(name))?)?;
    }
    put(&folder.join("Cargo.toml"), WORKSPACE.as_bytes())?;
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--release", "--package", "run"]).current_dir(folder);
    command
        .arg("--target-dir")
        .arg(folder.join("target"))
        .env("RUSTFLAGS", crate::cargo::ALIGNED)
        .env_remove("RUSTC_WRAPPER");
    output(&mut command)?;
    Ok(folder.join("target/release/run"))
}

/// axum as its own documentation has it, for both sides.
const MANIFEST: &str = r#"[package]
name = "run"
version = "0.1.0"
edition = "2024"

[dependencies]
axum = "0.8"
nix = { version = "0.31", default-features = false, features = ["time"] }
regex = "1"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
server = { package = "ours-server", path = "../server" }
tokio = { version = "1", features = ["rt"] }
tower = "0.5"
uuid = { version = "1", features = ["serde"] }
"#;

/// Symbols are for callgrind.
const WORKSPACE: &str = r#"[workspace]
resolver = "3"
members = ["models", "server", "run"]

[profile.release]
debug = "line-tables-only"
"#;

/// Instructions of a request, by callgrind: those of two hundred in a process that has answered a hundred before.
fn instructions(program: &Path, side: usize, asked: usize) -> Result<f64, Fault> {
    let counted = |times: usize| -> Result<f64, Fault> {
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=run::measured"]);
        command.arg(program).arg("count").args([side, asked, times].map(|number| number.to_string()));
        let output = command.output()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let count = text.lines().find_map(|line| line.split_once("Collected :"));
        let (_, count) = count.filter(|_| output.status.success()).ok_or(text.clone())?;
        Ok(count.trim().parse()?)
    };
    Ok((counted(3)? - counted(1)?) / 200.0)
}

/// What a command prints, if it succeeds.
fn output(command: &mut Command) -> Result<String, Fault> {
    let output = command.output().map_err(|fault| io::Error::new(fault.kind(), format!("{command:?}: {fault}")))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
