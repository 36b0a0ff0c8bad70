//! Texts in a format of the standard: dates, times, base64, decimals. What came is kept as it came, and sent back so;
//! only `validate` and whoever makes a new value ask whether the text is in its format.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer};

use super::super::support;
use super::limits::Limited;
use super::{Number, base64, moment};

macro_rules! kept {
    ($(#[$meta:meta])* $name:ident: $format:literal by $($valid:ident)::+) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            #[doc = concat!("Takes a text in the format `", $format, "`.")]
            ///
            /// # Errors
            /// It is in another.
            #[allow(clippy::self_named_constructors, reason = "a schema may be called `New`")]
            #[inline]
            pub fn new(text: impl Into<String>) -> Result<Self, Malformed> {
                let kept = Self(text.into());
                if kept.is_valid() { Ok(kept) } else { Err(Malformed::of($format)) }
            }

            /// The text as it came or was given.
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the text is in the format. What came from elsewhere may not be.
            #[inline]
            pub fn is_valid(&self) -> bool {
                $($valid)::+(&self.0).is_some()
            }
        }

        impl Kept for $name {
            #[inline]
            fn keep(text: String) -> Self {
                Self(text)
            }
        }

        impl fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Malformed;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Malformed> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = Malformed;

            #[inline]
            fn try_from(text: &str) -> Result<Self, Malformed> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;

            #[inline]
            fn try_from(text: String) -> Result<Self, Malformed> {
                Self::new(text)
            }
        }

        text! { $name }

        value! { $name by decode }

        impl Limited for $name {
            #[inline]
            fn text(&self) -> Option<Cow<'_, str>> {
                Some(self.as_str().into())
            }
        }

        impl support::Validate for $name {
            #[inline]
            fn check(&self, found: &mut support::Violations) {
                if !self.is_valid() {
                    found.add("format", $format);
                }
            }
        }
    };
}

kept! {
    /// A moment in time with its offset (RFC 3339, 5.6 `date-time`): `2024-01-31T12:00:00.5+01:00`.
    ///
    /// Two are equal if their texts are. [`DateTime::unix_seconds`] compares moments.
    DateTime: "date-time" by moment::date_time
}

kept! {
    /// A day of the calendar (RFC 3339, 5.6 `full-date`): `2024-01-31`.
    Date: "date" by moment::date
}

kept! {
    /// A time of the day with its offset (RFC 3339, 5.6 `full-time`): `12:00:00Z`.
    Time: "time" by moment::time
}

kept! {
    /// Bytes in base64 (RFC 4648, 4). Padding may be missing.
    Base64: "byte" by base64::decode
}

kept! {
    /// A decimal number in a string.
    DecimalText: "decimal" by number
}

/// A text is not in its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed(&'static str);

impl Malformed {
    /// Of a format.
    pub(crate) const fn of(format: &'static str) -> Self {
        Self(format)
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must be in the format `{}`", self.0)
    }
}

impl std::error::Error for Malformed {}

/// Any text, whatever its format.
trait Kept {
    fn keep(text: String) -> Self;
}

fn decode<'de, T: Kept, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    String::deserialize(deserializer).map(T::keep)
}

fn number(text: &str) -> Option<Number> {
    text.parse().ok()
}

impl DecimalText {
    /// The number, if the text is one.
    pub fn number(&self) -> Option<Number> {
        number(&self.0)
    }
}

impl From<Number> for DecimalText {
    fn from(number: Number) -> Self {
        Self(number.to_string())
    }
}

impl Base64 {
    /// The bytes, if the text is base64.
    pub fn decode(&self) -> Option<Vec<u8>> {
        base64::decode(&self.0)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(base64::encode(bytes))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}
