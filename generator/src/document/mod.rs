//! Text to tree: JSON or YAML, and which version of the standard it is.

mod gather;
mod json;
mod nesting;
mod sniff;
mod syntax;
mod tree;
mod yaml;

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::source::{JsonPointer, Moves, Origin, SourceId, SourceMap, locate_repeats, percent_decoded};
use crate::tree::Node;

pub use self::gather::{File, Files, Links, gather};
use self::sniff::Notation;
use self::syntax::Fault;

/// Stack for the parsers, which recurse: enough for [`tree::DEPTH`] levels in a build without optimisation.
const STACK: usize = 64 << 20;

/// The versions of the standard that have a front end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0, the first that is called OpenAPI.
    V20,
    /// OpenAPI 3.0.x.
    V30,
    /// OpenAPI 3.1.x.
    V31,
    /// OpenAPI 3.2.x.
    V32,
}

impl Version {
    /// The last edition of it, as documents name it.
    pub fn full(self) -> &'static str {
        match self {
            Version::V20 => "2.0",
            Version::V30 => "3.0.4",
            Version::V31 => "3.1.1",
            Version::V32 => "3.2.0",
        }
    }

    /// What it is called in messages.
    pub fn short(self) -> &'static str {
        match self {
            Version::V20 => "2.0",
            Version::V30 => "3.0",
            Version::V31 => "3.1",
            Version::V32 => "3.2",
        }
    }
}

/// A document as a tree.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its text.
    pub source: SourceId,
    /// Its version.
    pub version: Version,
    /// Its root, a mapping.
    pub root: Node,
    /// The other files that its references lead to, once they have been gathered.
    pub files: Files,
    /// What an overlay has put into the root, and where it is written.
    pub moves: Moves,
    /// What things are to be called, by their places.
    pub names: BTreeMap<Origin, String>,
}

impl Document {
    /// The root of a file: the document, or one that its references lead to. None where the text has no tree.
    pub fn tree(&self, source: SourceId) -> Option<&Node> {
        if source == self.source { Some(&self.root) } else { self.files.get(source)?.root.as_ref() }
    }

    /// The edition that says what stands in a file: its own if it names one, unless it is of the other family. Swagger 2.0
    /// and OpenAPI 3 have different objects, so there the document's holds.
    pub fn edition(&self, source: SourceId) -> Version {
        let own = self.files.get(source).and_then(|file| file.version);
        own.filter(|own| (*own > Version::V20) == (self.version > Version::V20)).unwrap_or(self.version)
    }

    /// The same, to be changed.
    pub(crate) fn tree_mut(&mut self, source: SourceId) -> Option<&mut Node> {
        if source == self.source { Some(&mut self.root) } else { self.files.tree_mut(source) }
    }

    /// What a plain reference, an address and a pointer, leads to from a file. Names that schemas give themselves are
    /// not looked at.
    pub fn referred(&self, from: SourceId, reference: &str) -> Option<(SourceId, &Node)> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let source = if address.is_empty() { from } else { self.files.links().target(from, address).ok()? };
        let pointer = JsonPointer::parse(&percent_decoded(fragment)?)?;
        Some((source, self.tree(source)?.at(&pointer.segments())?))
    }
}

/// What a text gives: its tree, and the places of keys that stand more than once.
struct Parsed {
    root: Node,
    repeated: Vec<JsonPointer>,
}

