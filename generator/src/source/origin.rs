use std::fmt::Display;

use super::{JsonPointer, SourceId};

/// Where a node stands: a file and a pointer in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file.
    pub source: SourceId,
    /// The place in it.
    pub pointer: JsonPointer,
}

/// Which part of a node a label is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The key that leads to it; the value where there is no key (the root, an item).
    Key,
    /// The value.
    Value,
}

impl Origin {
    /// The root of a file.
    pub fn root(source: SourceId) -> Self {
        Self { source, pointer: JsonPointer::root() }
    }

    /// The place below this one under `key`.
    #[must_use]
    pub fn child(&self, key: impl Display) -> Self {
        Self { source: self.source, pointer: self.pointer.child(key) }
    }

    /// The place below this one along several keys.
    #[must_use]
    pub fn descend<'a>(&self, keys: impl IntoIterator<Item = &'a str>) -> Self {
        keys.into_iter().fold(self.clone(), |at, key| at.child(key))
    }

    /// The place above this one; the root's is the root.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self { source: self.source, pointer: self.pointer.parent() }
    }
}
