//! Unions, a case for each trap: what arm a value comes to, whether it comes back as it was, and what it breaks. All cases
//! are components of one document, whose models are compiled once.

mod cases;

use bindery::config::{Config, Target, UnknownProperties};
use bindery_tests::Run;
use bindery_tests::probe::Probe;
use cases::{Case, by_holding, by_kind, by_tag, inherited, with_null};
use std::fmt::Write as _;

#[test]
fn values_come_to_the_arm_that_holds_all_of_them() {
    let cases: Vec<Case> = [by_tag(), by_kind(), by_holding(), inherited(), with_null()].concat();
    let config = Config {
        name: Some("union-cases".to_owned()),
        targets: vec![Target::Models],
        workspace: false,
        unknown_properties_of: ["Strict", "Strict2"].map(|name| (name.to_owned(), UnknownProperties::Refuse)).into(),
        ..Config::default()
    };
    let mut run = Run::text("unions.yaml", document(&cases), &config);
    let names: Vec<&str> = cases.iter().map(|case| case.name).collect();
    let probe =
        Probe::with_program("union-cases", &mut run, &program(&names)).unwrap_or_else(|fault| panic!("{}", fault.text));
    let asked = |case: &Case| {
        case.rows.iter().map(|(value, _)| (case.name.to_owned(), (*value).to_owned())).collect::<Vec<_>>()
    };
    let questions: Vec<(String, String)> = cases.iter().flat_map(asked).collect();
    let answers = probe.answers(&questions);
    assert_eq!(answers.len(), questions.len(), "the program has ended");
    let expected = cases.iter().flat_map(|case| case.rows.iter().map(move |row| (case.name, row)));
    let wrong: Vec<String> = expected
        .zip(&answers)
        .filter(|((_, (_, expected)), answer)| expected != answer)
        .map(|((name, (value, expected)), answer)| format!("{name}: {value}\n    {expected}\n    but: {answer}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All cases, and the parts that several of them use.
fn document(cases: &[Case]) -> String {
    let mut text = format!(
        "openapi: 3.0.3\ninfo: {{title: Cases, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{}",
        cases::PARTS
    );
    for case in cases {
        let _ = writeln!(text, "    {}: {}", case.name, case.schema);
    }
    text
}

fn program(names: &[&str]) -> String {
    let arms: String = names
        .iter()
        .map(|name| format!("        \"{name}\" => answer::<union_cases_models::{name}>(text),\n"))
        .collect();
    PROGRAM.replace("{arms}", &arms)
}

/// A value's arm, what it breaks, and what it becomes if that is not the same.
const PROGRAM: &str = r#"//! Sends values through the types of this crate.

use std::io::BufRead;

use union_cases_models::support::{Decode, Json, Validate, from_str};

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (case, value) = line.split_once('\t').unwrap_or((&line, ""));
        println!("{}", by_name(case, value));
    }
}

fn by_name(case: &str, text: &str) -> String {
    match case {
{arms}        _ => "no such case".to_owned(),
    }
}

fn answer<T: Decode + serde::Serialize + std::fmt::Debug + Validate>(text: &str) -> String {
    let value: T = match from_str(text) {
        Ok(value) => value,
        Err(fault) => return format!("error {fault}"),
    };
    let shown = format!("{value:?}");
    let mut answer = shown.split(['(', ' ']).next().unwrap_or_default().to_owned();
    if let Err(broken) = value.validate() {
        let rules: Vec<String> = broken.iter().map(|one| format!("{}{}", one.pointer, one.rule)).collect();
        answer.push_str(&format!(" breaks {}", rules.join(" ")));
    }
    let encoded = serde_json::to_string(&value).unwrap_or_default();
    if Json::parse(text).ok() != Json::parse(encoded.as_str()).ok() {
        answer.push_str(&format!(" becomes {encoded}"));
    }
    answer
}
"#;
