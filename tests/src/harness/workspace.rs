//! Where the crates and programs of some documents are compiled and run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::FileSet;
use bindery::plan::{Plan, Target};
use serde_json::Value;

use super::{Cases, calls, services};
use crate::{Run, repository};

/// How the generated clients send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// Into the generated server, in one process.
    InProcess,
    /// Over HTTP, to an address.
    Http,
}

/// A Cargo workspace below the target folder, outside of every other.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
    wire: Wire,
    documents: Vec<String>,
}

/// What came of the cases of a document.
#[derive(Debug, Clone)]
pub struct Report {
    /// A line for each case that was called: `case`, `operation`, `faults`, `told`.
    pub lines: Vec<Value>,
    /// What the program said beside that: why it stopped, if it did.
    pub said: String,
}

/// As in the repository, so that what its tests have compiled need not be compiled again.
const PROFILE: &str = "[profile.dev]\ndebug = \"line-tables-only\"\n";

impl Workspace {
    /// One of this name in `folder`, the `CARGO_TARGET_TMPDIR` of a suite.
    pub fn new(folder: &str, name: &str, wire: Wire) -> Self {
        let folder = Path::new(folder);
        let target = folder.parent().unwrap_or(folder).to_path_buf();
        Self { root: folder.join(name), target, wire, documents: Vec::new() }
    }

    /// Writes the crates of a document and its program. The name is that of the configuration of the run.
    ///
    /// # Panics
    /// If the run has errors, or nothing can be written.
    pub fn add(&mut self, run: &mut Run) {
        self.add_some(run, |_| true);
    }

    /// The same with calls of some operations, by their labels `service::method`.
    ///
    /// # Panics
    /// If the run has errors, or nothing can be written.
    pub fn add_some(&mut self, run: &mut Run, wanted: impl Fn(&str) -> bool) {
        let files = run.crates();
        let plan = run.stages.plan.as_ref().expect("the document has a plan");
        assert!(!files.is_empty(), "{}", run.findings());
        let name = plan.package.name.clone();
        let mut kept = BTreeSet::new();
        let mut put = |path: String, text: &[u8]| {
            let path = self.root.join(&name).join(path);
            write(&path, text);
            kept.insert(path);
        };
        for (path, bytes) in files.iter().filter(|(path, _)| *path != "Cargo.toml") {
            put(path.to_owned(), bytes);
        }
        put("calls/Cargo.toml".to_owned(), self.manifest(plan, &files).as_bytes());
        put("calls/src/program.rs".to_owned(), include_bytes!("program.rs"));
        put("calls/src/calls.rs".to_owned(), calls::file(plan, wanted).as_bytes());
        put("calls/src/main.rs".to_owned(), self.main(plan).as_bytes());
        if self.wire == Wire::InProcess {
            put("calls/src/services.rs".to_owned(), services::file(plan).as_bytes());
        }
        remove_others(&self.root.join(&name), &kept);
        self.documents.push(name);
    }

    fn main(&self, plan: &Plan) -> String {
        let head = "#![recursion_limit = \"1024\"]\n#![allow(deprecated, dead_code, unused_imports, clippy::all)]\nmod calls;\nmod program;\n";
        let body = match self.wire {
            Wire::InProcess => {
                let guard = if plan.guard.is_some() { ", server::Anyone" } else { "" };
                &format!(
                    "mod services;
fn main() {{
    let arguments: Vec<String> = std::env::args().collect();
    let cases = program::cases(&arguments[1]);
    let scripted = program::Scripted::default();
    let transport = client::ServiceTransport::new(server::router(scripted.clone(){guard}));
    let builder = client::Client::builder(\"http://localhost\").transport(transport);
    let client = calls::with_credentials(builder).build().expect(\"a client\");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    runtime.block_on(program::in_process(&cases, &scripted, |case| calls::call(&client, case)));
}}
"
                )
            }
            Wire::Http => {
                "fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let cases = program::cases(&arguments[1]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    runtime.block_on(async {
        let client = calls::with_credentials(client::Client::builder(&arguments[2])).build().expect(\"a client\");
        let client: &'static client::Client = Box::leak(Box::new(client));
        program::over_http(&cases, |case| calls::call(client, case)).await;
    });
}
"
            }
        };
        format!("{head}{body}")
    }

