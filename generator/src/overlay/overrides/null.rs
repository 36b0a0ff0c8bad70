//! Null, as each edition of the standard says it.

use super::Repair;
use crate::document::Version;
use crate::source::{JsonPointer, Origin};
use crate::tree::{Mapping, Node};

/// Keys that a schema of 3.1 may have beside a `type` that alone says whether it may be null.
const LIMITS: [&str; 9] = ["enum", "const", "allOf", "anyOf", "oneOf", "not", "if", "$ref", "$dynamicRef"];

impl Repair<'_> {
    /// Makes a schema say whether it may be null.
    pub(super) fn nullable(&mut self, place: &JsonPointer, nullable: bool) {
        match (nullable, self.version) {
            (false, _) => self.not_null(place),
            (true, Version::V20) => self.put(place, "x-nullable", Node::Bool(true)),
            (true, Version::V30) if self.has(place, "$ref") => {
                let Some(old) = self.at(place).cloned() else { return };
                self.wrap(place, "allOf", vec![old]);
                self.put(place, "nullable", Node::Bool(true));
            }
            (true, Version::V30) => {
                self.put(place, "nullable", Node::Bool(true));
                self.list_null(place);
            }
            (true, Version::V31 | Version::V32) if self.says_null(place) => {}
            (true, Version::V31 | Version::V32) => self.null_by_type(place),
        }
    }

    /// Whether a schema says that it may be null, in any way that an override would.
    pub(super) fn says_null(&self, place: &JsonPointer) -> bool {
        let Some(schema) = self.mapping(place) else { return false };
        let by_type = match schema.get("type") {
            Some(Node::Sequence(types)) => types.iter().any(|one| one.as_str() == Some("null")),
            Some(one) => one.as_str() == Some("null"),
            None => false,
        };
        let arms = ["anyOf", "oneOf"].iter().filter_map(|key| schema.get(key)?.as_sequence()).flatten();
        let set = |key: &str| schema.get(key).and_then(Node::as_bool) == Some(true);
        by_type || set("nullable") || set("x-nullable") || { arms }.any(is_null)
    }

    fn null_by_type(&mut self, place: &JsonPointer) {
        let Some(old) = self.at(place).cloned() else { return };
        let limited = LIMITS.iter().any(|key| old.get(key).is_some());
        match old.get("type") {
            Some(Node::String(_) | Node::Sequence(_)) if !limited => {
                let null = Node::String("null".to_owned());
                let types = match old.get("type") {
                    Some(Node::Sequence(types)) => types.iter().cloned().chain([null]).collect(),
                    Some(one) => vec![one.clone(), null],
                    None => return,
                };
                self.put(place, "type", Node::Sequence(types));
            }
            // It says nothing: null is allowed as any other value is.
            None if old.as_mapping().is_none_or(Mapping::is_empty) => {}
            _ => {
                let mut null = Mapping::default();
                null.set("type", Node::String("null".to_owned()));
                self.wrap(place, "anyOf", vec![old, Node::Mapping(null)]);
            }
        }
    }

    /// Puts a list in the place of a schema, whose first part is that schema.
    fn wrap(&mut self, place: &JsonPointer, key: &str, parts: Vec<Node>) {
        let written = self.editor.moves.written_at(&Origin { source: self.editor.source, pointer: place.clone() });
        let below = self.editor.moves.take(place);
        let mut whole = Mapping::default();
        whole.set(key, Node::Sequence(parts));
        self.set(place, Node::Mapping(whole));
        let first = place.child(key).child(0);
        self.editor.moves.put(&first, written);
        self.editor.moves.give(&first, below);
    }

    /// Adds null to an `enum`, which would forbid it.
    fn list_null(&mut self, place: &JsonPointer) {
        let Some(list) = self.at(&place.child("enum")).and_then(Node::as_sequence) else { return };
        if !list.contains(&Node::Null) {
            let list = list.iter().cloned().chain([Node::Null]).collect();
            self.put(place, "enum", Node::Sequence(list));
        }
    }

    fn not_null(&mut self, place: &JsonPointer) {
        self.take(place, &["nullable".to_owned(), "x-nullable".to_owned()]);
        let other = |node: &Node| node.as_str() != Some("null");
        if let Some(types) = self.at(&place.child("type")).and_then(Node::as_sequence) {
            let mut left: Vec<Node> = types.iter().filter(|one| other(one)).cloned().collect();
            let whole = if left.len() == 1 { left.pop() } else { None };
            self.put(place, "type", whole.unwrap_or(Node::Sequence(left)));
        }
        if let Some(list) = self.at(&place.child("enum")).and_then(Node::as_sequence) {
            let left: Vec<Node> = list.iter().filter(|one| **one != Node::Null).cloned().collect();
            self.put(place, "enum", Node::Sequence(left));
        }
        for key in ["anyOf", "oneOf"] {
            let arms = self.at(&place.child(key)).and_then(Node::as_sequence).unwrap_or_default();
            let nulls = arms.iter().enumerate().filter(|(_, arm)| is_null(arm));
            let nulls: Vec<JsonPointer> = nulls.map(|(i, _)| place.child(key).child(i)).collect();
            self.changed |= !nulls.is_empty();
            self.editor.remove(&nulls);
        }
    }
}

fn is_null(arm: &Node) -> bool {
    arm.get("type").and_then(Node::as_str) == Some("null")
}
