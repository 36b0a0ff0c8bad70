//! The committed crates are what the documents give, and two spellings of one API give the same models.

use bindery::config::Config;
use bindery_tests::{Run, repository, text_of};

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
