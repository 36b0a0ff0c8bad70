//! Schemas of IR 1.

use super::SchemaId;
use super::condition::Condition;
use super::media::Example;
use super::union::UnionSchema;
use crate::source::Origin;
use crate::tree::{Node, Number};

/// A Schema Object (OpenAPI 3.0.3, 4.7.24), read and resolved.
#[derive(Debug, Clone)]
pub struct Schema {
    /// What values it describes.
    pub kind: SchemaKind,
    /// Whether `null` is allowed beside them, whatever spelling said so.
    pub nullable: bool,
    /// What the arms of its `oneOf` say of null; none without a `oneOf`, or where `nullable` beside it allows null.
    pub null_arms: Option<NullArms>,
    /// Who may send it.
    pub access: Access,
    /// Limits that leave the shape alone.
    pub constraints: Constraints,
    /// What `unevaluatedProperties` says of properties that no part of it names (JSON Schema 2020-12, core, 11.3), where
    /// the schema alone tells which these are. An object says it as `additional`, too; an `allOf` when it is merged.
    pub unevaluated: AdditionalProperties,
    /// The default, as written.
    pub default: Option<Node>,
    /// Texts for people.
    pub docs: Docs,
    /// Examples, as printed.
    pub examples: Vec<Example>,
    /// `contentSchema` of strings that are JSON by their `contentMediaType`. No part of it.
    pub content: Option<SchemaId>,
    /// What it should be called, should it need a name.
    pub name: NameHint,
    /// Where it stands.
    pub origin: Origin,
}

impl Schema {
    /// A schema that says nothing.
    pub fn new(name: NameHint, origin: Origin) -> Self {
        Self {
            kind: SchemaKind::Any,
            nullable: false,
            null_arms: None,
            access: Access::ReadWrite,
            constraints: Constraints::default(),
            unevaluated: AdditionalProperties::Unstated,
            default: None,
            docs: Docs::default(),
            examples: Vec::new(),
            content: None,
            name,
            origin,
        }
    }
}

/// Null in the arms of a `oneOf`, of which exactly one may allow it (JSON Schema 2020-12, core, 10.2.1.3).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NullArms {
    /// Places of arms that allow null and nothing else, which are no arms of the union any more.
    pub only: Vec<Origin>,
    /// Place of the one arm beside them, if it says itself that it may be null: the schema is that arm.
    pub left: Option<Origin>,
    /// Whether null breaks the `oneOf`, or that of an arm; set by `passes::unions`.
    pub broken: bool,
}

/// Texts that go into rustdoc.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Docs {
    /// `title` of a schema, `summary` of an operation.
    pub title: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Versions since which it exists (`x-since`).
    pub since: Vec<String>,
    /// No published source states it (`x-inferred`).
    pub inferred: bool,
}

/// What a schema's values are.
///
/// `AllOf` is what the front end writes; after `passes` none remains. `Alias` stands for a schema that is nothing but
/// a reference to another.
#[derive(Debug, Clone)]
pub enum SchemaKind {
    /// Any JSON value.
    Any,
    /// No value at all (`not: {}`, the boolean schema `false`).
    Never,
    /// `type: boolean`.
    Boolean,
    /// `type: integer`.
    Integer(IntegerFormat),
    /// `type: number`.
    Number(NumberFormat),
    /// `type: string`.
    String(StringFormat),
    /// `enum`, of any type; also `const`.
    Enum(Enumeration),
    /// `type: array`.
    Array(SchemaId),
    /// An array whose places have schemas of their own; the last says what may follow.
    Tuple(Vec<SchemaId>, AdditionalProperties),
    /// An object with or without named properties.
    Object(ObjectSchema),
    /// `allOf`, before it is merged.
    AllOf(Vec<SchemaId>),
    /// `oneOf` or `anyOf`.
    Union(UnionSchema),
    /// Nothing but a reference.
    Alias(SchemaId),
}

/// `format` of an integer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntegerFormat {
    /// No format, or one that is not known (it has been reported).
    Plain,
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
    /// `uint32`.
    UInt32,
    /// `uint64`.
    UInt64,
    /// `int8`, `int16`, `uint8`, `uint16`: (signed, bits).
    Small(bool, u8),
}

/// `format` of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberFormat {
    /// No format, or one that is not known (it has been reported).
    Plain,
    /// `float`.
    Float,
    /// `double`.
    Double,
}

/// `format` of a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StringFormat {
    /// No format.
    Plain,
    /// `uuid`.
    Uuid,
    /// `date-time`, RFC 3339.
    DateTime,
    /// `date`, RFC 3339 full-date.
    Date,
    /// `time`, RFC 3339 full-time.
    Time,
    /// `decimal`, `decimal128`: a number of JSON in a string.
    Decimal,
    /// `byte`: base64 in JSON.
    Byte,
    /// `binary`: raw bytes where the place allows them.
    Binary,
    /// `password`: a secret, redacted in `Debug`.
    Password,
    /// Any other: a string. One that the registry does not have has been reported.
    Other(String),
}

/// The values of an `enum`, in document order, duplicates removed.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// The distinct non-null values.
    pub values: Vec<Node>,
    /// `x-enum-varnames` and its like, beside the values, if given.
    pub names: Vec<Option<String>>,
    /// Descriptions beside the values, if given.
    pub descriptions: Vec<Option<String>>,
    /// Whether any other string is as good (`anyOf` of a list and a plain string).
    pub open: bool,
}

/// An object schema.
#[derive(Debug, Clone)]
pub struct ObjectSchema {
    /// Named properties in document order.
    pub properties: Vec<Property>,
    /// What other properties may hold.
    pub additional: AdditionalProperties,
}

/// One named property.
#[derive(Debug, Clone)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// Its schema.
    pub schema: SchemaId,
    /// Whether it must be present.
    pub required: bool,
    /// Whether `properties` has it; otherwise `required` alone names it.
    pub declared: bool,
    /// Where its key stands.
    pub origin: Origin,
}

/// `additionalProperties` (OpenAPI 3.0.3, 4.7.24.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// Not said: others may come and mean nothing to us.
    Unstated,
    /// `true` or `{}`: any value, and the document says so.
    Any,
    /// `false`.
    Forbidden,
    /// A schema.
    Schema(SchemaId),
}

/// `readOnly`, `writeOnly`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Neither.
    #[default]
    ReadWrite,
    /// Only in responses.
    ReadOnly,
    /// Only in requests.
    WriteOnly,
}

/// Limits of values. Numbers keep their text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// `minimum`.
    pub minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMinimum`, as the limit itself.
    pub exclusive_minimum: Option<Number>,
    /// `exclusiveMaximum`, as the limit itself.
    pub exclusive_maximum: Option<Number>,
    /// `multipleOf`; each of them holds.
    pub multiple_of: Vec<Number>,
    /// `minLength`, in characters.
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    pub max_length: Option<u64>,
    /// `pattern`, ECMA-262, unanchored; each of them holds.
    pub patterns: Vec<String>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// Schemas that a value is held against without having their types; each of them holds.
    pub conditions: Vec<Condition>,
}

/// What a schema should be called, should it need a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameHint {
    /// A component: its key is its name.
    Component(String),
    /// Inline: `role` below the schema `parent`.
    Inline {
        /// The schema it stands in.
        parent: SchemaId,
        /// The property's name, `item`, `value` or the number of the arm.
        role: String,
    },
    /// Inline in an operation: words that end in what it is, such as `[listPets, ok, body]`.
    Operation(Vec<String>),
}