/// Reads a text. `None` if there is no tree to go on with; the reason is in `diagnostics`.
pub fn parse(sources: &SourceMap, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Document> {
    let origin = Origin::root(source);
    let parsed = match on_large_stack(|| read(sources.name(source), sources.text(source))) {
        Ok(parsed) => parsed,
        Err(fault) => {
            diagnostics.push(fault.diagnostic(sources, &origin));
            return None;
        }
    };
    report_repeats(sources, &origin, parsed.repeated, diagnostics);
    match &parsed.root {
        Node::Mapping(_) => {}
        Node::Null => {
            let message = "the document holds nothing";
            diagnostics.push(Diagnostic::new(&codes::OA001, message, Label::value(&origin, "")));
            return None;
        }
        other => {
            let message = format!("the document is {}, not an object", other.kind());
            diagnostics.push(Diagnostic::new(&codes::OA005, message, Label::value(&origin, "")));
            return None;
        }
    }
    match sniff::version(&parsed.root, &origin) {
        Ok((version, finding)) => {
            finding.into_iter().for_each(|finding| diagnostics.push(finding));
            Some(Document {
                source,
                version,
                root: parsed.root,
                files: Files::default(),
                moves: Moves::default(),
                names: BTreeMap::new(),
            })
        }
        Err(finding) => {
            diagnostics.push(*finding);
            None
        }
    }
}

/// The tree of a text that is no document of the standard, such as an overlay. `None` if it has none, which is reported.
pub fn tree(sources: &SourceMap, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let origin = Origin::root(source);
    match on_large_stack(|| read(sources.name(source), sources.text(source))) {
        Ok(parsed) => {
            report_repeats(sources, &origin, parsed.repeated, diagnostics);
            Some(parsed.root)
        }
        Err(fault) => {
            diagnostics.push(fault.diagnostic(sources, &origin));
            None
        }
    }
}

/// A document with a root that was changed. `None` if it is no document of the standard any more, which is reported.
pub fn changed(document: Document, root: Node, moves: Moves, diagnostics: &mut Diagnostics) -> Option<Document> {
    let same = ["openapi", "swagger"].iter().all(|key| document.root.get(key) == root.get(key));
    if same {
        return Some(Document { root, moves, ..document });
    }
    match sniff::version(&root, &Origin::root(document.source)) {
        Ok((version, finding)) => {
            finding.into_iter().for_each(|finding| diagnostics.push(finding));
            Some(Document { root, moves, version, ..document })
        }
        Err(finding) => {
            diagnostics.push(*finding);
            None
        }
    }
}

/// How many values may be in a tree that is made of texts of so many bytes together.
pub fn most(bytes: usize) -> usize {
    tree::NODES.min(bytes.saturating_add(tree::ALIASED))
}

/// How many values a tree may still get that may have so many, long texts counting for several (`Node::weight`); `None`
/// if it has too many, or is nested too deeply.
pub fn room(root: &Node, most: usize) -> Option<usize> {
    let mut open = vec![(root, 0)];
    while let Some((node, depth)) = open.pop() {
        if depth > tree::DEPTH {
            return None;
        }
        match node {
            Node::Mapping(mapping) => open.extend(mapping.iter().map(|(_, node)| (node, depth + 1))),
            Node::Sequence(items) => open.extend(items.iter().map(|node| (node, depth + 1))),
            _ => {}
        }
    }
    most.checked_sub(root.weight())
}

/// A text that is JSON, such as an example as it is written. `None` if it is none.
pub fn json_value(text: &str) -> Option<Node> {
    on_large_stack(|| json::read(text)).ok().map(|parsed| parsed.root)
}

fn read(name: &Path, text: &str) -> Result<Parsed, Fault> {
    match sniff::notation(text) {
        Notation::Yaml => yaml::read(text),
        Notation::Json => json::read(text).or_else(|fault| {
            // YAML may begin with a brace too; the name decides, so that faults of JSON stay faults of JSON.
            let yaml = name.extension().is_some_and(|extension| extension != "json");
            if yaml && matches!(fault, Fault::Syntax { .. }) { yaml::read(text) } else { Err(fault) }
        }),
    }
}

/// Runs `work` where deep recursion cannot overflow; in place where no thread can be had.
fn on_large_stack<T: Send>(work: impl Fn() -> Result<T, Fault> + Sync) -> Result<T, Fault> {
    thread::scope(|scope| match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &work) {
        Ok(thread) => thread.join().unwrap_or(Err(Fault::Bug)),
        Err(_) => work(),
    })
}

fn report_repeats(sources: &SourceMap, root: &Origin, repeated: Vec<JsonPointer>, diagnostics: &mut Diagnostics) {
    repeats(sources, root, repeated).into_iter().for_each(|finding| diagnostics.push(finding));
}

/// A finding for each key that stands more than once.
fn repeats(sources: &SourceMap, root: &Origin, repeated: Vec<JsonPointer>) -> Vec<Diagnostic> {
    let origins: Vec<Origin> = repeated.into_iter().map(|pointer| Origin { source: root.source, pointer }).collect();
    if origins.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (origin, regions) in origins.iter().zip(locate_repeats(sources, &origins)) {
        let message = format!("the key `{}` stands twice in one object", origin.pointer.last().unwrap_or_default());
        let mut places = regions.into_iter();
        let first = places.next();
        let again = places.next().map_or_else(
            || Label::key(origin, "one of them"),
            |region| Label::region(origin, region, "stands here again"),
        );
        let mut finding = Diagnostic::new(&codes::OA003, message, again);
        finding.others.extend(first.map(|region| Label::region(origin, region, "stands here first")));
        finding.others.extend(places.map(|region| Label::region(origin, region, "and here")));
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests;
