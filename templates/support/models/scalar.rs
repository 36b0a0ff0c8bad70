//! Scalars. The tables `strings!` and `integers!` make an enum open: a value that is not listed is kept in its last
//! variant and sent back as it came. `newtype!` makes a string a type of its own.
//!
//! ```text
//! strings! {
//!     Size or Other {
//!         Small = "small",
//!         Large = "large",
//!     }
//! }
//! newtype! {
//!     /// The id of a pet.
//!     pub struct PetId;
//! }
//! ```
//!
//! In `Size or Other: open { … }` a value that is not listed breaks no limit.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

use super::Decode;

macro_rules! strings {
    ($name:ident or $other:ident $(: $open:ident)? { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// All values that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is sent.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => value,
                }
            }

            fn listed(value: &str) -> ::core::option::Option<Self> {
                match value {
                    $($value => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::listed(value).unwrap_or_else(|| Self::$other(::std::borrow::ToOwned::to_owned(value)))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::listed(&value).unwrap_or(Self::$other(value))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        text! { $name }

        value! { $name by support::scalar::decode_text }

        listed! { $name $other $($open)? }
    };
}

macro_rules! integers {
    ($name:ident or $other:ident $(: $open:ident)? { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// All values that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is sent.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => *value,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::$other(value),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            fn from_str(value: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                value.parse().map(|value: i64| Self::from(value))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        value! { $name by support::scalar::decode_integer }

        listed! { $name $other $($open)? }
    };
}

/// The limit of an enum: that the value is listed, unless any other is as good.
macro_rules! listed {
    ($name:ident $other:ident) => {
        impl support::Validate for $name {
            fn check(&self, found: &mut support::Violations) {
                if let Self::$other(_) = self {
                    found.add("enum", "the listed values");
                }
            }
        }
    };
    ($name:ident $other:ident open) => {
        impl support::Validate for $name {}
    };
}

macro_rules! newtype {
    ($(#[$meta:meta])* pub struct $name:ident;) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(::std::string::String);

        impl $name {
            /// Takes a text.
            ///
            /// # Errors
            /// The text is empty.
            pub fn new(
                text: impl ::core::convert::Into<::std::string::String>,
            ) -> ::core::result::Result<Self, support::Empty> {
                let text = text.into();
                if text.is_empty() {
                    ::core::result::Result::Err(support::Empty)
                } else {
                    ::core::result::Result::Ok(Self(text))
                }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = support::Empty;

            fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl ::core::convert::TryFrom<::std::string::String> for $name {
            type Error = support::Empty;

            fn try_from(text: ::std::string::String) -> ::core::result::Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = support::Empty;

            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                Self::new(text)
            }
        }

        text! { $name }

        value! { $name by support::scalar::decode_filled }

        impl support::Validate for $name {}
    };
}

/// What all types have that are a text: `$name::as_str` in other forms.
macro_rules! text {
    ($name:ident) => {
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// A text is empty that must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Empty;

impl fmt::Display for Empty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must not be empty")
    }
}

impl std::error::Error for Empty {}

/// Reads a text, without a copy of it where the type needs none.
///
/// # Errors
/// It is no text.
pub fn decode_text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: From<String> + for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor(PhantomData))
}

/// Reads an integer.
///
/// # Errors
/// It is none.
pub fn decode_integer<'de, T: From<i64>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    i64::decode(deserializer).map(T::from)
}

/// Reads a text that is not empty.
///
/// # Errors
/// It is empty, or no text.
pub fn decode_filled<'de, T: TryFrom<String, Error = Empty>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::try_from(String::decode(deserializer)?).map_err(D::Error::custom)
}

/// The one visitor of all texts.
struct TextVisitor<T>(PhantomData<T>);

impl<T: From<String> + for<'a> From<&'a str>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Ok(T::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<T, E> {
        Ok(T::from(value))
    }
}
