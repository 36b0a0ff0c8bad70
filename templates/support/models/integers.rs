//! Enums of integers: the table `integers!` has the form of `strings!`.

use std::borrow::Cow;

use serde::de::Deserializer;

use super::{Decode, Unlisted, value};

macro_rules! integers {
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
                _ => $other(i64)
            }
        }

        impl $name {
            /// The value as it is sent.
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => *value,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::$other(value),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                value.parse().map(|value: i64| Self::from(value))
            }
        }

        integer! { $name }

        value! { $name by support::integers::decode_integer }

        unlisted! { $name $other (support::scalar::listed::<i64>(&[$($value),*])) $($open)? }
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
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }

        impl ::core::convert::TryFrom<i64> for $name {
            type Error = support::Unlisted;

            #[inline]
            fn try_from(value: i64) -> ::core::result::Result<Self, Self::Error> {
                match value {
                    $($value => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err(support::Unlisted::new::<i64>(&[$($value),*])),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = support::Unlisted;

            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                let value = value.parse::<i64>().map_err(|_| support::Unlisted::new::<i64>(&[$($value),*]))?;
                Self::try_from(value)
            }
        }

        integer! { $name }

        value! { $name by support::integers::decode_listed_integer }

        impl support::Validate for $name {}
    };
}

/// What all enums of integers have.
macro_rules! integer {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
    };
}

/// Reads an integer.
///
/// # Errors
/// It is none.
pub fn decode_integer<'de, T: From<i64>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    i64::decode(deserializer).map(T::from)
}

/// Reads one of the listed integers.
///
/// # Errors
/// It is none of them, or no integer.
pub fn decode_listed_integer<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i64, Error = Unlisted>,
    D: Deserializer<'de>,
{
    value::integer(deserializer, |value| {
        let value = i64::try_from(value).map_err(|_| Cow::Borrowed("one of the listed values"))?;
        T::try_from(value).map_err(|unlisted| Cow::Owned(unlisted.one_of()))
    })
}
