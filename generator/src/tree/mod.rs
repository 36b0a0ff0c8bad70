//! The untyped tree of a document: what JSON can say, in document order, with the text of numbers kept.

mod canonical;
mod decimal;
mod dump;
mod yaml;

use std::fmt;

use indexmap::IndexMap;
use indexmap::map::Entry;

pub use decimal::Decimal;

/// An element of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Sequence(Vec<Node>),
    /// An object in document order, keys unique.
    Mapping(Mapping),
}

/// An object in document order, keys unique.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    entries: IndexMap<String, Node>,
}

/// In so few entries, looking at all keys is quicker than hashing the one that is looked for.
const FEW: usize = 12;

/// A number, held as its JSON text so that nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(String);

impl Number {
    /// Takes a text that is a JSON number; `None` if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str::<&serde_json::value::RawValue>(text)
            .ok()
            .map(|raw| raw.get())
            .filter(|raw| raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()))
            .map(|raw| Self(raw.to_owned()))
    }

    /// The shortest text of a float; `None` for infinities and what is no number.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self(format!("{value:?}")))
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a signed integer, if it is one without fraction or exponent and fits.
    pub fn as_i128(&self) -> Option<i128> {
        self.0.parse().ok()
    }

    /// As a non-negative integer, if it is one without fraction or exponent and fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// Whether a float holds it: not an integer beyond 2^53, nothing that is infinite.
    pub fn is_float(&self) -> bool {
        match self.as_i128() {
            Some(whole) => whole.unsigned_abs() <= 1 << 53,
            None => self.0.contains(['.', 'e', 'E']) && self.to_f64().is_finite(),
        }
    }

    /// The nearest float; infinite where the number is beyond.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl From<i128> for Number {
    fn from(value: i128) -> Self {
        Self(value.to_string())
    }
}

impl From<u128> for Number {
    fn from(value: u128) -> Self {
        Self(value.to_string())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Mapping {
    /// Appends an entry; `false` and nothing changes if the key is there already.
    pub fn insert(&mut self, key: String, value: Node) -> bool {
        match self.entries.entry(key) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(value);
                true
            }
        }
    }

    /// Puts a value under a key: where the key stands, or at the end.
    pub fn set(&mut self, key: &str, value: Node) {
        self.entries.insert(key.to_owned(), value);
    }

    /// Takes the entry of `key` out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        self.entries.shift_remove(key)
    }

    /// The value under `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.get_mut(key)
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        if self.entries.len() <= FEW {
            return self.entries.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
        }
        self.entries.get(key)
    }

    /// All entries in document order, taken out.
    pub fn into_entries(self) -> impl ExactSizeIterator<Item = (String, Node)> {
        self.entries.into_iter()
    }

    /// All entries in document order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Node)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Node {
    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Node::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Node::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The items, if it is a sequence.
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match self {
            Node::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is a mapping.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match self {
            Node::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The value under `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping().and_then(|mapping| mapping.get(key))
    }

    /// What kind of value it is, in the words of JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Number(_) => "a number",
            Node::String(_) => "a string",
            Node::Sequence(_) => "an array",
            Node::Mapping(_) => "an object",
        }
    }

    /// The value as compact JSON text.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Node::Null => out.push_str("null"),
            Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Node::Number(number) => out.push_str(number.as_str()),
            Node::String(text) => out.push_str(&serde_json::Value::from(text.as_str()).to_string()),
            Node::Sequence(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            Node::Mapping(mapping) => {
                out.push('{');
                for (i, (key, value)) in mapping.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    out.push_str(&serde_json::Value::from(key).to_string());
                    out.push(':');
                    value.write_json(out);
                }
                out.push('}');
            }
        }
    }
}
