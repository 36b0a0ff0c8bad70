//! A row of the table: what may stand under a key, and what we do with it.

use super::kind::Kind;
use crate::document::Version;

/// What may stand under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// An integer from 0.
    Count,
    /// A boolean as the standard of this version has it; newer ones have a number.
    Limit,
    /// A list of strings.
    Texts,
    /// A list of anything.
    Values,
    /// An object of strings.
    TextMap,
    /// Anything; nobody looks into it.
    Anything,
    /// A string or, as newer versions have it, a list of them.
    TypeName,
    /// A schema or a boolean.
    SchemaOrFlag,
    /// A schema or, in old drafts, a list of them.
    Items,
    /// An object of lists of strings.
    TextLists,
    /// `dependencies` of older drafts: an object of lists of strings and of schemas.
    Dependencies,
    /// A list of Security Requirement Objects.
    Security,
    /// `required` of a schema.
    RequiredNames,
    /// `discriminator`: an object or, in Swagger 2.0, a string.
    Discriminator,
    /// An object of the standard.
    One(Kind),
    /// A list of them.
    Many(Kind),
    /// An object of them.
    Map(Kind),
}

/// What we do with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Its value goes into the model.
    Used,
    /// For people or other tools: kept out on purpose.
    Annotation,
    /// Part of the standard that we cannot use yet (OA008).
    Unsupported,
    /// Used in OpenAPI 3.0; in 3.1 taken as meant there (OA009).
    Older,
    /// Of drafts of JSON Schema that neither is made of; taken as meant there (OA009).
    Draft,
    /// Of another version of the standard; it has no effect here (OA008).
    Foreign,
}

/// A key of an object.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) form: Form,
    pub(super) treatment: Treatment,
    /// The edition that has it first, if not 3.0: in older ones it is taken as meant there (OA009).
    pub(super) since: Option<Version>,
    pub(super) required: bool,
}
