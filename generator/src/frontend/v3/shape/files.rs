//! The same check for objects in other files: of those, only what references lead to is an object of the standard, and
//! of the kind that the reference asks for.

use super::{Kind, Reference, Trail, Walk};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::{Document, Version};
use crate::frontend::v3::refs;
use crate::source::{Origin, SourceId};
use crate::tree::{Mapping, Node};

/// Keys whose values are data, so that nothing below them is a schema.
const DATA: &[&str] = &["default", "example", "examples", "enum", "const", "value"];

/// Keys whose values hold schemas by names that anybody may choose.
const NAMED: &[&str] = &["properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas"];

impl Walk<'_> {
    /// Checks what references lead to in other files, and what these refer to.
    pub(super) fn files(&mut self, document: &Document) {
        for (source, file) in document.files.iter() {
            if let Some(root) = &file.root {
                self.names_of(source, root);
            }
        }
        let (main, version) = (self.source, self.version);
        let mut reported = std::collections::BTreeSet::new();
        let mut next = 0;
        while let Some(Reference { within, text, kind }) = self.references.get(next) {
            next += 1;
            let (kind, place) = (*kind, self.survey.resources.place(text, *within));
            let Ok(place) = place else { continue };
            let Some(file) = document.files.get(place.source) else { continue };
            if reported.insert(place.source) {
                file.findings.iter().for_each(|finding| self.diagnostics.push(finding.clone()));
                self.other_edition(document, place.source);
            }
            let segments = place.pointer.segments();
            let node = file.root.as_ref().and_then(|root| refs::walk(root, &segments).ok());
            if let Some(node) = node.filter(|node| kind != Kind::Schema || refs::may_be_schema(node)) {
                self.source = place.source;
                self.version = document.edition(place.source);
                self.within = self.survey.resources.enclosing(&place);
                self.below(&segments, kind, node, &Trail { parent: None, key: "" });
            }
        }
        (self.source, self.within, self.version) = (main, 0, version);
    }

    /// Says that a file is of the other family of editions than the document. Within one family each has its own words.
    fn other_edition(&mut self, document: &Document, source: SourceId) {
        let own = document.files.get(source).and_then(|file| file.version);
        let Some(own) = own.filter(|own| *own != document.edition(source)) else { return };
        let names = |version: Version| match version {
            Version::V20 => ("swagger", "Swagger"),
            _ => ("openapi", "OpenAPI"),
        };
        let ((key, there), (main_key, here)) = (names(own), names(document.version));
        let (there, here) = (format!("{there} {}", own.short()), format!("{here} {}", document.version.short()));
        let place = Origin::root(source).child(key);
        let main = Origin::root(document.source).child(main_key);
        let message = format!("this is a document of {there}, and is read as one of {here}");
        let found = Diagnostic::new(&codes::OA111, message, Label::value(&place, "another edition"));
        let found = found.and(Label::value(&main, "this one is taken"));
        self.diagnostics.push(found.help("bring both to one edition; schemas alone are nearly the same in both"));
    }

    /// Checks an object at the end of a way.
    fn below(&mut self, segments: &[String], kind: Kind, node: &Node, at: &Trail<'_>) {
        match segments.split_first() {
            Some((key, rest)) => self.below(rest, kind, node, &Trail { parent: Some(at), key }),
            None => self.object(kind, node, at, false),
        }
    }

    /// Notes the names that schemas of a file give themselves, wherever in it they may stand.
    fn names_of(&mut self, source: SourceId, root: &Node) {
        let mut open = vec![(Origin::root(source), root, false)];
        while let Some((at, node, named)) = open.pop() {
            match node {
                Node::Mapping(mapping) => {
                    if !named {
                        self.names_at(&at, mapping);
                    }
                    let below = mapping.iter().filter(|(key, _)| named || !DATA.contains(key));
                    open.extend(below.rev().map(|(key, node)| (at.child(key), node, !named && NAMED.contains(&key))));
                }
                Node::Sequence(items) => {
                    let items = items.iter().enumerate().rev();
                    open.extend(items.map(|(index, node)| (at.child(index), node, false)));
                }
                _ => {}
            }
        }
    }

    /// Notes the names of one schema. A name that another has already stays with that one.
    fn names_at(&mut self, at: &Origin, mapping: &Mapping) {
        let text = |key: &str| mapping.get(key).and_then(Node::as_str);
        let resources = &mut self.survey.resources;
        if let Some(id) = text("$id").filter(|id| !id.starts_with('#')) {
            let within = resources.enclosing(at);
            // What is no URI has no effect.
            let _ = resources.add(id, at.clone(), within);
        }
        let old = text("$id").and_then(|id| id.strip_prefix('#')).filter(|name| !name.is_empty());
        for (name, dynamic) in [(old, false), (text("$anchor"), false), (text("$dynamicAnchor"), true)] {
            if let Some(name) = name {
                let within = resources.enclosing(at);
                resources.name(name, dynamic, at.clone(), within);
            }
        }
    }
}
