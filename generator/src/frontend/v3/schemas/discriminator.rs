//! Discriminator Objects (OpenAPI 3.0.3, 4.7.25).

use crate::api::{Discriminator, MappingEntry, SchemaId};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::frontend::v3::Lowering;
use crate::frontend::v3::resources::Miss;
use crate::frontend::v3::shape::Kind;
use crate::frontend::v3::words::suggestion;
use crate::frontend::v3::written;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

impl Lowering<'_> {
    /// The discriminator of a union, its mapping resolved.
    pub(super) fn discriminator(&mut self, mapping: &Mapping, at: &Origin) -> Option<Discriminator> {
        let node = mapping.get("discriminator")?;
        let origin = at.child("discriminator");
        if let Some(property) = node.as_str() {
            return Some(Discriminator { property: property.to_owned(), mapping: Vec::new(), default: None, origin });
        }
        // Without a name it says nothing, which has been reported.
        let object = node.as_mapping().filter(|object| object.get("propertyName").is_some())?;
        let written: written::Discriminator = self.decode(object, &["propertyName", "mapping"], &origin)?;
        let place = origin.child("mapping");
        let mut entries = Vec::new();
        for (value, target) in written.mapping {
            if let Some(schema) = self.mapped(&target, &place.child(&value)) {
                entries.push(MappingEntry { value, schema });
            }
        }
        let default = object.get("defaultMapping").and_then(Node::as_str);
        let default = default.and_then(|target| self.mapped(target, &origin.child("defaultMapping")));
        Some(Discriminator { property: written.property_name, mapping: entries, default, origin })
    }

    /// The schema that an entry names: a component's name, else a reference.
    fn mapped(&mut self, target: &str, place: &Origin) -> Option<SchemaId> {
        if let Some(&id) = self.components.get(target) {
            return Some(id);
        }
        // A name alone is a component; in another file first of the document, then of that file.
        let own = format!("#{}{target}", super::super::sections::prefix(self.version, "schemas"));
        let references = if place.source == self.source { [Some(target), None] } else { [Some(target), Some(&*own)] };
        for reference in references.into_iter().flatten() {
            match self.place(reference, place) {
                Ok(there) if self.node(&there).is_ok() => return self.referred_schema(reference, place),
                Err(miss @ Miss::Elsewhere(_)) if miss.tells_of_a_file(reference) => {
                    self.missed(Kind::Schema, reference, place, &miss);
                    return None;
                }
                _ => {}
            }
        }
        let found = Diagnostic::new(
            &codes::OA204,
            format!("`{target}` is no schema; the entry is left out"),
            Label::value(place, "leads nowhere"),
        );
        let name = target.rsplit('/').next().unwrap_or(target);
        let near = suggestion(name, self.components.keys().copied());
        let near = if self.components.contains_key(name) { Some(name) } else { near };
        self.diagnostics.push(match near {
            Some(known) => found.help(format!("did you mean `#/components/schemas/{known}`?")),
            None => found,
        });
        None
    }

    /// A discriminator on a schema that has no arms: schemas that name this one in `allOf` may be its heirs, which a
    /// pass finds out.
    pub(super) fn lone_discriminator(&mut self, id: SchemaId, mapping: &Mapping, at: &Origin) {
        if let Some(discriminator) = self.discriminator(mapping, at) {
            self.api.parents.push((id, discriminator));
        }
    }
}
