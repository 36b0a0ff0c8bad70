//! Which objects must keep properties that they do not name, because a literal looks at them.

use std::collections::BTreeSet;

use super::walk;
use crate::api::{AdditionalProperties, Api, ObjectSchema, SchemaId, SchemaKind};
use crate::passes::graph::resolve;
use crate::tree::{Mapping, Node};

/// Adds the objects, at the schema `id` and inside, of which `literal` asks more than the properties they name.
pub(super) fn of_literal(api: &Api, literal: &Node, id: SchemaId, kept: &mut BTreeSet<SchemaId>) {
    let mut demand = Demand { api, kept, asked: BTreeSet::new() };
    demand.ask(literal, id);
}

struct Demand<'a> {
    api: &'a Api,
    kept: &'a mut BTreeSet<SchemaId>,
    /// Schemas that have been held against a part of the literal, which is known by its place in memory: each pair once,
    /// for unions and definitions share parts, and the ways to them are more than can be walked.
    asked: BTreeSet<(*const Node, SchemaId)>,
}

impl<'a> Demand<'a> {
    fn ask(&mut self, literal: &'a Node, id: SchemaId) {
        let Some(asks) = literal.as_mapping() else { return };
        let id = resolve(self.api, id);
        if !self.asked.insert((std::ptr::from_ref(literal), id)) {
            return;
        }
        let api = self.api;
        let Some(schema) = api.schemas.get(id) else { return };
        match &schema.kind {
            SchemaKind::Union(union) => union.arms.iter().for_each(|&arm| self.ask(literal, arm)),
            SchemaKind::Object(object) => self.object(asks, id, object),
            SchemaKind::Array(items) => self.items(asks, &[*items]),
            SchemaKind::Tuple(places, rest) => {
                let rest = if let AdditionalProperties::Schema(rest) = rest { Some(*rest) } else { None };
                self.items(asks, &places.iter().copied().chain(rest).collect::<Vec<_>>());
            }
            _ => return,
        }
        if compares(asks) {
            self.all_below(id);
        }
        self.in_place(asks, id);
    }

    /// What holds for the same value.
    fn in_place(&mut self, asks: &'a Mapping, id: SchemaId) {
        for (key, says) in asks.iter() {
            match (key, says) {
                ("allOf" | "anyOf" | "oneOf", Node::Sequence(parts)) => {
                    parts.iter().for_each(|part| self.ask(part, id))
                }
                ("not" | "if" | "then" | "else", part) => self.ask(part, id),
                ("dependentSchemas", Node::Mapping(parts)) => parts.iter().for_each(|(_, part)| self.ask(part, id)),
                ("$ref", Node::String(reference)) => {
                    let named = reference.strip_prefix("#/$defs/");
                    if let Some(part) = named.and_then(|name| self.api.definitions.get(name)) {
                        self.ask(part, id);
                    }
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, asks: &'a Mapping, id: SchemaId, object: &'a ObjectSchema) {
        let names = |name: &str| object.properties.iter().any(|property| property.name == name);
        let unknown = asks.iter().any(|(key, says)| match (key, says) {
            ("properties" | "dependentSchemas", Node::Mapping(parts)) => parts.iter().any(|(name, _)| !names(name)),
            ("required", Node::Sequence(list)) => list.iter().any(|name| !name.as_str().is_some_and(names)),
            ("dependentRequired", Node::Mapping(parts)) => parts.iter().any(|(name, needs)| {
                let needs = needs.as_sequence().unwrap_or_default();
                !names(name) || needs.iter().any(|name| !name.as_str().is_some_and(names))
            }),
            ("patternProperties" | "propertyNames" | "minProperties" | "maxProperties", _) => true,
            ("additionalProperties" | "unevaluatedProperties", says) => says != &Node::Bool(true),
            _ => false,
        });
        if unknown {
            self.kept.insert(id);
        }
        let more = if let AdditionalProperties::Schema(values) = object.additional { Some(values) } else { None };
        for (key, says) in asks.iter() {
            match (key, says) {
                ("properties", Node::Mapping(parts)) => {
                    for property in &object.properties {
                        parts.get(&property.name).into_iter().for_each(|part| self.ask(part, property.schema));
                    }
                }
                ("patternProperties", Node::Mapping(parts)) => {
                    for value in object.properties.iter().map(|property| property.schema).chain(more) {
                        parts.iter().for_each(|(_, part)| self.ask(part, value));
                    }
                }
                ("additionalProperties" | "unevaluatedProperties", part) => {
                    for value in object.properties.iter().map(|property| property.schema).chain(more) {
                        self.ask(part, value);
                    }
                }
                _ => {}
            }
        }
    }

    fn items(&mut self, asks: &'a Mapping, items: &[SchemaId]) {
        for (key, says) in asks.iter() {
            for &item in items {
                match (key, says) {
                    ("items" | "contains" | "unevaluatedItems", part) => self.ask(part, item),
                    ("prefixItems", Node::Sequence(parts)) => parts.iter().for_each(|part| self.ask(part, item)),
                    _ => {}
                }
            }
        }
    }

    fn all_below(&mut self, id: SchemaId) {
        let mut open = vec![id];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if let Some(schema) = self.api.schemas.get(id).filter(|_| seen.insert(id)) {
                open.extend(walk::children(schema));
            }
        }
        self.kept.extend(seen);
    }
}

/// Whether whole arrays or objects are compared.
fn compares(asks: &Mapping) -> bool {
    let listed = asks.get("enum").and_then(Node::as_sequence).unwrap_or_default();
    asks.get("uniqueItems").is_some()
        || listed.iter().any(|value| matches!(value, Node::Sequence(_) | Node::Mapping(_)))
}
