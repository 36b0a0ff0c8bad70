//! Types around one other. `newtype!` is for texts, `nest!` for lists and maps of nothing but themselves, with their
//! limits in braces:
//!
//! ```text
//! newtype! {
//!     /// The id of a pet.
//!     pub struct PetId;
//! }
//! nest! {
//!     /// Trees in trees.
//!     pub struct Tree(Vec<Tree>) { max_items 2, check }
//! }
//! ```

use std::fmt;

use serde::de::{Deserializer, Error};

use super::Decode;

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
            #[allow(clippy::self_named_constructors, reason = "a schema may be called `New`")]
            #[inline]
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
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = support::Empty;

            #[inline]
            fn try_from(text: &str) -> ::core::result::Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl ::core::convert::TryFrom<::std::string::String> for $name {
            type Error = support::Empty;

            #[inline]
            fn try_from(text: ::std::string::String) -> ::core::result::Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = support::Empty;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                Self::new(text)
            }
        }

        text! { $name }

        value! { $name by support::newtype::decode_filled }

        impl support::Validate for $name {}
    };
}

macro_rules! nest {
    ($(#[$meta:meta])* pub struct $name:ident($held:ty) $({ $($limit:tt)* })? $(;)?) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name(pub $held);

        impl ::core::convert::From<$held> for $name {
            #[inline]
            fn from(values: $held) -> Self {
                Self(values)
            }
        }

        impl support::Decode for $name {
            #[inline]
            fn decode<'de, D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                support::Decode::decode(deserializer).map(Self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                support::Decode::decode(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl support::Validate for $name {
            #[allow(unused_variables, reason = "a type may have no limit")]
            #[inline]
            fn check(&self, found: &mut support::Violations) {
                let value = &self.0;
                $(limit! { found value $($limit)*, })?
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

/// Reads a text that is not empty.
///
/// # Errors
/// It is empty, or no text.
pub fn decode_filled<'de, T: TryFrom<String, Error = Empty>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::try_from(String::decode(deserializer)?).map_err(D::Error::custom)
}
