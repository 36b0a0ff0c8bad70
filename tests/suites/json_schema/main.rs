//! The JSON Schema Test Suite, draft 4 written as components of OpenAPI 3.0, draft 2020-12 as those of 3.1: what is valid
//! is kept, what is invalid is refused. Two pages of `generator/docs` say how far. The suite is not part of the repository:
//! `BINDERY_CORPUS` names the folder it stands in.

mod design;
mod dialect;
mod limits;
mod newer;
mod page;
mod proof;
mod reading;
mod suite;
mod translate;

use std::env;
use std::path::PathBuf;

use bindery_tests::{repository, same_as_page};
use dialect::{DRAFT_4, DRAFT_2020_12, Dialect};
use proof::{Class, Outcome, Proven};
use reading::{Reading, Schema};

/// The groups, if the suite is there.
fn groups(dialect: Dialect) -> Option<(Vec<suite::Group>, suite::Remotes)> {
    let corpus = env::var_os("BINDERY_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let suite = corpus.join("json-schema-test-suite");
    let folder = suite.join("tests").join(dialect.folder);
    if folder.is_dir() {
        return Some((suite::read(&folder), suite::Remotes::below(&suite.join("remotes"))));
    }
    println!("SKIPPED: no JSON Schema Test Suite at {}; set BINDERY_CORPUS", folder.display());
    None
}

#[test]
fn a_page_says_what_becomes_of_draft_4() {
    compare(DRAFT_4);
}

#[test]
fn a_page_says_what_becomes_of_draft_2020_12() {
    compare(DRAFT_2020_12);
}

fn compare(dialect: Dialect) {
    let Some((groups, remotes)) = groups(dialect) else { return };
    let proven = proof::prove(&groups, &remotes, dialect);
    proven.iter().for_each(print_wrong);
    assert_eq!(design::idle(&proven, dialect), Vec::<String>::new(), "rows that are not refused, or not valid");
    same_as_page(dialect.page, &page::page(&proven, dialect));
}

/// Rows in the suite's words, for those who mend the generator.
fn print_wrong(one: &Proven<'_>) {
    let Outcome::Asked(rows, _) = &one.outcome else { return };
    for (judged, row) in rows.iter().zip(&one.group.rows).filter(|(judged, _)| judged.class == Class::Wrong) {
        let (group, valid) = (one.group, if row.valid { "valid" } else { "invalid" });
        println!("{} ({}), {valid}: {}", group.name(), group.description, row.description);
        println!("    {} of {}: {:?}", row.data, group.schema, judged.verdict);
    }
}

/// The reading that tells rows "valid only without a type" apart is worth something only if it knows draft 4 at all.
#[test]
fn our_reading_of_draft_4_agrees_with_the_suite() {
    let Some((groups, _)) = groups(DRAFT_4) else { return };
    let mut wrong = Vec::new();
    for group in groups.iter().filter(|group| translate::translate("G", &group.schema).is_ok()) {
        for row in &group.rows {
            let value = serde_json::from_str(&row.data).expect("the suite is JSON");
            if Schema::new(&group.schema).accepts(&value, Reading::Draft) != row.valid {
                wrong.push(format!("{} ({}): {}", group.name(), group.description, row.description));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_row_valid_only_without_a_type_is_told_by_schema_and_value() {
    let typed = |schema: &str, value: &str| {
        let (schema, value) = (serde_json::from_str(schema).expect("JSON"), serde_json::from_str(value).expect("JSON"));
        let both = |reading| Schema::new(&schema).accepts(&value, reading);
        (both(Reading::Draft), both(Reading::Typed))
    };
    assert_eq!(typed(r#"{"maxLength": 2}"#, "100"), (true, false));
    assert_eq!(typed(r#"{"maxLength": 2}"#, r#""ab""#), (true, true));
    assert_eq!(typed(r#"{"maxLength": 2}"#, r#""abc""#), (false, false));
    assert_eq!(typed(r#"{"anyOf": [{"type": "integer"}, {"minimum": 2}]}"#, r#""a""#), (true, false));
    assert_eq!(typed(r#"{"not": {"minimum": 2}}"#, "1"), (true, true));
    assert_eq!(typed(r#"{"properties": {"a": {"items": {}}}}"#, r#"{"a": 1}"#), (true, false));
}

#[test]
fn of_draft_2020_12_only_types_are_read() {
    let taken = |schema: &str, value: &str| {
        let (schema, value) = (serde_json::from_str(schema).expect("JSON"), serde_json::from_str(value).expect("JSON"));
        Schema::new(&schema).accepts(&value, Reading::TypesAlone)
    };
    assert!(taken(r#"{"prefixItems": [{"maxLength": 2}]}"#, r#"["abc"]"#), "limits are the suite's business");
    assert!(!taken(r#"{"prefixItems": [{"maxLength": 2}]}"#, "{}"));
    assert!(!taken(r#"{"prefixItems": [{"maxLength": 2}]}"#, "[1]"));
    assert!(!taken(r##"{"$ref": "#/$defs/a", "minimum": 2, "$defs": {"a": true}}"##, r#""a""#));
    assert!(taken(r#"{"type": ["string", "integer"], "minimum": 2}"#, r#""a""#));
    assert!(taken(r#"{"not": {"minimum": 2}, "if": {"maxLength": 1}}"#, "[]"));
    for told in ["contains", "unevaluatedItems"] {
        let schema = format!(r#"{{"{told}": false}}"#);
        assert!(taken(&schema, "[1]") && !taken(&schema, r#""a""#) && !taken(&schema, "null"), "{told}");
    }
    assert!(taken(r#"{"unevaluatedProperties": false}"#, "{}") && !taken(r#"{"unevaluatedProperties": false}"#, "[]"));
    assert!(taken(r#"{"maxContains": 1}"#, "1"), "there is nothing to count");
}

#[test]
fn any_json_is_right_only_where_no_type_is_told() {
    let free = |schema: &str| {
        let schema = serde_json::from_str(schema).expect("JSON");
        Schema::new(&schema).allows_every_type()
    };
    assert!(free("{}") && free(r#"{"not": {"type": "integer"}}"#) && free(r#"{"anyOf": [{"type": "number"}, {}]}"#));
    assert!(
        !free(r#"{"maximum": 3}"#) && !free(r#"{"enum": [6, "foo"]}"#) && !free(r#"{"allOf": [{"type": "null"}]}"#)
    );
    assert!(!free(r#"{"anyOf": [{"type": "integer"}, {"minimum": 2}]}"#));
    assert!(free(r#"{"maxContains": 1}"#) && !free(r#"{"contains": {}, "maxContains": 1}"#));
}
