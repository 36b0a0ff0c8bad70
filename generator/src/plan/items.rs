//! Items of the models crate.

use super::check::{Check, FieldCheck};
use super::{Ident, RustType, TypeName};
use crate::api::Idx;
use crate::source::Origin;
use crate::tree::Node;

/// A type of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u32);

impl Idx for TypeId {
    fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// Documentation text, made inert by `plan::docs`: no doctest, no intra-doc link, no bidi control. One string per line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocText {
    /// Lines of Markdown, without `///`.
    pub lines: Vec<String>,
}

impl DocText {
    /// The text after words of ours: on their line if it begins with plain text, below them if it begins with a block, such
    /// as a fence, which would mean something else in the middle of a line. `None` if there is no text.
    pub fn after(&self, words: &str) -> Option<DocText> {
        let (first, rest) = self.lines.split_first().filter(|(first, _)| !first.is_empty())?;
        let block = first.starts_with(['`', '~', '#', '>', '-', '*', '+', '|', '=', ' ', '\t']) && !is_word(first);
        let lines = if block {
            [words.to_owned(), String::new()].into_iter().chain(self.lines.iter().cloned()).collect()
        } else {
            [format!("{words}: {first}")].into_iter().chain(rest.iter().cloned()).collect()
        };
        Some(DocText { lines })
    }
}

/// Whether a line begins with code or emphasis in its text, and with no block.
fn is_word(line: &str) -> bool {
    let sign = line.chars().next().unwrap_or_default();
    let run = line.chars().take_while(|c| *c == sign).count();
    let closed = line.trim_start_matches(sign).contains(sign);
    match sign {
        '`' => run < 3 || closed,
        '~' => run < 3,
        '*' => !line.starts_with("* ") && closed,
        _ => false,
    }
}

/// A struct.
#[derive(Debug, Clone)]
pub struct StructDef {
    /// Its name.
    pub name: TypeName,
    /// Its docs.
    pub docs: DocText,
    /// `#[deprecated]`.
    pub deprecated: bool,
    /// Fields in document order.
    pub fields: Vec<FieldPlan>,
    /// Where properties go that have no field; none: they are ignored.
    pub extra: Option<ExtraField>,
    /// `additionalProperties: false`: a property without a field is an error.
    pub closed: bool,
    /// Properties that are skipped all the same: other arms of an `anyOf` name them.
    pub beside: Vec<String>,
    /// Whether `Default` can be derived: no field but those with a single value is required.
    pub default: bool,
    /// Checks on the number of properties.
    pub checks: Vec<Check>,
    /// Whether anything in it, however deep, can be violated.
    pub validates: bool,
    /// A merge-patch type, and of what.
    pub patch: Option<PatchOf>,
    /// Its schema.
    pub origin: Origin,
}

/// What a merge-patch type is for.
#[derive(Debug, Clone)]
pub struct PatchOf {
    /// The whole type, from two values of which a patch is made.
    pub whole: RustType,
}

/// The field for properties without one.
#[derive(Debug, Clone)]
pub struct ExtraField {
    /// Its name, `extra` unless a property has it.
    pub ident: Ident,
    /// The type of the values.
    pub ty: RustType,
    /// Limits of the values.
    pub checks: Vec<FieldCheck>,
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct FieldPlan {
    /// Its name in Rust.
    pub ident: Ident,
    /// Its name on the wire.
    pub wire: String,
    /// The type of a value that is there and not null.
    pub ty: RustType,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// A required field whose type has a single value and so a default: no argument of `new`.
    pub single_valued: bool,
    /// Its docs.
    pub docs: DocText,
    /// `deprecated` in the document; the docs say it already.
    pub deprecated: bool,
    /// Limits of its value.
    pub checks: Vec<FieldCheck>,
    /// Its property.
    pub origin: Origin,
}

/// Whether a property may be absent, may be null, or both. The table of `object!` has a word for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Must be there, not null: `T`.
    Required,
    /// May be absent, not null: `Option<T>`.
    Optional,
    /// Must be there, may be null: `Option<T>`.
    Nullable,
    /// May be absent or null, three states: `Maybe<T>`.
    Maybe,
}

/// A line of the table of defaults: what is done with a field of a struct or an arm of a union.
#[derive(Debug, Clone)]
pub struct DefaultPlan {
    /// The field or the arm.
    pub ident: Ident,
    /// What is put in where the field is absent; none: what is there may have defaults of its own.
    pub value: Option<Node>,
}

/// An enum of the values that a schema lists.
#[derive(Debug, Clone)]
pub struct EnumDef {
    /// Its name.
    pub name: TypeName,
    /// Its docs.
    pub docs: DocText,
    /// `#[deprecated]`.
    pub deprecated: bool,
    /// What its values are.
    pub repr: EnumRepr,
    /// Distinct values in document order.
    pub variants: Vec<VariantPlan>,
    /// The variant for values not listed; none: the enum is closed, and such a value is refused.
    pub other: Option<Ident>,
    /// Whether the first and only variant is the `Default`.
    pub single: bool,
    /// Whether a value that is not listed breaks no limit.
    pub open: bool,
    /// Its schema.
    pub origin: Origin,
}

