//! The ten documents, and what is known of them.

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;

use bindery_tests::harness::{Cases, Report};
use bindery_tests::repository;

/// A document of the corpus.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its folder below `real`.
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    /// Whether it is small enough for every run.
    pub(crate) quick: bool,
}

/// Of ten makers, in both versions and both notations.
const DOCUMENTS: [Document; 10] = [
    Document { name: "museum", file: "openapi.yaml", quick: true },
    Document { name: "swagger-petstore-3.0", file: "openapi.yaml", quick: true },
    Document { name: "train-travel", file: "openapi.yaml", quick: true },
    Document { name: "ably", file: "ably.json", quick: false },
    Document { name: "hetzner", file: "hetzner.cloud.json", quick: false },
    Document { name: "langfuse", file: "openapi.yml", quick: false },
    Document { name: "omicron-gateway", file: "gateway-3.0.0-dacda2.json", quick: false },
    Document { name: "resend", file: "resend.yaml", quick: false },
    Document { name: "telegram-bot", file: "telegram_bot_api.json", quick: false },
    Document { name: "trello", file: "trello.com.json", quick: false },
];

/// The documents that are asked for, if the corpus is there.
pub(crate) fn chosen() -> Option<Vec<(&'static Document, PathBuf)>> {
    let corpus = env::var_os("BINDERY_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let real = corpus.join("real");
    if !real.is_dir() {
        println!("SKIPPED: no corpus at {}; set BINDERY_CORPUS", corpus.display());
        return None;
    }
    let (only, full) = (env::var("BINDERY_ONLY").unwrap_or_default(), env::var_os("BINDERY_FULL").is_some());
    let wanted = |document: &&Document| match only.is_empty() {
        true => full || document.quick,
        false => document.name.contains(&only),
    };
    let chosen: Vec<_> = DOCUMENTS.iter().filter(wanted).collect();
    assert!(!chosen.is_empty(), "no document is called `{only}`");
    if chosen.len() < DOCUMENTS.len() {
        println!(
            "SKIPPED: {} of {} documents; BINDERY_FULL=1 takes all",
            DOCUMENTS.len() - chosen.len(),
            DOCUMENTS.len()
        );
    }
    Some(chosen.into_iter().map(|document| (document, real.join(document.name).join(document.file))).collect())
}

/// What went wrong.
pub(crate) fn judge(_document: &Document, cases: &Cases, report: &Report) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for line in &report.lines {
        let told = line.get("faults").and_then(|faults| faults.as_array()).cloned().unwrap_or_default();
        let operation = line.get("operation").and_then(|operation| operation.as_str()).unwrap_or_default();
        for fault in told {
            // One of a kind is enough to read.
            if seen.insert(operation.to_owned()) {
                faults.push(format!("{operation}: {fault}"));
            }
        }
    }
    if report.lines.len() != cases.all.len() {
        let (done, all) = (report.lines.len(), cases.all.len());
        faults.push(format!("{done} of {all} calls were made: {}", report.said));
    }
    faults.extend(cases.without.iter().cloned());
    faults
}
