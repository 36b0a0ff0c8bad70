//! Real documents: what is made of each stands in `generator/docs/real-documents.md`, and this suite says whether that is
//! so. The documents are no part of the repository: `BINDERY_CORPUS` names the folder they stand in, `BINDERY_ONLY` a part
//! of the names of those to take. `BINDERY_FULL=1` compiles the crates of all of them, not of a sample.

mod audit;
mod builds;
mod child;
mod documents;
mod facts;
mod operations;
mod page;

use std::collections::BTreeMap;
use std::env;
use std::path::Path;

use bindery_tests::same_as_page;
use builds::Built;
use child::{Processors, Task};
use documents::Document;
use facts::Facts;

/// Small ones of different makers: all versions and both notations, webhooks, circles, unions.
const SAMPLE: [&str; 7] = [
    "alertmanager-2.0",
    "combinatorial-stress",
    "museum",
    "oai-3.1-webhook-example",
    "progenitor-keeper",
    "train-travel",
    "xkcd",
];

/// Of a hundred schemas, those that may be given up for any JSON.
const MOST_FALLBACKS: usize = 1;

#[test]
fn every_real_document_becomes_crates_that_compile() {
    let Some(documents) = documents::chosen() else { return };
    let full = is_set("BINDERY_FULL");
    let compiled = |document: &Document| full || SAMPLE.contains(&document.name.as_str());
    let room = builds::room();
    let tasks: Vec<Task<'_>> = documents
        .iter()
        .map(|document| Task {
            document,
            out: compiled(document).then(|| room.join(&document.name)),
            processors: Processors::All,
        })
        .collect();
    let made: Vec<Result<Facts, String>> = child::run_all(&tasks);
    let mut failed = Vec::new();
    let mut known: Vec<(&Document, Facts)> = Vec::new();
    for (document, made) in documents.iter().zip(made) {
        match made {
            Ok(facts) => {
                failed.extend(faults(&facts).into_iter().map(|fault| format!("{}: {fault}", document.name)));
                known.push((document, facts));
            }
            Err(text) => failed.push(format!("{}: {text}", document.name)),
        }
    }
    let built = builds::build(&known.iter().map(|(document, _)| document.name.as_str()).collect::<Vec<_>>());
    failed.extend(built.iter().flat_map(|(name, built)| match built {
        Built::Fine => Vec::new(),
        Built::Not(texts) => texts.iter().map(|text| format!("{name}: {text}")).collect(),
    }));
    assert!(failed.is_empty(), "{} faults:\n{}", failed.len(), failed.join("\n"));
    if documents::all_are_chosen() {
        same_as_page(page::NAME, &page::page(&known, &built));
    }
}

/// What a document must not come to. References to files that are not there take with them what they lead to, so that nothing can be
/// said of how much is left.
fn faults(facts: &Facts) -> Vec<String> {
    let mut faults = Vec::new();
    if facts.findings.contains_key("OA901") {
        faults.push("OA901, a fault of the generator".to_owned());
    }
    if facts.leaving.is_empty() {
        faults.extend(facts.errors.iter().cloned());
        if facts.planned != facts.operations {
            faults.push(format!("{} of {} operations are planned", facts.planned, facts.operations));
        }
        let fallbacks: usize = facts.fallbacks.values().sum();
        if fallbacks * 100 > facts.schemas * MOST_FALLBACKS {
            faults.push(format!("{fallbacks} of {} schemas are given up: {:?}", facts.schemas, facts.fallbacks));
        }
        faults.extend(facts.untold.iter().map(|place| format!("{place} is any JSON, and nobody is told")));
    }
    faults
}

#[test]
fn two_runs_and_other_numbers_of_threads_give_the_same_bytes() {
    let Some(documents) = documents::chosen() else { return };
    let full = is_set("BINDERY_FULL");
    let documents: Vec<&Document> =
        documents.iter().filter(|document| full || SAMPLE.contains(&document.name.as_str())).collect();
    let runs = [Processors::All, Processors::All, Processors::One].map(|processors| {
        let tasks: Vec<Task<'_>> = documents.iter().map(|document| Task { document, out: None, processors }).collect();
        let digest = |(document, made): (&&Document, Result<Facts, String>)| match made {
            Ok(facts) => (document.name.clone(), facts.digest),
            Err(text) => panic!("{}: {text}", document.name),
        };
        documents.iter().zip(child::run_all(&tasks)).map(digest).collect::<BTreeMap<String, u64>>()
    });
    let [first, again, one_processor] = runs;
    assert_eq!(first, again, "two runs");
    assert_eq!(first, one_processor, "one processor and more");
}

/// Not a test of its own: the process in which one document is worked on, so that it may fall without taking others with
/// it, and has a peak of memory of its own.
#[test]
#[ignore = "run by the others, in processes of their own"]
fn one_document() {
    match child::asked() {
        Some((document, out, processors)) => child::work(Path::new(&document), out.as_deref(), processors),
        None => println!("SKIPPED: nobody asked for a document"),
    }
}

fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| value == "1")
}
