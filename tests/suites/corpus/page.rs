//! What came out, as a page of the documentation.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use bindery_tests::{repository, updates_docs};

use crate::builds::Built;
use crate::documents::Document;
use crate::facts::Facts;

pub(crate) const NAME: &str = "real-documents.md";

const HEAD: &str = "\
# Real documents

What becomes of documents of OpenAPI 2.0, 3.0, 3.1 and 3.2 that others have published. This page is written by a test and compared by it:

```sh
UPDATE_DOCS=1 BINDERY_FULL=1 cargo test --release -p bindery-tests --test corpus
```

`BINDERY_CORPUS` names the folder in which they stand; without it the test says that it was skipped. Without `BINDERY_FULL=1` only a sample is
compiled, and what stands below Builds for the others is left as it was; so are time and memory in a build without optimisation.

The crates of each document, models, client and server, are made with `--lenient`. The test asks that

- no document makes the generator panic, overflow its stack or run for minutes,
- all operations below `paths`, counted in the tree of the document, are written,
- at most 1 % of the schemas are given up for any JSON (OA206), and nothing is any JSON in silence of which the document says more,
- the crates compile without a warning: `cargo check`, all in one workspace,
- two runs give the same bytes, and so does a run on one processor.

";

const COLUMNS: &str = "\
- **Schemas**: places of the document with a schema. **Lines**: of all files.
- **Fallbacks**: schemas given up for any JSON, with the reason; `bindery explain OA206` lists the reasons.
- **Warnings**: how many under each code; `bindery explain <code>` says what it is about.
- **Time** and **Memory**: one run in a process of its own on a machine of two cores with others on it, from the text to the files, nothing
  written: wall clock and peak. These two and the lines are measured when the page is written, and not compared.

| Document | Version | Operations | Schemas | Lines | Fallbacks | Warnings | Builds | Time | Memory |
|---|---|---|---|---|---|---|---|---|---|
";

const LEAVING: &str = "
## Documents that lack files

They refer to files that were not published with them, or to other hosts (OA106, OA107). With `--lenient` what such a reference
touches is left out, so nothing is asked of these but that the generator comes to an end, and what it writes compiles.

| Document | Version | Operations | Written | References that lack a file | The first of them | Builds |
|---|---|---|---|---|---|---|
";

/// The page. What this run has not found out stands there as it did.
pub(crate) fn page(known: &[(&Document, Facts)], built: &BTreeMap<String, Built>) -> String {
    let before = rows(&fs::read_to_string(repository().join("generator/docs").join(NAME)).unwrap_or_default());
    let left = |name: &str, from_end: usize| {
        let cells = before.get(name).map(Vec::as_slice).unwrap_or_default();
        cells.len().checked_sub(from_end).and_then(|at| cells.get(at)).cloned().unwrap_or_else(|| "?".to_owned())
    };
    let builds = |name: &str, from_end: usize| match built.get(name) {
        Some(Built::Fine) => "yes".to_owned(),
        Some(Built::Not(_)) => "no".to_owned(),
        None => left(name, from_end),
    };
    let mut out = HEAD.to_owned();
    out.push_str(COLUMNS);
    for (document, facts) in known.iter().filter(|(_, facts)| facts.leaving.is_empty()) {
        let name = document.name.as_str();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            document.version,
            facts.operations,
            facts.schemas,
            lines(name, facts, &left),
            listed(&facts.fallbacks),
            listed(&facts.findings),
            builds(name, 3),
            measured(format!("{:.2} s", facts.milliseconds as f64 / 1000.0), || left(name, 2)),
            measured(format!("{} MiB", facts.mebibytes), || left(name, 1)),
        );
    }
    let _ = writeln!(out, "\n{}", total(known, |name, facts| lines(name, facts, &left).parse().unwrap_or(0)));
    out.push_str(LEAVING);
    for (document, facts) in known.iter().filter(|(_, facts)| !facts.leaving.is_empty()) {
        let name = document.name.as_str();
        let first = facts
            .leaving
            .first()
            // The reference alone: what follows may name folders of this machine.
            .map(|text| format!("`{}`", text.split('`').nth(1).unwrap_or_default()))
            .unwrap_or_default();
        let builds = if facts.errors.is_empty() { builds(name, 1) } else { "no crates".to_owned() };
        let _ = writeln!(
            out,
            "| {name} | {} | {} | {} | {} | {first} | {builds} |",
            document.version,
            facts.operations,
            facts.planned,
            facts.leaving.len()
        );
    }
    out
}

/// Figures of a build without optimisation say nothing.
fn measured(now: String, before: impl FnOnce() -> String) -> String {
    if cfg!(debug_assertions) { before() } else { now }
}

/// How many lines a document comes to. A line more in a support file would change every row, so these are no promise.
fn lines(name: &str, facts: &Facts, left: &impl Fn(&str, usize) -> String) -> String {
    if updates_docs() { facts.lines.to_string() } else { left(name, 6) }
}

fn total(known: &[(&Document, Facts)], lines: impl Fn(&str, &Facts) -> usize) -> String {
    let counted = || known.iter().filter(|(_, facts)| facts.leaving.is_empty());
    let sum = |of: fn(&Facts) -> usize| counted().map(|(_, facts)| of(facts)).sum::<usize>();
    let fallbacks = sum(|facts| facts.fallbacks.values().sum());
    format!(
        "{} documents: {} operations, {} schemas, {fallbacks} fallbacks, {} lines.",
        counted().count(),
        sum(|facts| facts.planned),
        sum(|facts| facts.schemas),
        counted().map(|(document, facts)| lines(&document.name, facts)).sum::<usize>()
    )
}

fn listed(counts: &BTreeMap<String, usize>) -> String {
    let texts: Vec<String> = counts.iter().map(|(word, times)| format!("{word} {times}")).collect();
    if texts.is_empty() { "none".to_owned() } else { texts.join(", ") }
}

/// The cells of the tables of a page under the names in their first column.
fn rows(page: &str) -> BTreeMap<String, Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let lines = page.lines().filter(|line| line.starts_with("| ")).map(cells);
    lines.filter_map(|cells| Some((cells.first()?.clone(), cells))).collect()
}

#[test]
fn what_a_page_says_is_found_again() {
    let rows = rows("# Page\n\n| Document | Builds |\n|---|---|\n| a | yes |\n| b | no |\n");
    assert_eq!(rows["a"], ["a", "yes"]);
    assert_eq!(rows["b"], ["b", "no"]);
}
