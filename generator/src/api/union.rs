//! `oneOf` and `anyOf` of IR 1, and how their arms are told apart.

use super::SchemaId;
use crate::source::Origin;
use crate::tree::Node;

/// Whether one or any number of arms must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnionKind {
    /// `oneOf`.
    OneOf,
    /// `anyOf`.
    AnyOf,
    /// Neither: a parent whose discriminator chooses among its heirs.
    Heirs,
}

impl UnionKind {
    /// The key that makes such a union.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::OneOf => "oneOf",
            Self::AnyOf => "anyOf",
            Self::Heirs => "discriminator",
        }
    }
}

/// `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub struct UnionSchema {
    /// Which of the two.
    pub kind: UnionKind,
    /// The arms in document order; null arms have become `Schema::nullable`.
    pub arms: Vec<SchemaId>,
    /// The discriminator as written.
    pub discriminator: Option<Discriminator>,
    /// How a value finds its arm; set by `passes::unions`.
    pub dispatch: Option<Dispatch>,
}

/// A Discriminator Object (OpenAPI 3.0.3, 4.7.25), mapping resolved.
#[derive(Debug, Clone)]
pub struct Discriminator {
    /// Name of the property that tells.
    pub property: String,
    /// Explicit entries: value, schema.
    pub mapping: Vec<MappingEntry>,
    /// `defaultMapping`: of values without the property, or with one that nothing else leads from.
    pub default: Option<SchemaId>,
    /// Where it stands.
    pub origin: Origin,
}

/// One entry of a discriminator's mapping.
#[derive(Debug, Clone)]
pub struct MappingEntry {
    /// The tag's value on the wire.
    pub value: String,
    /// The schema it chooses.
    pub schema: SchemaId,
}

/// How a value of a union finds its arm. The first rule that tells all arms apart is taken.
#[derive(Debug, Clone)]
pub enum Dispatch {
    /// A property's value: by discriminator, or because it has a single value in each arm.
    Tag {
        /// The property.
        property: String,
        /// What made it the tag.
        by: TaggedBy,
        /// Value on the wire (string, or a number or boolean as its JSON text) and index of the arm; several values
        /// may lead to one arm.
        values: Vec<(Node, usize)>,
        /// The arm of objects without the property: a parent that does not require it, or that of `defaultMapping`.
        absent: Option<usize>,
        /// The arm of objects with a value that leads to no arm: that of `defaultMapping`.
        other: Option<usize>,
    },
    /// Properties that every arm must have and no other knows: per arm.
    Properties(Vec<(usize, Vec<String>)>),
    /// The JSON type: per arm the types it takes.
    JsonType(Vec<(usize, Vec<Role>)>),
    /// Trial: arms are compared, and of those that are equally good the first in this order is taken.
    Trial(Vec<Attempt>),
}

/// An arm that is tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Index of the arm.
    pub arm: usize,
    /// Properties without which the arm need not be read, some of them with the only value that they can have.
    pub must: Vec<(String, Option<Node>)>,
}

impl From<usize> for Attempt {
    fn from(arm: usize) -> Self {
        Self { arm, must: Vec::new() }
    }
}

/// What made a property the tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaggedBy {
    /// `discriminator`.
    Discriminator,
    /// A single-value property in every arm.
    SingleValue,
}

/// The seven kinds of JSON values as far as a schema can tell them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}
