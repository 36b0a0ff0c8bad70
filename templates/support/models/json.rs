use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::decode::{self, DecodeError};
use super::number::Decimal;

/// Any JSON value, kept as the text it came as: no number is rounded, no property is lost or moved.
///
/// Two values are equal if they are equal as JSON, whatever their spelling: `1` and `1.0`, `"a"` and `"\u0061"`,
/// objects in any order. Below 120 levels the spelling counts.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Takes the text of a JSON value.
    ///
    /// # Errors
    /// The text is no JSON.
    pub fn parse(text: impl Into<String>) -> Result<Self, DecodeError> {
        let text = text.into();
        RawValue::from_string(text.clone()).map(Self).map_err(|error| decode::error(text.as_bytes(), &error))
    }

    /// The JSON form of a value.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn encode(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    /// `null`.
    pub fn null() -> Self {
        Self(RawValue::NULL.to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.as_str() == "null"
    }

    /// Reads it as another type.
    ///
    /// # Errors
    /// It does not have the shape of that type.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        // What others noted of texts of theirs is not about this one.
        decode::take();
        serde_json::from_str(self.as_str()).map_err(|fault| decode::error(self.as_str().as_bytes(), &fault))
    }

    /// The value as serde_json has it, where numbers beyond `u64` and `f64` are rounded.
    ///
    /// # Errors
    /// A number is beyond `f64`, or the value is nested beyond serde_json's limit.
    pub fn value(&self) -> Result<serde_json::Value, DecodeError> {
        self.decode()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() || canonical(self.as_str()) == canonical(other.as_str())
    }
}

impl Eq for Json {}

impl Hash for Json {
    fn hash<H: Hasher>(&self, state: &mut H) {
        canonical(self.as_str()).hash(state);
    }
}

impl Default for Json {
    fn default() -> Self {
        Self::null()
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Box<RawValue>> for Json {
    fn from(text: Box<RawValue>) -> Self {
        Self(text)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        // Writing a `Value` never fails: its keys are strings.
        Self::encode(&value).unwrap_or_default()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}

/// How deep spellings are looked through; below that texts are compared as they are.
const DEPTH: usize = 120;

/// The same text for all spellings of the same JSON value.
pub(super) fn canonical(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_canonical(text, DEPTH, &mut out);
    out
}

/// Whether `whole` has all that `part` has: the same value but for more properties, at any depth.
pub(super) fn contains(whole: &str, part: &str) -> bool {
    contains_to(whole, part, DEPTH)
}

fn contains_to(whole: &str, part: &str, depth: usize) -> bool {
    let (whole, part) = (whole.trim_ascii(), part.trim_ascii());
    let same = || whole == part || canonical(whole) == canonical(part);
    let Some(below) = depth.checked_sub(1) else { return same() };
    match (whole.bytes().next(), part.bytes().next()) {
        (Some(b'{'), Some(b'{')) => {
            let whole: BTreeMap<String, &RawValue> = serde_json::from_str(whole).unwrap_or_default();
            let part: BTreeMap<String, &RawValue> = serde_json::from_str(part).unwrap_or_default();
            part.iter()
                .all(|(key, part)| whole.get(key).is_some_and(|whole| contains_to(whole.get(), part.get(), below)))
        }
        (Some(b'['), Some(b'[')) => {
            let whole: Vec<&RawValue> = serde_json::from_str(whole).unwrap_or_default();
            let part: Vec<&RawValue> = serde_json::from_str(part).unwrap_or_default();
            whole.len() == part.len()
                && whole.iter().zip(part).all(|(whole, part)| contains_to(whole.get(), part.get(), below))
        }
        _ => same(),
    }
}

fn write_canonical(text: &str, depth: usize, out: &mut String) {
    let text = text.trim_ascii();
    let Some(below) = depth.checked_sub(1) else {
        return out.push_str(text);
    };
    match text.bytes().next() {
        Some(b'{') => {
            // Of a repeated key the last one counts, as for most readers.
            let entries: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
            out.push('{');
            for (key, value) in entries {
                out.push_str(&serde_json::Value::String(key).to_string());
                out.push(':');
                write_canonical(value.get(), below, out);
                out.push(',');
            }
            out.push('}');
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            out.push('[');
            for item in items {
                write_canonical(item.get(), below, out);
                out.push(',');
            }
            out.push(']');
        }
        Some(b'"') => match serde_json::from_str::<String>(text) {
            Ok(string) => out.push_str(&serde_json::Value::String(string).to_string()),
            Err(_) => out.push_str(text),
        },
        Some(b'-' | b'0'..=b'9') => match Decimal::parse(text) {
            Some(number) => out.push_str(&number.canonical()),
            None => out.push_str(text),
        },
        _ => out.push_str(text),
    }
}
