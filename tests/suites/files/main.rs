//! Documents of many files: what they may not reach, and that splitting a document changes nothing.

mod hostile;
mod split;

use std::fs;
use std::path::Path;

use bindery::config::Config;
use bindery_tests::Run;

/// A run over `main` in a folder.
fn run(folder: &Path, main: &str, config: &Config) -> Run {
    Run::file(&folder.join(main), config)
}

/// Writes a file and the folders above it.
fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}

/// The code, the message and the help of each error.
fn errors(run: &Run) -> Vec<String> {
    let errors = run.diagnostics.iter().filter(|found| found.severity == bindery::diagnostics::Severity::Error);
    errors.map(|found| format!("{} {}", found.code.id, found.message)).collect()
}
