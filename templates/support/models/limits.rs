//! Limits. `limit!` says what a value must keep; tables have its words in braces:
//!
//! ```text
//! { min_length 1, pattern "^[0-9]+$" }
//! { pattern "^(?!x)[a-z]" as "^[a-z]" not "^x" } // what it is in regular expressions of Rust
//! { max_items 9, items { max_length 20 } }     // also `entries` of maps, `some` of what may be null
//! { check }                                    // its type has limits of its own
//! { schema r#"{"not":{"maximum":0}}"# }        // a JSON Schema that it must keep
//! { not_null "oneOf", some { check } }         // null breaks what several alternatives of this keyword allow
//! { json { max_length 4 } }                    // limits of its JSON form
//! ```

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use super::object::{self, Object};
use super::{Decimal, Json, Maybe, Secret, Validate, Violations, schema};

macro_rules! limit {
    ($found:ident $value:ident) => {};
    ($found:ident $value:ident,) => {};
    ($found:ident $value:ident check, $($rest:tt)*) => {
        support::Validate::check($value, $found);
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident unique_items, $($rest:tt)*) => {
        $found.unique_items($value);
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident pattern $text:literal, $($rest:tt)*) => {
        limit! { $found $value pattern $text as $text, $($rest)* }
    };
    ($found:ident $value:ident pattern $text:literal $(as $regex:literal)* $(not $never:literal)*, $($rest:tt)*) => {
        {
            static PATTERN: patterns::Pattern = patterns::Pattern::new($text, &[$($regex),*], &[$($never),*]);
            $found.pattern($value, &PATTERN);
        }
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident schema $text:literal, $($rest:tt)*) => {
        $found.schema($value, $text, support::schema::no_patterns);
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident schema $text:literal with patterns, $($rest:tt)*) => {
        $found.schema($value, $text, patterns::matches);
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident json { $($inner:tt)* }, $($rest:tt)*) => {
        if let ::core::result::Result::Ok(value) = support::Json::encode($value) {
            let value = &value;
            limit! { $found value $($inner)*, }
        }
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident items { $($inner:tt)* }, $($rest:tt)*) => {
        $found.each($value.iter().enumerate(), |found, value| {
            limit! { found value $($inner)*, }
        });
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident entries { $($inner:tt)* }, $($rest:tt)*) => {
        $found.each($value.iter(), |found, value| {
            limit! { found value $($inner)*, }
        });
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident some { $($inner:tt)* }, $($rest:tt)*) => {
        if let ::core::option::Option::Some(value) = $value {
            limit! { $found value $($inner)*, }
        }
        limit! { $found $value $($rest)* }
    };
    ($found:ident $value:ident $word:ident $limit:literal, $($rest:tt)*) => {
        $found.$word($value, $limit);
        limit! { $found $value $($rest)* }
    };
}

/// A pattern.
pub trait Matches {
    /// As the document has it.
    fn text(&self) -> &'static str;

    /// Whether a text has it somewhere.
    fn matches(&self, text: &str) -> bool;
}

/// The limits of a value whose type knows them.
pub fn check<T: Validate>(found: &mut Violations, value: &T) {
    value.check(found);
}

/// What a property holds, by its word in the table.
pub fn required<T>(value: &T) -> Option<&T> {
    Some(value)
}

/// What a property holds, by its word in the table.
pub fn fixed<T>(value: &T) -> Option<&T> {
    Some(value)
}

/// What a property holds, by its word in the table.
pub fn optional<T>(value: &Option<T>) -> Option<&T> {
    value.as_ref()
}

/// What a property holds, by its word in the table.
pub fn nullable<T>(value: &Option<T>) -> Option<&T> {
    value.as_ref()
}

/// What a property holds, by its word in the table.
pub fn maybe<T>(value: &Maybe<T>) -> Option<&T> {
    value.as_ref()
}

/// A value with a number of properties.
pub trait Counted {
    /// How many there are, if it is an object.
    fn count(&self) -> Option<usize>;
}

impl<T> Counted for BTreeMap<String, T> {
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T: Object> Counted for T {
    fn count(&self) -> Option<usize> {
        Some(object::count(self))
    }
}

impl Counted for Json {
    fn count(&self) -> Option<usize> {
        schema::entries(self.as_str()).map(|entries| entries.len())
    }
}

/// A value with items.
pub trait Listed {
    /// How many there are, if it is an array.
    fn count(&self) -> Option<usize>;

    /// Whether no two of them are the same JSON value.
    fn is_unique(&self) -> bool;
}

impl<T: Serialize> Listed for Vec<T> {
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn is_unique(&self) -> bool {
        let items: Vec<_> = self.iter().filter_map(|item| serde_json::value::to_raw_value(item).ok()).collect();
        schema::is_unique(&items.iter().map(|item| &**item).collect::<Vec<_>>())
    }
}

impl Listed for Json {
    fn count(&self) -> Option<usize> {
        schema::items(self.as_str()).map(|items| items.len())
    }

    fn is_unique(&self) -> bool {
        schema::items(self.as_str()).is_none_or(|items| schema::is_unique(&items))
    }
}

/// A scalar that can have limits.
pub trait Limited {
    /// As a text, if it is one.
    fn text(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// As a number, if it is one.
    fn number(&self) -> Option<Decimal> {
        None
    }

    /// How it compares to `limit`, the text of a JSON number, if it is a number.
    fn against(&self, limit: &str) -> Option<Ordering> {
        Some(self.number()?.cmp(&Decimal::parse(limit)?))
    }
}

impl Limited for String {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(self.into())
    }
}

impl Limited for Secret {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(self.expose().into())
    }
}

impl Limited for Json {
    fn text(&self) -> Option<Cow<'_, str>> {
        serde_json::from_str::<String>(self.as_str()).ok().map(Cow::Owned)
    }

    fn number(&self) -> Option<Decimal> {
        Decimal::parse(self.as_str())
    }
}

macro_rules! limited_integers {
    ($($ty:ident)*) => {$(
        impl Limited for $ty {
            fn number(&self) -> Option<Decimal> {
                Decimal::parse(&self.to_string())
            }

            #[inline]
            fn against(&self, limit: &str) -> Option<Ordering> {
                match limit.parse::<i64>() {
                    Ok(limit) => Some(i128::from(*self).cmp(&limit.into())),
                    Err(_) => Some(self.number()?.cmp(&Decimal::parse(limit)?)),
                }
            }
        }
    )*};
}

limited_integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

macro_rules! limited_floats {
    ($($ty:ident)*) => {$(
        impl Limited for $ty {
            fn number(&self) -> Option<Decimal> {
                Decimal::parse(&format!("{self:e}"))
            }

            // Rounding keeps order: floats that differ are ordered as the numbers that they are written as.
            #[inline]
            fn against(&self, limit: &str) -> Option<Ordering> {
                match limit.parse::<$ty>().ok().and_then(|limit| self.partial_cmp(&limit)) {
                    Some(order) if order.is_ne() && self.is_finite() => Some(order),
                    _ => Some(self.number()?.cmp(&Decimal::parse(limit)?)),
                }
            }
        }
    )*};
}

limited_floats! { f32 f64 }
