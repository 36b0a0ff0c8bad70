//! Objects. The table `object!` defines a struct and its JSON form, one property a line:
//!
//! ```text
//! object! {
//!     /// A pet.
//!     #[derive(Debug, Clone, PartialEq)]
//!     pub struct Pet: new(id: i64, chip: Option<String>) {
//!         "kind" fixed kind: PetKind,                   // must be there; has one value, which is its default
//!         "id" required id: i64,                        // must be there
//!         "petName" optional name: Option<String> { max_length 20 },  // may be absent; has limits
//!         "chip" nullable chip: Option<String>,         // must be there, may be null
//!         "owner" maybe owner: support::Maybe<Owner>,   // may be absent or null
//!         _ extra others: BTreeMap<String, Json>,       // all other properties
//!     }
//! }
//! ```
//!
//! The words of limits: `limit!`. A row `* min_properties 1,` or `* schema "…",` before all others is a limit of the whole.
//! Without the last line other properties are skipped; with `_ closed,` in its place they are refused, with
//! `_ closed ["a", "b"],` all but these. A property that
//! comes twice is refused. `new` has what must be given as its arguments; a struct that needs none derives `Default`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap, Serializer};

use super::Maybe;
use super::value::{Decode, Of, sound};

macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(: new $arguments:tt)? {
            $(* $whole:ident $bound:literal $(with $with:ident)?,)*
            $($(#[$note:meta])* $key:literal $word:ident $field:ident: $ty:ty $({ $($limit:tt)* })?,)*
            $(_ $rest:ident $([$($beside:literal),*])? $($extra:ident: $others:ty $({ $($each:tt)* })?)?,)?
        }
    ) => {
        $(#[$meta])*
        pub struct $name {
            $($(#[$note])* pub $field: $ty,)*
            $($(
                /// All other properties.
                pub $extra: $others,
            )?)?
        }

        new! { $name $($arguments)? { $($word $field,)* $($(extra $extra,)?)? } }

        impl support::object::Object for $name {
            const NAME: &'static str = ::core::stringify!($name);

            #[inline]
            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                map: &mut support::object::Reader<'de, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $field = ::core::option::Option::None;)*
                $($(let mut $extra = ::core::default::Default::default();)?)?
                // The reader keeps the first fault and gives no key after it. One way out for all faults: the compiler
                // drops what has been read at every one.
                while let ::core::option::Option::Some(key) = map.key() {
                    match &*key {
                        $($key => map.value($key, &mut $field),)*
                        _ => rest!(map key $($rest $([$($beside),*])? $($extra)?)?),
                    }
                }
                match (map.is_sound(), $(map.$word($key, $field),)*) {
                    (true, $(::core::option::Option::Some($field),)*) => {
                        ::core::result::Result::Ok(Self { $($field,)* $($($extra)?)? })
                    }
                    _ => ::core::result::Result::Err(map.fault()),
                }
            }

            // An object may have no property and no limit: underscores say so, as attributes would cost memory for every type.
            #[inline]
            fn write<M: ::serde::ser::SerializeMap>(&self, _map: &mut support::object::Writer<M>) {
                $(_map.$word($key, &self.$field);)*
                others! { _map self [$($key)*] $($($extra)?)? }
            }
        }

        impl support::Validate for $name {
            #[inline]
            fn check(&self, _found: &mut support::Violations) {
                $(limit! { _found self $whole $bound $(with $with)?, })*
                $($(held! { _found $key $word (&self.$field) $($limit)* })?)*
                $($($(_found.each(&self.$extra, |found, value| {
                    limit! { found value $($each)*, }
                });)?)?)?
            }
        }

        // `value!`, written out: most types are objects, and each expansion costs memory until the end.
        impl support::Decode for $name {
            #[inline]
            fn decode<'de, D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                support::object::decode(deserializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                support::object::decode(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                support::object::encode(self, serializer)
            }
        }
    };
}

/// The constructor, if something must be given.
macro_rules! new {
    ($name:ident { $($word:ident $field:ident,)* }) => {};
    ($name:ident ($($argument:ident: $given:ty),* $(,)?) { $($word:ident $field:ident,)* }) => {
        impl $name {
            /// A value with what must be there.
            #[allow(
                clippy::self_named_constructors, clippy::too_many_arguments, unreachable_code, unused_variables,
                reason = "a schema may be called `New`, and require many properties or what has no value"
            )]
            #[inline]
            pub fn new($($argument: $given),*) -> Self {
                Self { $($field: first!($word $field),)* }
            }
        }
    };
}

/// What a field has to begin with: its argument, or nothing.
macro_rules! first {
    (required $field:ident) => {
        ::core::convert::Into::into($field)
    };
    (nullable $field:ident) => {
        $field
    };
    (optional $field:ident) => {
        ::core::option::Option::None
    };
    (maybe $field:ident) => {
        support::Maybe::Absent
    };
    ($word:ident $field:ident) => {
        ::core::default::Default::default()
    };
}

