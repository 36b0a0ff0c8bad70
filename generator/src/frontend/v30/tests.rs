//! Small documents in, the model's text and the findings out.

use crate::api::{Api, dump};
use crate::diagnostics::Diagnostics;
use crate::document;
use crate::frontend;
use crate::source::SourceMap;

fn lowered(text: &str) -> (Api, Diagnostics) {
    let mut sources = SourceMap::default();
    let source = sources.add("test.yaml", text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, source, &mut diagnostics).expect("the text is a document");
    let api = frontend::lower(&document, &mut diagnostics);
    (api, diagnostics)
}

/// Reads all documents of OpenAPI 3.0 below `BINDERY_CORPUS` and the two of this repository, and prints what they
/// give. Nothing may panic, and no document may take long.
#[test]
#[ignore = "needs the corpora, and is for reading"]
fn corpus() {
    let corpus = std::env::var("BINDERY_CORPUS").unwrap_or_else(|_| "/work/shared/corpus".to_owned());
    let only = std::env::var("BINDERY_ONLY").unwrap_or_default();
    let mut files = Vec::new();
    collect(std::path::Path::new(&corpus), &mut files);
    files.sort();
    for file in files.iter().filter(|file| file.to_string_lossy().contains(&only)) {
        let mut sources = SourceMap::default();
        let Ok(source) = sources.load(file) else { continue };
        let mut diagnostics = Diagnostics::default();
        let Some(document) = document::parse(&sources, source, &mut diagnostics) else { continue };
        let before = diagnostics.iter().len();
        let start = std::time::Instant::now();
        let api = frontend::lower(&document, &mut diagnostics);
        let took = start.elapsed();
        let mut codes = std::collections::BTreeMap::<String, usize>::new();
        for finding in diagnostics.iter().skip(before) {
            *codes.entry(format!("{}{}", finding.code.id, ["n", "w", "E"][finding.severity as usize])).or_default() +=
                1;
        }
        println!(
            "{} ops={} components={} schemas={} ms={} {codes:?}",
            file.strip_prefix(&corpus).unwrap_or(file).display(),
            api.operations.len(),
            api.components.len(),
            api.schemas.len(),
            took.as_millis()
        );
        if !only.is_empty() {
            for finding in diagnostics.iter() {
                let place = finding.primary.as_ref().map(|label| label.origin.pointer.to_string());
                println!(
                    "{} {:?} {} | {} | {}",
                    finding.code.id,
                    finding.severity,
                    finding.message,
                    place.unwrap_or_default(),
                    finding.help.as_deref().unwrap_or_default()
                );
            }
            if std::env::var("BINDERY_DUMP").is_ok() {
                println!("{}", dump::dump(&api, None));
            }
        } else {
            let _ = dump::dump(&api, None);
        }
    }
}

fn collect(folder: &std::path::Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ext| ["json", "yaml", "yml"].iter().any(|known| ext == *known)) {
            files.push(path);
        }
    }
}

#[test]
fn nothing_much() {
    let (api, diagnostics) = lowered("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n");
    assert_eq!(diagnostics.iter().len(), 0);
    assert_eq!(dump::dump(&api, None), "api \"T\" \"1\"\n");
}
