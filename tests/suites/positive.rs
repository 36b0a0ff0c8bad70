//! Minimal documents, each with what every stage makes of it beside it.

use std::fs;
use std::path::Path;

use bindery::config::Config;
use bindery_tests::{Run, documents, each, tests, text_of};

/// Longer model files are left to the suite that compiles them: nobody would read them here.
const SHORT: usize = 150;

#[test]
fn every_stage_makes_what_its_snapshot_says() {
    each(&documents(&tests().join("positive")), |path| {
        let mut run = Run::file(path, &Config::default());
        let findings = run.findings();
        snapshot(path, "findings", &findings);
        assert!(!run.diagnostics.has_errors(), "a positive document gave errors:\n{findings}");

        let api = run.stages.api.as_ref().expect("no error, so there is an Api");
        snapshot(path, "api", &bindery::api::dump::dump(api, None));
        let plan = run.stages.plan.as_ref().expect("no error, so there is a Plan");
        snapshot(path, "plan", &bindery::plan::dump::dump(plan, None));

        let crates = run.crates();
        let types = text_of(&crates, "models/src/types.rs").unwrap_or_default();
        assert!(!run.diagnostics.has_errors(), "printing failed:\n{}", run.findings());
        let short = types.lines().count() <= SHORT;
        snapshot(path, "types", if short { &types } else { "" });
        for module in ["webhooks", "callbacks"] {
            let text = text_of(&crates, &format!("models/src/{module}.rs"));
            snapshot(path, module, &text.unwrap_or_default());
        }
    });
}

#[test]
fn the_same_bytes_come_out_each_time() {
    each(&documents(&tests().join("positive")), |path| {
        let files = || Run::file(path, &Config::default()).crates();
        assert_eq!(files(), files());
    });
}

/// Compares with `<case>.<stage>.snap` beside the input. Nothing to say means no file.
fn snapshot(path: &Path, stage: &str, text: &str) {
    let name = format!("{}.{stage}", path.file_stem().unwrap_or_default().to_string_lossy());
    let folder = path.parent().unwrap_or(path);
    let file = folder.join(format!("{name}.snap"));
    if text.trim().is_empty() {
        let left = file.exists() && fs::remove_file(&file).is_err();
        return assert!(!left, "{} is left over", file.display());
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
