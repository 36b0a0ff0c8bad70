//! Schemas that a value is held against without having their type: what `not`, and `anyOf` and `oneOf` that only set
//! limits, say of a whole. They are JSON Schemas as texts, with exact numbers and patterns that are ready for use.

use std::collections::BTreeMap;

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

type Entries<'t> = BTreeMap<String, &'t RawValue>;

/// The keywords of `schema` that `value` breaks, with what they say. Both are JSON texts.
pub(super) fn broken(schema: &'static str, value: &str, matches: Matches) -> Vec<(&'static str, &'static str)> {
    let entries: Entries<'static> = read(schema).unwrap_or_default();
    let definitions = entries.get("$defs").and_then(|text| read(text.get())).unwrap_or_default();
    let held = Held { definitions, matches };
    let mut found = Vec::new();
    for (key, says) in &entries {
        if !held.keyword(key, says.get(), &entries, value, DEPTH) {
            let rule = match key.as_str() {
                "not" => "not",
                "anyOf" => "anyOf",
                "oneOf" => "oneOf",
                _ => "allOf",
            };
            found.push((rule, says.get()));
        }
    }
    found
}

fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// What schemas are held with.
struct Held<'s> {
    definitions: Entries<'s>,
    matches: Matches,
}

impl Held<'_> {
    /// Whether a value keeps a schema.
    fn keeps(&self, schema: &str, value: &str, depth: usize) -> bool {
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
            "$ref" => {
                let name = read::<String>(says).unwrap_or_default();
                let named = name.strip_prefix("#/$defs/").and_then(|name| self.definitions.get(name));
                named.is_none_or(keeps)
            }
            "minimum" => number(value, says, |value, limit| value >= limit),
            "maximum" => number(value, says, |value, limit| value <= limit),
            "exclusiveMinimum" => number(value, says, |value, limit| value > limit),
            "exclusiveMaximum" => number(value, says, |value, limit| value < limit),
            "multipleOf" => steps(says).iter().all(|step| number(value, step, Decimal::is_multiple_of)),
            "minLength" | "maxLength" => counted(key, says, text(value).map(|text| text.chars().count())),
            "minItems" | "maxItems" => counted(key, says, items(value).map(|items| items.len())),
            "minProperties" | "maxProperties" => counted(key, says, entries(value).map(|entries| entries.len())),
            "pattern" => {
                let Some(text) = text(value) else { return true };
                each(says, |pattern| (self.matches)(&pattern, &text)).iter().all(|matches| *matches)
            }
            // Our own: what no part of the text may match.
            "notPattern" => {
                let Some(text) = text(value) else { return true };
                !each(says, |pattern| (self.matches)(&pattern, &text)).contains(&true)
            }
            "uniqueItems" => items(value).is_none_or(|items| is_unique(&items)),
            "prefixItems" => {
                let (places, items) = (list(says), items(value).unwrap_or_default());
                places.iter().zip(items).all(|(schema, item)| self.keeps(schema.get(), item.get(), depth))
            }
            "items" => {
                let places = schema.get("prefixItems").map_or(0, |places| list(places.get()).len());
                let items = items(value).unwrap_or_default();
                items.iter().skip(places).all(|item| self.keeps(says, item.get(), depth))
            }
            "required" => {
                let names: Vec<String> = read(says).unwrap_or_default();
                entries(value).is_none_or(|entries| names.iter().all(|name| entries.contains_key(name)))
            }
            "properties" => {
                let (known, has): (Entries<'_>, _) = (read(says).unwrap_or_default(), entries(value));
                let has = has.unwrap_or_default();
                known
                    .iter()
                    .all(|(name, says)| has.get(name).is_none_or(|value| self.keeps(says.get(), value.get(), depth)))
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(|known| read::<Entries<'_>>(known.get()));
                let (known, has) = (known.unwrap_or_default(), entries(value).unwrap_or_default());
                has.iter().all(|(name, value)| known.contains_key(name) || self.keeps(says, value.get(), depth))
            }
            _ => true,
        }
    }
}

fn list(text: &str) -> Vec<&RawValue> {
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
    match (count, read::<usize>(says)) {
        (Some(count), Some(limit)) if key.starts_with("min") => count >= limit,
        (Some(count), Some(limit)) => count <= limit,
        _ => true,
    }
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
    let mut seen = std::collections::BTreeSet::new();
    items.iter().all(|item| seen.insert(canonical(item.get())))
}
