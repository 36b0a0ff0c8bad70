//! The crates of a hostile document on disk, with a program beside them that says what running code has of its texts.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindery::FileSet;
use bindery_tests::repository;

/// A workspace below the target folder.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Writes files and program; what an earlier run wrote and this one does not is removed.
    pub(crate) fn write(name: &str, files: &FileSet, program: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        for folder in ["models", "client", "server"] {
            let _ = fs::remove_dir_all(root.join(folder).join("src"));
        }
        let workspace = Self { root };
        for (path, bytes) in files.iter() {
            workspace.put(path, bytes);
        }
        workspace.put("probe/Cargo.toml", PROBE.as_bytes());
        workspace.put("probe/src/main.rs", program.as_bytes());
        let members = "members = [\"models\", \"client\", \"server\", \"probe\"]";
        let manifest = format!("[workspace]\nresolver = \"3\"\n{members}\n\n[profile.dev]\ndebug = false\n");
        workspace.put("Cargo.toml", manifest.as_bytes());
        let lock = repository().join("Cargo.lock");
        fs::copy(lock, workspace.root.join("Cargo.lock")).expect("the lock file of the workspace");
        workspace
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.root)).expect("a folder below target");
        fs::write(path, bytes).expect("a file below target");
    }

    /// Runs Cargo without the network; what it said on its output stream.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = Command::new("cargo")
            .args(arguments.iter().take(1))
            .arg("--offline")
            .args(arguments.iter().skip(1))
            .current_dir(&self.root)
            // That of the tests, where much of what the crates depend on is compiled already.
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target"))
            .env("RUSTFLAGS", "")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .expect("cargo");
        let (said, errors) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "cargo {}:\n{errors}\n{said}", arguments.join(" "));
        said.into_owned()
    }
}

const PROBE: &str = "[package]\nname = \"hostile-probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                     hostile-models = { path = \"../models\" }\n\
                     hostile-client = { path = \"../client\", default-features = false, features = [\"all-tags\"] }\n\
                     hostile-server = { path = \"../server\" }\n\
                     serde = \"1\"\nserde_json = \"1\"\n";
