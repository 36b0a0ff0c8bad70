//! References where the standard has none: to the text of a description, to an object of properties, to the Info Object.
//! Tools that put files together take them for what they mean, and so many documents of many files have them: what stands
//! at their end is put in their place, before anything is read. Objects in it that may be references become such, so that
//! they are read where they stand.

use super::{Form, Kind, Survey, Trail, Walk, survey};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::document::Document;
use crate::frontend::v3::refs;
use crate::frontend::v3::resources::ResourceId;
use crate::source::{JsonPointer, Origin, percent_encoded};
use crate::tree::{Mapping, Node};

/// What is put in may have such references again.
const MOST_ROUNDS: usize = 8;

/// A reference where none may stand.
#[derive(Debug)]
pub(super) struct Splice {
    at: Origin,
    within: ResourceId,
    text: String,
    form: Form,
}

impl Walk<'_> {
    /// Notes a reference to another file, or in one, under a key whose values are none.
    pub(super) fn notes_splice(&mut self, form: Form, value: &Node, at: &Trail<'_>) {
        let natural = match form {
            Form::One(kind) => kind.referable() || kind.followed_anyway(),
            Form::Anything | Form::SchemaOrFlag | Form::Items | Form::TextMap | Form::TextLists => true,
            Form::Dependencies | Form::Security => true,
            _ => false,
        };
        let Some(text) = value.get("$ref").and_then(Node::as_str).filter(|_| !natural) else { return };
        if !text.starts_with('#') || self.source.number().is_some() {
            let (at, text) = (at.origin(self.source), text.to_owned());
            self.survey.splices.push(Splice { at, within: self.within, text, form });
        }
    }
}

/// Surveys a document. Where references stand that cannot, also gives the document with what they lead to in their places.
pub(in crate::frontend) fn settled(document: &Document, diagnostics: &mut Diagnostics) -> (Option<Document>, Survey) {
    let mut changed: Option<Document> = None;
    let mut said = Vec::new();
    for round in 0.. {
        let whole = changed.as_ref().unwrap_or(document);
        let mut found = Diagnostics::new(diagnostics.strictness());
        let mut survey = survey(whole, &mut found);
        let splices = std::mem::take(&mut survey.splices);
        let parts: Vec<(Origin, Node)> =
            splices.iter().filter_map(|splice| Some((splice.at.clone(), part(splice, &survey, whole)?))).collect();
        if parts.is_empty() || round == MOST_ROUNDS {
            said.into_iter().for_each(|finding| diagnostics.push(finding));
            found.iter().for_each(|finding| diagnostics.push(finding.clone()));
            return (changed, survey);
        }
        let mut next = changed.take().unwrap_or_else(|| document.clone());
        for (at, part) in parts {
            if let Some(node) = next.tree_mut(at.source).and_then(|root| node_mut(root, &at.pointer.segments())) {
                *node = part;
                let message = "the standard allows no reference here; what it leads to is taken";
                said.push(Diagnostic::new(&codes::OA009, message, Label::value(&at.child("$ref"), "")));
            }
        }
        changed = Some(next);
    }
    // The rounds are counted above.
    (changed, Survey::default())
}

/// What belongs in the place of a reference. None if it leads nowhere, which is told as any value of a wrong kind.
fn part(splice: &Splice, survey: &Survey, document: &Document) -> Option<Node> {
    let place = survey.resources.place(&splice.text, splice.within).ok()?;
    let node = refs::walk(document.tree(place.source)?, &place.pointer.segments()).ok()?;
    let (address, fragment) = splice.text.split_once('#').unwrap_or((&splice.text, ""));
    // What is called by a name has no pointer.
    let pointer = refs::pointer_of(fragment)?;
    Some(below(splice.form, node, address, &pointer))
}

/// A value of a form, as it has to be written elsewhere.
fn below(form: Form, node: &Node, address: &str, at: &JsonPointer) -> Node {
    match (form, node) {
        (Form::One(kind), _) => object(kind, node, address, at),
        (Form::Map(kind), Node::Mapping(mapping)) => {
            entries(mapping, |key, node| object(kind, node, address, &at.child(key)))
        }
        (Form::Many(kind), Node::Sequence(items)) => {
            let items = items.iter().enumerate().map(|(index, node)| object(kind, node, address, &at.child(index)));
            Node::Sequence(items.collect())
        }
        _ => node.clone(),
    }
}

/// An object of the standard, as it has to be written elsewhere.
fn object(kind: Kind, node: &Node, address: &str, at: &JsonPointer) -> Node {
    let Node::Mapping(mapping) = node else { return node.clone() };
    if kind.referable() || kind.followed_anyway() {
        let mut reference = Mapping::default();
        let text = format!("{address}#{}", percent_encoded(at.as_str()));
        reference.insert("$ref".to_owned(), Node::String(text));
        return Node::Mapping(reference);
    }
    entries(mapping, |key, node| match (kind.key(key), kind.entries()) {
        (Some(known), _) => below(known.form, node, address, &at.child(key)),
        (None, Some(entry)) if !key.starts_with("x-") => object(entry, node, address, &at.child(key)),
        _ => node.clone(),
    })
}

fn entries(mapping: &Mapping, written: impl Fn(&str, &Node) -> Node) -> Node {
    let mut all = Mapping::default();
    for (key, node) in mapping.iter() {
        all.insert(key.to_owned(), written(key, node));
    }
    Node::Mapping(all)
}

/// The node at the end of a way, to be changed.
fn node_mut<'n>(root: &'n mut Node, segments: &[String]) -> Option<&'n mut Node> {
    let mut node = root;
    for segment in segments {
        node = match node {
            Node::Mapping(mapping) => mapping.get_mut(segment)?,
            Node::Sequence(items) => items.get_mut(segment.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(node)
}
