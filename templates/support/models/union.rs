//! Unions. The table `union!` defines an enum and says how a value finds its arm:
//!
//! ```text
//! union! {
//!     /// A shape.
//!     #[derive(Debug, Clone, PartialEq)]
//!     pub enum Shape: oneOf tag "kind" {
//!         /// Round.
//!         "circle#1" | "circle#2" => Circle(Circle): From { check },
//!         "square#1" => Square(Square) as "square#1",  // has no such property: the tag is given back when it is sent
//!         _ => Other,
//!     }
//! }
//! ```
//!
//! With `tag "kind" absent Base {` an object without the tag is read as `Base`, if it has its shape; with `other Base`,
//! so is one whose tag is none of the values.
//!
//! Four rules lead to an arm, and an arm is *meant* by one of these, in place of `tag "kind"` and its values:
//!
//! ```text
//! json { string | boolean => Plain(Plain), object => Rich(Rich), … }  // the JSON type
//! properties { ["id", "name"] => Named(Named), … }                    // a property that this arm alone has, and must have
//! trial { "kind" = "a" & "id" => First(First), => Second(Second), … } // properties that must be there; or nothing
//! ```
//!
//! An arm *holds* a value that has its shape and keeps its limits. A tag and a JSON type decide alone. Otherwise all arms
//! that are meant are read, and of those that hold the value the one is taken that keeps what all the others keep. If
//! none does, the value stays as it came, in the last variant, so that nothing of it is lost; so does one that no arm has
//! the shape for. Where no arm holds a value, the first that has its shape is taken: broken limits are for `validate`.
//!
//! `From` makes the arm from what it holds; limits stand in braces, in the words of `limit!`.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::choice::{self, Choice};
use super::nesting::Nesting;
use super::validate::ONE;
use super::{Json, Violations, decode};

