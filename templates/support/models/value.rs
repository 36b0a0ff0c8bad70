//! How values are read. [`Decode`] stands beside serde's `Deserialize` because JSON has one kind of number where Rust
//! has many: `1.0` is an integer, and a map with a key twice is none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{self, Serialize, Serializer};

use super::super::support;

/// Gives a type both ways of being read.
macro_rules! value {
    ($name:ident by $($function:ident)::+) => {
        impl support::Decode for $name {
            #[inline]
            fn decode<'de, D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $($function)::+(deserializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                support::Decode::decode(deserializer)
            }
        }
    };
}

/// Types of other crates are read as serde has it.
macro_rules! foreign {
    ($($ty:ty,)*) => {$(
        impl support::Decode for $ty {
            #[inline]
            fn decode<'de, D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer)
            }
        }
    )*};
}

/// A value that can be read as the document means it.
pub trait Decode: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// It is not of the type's shape.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Whether JSON can say it: it has no float that is infinite or no number, which serde_json writes as `null`. What
    /// writes itself through a table answers for itself when it comes to that.
    #[inline]
    fn is_json(&self) -> bool {
        true
    }
}

/// Writes a value, if JSON can say it.
///
/// # Errors
/// It cannot, or what the serializer says.
pub fn encode<T: Serialize + Decode, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    sound(value)?;
    value.serialize(serializer)
}

/// Says so if JSON cannot say a value.
#[inline]
pub(super) fn sound<E: ser::Error>(value: &impl Decode) -> Result<(), E> {
    if value.is_json() { Ok(()) } else { Err(E::custom("JSON has no number that is infinite or none")) }
}

/// Reads one value of a list or an object.
pub(super) struct Of<T>(PhantomData<T>);

impl<T> Default for Of<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Decode> DeserializeSeed<'de> for Of<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::decode(deserializer)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Self::new)
    }

    #[inline]
    fn is_json(&self) -> bool {
        (**self).is_json()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    #[inline]
    fn is_json(&self) -> bool {
        self.iter().all(T::is_json)
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::decode(deserializer).map(Some)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(VecVisitor(PhantomData))
    }

    #[inline]
    fn is_json(&self) -> bool {
        self.iter().all(T::is_json)
    }
}

struct VecVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for VecVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Of::default())? {
            list.push(item);
        }
        Ok(list)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }

    #[inline]
    fn is_json(&self) -> bool {
        self.values().all(T::is_json)
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<BTreeMap<String, T>, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(Of::default())?;
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("a key comes twice"));
            }
        }
        Ok(map)
    }
}

impl Decode for f64 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }

    #[inline]
    fn is_json(&self) -> bool {
        self.is_finite()
    }
}

foreign! { bool, String, super::Json, super::Secret, }

macro_rules! integers_of_json {
    ($($ty:ident)*) => {$(
        impl Decode for $ty {
            #[inline]
            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                integer(deserializer, |value| {
                    Self::try_from(value).map_err(|_| Cow::Borrowed(stringify!($ty)))
                })
            }
        }
    )*};
}

integers_of_json! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// Makes a value of an integer, or says what was expected.
pub(super) type Make<T> = fn(i128) -> Result<T, Cow<'static, str>>;

/// Reads an integer.
pub(super) fn integer<'de, T, D: Deserializer<'de>>(deserializer: D, make: Make<T>) -> Result<T, D::Error> {
    deserializer.deserialize_i64(IntegerVisitor(make))
}

/// From here on not every integer has an `f64` of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// What has no fraction from here on has been too long for an integer of 64 bits, or been written with an exponent.
const LONGEST: f64 = 9_223_372_036_854_775_808.0;

/// Integers, also those that are written with a fraction of zero or an exponent.
struct IntegerVisitor<T>(Make<T>);

impl<T> IntegerVisitor<T> {
    fn found<E: Error>(self, value: i128, found: Unexpected<'_>) -> Result<T, E> {
        (self.0)(value).map_err(|expected| E::invalid_value(found, &&*expected))
    }
}

impl<T> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.found(value.into(), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.found(value.into(), Unexpected::Unsigned(value))
    }

    #[allow(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        if value.fract() != 0.0 {
            return Err(E::invalid_type(Unexpected::Float(value), &self));
        }
        if value.abs() < EXACT {
            return self.found(value as i128, Unexpected::Float(value));
        }
        // serde_json has rounded it: to show that would be to show another number.
        let long = if value.abs() < LONGEST {
            "long integer with a fraction or an exponent"
        } else {
            "integer beyond 64 bits"
        };
        let expected = (self.0)(i128::MAX).err().unwrap_or(Cow::Borrowed("a shorter one"));
        Err(E::invalid_value(Unexpected::Other(long), &&*expected))
    }
}
