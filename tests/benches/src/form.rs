//! The table of the form: which rows, in which order, with which goals.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use bindery::{Config, SourceMap, Target};

use crate::cargo::{Form, Workspace};
use crate::cost::{self, Cost};
use crate::data::Data;
use crate::table::{Goal, Table};
use crate::{Choices, Fault, Rows, speed};

/// The document on which the form was chosen.
const GITHUB: &str = "real/github-rest/api.github.com.json";

/// The peer, and the versions of it that the goal is about.
const PEER: (&str, &str) = ("oas3-gen", "^0.29");

/// Measures what is asked for.
///
/// # Errors
/// The document is missing or has errors, or a program fails.
pub(crate) fn run(choices: &Choices) -> Result<Table, Fault> {
    let document = document(choices)?;
    let target = env::current_exe()?.ancestors().nth(2).ok_or("the program is not in a target folder")?.to_path_buf();
    let stem = document.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let folder = target.join("bindery-bench").join(stem);
    let wanted = |rows: Rows| !choices.skip.contains(&rows);
    let mut table = Table::new("derive, or the peer");
    table.note(format!("{}, {} bytes.", document.display(), fs::metadata(&document)?.len()));

    let (workspace, data) = prepare(&document, &folder, choices.types)?;
    if wanted(Rows::Lines) {
        let lines = (workspace.lines(Form::Ours)? as f64, workspace.lines(Form::Derive)? as f64);
        let goal = Goal::Lines(80_000.0, "ours at most 80,000 on GitHub's document");
        table.row("lines of the models", lines, |lines| format!("{lines}"), goal);
    }
    if wanted(Rows::Check) {
        check(&workspace, choices.runs, &mut table)?;
    }
    if wanted(Rows::Build) || wanted(Rows::Speed) {
        build(&workspace, &data, &mut table)?;
    }
    if wanted(Rows::Speed) {
        let speed = speed::measure(&workspace, &data)?;
        let goal = Goal::AtLeast(1.0, "at least 1.0");
        let shown = |rate: f64| format!("{rate:.0} MB/s");
        table.row("decode, serde_json", speed.decode, shown, goal);
        table.row("encode, serde_json", speed.encode, shown, goal);
        table.note(speed.note);
    }
    if wanted(Rows::Generate) {
        generate(&document, &folder, &target, choices, &mut table)?;
    }
    Ok(table)
}

fn document(choices: &Choices) -> Result<PathBuf, Fault> {
    let corpus = || {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
        env::var_os("BINDERY_CORPUS").map_or(beside, PathBuf::from)
    };
    let document = choices.document.clone().unwrap_or_else(|| corpus().join(GITHUB));
    if document.is_file() {
        return Ok(fs::canonicalize(document)?);
    }
    let help = "name a document, or set BINDERY_CORPUS to the folder that holds";
    Err(format!("{} is missing: {help} {GITHUB}", document.display()).into())
}

/// Writes both forms.
fn prepare(document: &Path, folder: &Path, types: usize) -> Result<(Workspace, Data), Fault> {
    let mut sources = SourceMap::default();
    let source = sources.load(document)?;
    let config = Config { name: Some("ours".to_owned()), targets: vec![Target::Models], ..Config::default() };
    let outcome = bindery::generate(&sources, source, &config);
    let plan = outcome.stages.plan.as_ref().filter(|_| !outcome.files.is_empty());
    let plan = plan.ok_or_else(|| bindery::diagnostics::render(&outcome.diagnostics, &sources))?;
    let data = Data::of(plan, types);
    Ok((Workspace::write(folder, &outcome.files, plan, &data)?, data))
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.2} s")
}

fn mebibytes(kib: f64) -> String {
    format!("{:.0} MiB", kib / 1024.0)
}

/// A cost, which is said at once: a whole run takes long.
fn told(cost: Cost) -> Cost {
    eprintln!("  {}, {}", seconds(cost.cpu), mebibytes(cost.peak as f64));
    cost
}

