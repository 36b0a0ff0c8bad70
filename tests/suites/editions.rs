//! The same API written as OpenAPI 3.0 and as 3.1: `editions/of_3_0.yaml` and `editions/of_3_1.yaml` differ in the words of
//! their edition only, so they give the same models, byte for byte, and neither gives a finding.

use bindery::config::Config;
use bindery_tests::{Run, tests};

/// The files of the models crate, by path, and what was found.
fn models(name: &str) -> (Vec<(String, String)>, String) {
    models_of(Run::file(&tests().join("editions").join(name), &Config::default()))
}

fn models_of(mut run: Run) -> (Vec<(String, String)>, String) {
    let crates = run.crates();
    let models = crates.iter().filter(|(path, _)| path.starts_with("models/"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (models.map(|(path, bytes)| (path.to_owned(), text(bytes))).collect(), run.findings())
}

#[test]
fn both_editions_give_the_same_models() {
    let ((older, of_older), (newer, of_newer)) = (models("of_3_0.yaml"), models("of_3_1.yaml"));
    assert_eq!((of_older.as_str(), of_newer.as_str()), ("", ""));
    assert!(older.iter().any(|(path, text)| path.ends_with("types.rs") && text.contains("pub struct Pet")));
    assert_eq!(older.len(), newer.len());
    for ((path, one), (other_path, other)) in older.iter().zip(&newer) {
        assert_eq!(path, other_path);
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(one == other, "{path} differs, first at {differs:?}");
    }
}

/// OpenAPI 3.2 has the schemas of 3.1.
#[test]
fn a_document_may_say_that_it_is_of_the_newest_edition() {
    let text = std::fs::read_to_string(tests().join("editions/of_3_1.yaml")).expect("the document is there");
    let newest = text.replacen("openapi: 3.1", "openapi: 3.2", 1);
    assert_ne!(newest, text);
    let of = |text: String| models_of(Run::text("of.yaml", text, &Config::default()));
    assert_eq!(of(newest), of(text));
}
