//! A crate that holds what was printed.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository;

/// A crate below the target folder, outside every workspace, that builds with the versions of ours.
#[derive(Debug)]
pub struct Crate {
    root: PathBuf,
    written: RefCell<Vec<PathBuf>>,
}

impl Crate {
    pub(super) fn new(name: &str) -> Self {
        let root = target().join("tmp").join(name);
        fs::create_dir_all(&root).expect("a folder below target");
        // Ours, cut down to what is needed: no network, and artefacts can be shared.
        fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock")).expect("the lock file of the workspace");
        Self { root, written: RefCell::default() }
    }

    /// Writes only what changed, so that a second run has little to compile.
    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&path)).expect("a folder below target");
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(&path, text).expect("a file below target");
        }
        self.written.borrow_mut().push(path);
    }

    pub(super) fn remove_what_was_not_written(&self) {
        let mut folders = vec![self.root.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder below target").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if !self.written.borrow().contains(&path) {
                    fs::remove_file(&path).expect("a file below target");
                }
            }
        }
    }

    /// Runs cargo on the crate, without the network.
    ///
    /// # Errors
    /// What it said, if it failed.
    ///
    /// # Panics
    /// If there is no cargo.
    pub fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        let output = Command::new("cargo")
            .args(arguments.iter().take(1))
            .arg("--offline")
            .args(arguments.iter().skip(1))
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target())
            .env("RUSTFLAGS", "")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .expect("cargo");
        if output.status.success() {
            return Ok(());
        }
        let (errors, text) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
        Err(format!("cargo {} failed in {}:\n{errors}\n{text}", arguments.join(" "), self.root.display()))
    }
}

/// The folder of the artefacts of the running test, so that what both need is built once.
fn target() -> PathBuf {
    let test = env::current_exe().expect("a test knows its program");
    // <target>/debug/deps/<test>
    test.ancestors().nth(3).map(Path::to_path_buf).expect("tests are built below the target folder")
}
