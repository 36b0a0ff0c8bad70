//! Hostile texts in every place where a document can have a text: nothing of them becomes code, and all of them arrive as
//! they are.

mod builds;
mod document;
mod files;
mod places;
mod strings;
mod wire;

use std::collections::BTreeSet;

use bindery::FileSet;
use bindery::config::Config;
use bindery_tests::Run;
use document::document;
use serde_json::Value;

/// Runs a document; its files, or none with the findings that say why.
fn run(document: &Value) -> (FileSet, Run) {
    let config = Config { name: Some("hostile".to_owned()), ..Config::default() };
    let mut run = Run::text("hostile.json", document.to_string(), &config);
    (run.crates(), run)
}

#[test]
fn the_documents_have_a_text_in_every_place_of_the_standard() {
    let texts = strings::all();
    let whole = texts.join("\n\n");
    let hostile: BTreeSet<&str> = texts.iter().map(String::as_str).collect();
    let is_hostile = |text: &str| {
        text == whole || hostile.contains(text) || texts.iter().any(|own| own.len() > 8 && text.contains(own))
    };
    let found = places::with(&document(&texts), &is_hostile);
    let words: BTreeSet<_> = places::WORDS.iter().copied().collect();
    let missing: Vec<_> = places::all().difference(&found).copied().filter(|place| !words.contains(place)).collect();
    assert_eq!(missing, [], "places without a hostile text");
    let idle: Vec<_> = words.difference(&places::all()).copied().collect();
    assert_eq!(idle, [], "no places of the standard");
}

#[test]
fn each_text_in_every_place_makes_files_that_are_what_was_planned() {
    let mut wrong = Vec::new();
    // A few at a time: most of a run is spent on what every crate has.
    for texts in strings::all().chunks(8) {
        let (files, run) = run(&document(texts));
        if files.is_empty() {
            wrong.push(format!("{texts:?}: nothing is written:\n{}", errors(&run)));
        }
        wrong.extend(files::faults(&files).into_iter().map(|fault| format!("{texts:?}: {fault}")));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn all_texts_together_make_the_same_files_in_every_run() {
    let document = document(&strings::all());
    let ((files, ran), (again, _)) = (run(&document), run(&document));
    assert!(!files.is_empty(), "{}", errors(&ran));
    assert!(files == again, "two runs differ");
    assert_eq!(files::faults(&files), [""; 0]);
}

#[test]
fn words_of_the_standard_may_be_anything() {
    let plain = document(&["plain".to_owned()]);
    for place in places::WORDS {
        for text in ["\"; fn evil() {} //", "a\nb", "*/", "{{key}}", "\u{202e}", "..", ""] {
            let mut document = plain.clone();
            assert!(places::replace(&mut document, *place, text), "{place:?} is not in the document");
            let (files, run) = run(&document);
            assert_eq!(files::faults(&files), [""; 0], "{place:?} {text:?}");
            assert!(run.diagnostics.iter().len() > 0, "{place:?} {text:?}: nothing is said");
            assert!(run.diagnostics.iter().all(|found| found.code.id != "OA901"), "{}", errors(&run));
        }
    }
}

/// The crates of all texts together, as a compiler, its lints, its docs and running code see them.
#[test]
fn all_texts_together_build_and_say_what_the_document_says() {
    let document = thinned(document(&strings::all()));
    let (files, run) = run(&document);
    assert!(!files.is_empty(), "{}", errors(&run));
    let workspace = builds::Workspace::write("hostile_strings", &files, &wire::program(&run, &document));
    let said = workspace.cargo(&["run", "--quiet", "--package", "hostile-probe"]);
    let faults = wire::faults(&document, &said);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    if std::env::var_os("BINDERY_FULL").is_none_or(|value| value != "1") {
        println!("SKIPPED lints, docs and doctests of 54,000 hostile lines; BINDERY_FULL=1 asks for them");
        return;
    }
    workspace.cargo(&["clippy", "--quiet", "--workspace", "--all-features", "--", "-D", "warnings"]);
    workspace.cargo(&["doc", "--quiet", "--no-deps", "--workspace"]);
    let tests = workspace.cargo(&["test", "--doc", "--workspace"]);
    let foreign: Vec<&str> = doctests(&tests).filter(|test| !is_ours(test)).collect();
    assert_eq!(foreign, [""; 0], "doctests that are made of the document");
    assert!(doctests(&tests).any(is_ours), "the READMEs have examples:\n{tests}");
}

/// Each text in one kind of operation, in turns, so that a compiler has a minute's work and not five.
fn thinned(mut document: Value) -> Value {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).expect("paths");
    let mut index = 0;
    paths.retain(|path, item| {
        index += 1;
        if !path.starts_with("/in/") {
            item.as_object_mut().and_then(|item| item.remove(if index % 2 == 0 { "get" } else { "post" }));
        }
        index % 3 == 0
    });
    document
}

/// The lines of Cargo that name doctests.
fn doctests(said: &str) -> impl Iterator<Item = &str> {
    said.lines().filter_map(|line| line.strip_prefix("test ")).filter(|line| !line.starts_with("result"))
}

/// Doctests stand in READMEs, whose examples are ours but for names and literals, and in support code.
fn is_ours(test: &str) -> bool {
    ["README.md", "/lib.rs", "/support/"].iter().any(|place| test.contains(place))
}

/// Ten megabytes in one description are written, quickly enough that this test has no limit of its own.
#[test]
fn long_descriptions_are_written() {
    for text in ["word ".repeat(2_000_000), "[<`".repeat(3_000_000), "a\n".repeat(3_000_000)] {
        let document = serde_json::json!({
            "openapi": "3.1.0",
            "info": { "title": "Long", "version": "1" },
            "paths": {},
            "components": { "schemas": { "A": { "type": "object", "description": text } } },
        });
        let (files, run) = run(&document);
        assert!(!files.is_empty(), "{}", errors(&run));
        assert_eq!(files::faults(&files), [""; 0]);
    }
}

fn errors(run: &Run) -> String {
    let errors = run.diagnostics.iter().filter(|found| found.severity == bindery::diagnostics::Severity::Error);
    errors.map(|found| format!("{} {}\n", found.code.id, found.message)).take(5).collect()
}
