//! Schemas to the letter, in the words of JSON Schema 2020-12, for values that are held against them.

use std::collections::BTreeMap;

use crate::frontend::v3::shape::Kind;
use crate::frontend::v3::{Lowering, Pending, read};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::reference::REFERENCES;
use crate::document::Version;

/// Keywords with a schema.
const ONE: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
];
/// Keywords with a list of schemas.
const SEVERAL: &[&str] = &["anyOf", "oneOf", "prefixItems"];
/// Keywords with schemas by names.
const NAMED: &[&str] = &["properties", "patternProperties", "dependentSchemas"];
const COUNTS: &[&str] =
    &["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"];

impl<'a> Lowering<'a> {
    /// What a schema says of values: words for people are left out, those of other editions translated, and references
    /// lead to the definitions.
    pub(super) fn literal(&mut self, node: &'a Node, at: &Origin) -> Node {
        let Node::Mapping(mapping) = node else { return Node::Bool(node != &Node::Bool(false)) };
        if mapping.get("$id").is_none() {
            return self.literal_mapping(mapping, at);
        }
        let inside = self.survey.resources.entered(&self.scope, at);
        let outside = std::mem::replace(&mut self.scope, inside);
        let written = self.literal_mapping(mapping, at);
        self.scope = outside;
        written
    }

    fn literal_mapping(&mut self, mapping: &'a Mapping, at: &Origin) -> Node {
        let mut written = Mapping::default();
        let [reference, dynamic] = REFERENCES.map(|key| {
            let reference = mapping.get(key).and_then(Node::as_str)?;
            self.reference(key, reference, at)
        });
        if let Some(reference) = reference {
            written.insert("$ref".to_owned(), reference);
            if self.edition(at) < Version::V31 {
                return Node::Mapping(written);
            }
        }
        for (key, _) in mapping.iter() {
            self.keyword(key, mapping, at, &mut written);
        }
        if let Some(dynamic) = dynamic {
            let (mut member, mut both) = (Mapping::default(), Mapping::default());
            member.insert("$ref".to_owned(), dynamic);
            if written.is_empty() {
                return Node::Mapping(member);
            }
            both.insert("allOf".to_owned(), Node::Sequence(vec![Node::Mapping(member), Node::Mapping(written)]));
            return Node::Mapping(both);
        }
        if written.is_empty() { Node::Bool(true) } else { Node::Mapping(written) }
    }

    /// Writes one keyword, if it says something of values and is well-formed: what is not has been reported.
    pub(super) fn keyword(&mut self, key: &str, mapping: &'a Mapping, at: &Origin, into: &mut Mapping) {
        let Some(value) = mapping.get(key) else { return };
        let place = || at.child(key);
        let mut write = |value| {
            into.insert(key.to_owned(), value);
        };
        match (key, value) {
            _ if ONE.contains(&key) && matches!(value, Node::Mapping(_) | Node::Bool(_)) => {
                write(self.literal(value, &place()));
            }
            ("allOf", Node::Sequence(items)) => {
                let Node::Sequence(mut members) = self.literals(items, &place()) else { return };
                members.retain(|member| member != &Node::Bool(true));
                if !members.is_empty() {
                    write(Node::Sequence(members));
                }
            }
            (_, Node::Sequence(items)) if SEVERAL.contains(&key) && !items.is_empty() => {
                write(self.literals(items, &place()));
            }
            (_, Node::Mapping(_)) if NAMED.contains(&key) => write(self.named_literals(mapping, key, at)),
            ("items", Node::Sequence(items)) => {
                let places = self.literals(items, &place());
                into.insert("prefixItems".to_owned(), places);
                if let Some(rest @ (Node::Mapping(_) | Node::Bool(_))) = mapping.get("additionalItems") {
                    let rest = self.literal(rest, &at.child("additionalItems"));
                    into.insert("items".to_owned(), rest);
                }
            }
            ("items", Node::Mapping(_) | Node::Bool(_)) => write(self.literal(value, &place())),
            ("dependencies", Node::Mapping(_)) => self.dependencies(mapping, at, into),
            ("dependentRequired", Node::Mapping(needs)) => write(lists(needs)),
            ("pattern", _) => {
                if let Some(pattern) = read::text(mapping, key) {
                    write(Node::String(pattern));
                }
            }
            ("required", Node::Sequence(_) | Node::String(_)) => write(texts(read::texts(mapping, key))),
            ("uniqueItems", _) if read::is_set(mapping, key) => write(Node::Bool(true)),
            ("type", _) => {
                if let Some(types) = types(mapping) {
                    write(types);
                }
            }
            ("const" | "enum", _) => listed(mapping, self.edition(at), into),
            _ if COUNTS.contains(&key) => {
                if let Some(count) = read::as_count(value) {
                    write(Node::Number(u128::from(count).into()));
                }
            }
            _ => number(key, mapping, into),
        }
    }

    fn literals(&mut self, items: &'a [Node], at: &Origin) -> Node {
        let items = items.iter().enumerate().map(|(index, node)| self.literal(node, &at.child(index)));
        Node::Sequence(items.collect())
    }

