//! Faulty documents, each with the text that its author reads.

use std::collections::BTreeSet;

use bindery::config::Config;
use bindery::diagnostics::codes;
use bindery_tests::{Run, documents, each, same_as_file, tests};

/// Codes that no document can cause, and where their tests are.
const ELSEWHERE: &[(&str, &str)] = &[
    ("OA108", "suite `network`: it takes a host that is allowed"),
    ("OA109", "suite `network`: it takes a host that is allowed"),
    ("OA110", "suite `network`: it takes a lock file"),
    ("OA502", "unit tests of `plan::types`: it is about a configuration"),
    ("OA011", "unit test of `emit`: its document would take minutes"),
    ("OA112", "suite `doors`, printed text in `negative/doors`"),
    ("OA113", "suite `doors`, printed text in `negative/doors`"),
    ("OA114", "suite `doors`, printed text in `negative/doors`"),
    ("OA503", "suite `choices`, printed text in `negative/choices`"),
    ("OA504", "suite `choices`, printed text in `negative/choices`"),
    ("OA505", "suite `choices`, printed text in `negative/choices`"),
    ("OA506", "suite `choices`, printed text in `negative/choices`"),
    ("OA507", "suite `choices`, printed text in `negative/choices`"),
    ("OA508", "suite `choices`, printed text in `negative/choices`"),
    ("OA509", "suite `choices`, printed text in `negative/choices`"),
    ("OA501", "suite `doors`, printed text in `negative/doors`"),
    ("OA601", "suite `doors`, printed text in `negative/doors`"),
    ("OA602", "suite `doors`, printed text in `negative/doors`"),
    ("OA603", "suite `doors`, printed text in `negative/doors`"),
    ("OA604", "unit test of `cli::mock`: it is about a machine without Cargo"),
    ("OA610", "suite `doors`, printed text in `negative/doors`"),
    ("OA902", "unit tests of `verify`: a fault in bindery"),
    ("OA901", "a fault in bindery: it must not happen, which every suite checks"),
];

#[test]
fn faults_are_told_as_the_text_beside_them() {
    each(&documents(&tests().join("negative")), |path| {
        let mut run = Run::file(path, &Config::default());
        let files = run.crates();
        same_as_file(&path.with_extension("stderr"), &run.findings());

        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let code = stem.split('_').next().unwrap_or_default();
        if let Some(code) = codes::find(code) {
            assert!(run.diagnostics.iter().any(|found| found.code == code), "{} was not reported", code.id);
        }
        assert_eq!(run.diagnostics.has_errors(), files.iter().len() == 0, "files exactly if there is no error");
        for found in run.diagnostics.iter() {
            assert!(found.primary.is_some(), "without a place: {}", found.message);
            assert!(found.code != &codes::OA901, "a fault in bindery: {}", found.message);
        }
    });
}

#[test]
fn every_code_has_a_document_that_causes_it() {
    let found: BTreeSet<_> = documents(&tests().join("negative"))
        .iter()
        .filter_map(|path| path.file_stem()?.to_str()?.split('_').next().map(str::to_owned))
        .collect();
    let missing: Vec<_> = codes::ALL
        .iter()
        .map(|code| code.id)
        .filter(|id| !found.contains(*id) && !ELSEWHERE.iter().any(|(elsewhere, _)| elsewhere == id))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn ten_faults_are_told_in_one_run_and_nothing_is_written() {
    let mut run = Run::file(&tests().join("negative/ten_faults.yaml"), &Config::default());
    assert!(run.diagnostics.iter().len() >= 10, "only {}:\n{}", run.diagnostics.iter().len(), run.findings());
    assert_eq!(run.crates().iter().len(), 0);
}
