//! A document and the same document split over files give the same crates, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bindery::config::Config;
use bindery::diagnostics::Diagnostics;
use bindery::document;
use bindery::output::FileSet;
use bindery::source::{SourceMap, percent_encoded};
use bindery::tree::{Mapping, Node};
use bindery_tests::{Run, documents, each, repository, tests};

use super::{put, run};

/// A document in pieces: each component and each path is a file of its own, and the document a list of references.
struct Split {
    /// What takes the place of the first segments of pointers, by these.
    moved: BTreeMap<Vec<String>, String>,
    files: Vec<(String, Node)>,
}

/// Sections whose entries may be references to files.
const SECTIONS: [&str; 9] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "callbacks",
    "pathItems",
];

impl Split {
    fn of(root: &Node) -> Self {
        let mut split = Self { moved: BTreeMap::new(), files: Vec::new() };
        for section in SECTIONS {
            let entries = root.get("components").and_then(|components| components.get(section));
            for (name, _) in entries.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter) {
                let way = ["components", section, name].map(str::to_owned).to_vec();
                split.moved.insert(way, format!("components/{section}/{name}.json"));
            }
        }
        let paths = root.get("paths").and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter);
        for (index, (path, _)) in paths.enumerate().filter(|(_, (path, _))| path.starts_with('/')) {
            split.moved.insert(["paths", path].map(str::to_owned).to_vec(), format!("paths/{index}.json"));
        }
        let main = split.written(root, &mut Vec::new(), "");
        split.files.push(("api.json".to_owned(), main));
        split
    }

    /// A node with what is moved taken out of it, as it stands in a file.
    fn written(&mut self, node: &Node, at: &mut Vec<String>, file: &str) -> Node {
        if let Some(other) = self.moved.get(at.as_slice()).cloned().filter(|other| other != file) {
            let moved = self.written(node, at, &other);
            self.files.push((other.clone(), moved));
            let mut reference = Mapping::default();
            reference.insert("$ref".to_owned(), Node::String(relative(file, &other)));
            return Node::Mapping(reference);
        }
        let mut below = |split: &mut Self, key: &str, node: &Node| {
            at.push(key.to_owned());
            let written = match node {
                Node::String(text) if is_reference(key, at) => Node::String(split.reference(text, file)),
                node => split.written(node, at, file),
            };
            at.pop();
            written
        };
        match node {
            Node::Mapping(mapping) => {
                let mut written = Mapping::default();
                for (key, node) in mapping.iter() {
                    let node = below(self, key, node);
                    written.insert(key.to_owned(), node);
                }
                Node::Mapping(written)
            }
            Node::Sequence(items) => {
                let items = items.iter().enumerate().map(|(index, node)| below(self, &index.to_string(), node));
                Node::Sequence(items.collect())
            }
            node => node.clone(),
        }
    }

    /// A reference within the document, as it has to be written in one of the files.
    fn reference(&self, text: &str, file: &str) -> String {
        let Some(pointer) = text.strip_prefix("#/") else { return text.to_owned() };
        let segment = |text: &str| {
            let decoded = bindery::source::percent_decoded(text).unwrap_or_default();
            decoded.replace("~1", "/").replace("~0", "~")
        };
        let segments: Vec<String> = pointer.split('/').map(segment).collect();
        for length in [2, 3] {
            if let Some(other) = segments.get(..length).and_then(|way| self.moved.get(way)) {
                let rest: Vec<&str> = pointer.split('/').skip(length).collect();
                let fragment = if rest.is_empty() { String::new() } else { format!("#/{}", rest.join("/")) };
                return format!("{}{fragment}", relative(file, other));
            }
        }
        let main = if file.is_empty() { String::new() } else { relative(file, "api.json") };
        format!("{main}#/{pointer}")
    }
}

fn depth(file: &str) -> usize {
    file.matches('/').count()
}

/// The way from one file to another.
fn relative(from: &str, to: &str) -> String {
    format!("{}{}", "../".repeat(depth(from)), percent_encoded(to))
}

