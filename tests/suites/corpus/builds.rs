//! `cargo check` of crates of many documents, in one workspace and one target folder. Whatever the compiler says of them is
//! too much.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery_tests::repository;
use serde_json::Value;

/// Of one document no more is said than this.
const MOST_MESSAGES: usize = 3;

/// As in the repository, so that what its tests have compiled need not be compiled again.
const PROFILE: &str = "[profile.dev]\ndebug = \"line-tables-only\"\n";

/// Whether the crates of a document compile without a warning.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Built {
    Fine,
    /// What the compiler says of them first.
    Not(Vec<String>),
}

/// The folder that crates are written to, each document in one of its own.
pub(crate) fn room() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus")
}

/// The beginning of the names of the crates of a document.
pub(crate) fn package(name: &str) -> String {
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    format!("corpus-{}", parts.join("-"))
}

/// Compiles the crates of those of these documents that have been written.
///
/// # Panics
/// If cargo does not come to the crates.
pub(crate) fn build(names: &[&str]) -> BTreeMap<String, Built> {
    let room = room();
    let written = |name: &str| ["models", "client", "server"].map(|target| format!("{name}/{target}"));
    let names: Vec<&str> =
        names.iter().copied().filter(|name| room.join(name).join("models/Cargo.toml").is_file()).collect();
    let members: Vec<String> = names.iter().flat_map(|name| written(name)).collect();
    if members.is_empty() {
        return BTreeMap::new();
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n{PROFILE}");
    fs::create_dir_all(&room).expect("a folder below target");
    fs::write(room.join("Cargo.toml"), manifest).expect("a file below target");
    fs::copy(repository().join("Cargo.lock"), room.join("Cargo.lock")).expect("the lock file of the workspace");
    let output = Command::new("cargo")
        .args(["check", "--offline", "--workspace", "--keep-going", "--message-format=json"])
        .current_dir(&room)
        // That of the tests, where much of what the crates depend on is compiled already.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target"))
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .expect("cargo");
    let mut built: BTreeMap<String, Built> = names.iter().map(|name| ((*name).to_owned(), Built::Fine)).collect();
    let (text, mut done) = (String::from_utf8_lossy(&output.stdout), 0);
    for message in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let of = |key: &str| message.get(key).and_then(Value::as_str).unwrap_or_default();
        let Some(name) = document(of("package_id"), &room) else { continue };
        match of("reason") {
            "compiler-artifact" => done += 1,
            "compiler-message" => say(&mut built, name, &message),
            _ => {}
        }
    }
    let fine = built.values().all(|built| *built == Built::Fine);
    let all = done == members.len() && output.status.success();
    assert!(all || !fine, "{done} of {} crates: {}", members.len(), String::from_utf8_lossy(&output.stderr));
    built
}

/// The document whose crate a package is.
fn document(package: &str, room: &Path) -> Option<String> {
    let (_, below) = package.split_once(&format!("{}/", room.display()))?;
    Some(below.split('/').next()?.to_owned())
}

fn say(built: &mut BTreeMap<String, Built>, name: String, message: &Value) {
    let at = |pointer: &str| message.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    if at("/message/message").starts_with("aborting due to") {
        return;
    }
    let line = message.pointer("/message/spans/0/line_start").and_then(Value::as_u64).unwrap_or_default();
    let (level, text, file) = (at("/message/level"), at("/message/message"), at("/message/spans/0/file_name"));
    let text = format!("{level}: {text} ({file}:{line})");
    match built.entry(name).or_insert(Built::Fine) {
        Built::Not(texts) if texts.len() >= MOST_MESSAGES => {}
        Built::Not(texts) => texts.push(text),
        fine => *fine = Built::Not(vec![text]),
    }
}
