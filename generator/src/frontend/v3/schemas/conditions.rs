//! Keywords that are conditions: what JSON Schema 2020-12 has beside types and limits, kept as one schema to the letter.

use crate::api::{
    AdditionalProperties, Branch, BranchHolds, Condition, Literal, NameHint, SchemaId, SchemaKind, UnionKind,
    UnionSchema,
};
use crate::diagnostics::codes;
use crate::frontend::v3::{Lowering, read};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::evaluated::Evaluated;
use super::reference::has_reference;
use super::{Setting, Type, composition, is_anything};

const OF_ALL: &[&str] = &["if", "then", "else"];
const OF_OBJECTS: &[&str] = &["propertyNames", "dependentRequired", "dependentSchemas", "dependencies"];
const OF_ARRAYS: &[&str] = &["contains", "minContains", "maxContains"];

/// Whether a keyword is a condition.
pub(super) fn is_condition(key: &str) -> bool {
    let more = ["patternProperties", "unevaluatedProperties", "unevaluatedItems"];
    [OF_ALL, OF_OBJECTS, OF_ARRAYS, &more].iter().any(|keys| keys.contains(&key))
}

/// Whether a keyword only narrows values, and has no say in which parts they have.
pub(super) fn only_narrows(key: &str) -> bool {
    matches!(key, "propertyNames" | "dependentRequired") || OF_ARRAYS.contains(&key)
}

impl<'a> Lowering<'a> {
    /// All keywords that are conditions as one literal, for values of type `ty` or of any.
    pub(super) fn literal_condition(
        &mut self,
        id: SchemaId,
        mapping: &'a Mapping,
        at: &Origin,
        ty: Option<Type>,
    ) -> Option<Condition> {
        if !mapping.iter().any(|(key, _)| is_condition(key)) {
            return None;
        }
        self.without_effect(mapping, at, ty);
        let of = |wanted: Type| ty.is_none_or(|ty| ty == wanted);
        let mut written = Mapping::default();
        if of(Type::Object) {
            self.patterns(mapping, at, &mut written);
        }
        for (key, _) in mapping.iter() {
            let is_told = match key {
                "if" | "then" | "else" => is_whole(mapping),
                "contains" | "minContains" | "maxContains" => of(Type::Array) && mapping.get("contains").is_some(),
                key => of(Type::Object) && OF_OBJECTS.contains(&key),
            };
            if is_told {
                self.keyword(key, mapping, at, &mut written);
            }
        }
        self.unevaluated(mapping, at, ty, &mut written);
        let branches = if of(Type::Object) { self.branches(id, mapping, at) } else { Vec::new() };
        (!written.is_empty()).then(|| Condition::Literal(Literal { schema: Node::Mapping(written), branches }))
    }

    /// Reports keywords that say nothing without another.
    fn without_effect(&mut self, mapping: &Mapping, at: &Origin, ty: Option<Type>) {
        let has = |key: &str| mapping.get(key).is_some_and(|node| node != &Node::Null);
        let needs: [(&str, &[&str]); 5] = [
            ("if", &["then", "else"]),
            ("then", &["if"]),
            ("else", &["if"]),
            ("minContains", &["contains"]),
            ("maxContains", &["contains"]),
        ];
        let told = |key: &str| key == "if" && (has("unevaluatedProperties") || has("unevaluatedItems"));
        // Those of other types have been reported.
        let idle = |key: &str| OF_ARRAYS.contains(&key) && ty.is_some_and(|ty| ty != Type::Array);
        for (key, others) in needs.into_iter().filter(|(key, _)| !idle(key)) {
            if has(key) && !others.iter().any(|other| has(other)) && !told(key) {
                let others = others.join("` or `");
                self.report(
                    &codes::OA008,
                    &at.child(key),
                    format!("`{key}` says nothing without `{others}`"),
                    "no effect",
                );
            }
        }
    }

