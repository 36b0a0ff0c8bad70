//! What build scripts write and say.

use super::*;

#[test]
fn many_warnings_become_a_few_and_a_count() {
    let lines: Vec<String> = (0..8).map(|i| i.to_string()).collect();
    assert_eq!(shown(&lines), ["0", "1", "2", "3", "4", "and 3 more: `bindery report` lists them"]);
    assert_eq!(shown(&lines[..5]), ["0", "1", "2", "3", "4"]);
}

#[test]
fn the_folder_is_called_after_the_document() {
    let build = Build::new("specs/pets.v2.yaml").out_dir("/out");
    assert_eq!(build.folder().ok(), Some(PathBuf::from("/out/pets.v2")));
    assert_eq!(build.name("pets").folder().ok(), Some(PathBuf::from("/out/pets")));
}

#[test]
fn the_client_has_a_transport_unless_the_crate_says_which() {
    let names = r#""blocking", "examples", "reqwest", "tokio", "tower", "tracing""#;
    let check = format!("cargo::rustc-check-cfg=cfg(feature, values({names}))");
    let check = check.as_str();
    let build = Build::new("openapi.yaml");
    assert_eq!(build.feature_lines(|_| false), [check, r#"cargo::rustc-cfg=feature="reqwest""#]);
    assert_eq!(build.feature_lines(|name| name == "CARGO_FEATURE_TOWER"), [check]);
    let build = build.features(["tower"]);
    assert_eq!(build.feature_lines(|_| false), [check, r#"cargo::rustc-cfg=feature="tower""#]);
    assert_eq!(Build::new("a.yaml").targets([Target::Models]).feature_lines(|_| false), [check]);
}

#[test]
fn a_document_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().expect("folder");
    let build = Build::new(folder.path().join("none.yaml")).out_dir(folder.path());
    assert!(build.try_compile().is_err());
    assert!(!folder.path().join("none").exists());
}

#[test]
fn every_file_that_is_read_is_watched() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| std::fs::canonicalize(folder.path()).expect("folder").join(name);
    let put = |name: &str, text: &str| std::fs::write(path(name), text).expect("file");
    put(
        "pets.yaml",
        "openapi: 3.0.3\ninfo: {title: P, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: a.yaml}}}\n",
    );
    put("a.yaml", "type: array\nitems: {$ref: b.json}\n");
    put("b.json", "{\"type\": \"string\"}");
    let build = Build::new(path("pets.yaml")).out_dir(folder.path()).targets([Target::Models]);
    let mut sources = SourceMap::default();
    assert_eq!(build.run(&mut sources).expect("no errors"), [""; 0]);
    let line = |name: &str| format!("cargo::rerun-if-changed={}", path(name).display());
    assert_eq!(build.watched(&sources), ["pets.yaml", "a.yaml", "b.json"].map(line));
}

#[test]
fn a_tree_is_written_once() {
    let folder = tempfile::tempdir().expect("folder");
    let document = folder.path().join("pets.yaml");
    std::fs::write(&document, "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\n").expect("file");
    let build = Build::new(&document).out_dir(folder.path()).targets([Target::Models]);
    assert_eq!(build.try_compile().expect("no errors"), [""; 0]);
    let root = folder.path().join("pets/mod.rs");
    let text = std::fs::read_to_string(&root).expect("file");
    // An included file may have neither inner attributes nor inner docs.
    assert!(text.contains("mod models;") && !text.contains("#![") && !text.contains("//!"), "{text}");
    let time = || std::fs::metadata(&root).and_then(|found| found.modified()).expect("time");
    let before = time();
    assert!(build.try_compile().is_ok());
    assert_eq!(time(), before);
}

#[test]
fn what_is_imported_is_shared_and_watched() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| std::fs::canonicalize(folder.path()).expect("folder").join(name);
    let put = |name: &str, schemas: &str| {
        let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    ";
        std::fs::write(path(name), format!("{head}{schemas}\n")).expect("file");
    };
    put("common.yaml", "Money: {type: object, properties: {amount: {type: string}}}");
    put("pets.yaml", "Pet: {type: object, properties: {price: {$ref: 'common.yaml#/components/schemas/Money'}}}");
    let build = |name: &str| Build::new(path(name)).out_dir(folder.path()).targets([Target::Models]);

    let pets = build("pets.yaml").import(&build("common.yaml").shared(), "crate::common::models");
    let mut sources = SourceMap::default();
    assert_eq!(pets.run(&mut sources).expect("no errors"), [""; 0]);
    let types = std::fs::read_to_string(folder.path().join("pets/models/types.rs")).expect("file");
    assert!(types.contains("pub use crate::common::models::Money;") && !types.contains("struct Money"), "{types}");
    let line = |name: &str| format!("cargo::rerun-if-changed={}", path(name).display());
    assert_eq!(pets.watched(&sources), ["pets.yaml", "common.yaml", "common.yaml"].map(line));

    let alone = build("pets.yaml").import(&build("common.yaml"), "crate::common::models").try_compile();
    assert!(alone.expect_err("it is not shared").to_string().contains("is imported and not `shared`"));
    put("more.yaml", "More: {type: object, properties: {a: {type: string}}}");
    let two = pets.import(&build("more.yaml").shared(), "crate::more::models").try_compile();
    assert!(two.expect_err("two copies").to_string().contains("does not share its support code"));
}
