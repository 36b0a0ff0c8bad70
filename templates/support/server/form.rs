//! What the document says about forms and about bodies of named parts.

use super::Scalar;

/// A form, or a body of named parts: how its properties are written.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// Its properties.
    pub fields: &'static [Field],
    /// What becomes of names that no property has.
    pub others: Others,
}

/// A property of a form.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What its texts stand for.
    pub meaning: Meaning,
    /// How its values are spread over names.
    pub spread: Spread,
    /// The media types that a part of this name may have; empty: any.
    pub types: &'static [&'static str],
}

/// How the values of a property are spread over names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// A single value and each item of a list have the name of the property, entries of an object their own.
    Each,
    /// Items and entries stand together, with this between them.
    Joined(char),
    /// The way to each value is in brackets: `a[b][0]=1`.
    Deep,
}

/// What becomes of names that no property has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// They mean nothing.
    Ignored,
    /// They are refused.
    Refused,
    /// They are properties, too.
    Kept(Meaning),
}

/// What texts stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A single value.
    Scalar(Scalar),
    /// JSON text.
    Json,
    /// JSON text, or else a string.
    JsonOrText,
    /// A list, and what its items are.
    List(&'static Meaning),
    /// An object: properties that are no strings, and what all others are.
    Object(&'static [(&'static str, Meaning)], &'static Meaning),
    /// One of several kinds: at most a single value, a list and an object.
    AnyOf(&'static [Meaning]),
    /// The same as the list or object so many levels above, counted from 1.
    Above(usize),
}

impl Meaning {
    /// A string.
    pub const STRING: Self = Self::Scalar(Scalar::String);

    /// A string unless the type refuses it.
    pub const ANY: Self = Self::Scalar(Scalar::Any);
}

impl Form {
    /// Properties; other names mean nothing.
    pub const fn new(fields: &'static [Field]) -> Self {
        Self { fields, others: Others::Ignored }
    }

    /// Other names are refused.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.others = Others::Refused;
        self
    }

    /// Other names are properties, too.
    #[must_use]
    pub const fn others(mut self, meaning: Meaning) -> Self {
        self.others = Others::Kept(meaning);
        self
    }
}

impl Field {
    /// A property whose values have its name, one by one.
    pub const fn new(name: &'static str, meaning: Meaning) -> Self {
        Self { name, meaning, spread: Spread::Each, types: &[] }
    }

    /// Items and entries stand together, with this between them.
    #[must_use]
    pub const fn joined(mut self, by: char) -> Self {
        self.spread = Spread::Joined(by);
        self
    }

    /// The way to each value is in brackets.
    #[must_use]
    pub const fn deep(mut self) -> Self {
        self.spread = Spread::Deep;
        self
    }

    /// A part of this name has one of these media types.
    #[must_use]
    pub const fn types(mut self, types: &'static [&'static str]) -> Self {
        self.types = types;
        self
    }
}

fn kinds(meaning: &Meaning) -> &[Meaning] {
    match meaning {
        Meaning::AnyOf(kinds) => kinds,
        one => std::slice::from_ref(one),
    }
}

/// The single value that it may be.
pub(super) fn scalar_of(meaning: &Meaning) -> Option<&Meaning> {
    let is_single = |kind: &&Meaning| matches!(kind, Meaning::Scalar(_) | Meaning::Json | Meaning::JsonOrText);
    kinds(meaning).iter().find(is_single)
}

/// What its items are, if it may be a list.
pub(super) fn list_of(meaning: &Meaning) -> Option<&Meaning> {
    kinds(meaning).iter().find_map(|kind| match kind {
        Meaning::List(item) => Some(*item),
        _ => None,
    })
}

/// Properties that are no strings, and what all others are.
pub(super) type Known = (&'static [(&'static str, Meaning)], &'static Meaning);

/// What its entries are, if it may be an object.
pub(super) fn object_of(meaning: &Meaning) -> Option<Known> {
    kinds(meaning).iter().find_map(|kind| match kind {
        Meaning::Object(known, others) => Some((*known, *others)),
        _ => None,
    })
}
