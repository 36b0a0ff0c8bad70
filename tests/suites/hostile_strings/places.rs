//! The places of a document at which the table of the standard has texts.

use std::collections::BTreeSet;

use bindery::frontend::{Holds, StandardKey, standard_keys};
use serde_json::Value;

/// A key of an object of the standard.
pub(crate) type Place = (&'static str, &'static str);

/// Places that have words of the standard, not texts of the document's own: what else stands there is an error or is
/// reported, which `words_of_the_standard_may_be_anything` shows.
pub(crate) const WORDS: &[Place] = &[
    ("a document", "openapi"),
    ("a Parameter Object", "in"),
    ("a Parameter Object", "style"),
    ("a Header Object", "style"),
    ("an Encoding Object", "style"),
    ("a Schema Object", "type"),
    ("a Schema Object", "$dynamicRef"),
    ("a Security Scheme Object", "type"),
    ("a Security Scheme Object", "in"),
];

/// All places that have texts, by the table.
pub(crate) fn all() -> BTreeSet<Place> {
    let has_text = |key: &StandardKey| !matches!(key.holds, Holds::NoText | Holds::Object(_) | Holds::List(_));
    standard_keys().iter().filter(|key| has_text(key)).map(|key| (key.object, key.key)).collect()
}

/// The places at which `document` has a text that `is_wanted`.
pub(crate) fn with(document: &Value, is_wanted: &dyn Fn(&str) -> bool) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    visit(&standard_keys(), "a document", document, &mut |place, value, is_name| {
        let hit = match is_name {
            Some(name) => is_wanted(name),
            None => any_text(value, is_wanted),
        };
        if hit {
            found.insert(place);
        }
    });
    found
}

/// Calls `see` for each value of the table, and with the name for each name of the document's own.
fn visit(keys: &[StandardKey], object: &str, value: &Value, see: &mut dyn FnMut(Place, &Value, Option<&str>)) {
    for key in keys.iter().filter(|key| key.object == object) {
        let place = (key.object, key.key);
        let entries = value.as_object().into_iter().flatten();
        let known =
            |name: &str| keys.iter().any(|key| key.object == object && key.key == name) || name.starts_with("x-");
        for (name, value) in entries.filter(|(name, _)| if key.key == "*" { !known(name) } else { *name == key.key }) {
            match key.holds {
                Holds::Object(inner) => visit(keys, inner, value, see),
                Holds::List(inner) => {
                    value.as_array().into_iter().flatten().for_each(|item| visit(keys, inner, item, see))
                }
                Holds::Map(inner) if key.key == "*" => {
                    see(place, value, Some(name));
                    visit(keys, inner, value, see);
                }
                Holds::Map(inner) => {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        see(place, value, Some(name));
                        visit(keys, inner, value, see);
                    }
                }
                Holds::TextMap | Holds::TextLists => {
                    for (name, text) in value.as_object().into_iter().flatten() {
                        see(place, text, Some(name));
                    }
                }
                Holds::Text | Holds::Texts | Holds::Requirements | Holds::Json => see(place, value, None),
                Holds::NoText => {}
            }
        }
    }
}

fn any_text(value: &Value, is_wanted: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is_wanted(text),
        Value::Array(items) => items.iter().any(|item| any_text(item, is_wanted)),
        Value::Object(entries) => entries.iter().any(|(name, value)| is_wanted(name) || any_text(value, is_wanted)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Puts a text at the first place of this kind; whether there is one.
pub(crate) fn replace(document: &mut Value, place: Place, text: &str) -> bool {
    replace_below(&standard_keys(), "a document", document, place, text)
}

fn replace_below(keys: &[StandardKey], object: &str, value: &mut Value, place: Place, text: &str) -> bool {
    let Some(entries) = value.as_object_mut() else { return false };
    if object == place.0 {
        entries.insert(place.1.to_owned(), Value::from(text));
        return true;
    }
    let known: Vec<&StandardKey> = keys.iter().filter(|key| key.object == object).collect();
    entries.iter_mut().any(|(name, value)| {
        let row = known.iter().find(|key| key.key == *name).or_else(|| known.iter().find(|key| key.key == "*"));
        match row.map(|key| (key.key, key.holds)) {
            Some((_, Holds::Object(inner)) | ("*", Holds::Map(inner))) => {
                replace_below(keys, inner, value, place, text)
            }
            Some((_, Holds::List(inner))) => {
                value.as_array_mut().into_iter().flatten().any(|item| replace_below(keys, inner, item, place, text))
            }
            Some((_, Holds::Map(inner))) => value
                .as_object_mut()
                .into_iter()
                .flatten()
                .any(|(_, value)| replace_below(keys, inner, value, place, text)),
            _ => false,
        }
    })
}
