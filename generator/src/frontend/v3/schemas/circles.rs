//! Definitions that lead back to themselves without going into the value: to hold a value against them would never end.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::{Mapping, Node};

/// Keywords whose schemas are held against the same value.
const IN_PLACE: &[&str] = &["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/// Takes out the references that close a circle. The names of the definitions they stood in.
pub(super) fn cut(definitions: &mut BTreeMap<String, Node>) -> Vec<String> {
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut cuts: Vec<(String, String)> = Vec::new();
    for start in definitions.keys() {
        // Depth first, on a stack of our own: the way so far, each with the references it has left.
        let mut way: Vec<(String, Vec<String>)> = Vec::new();
        let mut next = Some(start.clone()).filter(|name| !done.contains(name));
        loop {
            if let Some(name) = next.take() {
                let mut to = Vec::new();
                definitions.get(&name).into_iter().for_each(|node| targets(node, &mut to));
                way.push((name, to));
            }
            let Some((here, left)) = way.last_mut() else { break };
            match left.pop() {
                None => {
                    done.insert(here.clone());
                    way.pop();
                }
                Some(to) if done.contains(&to) => {}
                Some(to) => {
                    let here = here.clone();
                    if way.iter().any(|(name, _)| *name == to) {
                        cuts.push((here, to));
                    } else {
                        next = Some(to);
                    }
                }
            }
        }
    }
    for (name, to) in &cuts {
        if let Some(node) = definitions.get_mut(name) {
            *node = without(node, to);
        }
    }
    cuts.into_iter().map(|(name, _)| name).collect()
}

/// The definitions that a schema leads to in place.
fn targets(node: &Node, found: &mut Vec<String>) {
    let Some(mapping) = node.as_mapping() else { return };
    found.extend(mapping.get("$ref").and_then(name_of).map(str::to_owned));
    for (key, value) in mapping.iter() {
        for node in in_place(key, value) {
            targets(node, found);
        }
    }
}

/// The schemas of a keyword that are held against the same value.
fn in_place<'n>(key: &str, value: &'n Node) -> Vec<&'n Node> {
    match value {
        Node::Sequence(items) if IN_PLACE.contains(&key) => items.iter().collect(),
        Node::Mapping(entries) if key == "dependentSchemas" => entries.iter().map(|(_, node)| node).collect(),
        node if IN_PLACE.contains(&key) => vec![node],
        _ => Vec::new(),
    }
}

/// A schema without its references in place to a definition.
fn without(node: &Node, name: &str) -> Node {
    let Some(mapping) = node.as_mapping() else { return node.clone() };
    let mut kept = Mapping::default();
    for (key, value) in mapping.iter().filter(|(key, value)| *key != "$ref" || name_of(value) != Some(name)) {
        let value = match value {
            Node::Sequence(items) if IN_PLACE.contains(&key) => {
                Node::Sequence(items.iter().map(|node| without(node, name)).collect())
            }
            Node::Mapping(entries) if key == "dependentSchemas" => {
                let mut kept = Mapping::default();
                for (of, node) in entries.iter() {
                    kept.insert(of.to_owned(), without(node, name));
                }
                Node::Mapping(kept)
            }
            node if IN_PLACE.contains(&key) => without(node, name),
            other => other.clone(),
        };
        kept.insert(key.to_owned(), value);
    }
    Node::Mapping(kept)
}

fn name_of(reference: &Node) -> Option<&str> {
    reference.as_str()?.strip_prefix("#/$defs/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(text: &str) -> Node {
        let entry = |(key, value): (&str, Node)| {
            let mut mapping = Mapping::default();
            mapping.insert(key.to_owned(), value);
            Node::Mapping(mapping)
        };
        match text.split_once(' ') {
            Some((key @ ("allOf" | "anyOf"), rest)) => entry((key, Node::Sequence(vec![node(rest)]))),
            Some((key, rest)) => entry((key, node(rest))),
            None => entry(("$ref", Node::String(format!("#/$defs/{text}")))),
        }
    }

    #[test]
    fn references_that_close_a_circle_in_place_are_taken_out() {
        let mut definitions: BTreeMap<String, Node> =
            [("A", "anyOf not B"), ("B", "allOf if A"), ("Tree", "items Tree"), ("Self", "not Self")]
                .map(|(name, text)| (name.to_owned(), node(text)))
                .into();
        assert_eq!(cut(&mut definitions), ["B", "Self"]);
        let left = |name: &str| definitions.get(name).map(Node::to_json).unwrap_or_default();
        assert_eq!(left("A"), r##"{"anyOf":[{"not":{"$ref":"#/$defs/B"}}]}"##);
        assert_eq!(left("B"), r#"{"allOf":[{"if":{}}]}"#);
        assert_eq!(left("Tree"), r##"{"items":{"$ref":"#/$defs/Tree"}}"##);
        assert_eq!(left("Self"), r#"{"not":{}}"#);
    }
}
