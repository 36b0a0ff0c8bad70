use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::super::support;
use super::limits::Limited;
use super::{Decimal, decode};

/// A number without bounds, kept as it was written: nothing is rounded.
///
/// Numbers are equal if their values are: `1`, `1.0` and `1e0`. One made from a float that is no number or infinite is
/// equal to no other, and cannot be written.
#[derive(Clone)]
pub struct Number(Held);

#[derive(Clone)]
enum Held {
    Integer(i64),
    Float(f64),
    /// The text of a JSON number.
    Text(Box<RawValue>),
}

/// A text is no JSON number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoNumber;

impl Number {
    /// The text that is sent; of a float that JSON cannot say, what Rust calls it.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Held::Integer(value) => Cow::Owned(value.to_string()),
            Held::Float(value) => Cow::Owned(format!("{value:?}")),
            Held::Text(text) => Cow::Borrowed(text.get()),
        }
    }

    /// The nearest float; infinite where the number is beyond.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Held::Float(value) => *value,
            _ => self.text().parse().unwrap_or(f64::NAN),
        }
    }

    /// The integer, if it is one, however it is written, and fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.integer()
    }

    /// The integer, if it is one, however it is written, and fits.
    pub fn to_u64(&self) -> Option<u64> {
        self.integer()
    }

    /// Whether it is finite, as all numbers are but some that were made from floats.
    pub fn is_finite(&self) -> bool {
        !matches!(&self.0, Held::Float(value) if !value.is_finite())
    }

    fn integer<T: FromStr>(&self) -> Option<T> {
        let text = self.text();
        text.parse().ok().or_else(|| Decimal::parse(&text)?.integer()?.parse().ok())
    }

    fn decimal(&self) -> Option<Decimal> {
        Decimal::parse(&self.text())
    }
}

impl fmt::Display for NoNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must be a number as JSON writes it")
    }
}

impl std::error::Error for NoNumber {}

impl FromStr for Number {
    type Err = NoNumber;

    fn from_str(text: &str) -> Result<Self, NoNumber> {
        let raw = RawValue::from_string(text.to_owned()).map_err(|_| NoNumber)?;
        if is_number(raw.get()) { Ok(Self(Held::Text(raw))) } else { Err(NoNumber) }
    }
}

fn is_number(json: &str) -> bool {
    json.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

macro_rules! from_integers {
    ($($ty:ident)*) => {$(
        impl From<$ty> for Number {
            fn from(value: $ty) -> Self {
                Self(Held::Integer(value.into()))
            }
        }
    )*};
}

from_integers! { i8 i16 i32 i64 u8 u16 u32 }

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        // The text of an integer is JSON.
        i64::try_from(value).map(Self::from).or_else(|_| value.to_string().parse()).unwrap_or_default()
    }
}

impl From<f32> for Number {
    fn from(value: f32) -> Self {
        Self(Held::Float(value.into()))
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(Held::Float(value))
    }
}

impl Default for Number {
    fn default() -> Self {
        Self(Held::Integer(0))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Held::Integer(one), Held::Integer(two)) => one == two,
            (Held::Text(one), Held::Text(two)) if one.get() == two.get() => true,
            _ => self.partial_cmp(other) == Some(Ordering::Equal),
        }
    }
}

/// Only what is beyond all reckoning cannot be compared: what is not finite, and exponents of ten and more digits.
impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.decimal()?.cmp(&other.decimal()?))
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.decimal() {
            Some(number) => number.canonical().hash(state),
            None => self.text().hash(state),
        }
    }
}

impl Limited for Number {
    fn number(&self) -> Option<Decimal> {
        self.decimal()
    }
}

impl support::Validate for Number {}

value! { Number by decode_number }

fn decode_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    if is_number(raw.get()) {
        return Ok(Number(Held::Text(raw)));
    }
    let found = match raw.get().bytes().next() {
        Some(b'"') => "string",
        Some(b'{') => "map",
        Some(b'[') => "sequence",
        Some(b'n') => "null",
        _ => "boolean",
    };
    Err(D::Error::custom(decode::refuse(raw.get(), Unexpected::Other(found), "a number")))
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Held::Integer(value) => serializer.serialize_i64(*value),
            Held::Float(value) if value.is_finite() => serializer.serialize_f64(*value),
            Held::Float(value) => Err(S::Error::custom(format_args!("{value} is no number of JSON"))),
            Held::Text(text) => text.serialize(serializer),
        }
    }
}
