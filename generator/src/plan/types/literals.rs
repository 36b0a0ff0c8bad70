//! Literals as texts of generated code: patterns translated, definitions beside them.

use std::collections::BTreeMap;

use super::regex;
use crate::api::Api;
use crate::plan::{Regexes, SchemaText};
use crate::tree::{Mapping, Node};

/// What has been met while literals were written.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// Whether there are patterns.
    pub(super) patterns: bool,
    /// Names of definitions, in the order of their first reference.
    names: Vec<String>,
}

/// A literal and what it refers to.
pub(super) fn text(api: &Api, literal: &Node) -> SchemaText {
    let mut met = Met::default();
    let Node::Mapping(mut whole) = written(literal, &mut met) else {
        return SchemaText { json: literal.to_json(), patterns: false };
    };
    let mut definitions = Mapping::default();
    for (name, node) in defined(api, &mut met) {
        definitions.insert(name, node);
    }
    if !definitions.is_empty() {
        whole.insert("$defs".to_owned(), Node::Mapping(definitions));
    }
    SchemaText { json: Node::Mapping(whole).to_json(), patterns: met.patterns }
}

/// All definitions that have been referred to, and those that they refer to, by name.
pub(super) fn defined(api: &Api, met: &mut Met) -> BTreeMap<String, Node> {
    let mut found = BTreeMap::new();
    while let Some(name) = met.names.pop() {
        if !found.contains_key(&name)
            && let Some(node) = api.definitions.get(&name)
        {
            let node = written(node, met);
            found.insert(name, node);
        }
    }
    found
}

/// A schema with the patterns of generated code. One that they do not have says nothing, nor does what depends on it.
pub(super) fn written(schema: &Node, met: &mut Met) -> Node {
    let Some(mapping) = schema.as_mapping() else { return schema.clone() };
    let translated = |(pattern, _): (&str, &Node)| of_name(pattern).is_ok();
    let known =
        mapping.get("patternProperties").and_then(Node::as_mapping).is_none_or(|all| all.iter().all(translated));
    let mut out = Mapping::default();
    for (key, value) in mapping.iter() {
        let value = match (key, value) {
            ("pattern", Node::String(pattern)) => {
                let Ok(Regexes { must, must_not }) = regex::of(pattern) else { continue };
                met.patterns = true;
                if !must_not.is_empty() {
                    // Our own: what no part of the text may match.
                    out.insert("notPattern".to_owned(), texts(must_not));
                }
                if must.is_empty() {
                    continue;
                }
                texts(must)
            }
            ("additionalProperties" | "unevaluatedProperties", _) if !known => continue,
            ("patternProperties", Node::Mapping(entries)) => {
                let mut properties = Mapping::default();
                for (pattern, node) in entries.iter() {
                    let Ok(pattern) = of_name(pattern) else { continue };
                    properties.insert(pattern, written(node, met));
                }
                met.patterns = true;
                Node::Mapping(properties)
            }
            ("$ref", Node::String(reference)) => {
                met.names.extend(reference.strip_prefix("#/$defs/").map(str::to_owned));
                value.clone()
            }
            // Values, in which nothing is a keyword.
            ("enum", _) => value.clone(),
            ("properties" | "dependentSchemas", Node::Mapping(entries)) => {
                let mut named = Mapping::default();
                for (name, node) in entries.iter() {
                    named.insert(name.to_owned(), written(node, met));
                }
                Node::Mapping(named)
            }
            (_, Node::Sequence(items)) => Node::Sequence(items.iter().map(|item| written(item, met)).collect()),
            ("dependentRequired", _) => value.clone(),
            _ => written(value, met),
        };
        out.insert(key.to_owned(), value);
    }
    Node::Mapping(out)
}

/// The one regular expression of a pattern for names.
fn of_name(pattern: &str) -> Result<String, String> {
    match regex::of(pattern)? {
        Regexes { mut must, must_not } if must.len() == 1 && must_not.is_empty() => Ok(must.remove(0)),
        _ => Err("look-around in a pattern for names".to_owned()),
    }
}

/// One text, or a list of them of which each holds.
fn texts(mut regexes: Vec<String>) -> Node {
    if regexes.len() == 1 {
        return Node::String(regexes.remove(0));
    }
    Node::Sequence(regexes.into_iter().map(Node::String).collect())
}

/// Patterns of literals that cannot be checked, and why; not those of the definitions.
pub(super) fn unchecked(schema: &Node) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![schema];
    while let Some(node) = open.pop() {
        match node {
            Node::Mapping(mapping) => {
                for (key, value) in mapping.iter().filter(|(key, _)| *key != "enum") {
                    let mut note = |pattern: &str, why: Option<String>| {
                        found.extend(why.map(|why| (pattern.to_owned(), why)));
                    };
                    if let ("pattern", Node::String(pattern)) = (key, value) {
                        note(pattern, regex::of(pattern).err());
                    }
                    if let ("patternProperties", Node::Mapping(entries)) = (key, value) {
                        entries.iter().for_each(|(pattern, _)| note(pattern, of_name(pattern).err()));
                    }
                    open.push(value);
                }
            }
            Node::Sequence(items) => open.extend(items),
            _ => {}
        }
    }
    found
}
