//! Objects and arrays.

use std::collections::BTreeMap;

use crate::api::{AdditionalProperties, NameHint, ObjectSchema, Property, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::frontend::v3::Lowering;
use crate::frontend::v3::read;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Setting;
use super::composition::is_composed;
use super::conditions::{is_condition, is_plain_list};

impl<'a> Lowering<'a> {
    /// Properties in document order, then the names that are required and that no property has: what the schema says
    /// of other properties holds for those.
    pub(super) fn object(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, setting: Setting) -> ObjectSchema {
        let mut required = required_names(mapping);
        let place = at.child("properties");
        let mut properties = Vec::new();
        for (name, node) in read::entries(mapping, "properties") {
            let origin = place.child(name);
            let hint = NameHint::Inline { parent: id, role: name.to_owned() };
            let schema = self.schema(node, &origin, hint);
            let required = required.remove(name).is_some();
            properties.push(Property { name: name.to_owned(), schema, required, origin });
        }
        let additional = self.additional(id, mapping, at);
        let mut rest: Vec<_> = required.into_iter().collect();
        rest.sort_by_key(|(_, index)| *index);
        for (name, index) in rest {
            let origin = at.child("required").child(index);
            if !setting.member {
                if let AdditionalProperties::Schema(schema) = additional {
                    properties.push(Property { name: name.to_owned(), schema, required: true, origin });
                    continue;
                }
                self.required_without_property(name, &origin, mapping, additional, at);
            }
            let hint = NameHint::Inline { parent: id, role: name.to_owned() };
            let schema = self.reserve(hint, origin.clone());
            properties.push(Property { name: name.to_owned(), schema, required: true, origin });
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
            None if is_composed(mapping) || mapping.get("$ref").is_some() => AdditionalProperties::Unstated,
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

    /// An array; without `items` its items are anything.
    pub(super) fn array(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin) -> SchemaKind {
        let hint = || NameHint::Inline { parent: id, role: "item".to_owned() };
        let place = at.child("items");
        if let Some(Node::Sequence(places)) = mapping.get("prefixItems") {
            let told = self.evaluated(mapping, at);
            let unevaluated = || mapping.get("unevaluatedItems").filter(|_| is_plain_list(mapping, &told));
            let (rest, place) = match (mapping.get("items"), unevaluated()) {
                (Some(rest), _) => (Some(rest), place),
                (None, rest) => (rest, at.child("unevaluatedItems")),
            };
            let rest = match rest {
                Some(Node::Bool(false)) => AdditionalProperties::Forbidden,
                Some(node @ Node::Mapping(_)) => AdditionalProperties::Schema(self.schema(node, &place, hint())),
                _ => AdditionalProperties::Any,
            };
            return SchemaKind::Tuple(self.places(id, places, &at.child("prefixItems")), rest);
        }
        match mapping.get("items") {
            Some(Node::Sequence(places)) => {
                let rest = mapping.get("additionalItems").unwrap_or(&Node::Bool(true));
                let rest = self.others(id, rest, &at.child("additionalItems"));
                SchemaKind::Tuple(self.places(id, places, &place), rest)
            }
            Some(node @ (Node::Mapping(_) | Node::Bool(_))) => SchemaKind::Array(self.schema(node, &place, hint())),
            other => {
                let told = self.evaluated(mapping, at);
                let rest = mapping.get("unevaluatedItems").filter(|_| is_plain_list(mapping, &told));
                if let Some(node @ (Node::Mapping(_) | Node::Bool(_))) = rest {
                    return SchemaKind::Array(self.schema(node, &at.child("unevaluatedItems"), hint()));
                }
                if other.is_none() && !mapping.iter().any(|(key, _)| is_condition(key)) {
                    self.report_missing_items(at);
                }
                SchemaKind::Array(self.reserve(hint(), at.clone()))
            }
        }
    }

    fn places(&mut self, id: SchemaId, places: &'a [Node], at: &Origin) -> Vec<SchemaId> {
        let place = |(index, node): (usize, &'a Node)| {
            let hint = NameHint::Inline { parent: id, role: index.to_string() };
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
