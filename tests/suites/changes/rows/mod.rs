//! Each row of the table, with an old document and a new one.

use std::collections::BTreeSet;

use bindery::Config;
use bindery::changes::{self, Comparison, Direction, Rule, Verdict, Verdicts};
use bindery::config::{Enums, Integers};

use crate::cases::{Case, Place, all};
use crate::workspace::{Consumer, Workspace};
use crate::{compared, edited, made, rules};

const DOCUMENT: &str = include_str!("document.yaml");
const SCHEMAS: &str = include_str!("schemas.yaml");

/// Document and configuration before the edit.
pub(crate) fn before(name: &str) -> (String, Config) {
    (document(DOCUMENT, SCHEMAS, SCHEMAS), config(name, &["AskedFirm", "ToldFirm"], Integers::Short))
}

/// The same after it.
fn after(case: &Case, name: &str) -> (String, Config) {
    let change = |place: Place, text: &str| {
        if case.place == place { edited(text, case.old, case.new) } else { text.to_owned() }
    };
    let text =
        document(&change(Place::Document, DOCUMENT), &change(Place::Asked, SCHEMAS), &change(Place::Told, SCHEMAS));
    let mut closed = vec!["AskedFirm", "ToldFirm"];
    let exact = case.new == "exact";
    if case.place == Place::Configuration && !exact {
        closed.retain(|name| *name != case.old);
        closed.extend(Some(case.new).filter(|name| !name.is_empty()));
    }
    (text, config(name, &closed, if exact { Integers::Exact } else { Integers::Short }))
}

fn document(document: &str, asked: &str, told: &str) -> String {
    format!("{document}{}{}", of(asked, "Asked", "asked"), of(told, "Told", "told"))
}

fn of(text: &str, types: &str, fields: &str) -> String {
    text.replace('@', types).replace('%', fields)
}

fn config(name: &str, closed: &[&str], integers: Integers) -> Config {
    let enums = Enums::Closed(closed.iter().map(|name| (*name).to_owned()).collect());
    Config { name: Some(name.to_owned()), enums, integers, workspace: false, verify: true, ..Config::default() }
}

/// The row that a case is for.
fn row(case: &Case) -> (&'static Rule, Option<Direction>) {
    let rule = changes::find(case.rule).unwrap_or_else(|| panic!("no rule is called {}", case.rule));
    let told = case.place == Place::Told || (case.place == Place::Configuration && case.new.starts_with("Told"));
    let direction = if told { Direction::Answer } else { Direction::Request };
    let direction = match case.rule {
        // Found at bodies of requests and of answers.
        "representation-added" => Direction::Request,
        _ => direction,
    };
    (rule, (rule.rows().len() > 1).then_some(direction))
}

fn comparison(case: &Case) -> Comparison {
    let (text, config) = before("things");
    let (new_text, new_config) = after(case, "things");
    compared(&made(&text, &config).1, &made(&new_text, &new_config).1)
}

#[test]
fn each_row_has_a_case() {
    let mut covered: BTreeSet<(&str, Option<Direction>)> = all().map(row).map(|(rule, way)| (rule.id, way)).collect();
    // The answer's side of it comes with `implementors-extended`.
    covered.insert(("representation-added", Some(Direction::Answer)));
    let rows = changes::rules::ALL.iter().flat_map(|rule| rule.rows().into_iter().map(|(way, _)| (rule.id, way)));
    let missing: Vec<_> = rows.filter(|row| !covered.contains(row)).collect();
    assert_eq!(missing, []);
}

#[test]
fn each_edit_falls_under_its_rule_and_no_other() {
    let mut faults = Vec::new();
    for case in all() {
        let comparison = comparison(case);
        let expected: BTreeSet<&str> = case.also.iter().copied().chain([case.rule]).collect();
        let found = rules(&comparison);
        if found != expected {
            faults.push(format!("{} {:?}: {found:?}, not {expected:?}", case.rule, case.place));
        }
        let (rule, way) = row(case);
        for change in comparison.changes.iter().filter(|change| change.rule == rule) {
            let said = rule.rows().into_iter().find(|(row, _)| *row == way).map(|(_, verdicts)| verdicts);
            let unused = change.ways.is_empty() && change.key.is_of_models();
            if !unused && said != Some(change.verdicts) {
                faults.push(format!("{} {:?}: {:?} at {:?}", case.rule, case.place, change.verdicts, change.key));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Rows that stand for their kind where not all are compiled: one for each pair of verdicts, and the likely faults.
const SAMPLE: &[&str] = &[
    "operation-added",
    "parameter-added-optional",
    "parameter-added-required",
    "header-added",
    "failure-added",
    "property-added-required",
    "property-added-optional",
    "became-optional",
    "limits-narrowed",
    "constructor-changed",
    "value-added",
];

/// Old consumers, which were written against the crates before the edit, are compiled against the crates after it. All
/// rows with `BINDERY_FULL=1`, a sample without.
#[test]
fn old_consumers_compile_as_the_table_says() {
    let full = std::env::var_os("BINDERY_FULL").is_some_and(|value| value == "1");
    let mut workspace = Workspace::new();
    let (text, config) = before("base");
    workspace.add("base", &made(&text, &config).0);
    let chosen: Vec<(String, &Case, Verdicts)> = all()
        .filter(|case| full || SAMPLE.contains(&case.rule))
        .enumerate()
        .map(|(index, case)| (format!("row{index}"), case, comparison(case).verdicts()))
        .collect();
    println!("{} of {} rows are compiled", chosen.len(), all().count());
    for (name, case, _) in &chosen {
        let (text, config) = after(case, name);
        workspace.add(name, &made(&text, &config).0);
    }
    let compiled = workspace.check();
    for consumer in Consumer::ALL {
        assert!(
            compiled.contains(&("base".to_owned(), consumer)),
            "{consumer:?} does not compile before any edit\n{}",
            workspace.said("base")
        );
    }
    let mut faults = Vec::new();
    for (name, case, expected) in &chosen {
        let verdict = |plain: Consumer, lists: Consumer| match [plain, lists]
            .map(|one| compiled.contains(&(name.clone(), one)))
        {
            [false, _] => Verdict::Breaking,
            [true, false] => Verdict::Exhaustive,
            // What is more than nothing, no compiler tells.
            [true, true] => Verdict::None,
        };
        let told = |verdict: Verdict| if verdict == Verdict::Compatible { Verdict::None } else { verdict };
        let found = [
            verdict(Consumer::Caller, Consumer::CallerLists),
            verdict(Consumer::Implementor, Consumer::ImplementorLists),
        ];
        let said = [told(expected.callers), told(expected.implementors)];
        if found != said {
            faults.push(format!(
                "{} {:?} ({name}): compilers say {found:?}, the table {said:?}\n{}",
                case.rule,
                case.place,
                workspace.said(name)
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
