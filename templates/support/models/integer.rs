use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Unexpected};
use serde::{Serialize, Serializer};

use super::super::support;
use super::limits::Limited;
use super::{Decimal, Decode, Number, decode};

/// An integer of any length, kept as it was written: `1`, `1.0` and `1e0` are equal.
#[derive(Clone, PartialEq, PartialOrd, Hash, Default)]
pub struct Integer(Number);

/// A text or a number is no integer: it has a fraction, is not finite, or has an exponent of ten and more digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoInteger;

impl Integer {
    /// The text that is sent.
    pub fn text(&self) -> Cow<'_, str> {
        self.0.text()
    }

    /// The integer, if it fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.0.to_i64()
    }

    /// The integer, if it fits.
    pub fn to_u64(&self) -> Option<u64> {
        self.0.to_u64()
    }

    /// The same as a number.
    pub fn to_number(&self) -> Number {
        self.0.clone()
    }
}

impl Eq for Integer {}

impl fmt::Display for NoInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must be an integer as JSON writes it")
    }
}

impl std::error::Error for NoInteger {}

impl TryFrom<Number> for Integer {
    type Error = NoInteger;

    fn try_from(number: Number) -> Result<Self, NoInteger> {
        let whole = Decimal::parse(&number.text()).is_some_and(|value| value.is_whole());
        if whole { Ok(Self(number)) } else { Err(NoInteger) }
    }
}

impl FromStr for Integer {
    type Err = NoInteger;

    fn from_str(text: &str) -> Result<Self, NoInteger> {
        Self::try_from(text.parse::<Number>().map_err(|_| NoInteger)?)
    }
}

macro_rules! from_integers {
    ($($ty:ident)*) => {$(
        impl From<$ty> for Integer {
            fn from(value: $ty) -> Self {
                Self(Number::from(value))
            }
        }
    )*};
}

from_integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Limited for Integer {
    fn number(&self) -> Option<Decimal> {
        self.0.number()
    }
}

impl support::Validate for Integer {}

value! { Integer by decode_integer }

fn decode_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Integer, D::Error> {
    let number = Number::decode(deserializer)?;
    let text = number.text().into_owned();
    let found = format!("number `{text}`");
    let refused = |_| D::Error::custom(decode::refuse(&text, Unexpected::Other(&found), "an integer"));
    Integer::try_from(number).map_err(refused)
}

impl Serialize for Integer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
