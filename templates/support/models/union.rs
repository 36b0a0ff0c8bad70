//! Unions. The table `union!` says how a value finds its arm:
//!
//! ```text
//! union! { Shape or Other: tag "kind" { "circle#1" | "circle#2" => Circle, "square#1" => Square, } }
//! union! { Key or Other: properties { ["id", "name"] => Named, ["serial"] => Serial, } }
//! union! { Text or Other: json { string => Plain, object => Rich, } }
//! union! { Any or Other: trial { "kind" = "first#1" => First, Second, } }
//! ```
//!
//! The chosen arm must be well formed. A value that no arm recognises is kept as it came.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::nesting::Nesting;
use super::{Decimal, Decode, decode, nesting};

macro_rules! union {
    ($name:ident or $other:ident: tag $property:literal { $($($value:literal)|* => $variant:ident,)* }) => {
        union! { @all $name or $other { $($variant)* } text => {
            let tag = support::union::tag(text, $property);
            $(if false $(|| tag.is($value))* {
                return support::union::arm(text, Self::$variant);
            })*
        } }
    };
    ($name:ident or $other:ident: properties { $([$($property:literal),*] => $variant:ident,)* }) => {
        union! { @all $name or $other { $($variant)* } text => {
            let keys = support::union::keys(text);
            $(if keys.any(&[$($property),*]) {
                return support::union::arm(text, Self::$variant);
            })*
        } }
    };
    ($name:ident or $other:ident: json { $($($kind:ident)|* => $variant:ident,)* }) => {
        union! { @all $name or $other { $($variant)* } text => {
            let kind = support::union::kind(text);
            $(if false $(|| kind.is(::core::stringify!($kind)))* {
                return support::union::arm(text, Self::$variant);
            })*
        } }
    };
    ($name:ident or $other:ident: trial { $($($($property:literal = $value:literal)&+ =>)? $variant:ident,)* }) => {
        union! { @all $name or $other { $($variant)* } text => {
            $(if true $($(&& support::union::tag(text, $property).is($value))+)?
                && let ::core::option::Option::Some(value) = support::union::trial(text, Self::$variant)
            {
                return ::core::result::Result::Ok(value);
            })*
        } }
    };
    (@all $name:ident or $other:ident { $($variant:ident)* } $text:ident => $choose:block) => {
        impl support::union::Union for $name {
            fn choose($text: &str) -> ::core::result::Result<Self, ::serde_json::Error> {
                $choose
                support::union::arm($text, Self::$other)
            }
        }

        value! { $name by support::union::decode }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => support::encode(value, serializer),)*
                    Self::$other(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }
    };
}

/// A union with a JSON form; `union!` implements it.
pub trait Union: Sized {
    /// Finds the arm of a value and reads it.
    ///
    /// # Errors
    /// The chosen arm is not well formed.
    fn choose(text: &str) -> Result<Self, serde_json::Error>;
}

/// Reads a union.
///
/// # Errors
/// What [`Union::choose`] says.
pub fn decode<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let text = raw.get();
    let _nesting = Nesting::enter(text).map_err(D::Error::custom)?;
    T::choose(text).map_err(|fault| D::Error::custom(decode::note(text, &fault)))
}

/// Reads an arm.
///
/// # Errors
/// It is not well formed.
pub fn arm<T: Decode, U>(text: &str, wrap: fn(T) -> U) -> Result<U, serde_json::Error> {
    decode::parse(text).map(wrap)
}

/// Reads an arm, if the value has its shape.
pub fn trial<T: Decode, U>(text: &str, wrap: fn(T) -> U) -> Option<U> {
    nesting::spend(text)?;
    let value = decode::parse(text).ok().map(wrap);
    decode::forget();
    value
}

/// The value of a property, if the text is an object that has it.
pub fn tag<'t>(text: &'t str, property: &str) -> Tag<'t> {
    let mut found = None;
    let seek = Seek(|key: &str, value: &'t str| {
        let hit = key == property;
        if hit {
            found = Some(value);
        }
        !hit
    });
    seek.through(text);
    Tag(found)
}

/// All keys, if the text is an object.
pub fn keys(text: &str) -> Keys {
    let mut keys = Vec::new();
    let seek = Seek(|key: &str, _: &str| {
        keys.push(key.to_owned());
        true
    });
    seek.through(text);
    Keys(keys)
}

/// The JSON type of a value.
pub fn kind(text: &str) -> Kind {
    Kind(match text.trim_ascii_start().bytes().next() {
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ if text.contains(['.', 'e', 'E']) => "number",
        _ => "integer",
    })
}

/// The value that tells the arms apart.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'t>(Option<&'t str>);

impl Tag<'_> {
    /// Whether it is this value.
    pub fn is(&self, value: impl TagValue) -> bool {
        self.0.is_some_and(|text| value.is_written(text))
    }
}

/// A value that a tag can have: a string, a number, a boolean.
pub trait TagValue {
    /// Whether this JSON text stands for it.
    fn is_written(&self, text: &str) -> bool;
}

impl TagValue for &str {
    fn is_written(&self, text: &str) -> bool {
        let plain = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|text| !text.contains('\\'));
        match plain {
            Some(plain) => plain == *self,
            None => serde_json::from_str::<Cow<'_, str>>(text).is_ok_and(|text| text == *self),
        }
    }
}

impl TagValue for bool {
    fn is_written(&self, text: &str) -> bool {
        text == if *self { "true" } else { "false" }
    }
}

impl TagValue for i64 {
    fn is_written(&self, text: &str) -> bool {
        Decimal::parse(text).is_some_and(|number| Some(number) == Decimal::parse(&self.to_string()))
    }
}

impl TagValue for f64 {
    fn is_written(&self, text: &str) -> bool {
        Decimal::parse(text).is_some_and(|number| Some(number) == Decimal::parse(&format!("{self:e}")))
    }
}

/// The keys of an object.
#[derive(Debug, Clone)]
pub struct Keys(Vec<String>);

impl Keys {
    /// Whether one of these is among them.
    pub fn any(&self, names: &[&str]) -> bool {
        self.0.iter().any(|key| names.contains(&key.as_str()))
    }
}

/// A JSON type.
#[derive(Debug, Clone, Copy)]
pub struct Kind(&'static str);

impl Kind {
    /// Whether it is this one; every integer is a number.
    pub fn is(self, name: &str) -> bool {
        self.0 == name || (self.0 == "integer" && name == "number")
    }
}

/// Looks at the entries of an object until told to stop.
struct Seek<F>(F);

impl<F> Seek<F> {
    fn through<'t>(self, text: &'t str)
    where
        F: FnMut(&str, &'t str) -> bool,
    {
        // Stopping early leaves a rest, which serde_json takes for a fault; what was found is found.
        let _ = serde_json::Deserializer::from_str(text).deserialize_map(self);
    }
}

impl<'t, F: FnMut(&str, &'t str) -> bool> Visitor<'t> for Seek<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            if !(self.0)(&key, map.next_value::<&'t RawValue>()?.get()) {
                return Ok(());
            }
        }
        Ok(())
    }
}
