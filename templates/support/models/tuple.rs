//! Tuples: arrays whose places have types of their own. The table `tuple!` defines the struct, a row for each place:
//!
//! ```text
//! tuple! {
//!     /// Where something is, and how sure that is.
//!     #[derive(Debug, Clone, PartialEq)]
//!     pub struct Position {
//!         /// Degrees east.
//!         _0 required f64 { minimum "-180" },    // must be there; has limits
//!         _1 nullable Option<f64>,               // must be there, may be null
//!         _2 optional Option<String>,            // may be left out at the end, with all after it
//!         _3 maybe support::Maybe<i64>,          // the same, and may be null
//!         _4 rest Vec<support::Json>,            // all other items
//!     }
//! }
//! ```
//!
//! It is `Position(12.5, None, None, Maybe::Absent, Vec::new())`. A row `* unique_items,` or `* schema "…",` before all
//! others is a limit of the whole, in the words of `limit!`. Without the last row other items are refused. A place that is
//! left out before one that is there cannot be written.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use super::Maybe;
use super::limits::Listed;
use super::schema;
use super::value::{Decode, Of, sound};

macro_rules! tuple {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(* $whole:ident $($bound:literal)? $(with $with:ident)?,)*
            $($(#[$note:meta])* $place:ident $word:ident $ty:ty $({ $($limit:tt)* })?,)*
        }
    ) => {
        $(#[$meta])*
        pub struct $name($($(#[$note])* pub $ty,)*);

        impl support::tuple::Tuple for $name {
            const NAME: &'static str = ::core::stringify!($name);

            #[inline]
            fn read<'de, A: ::serde::de::SeqAccess<'de>>(
                items: &mut support::tuple::Reader<A>,
            ) -> ::core::result::Result<Self, A::Error> {
                ::core::result::Result::Ok(Self($(items.$word()?,)*))
            }

            #[inline]
            fn write<W: ::serde::ser::SerializeSeq>(&self, items: &mut support::tuple::Writer<W>) {
                let Self($($place,)*) = self;
                $(items.$word($place);)*
            }
        }

        impl support::Validate for $name {
            #[allow(unused_variables, reason = "a type may have no limit")]
            #[inline]
            fn check(&self, found: &mut support::Violations) {
                $(limit! { found self $whole $($bound)? $(with $with)?, })*
                let Self($($place,)*) = self;
                $($(place! { found $place $word { $($limit)* } })?)*
            }
        }

        value! { $name by support::tuple::decode }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                support::tuple::encode(self, serializer)
            }
        }
    };
}

/// What a place must keep, or each of the other items.
macro_rules! place {
    ($found:ident $place:ident rest { $($limit:tt)* }) => {
        $found.each(support::tuple::numbered(::core::stringify!($place), $place), limited! { $($limit)* });
    };
    ($found:ident $place:ident $word:ident { $($limit:tt)* }) => {
        let index = support::tuple::index(::core::stringify!($place));
        $found.at(index, support::limits::$word($place), limited! { $($limit)* });
    };
}

/// The index in the name of a place: `0` of `_0`.
pub fn index(place: &str) -> &str {
    place.trim_start_matches('_')
}

/// The other items with their indices, of which the first stands in the name of their place.
pub fn numbered<'v, T>(place: &str, items: &'v [T]) -> impl Iterator<Item = (usize, &'v T)> {
    let first = index(place).parse::<usize>().unwrap_or_default();
    items.iter().enumerate().map(move |(i, item)| (first + i, item))
}

/// A struct whose JSON form is an array; `tuple!` implements it.
pub trait Tuple: Sized {
    /// Its name, for errors.
    const NAME: &'static str;

    /// Reads all items.
    ///
    /// # Errors
    /// An item is missing or is not of its type.
    fn read<'de, A: SeqAccess<'de>>(items: &mut Reader<A>) -> Result<Self, A::Error>;

    /// Writes all items that are there.
    fn write<W: SerializeSeq>(&self, items: &mut Writer<W>);
}

/// Reads a tuple.
///
/// # Errors
/// What [`Tuple::read`] says, that it is no array, or that it has more items than the tuple.
pub fn decode<'de, T: Tuple, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_seq(TupleVisitor(PhantomData))
}

