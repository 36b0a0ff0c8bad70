//! What the suites share: finding inputs, running them to a stage, and comparing with the text beside them.

pub mod harness;
pub mod mock;
pub mod probe;
pub mod trees;
pub mod values;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use bindery::config::Config;
use bindery::diagnostics::{Diagnostics, render};
use bindery::output::FileSet;
use bindery::pipeline::{self, Stages};
use bindery::source::{SourceId, SourceMap};

/// The folder of this package.
pub fn tests() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    tests().parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Whether texts beside the inputs are to be rewritten (`BINDERY_ACCEPT=1`).
pub fn accept() -> bool {
    std::env::var_os("BINDERY_ACCEPT").is_some_and(|value| value == "1")
}

/// All documents below `folder`, sorted, so that runs can be compared.
///
/// # Panics
/// If the folder cannot be read.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of inputs") {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A run over one document, as far as it came.
#[derive(Debug)]
pub struct Run {
    /// The document, under the name that findings print.
    pub sources: SourceMap,
    /// What the phases made.
    pub stages: Stages,
    /// What they found.
    pub diagnostics: Diagnostics,
}

impl Run {
    /// Runs the document at `path`, named by its path below the tests on every machine.
    ///
    /// # Panics
    /// If the file cannot be read.
    pub fn file(path: &Path, config: &Config) -> Self {
        let text = fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let name = path.strip_prefix(tests()).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let mut sources = SourceMap::default();
        let source = sources.add_file(name, text, path);
        Self::of(sources, source, config)
    }

    /// Runs a text under a name, as what stands in a file with others beside it.
    pub fn text_of_file(name: &str, text: String, path: &Path, config: &Config) -> Self {
        let mut sources = SourceMap::default();
        let source = sources.add_file(name, text, path);
        Self::of(sources, source, config)
    }

    /// Runs a text under a name. It has no folder with other files.
    pub fn text(name: &str, text: String, config: &Config) -> Self {
        let mut sources = SourceMap::default();
        let source = sources.add(name, text);
        Self::of(sources, source, config)
    }

    fn of(sources: SourceMap, source: SourceId, config: &Config) -> Self {
        let mut diagnostics = Diagnostics::new(config.strictness);
        let mut stages = Stages::default();
        // The outcome stands in `diagnostics` as well.
        let _ = pipeline::plan(&sources, source, config, &mut stages, &mut diagnostics);
        Self { sources, stages, diagnostics }
    }

    /// The findings as the command line prints them.
    pub fn findings(&self) -> String {
        render(&self.diagnostics, &self.sources)
    }

    /// The files as crates; none if the run found errors.
    pub fn crates(&mut self) -> FileSet {
        let Some(plan) = self.stages.plan.as_ref().filter(|_| !self.diagnostics.has_errors()) else {
            return FileSet::default();
        };
        let files = pipeline::emit(plan, &mut self.diagnostics);
        pipeline::verify(plan, &files, &mut self.diagnostics);
        files
    }

    /// The files as one tree of modules; none if the run found errors.
    pub fn tree(&mut self) -> FileSet {
        let Some(plan) = self.stages.plan.as_ref().filter(|_| !self.diagnostics.has_errors()) else {
            return FileSet::default();
        };
        let files = pipeline::emit_tree(plan, &mut self.diagnostics);
        pipeline::verify_tree(plan, &files, &mut self.diagnostics);
        files
    }
}

/// The text of a file of a run, without the header that names the tool.
pub fn text_of(files: &FileSet, path: &str) -> Option<String> {
    files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

/// Runs `check` on every path and fails at the end, naming all that failed, so that one run shows everything.
///
/// # Panics
/// If a check panicked.
pub fn each(paths: &[PathBuf], check: impl Fn(&Path)) {
    assert!(!paths.is_empty(), "no inputs were found");
    let failed: Vec<_> = paths
        .iter()
        .filter(|path| catch_unwind(AssertUnwindSafe(|| check(path))).is_err())
        .map(|path| path.strip_prefix(tests()).unwrap_or(path).display().to_string())
        .collect();
    assert!(failed.is_empty(), "{} of {} failed:\n  {}", failed.len(), paths.len(), failed.join("\n  "));
}

/// Compares with the text in a file, or rewrites it if that was asked for. An empty text means that there is no file.
///
/// # Panics
/// If they differ.
pub fn same_as_file(path: &Path, actual: &str) {
    if accept() {
        let done = if actual.is_empty() { fs::remove_file(path).or(Ok(())) } else { fs::write(path, actual) };
        return done.unwrap_or_else(|fault: std::io::Error| panic!("{}: {fault}", path.display()));
    }
    let expected = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        expected == actual,
        "{} is not what came out; if what came out is right: BINDERY_ACCEPT=1\n--- came out ---\n{actual}",
        path.display()
    );
}

/// Compares with a page below `generator/docs`, or rewrites it if that was asked for (`UPDATE_DOCS=1`).
///
/// # Panics
/// If they differ.
pub fn same_as_page(name: &str, actual: &str) {
    let path = repository().join("generator/docs").join(name);
    if updates_docs() {
        return fs::write(&path, actual).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    }
    let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = expected.lines().zip(actual.lines()).find(|(expected, actual)| expected != actual);
    assert!(expected == actual, "{name} is out of date, first at {differs:?}; UPDATE_DOCS=1 rewrites it\n{actual}");
}

/// Whether pages of the documentation are to be written anew.
pub fn updates_docs() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some_and(|value| value == "1")
}

/// The examples of the README, which are compiled with the doctests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The examples of the page about the client.
#[cfg(doctest)]
#[doc = include_str!("../../generator/docs/client.md")]
pub struct UsingTheClient;

/// The examples of the page about the server.
#[cfg(doctest)]
#[doc = include_str!("../../generator/docs/server.md")]
pub struct ImplementingTheServer;