/// Writes the properties without a field, if they are kept.
macro_rules! others {
    ($map:ident $this:ident [$($key:literal)*]) => {};
    ($map:ident $this:ident [$($key:literal)*] $extra:ident) => {
        $map.extra(&$this.$extra, &[$($key),*]);
    };
}

/// What a value must keep, as a function; most types know it themselves.
macro_rules! limited {
    (check) => {
        support::limits::check
    };
    ($($limit:tt)*) => {
        |found, value| { limit! { found value $($limit)*, } }
    };
}

/// What a property must keep: by name wherever a function has it, since each closure is a function more to compile.
macro_rules! held {
    ($found:ident $key:literal $word:ident ($value:expr) check) => {
        support::held::typed::$word($found, $key, $value);
    };
    ($found:ident $key:literal $word:ident ($value:expr) pattern $text:literal) => {
        held! { $found $key $word ($value) pattern $text as $text }
    };
    ($found:ident $key:literal $word:ident ($value:expr) schema $text:literal) => {
        support::held::$word($found, $key, $value, |found, value, ()| { limit! { found value schema $text, } }, ());
    };
    ($found:ident $key:literal $word:ident ($value:expr) $rule:ident $bound:literal) => {
        support::held::$word($found, $key, $value, support::Violations::$rule, $bound);
    };
    ($found:ident $key:literal $word:ident ($value:expr) $($limit:tt)*) => {
        support::held::$word($found, $key, $value, |found, value, ()| { limit! { found value $($limit)*, } }, ());
    };
}

/// What becomes of a property without a field.
macro_rules! rest {
    ($map:ident $key:ident) => {
        $map.skip()
    };
    ($map:ident $key:ident closed) => {
        $map.refuse($key)
    };
    ($map:ident $key:ident closed [$($beside:literal),*]) => {
        if [$($beside),*].contains(&&*$key) { $map.skip() } else { $map.refuse($key) }
    };
    ($map:ident $key:ident extra $extra:ident) => {
        $map.keep(&mut $extra, $key)
    };
}

/// A struct with a JSON form; `object!` implements it.
pub trait Object: Sized {
    /// Its name, for errors.
    const NAME: &'static str;

    /// Reads all properties.
    ///
    /// # Errors
    /// A property is missing, comes twice, or is not of its type.
    fn read<'de, A: MapAccess<'de>>(map: &mut Reader<'de, A>) -> Result<Self, A::Error>;

    /// Writes all properties that are there.
    ///
    /// # Errors
    /// What the serializer says, or that a property that has a field stands among the others.
    fn write<M: SerializeMap>(&self, map: &mut Writer<M>);
}

/// Reads an object.
///
/// # Errors
/// What [`Object::read`] says, or that it is no object.
pub fn decode<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Writes an object.
///
/// # Errors
/// What the serializer says.
pub fn encode<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer { map: serializer.serialize_map(None)?, written: Ok(()) };
    object.write(&mut writer);
    writer.written?;
    writer.map.end()
}

/// How many properties an object has.
pub fn count<T: Object>(object: &T) -> usize {
    let mut writer = Writer { map: Count(0), written: Ok(()) };
    object.write(&mut writer);
    writer.map.0
}

/// Counts entries instead of writing them.
struct Count(usize);

impl SerializeMap for Count {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, _key: &K) -> fmt::Result {
        self.0 += 1;
        Ok(())
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, _value: &V) -> fmt::Result {
        Ok(())
    }

    fn end(self) -> fmt::Result {
        Ok(())
    }
}

/// The one visitor of all objects.
struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut Reader { map, missing: None, fault: None })
    }
}

/// An object that is being read. It remembers the first fault and reads nothing after it.
#[derive(Debug)]
pub struct Reader<'de, A: MapAccess<'de>> {
    map: A,
    /// The first property that must be there and is not.
    missing: Option<&'static str>,
    fault: Option<A::Error>,
}

