//! The same API written in several editions of the standard. `editions/of_3_0.yaml` and `editions/of_3_1.yaml` differ in the
//! words of their edition only, and so do the three of `editions/shop_*.yaml`, which are written with what Swagger 2.0 can
//! say, too. So they give the same crates, byte for byte, and none gives a warning.

use bindery::config::Config;
use bindery::diagnostics::Severity;
use bindery_tests::{Run, tests};

/// The files of some crates, by path, and the codes of warnings and errors.
fn crates(name: &str, below: &[&str]) -> (Vec<(String, String)>, Vec<&'static str>) {
    let config = Config { name: Some("edition".to_owned()), ..Config::default() };
    crates_of(Run::file(&tests().join("editions").join(name), &config), below)
}

fn crates_of(mut run: Run, below: &[&str]) -> (Vec<(String, String)>, Vec<&'static str>) {
    let crates = run.crates();
    let asked = crates.iter().filter(|(path, _)| below.iter().any(|folder| path.starts_with(folder)));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let files = asked.map(|(path, bytes)| (path.to_owned(), text(bytes))).collect();
    let findings = run.diagnostics.iter().filter(|found| found.severity > Severity::Note);
    (files, findings.map(|found| found.code.id).collect())
}

/// Compares what two documents give below some folders.
#[track_caller]
fn same(older: &str, newer: &str, below: &[&str]) -> Vec<(String, String)> {
    let ((one, of_one), (other, of_other)) = (crates(older, below), crates(newer, below));
    assert_eq!((of_one, of_other), (Vec::new(), Vec::new()));
    assert_eq!(one.len(), other.len());
    for ((path, one), (other_path, other)) in one.iter().zip(&other) {
        assert_eq!(path, other_path);
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(one == other, "{path} differs, first at {differs:?}");
    }
    one
}

#[test]
fn both_editions_of_openapi_3_give_the_same_models() {
    let files = same("of_3_0.yaml", "of_3_1.yaml", &["models/"]);
    assert!(files.iter().any(|(path, text)| path.ends_with("types.rs") && text.contains("pub struct Pet")));
}

#[test]
fn all_three_editions_give_the_same_crates() {
    let folders = ["models/", "client/", "server/"];
    let files = same("shop_2_0.yaml", "shop_3_0.yaml", &folders);
    for folder in folders {
        assert!(
            files.iter().any(|(path, text)| path.starts_with(folder) && !text.is_empty()),
            "nothing below {folder}"
        );
    }
    assert!(files.iter().any(|(path, text)| path.ends_with("types.rs") && text.contains("pub enum Payment")));
    same("shop_2_0.yaml", "shop_3_1.yaml", &folders);
}

/// OpenAPI 3.2 has the schemas of 3.1.
#[test]
fn a_document_may_say_that_it_is_of_the_newest_edition() {
    let text = std::fs::read_to_string(tests().join("editions/of_3_1.yaml")).expect("the document is there");
    let newest = text.replacen("openapi: 3.1", "openapi: 3.2", 1);
    assert_ne!(newest, text);
    let of = |text: String| crates_of(Run::text("of.yaml", text, &Config::default()), &["models/"]);
    assert_eq!(of(newest), of(text));
}
