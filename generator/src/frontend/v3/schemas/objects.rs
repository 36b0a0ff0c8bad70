//! Objects and arrays.

use std::collections::BTreeMap;

use crate::api::{AdditionalProperties, NameHint, ObjectSchema, Property, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
use crate::frontend::v3::Lowering;
use crate::frontend::v3::read;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::composition::is_composed;
use super::conditions::{is_condition, is_plain_list};
use super::reference::has_reference;
use super::{Setting, is_anything};

impl<'a> Lowering<'a> {
    /// Properties in document order, then the names that are required and that no property has: what the schema says
    /// of other properties holds for those.
    pub(super) fn object(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, setting: Setting) -> ObjectSchema {
        let mut required = required_names(mapping);
        let place = at.child("properties");
        let mut properties = Vec::new();
        let entries = read::entries(mapping, "properties").filter(|(_, node)| node.as_sequence().is_none());
        for (name, node) in entries {
            let origin = place.child(name);
            let hint = NameHint::Inline { parent: id, role: name.to_owned() };
            let schema = self.schema(node, &origin, hint);
            let required = required.remove(name).is_some();
            properties.push(Property { name: name.to_owned(), schema, required, declared: true, origin });
        }
        let additional = self.additional(id, mapping, at);
        let mut rest: Vec<_> = required.into_iter().collect();
        rest.sort_by_key(|(_, index)| *index);
        for (name, index) in rest {
            let origin = at.child("required").child(index);
            if !setting.member {
                if let AdditionalProperties::Schema(schema) = additional {
                    properties.push(Property {
                        name: name.to_owned(),
                        schema,
                        required: true,
                        declared: false,
                        origin,
                    });
                    continue;
                }
                self.required_without_property(name, &origin, mapping, additional, at);
            }
            let hint = NameHint::Inline { parent: id, role: name.to_owned() };
            let schema = self.reserve(hint, origin.clone());
            properties.push(Property { name: name.to_owned(), schema, required: true, declared: false, origin });
        }
        ObjectSchema { properties, additional }
    }

    fn required_without_property(
        &mut self,
        name: &str,
        origin: &Origin,
        mapping: &Mapping,
        additional: AdditionalProperties,
        at: &Origin,
    ) {
        let found = match additional {
            AdditionalProperties::Forbidden => Diagnostic::new(
                &codes::OA214,
                format!(
                    "no value is allowed: `{name}` is required, but no property has this name and others are \
                     forbidden; any value is taken for it"
                ),
                Label::value(origin, "no such property"),
            )
            .and(Label::value(&at.child("additionalProperties"), "forbids it")),
            _ => Diagnostic::new(
                &codes::OA211,
                format!("`{name}` is required, but no property has this name; any value is taken for it"),
                Label::value(origin, "no such property"),
            ),
        };
        let known = read::entries(mapping, "properties").map(|(name, _)| name);
        self.diagnostics.push(match super::super::words::suggestion(name, known) {
            Some(known) => found.help(format!("did you mean `{known}`?")),
            None => found.help("describe it below `properties`"),
        });
    }

    /// What properties without a name of their own may hold.
    fn additional(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin) -> AdditionalProperties {
        let stated = match mapping.get("additionalProperties") {
            Some(node) => self.others(id, node, &at.child("additionalProperties")),
            // Members and arms speak of properties, too: the whole is closed when they have become one.
            None if is_composed(mapping) || has_reference(mapping) => AdditionalProperties::Unstated,
            None => {
                let others = self.closing(id, mapping, at);
                self.api.schemas[id].unevaluated = others;
                others
            }
        };
        if read::entries(mapping, "patternProperties").count() == 0 {
            return stated;
        }
        self.pattern_values(id, mapping, at, stated)
    }

    /// An array; without `items` its items are anything. Places with schemas of their own stand under `prefixItems` or,
    /// in older drafts, in the list under `items`; what may follow stands under `items` or `additionalItems`.
    pub(super) fn array(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin) -> SchemaKind {
        let listed = |key: &str| mapping.get(key).and_then(Node::as_sequence);
        let (places, key, rest) = match (listed("prefixItems"), listed("items")) {
            (Some(places), _) => (places, "prefixItems", "items"),
            (None, Some(places)) => (places, "items", "additionalItems"),
            (None, None) => (&[][..], "", "items"),
        };
        if rest == "items" && mapping.get("additionalItems").is_some() {
            let message = "`additionalItems` says nothing without a list of schemas under `items`";
            self.report_key(&codes::OA008, &at.child("additionalItems"), message, "no effect");
        }
        let rest = self.key_of_rest(rest, mapping, at);
        if places.is_empty() {
            return SchemaKind::Array(self.items(id, mapping, rest, at));
        }
        let places = self.places(id, places, &at.child(key));
        let rest = match mapping.get(rest) {
            Some(Node::Bool(false)) => AdditionalProperties::Forbidden,
            Some(Node::Mapping(inner)) if !is_anything(inner) => {
                AdditionalProperties::Schema(self.items(id, mapping, rest, at))
            }
            _ => AdditionalProperties::Any,
        };
        SchemaKind::Tuple(places, rest)
    }

    /// The key that speaks of items without a place: this one, or else `unevaluatedItems` where it means the same.
    fn key_of_rest(&self, key: &'static str, mapping: &'a Mapping, at: &Origin) -> &'static str {
        let unevaluated = mapping.get(key).is_none()
            && mapping.get("unevaluatedItems").is_some()
            && is_plain_list(mapping, &self.evaluated(mapping, at));
        if unevaluated { "unevaluatedItems" } else { key }
    }

    /// The schema of all items, or of those without a place.
    fn items(&mut self, id: SchemaId, mapping: &'a Mapping, key: &str, at: &Origin) -> SchemaId {
        let hint = NameHint::Inline { parent: id, role: "item".to_owned() };
        match mapping.get(key) {
            Some(node @ (Node::Mapping(_) | Node::Bool(_))) => self.schema(node, &at.child(key), hint),
            other => {
                let told = mapping.iter().any(|(key, _)| is_condition(key));
                if other.is_none() && key == "items" && self.edition(at) < Version::V31 && !told {
                    self.report_missing_items(at);
                }
                self.reserve(hint, at.clone())
            }
        }
    }

    fn places(&mut self, id: SchemaId, places: &'a [Node], at: &Origin) -> Vec<SchemaId> {
        let place = |(index, node): (usize, &'a Node)| {
            let hint = NameHint::Inline { parent: id, role: format!("item {index}") };
            self.schema(node, &at.child(index), hint)
        };
        places.iter().enumerate().map(place).collect()
    }

    fn report_missing_items(&mut self, at: &Origin) {
        let mut found = Diagnostic::new(
            &codes::OA006,
            "an array must have `items`; its items are read as any value",
            Label::value(&at.child("type"), "array of what?"),
        );
        found.severity = crate::diagnostics::Severity::Warning;
        self.diagnostics.push(found);
    }
}

/// Required names with their index.
fn required_names(mapping: &Mapping) -> BTreeMap<&str, usize> {
    let mut names = BTreeMap::new();
    match mapping.get("required") {
        Some(Node::Sequence(items)) => {
            for (index, name) in items.iter().enumerate() {
                if let Some(name) = name.as_str() {
                    names.entry(name).or_insert(index);
                }
            }
        }
        Some(Node::String(name)) => {
            names.insert(name.as_str(), 0);
        }
        _ => {}
    }
    names
}
