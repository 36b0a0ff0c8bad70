//! Real HTTP against a server of another project: Prism mocks documents and judges what generated clients send, and the
//! clients read what it answers.
//!
//! Only with `BINDERY_FULL=1`, and where node and npm are; `BINDERY_ONLY` takes a part of the names of the documents.

mod mock;

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;

use bindery::config::Config;
use bindery_tests::harness::{Cases, Report, Wire, Workspace};
use bindery_tests::{Run, repository};
use mock::Prism;
use serde_json::Value;

/// A document that Prism mocks.
struct Document {
    name: &'static str,
    path: PathBuf,
    /// One operation of so many is called.
    step: usize,
}

/// Parameters that Prism refuses without a fault of the client, and why.
const REFUSED: [(&str, &str); 2] = [
    ("[\"path\",\"workflow_id\"]", "it is `oneOf` integer and string: to Prism, a text of digits is both"),
    ("[\"path\",\"pages_deployment_id\"]", "it is `oneOf` integer and string, too"),
];

/// Where the values begin.
const SEED: u64 = 7;

#[test]
fn what_clients_send_is_valid_and_they_read_what_comes() {
    if env::var_os("BINDERY_FULL").is_none_or(|value| value != "1") {
        return println!("SKIPPED: Prism; BINDERY_FULL=1 asks it");
    }
    let Some(prism) = Prism::installed(env!("CARGO_TARGET_TMPDIR")) else { return };
    let documents = documents();
    let mut workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "prism", Wire::Http);
    let mut asked = Vec::new();
    for document in &documents {
        let name = format!("prism-{}", document.name);
        let mut run = Run::file(&document.path, &Config { name: Some(name.clone()), ..Config::default() });
        let cases = Cases::of_successes(&run, document.step, SEED);
        let wanted: BTreeSet<&str> = cases.all.iter().map(|case| case.operation.as_str()).collect();
        workspace.add_some(&mut run, |label| wanted.contains(label));
        asked.push((document, name, cases));
    }
    workspace.build();
    let mut wrong = Vec::new();
    for (document, name, cases) in &asked {
        let server = prism.mock(&document.path);
        let report = workspace.run(name, cases, Some(&server.address));
        let faults = judge(cases, &report);
        println!(
            "{}: {} calls, {} faults; no values: {:?}",
            document.name,
            cases.all.len(),
            faults.len(),
            cases.without
        );
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", document.name)));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

fn documents() -> Vec<Document> {
    let corpus = env::var_os("BINDERY_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let specs = repository().join("specs");
    let real = |file: &str| corpus.join("real").join(file);
    let mut all = vec![
        Document { name: "gcs", path: specs.join("gcs/openapi.yaml"), step: 1 },
        Document { name: "nevisidm", path: specs.join("nevisidm/openapi.yaml"), step: 1 },
        Document { name: "petstore", path: real("swagger-petstore-3.0/openapi.yaml"), step: 1 },
        Document { name: "github", path: real("github-rest/api.github.com.json"), step: 6 },
    ];
    let only = env::var("BINDERY_ONLY").unwrap_or_default();
    all.retain(|document| document.name.contains(&only));
    let there = |document: &Document| {
        let there = document.path.is_file();
        if !there {
            println!("SKIPPED: {} is missing; set BINDERY_CORPUS", document.path.display());
        }
        there
    };
    all.retain(there);
    all
}

/// What went wrong, call by call.
fn judge(cases: &Cases, report: &Report) -> Vec<String> {
    let mut faults = Vec::new();
    for line in &report.lines {
        let operation = line.get("operation").and_then(Value::as_str).unwrap_or_default();
        let told = line.get("told").cloned().unwrap_or_default();
        let of = |key: &str| told.get(key).and_then(Value::as_str).unwrap_or_default();
        if let Some((what, why)) = REFUSED.iter().find(|(refused, _)| of("text").contains(refused)) {
            println!("SKIPPED: {operation}: {what}: {why}");
            continue;
        }
        let violations = told.pointer("/headers/sl-violations").and_then(Value::as_str);
        // It says of its own answers, too, where they break the document.
        let ours = violations.filter(|text| text.contains("\"request\""));
        if let Some(violations) = ours {
            faults.push(format!("{operation}: {violations}"));
        } else if of("text").contains("stoplight.io/prism/errors") {
            faults.push(format!("{operation}: {}", of("text")));
        } else if !of("fault").is_empty() {
            faults.push(format!("{operation}: {} {}", of("fault"), of("text")));
        }
    }
    if report.lines.len() != cases.all.len() {
        faults.push(format!("{} of {} calls were made: {}", report.lines.len(), cases.all.len(), report.said));
    }
    faults
}
