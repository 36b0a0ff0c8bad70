//! A value against a literal: what the support code of generated crates does with texts, here with nodes.

use std::collections::BTreeSet;

use super::judge::same;
use crate::api::Api;
use crate::passes::pattern::Pattern;
use crate::tree::{Decimal, Mapping, Node};

/// Deeper than this, values keep every schema.
const DEPTH: usize = 200;

/// The keywords of a literal that a value breaks.
pub(super) fn broken<'s>(api: &Api, schema: &'s Node, value: &Node) -> Vec<&'s str> {
    let held = Held { api };
    let Some(mapping) = schema.as_mapping() else { return Vec::new() };
    mapping.iter().map(|(key, _)| key).filter(|key| !held.keyword(key, mapping, value, DEPTH)).collect()
}

struct Held<'a> {
    api: &'a Api,
}

/// Properties and items that keywords have spoken of.
#[derive(Default)]
struct Evaluated {
    names: BTreeSet<String>,
    items: BTreeSet<usize>,
}

impl Held<'_> {
    fn keeps(&self, schema: &Node, value: &Node, depth: usize) -> bool {
        let Some(below) = depth.checked_sub(1) else { return true };
        match schema {
            Node::Mapping(mapping) => mapping.iter().all(|(key, _)| self.keyword(key, mapping, value, below)),
            Node::Bool(all) => *all,
            _ => true,
        }
    }

    fn keyword(&self, key: &str, schema: &Mapping, value: &Node, depth: usize) -> bool {
        let Some(says) = schema.get(key) else { return true };
        let keeps = |schema: &Node| self.keeps(schema, value, depth);
        let parts = says.as_sequence().unwrap_or_default();
        let of = |key: &str| schema.get(key).is_some_and(keeps);
        match (key, value) {
            ("type", _) => texts(says).iter().any(|name| is_a(value, name)),
            ("enum", _) => parts.iter().any(|listed| same(listed, value)),
            ("not", _) => !keeps(says),
            ("allOf", _) => parts.iter().all(keeps),
            ("anyOf", _) => parts.iter().any(keeps),
            ("oneOf", _) => parts.iter().filter(|part| keeps(part)).count() == 1,
            ("then", _) => !of("if") || keeps(says),
            ("else", _) => schema.get("if").is_none() || of("if") || keeps(says),
            ("$ref", _) => self.named(says).is_none_or(keeps),
            (_, Node::Number(number)) => {
                let limit = || says.as_number().and_then(|limit| limit.decimal());
                number.decimal().zip(limit()).is_none_or(|(value, limit)| number_keeps(key, &value, &limit))
            }
            ("minLength" | "maxLength", Node::String(text)) => counted(key, says, text.chars().count()),
            ("pattern", Node::String(text)) => says.as_str().is_none_or(|pattern| matches(pattern, text)),
            (_, Node::Sequence(items)) => self.of_items(key, schema, (value, items), depth),
            (_, Node::Mapping(entries)) => self.of_entries(key, schema, (value, entries), depth),
            _ => true,
        }
    }

    fn of_items(&self, key: &str, schema: &Mapping, (value, items): (&Node, &[Node]), depth: usize) -> bool {
        let Some(says) = schema.get(key) else { return true };
        let wanted = |key: &str| schema.get(key).and_then(|says| says.as_number().and_then(|number| number.as_u64()));
        let matching = || {
            let contains = schema.get("contains").unwrap_or(&Node::Bool(true));
            items.iter().filter(|item| self.keeps(contains, item, depth)).count() as u64
        };
        match key {
            "minItems" | "maxItems" => counted(key, says, items.len()),
            "uniqueItems" => {
                items.iter().enumerate().all(|(i, one)| !items.iter().take(i).any(|other| same(one, other)))
            }
            "prefixItems" => {
                let places = says.as_sequence().unwrap_or_default();
                places.iter().zip(items).all(|(says, item)| self.keeps(says, item, depth))
            }
            "items" => {
                let places = schema.get("prefixItems").and_then(Node::as_sequence).map_or(0, <[Node]>::len);
                items.iter().skip(places).all(|item| self.keeps(says, item, depth))
            }
            "contains" => matching() >= wanted("minContains").unwrap_or(1),
            "maxContains" => wanted(key).is_none_or(|most| matching() <= most),
            "unevaluatedItems" => {
                let told = self.evaluated(schema, key, value, depth);
                items.iter().enumerate().all(|(i, item)| told.items.contains(&i) || self.keeps(says, item, depth))
            }
            _ => true,
        }
    }

    fn of_entries(&self, key: &str, schema: &Mapping, (value, entries): (&Node, &Mapping), depth: usize) -> bool {
        let Some(says) = schema.get(key) else { return true };
        let has = |name: &str| entries.get(name).is_some();
        let parts = || says.as_mapping().into_iter().flat_map(Mapping::iter);
        match key {
            "minProperties" | "maxProperties" => counted(key, says, entries.len()),
            "required" => texts(says).into_iter().all(has),
            "properties" => {
                parts().all(|(name, says)| entries.get(name).is_none_or(|value| self.keeps(says, value, depth)))
            }
            "patternProperties" => parts().all(|(pattern, says)| {
                entries.iter().all(|(name, value)| !matches(pattern, name) || self.keeps(says, value, depth))
            }),
            "additionalProperties" => {
                let known = named_by(schema, entries);
                entries.iter().all(|(name, value)| known.contains(name) || self.keeps(says, value, depth))
            }
            "unevaluatedProperties" => {
                let told = self.evaluated(schema, key, value, depth);
                entries.iter().all(|(name, value)| told.names.contains(name) || self.keeps(says, value, depth))
            }
            "propertyNames" => entries.iter().all(|(name, _)| self.keeps(says, &Node::String(name.to_owned()), depth)),
            "dependentRequired" => parts().all(|(name, needs)| !has(name) || texts(needs).into_iter().all(has)),
            "dependentSchemas" => parts().all(|(name, says)| !has(name) || self.keeps(says, value, depth)),
            _ => true,
        }
    }

    fn named(&self, reference: &Node) -> Option<&Node> {
        self.api.definitions.get(reference.as_str()?.strip_prefix("#/$defs/")?)
    }

    fn evaluated(&self, schema: &Mapping, but: &str, value: &Node, depth: usize) -> Evaluated {
        let mut found = Evaluated::default();
        for (key, _) in schema.iter().filter(|(key, _)| *key != but) {
            self.add(key, schema, value, depth, &mut found);
        }
        found
    }

    fn add(&self, key: &str, schema: &Mapping, value: &Node, depth: usize, found: &mut Evaluated) {
        let Some(says) = schema.get(key) else { return };
        let empty = Mapping::default();
        let entries = value.as_mapping().unwrap_or(&empty);
        let items = value.as_sequence().unwrap_or_default();
        match key {
            "properties" | "patternProperties" => found.names.extend(named_by(schema, entries)),
            "additionalProperties" | "unevaluatedProperties" => {
                found.names.extend(entries.iter().map(|(name, _)| name.to_owned()));
            }
            "prefixItems" => found.items.extend(0..says.as_sequence().unwrap_or_default().len()),
            "items" | "unevaluatedItems" => found.items.extend(0..items.len()),
            "contains" => {
                let matching = items.iter().enumerate().filter(|(_, item)| self.keeps(says, item, depth));
                found.items.extend(matching.map(|(place, _)| place));
            }
            "$ref" => self.named(says).into_iter().for_each(|named| self.add_kept(named, value, depth, found)),
            "allOf" | "anyOf" | "oneOf" => {
                let parts = says.as_sequence().unwrap_or_default();
                parts.iter().for_each(|part| self.add_kept(part, value, depth, found));
            }
            "if" => self.add_kept(says, value, depth, found),
            "then" | "else" => {
                let holds = schema.get("if").map(|when| self.keeps(when, value, depth));
                if holds == Some(key == "then") {
                    self.add_kept(says, value, depth, found);
                }
            }
            "dependentSchemas" => {
                let parts = says.as_mapping().into_iter().flat_map(Mapping::iter);
                for (_, part) in parts.filter(|(name, _)| entries.get(name).is_some()) {
                    self.add_kept(part, value, depth, found);
                }
            }
            _ => {}
        }
    }

    fn add_kept(&self, schema: &Node, value: &Node, depth: usize, found: &mut Evaluated) {
        let Some(mapping) = schema.as_mapping().filter(|_| depth > 0 && self.keeps(schema, value, depth)) else {
            return;
        };
        for (key, _) in mapping.iter() {
            self.add(key, mapping, value, depth - 1, found);
        }
    }
}

