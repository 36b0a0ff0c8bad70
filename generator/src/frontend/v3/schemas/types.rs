//! `type`, in all its spellings.

use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
use crate::frontend::v3::Lowering;
use crate::frontend::v3::words::suggestion;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

/// A type of OpenAPI 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Type {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

const ALL: &[Type] = &[Type::Boolean, Type::Integer, Type::Number, Type::String, Type::Array, Type::Object];

impl Type {
    /// The word of the standard.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Type::Boolean => "boolean",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::String => "string",
            Type::Array => "array",
            Type::Object => "object",
        }
    }

    /// The word in a sentence.
    pub(super) fn with_article(self) -> &'static str {
        match self {
            Type::Boolean => "a boolean",
            Type::Integer => "an integer",
            Type::Number => "a number",
            Type::String => "a string",
            Type::Array => "an array",
            Type::Object => "an object",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        ALL.iter().copied().find(|ty| ty.as_str() == text)
    }
}

/// What `type` says.
#[derive(Debug, Default)]
pub(super) struct Types {
    /// The types in order, each once, null left out.
    pub(super) known: Vec<Type>,
    /// Whether null is one of them.
    pub(super) null: bool,
}

impl Types {
    /// The type, if there is exactly one.
    pub(super) fn single(&self) -> Option<Type> {
        match self.known.as_slice() {
            [ty] => Some(*ty),
            _ => None,
        }
    }
}

const OF_OBJECTS: &[&str] = &[
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "unevaluatedProperties",
];
const OF_ARRAYS: &[&str] = &["items", "prefixItems", "contains", "unevaluatedItems"];

/// The type of a schema without one, by the keys that only one type has.
pub(super) fn inferred(mapping: &Mapping) -> Option<Type> {
    let has = |key| mapping.get(key).is_some_and(|value| value != &Node::Null);
    let names = mapping.get("required").and_then(Node::as_sequence).is_some_and(|names| !names.is_empty());
    if names || OF_OBJECTS.iter().any(|key| has(key)) {
        Some(Type::Object)
    } else if OF_ARRAYS.iter().any(|key| has(key)) {
        Some(Type::Array)
    } else if has("contentEncoding") || has("contentMediaType") {
        Some(Type::String)
    } else {
        None
    }
}

impl Lowering<'_> {
    /// Reads `type`.
    pub(super) fn types(&mut self, mapping: &Mapping, at: &Origin) -> Types {
        let mut types = Types::default();
        match mapping.get("type") {
            Some(Node::String(name)) => match Type::parse(name) {
                Some(ty) => types.known.push(ty),
                None => self.add_type(&mut types, name, &at.child("type")),
            },
            Some(Node::Sequence(names)) => {
                let place = at.child("type");
                for (index, name) in names.iter().enumerate() {
                    match name {
                        Node::String(name) => self.add_type(&mut types, name, &place.child(index)),
                        Node::Null => types.null = true,
                        _ => {}
                    }
                }
                if types.known.contains(&Type::Number) {
                    types.known.retain(|ty| *ty != Type::Integer);
                }
            }
            _ => {}
        }
        types
    }

    fn add_type(&mut self, types: &mut Types, name: &str, at: &Origin) {
        match Type::parse(name) {
            Some(ty) if types.known.contains(&ty) => {}
            Some(ty) => types.known.push(ty),
            None if name == "null" => {
                types.null = true;
                if at.pointer.as_str().ends_with("/type") {
                    self.newer(at, "the type null belongs to OpenAPI 3.1; it is taken as meant there");
                }
            }
            None if name == "file" && self.version == Version::V20 => {
                types.known.push(Type::String);
                // Among the fields of a form it has its place.
                if !at.pointer.as_str().ends_with("/items/type") {
                    let message = "files are sent in forms and answers; it is read as bytes";
                    self.misread(at, message);
                }
            }
            None => {
                let found = Diagnostic::new(
                    &codes::OA201,
                    format!("`{name}` is no type; the schema is read as if it had none"),
                    Label::value(at, "unknown type"),
                );
                self.diagnostics.push(match suggestion(name, ALL.iter().map(|ty| ty.as_str())) {
                    Some(known) => found.help(format!("did you mean `{known}`?")),
                    None if name == "file" => found.help("a file is `type: string` with `format: binary`"),
                    None => found.help("the types are boolean, integer, number, string, array and object"),
                });
            }
        }
    }
}