    /// The schemas under the names of a keyword.
    fn named_literals(&mut self, mapping: &'a Mapping, key: &str, at: &Origin) -> Node {
        let place = at.child(key);
        let mut written = Mapping::default();
        for (name, node) in read::entries(mapping, key) {
            let schema = self.literal(node, &place.child(name));
            written.insert(name.to_owned(), schema);
        }
        Node::Mapping(written)
    }

    /// `dependencies` of older drafts: lists are `dependentRequired`, schemas are `dependentSchemas`.
    fn dependencies(&mut self, mapping: &'a Mapping, at: &Origin, into: &mut Mapping) {
        let place = at.child("dependencies");
        let (mut required, mut schemas) = (Mapping::default(), Mapping::default());
        for (name, node) in read::entries(mapping, "dependencies") {
            match node {
                Node::Sequence(_) | Node::String(_) => required.insert(name.to_owned(), texts(names(node))),
                _ => {
                    let schema = self.literal(node, &place.child(name));
                    schemas.insert(name.to_owned(), schema)
                }
            };
        }
        for (key, written) in [("dependentRequired", required), ("dependentSchemas", schemas)] {
            if !written.is_empty() {
                into.insert(key.to_owned(), Node::Mapping(written));
            }
        }
    }

    /// A reference to the definitions.
    fn reference(&mut self, key: &str, reference: &str, at: &Origin) -> Option<Node> {
        let usual = self.follow(Kind::Schema, reference, at, key)?;
        let place = self.led_to(key, reference, at).unwrap_or(usual);
        let place = self.claimed(place);
        let (name, scope) = self.definition(&place);
        let written = Node::String(format!("#/$defs/{name}"));
        if !self.api.definitions.contains_key(&name) {
            self.api.definitions.insert(name.clone(), Node::Bool(true));
            self.undefined.push(Pending { key: name, at: place, scope });
        }
        Some(written)
    }

    /// Writes what literals refer to, until nothing new is referred to.
    pub(in crate::frontend) fn definitions(&mut self) {
        let mut places: BTreeMap<String, Origin> = BTreeMap::new();
        while let Some(Pending { key, at, scope }) = self.undefined.pop() {
            if let Ok(node) = self.node(&at) {
                let outside = std::mem::replace(&mut self.scope, scope);
                let written = self.literal(node, &at);
                self.scope = outside;
                self.api.definitions.insert(key.clone(), written);
            }
            places.insert(key, at);
        }
        for name in super::circles::cut(&mut self.api.definitions) {
            let message = "a schema that values are held against leads back to itself; it is not checked there";
            let Some(at) = places.get(&name) else { continue };
            self.report(&crate::diagnostics::codes::OA008, at, message, "not checked");
        }
    }
}

/// The names in a list; a name alone is a list of one.
fn names(node: &Node) -> Vec<String> {
    match node {
        Node::Sequence(items) => items.iter().filter_map(read::as_text).map(Into::into).collect(),
        node => read::as_text(node).map(Into::into).into_iter().collect(),
    }
}

fn texts(names: Vec<String>) -> Node {
    Node::Sequence(names.into_iter().map(Node::String).collect())
}

/// Lists of names by names.
fn lists(needs: &Mapping) -> Node {
    let mut written = Mapping::default();
    for (name, node) in needs.iter() {
        written.insert(name.to_owned(), texts(names(node)));
    }
    Node::Mapping(written)
}

/// `type`, with null where `nullable` says so.
fn types(mapping: &Mapping) -> Option<Node> {
    let known = |name: &String| name == "null" || super::Type::parse(name).is_some();
    let mut types: Vec<String> = read::texts(mapping, "type").into_iter().filter(known).collect();
    if read::is_set(mapping, "nullable") && !types.is_empty() && !types.iter().any(|name| name == "null") {
        types.push("null".to_owned());
    }
    match types.as_slice() {
        [] => None,
        [one] => Some(Node::String(one.clone())),
        _ => Some(texts(types)),
    }
}

/// `enum` or `const` as `enum`, with null where `nullable` says so.
fn listed(mapping: &Mapping, version: Version, into: &mut Mapping) {
    let mut values = match (mapping.get("const"), mapping.get("enum")) {
        (Some(value), _) => vec![value.clone()],
        // One without values is left out of 3.0, where it is a fault.
        (None, Some(Node::Sequence(values))) if !values.is_empty() || version >= Version::V31 => values.clone(),
        _ => return,
    };
    if read::is_set(mapping, "nullable") && !values.contains(&Node::Null) {
        values.push(Node::Null);
    }
    into.insert("enum".to_owned(), Node::Sequence(values));
}

/// Limits of numbers; `exclusiveMinimum: true` makes `minimum` an exclusive one.
fn number(key: &str, mapping: &Mapping, into: &mut Mapping) {
    let exclusive = match key {
        "minimum" => "exclusiveMinimum",
        "maximum" => "exclusiveMaximum",
        "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => key,
        _ => return,
    };
    let Some(number) = mapping.get(key).and_then(read::as_number) else { return };
    if key == "multipleOf" && number.to_f64() <= 0.0 {
        return;
    }
    let key = if mapping.get(exclusive) == Some(&Node::Bool(true)) { exclusive } else { key };
    into.insert(key.to_owned(), Node::Number(number));
}