/// The properties of a value that `properties` and `patternProperties` speak of.
fn named_by(schema: &Mapping, entries: &Mapping) -> BTreeSet<String> {
    let of = |key: &str| schema.get(key).and_then(Node::as_mapping);
    let by_pattern = |name: &str| {
        of("patternProperties").is_some_and(|patterns| patterns.iter().any(|(pattern, _)| matches(pattern, name)))
    };
    let spoken_of = |name: &&str| of("properties").is_some_and(|named| named.get(name).is_some()) || by_pattern(name);
    entries.iter().map(|(name, _)| name).filter(spoken_of).map(str::to_owned).collect()
}

/// Whether a text has a pattern; one that cannot be checked, every text has.
fn matches(pattern: &str, text: &str) -> bool {
    Pattern::read(pattern).ok().and_then(|pattern| pattern.matches(text)).unwrap_or(true)
}

/// A text, or the texts of a list.
fn texts(says: &Node) -> Vec<&str> {
    match says {
        Node::Sequence(items) => items.iter().filter_map(Node::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn is_a(value: &Node, name: &str) -> bool {
    match value {
        Node::Null => name == "null",
        Node::Bool(_) => name == "boolean",
        Node::String(_) => name == "string",
        Node::Sequence(_) => name == "array",
        Node::Mapping(_) => name == "object",
        Node::Number(number) => {
            name == "number" || name == "integer" && number.decimal().is_some_and(|number| number.is_whole())
        }
    }
}

fn number_keeps(key: &str, value: &Decimal, limit: &Decimal) -> bool {
    match key {
        "minimum" => value >= limit,
        "maximum" => value <= limit,
        "exclusiveMinimum" => value > limit,
        "exclusiveMaximum" => value < limit,
        "multipleOf" => value.is_multiple_of(limit),
        _ => true,
    }
}

/// Whether a count keeps a limit whose keyword begins with `min` or `max`.
fn counted(key: &str, says: &Node, count: usize) -> bool {
    let Some(limit) = says.as_number().and_then(|limit| limit.as_u64()) else { return true };
    let count = count as u64;
    if key.starts_with("min") { count >= limit } else { count <= limit }
}
