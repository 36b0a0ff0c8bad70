//! Enums of any JSON. The table `values!` lists JSON texts; a value is found by what it means, not by its spelling: `1.0`
//! is `1`. As with `strings!`, the enum is closed without its last row.
//!
//! ```text
//! values! {
//!     #[derive(Debug, Clone, PartialEq, Eq, Hash)]
//!     pub enum Limit {
//!         None = r#""none""#,
//!         N1_5 = "1.5",
//!         _ => Other,
//!     }
//! }
//! ```

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::json::canonical;
use super::{Json, Unlisted, decode};

macro_rules! values {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $value:literal,)*
            _ => $other:ident,
        }
    ) => {
        listed! {
            $(#[$meta])* $name {
                $($(#[$note])* $variant = $value,)*
                _ => $other(support::Json)
            }
        }

        impl $name {
            /// The value as JSON text.
            #[inline]
            pub fn as_json(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => value.as_str(),
                }
            }
        }

        impl ::core::convert::From<support::Json> for $name {
            #[inline]
            fn from(value: support::Json) -> Self {
                match support::values::find(&value, &[$($value),*], Self::ALL) {
                    ::core::option::Option::Some(listed) => listed.clone(),
                    ::core::option::Option::None => Self::$other(value),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = support::DecodeError;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                support::Json::parse(text).map(Self::from)
            }
        }

        json_text! { $name }

        value! { $name by support::values::decode_any }

        impl support::Validate for $name {
            #[inline]
            fn check(&self, found: &mut support::Violations) {
                if let Self::$other(_) = self {
                    found.add("enum", support::scalar::listed(&support::values::all(&[$($value),*])));
                }
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $value:literal,)*
        }
    ) => {
        listed! {
            $(#[$meta])* $name {
                $($(#[$note])* $variant = $value,)*
            }
        }

        impl $name {
            /// The value as JSON text.
            #[inline]
            pub fn as_json(&self) -> &'static str {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }

        impl ::core::convert::TryFrom<support::Json> for $name {
            type Error = support::Unlisted;

            #[inline]
            fn try_from(value: support::Json) -> ::core::result::Result<Self, Self::Error> {
                let texts = &[$($value),*];
                let found = support::values::find(&value, texts, Self::ALL);
                found.cloned().ok_or_else(|| support::Unlisted::new(&support::values::all(texts)))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = support::Unlisted;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                match support::Json::parse(text) {
                    ::core::result::Result::Ok(value) => Self::try_from(value),
                    _ => ::core::result::Result::Err(support::Unlisted::new(&support::values::all(&[$($value),*]))),
                }
            }
        }

        json_text! { $name }

        value! { $name by support::values::decode_listed }

        impl support::Validate for $name {}
    };
}

/// What all enums of JSON texts have.
macro_rules! json_text {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_json())
            }
        }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                support::values::encode(self.as_json(), serializer)
            }
        }
    };
}

/// The listed value that a value is.
pub fn find<'v, T>(value: &Json, texts: &[&str], listed: &'v [T]) -> Option<&'v T> {
    let same = texts.iter().position(|text| *text == value.as_str());
    let at = same.or_else(|| {
        let canon = canonical(value.as_str());
        texts.iter().position(|text| canonical(text) == canon)
    });
    listed.get(at?)
}

/// JSON texts as values.
pub fn all(texts: &[&str]) -> Vec<Json> {
    texts.iter().filter_map(|text| Json::parse(*text).ok()).collect()
}

/// Reads any value.
///
/// # Errors
/// It is no JSON.
pub fn decode_any<'de, T: From<Json>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Json::deserialize(deserializer).map(T::from)
}

/// Reads one of the listed values.
///
/// # Errors
/// It is none of them.
pub fn decode_listed<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<Json, Error = Unlisted>,
    D: Deserializer<'de>,
{
    let value = Json::deserialize(deserializer)?;
    let text = value.as_str().to_owned();
    let fault = |unlisted: Unlisted| decode::note(&text, &<serde_json::Error as Error>::custom(unlisted));
    T::try_from(value).map_err(|unlisted| D::Error::custom(fault(unlisted)))
}

/// Writes a JSON text.
///
/// # Errors
/// What the serializer says.
pub fn encode<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let raw: &RawValue = serde_json::from_str(text).map_err(S::Error::custom)?;
    raw.serialize(serializer)
}
