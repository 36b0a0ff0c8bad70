//! Inline schemas that say the same become one, texts and places aside.
//!
//! Every one of them becomes an alias of a new schema without a place of its own, so that each keeps its texts, its
//! default and whether it may be null. `plan` picks the name from all of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::graph::resolve;
use crate::api::{
    Access, AdditionalProperties, Api, Condition, Constraints, Docs, NameHint, Schema, SchemaId, SchemaKind,
};

/// Makes one of inline objects, enums and unions that say the same.
pub(super) fn run(api: &mut Api) {
    let mut classes = Classes { api, keys: BTreeMap::new(), numbers: BTreeMap::new() };
    let mut groups: BTreeMap<usize, Vec<SchemaId>> = BTreeMap::new();
    for id in classes.api.schemas.ids() {
        let Some(schema) = classes.api.schemas.get(id) else { continue };
        if is_inline(schema) && wants_type(schema) {
            let class = classes.class(id);
            groups.entry(class).or_default().push(id);
        }
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        unite(api, &group);
    }
}

fn unite(api: &mut Api, group: &[SchemaId]) {
    let Some(first) = group.first().and_then(|&id| api.schemas.get(id)).cloned() else { return };
    let same_docs = group.iter().all(|&id| api.schemas.get(id).is_some_and(|schema| schema.docs == first.docs));
    let one = api.schemas.push(Schema {
        nullable: false,
        null_arms: None,
        default: None,
        examples: Vec::new(),
        docs: if same_docs { first.docs.clone() } else { Docs::default() },
        ..first
    });
    for &id in group {
        api.schemas[id].kind = SchemaKind::Alias(one);
    }
}

fn is_inline(schema: &Schema) -> bool {
    !matches!(schema.name, NameHint::Component(_))
}

fn wants_type(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => !object.properties.is_empty(),
        SchemaKind::Enum(_) | SchemaKind::Union(_) => true,
        _ => false,
    }
}

struct Classes<'a> {
    api: &'a Api,
    /// The class of a schema; none while it is being found.
    keys: BTreeMap<SchemaId, Option<usize>>,
    numbers: BTreeMap<String, usize>,
}

impl Classes<'_> {
    /// A number that two schemas share exactly if they say the same.
    fn class(&mut self, id: SchemaId) -> usize {
        let key = self.key(id);
        let next = self.numbers.len();
        *self.numbers.entry(key).or_insert(next)
    }

    /// A schema as part of another: with its default, which the other fills in, and what its aliases add.
    fn part(&mut self, id: SchemaId) -> String {
        let added = self.added(id);
        format!("{}{added}", self.class_of_part(id))
    }

    fn added(&self, id: SchemaId) -> String {
        let (mut added, mut next) = (String::new(), Some(id));
        // No more aliases lead to each other than there are schemas.
        for _ in 0..self.api.schemas.len() {
            let Some(schema) = next.and_then(|id| self.api.schemas.get(id)) else { break };
            if let Some(default) = &schema.default {
                let _ = write!(added, "!{}", default.to_json());
            }
            next = match &schema.kind {
                SchemaKind::Alias(to) => Some(*to),
                _ => break,
            };
            if schema.access != Access::default() || schema.constraints != Constraints::default() {
                let _ = write!(added, "!{:?}{:?}", schema.access, schema.constraints);
            }
        }
        added
    }

    fn class_of_part(&mut self, id: SchemaId) -> String {
        let settled = resolve(self.api, id);
        let Some(schema) = self.api.schemas.get(settled) else { return String::new() };
        let null = if super::graph::nullable(self.api, id) { "?" } else { "" };
        if !is_inline(schema) {
            return format!("c{settled:?}{null}");
        }
        match self.keys.get(&settled) {
            Some(Some(class)) => return format!("k{class}{null}"),
            // It leads back to itself, as only merged schemas can: it is like itself alone.
            Some(None) => return format!("c{settled:?}{null}"),
            None => {}
        }
        self.keys.insert(settled, None);
        let class = self.class(settled);
        self.keys.insert(settled, Some(class));
        format!("k{class}{null}")
    }

    fn key(&mut self, id: SchemaId) -> String {
        let Some(schema) = self.api.schemas.get(id) else { return String::new() };
        // Most schemas have no limits, and their words are long.
        let limits = Some(&schema.constraints).filter(|limits| **limits != Constraints::default());
        let limits = limits.map(|limits| Constraints { conditions: Vec::new(), ..limits.clone() });
        let limits = limits.filter(|limits| *limits != Constraints::default());
        let mut key = format!("{limits:?} {:?} ", schema.access);
        for condition in &schema.constraints.conditions {
            let word = match condition {
                Condition::Not(_) => "not",
                Condition::AnyOf(_) => "any",
                Condition::OneOf(_) => "one",
                Condition::Literal(literal) => {
                    let _ = write!(key, "{} ", literal.schema.to_json());
                    continue;
                }
            };
            let parts: Vec<String> = condition.schemas().iter().map(|&schema| self.part(schema)).collect();
            let _ = write!(key, "{word}{parts:?} ");
        }
        // Writing into a string cannot fail.
        let _ = match &schema.kind {
            SchemaKind::Object(object) => {
                for property in &object.properties {
                    let part = self.part(property.schema);
                    let _ = write!(key, "{:?}:{part}:{},", property.name, property.required);
                }
                match object.additional {
                    AdditionalProperties::Schema(values) => {
                        let part = self.part(values);
                        write!(key, "+{part}")
                    }
                    other => write!(key, "+{other:?}"),
                }
            }
            SchemaKind::Array(items) => {
                let part = self.part(*items);
                write!(key, "[{part}]")
            }
            SchemaKind::Tuple(items, rest) => {
                let parts: Vec<String> = items.iter().map(|&item| self.part(item)).collect();
                write!(key, "({parts:?} {rest:?})")
            }
            SchemaKind::Union(union) => {
                let parts: Vec<String> = union.arms.iter().map(|&arm| self.part(arm)).collect();
                let tag = union.discriminator.as_ref().map(|tag| (&tag.property, mapping(tag)));
                write!(key, "{:?}{parts:?}{tag:?}", union.kind)
            }
            SchemaKind::Enum(list) => write!(key, "{:?}{:?}{}", list.values, list.names, list.open),
            SchemaKind::AllOf(members) => write!(key, "{members:?}"),
            SchemaKind::Alias(to) => {
                let part = self.part(*to);
                write!(key, "={part}")
            }
            other => write!(key, "{other:?}"),
        };
        key
    }
}

fn mapping(tag: &crate::api::Discriminator) -> Vec<(&str, SchemaId)> {
    tag.mapping.iter().map(|entry| (entry.value.as_str(), entry.schema)).collect()
}