/// Whether a text under a key is a reference: not below what is data.
fn is_reference(key: &str, at: &[String]) -> bool {
    let is_data = |(index, key): (usize, &String)| match key.as_str() {
        "default" => index.checked_sub(1).and_then(|index| at.get(index)).is_none_or(|around| around != "responses"),
        key => matches!(key, "example" | "enum" | "const" | "value"),
    };
    let parent = |up: usize| at.len().checked_sub(up).and_then(|index| at.get(index)).map(String::as_str);
    let mapped = parent(2) == Some("mapping") && parent(3) == Some("discriminator");
    let default = key == "defaultMapping" && parent(2) == Some("discriminator");
    (key == "$ref" || mapped || default) && !at.iter().enumerate().any(is_data)
}

fn tree(path: &Path) -> Node {
    let mut sources = SourceMap::default();
    let source = sources.load(path).expect("a document");
    let document = document::parse(&sources, source, &mut Diagnostics::default()).expect("a tree");
    document.root
}

/// What is compared: everything but lines that count places of the document.
fn crates(mut run: Run) -> FileSet {
    let findings = run.findings();
    assert!(!run.diagnostics.has_errors(), "{findings}");
    run.crates()
}

#[track_caller]
fn same_when_split(path: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = tree(path);
    put(folder.path(), "whole/api.json", &whole.to_json());
    for (name, node) in Split::of(&whole).files {
        put(folder.path(), &format!("split/{name}"), &node.to_json());
    }
    let whole = crates(run(&folder.path().join("whole"), "api.json", &Config::default()));
    let split = crates(run(&folder.path().join("split"), "api.json", &Config::default()));
    let paths = |files: &FileSet| files.iter().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
    assert_eq!(paths(&whole), paths(&split));
    for (path, bytes) in whole.iter() {
        let other = split.get(path).unwrap_or_default();
        let (one, other) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(other));
        let line = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(one == other, "{path} differs: {line:#?}");
    }
}

#[test]
fn our_documents_give_the_same_crates_when_they_are_split() {
    each(&documents(&repository().join("specs")), same_when_split);
}

#[test]
fn fixtures_give_the_same_crates_when_they_are_split() {
    let fixtures: Vec<_> = documents(&tests().join("positive"))
        .into_iter()
        // A document of files already, and names that no file can have.
        .filter(|path| !path.ends_with("files/files.yaml"))
        .filter(|path| !fs::read_to_string(path).unwrap_or_default().contains("swagger"))
        .collect();
    each(&fixtures, same_when_split);
}

/// Documents that others publish both ways, whole and split, with the document of each.
const BOTH: [[&str; 2]; 2] = [
    ["beacon-apis/beacon-bundled.yaml", "beacon-apis-split/beacon-node-oapi.yaml"],
    ["digitalocean/digitalocean-bundled.yaml", "digitalocean-split/DigitalOcean-public.v2.yaml"],
];

/// What went into bundles are other names for some things, so what is asked is that nothing is missing: the same
/// operations under the same methods and paths, with as many parameters and statuses.
#[test]
fn real_documents_say_the_same_when_they_are_split() {
    let corpus = std::env::var_os("BINDERY_CORPUS").map(std::path::PathBuf::from);
    let Some(real) = corpus.map(|corpus| corpus.join("real")).filter(|real| real.is_dir()) else {
        return println!("SKIPPED: no corpus; set BINDERY_CORPUS");
    };
    for [whole, split] in BOTH {
        let [whole, split] = [whole, split].map(|file| {
            let path = real.join(file);
            let run = run(
                path.parent().expect("a folder"),
                &path.file_name().expect("a name").to_string_lossy(),
                &Config::default(),
            );
            let api = run.stages.api.as_ref().expect("a model");
            let operation = |operation: &bindery::api::Operation| {
                let mut statuses: Vec<_> = operation.responses.iter().map(|response| response.status).collect();
                statuses.sort();
                (
                    operation.method.as_str().to_owned(),
                    operation.path.text.clone(),
                    operation.parameters.len(),
                    statuses,
                )
            };
            api.operations.iter().map(|(_, one)| operation(one)).collect::<Vec<_>>()
        });
        assert!(whole == split, "{:#?}", whole.iter().zip(&split).find(|(whole, split)| whole != split));
    }
}
