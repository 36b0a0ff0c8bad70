//! Schemas that a value is held against without having their type: what `not`, `if`, `contains` and their like say of a
//! whole. They are JSON Schemas (2020-12) as texts, with exact numbers and patterns that are ready for use.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Decimal;
use super::json::canonical;

/// Whether a text has a pattern: `patterns::matches`, or [`no_patterns`] where the schema has none.
pub type Matches = fn(&str, &str) -> bool;

/// For schemas without patterns.
pub fn no_patterns(_pattern: &str, _text: &str) -> bool {
    true
}

/// Deeper than this, values keep every schema.
const DEPTH: usize = 200;

pub(super) type Entries<'t> = BTreeMap<String, &'t RawValue>;

/// Keywords by which a value can break a schema as a whole.
const RULES: &[&str] = &[
    "not",
    "anyOf",
    "oneOf",
    "then",
    "else",
    "contains",
    "maxContains",
    "propertyNames",
    "patternProperties",
    "additionalProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "unevaluatedItems",
];

/// The keywords of `schema` that `value` breaks, with what they say. Both are JSON texts.
pub(super) fn broken(schema: &'static str, value: &str, matches: Matches) -> Vec<(&'static str, &'static str)> {
    let entries: Entries<'static> = read(schema).unwrap_or_default();
    let definitions = entries.get("$defs").and_then(|text| read(text.get())).unwrap_or_default();
    let held = Held { definitions, matches };
    let mut found = Vec::new();
    for (key, says) in &entries {
        if !held.keyword(key, says.get(), &entries, value, DEPTH) {
            let rule = RULES.iter().find(|rule| *rule == key).copied().unwrap_or("allOf");
            found.push((rule, says.get()));
        }
    }
    found
}

pub(super) fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// What schemas are held with.
pub(super) struct Held<'s> {
    definitions: Entries<'s>,
    matches: Matches,
}

impl Held<'_> {
    /// Whether a value keeps a schema.
    pub(super) fn keeps(&self, schema: &str, value: &str, depth: usize) -> bool {
        let Some(below) = depth.checked_sub(1) else { return true };
        match schema {
            "true" => true,
            "false" => false,
            _ => {
                let entries: Entries<'_> = read(schema).unwrap_or_default();
                entries.iter().all(|(key, says)| self.keyword(key, says.get(), &entries, value, below))
            }
        }
    }

    /// Whether a value keeps what one keyword says. Values of other types keep it.
    fn keyword(&self, key: &str, says: &str, schema: &Entries<'_>, value: &str, depth: usize) -> bool {
        let keeps = |schema: &&RawValue| self.keeps(schema.get(), value, depth);
        match key {
            "type" => each(says, |name| is_a(value, &name)).contains(&true),
            "enum" => list(says).iter().any(|listed| canonical(listed.get()) == canonical(value)),
            "not" => !self.keeps(says, value, depth),
            "allOf" => list(says).iter().all(keeps),
            "anyOf" => list(says).iter().any(keeps),
            "oneOf" => list(says).iter().filter(|schema| keeps(schema)).count() == 1,
            "then" => !schema.get("if").is_some_and(keeps) || self.keeps(says, value, depth),
            "else" => schema.get("if").is_none_or(keeps) || self.keeps(says, value, depth),
            "$ref" => self.named(says).is_none_or(|named| keeps(&named)),
            "minimum" => number(value, says, |value, limit| value >= limit),
            "maximum" => number(value, says, |value, limit| value <= limit),
            "exclusiveMinimum" => number(value, says, |value, limit| value > limit),
            "exclusiveMaximum" => number(value, says, |value, limit| value < limit),
            "multipleOf" => steps(says).iter().all(|step| number(value, step, Decimal::is_multiple_of)),
            "minLength" | "maxLength" => counted(key, says, text(value).map(|text| text.chars().count())),
            "pattern" => text(value).is_none_or(|text| {
                each(says, |pattern| (self.matches)(&pattern, &text)).iter().all(|matches| *matches)
            }),
            // Our own: what no part of the text may match.
            "notPattern" => {
                text(value).is_none_or(|text| !each(says, |pattern| (self.matches)(&pattern, &text)).contains(&true))
            }
            _ => match (items(value), entries(value)) {
                (Some(items), _) => self.of_items(key, says, schema, (value, &items), depth),
                (_, Some(entries)) => self.of_entries(key, says, schema, (value, &entries), depth),
                _ => true,
            },
        }
    }

    fn of_items(
        &self,
        key: &str,
        says: &str,
        schema: &Entries<'_>,
        (value, items): (&str, &[&RawValue]),
        depth: usize,
    ) -> bool {
        let keeps = |says: &str, item: &RawValue| self.keeps(says, item.get(), depth);
        match key {
            "minItems" | "maxItems" => counted(key, says, Some(items.len())),
            "uniqueItems" => is_unique(items),
            "prefixItems" => list(says).iter().zip(items).all(|(says, item)| keeps(says.get(), item)),
            "items" => {
                let places = schema.get("prefixItems").map_or(0, |places| list(places.get()).len());
                items.iter().skip(places).all(|item| keeps(says, item))
            }
            "contains" => {
                let least = schema.get("minContains").and_then(|least| count(least.get())).unwrap_or(1);
                items.iter().filter(|item| keeps(says, item)).count() >= least
            }
            "maxContains" => schema.get("contains").is_none_or(|wanted| {
                let found = items.iter().filter(|item| keeps(wanted.get(), item)).count();
                count(says).is_none_or(|most| found <= most)
            }),
            "unevaluatedItems" => {
                let told = self.evaluated(schema, key, value, depth);
                items.iter().enumerate().all(|(place, item)| told.items.contains(&place) || keeps(says, item))
            }
            _ => true,
        }
    }

    fn of_entries(
        &self,
        key: &str,
        says: &str,
        schema: &Entries<'_>,
        (value, entries): (&str, &Entries<'_>),
        depth: usize,
    ) -> bool {
        let keeps = |says: &str, value: &RawValue| self.keeps(says, value.get(), depth);
        match key {
            "minProperties" | "maxProperties" => counted(key, says, Some(entries.len())),
            "required" => each(says, |name| entries.contains_key(&name)).iter().all(|there| *there),
            "properties" => {
                parts(says).iter().all(|(name, says)| entries.get(name).is_none_or(|value| keeps(says.get(), value)))
            }
            "patternProperties" => parts(says).iter().all(|(pattern, says)| {
                entries.iter().all(|(name, value)| !(self.matches)(pattern, name) || keeps(says.get(), value))
            }),
            "additionalProperties" => {
                let known = self.named_by(schema, entries);
                entries.iter().all(|(name, value)| known.contains(name.as_str()) || keeps(says, value))
            }
            "unevaluatedProperties" => {
                let told = self.evaluated(schema, key, value, depth);
                entries.iter().all(|(name, value)| told.names.contains(name) || keeps(says, value))
            }
            "propertyNames" => entries.keys().all(|name| {
                let name = serde_json::to_string(name).unwrap_or_default();
                self.keeps(says, &name, depth)
            }),
            "dependentRequired" => parts(says).iter().all(|(name, needs)| {
                !entries.contains_key(name)
                    || each(needs.get(), |name| entries.contains_key(&name)).iter().all(|is| *is)
            }),
            "dependentSchemas" => parts(says)
                .iter()
                .all(|(name, says)| !entries.contains_key(name) || self.keeps(says.get(), value, depth)),
            _ => true,
        }
    }

    /// The properties of a value that `properties` and `patternProperties` of a schema speak of.
    pub(super) fn named_by<'e>(&self, schema: &Entries<'_>, entries: &'e Entries<'_>) -> BTreeSet<&'e str> {
        let of = |key: &str| schema.get(key).map(|says| parts(says.get())).unwrap_or_default();
        let (named, patterns) = (of("properties"), of("patternProperties"));
        let spoken_of =
            |name: &&str| named.contains_key(*name) || patterns.keys().any(|pattern| (self.matches)(pattern, name));
        entries.keys().map(String::as_str).filter(spoken_of).collect()
    }

    /// The definition that a reference, a JSON text, leads to.
    pub(super) fn named(&self, says: &str) -> Option<&RawValue> {
        let name = read::<String>(says)?;
        self.definitions.get(name.strip_prefix("#/$defs/")?).copied()
    }
}

