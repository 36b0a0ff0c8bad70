//! The names that schemas give themselves, and where references to them lead.

use super::{Kind, Reference, Survey, Trail, Walk};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Document;
use crate::frontend::v3::refs;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

impl Walk<'_> {
    /// Notes `$id`, `$anchor` and `$dynamicAnchor` of a schema, and goes into the resource that it begins.
    pub(super) fn names(&mut self, mapping: &Mapping, at: &Trail<'_>) {
        let text = |key: &str| mapping.get(key).and_then(Node::as_str);
        let mut anchors = [("$anchor", text("$anchor"), false), ("$dynamicAnchor", text("$dynamicAnchor"), true)];
        // As far as draft 7, a name alone stood under `$id`.
        let old = text("$id").and_then(|id| id.strip_prefix('#')).filter(|name| !name.is_empty());
        if let Some(name) = old {
            anchors[0] = ("$id", Some(name), false);
        } else if let Some(id) = text("$id") {
            self.resource(id, at);
        }
        for (key, name, dynamic) in anchors {
            let Some(name) = name else { continue };
            let place = at.origin(self.source);
            let twin = self.survey.resources.name(name, dynamic, place.clone(), self.within);
            self.twin(key, name, &place, twin);
        }
        if let Some(text) = text("$dynamicRef") {
            self.references.push(Reference { within: self.within, text: text.to_owned(), kind: Kind::Schema });
        }
    }

    fn resource(&mut self, id: &str, at: &Trail<'_>) {
        let place = at.origin(self.source);
        match self.survey.resources.add(id, place.clone(), self.within) {
            Ok(twin) => {
                self.within = self.survey.resources.last();
                self.twin("$id", id, &place, twin);
            }
            Err(()) => self.misread(&Trail { parent: Some(at), key: "$id" }, "this is no URI; it has no effect"),
        }
    }

    fn twin(&mut self, key: &str, name: &str, place: &Origin, twin: Option<Origin>) {
        let Some(other) = twin else { return };
        let message = format!("`{name}` is the name of another schema already; references lead to that one");
        self.diagnostics.push(
            Diagnostic::new(&codes::OA104, message, Label::value(&place.child(key), "the same name"))
                .and(Label::key(&other, "has it first")),
        );
    }

    /// Notes a reference that leads to another file or into a schema.
    pub(super) fn refers(&mut self, kind: Kind, text: &str) {
        let plain = match kind {
            Kind::Schema => {
                let usual = text.strip_prefix('#').and_then(|text| text.strip_prefix(self.schemas.as_str()));
                usual.is_some_and(|name| !name.contains('/'))
            }
            _ => text.starts_with('#'),
        };
        if !plain || self.within != 0 {
            self.references.push(Reference { within: self.within, text: text.to_owned(), kind });
        }
    }

    /// Notes what the `mapping` of a discriminator leads to in other files.
    pub(super) fn mapped(&mut self, node: &Node) {
        let targets = node.get("mapping").and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter);
        let targets = targets.map(|(_, target)| target).chain(node.get("defaultMapping"));
        for text in targets.filter_map(Node::as_str) {
            if self.source.number().is_some() || !text.starts_with('#') {
                self.refers(Kind::Schema, text);
            }
        }
    }
}

/// Now that all names are known, finds the schemas that references lead to and that are no components.
pub(super) fn settle(walk: Walk<'_>, document: &Document) -> Survey {
    let Walk { version, mut survey, references, source, .. } = walk;
    survey.resources.settle(document);
    for Reference { within, text, .. } in references.into_iter().filter(|reference| reference.kind == Kind::Schema) {
        let names = &survey.resources;
        let dynamic = names.dynamic_name(&text, within);
        let dynamic = dynamic.iter().flat_map(|name| names.dynamic_places(name).cloned());
        // A pointer that finds nothing in its own resource is taken from the document.
        let whole = refs::canonical(&text).map(|pointer| Origin { source: names.source(within, source), pointer });
        let places = names.place(&text, within).ok().into_iter().chain(whole).chain(dynamic);
        let is_component = |place: &Origin| {
            place.source == source && refs::component_name(version, place.pointer.as_str(), "schemas").is_some()
        };
        let places: Vec<_> = places.filter(|place| !is_component(place)).collect();
        survey.deep.extend(places);
    }
    survey
}
