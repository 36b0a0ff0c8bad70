//! What came out, as a page of the documentation.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::dialect::Dialect;
use crate::proof::{Class, Outcome, Proven};

const HEAD: &str = "\
# The JSON Schema Test Suite

What becomes of {draft} of the suite, without its folder `optional`. This page is written by a test and compared by it:

```sh
UPDATE_DOCS=1 cargo test -p bindery-tests --test json_schema
```

`BINDERY_CORPUS` names the folder in which `json-schema-test-suite` stands; without the suite the test says that it was skipped.
With `-- --nocapture` the test prints each row that is wrong.

A group of the suite is a schema with values, its rows. Here it is called by its file and its place in it, from 1. Its schema is written as a
component of {edition}, all of them in one document, from which one crate is generated with unknown properties kept.

- **Right**: a valid value is decoded, passes `validate()` and is encoded to an equal value, numbers compared by their mathematical value; an invalid
  one is refused in decoding or by `validate()`.
- **Valid only without a type**: the schema has no `type`, and the value is of a JSON type of which its keywords say nothing: `maxLength: 2` and the
  number 100. The draft lets it pass; most who write such a schema mean strings, and a type may be read from the keywords. Such rows are told by schema
  and value alone and count neither as right nor as wrong; how many of them were accepted stands in brackets.
- **By design**: a valid row that is refused by a decision of the generator. Each stands in a table of the test with its reason, which this page
  repeats; a row of the table that is not refused fails the test.
- **Any JSON**: groups whose type is `support::Json` though their schema says of which JSON type values are, by `type`, by `enum`, or by keywords that
  speak of one type only. They count as missed however right their rows are. A schema that says nothing of types, such as `{}` or one with `not`
  alone, is any JSON rightly and is not counted.
- A group that is not generated or does not compile has all its rows wrong.
";

/// The page.
pub(crate) fn page(proven: &[Proven<'_>], dialect: Dialect) -> String {
    let mut out = HEAD.replace("{draft}", dialect.name).replace("{edition}", dialect.edition);
    table(&mut out, proven);
    not_written(&mut out, proven, dialect);
    by_design(&mut out, proven);
    missed(&mut out, proven);
    out
}

fn table(out: &mut String, proven: &[Proven<'_>]) {
    let mut files: BTreeMap<&str, Vec<&Proven<'_>>> = BTreeMap::new();
    for one in proven {
        files.entry(&one.group.file).or_default().push(one);
    }
    out.push_str("\n## By file\n\n");
    out.push_str(
        "| File | Groups | Cannot be written | Rows | Right | Valid only without a type | By design | Wrong | Any JSON |\n",
    );
    out.push_str("|---|---|---|---|---|---|---|---|---|\n");
    for (file, groups) in &files {
        line(out, file, groups);
    }
    line(out, "**all**", &proven.iter().collect::<Vec<_>>());
}

fn line(out: &mut String, name: &str, groups: &[&Proven<'_>]) {
    let number = |wanted: fn(&Proven<'_>) -> bool| groups.iter().filter(|one| wanted(one)).count();
    let rows = |counts: fn(Class) -> bool| groups.iter().map(|one| one.count(counts)).sum::<usize>();
    let (right, wrong) = (rows(|class| class == Class::Right), rows(|class| class == Class::Wrong));
    let refused = rows(|class| matches!(class, Class::ByDesign(_)));
    let untyped = match rows(|class| class == Class::Untyped) {
        0 => "0".to_owned(),
        untyped => format!("{untyped} ({})", groups.iter().map(|one| accepted_untyped(one)).sum::<usize>()),
    };
    let _ = writeln!(
        out,
        "| {name} | {} | {} | {} | {right} | {untyped} | {refused} | {wrong} | {} |",
        groups.len(),
        number(|one| matches!(one.outcome, Outcome::NotWritten(_))),
        rows(|_| true),
        number(|one| one.is_given_up()),
    );
}

fn accepted_untyped(one: &Proven<'_>) -> usize {
    let Outcome::Asked(rows, _) = &one.outcome else { return 0 };
    rows.iter().filter(|row| row.class == Class::Untyped && !row.verdict.is_refusal()).count()
}

fn not_written(out: &mut String, proven: &[Proven<'_>], dialect: Dialect) {
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in proven {
        if let Outcome::NotWritten(reason) = &one.outcome {
            reasons.entry(reason).or_default().push(one.group.name());
        }
    }
    let _ = write!(out, "\n## What cannot be written in {}\n\n| Why | Groups |\n|---|---|\n", dialect.edition);
    for (reason, groups) in reasons {
        let _ = writeln!(out, "| {reason} | {} |", groups.join(", "));
    }
}

/// The rows that are refused by design, by reason.
fn by_design(out: &mut String, proven: &[Proven<'_>]) {
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in proven {
        let Outcome::Asked(rows, _) = &one.outcome else { continue };
        for (number, judged) in (1..).zip(rows) {
            if let Class::ByDesign(why) = judged.class {
                reasons.entry(why).or_default().push(format!("{} row {number}", one.group.name()));
            }
        }
    }
    if reasons.is_empty() {
        return;
    }
    out.push_str("\n## What is refused by design\n\n| Why | Rows |\n|---|---|\n");
    for (why, rows) in reasons {
        let _ = writeln!(out, "| {why} | {} |", rows.join(", "));
    }
}

fn missed(out: &mut String, proven: &[Proven<'_>]) {
    let missed: Vec<_> = proven.iter().filter(|one| one.is_missed()).collect();
    let silent = missed.iter().filter(|one| one.codes.is_empty()).count();
    let written = proven.iter().filter(|one| !matches!(one.outcome, Outcome::NotWritten(_))).count();
    out.push_str("\n## What is missed\n\n");
    let _ = writeln!(out, "{} of {written} groups, {silent} of them without a finding of the generator.", missed.len());
    if missed.is_empty() {
        return;
    }
    out.push_str("\n| Group | What happens | Findings |\n|---|---|---|\n");
    for one in missed {
        let codes: Vec<_> = one.codes.iter().copied().collect();
        let codes = if codes.is_empty() { "**SILENT**".to_owned() } else { codes.join(", ") };
        let _ = writeln!(out, "| {} | {} | {codes} |", one.group.name(), what_happens(one));
    }
}

/// What is wrong with a group, without anything of the suite's texts.
fn what_happens(one: &Proven<'_>) -> String {
    let rows = match &one.outcome {
        Outcome::NotWritten(_) => return String::new(),
        Outcome::Failed(why) => return (*why).to_owned(),
        Outcome::Asked(rows, _) => rows,
    };
    let mut parts: Vec<String> = one.is_given_up().then(|| "any JSON".to_owned()).into_iter().collect();
    let mut wrong: BTreeMap<(bool, &str), Vec<String>> = BTreeMap::new();
    for (index, (judged, row)) in rows.iter().zip(&one.group.rows).enumerate() {
        if judged.class == Class::Wrong {
            wrong.entry((row.valid, judged.verdict.words())).or_default().push((index + 1).to_string());
        }
    }
    for ((valid, words), numbers) in wrong {
        let valid = if valid { "valid" } else { "invalid" };
        parts.push(format!("{valid} row {} {words}", numbers.join(", ")));
    }
    parts.join("; ")
}
