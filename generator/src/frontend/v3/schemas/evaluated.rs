//! What a schema and all that holds with it speak of: what `unevaluatedProperties` and `unevaluatedItems` leave over (JSON
//! Schema 2020-12, core, 11).

use std::collections::BTreeSet;

use crate::frontend::v3::{Lowering, read};
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

impl<'a> Evaluated<'a> {
    /// Adds what the keywords of a schema speak of that do so for all values, `unevaluated…` aside.
    fn add_own(&mut self, mapping: &'a Mapping) {
        for (name, _) in read::entries(mapping, "properties") {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
        self.patterns.extend(read::entries(mapping, "patternProperties").map(|(pattern, _)| pattern));
        let is_schema = |key| matches!(mapping.get(key), Some(Node::Mapping(_) | Node::Bool(_)));
        self.all_names |= is_schema("additionalProperties");
        let old_places = matches!(mapping.get("items"), Some(Node::Sequence(_)));
        self.all_items |= is_schema("items") || old_places && is_schema("additionalItems");
        let places = if old_places { read::items(mapping, "items") } else { read::items(mapping, "prefixItems") };
        self.places = self.places.max(places.len());
    }

    /// Adds what `unevaluated…` of a schema speak of.
    fn add_unevaluated(&mut self, mapping: &Mapping) {
        let is_schema = |key| matches!(mapping.get(key), Some(Node::Mapping(_) | Node::Bool(true)));
        self.all_names |= is_schema("unevaluatedProperties");
        self.all_items |= is_schema("unevaluatedItems");
    }

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
        let mut seen = BTreeSet::from([at.clone()]);
        self.speaks(mapping, at, &mut seen, &mut found);
        found
    }

    /// Whether a schema speaks of parts of values, whatever it says of them.
    pub(super) fn speaks_of_parts(&self, node: &'a Node, at: &Origin) -> bool {
        self.any_speaks(vec![(node, at.clone())], BTreeSet::new())
    }

    /// Adds what a schema speaks of. What references lead to is looked at once.
    fn speaks(&self, mapping: &'a Mapping, at: &Origin, seen: &mut BTreeSet<Origin>, found: &mut Evaluated<'a>) {
        found.add_own(mapping);
        for &key in APPLIED {
            if self.any_speaks(applied(key, mapping, at), seen.clone()) || applies_contains(key, mapping) {
                found.applied.push((key, mapping, at.clone()));
            }
        }
        for (member, place) in members(mapping, at) {
            self.whole(member, &place, seen, found);
        }
        for place in self.led_to_from(mapping, at) {
            if seen.insert(place.clone())
                && let Ok(node) = self.node(&place)
            {
                self.whole(node, &place, seen, found);
            }
        }
    }

    /// What another schema speaks of, with its own `unevaluated…`.
    fn whole(&self, node: &'a Node, at: &Origin, seen: &mut BTreeSet<Origin>, found: &mut Evaluated<'a>) {
        let Some(mapping) = node.as_mapping() else { return };
        self.speaks(mapping, at, seen, found);
        found.add_unevaluated(mapping);
    }

    /// Where the references of a schema lead.
    fn led_to_from(&self, mapping: &Mapping, at: &Origin) -> Vec<Origin> {
        REFERENCES.iter().filter_map(|key| self.led_to(key, mapping.get(key)?.as_str()?, at)).collect()
    }

    /// Whether one of the schemas, or one that holds with it for some values, speaks of parts. What references lead to
    /// is looked at once, and not at all if it is in `seen`: each way to a schema finds the same there.
    fn any_speaks(&self, mut open: Vec<(&'a Node, Origin)>, mut seen: BTreeSet<Origin>) -> bool {
        while let Some((node, at)) = open.pop() {
            let Some(mapping) = node.as_mapping() else { continue };
            let mut own = Evaluated::default();
            own.add_own(mapping);
            own.add_unevaluated(mapping);
            if !own.is_nothing() || APPLIED.iter().any(|key| applies_contains(key, mapping)) {
                return true;
            }
            open.extend(APPLIED.iter().flat_map(|key| applied(key, mapping, &at)));
            open.extend(members(mapping, &at));
            for place in self.led_to_from(mapping, &at) {
                if seen.insert(place.clone())
                    && let Ok(node) = self.node(&place)
                {
                    open.push((node, place));
                }
            }
        }
        false
    }
}

/// The members of `allOf`, with their places.
fn members<'a>(mapping: &'a Mapping, at: &Origin) -> Vec<(&'a Node, Origin)> {
    let place = at.child("allOf");
    let members = read::items(mapping, "allOf").iter().enumerate();
    members.map(|(index, member)| (member, place.child(index))).collect()
}

/// Whether the keyword is `contains`, and speaks of the items that match.
fn applies_contains(key: &str, mapping: &Mapping) -> bool {
    key == "contains" && matches!(mapping.get(key), Some(Node::Mapping(_) | Node::Bool(_)))
}

/// The schemas of one of [`APPLIED`] that hold for some values, with their places.
fn applied<'a>(key: &str, mapping: &'a Mapping, at: &Origin) -> Vec<(&'a Node, Origin)> {
    if mapping.get(key).is_none() || mapping.get(key) == Some(&Node::Null) {
        return Vec::new();
    }
    let keys: &[&str] = if key == "if" { &["if", "then", "else"] } else { &[key] };
    let mut found = Vec::new();
    for key in keys {
        let place = at.child(*key);
        match mapping.get(key) {
            Some(Node::Sequence(items)) => {
                found.extend(items.iter().enumerate().map(|(index, node)| (node, place.child(index))));
            }
            Some(Node::Mapping(_)) if key.starts_with("depend") => {
                found.extend(read::entries(mapping, key).map(|(name, node)| (node, place.child(name))));
            }
            Some(node) => found.push((node, place)),
            None => {}
        }
    }
    found
}
