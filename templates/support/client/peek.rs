//! Looks into a JSON text without reading all of it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::decode::unmarked;

/// The JSON text that a pointer leads to (RFC 6901, names of properties only); `null` is nothing.
pub(super) fn at<'a>(json: &'a [u8], pointer: &str) -> Option<&'a str> {
    let mut text = std::str::from_utf8(unmarked(json)).ok()?.trim();
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        let mut reader = serde_json::Deserializer::from_str(text);
        text = Named(&name).deserialize(&mut reader).ok()??.get();
    }
    Some(text).filter(|text| *text != "null")
}

/// A string or a number as text; an empty string is nothing.
pub(super) fn text(json: &[u8], pointer: &str) -> Option<String> {
    let found = at(json, pointer)?;
    let text = match found.as_bytes().first()? {
        b'"' => serde_json::from_str(found).ok()?,
        b'[' | b'{' => return None,
        _ => found.to_owned(),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A whole number that is not below zero, also one in a string.
pub(super) fn count(json: &[u8], pointer: &str) -> Option<u64> {
    text(json, pointer)?.parse().ok()
}

/// The items of a list; one that is not there has none. What is no list is nothing.
pub(super) fn items<'a>(json: &'a [u8], pointer: &str) -> Option<Vec<&'a RawValue>> {
    at(json, pointer).map_or_else(|| Some(Vec::new()), |list| serde_json::from_str(list).ok())
}

/// The property of this name.
struct Named<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Named<'_> {
    type Value = Option<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Named<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key::<String>()? {
            if name == self.0 {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}
