//! Two crates outside the workspace, built and run as strangers would.

use std::path::Path;
use std::process::Command;

use bindery_tests::tests;

#[test]
fn a_build_script_generates_what_its_crate_uses() {
    assert_eq!(run("build-script"), "Rex is good\n");
}

#[test]
fn the_committed_crates_work_without_the_workspace() {
    assert_eq!(run("checked-in"), "Some(\"string\")\n");
}

/// Builds and runs a consumer with its own lock file; what it prints.
fn run(consumer: &str) -> String {
    // Beside the artefacts of the workspace, so that crates both need are built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--locked"])
        .current_dir(tests().join("consumers").join(consumer))
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{consumer}:\n{text}");
    let quiet = !text.contains("/out/openapi/") && !text.contains("generated/");
    assert!(quiet, "what was generated gives warnings in {consumer}:\n{text}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
