//! What a schema and all that holds with it speak of: what `unevaluatedProperties` and `unevaluatedItems` leave over (JSON
//! Schema 2020-12, core, 11).

use std::collections::BTreeSet;

use crate::frontend::v3::{Lowering, read, refs};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::reference::REFERENCES;

/// Keywords of which only a value tells what they speak of.
const APPLIED: &[&str] = &["anyOf", "oneOf", "if", "dependentSchemas", "dependencies", "contains"];

/// What is spoken of.
#[derive(Default)]
pub(super) struct Evaluated<'a> {
    /// Properties by name, each once, in order.
    pub(super) names: Vec<&'a str>,
    /// Properties by pattern.
    pub(super) patterns: Vec<&'a str>,
    /// Whether all properties are.
    pub(super) all_names: bool,
    /// How many items from the first on.
    pub(super) places: usize,
    /// Whether all items are.
    pub(super) all_items: bool,
    /// Keywords of which only a value tells, with the schemas they stand in.
    pub(super) applied: Vec<(&'static str, &'a Mapping, Origin)>,
}

impl Evaluated<'_> {
    /// Whether it speaks of parts of values at all.
    fn is_nothing(&self) -> bool {
        self.names.is_empty()
            && self.patterns.is_empty()
            && !self.all_names
            && self.places == 0
            && !self.all_items
            && self.applied.is_empty()
    }
}

impl<'a> Lowering<'a> {
    /// What a schema speaks of, its own `unevaluated…` aside.
    pub(super) fn evaluated(&self, mapping: &'a Mapping, at: &Origin) -> Evaluated<'a> {
        let mut found = Evaluated::default();
        let mut seen = BTreeSet::from([at.pointer.as_str().to_owned()]);
        self.speaks(mapping, at, &mut seen, &mut found);
        found
    }

    /// Whether a schema speaks of parts of values, whatever it says of them.
    pub(super) fn speaks_of_parts(&self, node: &'a Node, at: &Origin) -> bool {
        let mut found = Evaluated::default();
        self.whole(node, at, &mut BTreeSet::new(), &mut found);
        !found.is_nothing()
    }

    /// Adds what a schema speaks of. What references lead to is looked at once.
    fn speaks(&self, mapping: &'a Mapping, at: &Origin, seen: &mut BTreeSet<String>, found: &mut Evaluated<'a>) {
        for (name, _) in read::entries(mapping, "properties") {
            if !found.names.contains(&name) {
                found.names.push(name);
            }
        }
        found.patterns.extend(read::entries(mapping, "patternProperties").map(|(pattern, _)| pattern));
        let is_schema = |key| matches!(mapping.get(key), Some(Node::Mapping(_) | Node::Bool(_)));
        found.all_names |= is_schema("additionalProperties");
        let old_places = matches!(mapping.get("items"), Some(Node::Sequence(_)));
        found.all_items |= is_schema("items") || old_places && is_schema("additionalItems");
        let places = if old_places { read::items(mapping, "items") } else { read::items(mapping, "prefixItems") };
        found.places = found.places.max(places.len());
        for &key in APPLIED {
            if self.tells(key, mapping, at, seen) {
                found.applied.push((key, mapping, at.clone()));
            }
        }
        let place = at.child("allOf");
        for (index, member) in read::items(mapping, "allOf").iter().enumerate() {
            self.whole(member, &place.child(index), seen, found);
        }
        let targets = REFERENCES.iter().filter_map(|key| self.led_to(key, mapping.get(key)?.as_str()?, at));
        for pointer in targets.collect::<Vec<_>>() {
            if seen.insert(pointer.as_str().to_owned())
                && let Ok(node) = refs::walk(self.root, &pointer.segments())
            {
                self.whole(node, &Origin { source: self.source, pointer }, seen, found);
            }
        }
    }

    /// What another schema speaks of, with its own `unevaluated…`.
    fn whole(&self, node: &'a Node, at: &Origin, seen: &mut BTreeSet<String>, found: &mut Evaluated<'a>) {
        let Some(mapping) = node.as_mapping() else { return };
        self.speaks(mapping, at, seen, found);
        let is_schema = |key| matches!(mapping.get(key), Some(Node::Mapping(_) | Node::Bool(true)));
        found.all_names |= is_schema("unevaluatedProperties");
        found.all_items |= is_schema("unevaluatedItems");
    }

    /// Whether a keyword speaks of parts of some values.
    fn tells(&self, key: &'static str, mapping: &'a Mapping, at: &Origin, seen: &BTreeSet<String>) -> bool {
        let (mut inner, mut seen) = (Evaluated::default(), seen.clone());
        let keys: &[&str] = if key == "if" { &["if", "then", "else"] } else { &[key] };
        if !mapping.get(key).is_some_and(|node| node != &Node::Null) {
            return false;
        }
        for key in keys {
            let place = at.child(key);
            match mapping.get(key) {
                Some(Node::Mapping(_) | Node::Bool(_)) if *key == "contains" => return true,
                Some(Node::Sequence(items)) => {
                    for (index, node) in items.iter().enumerate() {
                        self.whole(node, &place.child(index), &mut seen, &mut inner);
                    }
                }
                Some(Node::Mapping(_)) if key.starts_with("depend") => {
                    for (name, node) in read::entries(mapping, key) {
                        self.whole(node, &place.child(name), &mut seen, &mut inner);
                    }
                }
                Some(node) => self.whole(node, &place, &mut seen, &mut inner),
                None => {}
            }
        }
        !inner.is_nothing()
    }
}
