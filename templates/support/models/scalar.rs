//! Enums of texts. The table `strings!` defines an enum of the values that the document lists. A value that is not listed
//! is kept in the last variant and sent back as it came; without that row the enum is closed, and reading such a value
//! fails. With `_ => Other open,` it breaks no limit. `integers!` and `values!`, in files of their own, are for all other
//! enums.
//!
//! ```text
//! strings! {
//!     /// How large it is.
//!     #[derive(Debug, Clone, PartialEq, Eq, Hash)]
//!     pub enum Size {
//!         Small = "small",
//!         Large = "large",
//!         _ => Other,
//!     }
//! }
//! ```

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::Serialize;
use serde::de::{Deserializer, Error, Expected, Unexpected, Visitor};

/// The enum of a table. Its variants say what they are on the wire.
macro_rules! listed {
    (
        $(#[$meta:meta])* $name:ident {
            $($(#[$note:meta])* $variant:ident = $value:expr,)*
            $(_ => $other:ident($held:ty))?
        }
    ) => {
        $(#[$meta])*
        pub enum $name {
            $(
                $(#[$note])*
                #[doc = ::core::concat!("\n```` ", $value, " ````")]
                $variant,
            )*
            $(
                /// A value that the document does not list.
                $other($held),
            )?
        }

        impl $name {
            /// All values that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}

/// The limit of an enum: that the value is listed, unless any other is as good.
macro_rules! unlisted {
    ($name:ident $other:ident ($listed:expr)) => {
        impl support::Validate for $name {
            #[inline]
            fn check(&self, found: &mut support::Violations) {
                if let Self::$other(_) = self {
                    found.add("enum", $listed);
                }
            }
        }
    };
    ($name:ident $other:ident ($listed:expr) open) => {
        impl support::Validate for $name {}
    };
}

macro_rules! strings {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $value:literal,)*
            _ => $other:ident $($open:ident)?,
        }
    ) => {
        listed! {
            $(#[$meta])* $name {
                $($(#[$note])* $variant = ::core::stringify!($value),)*
                _ => $other(::std::string::String)
            }
        }

        impl $name {
            /// The value as it is sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => value,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::$other(::std::borrow::ToOwned::to_owned(value)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                match Self::from(&*value) {
                    Self::$other(_) => Self::$other(value),
                    listed => listed,
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        text! { $name }

        value! { $name by support::scalar::decode_text }

        unlisted! { $name $other (support::scalar::listed_texts(Self::ALL)) $($open)? }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $value:literal,)*
        }
    ) => {
        listed! {
            $(#[$meta])* $name {
                $($(#[$note])* $variant = ::core::stringify!($value),)*
            }
        }

        impl $name {
            /// The value as it is sent.
            #[inline]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = support::Unlisted;

            #[inline]
            fn try_from(value: &str) -> ::core::result::Result<Self, Self::Error> {
                match value {
                    $($value => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err(support::Unlisted::texts(Self::ALL)),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = support::Unlisted;

            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                Self::try_from(value)
            }
        }

        text! { $name }

        value! { $name by support::scalar::decode_listed }

        impl support::Validate for $name {}
    };
}

/// What all types have that are a text: `$name::as_str` in other forms.
macro_rules! text {
    ($name:ident) => {
        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// A value is none of those that the document lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted(Cow<'static, str>);

impl Unlisted {
    /// None of these.
    pub fn new<T: Serialize>(values: &[T]) -> Self {
        Self(listed(values))
    }

    /// None of the texts of these. They stand in `ALL` already: one more list of them costs the compiler memory in every enum.
    pub fn texts<T: AsRef<str>>(values: &[T]) -> Self {
        Self(listed_texts(values))
    }

    /// What the value must be, as faults of serde say it.
    pub(super) fn one_of(&self) -> String {
        format!("one of {}", self.0)
    }
}

impl fmt::Display for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must be one of {}", self.0)
    }
}

impl std::error::Error for Unlisted {}

impl Expected for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.one_of())
    }
}

/// A list that is longer is not shown.
const LONGEST: usize = 200;

/// The listed values as JSON, if they are few.
pub fn listed<T: Serialize>(values: &[T]) -> Cow<'static, str> {
    let text = serde_json::to_string(values).ok().filter(|text| text.len() <= LONGEST);
    text.map_or(Cow::Borrowed("the listed values"), Cow::Owned)
}

/// The texts of the listed values as JSON, if they are few.
pub fn listed_texts<T: AsRef<str>>(values: &[T]) -> Cow<'static, str> {
    let texts: Vec<&str> = values.iter().map(T::as_ref).collect();
    listed(&texts)
}

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

/// Reads one of the listed texts.
///
/// # Errors
/// It is none of them, or no text.
pub fn decode_listed<'de, T: FromStr<Err = Unlisted>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(ListedVisitor(PhantomData))
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

/// The one visitor of the texts of closed enums.
struct ListedVisitor<T>(PhantomData<T>);

impl<T: FromStr<Err = Unlisted>> Visitor<'_> for ListedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        value.parse().map_err(|unlisted| E::invalid_value(Unexpected::Str(value), &unlisted))
    }
}
