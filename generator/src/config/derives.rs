//! Traits that types derive beside those that they have anyway.

use std::collections::BTreeMap;

/// A trait of the standard library that can be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the traits of these names")]
pub enum Derive {
    Copy,
    Default,
    Eq,
    Hash,
    Ord,
    PartialOrd,
}

impl Derive {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Copy, Self::Default, Self::Eq, Self::Hash, Self::Ord, Self::PartialOrd];

    /// The name of the trait.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "Copy",
            Self::Default => "Default",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
            Self::Ord => "Ord",
            Self::PartialOrd => "PartialOrd",
        }
    }

    /// The trait of this name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// Which types derive more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derives {
    /// What all types derive.
    pub all: Vec<Derive>,
    /// What single ones derive, too, by the name of the component or of its type.
    pub of: BTreeMap<String, Vec<Derive>>,
}
