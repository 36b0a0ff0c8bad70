//! Limits that generated code tests.

/// A limit and how deep below the field it applies.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldCheck {
    /// 0: the value; 1: its items or entries; and so on.
    pub depth: usize,
    /// The limit.
    pub check: Check,
}

/// A limit that `validate` tests. Numbers are JSON texts.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each is the keyword of its name")]
pub enum Check {
    MinLength(u64),
    MaxLength(u64),
    Pattern {
        /// As the document has it.
        text: String,
        /// As the regular expressions of generated code have it.
        regexes: Regexes,
    },
    Minimum(String),
    Maximum(String),
    ExclusiveMinimum(String),
    ExclusiveMaximum(String),
    MultipleOf(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    Schema(SchemaText),
    /// `oneOf`, of which several arms take null: the value is not null.
    NotNull,
    /// The same of a property, or of an item by its index, of the whole.
    NotNullAt(String),
}

/// A JSON Schema as text, which a value is held against without having its type: what `not`, `anyOf` and `oneOf` say of
/// a whole. Its dialect is that of JSON Schema 2020-12 as far as OpenAPI 3.0 needs it; patterns are translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaText {
    /// The text.
    pub json: String,
    /// Whether a pattern stands in it.
    pub patterns: bool,
}

/// Regular expressions that say together what a pattern says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regexes {
    /// Those that a text must have, each of them.
    pub must: Vec<String>,
    /// Those that it must not have.
    pub must_not: Vec<String>,
}

impl Regexes {
    /// Whether they are nothing but the pattern itself.
    pub fn are(&self, pattern: &str) -> bool {
        self.must_not.is_empty() && self.must.len() == 1 && self.must.iter().all(|regex| regex == pattern)
    }
}

impl Check {
    /// Whether regular expressions are needed.
    pub fn has_pattern(&self) -> bool {
        matches!(self, Check::Pattern { .. } | Check::Schema(SchemaText { patterns: true, .. }))
    }
}