    fn manifest(&self, plan: &Plan, _files: &FileSet) -> String {
        let name = &plan.package.name;
        let package = |target: Target| plan.crate_for(target).map_or("", |krate| krate.package.as_str());
        let feature = if self.wire == Wire::InProcess { "tower" } else { "reqwest" };
        let tags = plan.tag_features().next().map_or("", |_| ", \"all-tags\"");
        let mut text = format!(
            "[package]\nname = \"{name}-calls\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             client = {{ package = \"{}\", path = \"../client\", default-features = false, features = [\"{feature}\"{tags}] }}\n\
             axum = {{ version = \"0.8\", default-features = false }}\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\n\
             serde_json = {{ version = \"1\", features = [\"float_roundtrip\", \"raw_value\"] }}\n\
             tokio = {{ version = \"1\", features = [\"net\", \"rt\", \"time\"] }}\n",
            package(Target::Client)
        );
        if self.wire == Wire::InProcess {
            text.push_str(&format!("server = {{ package = \"{}\", path = \"../server\" }}\n", package(Target::Server)));
        }
        let models = plan.crate_for(Target::Models).map(|krate| krate.dependencies.as_slice()).unwrap_or_default();
        for dependency in models {
            text.push_str(&format!(
                "{} = {{ version = \"{}\", default-features = false }}\n",
                dependency.package, dependency.version
            ));
        }
        text
    }

    /// Compiles all programs.
    ///
    /// # Panics
    /// If they do not compile, with what the compiler says.
    pub fn build(&self) {
        let folders = match self.wire {
            Wire::InProcess => ["models", "client", "server", "calls"].as_slice(),
            Wire::Http => ["models", "client", "calls"].as_slice(),
        };
        let members: Vec<String> = self
            .documents
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| format!("{name}/{folder}")))
            .collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n{PROFILE}");
        write(&self.root.join("Cargo.toml"), manifest.as_bytes());
        fs::copy(repository().join("Cargo.lock"), self.root.join("Cargo.lock"))
            .expect("the lock file of the workspace");
        let cargo = |more: &[&str]| {
            let mut command = Command::new("cargo");
            command.args(["build", "--quiet", "--keep-going", "--bins", "--message-format", "short"]).args(more);
            command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).env("RUSTFLAGS", "");
            let output = command.env("CARGO_INCREMENTAL", "0").output().expect("cargo");
            (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
        };
        // The network only where what the workspace has built does not do.
        let (done, text) = Some(cargo(&["--offline"]))
            .filter(|(done, text)| *done || !text.contains("--offline"))
            .unwrap_or_else(|| cargo(&[]));
        let errors: Vec<&str> = text.lines().filter(|line| line.contains("error")).take(40).collect();
        assert!(
            done,
            "the programs do not compile:\n{}\n{}",
            errors.join("\n"),
            text.chars().take(2000).collect::<String>()
        );
    }

    /// Runs the program of a document over cases; `address` is where the server is, if there is one.
    ///
    /// # Panics
    /// If it cannot be run.
    pub fn run(&self, name: &str, cases: &Cases, address: Option<&str>) -> Report {
        let file = self.root.join(format!("{name}.json"));
        write(&file, cases.text().as_bytes());
        let program = self.target.join("debug").join(format!("{name}-calls{}", std::env::consts::EXE_SUFFIX));
        let output = Command::new(&program).arg(&file).args(address).output();
        let output = output.unwrap_or_else(|fault| panic!("{}: {fault}", program.display()));
        let lines = String::from_utf8_lossy(&output.stdout);
        Report {
            lines: lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
            said: format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)),
        }
    }
}

/// Writes only what changed, so that a second run has little to compile.
fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap_or(path)).expect("a folder below target");
    if fs::read(path).ok().as_deref() != Some(bytes) {
        fs::write(path, bytes).expect("a file below target");
    }
}

/// Removes what an earlier run wrote and this one did not.
fn remove_others(root: &Path, kept: &BTreeSet<PathBuf>) {
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder below target").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !kept.contains(&path) {
                fs::remove_file(&path).expect("a file below target");
            }
        }
    }
}
