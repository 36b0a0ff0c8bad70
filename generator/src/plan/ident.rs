//! Names that are valid by construction. `plan::names` is the only room that makes them.

use std::fmt;

/// A valid Rust identifier for a field, method, module or variant, raw (`r#type`) where it must be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

/// A valid Rust identifier for a type, in upper camel case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName(String);

impl Ident {
    /// Takes a text that is a valid identifier, with `r#` where needed; `None` if it is not one.
    pub(crate) fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        is_identifier(text.strip_prefix("r#").unwrap_or(&text)).then_some(Self(text))
    }

    /// The text, with `r#` if it has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TypeName {
    /// Takes a text that is a valid identifier; `None` if it is not one.
    pub(crate) fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        is_identifier(&text).then_some(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// ASCII identifiers only: `plan::names` transliterates or numbers everything else.
fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let head = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    head && text != "_" && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}
