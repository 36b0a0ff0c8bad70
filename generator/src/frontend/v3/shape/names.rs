//! The names that schemas give themselves, and where references to them lead.

use super::{Survey, Trail, Walk};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::frontend::v3::refs;
use crate::source::{JsonPointer, Origin};
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
            let twin = self.survey.resources.name(name, dynamic, place.pointer.clone(), self.within);
            self.twin(key, name, &place, twin);
        }
        if let Some(text) = text("$dynamicRef") {
            self.references.push((self.within, text.to_owned()));
        }
    }

    fn resource(&mut self, id: &str, at: &Trail<'_>) {
        let place = at.origin(self.source);
        match self.survey.resources.add(id, place.pointer.clone(), self.within) {
            Ok(twin) => {
                self.within = self.survey.resources.last();
                self.twin("$id", id, &place, twin);
            }
            Err(()) => self.misread(&Trail { parent: Some(at), key: "$id" }, "this is no URI; it has no effect"),
        }
    }

    fn twin(&mut self, key: &str, name: &str, place: &Origin, twin: Option<JsonPointer>) {
        let Some(pointer) = twin else { return };
        let other = Origin { source: self.source, pointer };
        let message = format!("`{name}` is the name of another schema already; references lead to that one");
        self.diagnostics.push(
            Diagnostic::new(&codes::OA104, message, Label::value(&place.child(key), "the same name"))
                .and(Label::key(&other, "has it first")),
        );
    }

    /// Notes a reference to a schema.
    pub(super) fn refers(&mut self, text: &str) {
        let usual = text.strip_prefix('#').and_then(|text| text.strip_prefix(self.schemas.as_str()));
        let component = usual.is_some_and(|name| !name.contains('/'));
        if !component || self.within != 0 {
            self.references.push((self.within, text.to_owned()));
        }
    }
}

/// Now that all names are known, finds the schemas that references lead to and that are no components.
pub(super) fn settle(walk: Walk<'_>, root: &Node) -> Survey {
    let Walk { version, mut survey, references, .. } = walk;
    survey.resources.settle(root);
    for (within, text) in references {
        let names = &survey.resources;
        let dynamic = names.dynamic_name(&text, within);
        let dynamic = dynamic.iter().flat_map(|name| names.dynamic_places(name).cloned());
        // A pointer that finds nothing in its own resource is taken from the document.
        let places = names.place(&text, within).ok().into_iter().chain(refs::canonical(&text)).chain(dynamic);
        let places: Vec<_> =
            places.filter(|place| refs::component_name(version, place.as_str(), "schemas").is_none()).collect();
        survey.deep.extend(places.into_iter().map(|place| place.as_str().to_owned()));
    }
    survey
}
