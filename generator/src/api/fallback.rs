//! What is taken as any JSON although the document says more of it.

use std::fmt;

use crate::source::Origin;

/// A schema given up for any JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// The schema.
    pub origin: Origin,
    /// Why.
    pub reason: FallbackReason,
}

/// Why a schema is given up. The list is closed: whoever gives up has one of these reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FallbackReason {
    /// A reference leads nowhere or leaves the document; only a lenient run comes to a plan.
    BrokenReference,
    /// References lead only to each other.
    CircularReference,
    /// The members of `allOf` lead only back to it.
    CircularAllOf,
    /// Lists and maps stand in each other too deeply.
    Depth,
    /// A patch may change a part of an object or replace it by something that is no object.
    PatchOfObjectOrOther,
    /// Arms that one patch changes have a property of one name with types that have nothing in common.
    PatchOfDifferentArms,
    /// A patch may change more combinations of objects than anybody has written down.
    PatchOfMany,
}

impl FallbackReason {
    /// All reasons, in the order of documentation.
    pub const ALL: [Self; 7] = [
        Self::BrokenReference,
        Self::CircularReference,
        Self::CircularAllOf,
        Self::Depth,
        Self::PatchOfObjectOrOther,
        Self::PatchOfDifferentArms,
        Self::PatchOfMany,
    ];

    /// A word for tables and programs, such as `broken-reference`.
    pub fn name(self) -> &'static str {
        match self {
            Self::BrokenReference => "broken-reference",
            Self::CircularReference => "circular-reference",
            Self::CircularAllOf => "circular-all-of",
            Self::Depth => "depth",
            Self::PatchOfObjectOrOther => "patch-of-object-or-other",
            Self::PatchOfDifferentArms => "patch-of-different-arms",
            Self::PatchOfMany => "patch-of-many",
        }
    }
}

/// The reason as the subject of a message.
impl fmt::Display for FallbackReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::BrokenReference => "a reference leads nowhere",
            Self::CircularReference => "a reference that leads back to itself describes no value",
            Self::CircularAllOf => "the members of allOf lead only back to it",
            Self::Depth => "lists and maps stand in each other too deeply",
            Self::PatchOfObjectOrOther => "a patch may change a part of an object or put something else in its place",
            Self::PatchOfDifferentArms => "arms that one patch changes have different types here",
            Self::PatchOfMany => "a patch may change too many combinations of objects",
        })
    }
}