/// A row of CPU and a row of memory.
fn costs(table: &mut Table, what: &str, (ours, other): (Cost, Cost), goal: Goal) {
    table.row(&format!("{what}, CPU"), (ours.cpu, other.cpu), seconds, goal);
    table.row(&format!("{what}, peak memory"), (ours.peak as f64, other.peak as f64), mebibytes, Goal::None);
}

fn check(workspace: &Workspace, runs: usize, table: &mut Table) -> Result<(), Fault> {
    let measure = |form: Form| {
        eprintln!("checking {}", form.name());
        cost::of(&workspace.cargo(&["check"], form, "warm"))?;
        let command = workspace.cargo(&["check"], form, "models");
        cost::median(runs, &command, || workspace.touch(form)).map(told)
    };
    let goal = Goal::AtMost(0.4, "at most 0.4, aim 0.25");
    costs(table, "`cargo check`", (measure(Form::Ours)?, measure(Form::Derive)?), goal);
    table.note(format!("`cargo check` is the median of {runs} runs, dependencies warm, not incremental."));
    Ok(())
}

fn build(workspace: &Workspace, data: &Data, table: &mut Table) -> Result<(), Fault> {
    let measure = |form: Form| {
        eprintln!("building {}", form.name());
        cost::of(&workspace.cargo(&["build", "--release"], form, "warm"))?;
        let command = workspace.cargo(&["build", "--release"], form, "run");
        cost::median(1, &command, || workspace.touch(form)).map(told)
    };
    let goal = Goal::AtMost(0.5, "at most 0.5");
    costs(table, "release build", (measure(Form::Ours)?, measure(Form::Derive)?), goal);
    let (types, size) = (data.types.len(), |form| fs::metadata(workspace.program(form)).map(|file| file.len() as f64));
    table.row("the program", (size(Form::Ours)?, size(Form::Derive)?), |size| mebibytes(size / 1024.0), Goal::None);
    table.note(format!(
        "The release build is that of the models and a program that decodes and encodes {types} of them."
    ));
    Ok(())
}

fn generate(document: &Path, folder: &Path, target: &Path, choices: &Choices, table: &mut Table) -> Result<(), Fault> {
    let out = folder.join("generated");
    let fresh = || match fs::remove_dir_all(&out) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => Err(fault.into()),
        _ => Ok(fs::create_dir_all(&out)?),
    };
    let mut command = Command::new(env::current_exe()?);
    command.args(["bindery", "generate", "--target", "models", "--name", "ours", "--out"]).arg(&out).arg(document);
    let ours = cost::median(choices.runs, &command, fresh)?;
    let (what, goal) = ("generation of the models", Goal::AtMost(0.5, "at most 0.5"));
    let (peer, version) = PEER;
    let root = target.join("peers");
    let program = root.join("bin").join(peer);
    if choices.peers && !program.is_file() {
        let mut install = Command::new("cargo");
        install.args(["install", "--locked", "--version", version, "--root"]).arg(&root).arg(peer);
        cost::of(&install)?;
    }
    if !choices.peers {
        table.alone(&format!("{what}, CPU"), seconds(ours.cpu), "not run (`--peers`)", goal);
        table.alone(&format!("{what}, peak memory"), mebibytes(ours.peak as f64), "not run", Goal::None);
        return Ok(());
    }
    let mut command = Command::new(program);
    command.args(["generate", "types", "--input"]).arg(document).arg("--output").arg(out.join("types.rs"));
    match cost::median(choices.runs, &command, fresh) {
        Ok(theirs) => costs(table, what, (ours, theirs), goal),
        Err(fault) => {
            table.alone(&format!("{what}, CPU"), seconds(ours.cpu), "failed", goal);
            table.note(format!("{peer} has failed: {}", fault.to_string().lines().next().unwrap_or_default()));
        }
    }
    table
        .note(format!("The peer is {peer} {version}, types alone; generation is the median of {} runs.", choices.runs));
    Ok(())
}
