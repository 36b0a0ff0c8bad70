//! Patterns of ECMA-262 (OpenAPI 3.0.3, 4.7.24): what they mean, with the spelling of the document where somebody may
//! wish to write it again.
//!
//! What other engines write for the ends of a text, `\A` and `\Z`, and flags as in `(?i)` are read as they are meant.

mod look;
mod matches;
mod properties;
mod read;
mod sample;
mod set;

#[cfg(test)]
mod tests;

pub(crate) use look::Part;
pub(crate) use set::{Class, Item, Letter, Set};

/// A pattern.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    whole: Node,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// A character of a set.
    Set(Set),
    /// A place between characters.
    Place(Place),
    /// All of them, one after the other.
    Sequence(Vec<Node>),
    /// One of them.
    Alternatives(Vec<Node>),
    /// What stands in parentheses.
    Group {
        /// How it begins: `(`, `(?:` or `(?<name>`.
        opening: String,
        inner: Box<Node>,
    },
    /// As often as a quantifier says.
    Repeat {
        inner: Box<Node>,
        min: u32,
        max: Option<u32>,
        /// The quantifier: `+`, `{2,}?`.
        quantifier: String,
    },
    /// Look-around: what stands after this place, or before it.
    Look {
        way: Way,
        /// Whether it must be there, or must not.
        must: bool,
        inner: Box<Node>,
    },
}

/// A place between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Start,
    End,
    LineStart,
    LineEnd,
    Boundary,
    NoBoundary,
}

/// Where look-around looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Ahead,
    Behind,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Why it has no meaning: a fault in it, or a back-reference, which is no regular language.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        read::read(text).map(|whole| Self { whole })
    }

    /// Whether `text` has the pattern somewhere; none if that takes too many steps to find out.
    pub(crate) fn matches(&self, text: &str) -> Option<bool> {
        matches::matches(&self.whole, text)
    }

    /// Patterns without look-around that say the same together, where there are such.
    ///
    /// # Errors
    /// Where look-around stands that is no condition on the whole text.
    pub(crate) fn parts(&self) -> Result<Vec<Part>, String> {
        look::parts(&self.whole)
    }
}
