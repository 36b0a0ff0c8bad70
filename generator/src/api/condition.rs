//! What holds for values of a schema beside their kind.

use super::SchemaId;
use crate::tree::Node;

/// What holds for values beside their kind: `not`, arms that only narrow the whole, and what JSON Schema 2020-12 has for
/// it.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `not`: the schema is broken.
    Not(SchemaId),
    /// `anyOf`: at least one of the schemas holds.
    AnyOf(Vec<SchemaId>),
    /// `oneOf`: exactly one of the schemas holds.
    OneOf(Vec<SchemaId>),
    /// All other keywords that are no limits of one type, as one schema.
    Literal(Literal),
}

impl Condition {
    /// The schemas that a value is held against.
    pub fn schemas(&self) -> &[SchemaId] {
        match self {
            Condition::Not(schema) => std::slice::from_ref(schema),
            Condition::AnyOf(arms) | Condition::OneOf(arms) => arms,
            Condition::Literal(_) => &[],
        }
    }
}

/// A schema to the letter: a value of a type that it does not speak of keeps it, and nothing is read into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// In the words of JSON Schema 2020-12: those of other editions are translated, annotations left out, and references
    /// lead to [`super::Api::definitions`] as `#/$defs/<name>`. Patterns are those of the document.
    pub schema: Node,
    /// Schemas that may hold for the whole, too: `then`, `else`, `dependentSchemas`. What they say of properties is told
    /// nowhere else.
    pub branches: Vec<Branch>,
}

/// A schema that may hold for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch {
    /// When it holds.
    pub holds: BranchHolds,
    /// The schema.
    pub schema: SchemaId,
}

/// When a branch holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BranchHolds {
    /// `then`: where `if` does. Of it and [`BranchHolds::Else`] of one literal, one always holds.
    Then,
    /// `else`: where `if` does not.
    Else,
    /// `dependentSchemas`: where a property is there.
    WithProperty,
}