macro_rules! union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $keyword:ident tag $property:literal $(absent $untagged:ident)? $(other $unknown:ident)? {
            $(
                $(#[$note:meta])*
                $($value:literal)|* => $variant:ident($ty:ty) $(: $from:ident)? $(as $tag:literal)? $({ $($limit:tt)* })?,
            )*
            _ => $other:ident,
        }
    ) => {
        union! {
            @define [$(#[$meta])*] $name $keyword $other
            { $([$(#[$note])*] $variant($ty) [$($from)?] [$($property as $tag)?] { $($($limit)*)? })* }
            choose choice {
                let tag = choice.tag($property);
                $(if !tag.is_there() {
                    return choice.untagged(Self::$untagged);
                })?
                $(if false $(|| tag.is($value))* {
                    return choice.take(Self::$variant);
                })*
                $(choice.untagged(Self::$unknown);)?
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $keyword:ident json {
            $(
                $(#[$note:meta])*
                $($kind:ident)|* => $variant:ident($ty:ty) $(: $from:ident)? $({ $($limit:tt)* })?,
            )*
            _ => $other:ident,
        }
    ) => {
        union! {
            @define [$(#[$meta])*] $name $keyword $other
            { $([$(#[$note])*] $variant($ty) [$($from)?] [] { $($($limit)*)? })* }
            choose choice {
                let kind = choice.kind();
                $(if false $(|| kind.is(::core::stringify!($kind)))* {
                    choice.first(Self::$variant);
                })*
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $keyword:ident properties {
            $(
                $(#[$note:meta])*
                [$($own:literal),*] => $variant:ident($ty:ty) $(: $from:ident)? $({ $($limit:tt)* })?,
            )*
            _ => $other:ident,
        }
    ) => {
        union! {
            @define [$(#[$meta])*] $name $keyword $other
            { $([$(#[$note])*] $variant($ty) [$($from)?] [] { $($($limit)*)? })* }
            choose choice { Self::attempt(choice) }
            attempt choice {
                $(if false $(|| choice.property($own).is_there())* {
                    choice.attempt(Self::$variant);
                })*
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $keyword:ident trial {
            $(
                $(#[$note:meta])*
                $($must:literal $(= $value:literal)?)&* => $variant:ident($ty:ty) $(: $from:ident)? $({ $($limit:tt)* })?,
            )*
            _ => $other:ident,
        }
    ) => {
        union! {
            @define [$(#[$meta])*] $name $keyword $other
            { $([$(#[$note])*] $variant($ty) [$($from)?] [] { $($($limit)*)? })* }
            choose choice { Self::attempt(choice) }
            attempt choice {
                $(if true $(&& choice.property($must)$(.with($value))?.is_there())* {
                    choice.attempt(Self::$variant);
                })*
            }
        }
    };
    (
        @define [$(#[$meta:meta])*] $name:ident $keyword:ident $other:ident
        {
            $(
                [$(#[$note:meta])*] $variant:ident($ty:ty)
                [$($from:ident)?] [$($property:literal as $tag:literal)?] { $($limit:tt)* }
            )*
        }
        choose $choice:ident $choose:block
        $(attempt $all:ident $attempt:block)?
    ) => {
        $(#[$meta])*
        pub enum $name {
            $($(#[$note])* $variant($ty),)*
            /// A value that no alternative describes, or several of which none has all of it; kept as it came.
            $other(support::Json),
        }

        $($(
            impl ::core::convert::$from<$ty> for $name {
                #[inline]
                fn from(value: $ty) -> Self {
                    Self::$variant(value)
                }
            }
        )?)*

        impl support::union::Union for $name {
            const KEYWORD: &'static str = ::core::stringify!($keyword);

            #[inline]
            fn other(value: support::Json) -> Self {
                Self::$other(value)
            }

            #[inline]
            fn choose($choice: &mut support::choice::Choice<'_, Self>) $choose

            $(
                const OVERLAPS: bool = true;

                #[inline]
                fn attempt($all: &mut support::choice::Choice<'_, Self>) $attempt
            )?

            #[inline]
            fn keep(&self, _found: &mut support::Violations) -> bool {
                match self {
                    $(Self::$variant(_value) => { limit! { _found _value $($limit)*, } })*
                    Self::$other(_) => return false,
                }
                true
            }
        }

        impl support::Validate for $name {
            #[inline]
            fn check(&self, found: &mut support::Violations) {
                support::union::check(self, found);
            }
        }

        value! { $name by support::union::decode }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $($(if let Self::$variant(value) = self {
                    return support::union::encode_tagged(value, $property, $tag, serializer);
                })?)*
                match self {
                    $(Self::$variant(value) => support::encode(value, serializer),)*
                    Self::$other(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }
    };
}

/// A union with a JSON form; `union!` implements it.
pub trait Union: Sized + Serialize {
    /// `oneOf`, `anyOf`; `discriminator` where that alone makes alternatives.
    const KEYWORD: &'static str;

    /// Whether more than one arm may hold a value.
    const OVERLAPS: bool = false;

    /// Keeps a value as it came.
    fn other(value: Json) -> Self;

    /// Reads the arms that are meant.
    fn choose(choice: &mut Choice<'_, Self>);

    /// Reads all arms that may hold the value, where there may be more than one.
    fn attempt(choice: &mut Choice<'_, Self>) {
        let _ = choice;
    }

    /// Adds the limits that the arm's value breaks to `found`. False if no arm has the value.
    fn keep(&self, found: &mut Violations) -> bool;
}

/// Reads a union.
///
/// # Errors
/// The only arm that can be meant is not well formed, or the value is nested too deeply.
pub fn decode<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let text = raw.get();
    let _nesting = Nesting::enter(text).map_err(D::Error::custom)?;
    let mut choice = Choice::new(text);
    T::choose(&mut choice);
    match choice.end() {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Ok(T::other(Json::from(raw))),
        Err(fault) => Err(D::Error::custom(decode::note(text, &fault))),
    }
}

/// Adds what a value of a union breaks: limits of its arm; `anyOf` where no arm holds it; `oneOf` where not exactly one
/// does.
pub fn check<T: Union>(value: &T, found: &mut Violations) {
    let known = value.keep(found);
    let exactly = T::KEYWORD == "oneOf";
    if known && !(exactly && T::OVERLAPS) {
        return;
    }
    let holders = if T::OVERLAPS { holders(value) } else { Some(0) };
    let Some(holders) = holders else { return };
    let kept = match (known, exactly) {
        // If there is none, the limits of its own arm say why.
        (true, _) => holders <= 1,
        (false, true) => holders == 1,
        (false, false) => holders > 0,
    };
    if !kept {
        found.add(T::KEYWORD, if exactly { ONE } else { "one of the alternatives" });
    }
}

/// How many arms hold a value; none if finding out is too much work.
fn holders<T: Union>(value: &T) -> Option<usize> {
    let text = serde_json::to_string(value).ok()?;
    let _nesting = Nesting::enter(&text).ok()?;
    let mut choice = Choice::new(&text);
    T::attempt(&mut choice);
    choice.holders()
}

/// Writes an arm whose type has no property for the tag, with the tag before its properties.
///
/// # Errors
/// What the serializer says.
pub fn encode_tagged<S: Serializer>(
    value: &impl Serialize,
    property: &str,
    tag: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(value).map_err(S::Error::custom)?;
    let tagged = match text.strip_prefix('{') {
        Some(rest) if choice::entries(&text).iter().all(|(key, _)| key != property) => {
            let (property, tag) =
                (Json::from(serde_json::Value::from(property)), Json::from(serde_json::Value::from(tag)));
            let comma = if rest == "}" { "" } else { "," };
            format!("{{{property}:{tag}{comma}{rest}")
        }
        _ => text,
    };
    RawValue::from_string(tagged).map_err(S::Error::custom)?.serialize(serializer)
}
