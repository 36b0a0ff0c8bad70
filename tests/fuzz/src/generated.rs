//! What is promised for every document: findings or files, and files that are Rust.

use std::path::Path;

use bindery::{
    Config, FileSet, Outcome, SourceId, SourceMap, Strictness, diagnostics, export, generate, generate_tree,
};

/// Generates from a text, as crates and as a tree, and looks at all that comes of it.
///
/// # Panics
/// If a promise is broken.
pub fn check(text: &str) {
    let mut sources = SourceMap::default();
    let source = sources.add("openapi.yaml", text.to_owned());
    let (config, outcome) = crates(&sources, source);
    exported(&outcome);
    // The same again, in another way, for some.
    if text.len() % 4 == 0 {
        let again = generate(&sources, source, &config);
        assert!(again.files == outcome.files, "other bytes the second time");
        let tree = generate_tree(&sources, source, &config);
        told(&tree, &sources);
        is_rust(&tree.files);
    }
}

/// The same for a document that is a file on the disk and may lead to others below its folder.
///
/// # Panics
/// If a promise is broken, or the document cannot be read.
pub fn check_file(path: &Path) {
    let mut sources = SourceMap::default();
    let source = sources.load(path).expect("what was just written can be read");
    crates(&sources, source);
}

/// The crates, and the choices that they were made with: where the document is broken, without what is.
fn crates(sources: &SourceMap, source: SourceId) -> (Config, Outcome) {
    let mut config = Config { name: Some("fuzz".to_owned()), ..Config::default() };
    let mut outcome = generate(sources, source, &config);
    told(&outcome, sources);
    if outcome.files.is_empty() {
        config.strictness = Strictness::Lenient;
        outcome = generate(sources, source, &config);
        told(&outcome, sources);
    }
    assert!(!outcome.files.is_empty() || outcome.diagnostics.has_errors(), "nothing came of it, and nothing was said");
    is_rust(&outcome.files);
    (config, outcome)
}

/// The findings can be printed, and none is a fault of ours.
fn told(outcome: &Outcome, sources: &SourceMap) {
    let all = diagnostics::render(&outcome.diagnostics, sources);
    assert!(!all.contains("OA901"), "{all}");
    diagnostics::render_json(&outcome.diagnostics, sources);
    diagnostics::render_github(&outcome.diagnostics, sources);
}

fn is_rust(files: &FileSet) {
    for (path, bytes) in files.iter() {
        let plain = |letter: u8| letter.is_ascii_alphanumeric() || b"_-./".contains(&letter);
        assert!(path.bytes().all(plain) && path.split('/').all(|step| !step.is_empty() && step != ".."), "{path:?}");
        // The same in every run.
        if path.contains("/support/") {
            continue;
        }
        let text = std::str::from_utf8(bytes).expect("files are text");
        if path.ends_with(".rs") {
            syn::parse_file(text).unwrap_or_else(|fault| panic!("{path}: {fault}\n{text}"));
        } else if path.ends_with(".toml") {
            toml::from_str::<toml::Table>(text).unwrap_or_else(|fault| panic!("{path}: {fault}\n{text}"));
        }
    }
}

/// What was planned can be said as a document again.
fn exported(outcome: &Outcome) {
    let stages = &outcome.stages;
    if let (Some(document), Some(api), Some(plan)) = (&stages.document, &stages.api, &stages.plan) {
        export::export(document, api, plan, &outcome.diagnostics);
    }
}
