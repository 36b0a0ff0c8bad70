//! The table for those outside: every key of the standard and what may stand under it.

use super::Kind;
use super::key::Form;

/// A key of an object of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandardKey {
    /// The object, with an article: `an Info Object`.
    pub object: &'static str,
    /// The key; `*` where every key is a name of the document's own.
    pub key: &'static str,
    /// What may stand under it.
    pub holds: Holds,
}

/// What may stand under a key, as far as texts are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// Names of the document's own with a text each.
    TextMap,
    /// Names of the document's own with a list of texts each.
    TextLists,
    /// A list of objects of names with a list of texts each: security requirements.
    Requirements,
    /// Any JSON.
    Json,
    /// An object of the standard.
    Object(&'static str),
    /// A list of them.
    List(&'static str),
    /// Names of the document's own with one of them each.
    Map(&'static str),
    /// A number or a boolean.
    NoText,
}

/// Every key of OpenAPI 3.0 to 3.2, in the order of the table.
pub fn standard_keys() -> Vec<StandardKey> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let object = kind.words();
        let keys = kind.keys().iter().map(|key| StandardKey { object, key: key.name, holds: holds(key.form) });
        found.extend(keys);
        found.extend(kind.entries().map(|entry| StandardKey { object, key: "*", holds: Holds::Map(entry.words()) }));
    }
    found
}

fn holds(form: Form) -> Holds {
    match form {
        Form::Text | Form::TypeName => Holds::Text,
        Form::Texts | Form::RequiredNames => Holds::Texts,
        Form::TextMap => Holds::TextMap,
        Form::TextLists | Form::Dependencies => Holds::TextLists,
        Form::Security => Holds::Requirements,
        Form::Values | Form::Anything => Holds::Json,
        Form::SchemaOrFlag | Form::Items => Holds::Object(Kind::Schema.words()),
        Form::Discriminator => Holds::Object(Kind::Discriminator.words()),
        Form::One(kind) => Holds::Object(kind.words()),
        Form::Many(kind) => Holds::List(kind.words()),
        Form::Map(kind) => Holds::Map(kind.words()),
        Form::Flag | Form::Number | Form::Count | Form::Limit => Holds::NoText,
    }
}
