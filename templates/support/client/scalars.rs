//! The scalars of a JSON text, in its order and with the text of its numbers kept.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Scalars of a value, as text.
pub(super) enum Texts {
    One(String),
    Many(Vec<String>),
    Named(Vec<(String, String)>),
}

/// The scalars of a JSON text; `null` is nothing, alone and among others.
pub(super) fn texts(json: &str) -> Result<Option<Texts>, &'static str> {
    Ok(match json.as_bytes().first() {
        Some(b'[') => {
            let items = items(json)?.into_iter().filter_map(|item| scalar(item.get()).transpose());
            Some(Texts::Many(items.collect::<Result<_, _>>()?))
        }
        Some(b'{') => {
            let entries = entries(json)?;
            let mut named = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                named.extend(scalar(value.get())?.map(|value| (key, value)));
            }
            Some(Texts::Named(named))
        }
        _ => scalar(json)?.map(Texts::One),
    })
}

pub(super) const NOT_JSON: &str = "cannot be written as JSON";

/// The entries of an object, in their order.
pub(super) fn entries(json: &str) -> Result<Vec<(String, &RawValue)>, &'static str> {
    serde_json::from_str(json).map(|Entries(entries)| entries).map_err(|_| NOT_JSON)
}

/// The items of a list.
pub(super) fn items(json: &str) -> Result<Vec<&RawValue>, &'static str> {
    serde_json::from_str(json).map_err(|_| NOT_JSON)
}

/// The text of a scalar; none of `null`.
pub(super) fn scalar(json: &str) -> Result<Option<String>, &'static str> {
    match json.as_bytes().first() {
        Some(b'[' | b'{') => Err("has lists or objects inside that its style cannot write"),
        Some(b'"') => serde_json::from_str(json).map(Some).map_err(|_| NOT_JSON),
        _ if json == "null" => Ok(None),
        _ => Ok(Some(json.to_owned())),
    }
}

/// The entries of an object in their order, which a map of serde_json may not keep.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}
