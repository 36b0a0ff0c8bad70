//! Joining values with what is in a tree (Overlay 1.1.0, Action Object).

use super::edit::{Editor, Excess, Written};
use crate::source::{JsonPointer, Origin, WrittenAt};
use crate::tree::{Mapping, Node};

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

impl From<Excess> for Fault {
    fn from(_: Excess) -> Self {
        Self::Excess
    }
}

impl Editor<'_> {
    fn at(&self, pointer: &JsonPointer) -> Option<&Node> {
        self.root.at(&pointer.segments())
    }

    /// Joins a value with what is at a place: objects are merged, arrays concatenated, what is neither an object nor an
    /// array is appended to an array or replaces what is no array or object (Overlay 1.1.0, 4.4.3.1).
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
            (_, leaf) => Ok(self.set(pointer, leaf.clone(), from.whole())?),
        }
    }

    fn merge(&mut self, pointer: &JsonPointer, new: &Mapping, from: &Written<'_>) -> Result<(), Fault> {
        for (key, value) in new.iter() {
            let (place, from) = (pointer.child(key), from.child(key));
            match (self.at(&place), value) {
                (None, _) => self.set(&place, value.clone(), from)?,
                // A key with nothing behind it adds nothing: the standard's own example has such keys. It is told.
                (Some(Node::Mapping(_) | Node::Sequence(_)), Node::Null) => self.kept.push((place, from.at)),
                (Some(Node::Sequence(_)), Node::Sequence(_)) => self.join(&place, value, &from)?,
                // Within an object, an array takes arrays alone.
                (Some(Node::Sequence(_)), other) => return Err(incompatible(other, "an array", &place)),
                (Some(_), _) => self.join(&place, value, &from)?,
            }
        }
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

    /// Joins the value at one place with what is at another.
    pub(super) fn copy(&mut self, from: &JsonPointer, to: &JsonPointer) -> Result<(), Fault> {
        let Some(value) = self.root.at(&from.segments()).cloned() else { return Ok(()) };
        let moves = self.moves.clone();
        self.left = self.left.checked_sub(moves.below(from).weight(to)).ok_or(Fault::Excess)?;
        let at = moves.written_at(&Origin { source: self.source, pointer: from.clone() });
        self.join(to, &value, &Written { at, of_tree: Some((&moves, self.source, from.clone())) })
    }
}

fn incompatible(value: &Node, there: &'static str, place: &JsonPointer) -> Fault {
    Fault::Incompatible { is: value.kind(), there, place: place.clone() }
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
}