#[allow(missing_docs, reason = "called by tables, whose words they are")]
impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    /// The next key; none after the last one, and after a fault.
    #[inline]
    pub fn key(&mut self) -> Option<Cow<'de, str>> {
        if self.fault.is_some() {
            return None;
        }
        match self.map.next_key::<Key<'de>>() {
            Ok(key) => key.map(|key| key.0),
            Err(fault) => {
                self.fail(fault);
                None
            }
        }
    }

    /// The value of a known key.
    pub fn value<T: Decode>(&mut self, key: &'static str, slot: &mut Option<T>) {
        if slot.is_some() {
            return self.fail(A::Error::duplicate_field(key));
        }
        match self.map.next_value_seed(Of::default()) {
            Ok(value) => *slot = Some(value),
            Err(fault) => self.fail(fault),
        }
    }

    /// A property that nobody knows.
    pub fn skip(&mut self) {
        if let Err(fault) = self.map.next_value::<IgnoredAny>() {
            self.fail(fault);
        }
    }

    /// A property that nobody knows, in a closed object.
    pub fn refuse(&mut self, key: Cow<'de, str>) {
        self.fail(A::Error::custom(format_args!("unknown field `{key}`")));
    }

    /// A property that nobody knows, kept.
    pub fn keep<T: Decode>(&mut self, extra: &mut BTreeMap<String, T>, key: Cow<'de, str>) {
        if extra.contains_key(&*key) {
            return self.fail(A::Error::custom(format_args!("duplicate field `{key}`")));
        }
        match self.map.next_value_seed(Of::default()) {
            Ok(value) => drop(extra.insert(key.into_owned(), value)),
            Err(fault) => self.fail(fault),
        }
    }

    /// Remembers a fault; there is none before it.
    #[cold]
    fn fail(&mut self, fault: A::Error) {
        self.fault = Some(fault);
    }

    /// Whether all was read.
    pub fn is_sound(&self) -> bool {
        self.fault.is_none()
    }

    /// What is wrong: the first fault, or what is missing that must be there.
    pub fn fault(&mut self) -> A::Error {
        self.fault.take().unwrap_or_else(|| A::Error::missing_field(self.missing.unwrap_or_default()))
    }

    // The words of the table.

    pub fn required<T>(&mut self, key: &'static str, slot: Option<T>) -> Option<T> {
        if slot.is_none() {
            self.missing.get_or_insert(key);
        }
        slot
    }

    pub fn fixed<T>(&mut self, key: &'static str, slot: Option<T>) -> Option<T> {
        self.required(key, slot)
    }

    pub fn optional<T>(&mut self, _key: &'static str, slot: Option<T>) -> Option<Option<T>> {
        Some(slot)
    }

    pub fn nullable<T>(&mut self, key: &'static str, slot: Option<Option<T>>) -> Option<Option<T>> {
        self.required(key, slot)
    }

    pub fn maybe<T>(&mut self, _key: &'static str, slot: Option<Option<T>>) -> Option<Maybe<T>> {
        Some(match slot {
            None => Maybe::Absent,
            Some(None) => Maybe::Null,
            Some(Some(value)) => Maybe::Value(value),
        })
    }
}

/// An object that is being written. It remembers the first fault and writes nothing after it: one way out is cheaper for
/// the compiler than one a property.
#[derive(Debug)]
pub struct Writer<M: SerializeMap> {
    map: M,
    written: Result<(), M::Error>,
}

#[allow(missing_docs, reason = "called by tables, whose words they are")]
impl<M: SerializeMap> Writer<M> {
    #[inline]
    fn entry<T: Serialize>(&mut self, key: &str, value: &T) {
        if self.written.is_ok()
            && let Err(fault) = self.map.serialize_entry(key, value)
        {
            self.fail(fault);
        }
    }

    /// Remembers the first fault. Only faults are written down: to write down what is fine, the compiler would have to
    /// drop what stood there before, at every property.
    #[cold]
    fn fail(&mut self, fault: M::Error) {
        if self.written.is_ok() {
            self.written = Err(fault);
        }
    }

    // The words of the table.

    #[inline]
    pub fn required<T: Serialize + Decode>(&mut self, key: &str, value: &T) {
        match sound(value) {
            Ok(()) => self.entry(key, value),
            Err(fault) => self.fail(fault),
        }
    }

    #[inline]
    pub fn fixed<T: Serialize + Decode>(&mut self, key: &'static str, value: &T) {
        self.required(key, value);
    }

    #[inline]
    pub fn optional<T: Serialize + Decode>(&mut self, key: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(key, value);
        }
    }

    #[inline]
    pub fn nullable<T: Serialize + Decode>(&mut self, key: &'static str, value: &Option<T>) {
        self.required(key, value);
    }

    #[inline]
    pub fn maybe<T: Serialize + Decode>(&mut self, key: &'static str, value: &Maybe<T>) {
        match value {
            Maybe::Absent => {}
            Maybe::Null => self.entry(key, &()),
            Maybe::Value(value) => self.required(key, value),
        }
    }

    pub fn extra<T: Serialize + Decode>(&mut self, values: &BTreeMap<String, T>, named: &[&str]) {
        if let Some(key) = values.keys().find(|key| named.contains(&key.as_str())) {
            let fault = format_args!("`{key}` has a field and stands among all other properties");
            self.fail(ser::Error::custom(fault));
        }
        for (key, value) in values {
            self.required(key, value);
        }
    }
}

/// A key, borrowed from the text where it has no escapes.
pub(super) struct Key<'de>(pub(super) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(key)))
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(key.to_owned())))
    }

    #[inline]
    fn visit_string<E: Error>(self, key: String) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(key)))
    }
}
