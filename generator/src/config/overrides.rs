//! What a run says otherwise than the document: a type, a nullability, a name.

use crate::source::{JsonPointer, Origin, Region};

/// One override.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// What it is about, as written.
    pub text: String,
    /// What it is about.
    pub target: Target,
    /// Its place in `bindery.toml`, unless it came from a program.
    pub place: Option<(Origin, Region)>,
    /// What is to hold.
    pub says: Says,
}

/// What an override is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A place of the document: `#/components/schemas/Pet/properties/age`.
    Pointer(JsonPointer),
    /// A component schema, or a place in it: `schema:Pet`, `schema:Pet/properties/age`.
    Schema(String, JsonPointer),
    /// An operation by its `operationId`, or a place in it: `operation:listPets/parameters/limit`.
    Operation(String, JsonPointer),
    /// An operation by its method and path: `get /pets/{id}`.
    Path(String, String),
}

/// What is to hold; what is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Says {
    /// The type of a schema, parameter or header; all limits of the old one go.
    pub ty: Option<TypeWord>,
    /// Its format.
    pub format: Option<String>,
    /// Whether it may be null.
    pub nullable: Option<bool>,
    /// Whether a property or parameter is there always.
    pub required: Option<bool>,
    /// What it is called in Rust; of an operation, its `operationId`.
    pub name: Option<String>,
    /// What the values of an enum are called, by their text.
    pub values: Vec<(String, String)>,
}

/// A type in the words of an override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeWord {
    /// `any`.
    Any,
    /// A type of JSON Schema.
    Json(&'static str),
    /// `schema:Money`.
    Schema(String),
}

impl TypeWord {
    /// The types that have a word.
    pub const JSON: [&'static str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

    /// The type of a word.
    pub fn parse(word: &str) -> Option<Self> {
        if let Some(name) = word.strip_prefix("schema:") {
            return (!name.is_empty()).then(|| Self::Schema(name.to_owned()));
        }
        let json = || Self::JSON.into_iter().find(|known| *known == word).map(Self::Json);
        if word == "any" { Some(Self::Any) } else { json() }
    }
}

impl Target {
    /// Reads a target.
    ///
    /// # Errors
    /// The fault in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(pointer) = text.strip_prefix('#') {
            return JsonPointer::parse(pointer)
                .map(Self::Pointer)
                .ok_or_else(|| format!("`{text}` is no place: write it as a reference, `#/components/schemas/Pet`"));
        }
        let named = |rest: &str| {
            let (name, below) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let name = name.replace("~1", "/").replace("~0", "~");
            Some((name, JsonPointer::parse(below)?)).filter(|(name, _)| !name.is_empty())
        };
        let parts = if let Some(rest) = text.strip_prefix("schema:") {
            named(rest).map(|(name, below)| Self::Schema(name, below))
        } else if let Some(rest) = text.strip_prefix("operation:") {
            named(rest).map(|(name, below)| Self::Operation(name, below))
        } else {
            let method = text.split_once(' ').filter(|(method, path)| !method.is_empty() && path.starts_with('/'));
            method.map(|(method, path)| Self::Path(method.to_ascii_lowercase(), path.to_owned()))
        };
        parts.ok_or_else(|| {
            format!("`{text}` names nothing: write `schema:NAME`, `operation:ID`, `get /path` or `#/pointer`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read() {
        let below = |text: &str| JsonPointer::parse(text).expect("a pointer");
        for (text, target) in [
            ("#/a/b", Target::Pointer(below("/a/b"))),
            ("schema:Pet", Target::Schema("Pet".to_owned(), below(""))),
            ("schema:a.b/properties/c", Target::Schema("a.b".to_owned(), below("/properties/c"))),
            ("operation:repos~1list", Target::Operation("repos/list".to_owned(), below(""))),
            ("GET /a b", Target::Path("get".to_owned(), "/a b".to_owned())),
        ] {
            assert_eq!(Target::parse(text), Ok(target));
        }
        for text in ["Pet", "#a", "schema:", "operation:/x", "/pets", "tag:Pets"] {
            assert!(Target::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn types_are_words() {
        assert_eq!(TypeWord::parse("integer"), Some(TypeWord::Json("integer")));
        assert_eq!(TypeWord::parse("schema:Money"), Some(TypeWord::Schema("Money".to_owned())));
        assert_eq!((TypeWord::parse("int"), TypeWord::parse("schema:")), (None, None));
    }
}
