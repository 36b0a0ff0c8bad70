//! Every operation of real documents, from the generated client into the generated server and back, in one process: random
//! arguments and bodies arrive as they were sent, and every documented answer comes back as it was given.
//!
//! `BINDERY_CORPUS` names the folder of the documents, `BINDERY_ONLY` a part of the names of those to take,
//! `BINDERY_FULL=1` takes all ten, `BINDERY_SEED=<number>` other values.

mod documents;

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;

use bindery::config::Config;
use bindery_tests::harness::{Cases, Wire, Workspace};
use bindery_tests::values::Integers;
use bindery_tests::{Run, tests};
use documents::Document;

/// Cases for each documented answer of each operation.
const EACH: usize = 3;

/// Where the values begin, unless another place is asked for.
const SEED: u64 = 5;

/// Of many faults, no more are told than this.
const MOST_TOLD: usize = 40;

#[test]
fn odd_documents_come_round_too() {
    let odd = Document { name: "odd", file: "", quick: true };
    comes_round("odd", &[(&odd, tests().join("suites/loop/odd.yaml"))]);
}

#[test]
fn a_document_of_swagger_2_comes_round_too() {
    let swagger = Document { name: "swagger", file: "", quick: true };
    comes_round("swagger", &[(&swagger, tests().join("suites/loop/swagger.yaml"))]);
}

#[test]
fn what_is_sent_arrives_and_what_is_answered_comes_back() {
    if let Some(documents) = documents::chosen() {
        comes_round("loop", &documents);
    }
}

/// Compiles clients, servers and programs below a folder of this name, and calls everything.
fn comes_round(folder: &str, documents: &[(&Document, PathBuf)]) {
    let seed = env::var("BINDERY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    let mut workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), folder, Wire::InProcess);
    let mut asked = Vec::new();
    for (document, path) in documents {
        let config = Config { name: Some(format!("loop-{}", document.name.replace('.', "-"))), ..Config::default() };
        let mut run = Run::file(path, &config);
        workspace.add(&mut run);
        asked.push((document, config.name.unwrap_or_default(), Cases::of(&run, EACH, seed, Integers::All)));
    }
    workspace.build();
    let mut wrong = Vec::new();
    for (document, name, cases) in &asked {
        let report = workspace.run(name, cases, None);
        let operations: BTreeSet<&str> = cases.all.iter().map(|case| case.operation.as_str()).collect();
        println!("{}: {} operations, {} calls", document.name, operations.len(), cases.all.len());
        for unsaid in &cases.unsaid {
            println!("SKIPPED: {unsaid} asks for a multipart body");
        }
        for hidden in &cases.hidden {
            println!("SKIPPED: {hidden} has the path of another operation");
        }
        let faults = documents::judge(document, cases, &report);
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", document.name)));
    }
    let first: Vec<&str> = wrong.iter().take(MOST_TOLD).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), first.join("\n"));
}
