//! Random schemas, compiled as one crate, and random values for them: encode(decode(v)) equals v, and `validate()` passes.
//! Every run is the same; `BINDERY_SEED=<number>` takes another batch.

mod make;
mod not_yet;
mod scalars;
mod shape;
mod unions;
mod value;

use std::collections::BTreeMap;
use std::env;

use bindery::config::{Config, Integers};
use bindery_tests::Run;
use bindery_tests::probe::{self, Document, Probe, Verdict};
use make::Batch;
use value::Values;

/// The seeds of the batches.
const SEEDS: &[u64] = &[1, 2, 3];
/// Schemas of a batch.
const SCHEMAS: usize = 50;
/// Values for each, some of which turn out equal.
const VALUES: usize = 40;

#[test]
fn what_is_decoded_is_encoded_to_the_same() {
    let (name, seeds) = match env::var("BINDERY_SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => ("random-seed", vec![seed]),
        None => ("random", SEEDS.to_vec()),
    };
    let batches: Vec<_> = seeds.iter().map(|seed| make::batch(&format!("Seed{seed}"), *seed, SCHEMAS)).collect();
    let document = document(&batches);
    // Random integers are of any length.
    let config = Config { integers: Integers::Exact, ..probe::config(name) };
    let mut run = Run::text("random.json", document.text(), &config);
    assert!(!run.diagnostics.has_errors(), "{}", run.findings());
    let probe = Probe::build(name, &document, &mut run).unwrap_or_else(|fault| panic!("{}", fault.text));

    let mut questions = Vec::new();
    for (batch, seed) in batches.iter().zip(&seeds) {
        let mut values = Values::new(*seed, batch);
        for subject in &batch.subjects {
            questions.extend(values.of(subject, VALUES).into_iter().map(|value| (subject.clone(), value)));
        }
    }
    println!("{} values of {} schemas", questions.len(), document.subjects().count());
    let verdicts = probe.ask(&questions);
    let mut wrong: BTreeMap<&str, Vec<(&str, &Verdict)>> = BTreeMap::new();
    for ((subject, value), verdict) in questions.iter().zip(&verdicts) {
        if *verdict != Verdict::Ok {
            wrong.entry(subject).or_default().push((value, verdict));
        }
    }
    let reports: Vec<_> = wrong.iter().map(|(subject, rows)| report(&batches, subject, rows)).collect();
    assert!(wrong.is_empty(), "{}\n{} schemas are wrong", reports.join("\n"), wrong.len());
}

fn document(batches: &[Batch]) -> Document {
    let mut document = Document::default();
    for batch in batches {
        for subject in &batch.subjects {
            let own = batch.components.iter().filter(|(_, (owner, _))| owner == subject);
            document.add(subject, own.map(|(name, (_, shape))| (name.clone(), shape.schema())));
        }
    }
    document
}

/// The smallest value that goes wrong, and what belongs to its schema.
fn report(batches: &[Batch], subject: &str, rows: &[(&str, &Verdict)]) -> String {
    let components = batches.iter().flat_map(|batch| &batch.components).filter(|(_, (owner, _))| owner == subject);
    let mut text: String = components.map(|(name, (_, shape))| format!("  {name}: {}\n", shape.schema())).collect();
    for (value, verdict) in rows.iter().take(2) {
        text.push_str(&format!("    {value}\n    -> {verdict:?}\n"));
    }
    format!("{subject}: {} values\n{text}", rows.len())
}
