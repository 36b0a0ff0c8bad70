//! Other files: the nodes in them, and the names that their objects have here.
//!
//! A document that is split over files lists its components as references to them. What such a reference leads to is the
//! component, as if it stood in its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::SchemaId;
use crate::diagnostics::{Diagnostic, Label, Severity, codes};
use crate::document::Version;
use crate::source::{JsonPointer, Origin, SourceId};
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::refs::{component_name, is_of_another_kind, may_be_schema, walk};
use super::sections::way;
use super::shape::Kind;

/// The sections of the components whose entries may be references; schemas are claimed by themselves.
const SECTIONS: &[&str] = &[
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// Keys of a document that speak for all its operations.
const OF_ALL_OPERATIONS: &[&str] = &["security", "servers", "host", "basePath", "schemes", "consumes", "produces"];

/// References that lead to references among the components.
const MOST_HOPS: usize = 64;

/// Words on the way to a schema that stands inside of another object, not among schemas with names of their own.
const INNER: &[&str] = &[
    "properties",
    "patternProperties",
    "dependentSchemas",
    "dependencies",
    "allOf",
    "oneOf",
    "anyOf",
    "items",
    "prefixItems",
    "content",
    "responses",
    "parameters",
    "paths",
    "callbacks",
    "webhooks",
];

/// Words that a schema inside of another object is found under.
const UNDER: &[&str] = &[
    "schema",
    "itemSchema",
    "items",
    "additionalItems",
    "additionalProperties",
    "unevaluatedItems",
    "unevaluatedProperties",
    "propertyNames",
    "contains",
    "contentSchema",
    "not",
    "if",
    "then",
    "else",
];

/// What in other files is known by the names of components of the document.
#[derive(Default)]
pub(super) struct Claims {
    /// The names, by place.
    names: BTreeMap<Origin, String>,
    /// The places of schemas, by name.
    schemas: BTreeMap<String, Origin>,
}

/// Whether a node is a schema that says something of values, not a collection of schemas.
fn says_of_values(node: &Node) -> bool {
    let has = |key: &str, fits: fn(&Node) -> bool| node.get(key).is_some_and(fits);
    let is_list = |node: &Node| node.as_sequence().is_some();
    has("type", |node| node.as_mapping().is_none())
        || has("$ref", |node| node.as_str().is_some())
        || has("enum", is_list)
        || ["allOf", "oneOf", "anyOf"].iter().any(|key| has(key, is_list))
        || has("properties", |node| node.as_mapping().is_some())
}

impl<'a> Lowering<'a> {
    /// The node at a place; else the mapping that lacks the next segment, with the number of that segment.
    pub(in crate::frontend) fn node(&self, at: &Origin) -> Result<&'a Node, (Option<&'a Mapping>, usize)> {
        if at.source == self.source {
            return walk(self.root, &at.pointer.segments());
        }
        walk(self.document.tree(at.source).ok_or((None, 0))?, &at.pointer.segments())
    }

    /// The edition that says what stands at a place.
    pub(super) fn edition(&self, at: &Origin) -> Version {
        self.document.edition(at.source)
    }

    /// Says what a document has for all its operations that does not count for one that is referred to from here: the
    /// document that a run is about has the word (OpenAPI 3.1.1, 4.5.3). Once for each key.
    pub(in crate::frontend) fn tell_what_stays(&mut self, at: &Origin) {
        if at.source == self.source || !self.is_whole_document(at.source) {
            return;
        }
        let Some(there) = self.document.tree(at.source) else { return };
        for key in OF_ALL_OPERATIONS {
            let place = Origin::root(at.source).child(key);
            let Some(said) = there.get(key).filter(|said| self.root.get(key) != Some(*said)) else { continue };
            let empty = said.as_sequence().is_some_and(<[Node]>::is_empty);
            if empty || !self.reported.insert((place.clone(), Origin::root(self.source))) {
                continue;
            }
            let message =
                format!("`{key}` of this document has no effect on its operations here: those of the document count");
            let mut found = Diagnostic::new(&codes::OA008, message, Label::key(&place, "not used"));
            found.severity = Severity::Warning;
            let help =
                "say it in the document that refers to them, or in the operations where the standard has it there";
            self.diagnostics.push(found.help(help));
        }
    }

    /// Whether a file is a document of the standard itself, so that the place of each object tells what it is.
    pub(super) fn is_whole_document(&self, source: SourceId) -> bool {
        let is_key = |key: &str| self.document.tree(source).is_some_and(|root| root.get(key).is_some());
        source == self.source || is_key("openapi") || is_key("swagger")
    }

    /// What a place is called by whoever is not there: the name of the component it is, else the last word of the way to
    /// it, else the name of its file.
    pub(super) fn name_of(&self, at: &Origin) -> String {
        let last = || at.pointer.last().unwrap_or_default();
        if at.source == self.source {
            return last();
        }
        self.claims.names.get(at).cloned().unwrap_or_else(|| if at.pointer.is_root() { self.stem(at) } else { last() })
    }

    /// The name of a file without its ending; of an `index`, the name of its folder.
    fn stem(&self, at: &Origin) -> String {
        let name = self.document.files.get(at.source).map_or("", |file| file.name.as_str());
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let folder = folder.rsplit('/').next().unwrap_or_default();
        if matches!(stem, "index" | "_index") && !folder.is_empty() { folder.to_owned() } else { stem.to_owned() }
    }

    /// Whether a place is in another file and a schema there has a name of its own: it stands in no other schema.
    pub(super) fn is_named_there(&self, at: &Origin) -> bool {
        if at.source == self.source {
            return false;
        }
        let segments = at.pointer.segments();
        let Some((last, before)) = segments.split_last() else { return true };
        let inner = before.iter().any(|segment| INNER.contains(&segment.as_str()));
        let under = UNDER.contains(&last.as_str()) || last.chars().all(|c| c.is_ascii_digit());
        if inner || under {
            return false;
        }
        let mut around = Origin::root(at.source);
        for segment in &segments {
            if self.node(&around).is_ok_and(says_of_values) {
                return false;
            }
            around = around.child(segment);
        }
        true
    }

    /// Notes which objects in other files the components are, but for schemas.
    pub(in crate::frontend) fn claim_components(&mut self, root: &Origin) {
        for section in SECTIONS {
            let at = root.descend(way(self.version, section));
            for (name, node) in self.component_section(section).into_iter().flat_map(Mapping::iter) {
                if let Some(place) = self.end_of(node, &at.child(name)) {
                    self.claims.names.entry(place).or_insert_with(|| name.to_owned());
                }
            }
        }
    }

    /// The place in another file that a reference leads to in the end.
    fn end_of(&self, node: &Node, at: &Origin) -> Option<Origin> {
        let (mut node, mut at) = (node, at.clone());
        for _ in 0..MOST_HOPS {
            let Some(reference) = node.get("$ref").and_then(Node::as_str) else {
                return Some(at).filter(|at| at.source != self.source);
            };
            at = self.led_to("$ref", reference, &at)?;
            node = self.node(&at).ok()?;
        }
        None
    }

    /// Notes which schemas in other files the components are. Of several names for one schema the one with the shortest way
    /// to it is its own, then the first; the others are other names for it.
    pub(super) fn claim_schemas(&mut self, schemas: &'a Mapping, at: &Origin) {
        let ways = schemas.iter().map(|(name, node)| (name, self.way_of(node, &at.child(name))));
        let mut ways: Vec<(&str, Vec<Origin>)> = ways.collect();
        let mut taken: BTreeSet<Origin> = self.claims.names.keys().cloned().collect();
        for hop in 0..MOST_HOPS {
            for (_, way) in &mut ways {
                if way.get(hop).is_some_and(|place| !taken.insert(place.clone())) {
                    // Another name has it; what is left of the way is an alias.
                    way.truncate(hop);
                }
            }
        }
        for (name, way) in &ways {
            let (Some(place), Some(&id)) = (way.last(), self.components.get(name)) else { continue };
            self.api.schemas[id].origin = place.clone();
            self.claims.names.insert(place.clone(), (*name).to_owned());
            self.claims.schemas.insert((*name).to_owned(), place.clone());
        }
        for (name, way) in &ways {
            let Some(&id) = self.components.get(name) else { continue };
            for place in way {
                self.placed.insert(self.usual_key(place), (id, true));
            }
        }
    }

    /// The places in other files that a schema leads to which is nothing but a reference, as those may be again: lists of
    /// the schemas of a folder have nothing else.
    fn way_of(&self, node: &'a Node, at: &Origin) -> Vec<Origin> {
        let (mut way, mut node, mut at) = (Vec::new(), node, at.clone());
        while way.len() < MOST_HOPS
            && let Some("$ref") = self.plain_reference(node, &at)
            && let Some(reference) = node.get("$ref").and_then(Node::as_str)
            && let Some(place) = self.led_to("$ref", reference, &at)
            && self.is_named_there(&place)
            && self.is_schema_at(&place)
            && let Ok(next) = self.node(&place)
        {
            if way.contains(&place) {
                // A circle is told with all places in it.
                way.truncate(1);
                break;
            }
            way.push(place.clone());
            (node, at) = (next, place);
        }
        way
    }

    fn is_schema_at(&self, place: &Origin) -> bool {
        let other =
            self.is_whole_document(place.source) && is_of_another_kind(self.version, Kind::Schema, &place.pointer);
        !other && self.node(place).is_ok_and(may_be_schema)
    }

    /// The schema in another file that a component is.
    pub(super) fn claimed_schema(&self, name: &str) -> Option<(&'a Node, Origin)> {
        let place = self.claims.schemas.get(name)?;
        Some((self.node(place).ok()?, place.clone()))
    }

    /// The place that a component is, if it is one in another file.
    pub(super) fn claimed(&self, place: Origin) -> Origin {
        let name = component_name(self.version, place.pointer.as_str(), "schemas");
        let claimed = name.filter(|_| place.source == self.source).and_then(|name| self.claims.schemas.get(&name));
        claimed.cloned().unwrap_or(place)
    }

    /// The name of the component that a schema is, of the document or in another file by claim.
    pub(super) fn component_at(&self, place: &Origin) -> Option<String> {
        if place.source == self.source {
            return component_name(self.version, place.pointer.as_str(), "schemas");
        }
        self.claims.names.get(place).filter(|name| self.claims.schemas.get(*name) == Some(place)).cloned()
    }

    /// What a place is known by when it is read in its usual scope: its pointer, from the component around it if that is
    /// in another file, else after the name of that file.
    pub(super) fn usual_key(&self, at: &Origin) -> String {
        let Some(file) = self.document.files.get(at.source) else { return at.pointer.as_str().to_owned() };
        let mut around = at.clone();
        loop {
            if let Some(name) = self.component_at(&around) {
                let start = way(self.version, "schemas").into_iter().fold(JsonPointer::root(), |at, key| at.child(key));
                let component = start.child(name);
                let below = at.pointer.as_str().get(around.pointer.as_str().len()..).unwrap_or_default();
                return format!("{component}{below}");
            }
            if around.pointer.is_root() {
                return format!("{}#{}", file.name, at.pointer);
            }
            around = around.parent();
        }
    }

    /// The schemas in other files that have names there, as components of the document.
    pub(super) fn adopt(&mut self, place: &Origin, id: SchemaId) {
        self.api.components.push((self.name_of(place), id));
    }
}