    /// Schemas that hold for the whole where a condition is met, as far as they speak of properties.
    fn branches(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin) -> Vec<Branch> {
        let mut found: Vec<(BranchHolds, Origin, &'a Node, &str)> = Vec::new();
        let of_if = [("then", BranchHolds::Then), ("else", BranchHolds::Else)];
        for (key, holds) in of_if.into_iter().filter(|_| mapping.get("if").is_some()) {
            found.extend(mapping.get(key).map(|node| (holds, at.child(key), node, key)));
        }
        for key in ["dependentSchemas", "dependencies"] {
            let place = at.child(key);
            let with_property = |(name, node)| (BranchHolds::WithProperty, place.child(name), node, name);
            found.extend(read::entries(mapping, key).map(with_property));
        }
        let setting = Setting { base: Some(Type::Object), member: true };
        let mut branches = Vec::new();
        for (holds, place, node, role) in found {
            if self.speaks_of_parts(node, &place) {
                let name = NameHint::Inline { parent: id, role: role.to_owned() };
                branches.push(Branch { holds, schema: self.schema_in(node, &place, name, setting) });
            }
        }
        branches
    }

    /// `patternProperties`, with what else says which properties there may be.
    fn patterns(&mut self, mapping: &'a Mapping, at: &Origin, written: &mut Mapping) {
        let patterns: Vec<_> = read::entries(mapping, "patternProperties").collect();
        let named = read::entries(mapping, "properties").count() > 0;
        let [(first, _), more @ ..] = patterns.as_slice() else { return };
        let alone = more.is_empty() && !named;
        if alone && takes_every_name(first) {
            // The values have its type.
            return;
        }
        let others = mapping.get("additionalProperties").filter(|node| !says_nothing(node));
        if others.is_none() && patterns.iter().all(|(_, node)| says_nothing(node)) {
            return;
        }
        if named && others.is_some() {
            let names = read::entries(mapping, "properties").map(|(name, _)| name);
            written.insert("properties".to_owned(), spoken_of(names));
        }
        if alone && others == Some(&Node::Bool(false)) {
            // The values have its type.
            written.insert("patternProperties".to_owned(), spoken_of(std::iter::once(*first)));
        } else {
            self.keyword("patternProperties", mapping, at, written);
        }
        if others.is_some() {
            self.keyword("additionalProperties", mapping, at, written);
        }
    }

    /// `unevaluatedProperties` and `unevaluatedItems` where only a value tells what they mean, with all that speaks of
    /// properties and items.
    fn unevaluated(&mut self, mapping: &'a Mapping, at: &Origin, ty: Option<Type>, written: &mut Mapping) {
        let told = self.evaluated(mapping, at);
        let of = |wanted: Type| ty.is_none_or(|ty| ty == wanted);
        let says = |key: &str| mapping.get(key).is_some_and(|node| !says_nothing(node));
        let properties = of(Type::Object) && says("unevaluatedProperties") && !told.all_names && !is_static(&told);
        let items = of(Type::Array) && says("unevaluatedItems") && !told.all_items && !is_plain_list(mapping, &told);
        if !properties && !items {
            return;
        }
        let mut rest = Vec::new();
        if properties {
            add("properties", &told.names, written, &mut rest);
            add("patternProperties", &told.patterns, written, &mut rest);
        }
        if items && told.places > 0 {
            written.insert("prefixItems".to_owned(), Node::Sequence(vec![Node::Bool(true); told.places]));
        }
        for (key, of, place) in &told.applied {
            let own = *place == *at && (is_condition(key) || *key == "dependencies");
            if own || (*key == "contains" && !items) {
                continue;
            }
            let mut applied = Mapping::default();
            let keys: &[&str] = match *key {
                "if" => OF_ALL,
                "contains" => OF_ARRAYS,
                _ => &[key],
            };
            keys.iter().for_each(|key| self.keyword(key, of, place, &mut applied));
            let free = applied.iter().all(|(key, _)| written.get(key).is_none());
            if free {
                for (key, node) in applied.into_entries() {
                    written.insert(key, node);
                }
            } else {
                rest.push(Node::Mapping(applied));
            }
        }
        if !rest.is_empty() {
            written.insert("allOf".to_owned(), Node::Sequence(rest));
        }
        for (key, _) in
            [("unevaluatedProperties", properties), ("unevaluatedItems", items)].iter().filter(|(_, is)| *is)
        {
            self.keyword(key, mapping, at, written);
        }
    }

    /// What `unevaluatedProperties` says of properties that no part of the schema names, where no value is needed to tell
    /// which these are.
    pub(super) fn closing(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin) -> AdditionalProperties {
        let Some(node) = mapping.get("unevaluatedProperties").filter(|node| **node != Node::Null) else {
            return AdditionalProperties::Unstated;
        };
        let told = self.evaluated(mapping, at);
        if told.all_names || !is_static(&told) {
            return AdditionalProperties::Unstated;
        }
        self.others(id, node, &at.child("unevaluatedProperties"))
    }

    /// What a boolean or a schema says of properties without a name of their own.
    pub(super) fn others(&mut self, id: SchemaId, node: &'a Node, at: &Origin) -> AdditionalProperties {
        match node {
            Node::Bool(true) => AdditionalProperties::Any,
            Node::Bool(false) => AdditionalProperties::Forbidden,
            Node::Mapping(inner) if is_anything(inner) => AdditionalProperties::Any,
            Node::Mapping(_) => {
                let hint = NameHint::Inline { parent: id, role: "value".to_owned() };
                AdditionalProperties::Schema(self.schema(node, at, hint))
            }
            _ => AdditionalProperties::Unstated,
        }
    }

    /// The values of properties that have patterns for names, with what `others` says of the rest: as one type, since
    /// nothing but the names tells them apart.
    pub(super) fn pattern_values(
        &mut self,
        id: SchemaId,
        mapping: &'a Mapping,
        at: &Origin,
        others: AdditionalProperties,
    ) -> AdditionalProperties {
        let place = at.child("patternProperties");
        let patterns: Vec<_> = read::entries(mapping, "patternProperties").collect();
        let all = patterns.iter().copied().find(|(pattern, _)| takes_every_name(pattern));
        let wanted = match (all, others) {
            (Some(all), _) => vec![all],
            (None, AdditionalProperties::Unstated | AdditionalProperties::Any) => return AdditionalProperties::Any,
            (None, AdditionalProperties::Forbidden | AdditionalProperties::Schema(_)) => patterns,
        };
        let mut arms = Vec::new();
        for (pattern, node) in wanted {
            match self.others(id, node, &place.child(pattern)) {
                AdditionalProperties::Forbidden => {}
                AdditionalProperties::Schema(schema) => arms.push(schema),
                AdditionalProperties::Any | AdditionalProperties::Unstated => return AdditionalProperties::Any,
            }
        }
        if let (None, AdditionalProperties::Schema(rest)) = (all, others) {
            arms.push(rest);
        }
        match arms.as_slice() {
            [] => AdditionalProperties::Forbidden,
            [one] => AdditionalProperties::Schema(*one),
            _ => {
                let name = NameHint::Inline { parent: id, role: "value".to_owned() };
                let union = self.reserve(name, place);
                let kind = UnionSchema { kind: UnionKind::AnyOf, arms, discriminator: None, dispatch: None };
                self.api.schemas[union].kind = SchemaKind::Union(kind);
                AdditionalProperties::Schema(union)
            }
        }
    }
}

/// Whether `if` stands beside something that it decides about, or that hears of it.
fn is_whole(mapping: &Mapping) -> bool {
    let has = |key: &str| mapping.get(key).is_some_and(|node| node != &Node::Null);
    has("if") && ["then", "else", "unevaluatedProperties", "unevaluatedItems"].into_iter().any(has)
}

/// Whether what is not spoken of can be told without a value, and by names.
fn is_static(told: &Evaluated<'_>) -> bool {
    let of_names = |key: &&str| *key != "contains";
    told.patterns.is_empty() && !told.applied.iter().any(|(key, ..)| of_names(key))
}

/// Whether `unevaluatedItems` says what `items` would say.
pub(super) fn is_plain_list(mapping: &Mapping, told: &Evaluated<'_>) -> bool {
    told.applied.is_empty() && !composition::is_composed(mapping) && !has_reference(mapping)
}

fn takes_every_name(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    matches!(inner.strip_suffix('$').unwrap_or(inner), "" | ".*" | ".+")
}

/// Whether a schema or a boolean takes everything.
fn says_nothing(node: &Node) -> bool {
    match node {
        Node::Mapping(inner) => is_anything(inner),
        Node::Bool(all) => *all,
        _ => true,
    }
}

/// Names or patterns with `true`: they are spoken of, and what is said of them is checked elsewhere.
fn spoken_of<'n>(names: impl Iterator<Item = &'n str>) -> Node {
    let mut written = Mapping::default();
    for name in names {
        written.insert(name.to_owned(), Node::Bool(true));
    }
    Node::Mapping(written)
}

/// Writes names or patterns that are not there yet; beside the others where the keyword is taken.
fn add(key: &str, names: &[&str], written: &mut Mapping, rest: &mut Vec<Node>) {
    let there = written.get(key).and_then(Node::as_mapping);
    let new = names.iter().copied().filter(|name| there.is_none_or(|there| there.get(name).is_none()));
    let new: Vec<_> = new.collect();
    if new.is_empty() {
        return;
    }
    let mut more = Mapping::default();
    let into = if there.is_none() { &mut *written } else { &mut more };
    into.insert(key.to_owned(), spoken_of(new.into_iter()));
    if !more.is_empty() {
        rest.push(Node::Mapping(more));
    }
}
