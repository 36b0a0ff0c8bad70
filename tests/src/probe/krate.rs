//! A generated crate of models with a program beside it, below the target folder.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindery::FileSet;

use crate::repository;

/// What a compiler said.
#[derive(Debug)]
pub struct BuildFault {
    /// Its words.
    pub text: String,
    /// The subjects whose code it spoke about, as far as that can be told.
    pub subjects: Vec<String>,
}

/// Writes and builds; the path of the program.
pub(super) fn build(
    name: &str,
    files: &FileSet,
    program: &str,
    subjects: &[(String, String)],
) -> Result<PathBuf, BuildFault> {
    let target = target();
    let root = target.join("tmp").join(name);
    for (path, bytes) in files.iter() {
        write(&root.join(path), bytes);
    }
    // A second program of the same crate: it needs no manifest of its own.
    write(&root.join("models/src/main.rs"), program.as_bytes());
    write(&root.join("Cargo.toml"), WORKSPACE.as_bytes());
    remove_others(&root, files);
    // Ours, cut down to what is needed, so that artefacts can be shared.
    fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock")).expect("the lock file of the workspace");
    // The network only where what the workspace has built does not do.
    let output = Some(cargo(&root, &target, &["--offline"]))
        .filter(|output| output.status.success() || !text(output).contains("--offline"))
        .unwrap_or_else(|| cargo(&root, &target, &[]));
    if output.status.success() {
        let program = format!("{name}-models{}", env::consts::EXE_SUFFIX);
        return Ok(target.join("debug").join(program));
    }
    let text = text(&output);
    let types = files.get("models/src/types.rs").map(String::from_utf8_lossy).unwrap_or_default();
    let subjects = named(&text, &types, subjects);
    Err(BuildFault { text, subjects })
}

/// Outside of every other workspace; quick to build.
const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"models\"]\n\n[profile.dev]\ndebug = false\n";

/// The folder of the artefacts of the running test, so that what both need is built once.
fn target() -> PathBuf {
    let test = env::current_exe().expect("a test knows its program");
    // <target>/debug/deps/<test>
    test.ancestors().nth(3).map(Path::to_path_buf).expect("tests are built below the target folder")
}

fn cargo(root: &Path, target: &Path, more: &[&str]) -> Output {
    Command::new("cargo")
        .args(["build", "--quiet", "--message-format", "short"])
        .args(more)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "")
        .output()
        .expect("cargo")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Writes only what changed, so that a second run has little to compile.
fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap_or(path)).expect("a folder below target");
    if fs::read(path).ok().as_deref() != Some(bytes) {
        fs::write(path, bytes).expect("a file below target");
    }
}

/// Removes what an earlier run wrote and this one did not.
fn remove_others(root: &Path, files: &FileSet) {
    let mut folders = vec![root.join("models/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder below target").flatten() {
            let path = entry.path();
            let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if files.get(&below).is_none() && below != "models/src/main.rs" {
                fs::remove_file(&path).expect("a file below target");
            }
        }
    }
}

/// The subjects whose names stand at or above the lines that a compiler complains about.
fn named(text: &str, types: &str, subjects: &[(String, String)]) -> Vec<String> {
    let lines: Vec<_> = types.lines().collect();
    let complaints = text.lines().filter(|line| line.contains(": error"));
    let numbers = complaints.filter_map(|line| line.split("types.rs:").nth(1)?.split(':').next()?.parse().ok());
    let found: BTreeSet<_> = numbers
        .filter_map(|number: usize| {
            let above = lines.get(..number)?.iter().rev();
            above.flat_map(|line| subjects.iter().filter(|(name, _)| stands_in(line, name))).next()
        })
        .map(|(name, _)| name.clone())
        .collect();
    found.into_iter().collect()
}

/// Whether a name that ends in a number stands in a line: `Group1` does not stand in `Group12`.
fn stands_in(line: &str, name: &str) -> bool {
    line.match_indices(name)
        .any(|(at, _)| line.get(at + name.len()..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())))
}
