//! Crates after an edit, and consumers from before it, in one workspace below the target folder.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::Outcome;
use bindery_tests::repository;
use serde_json::Value;

/// A program that was written against the crates before the edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Consumer {
    /// Calls the client as the guide says.
    Caller,
    /// The same, and names everything that there is.
    CallerLists,
    /// Implements the traits of the server as the guide says.
    Implementor,
    /// The same, and names everything that there is.
    ImplementorLists,
}

const CONSTRUCT: &str = include_str!("rows/construct.rs");
const READ: &str = include_str!("rows/read.rs");
const LIST: &str = include_str!("rows/list.rs");

impl Consumer {
    pub(crate) const ALL: [Self; 4] = [Self::Caller, Self::CallerLists, Self::Implementor, Self::ImplementorLists];

    fn name(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::CallerLists => "caller-lists",
            Self::Implementor => "implementor",
            Self::ImplementorLists => "implementor-lists",
        }
    }

    fn text(self) -> String {
        let caller = include_str!("rows/caller.rs");
        let implementor = include_str!("rows/implementor.rs");
        let lists = if matches!(self, Self::CallerLists | Self::ImplementorLists) { LIST } else { "" };
        let (asked, told, code, more) = match self {
            Self::Caller => (CONSTRUCT, READ, caller, ""),
            Self::CallerLists => (CONSTRUCT, READ, caller, include_str!("rows/caller_lists.rs")),
            Self::Implementor => (READ, CONSTRUCT, implementor, ""),
            Self::ImplementorLists => (READ, CONSTRUCT, implementor, include_str!("rows/implementor_lists.rs")),
        };
        let module = |name: &str, types: &str, text: &str| {
            let text = format!("{text}{lists}").replace('@', types).replace('%', name);
            format!("mod {name} {{ use things_models as models;\n{text}}}\n")
        };
        let modules = module("asked", "Asked", asked) + &module("told", "Told", told);
        format!(
            "#![allow(unused, deprecated, clippy::all)]\n{modules}mod uses {{ use super::*;\n{code}}}\nmod lists {{ use super::*;\n{more}}}\nfn main() {{}}\n"
        )
    }
}

/// A Cargo workspace outside of every other.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    rows: Vec<String>,
    said: RefCell<BTreeMap<String, String>>,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let root = folder.join("changes");
        let _ = fs::remove_dir_all(&root);
        let target = folder.parent().unwrap_or(folder).to_path_buf();
        Self { root, target, rows: Vec::new(), said: RefCell::default() }
    }

    /// Writes the crates of a row and its consumers.
    pub(crate) fn add(&mut self, name: &str, outcome: &Outcome) {
        for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.contains('/')) {
            put(&self.root.join(name).join(path), bytes);
        }
        // No transport is needed, but all operations are: a document of several tags has a feature for them.
        let has_tags = outcome.stages.plan.as_ref().is_some_and(|plan| plan.tag_features().next().is_some());
        let crates = ["models", "client", "server"].map(|target| {
            let features = match target {
                "client" if has_tags => ", default-features = false, features = [\"all-tags\"]",
                "client" => ", default-features = false",
                _ => "",
            };
            format!("things-{target} = {{ package = \"{name}-{target}\", path = \"../{target}\"{features} }}\n")
        });
        let manifest = format!(
            "[package]\nname = \"{name}-consumers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             axum = {{ version = \"0.8\", default-features = false }}\n{}",
            crates.concat()
        );
        let consumers = self.root.join(name).join("consumers");
        put(&consumers.join("Cargo.toml"), manifest.as_bytes());
        for consumer in Consumer::ALL {
            put(&consumers.join(format!("src/bin/{}.rs", consumer.name())), consumer.text().as_bytes());
        }
        self.rows.push(name.to_owned());
    }

    /// Which consumers compile, by row.
    pub(crate) fn check(&self) -> BTreeSet<(String, Consumer)> {
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*/models\", \"*/client\", \"*/server\", \"*/consumers\"]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
        put(&self.root.join("Cargo.toml"), manifest.as_bytes());
        // The versions of ours: no network.
        fs::copy(repository().join("Cargo.lock"), self.root.join("Cargo.lock"))
            .expect("the lock file of the workspace");
        let packages = self.rows.iter().flat_map(|row| ["-p".to_owned(), format!("{row}-consumers")]);
        let output = Command::new("cargo")
            .args(["check", "--offline", "--keep-going", "--message-format", "json"])
            .args(packages)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", "")
            .output()
            .expect("cargo");
        let text = String::from_utf8_lossy(&output.stdout);
        let messages: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        assert!(!messages.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut compiled = BTreeSet::new();
        for message in &messages {
            let row = self.row(message);
            match message["reason"].as_str() {
                Some("compiler-artifact") => {
                    let target = message["target"]["name"].as_str().unwrap_or_default();
                    let consumer = Consumer::ALL.into_iter().find(|consumer| consumer.name() == target);
                    compiled.extend(row.zip(consumer));
                }
                Some("compiler-message") if message["message"]["level"] == "error" => {
                    let told = message["message"]["rendered"].as_str().unwrap_or_default();
                    self.said.borrow_mut().entry(row.unwrap_or_default()).or_default().push_str(told);
                }
                _ => {}
            }
        }
        compiled
    }

    fn row(&self, message: &Value) -> Option<String> {
        let manifest = Path::new(message["manifest_path"].as_str()?);
        let below = manifest.strip_prefix(&self.root).ok()?;
        Some(below.components().next()?.as_os_str().to_string_lossy().into_owned())
    }

    /// What compilers said of a row, as far as it is of use.
    pub(crate) fn said(&self, row: &str) -> String {
        self.said.borrow().get(row).map(|text| text.chars().take(3000).collect()).unwrap_or_default()
    }
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap_or(path)).expect("a folder below target");
    fs::write(path, bytes).expect("a file below target");
}
