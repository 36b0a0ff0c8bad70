//! Crates outside the workspace, built and run as strangers would.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::cli::{self, Exit, Terminal};
use bindery_tests::tests;

#[test]
fn a_build_script_generates_what_its_crate_uses() {
    assert_eq!(run("build-script", &[]), "Rex is good\n");
}

#[test]
fn the_committed_crates_work_without_the_workspace() {
    assert_eq!(run("checked-in", &[]), "Some(\"string\")\n");
}

#[test]
fn two_apis_share_the_models_of_a_third() {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let folder = tests().join("consumers/shared-models");
    let words = ["bindery", "generate", "--verify", "--strict"].map(OsString::from);
    let exit = cli::run(words, Terminal::new(&folder, &mut stdout, &mut stderr));
    assert_eq!((exit, String::from_utf8_lossy(&stderr).as_ref()), (Exit::Fine, ""));
    assert_eq!(
        run("shared-models", &["--offline", "--package", "app"]),
        "9.90 Eur Some(\"none\")\nTom 9.90\nEve\n/payment/number breaks pattern ^[0-9]{4}$\n\
         /price/currency: invalid value: string \"USD\", expected one of [\"CHF\",\"EUR\"]\n"
    );
    // And as modules, which a build script makes.
    assert_eq!(run("shared-models", &["--offline", "--package", "tree"]), "1.50\n");
}

#[test]
fn the_models_work_alone() {
    assert_eq!(run("models-only", &[]), "kept whole, 1 violation\n");
}

#[test]
fn a_server_listens_on_a_port() {
    let answers = "without 9 of 7\nHTTP/1.1 204 No Content\nHTTP/1.1 405 Method Not Allowed\n";
    assert_eq!(run("server", &[]), answers);
}

#[test]
fn a_client_may_have_the_operations_of_one_tag() {
    assert_eq!(run_in(&generated("one-tag"), &[]), "/pets/7\n");
}

#[test]
fn modules_of_a_crate_may_be_made_in_its_sources() {
    assert_eq!(run_in(&generated("in-tree"), &[]), "Rex 7\n");
}

/// A copy of a consumer below the target folder, in which `bindery generate` has been run.
fn generated(consumer: &str) -> PathBuf {
    let (from, to) = (tests().join("consumers").join(consumer), Path::new(env!("CARGO_TARGET_TMPDIR")).join(consumer));
    for file in ["Cargo.lock", "Cargo.toml", "bindery.toml", "openapi.yaml", "src/main.rs"] {
        let path = to.join(file);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::copy(from.join(file), path).expect(file);
    }
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let words = ["bindery", "generate", "--verify", "--strict"].map(Into::into);
    let exit = cli::run(words, Terminal::new(&to, &mut stdout, &mut stderr));
    assert_eq!(exit, Exit::Fine, "{}", String::from_utf8_lossy(&stderr));
    to
}

fn run(consumer: &str, words: &[&str]) -> String {
    run_in(&tests().join("consumers").join(consumer), words)
}

/// Builds and runs a consumer with its own lock file; what it prints.
fn run_in(folder: &Path, words: &[&str]) -> String {
    // Beside the artefacts of the workspace, so that crates both need are built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--locked"])
        .args(words)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}:\n{text}", folder.display());
    let quiet = !text.contains("warning");
    assert!(quiet, "what was generated gives warnings in {}:\n{text}", folder.display());
    String::from_utf8_lossy(&output.stdout).into_owned()
}
