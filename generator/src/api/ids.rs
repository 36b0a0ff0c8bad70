//! Typed indices, so that a schema's number can never be taken for an operation's.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

/// A typed position in an [`IndexVec`].
pub trait Idx: Copy + Eq + Ord + std::fmt::Debug {
    /// The id of the entry at `index`.
    fn from_index(index: usize) -> Self;
    /// The position this id stands for.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);
        impl Idx for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A schema of an [`Api`](super::Api), named or inline.
    SchemaId,
    /// An operation of an [`Api`](super::Api).
    OperationId,
    /// A callback of an [`Api`](super::Api).
    CallbackId,
    /// A security scheme of an [`Api`](super::Api).
    SecuritySchemeId,
}

/// A growing list whose entries are addressed by typed ids.
#[derive(Debug, Clone)]
pub struct IndexVec<I, T> {
    entries: Vec<T>,
    id: PhantomData<fn() -> I>,
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self { entries: Vec::new(), id: PhantomData }
    }
}

impl<I: Idx, T> IndexVec<I, T> {
    /// Appends an entry and returns its id.
    pub fn push(&mut self, entry: T) -> I {
        self.entries.push(entry);
        I::from_index(self.entries.len() - 1)
    }

    /// The entry behind `id`; `None` only for an id of another list.
    pub fn get(&self, id: I) -> Option<&T> {
        self.entries.get(id.index())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All entries with their ids, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.entries.iter().enumerate().map(|(i, entry)| (I::from_index(i), entry))
    }

    /// All entries with their ids, in order, to be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (I, &mut T)> {
        self.entries.iter_mut().enumerate().map(|(i, entry)| (I::from_index(i), entry))
    }

    /// Leaves out all other entries; says which id each that stays has now.
    pub(super) fn keep(&mut self, kept: &BTreeSet<I>) -> BTreeMap<I, I> {
        let mut old = 0..;
        self.entries.retain(|_| old.next().is_some_and(|index| kept.contains(&I::from_index(index))));
        kept.iter().enumerate().map(|(index, id)| (*id, I::from_index(index))).collect()
    }

    /// All ids, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.entries.len()).map(I::from_index)
    }
}

/// Ids are handed out by the list they index, so indexing cannot miss.
impl<I: Idx, T> std::ops::Index<I> for IndexVec<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.entries[id.index()]
    }
}

impl<I: Idx, T> std::ops::IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.entries[id.index()]
    }
}
