//! The committed crates are what the documents give, and two spellings of one API give the same models.

use std::ffi::OsString;

use bindery::cli::{self, Exit, Terminal};
use bindery::config::Config;
use bindery_tests::{Run, repository, text_of};

#[test]
fn the_committed_crates_are_what_the_documents_give() {
    let root = repository().canonicalize().expect("the repository");
    assert!(root.join("generated/gcs/models/src/types.rs").exists(), "nothing is committed");
    let (mut out, mut findings) = (Vec::new(), Vec::new());
    let words = ["bindery", "check"].map(OsString::from);
    let exit = cli::run(words, Terminal::new(&root, &mut out, &mut findings));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(exit, Exit::Fine, "`cargo regen` brings them up to date\n{}{}", text(&out), text(&findings));
}

#[test]
fn the_string_enum_may_stand_on_the_item_or_on_its_code() {
    let types = |file: &str| {
        let config = Config { name: Some("nevisidm".to_owned()), ..Config::default() };
        let mut run = Run::file(&repository().join("specs/nevisidm").join(file), &config);
        assert!(!run.diagnostics.has_errors(), "{}", run.findings());
        text_of(&run.crates(), "models/src/types.rs").expect("the models have types")
    };
    assert!(types("openapi.yaml") == types("enum-on-code.yaml"), "the two documents give different models");
}
