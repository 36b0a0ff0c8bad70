//! All positive documents and the names obstacle course, printed as module trees into one crate, which must pass
//! clippy, rustdoc and its doctests without a warning.

use std::path::Path;
use std::process::Command;

use bindery::config::{Config, Target};
use bindery_tests::trees::{Support, Trees};
use bindery_tests::{Run, documents, each, tests};

#[test]
fn what_is_generated_compiles_without_a_warning() {
    let mut inputs = documents(&tests().join("positive"));
    inputs.extend(documents(&tests().join("names")));
    each(&inputs, |path| {
        let mut run = Run::file(path, &Config::default());
        let written = run.tree().iter().len() > 0 && !run.diagnostics.has_errors();
        assert!(written, "nothing is written:\n{}", run.findings());
    });
    let mut trees = Trees::new("compiles");
    for path in &inputs {
        // The obstacle course is compiled as it is; the others share one copy of the support code.
        let support = if path.starts_with(tests().join("names")) { Support::Own } else { Support::Shared };
        trees.add(&module_name(path), &mut Run::file(path, &config(path)), support);
    }
    let krate = trees.finish();
    let passes = |arguments: &[&str]| krate.cargo(arguments).unwrap_or_else(|fault| panic!("{fault}"));
    if Command::new("cargo").args(["clippy", "--version"]).output().is_ok_and(|output| output.status.success()) {
        passes(&["clippy", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    } else {
        println!("SKIPPED clippy: this toolchain has none; `cargo check` instead");
        passes(&["check", "--all-targets", "--all-features"]);
    }
    passes(&["doc", "--no-deps", "--all-features"]);
    passes(&["test", "--doc", "--all-features"]);
}

/// Documents that are about schemas have no operations: models alone for them. Below `paths` everything is written.
fn config(path: &Path) -> Config {
    let everything = path.parent().is_some_and(|folder| folder.ends_with("paths"));
    let run = Run::file(path, &Config::default());
    let operations = run.stages.plan.as_ref().is_some_and(|plan| !plan.methods.is_empty());
    let targets = if operations || everything { Target::ALL.to_vec() } else { vec![Target::Models] };
    Config { targets, ..Config::default() }
}

/// `positive/unions/null_arm.yaml` is the module `unions_null_arm`.
fn module_name(path: &Path) -> String {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    format!("{}_{}", stem(path.parent().unwrap_or(path)), stem(path))
}
