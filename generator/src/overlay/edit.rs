//! Changes of a tree that know where what they put there is written.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{JsonPointer, Moves, Origin, SourceId, WrittenAt};
use crate::tree::Node;

/// A tree that is changed.
pub(super) struct Editor<'a> {
    pub(super) root: &'a mut Node,
    pub(super) source: SourceId,
    pub(super) moves: &'a mut Moves,
    /// How many values may still be added.
    pub(super) left: usize,
    /// Places that were to be null and are objects or arrays, and where that is written.
    #[cfg(feature = "overlay")]
    pub(super) kept: Vec<(JsonPointer, WrittenAt)>,
}

/// The tree would have more values than a document may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Excess;

impl Editor<'_> {
    /// Puts a value at a place, in place of what is there; its object or array has to be there.
    pub(super) fn set(&mut self, pointer: &JsonPointer, value: Node, from: Written<'_>) -> Result<(), Excess> {
        self.spend(&value)?;
        if pointer.is_root() {
            *self.root = value;
            from.note(pointer, self.moves);
            return Ok(());
        }
        let Some(key) = pointer.last() else { return Ok(()) };
        match self.root.at_mut(&pointer.parent().segments()) {
            Some(Node::Mapping(mapping)) => mapping.set(&key, value),
            Some(Node::Sequence(items)) => {
                let place = key.parse::<usize>().ok().and_then(|index| items.get_mut(index));
                place.into_iter().for_each(|place| *place = value.clone());
            }
            _ => return Ok(()),
        }
        from.note(pointer, self.moves);
        Ok(())
    }

    /// Takes nodes out of the objects and arrays that they are in; the root stays. What follows them in arrays moves up.
    pub(super) fn remove(&mut self, pointers: &[JsonPointer]) {
        let mut by_parent: BTreeMap<JsonPointer, BTreeSet<String>> = BTreeMap::new();
        for pointer in pointers {
            if let Some(key) = pointer.last() {
                by_parent.entry(pointer.parent()).or_default().insert(key);
            }
        }
        // Innermost first, so that pointers lead where they led.
        let mut parents: Vec<_> = by_parent.into_iter().collect();
        parents.sort_by_key(|(parent, _)| std::cmp::Reverse(parent.as_str().matches('/').count()));
        for (parent, keys) in parents {
            match self.root.at_mut(&parent.segments()) {
                Some(Node::Mapping(mapping)) => {
                    for key in &keys {
                        mapping.remove(key);
                        self.moves.take(&parent.child(key));
                    }
                }
                Some(Node::Sequence(items)) => {
                    let gone: BTreeSet<usize> = keys.iter().filter_map(|key| key.parse().ok()).collect();
                    let old = std::mem::take(items);
                    let mut to = 0;
                    for (index, item) in old.into_iter().enumerate() {
                        let place = parent.child(index);
                        let written_at = self.moves.written_at(&Origin { source: self.source, pointer: place.clone() });
                        let below = self.moves.take(&place);
                        if gone.contains(&index) {
                            continue;
                        }
                        if index != to || !below.is_empty() || written_at.origin.pointer != place {
                            self.moves.put(&parent.child(to), written_at);
                            self.moves.give(&parent.child(to), below);
                        }
                        items.push(item);
                        to += 1;
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn spend(&mut self, value: &Node) -> Result<(), Excess> {
        self.left = self.left.checked_sub(value.weight()).ok_or(Excess)?;
        Ok(())
    }
}

/// Where a value is written that is put into the tree.
pub(super) struct Written<'m> {
    pub(super) at: WrittenAt,
    /// Its place in the tree, if it is copied from there: parts of it may be written elsewhere.
    pub(super) of_tree: Option<(&'m Moves, SourceId, JsonPointer)>,
}

impl From<WrittenAt> for Written<'_> {
    fn from(at: WrittenAt) -> Self {
        Self { at, of_tree: None }
    }
}

impl From<Origin> for Written<'_> {
    fn from(origin: Origin) -> Self {
        WrittenAt::from(origin).into()
    }
}

impl Written<'_> {
    pub(super) fn note(self, place: &JsonPointer, moves: &mut Moves) {
        moves.put(place, self.at);
        if let Some((old, _, pointer)) = self.of_tree {
            moves.give(place, old.below(&pointer));
        }
    }
}
