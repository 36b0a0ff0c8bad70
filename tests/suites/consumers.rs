//! Crates outside the workspace, built and run as strangers would.

use std::ffi::OsString;
use std::path::Path;
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

/// Builds and runs a consumer with its own lock file; what it prints.
fn run(consumer: &str, words: &[&str]) -> String {
    // Beside the artefacts of the workspace, so that crates both need are built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--locked"])
        .args(words)
        .current_dir(tests().join("consumers").join(consumer))
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{consumer}:\n{text}");
    let quiet = !text.contains("/out/") && !text.contains("generated/");
    assert!(quiet, "what was generated gives warnings in {consumer}:\n{text}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