/// Writes a tuple.
///
/// # Errors
/// What the serializer says, or that a place is left out before one that is there.
pub fn encode<T: Tuple, S: Serializer>(tuple: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer { items: serializer.serialize_seq(None)?, left_out: false, written: Ok(()) };
    tuple.write(&mut writer);
    writer.written?;
    writer.items.end()
}

impl<T: Tuple + Serialize> Listed for T {
    fn count(&self) -> Option<usize> {
        let text = serde_json::to_string(self).ok()?;
        schema::items(&text).map(|items| items.len())
    }

    fn is_unique(&self) -> bool {
        // What cannot be written as JSON is told by whoever writes it.
        let text = serde_json::to_string(self).unwrap_or_default();
        schema::items(&text).is_none_or(|items| schema::is_unique(&items))
    }
}

/// The one visitor of all tuples.
struct TupleVisitor<T>(PhantomData<T>);

impl<'de, T: Tuple> Visitor<'de> for TupleVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array ({})", T::NAME)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        let mut reader = Reader { items, read: 0 };
        let tuple = T::read(&mut reader)?;
        match reader.items.next_element::<IgnoredAny>()? {
            None => Ok(tuple),
            Some(_) => Err(A::Error::custom(format_args!("more than {} items", reader.read))),
        }
    }
}

/// An array that is being read.
#[derive(Debug)]
pub struct Reader<A> {
    items: A,
    read: usize,
}

#[allow(missing_docs, reason = "called by tables, whose words they are")]
impl<'de, A: SeqAccess<'de>> Reader<A> {
    fn next<T: Decode>(&mut self) -> Result<Option<T>, A::Error> {
        let item = self.items.next_element_seed(Of::default())?;
        self.read += usize::from(item.is_some());
        Ok(item)
    }

    pub fn required<T: Decode>(&mut self) -> Result<T, A::Error> {
        match self.next()? {
            Some(item) => Ok(item),
            None => Err(A::Error::custom(format_args!("missing item {}", self.read))),
        }
    }

    pub fn nullable<T: Decode>(&mut self) -> Result<Option<T>, A::Error> {
        self.required()
    }

    pub fn optional<T: Decode>(&mut self) -> Result<Option<T>, A::Error> {
        self.next()
    }

    pub fn maybe<T: Decode>(&mut self) -> Result<Maybe<T>, A::Error> {
        Ok(match self.next::<Option<T>>()? {
            None => Maybe::Absent,
            Some(None) => Maybe::Null,
            Some(Some(item)) => Maybe::Value(item),
        })
    }

    pub fn rest<T: Decode>(&mut self) -> Result<Vec<T>, A::Error> {
        let mut rest = Vec::new();
        while let Some(item) = self.next()? {
            rest.push(item);
        }
        Ok(rest)
    }
}

/// An array that is being written. It remembers the first fault and writes nothing after it.
#[derive(Debug)]
pub struct Writer<W: SerializeSeq> {
    items: W,
    left_out: bool,
    written: Result<(), W::Error>,
}

#[allow(missing_docs, reason = "called by tables, whose words they are")]
impl<W: SerializeSeq> Writer<W> {
    pub fn required<T: Serialize + Decode>(&mut self, item: &T) {
        if self.written.is_err() {
            return;
        }
        self.written = if self.left_out {
            Err(W::Error::custom("an item is left out before one that is there"))
        } else {
            sound(item).and_then(|()| self.items.serialize_element(item))
        };
    }

    pub fn nullable<T: Serialize + Decode>(&mut self, item: &Option<T>) {
        self.required(item);
    }

    pub fn optional<T: Serialize + Decode>(&mut self, item: &Option<T>) {
        match item {
            Some(item) => self.required(item),
            None => self.left_out = true,
        }
    }

    pub fn maybe<T: Serialize + Decode>(&mut self, item: &Maybe<T>) {
        match item {
            Maybe::Absent => self.left_out = true,
            Maybe::Null => self.required(&None::<T>),
            Maybe::Value(item) => self.required(item),
        }
    }

    pub fn rest<T: Serialize + Decode>(&mut self, items: &[T]) {
        items.iter().for_each(|item| self.required(item));
    }
}