/// The schemas of a list.
pub(super) fn list(text: &str) -> Vec<&RawValue> {
    read(text).unwrap_or_default()
}

/// The parts of an object, such as schemas by the names of properties.
pub(super) fn parts(text: &str) -> Entries<'_> {
    read(text).unwrap_or_default()
}

/// What a text, or each text of a list, comes to.
fn each<T>(says: &str, test: impl Fn(String) -> T) -> Vec<T> {
    let texts = read::<String>(says).map_or_else(|| read(says).unwrap_or_default(), |text| vec![text]);
    texts.into_iter().map(test).collect()
}

/// A number, or each number of a list, as its text.
fn steps(says: &str) -> Vec<&str> {
    read::<Vec<&RawValue>>(says).map_or_else(|| vec![says], |steps| steps.into_iter().map(RawValue::get).collect())
}

fn is_a(value: &str, name: &str) -> bool {
    let first = value.bytes().next().unwrap_or_default();
    match name {
        "null" => first == b'n',
        "boolean" => matches!(first, b't' | b'f'),
        "string" => first == b'"',
        "array" => first == b'[',
        "object" => first == b'{',
        "integer" => Decimal::parse(value).is_some_and(|number| number.is_whole()),
        _ => matches!(first, b'-' | b'0'..=b'9'),
    }
}

fn number(value: &str, limit: &str, keeps: impl Fn(&Decimal, &Decimal) -> bool) -> bool {
    match (Decimal::parse(value), Decimal::parse(limit)) {
        (Some(value), Some(limit)) => keeps(&value, &limit),
        _ => true,
    }
}

/// Whether a count keeps a limit whose keyword begins with `min` or `max`.
fn counted(key: &str, says: &str, count: Option<usize>) -> bool {
    match (count, self::count(says)) {
        (Some(count), Some(limit)) if key.starts_with("min") => count >= limit,
        (Some(count), Some(limit)) => count <= limit,
        _ => true,
    }
}

fn count(says: &str) -> Option<usize> {
    read(says)
}

fn text(value: &str) -> Option<String> {
    value.starts_with('"').then(|| read(value))?
}

/// The items of an array.
pub(super) fn items(value: &str) -> Option<Vec<&RawValue>> {
    value.starts_with('[').then(|| read(value))?
}

/// The properties of an object.
pub(super) fn entries(value: &str) -> Option<Entries<'_>> {
    value.starts_with('{').then(|| read(value))?
}

/// Whether no two items are the same JSON value.
pub(super) fn is_unique(items: &[&RawValue]) -> bool {
    let mut seen = BTreeSet::new();
    items.iter().all(|item| seen.insert(canonical(item.get())))
}
