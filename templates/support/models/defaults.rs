//! Defaults. The table `defaults!` says what a server puts in where the body of a request leaves a property out:
//!
//! ```text
//! defaults! { Pet { size = "\"small\"", owner, } }    // the JSON of an absent property; a property that has defaults inside
//! defaults! { Animal: arms { Pet, Stray, } }          // the arms that have defaults inside
//! ```
//!
//! A property that is null has a value. What is put in is whole: its own defaults are in it.

use std::collections::BTreeMap;

use super::{Decode, Maybe, from_str};

macro_rules! defaults {
    ($name:ident: arms { $($variant:ident,)* }) => {
        impl support::Defaults for $name {
            #[inline]
            fn fill(&mut self) {
                match self {
                    $(Self::$variant(value) => support::Defaults::fill(value),)*
                    _ => {}
                }
            }
        }
    };
    ($name:ident { $($field:ident $(= $json:literal)?,)* }) => {
        impl support::Defaults for $name {
            #[inline]
            fn fill(&mut self) {
                $(default!(self $field $($json)?);)*
            }
        }
    };
}

macro_rules! default {
    ($this:ident $field:ident) => {
        support::Defaults::fill(&mut $this.$field)
    };
    ($this:ident $field:ident $json:literal) => {
        support::defaults::Slot::put(&mut $this.$field, $json)
    };
}

/// A value in which properties that are absent can be given their defaults. Only types that the body of a request can
/// hold have it, and of these only those with a default in them.
pub trait Defaults {
    /// Puts in what is absent and has a default, however deep. Servers do so with the bodies that they read; nobody
    /// does so with what is sent.
    fn fill(&mut self);
}

/// A property that may be absent.
pub trait Slot {
    /// Puts in a value if there is none. `json` is of the property's type.
    fn put(&mut self, json: &str);
}

impl<T: Decode> Slot for Option<T> {
    fn put(&mut self, json: &str) {
        if self.is_none() {
            *self = from_str(json).ok();
        }
    }
}

impl<T: Decode> Slot for Maybe<T> {
    fn put(&mut self, json: &str) {
        if self.is_absent() {
            *self = from_str::<Option<T>>(json).map_or(Maybe::Absent, |value| value.map_or(Maybe::Null, Maybe::Value));
        }
    }
}

impl<T: Defaults> Defaults for Box<T> {
    fn fill(&mut self) {
        (**self).fill();
    }
}

impl<T: Defaults> Defaults for Option<T> {
    fn fill(&mut self) {
        self.iter_mut().for_each(T::fill);
    }
}

impl<T: Defaults> Defaults for Maybe<T> {
    fn fill(&mut self) {
        if let Maybe::Value(value) = self {
            value.fill();
        }
    }
}

impl<T: Defaults> Defaults for Vec<T> {
    fn fill(&mut self) {
        self.iter_mut().for_each(T::fill);
    }
}

impl<T: Defaults> Defaults for BTreeMap<String, T> {
    fn fill(&mut self) {
        self.values_mut().for_each(T::fill);
    }
}
