//! Changes of a tree that know where what they put there is written.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{JsonPointer, Moves, Origin, SourceId, WrittenAt};
use crate::tree::{Mapping, Node};

/// A tree that is changed.
pub(super) struct Editor<'a> {
    pub(super) root: &'a mut Node,
    pub(super) source: SourceId,
    pub(super) moves: &'a mut Moves,
    /// How many values may still be added.
    pub(super) left: usize,
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Something of this kind cannot be joined with what is at the place.
    Incompatible {
        /// What is to be added, in words.
        is: &'static str,
        /// What is there, in words.
        there: &'static str,
        /// Where it is there.
        place: JsonPointer,
    },
    /// The tree would have more values than a document may.
    Excess,
}

impl Editor<'_> {
    fn at(&self, pointer: &JsonPointer) -> Option<&Node> {
        self.root.at(&pointer.segments())
    }

    /// Joins a value with what is at a place: objects are merged, arrays concatenated, what is neither an object nor an
    /// array is appended to an array or replaces what is no array or object (Overlay 1.1.0, 4.4.3.1).
    #[cfg(feature = "overlay")]
    pub(super) fn join(&mut self, pointer: &JsonPointer, value: &Node, from: &Written<'_>) -> Result<(), Fault> {
        match (self.at(pointer), value) {
            (Some(Node::Mapping(_)), Node::Mapping(new)) => self.merge(pointer, new, from),
            (Some(Node::Sequence(_)), Node::Sequence(items)) => {
                let items = items.iter().enumerate().map(|(i, item)| (item.clone(), from.child(i)));
                self.append(pointer, items.collect())
            }
            (Some(Node::Sequence(_)), entry) => self.append(pointer, vec![(entry.clone(), from.whole())]),
            (Some(Node::Mapping(_)), other) => Err(incompatible(other, "an object", pointer)),
            (_, Node::Mapping(_) | Node::Sequence(_)) => {
                let there = self.at(pointer).map_or("nothing", Node::kind);
                Err(incompatible(value, there, pointer))
            }
            (_, leaf) => self.set(pointer, leaf.clone(), from.whole()),
        }
    }

    fn merge(&mut self, pointer: &JsonPointer, new: &Mapping, from: &Written<'_>) -> Result<(), Fault> {
        for (key, value) in new.iter() {
            let (place, from) = (pointer.child(key), from.child(key));
            match (self.at(&place), value) {
                (None, _) => self.set(&place, value.clone(), from)?,
                // A key with nothing behind it adds nothing: the standard's own example has such keys.
                (Some(Node::Mapping(_) | Node::Sequence(_)), Node::Null) => {}
                (Some(Node::Sequence(_)), Node::Sequence(_)) => self.join(&place, value, &from)?,
                // Within an object, an array takes arrays alone.
                (Some(Node::Sequence(_)), other) => return Err(incompatible(other, "an array", &place)),
                (Some(_), _) => self.join(&place, value, &from)?,
            }
        }
        Ok(())
    }

    /// Puts a value at a place, in place of what is there; its object or array has to be there.
    pub(super) fn set(&mut self, pointer: &JsonPointer, value: Node, from: Written<'_>) -> Result<(), Fault> {
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

    fn append(&mut self, pointer: &JsonPointer, new: Vec<(Node, Written<'_>)>) -> Result<(), Fault> {
        for (node, _) in &new {
            self.spend(node)?;
        }
        let Some(Node::Sequence(items)) = self.root.at_mut(&pointer.segments()) else { return Ok(()) };
        for (node, from) in new {
            from.note(&pointer.child(items.len()), self.moves);
            items.push(node);
        }
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

    /// Joins the value at one place with what is at another.
    #[cfg(feature = "overlay")]
    pub(super) fn copy(&mut self, from: &JsonPointer, to: &JsonPointer) -> Result<(), Fault> {
        let Some(value) = self.root.at(&from.segments()).cloned() else { return Ok(()) };
        let moves = self.moves.clone();
        let at = moves.written_at(&Origin { source: self.source, pointer: from.clone() });
        self.join(to, &value, &Written { at, of_tree: Some((&moves, self.source, from.clone())) })
    }

    fn spend(&mut self, value: &Node) -> Result<(), Fault> {
        self.left = self.left.checked_sub(value.weight()).ok_or(Fault::Excess)?;
        Ok(())
    }
}

fn incompatible(value: &Node, there: &'static str, place: &JsonPointer) -> Fault {
    Fault::Incompatible { is: value.kind(), there, place: place.clone() }
}

/// Where a value is written that is put into the tree.
pub(super) struct Written<'m> {
    at: WrittenAt,
    /// Its place in the tree, if it is copied from there: parts of it may be written elsewhere.
    of_tree: Option<(&'m Moves, SourceId, JsonPointer)>,
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

impl<'m> Written<'m> {
    fn whole(&self) -> Written<'m> {
        Written { at: self.at.clone(), of_tree: self.of_tree.clone() }
    }

    fn child(&self, key: impl std::fmt::Display) -> Written<'m> {
        if let Some((moves, source, pointer)) = &self.of_tree {
            let pointer = pointer.child(key);
            let at = moves.written_at(&Origin { source: *source, pointer: pointer.clone() });
            return Written { at, of_tree: Some((moves, *source, pointer)) };
        }
        match self.at.region {
            Some(_) => self.at.clone().into(),
            None => WrittenAt::from(self.at.origin.child(key)).into(),
        }
    }

    fn note(self, place: &JsonPointer, moves: &mut Moves) {
        moves.put(place, self.at);
        if let Some((old, _, pointer)) = self.of_tree {
            moves.give(place, old.below(&pointer));
        }
    }
}