/// What the values of an enum are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumRepr {
    /// Strings.
    String,
    /// Integers that fit `i64`.
    Integer,
    /// Anything else: numbers, booleans, arrays, objects, values of several types.
    Json,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnumValue {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
    /// The JSON text of a value.
    Json(String),
}

/// A variant of an enum.
#[derive(Debug, Clone)]
pub struct VariantPlan {
    /// Its name.
    pub ident: Ident,
    /// Its value on the wire.
    pub value: EnumValue,
    /// Its docs.
    pub docs: DocText,
}

/// An enum over the arms of a union. A value that no arm recognises is kept in `other`.
#[derive(Debug, Clone)]
pub struct UnionDef {
    /// Its name.
    pub name: TypeName,
    /// Its docs, which say how a value finds its arm.
    pub docs: DocText,
    /// `#[deprecated]`.
    pub deprecated: bool,
    /// Whether one or any number of arms must hold a value.
    pub kind: UnionKind,
    /// Arms in document order.
    pub arms: Vec<ArmPlan>,
    /// How a value finds its arm.
    pub dispatch: UnionDispatch,
    /// The variant for values no arm recognises.
    pub other: Ident,
    /// Its schema.
    pub origin: Origin,
}

/// An arm of a union.
#[derive(Debug, Clone)]
pub struct ArmPlan {
    /// The variant.
    pub ident: Ident,
    /// What it holds.
    pub ty: RustType,
    /// Its docs.
    pub docs: DocText,
    /// Limits of what it holds.
    pub checks: Vec<FieldCheck>,
    /// The tag's value, if what it holds has no property for it.
    pub tag: Option<String>,
    /// Whether there is `From` for it: no other arm holds the same, and it is a type of this plan.
    pub from: bool,
}

/// How a value of a union finds its arm; arms by index into `UnionDef::arms`.
#[derive(Debug, Clone)]
pub enum UnionDispatch {
    /// By the value of a property: (JSON scalar, arm).
    Tag {
        /// The property.
        property: String,
        /// Value on the wire and arm.
        values: Vec<(Node, usize)>,
        /// The arm of objects without the property.
        absent: Option<usize>,
        /// The arm of objects with a value that leads to no arm.
        other: Option<usize>,
    },
    /// By properties that only one arm knows and that it must have: (names, arm).
    Properties(Vec<(Vec<String>, usize)>),
    /// By the JSON type: (types, arm).
    JsonType(Vec<(Vec<JsonKind>, usize)>),
    /// By trial; of arms that are equally good the first in this order is taken.
    Trial(Vec<Attempt>),
}

pub use crate::api::{Attempt, Role as JsonKind, UnionKind};

/// An array whose places have types of their own.
#[derive(Debug, Clone)]
pub struct TupleDef {
    /// Its name.
    pub name: TypeName,
    /// Its docs.
    pub docs: DocText,
    /// `#[deprecated]`.
    pub deprecated: bool,
    /// Places in order; those that may be left out come last.
    pub places: Vec<PlacePlan>,
    /// What all other items are; none: there can be no others.
    pub rest: Option<RestPlan>,
    /// Whether `Default` can be derived: no place is required.
    pub default: bool,
    /// Limits of the whole that its places do not keep by themselves.
    pub checks: Vec<Check>,
    /// Whether anything in it, however deep, can be violated.
    pub validates: bool,
    /// Its schema.
    pub origin: Origin,
}

/// A place of a tuple.
#[derive(Debug, Clone)]
pub struct PlacePlan {
    /// The type of an item that is there and not null.
    pub ty: RustType,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Its docs.
    pub docs: DocText,
    /// Limits of its item.
    pub checks: Vec<FieldCheck>,
}

/// The items of a tuple that have no place of their own.
#[derive(Debug, Clone)]
pub struct RestPlan {
    /// The type of one of them.
    pub ty: RustType,
    /// Limits of one of them.
    pub checks: Vec<FieldCheck>,
}

/// A string with a name of its own that refuses to be empty: what a path parameter needs.
#[derive(Debug, Clone)]
pub struct NewtypeDef {
    /// Its name.
    pub name: TypeName,
    /// Its docs.
    pub docs: DocText,
    /// The first parameter that needs it.
    pub origin: Origin,
}

/// A list or map that leads back to itself through lists and maps alone: an alias of it would have no end.
#[derive(Debug, Clone)]
pub struct NestDef {
    /// Its name.
    pub name: TypeName,
    /// Its docs.
    pub docs: DocText,
    /// The list or map.
    pub ty: RustType,
    /// Limits of its values.
    pub checks: Vec<FieldCheck>,
    /// Whether anything in it, however deep, can be violated.
    pub validates: bool,
    /// A merge-patch type, and of what.
    pub patch: Option<PatchOf>,
    /// Its schema.
    pub origin: Origin,
}

/// Another name for a type.
#[derive(Debug, Clone)]
pub struct AliasDef {
    /// Its name.
    pub name: TypeName,
    /// Its docs.
    pub docs: DocText,
    /// What it stands for.
    pub ty: RustType,
    /// Its schema.
    pub origin: Origin,
}
