use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::super::support;
use super::decode;

/// The value `null`, where nothing else is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Null;

/// No value: what has this type cannot be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Never {}

value! { Null by decode_null }

value! { Never by decode_never }

impl support::Validate for Null {}

impl support::Validate for Never {}

impl fmt::Display for Null {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("null")
    }
}

impl Serialize for Null {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl Serialize for Never {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}

fn decode_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Null, D::Error> {
    deserializer.deserialize_unit(NullVisitor)
}

fn decode_never<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Never, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let fault = serde_json::Error::custom("no value is allowed here");
    Err(D::Error::custom(decode::note(raw.get(), &fault)))
}

struct NullVisitor;

impl Visitor<'_> for NullVisitor {
    type Value = Null;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null")
    }

    fn visit_unit<E: Error>(self) -> Result<Null, E> {
        Ok(Null)
    }
}
