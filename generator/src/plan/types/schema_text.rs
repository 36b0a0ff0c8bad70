//! Schemas as JSON texts, for values that are held against them without having their types.

use std::collections::BTreeMap;

use super::literals::{self, Met};
use super::regex;
use crate::api::{
    AdditionalProperties, Api, Condition, Constraints, NameHint, ObjectSchema, Schema, SchemaId, SchemaKind, UnionKind,
    visit,
};
use crate::passes::graph::{null_breaks, nullable, resolve};
use crate::plan::SchemaText;
use crate::tree::{Mapping, Node};

/// Schemas that are written in place in one text; beyond, those that are more than a scalar are written once and referred
/// to, since what they share could be written very often.
const MOST_IN_PLACE: usize = 256;

/// The conditions of a schema as texts: each literal is one of its own, since its keywords hear of each other.
pub(super) fn of_conditions(api: &Api, conditions: &[Condition]) -> Vec<SchemaText> {
    let literal = |condition: &Condition| match condition {
        Condition::Literal(literal) => Some(literals::text(api, &literal.schema)),
        _ => None,
    };
    let others: Vec<Condition> = conditions.iter().filter(|one| literal(one).is_none()).cloned().collect();
    of_others(api, &others).into_iter().chain(conditions.iter().filter_map(literal)).collect()
}

/// `not`, `anyOf` and `oneOf` as one text; none if there are none.
fn of_others(api: &Api, conditions: &[Condition]) -> Option<SchemaText> {
    if conditions.is_empty() {
        return None;
    }
    let mut writer = Writer { api, under: Vec::new(), definitions: BTreeMap::new(), met: Met::default(), in_place: 0 };
    let mut whole = Mapping::default();
    writer.conditions(conditions, &mut whole);
    writer.define(&mut whole);
    Some(SchemaText { json: Node::Mapping(whole).to_json(), patterns: writer.met.patterns })
}

struct Writer<'a> {
    api: &'a Api,
    /// The schemas that are being written, so that one that leads back to itself is written by its name.
    under: Vec<SchemaId>,
    /// Schemas that are referred to, by name; none until they are written.
    definitions: BTreeMap<String, (SchemaId, Option<Node>)>,
    met: Met,
    /// How many schemas have been written in place.
    in_place: usize,
}

impl Writer<'_> {
    fn conditions(&mut self, conditions: &[Condition], into: &mut Mapping) {
        let mut rest = Vec::new();
        for condition in conditions {
            let mut schemas: Vec<Node> = condition.schemas().iter().map(|&schema| self.schema(schema)).collect();
            let (key, value) = match condition {
                Condition::Not(_) => ("not", schemas.pop().unwrap_or(Node::Bool(true))),
                Condition::AnyOf(_) => ("anyOf", Node::Sequence(schemas)),
                Condition::OneOf(_) => ("oneOf", Node::Sequence(schemas)),
                Condition::Literal(literal) => {
                    rest.push(literals::written(&literal.schema, &mut self.met));
                    continue;
                }
            };
            if !into.insert(key.to_owned(), value.clone()) {
                rest.push(object([(key, value)]));
            }
        }
        if !rest.is_empty() {
            into.insert("allOf".to_owned(), Node::Sequence(rest));
        }
    }

    /// Writes what has been referred to, until nothing new is.
    fn define(&mut self, whole: &mut Mapping) {
        while let Some((name, id)) =
            self.definitions.iter().find_map(|(name, (id, node))| node.is_none().then(|| (name.clone(), *id)))
        {
            self.under.push(id);
            let node = self.settled(id);
            self.under.pop();
            self.definitions.insert(name, (id, Some(node)));
        }
        let mut definitions = Mapping::default();
        for (name, (_, node)) in std::mem::take(&mut self.definitions) {
            definitions.insert(name, node.unwrap_or(Node::Bool(true)));
        }
        // One of the same name is the same component.
        for (name, node) in literals::defined(self.api, &mut self.met) {
            definitions.insert(name, node);
        }
        if !definitions.is_empty() {
            whole.insert("$defs".to_owned(), Node::Mapping(definitions));
        }
    }

    fn schema(&mut self, id: SchemaId) -> Node {
        let settled = resolve(self.api, id);
        let Some(schema) = self.api.schemas.get(settled) else { return Node::Bool(true) };
        let written = if self.under.contains(&settled) || self.is_worth_a_name(schema) {
            self.reference(settled, schema)
        } else {
            self.in_place += 1;
            self.under.push(settled);
            let node = self.settled(settled);
            self.under.pop();
            node
        };
        if null_breaks(self.api, id) && !null_breaks(self.api, settled) {
            return object([("allOf", Node::Sequence(vec![written])), ("not", null())]);
        }
        if !nullable(self.api, id) || nullable(self.api, settled) {
            return written;
        }
        object([("anyOf", Node::Sequence(vec![written, null()]))])
    }

    /// Components that are more than a scalar may be needed more than once.
    fn is_worth_a_name(&self, schema: &Schema) -> bool {
        let large = matches!(
            schema.kind,
            SchemaKind::Object(_) | SchemaKind::Union(_) | SchemaKind::Array(_) | SchemaKind::Tuple(..)
        );
        let crowded = self.in_place > MOST_IN_PLACE;
        !self.under.is_empty()
            && if crowded {
                !visit::children(schema).is_empty()
            } else {
                large && matches!(schema.name, NameHint::Component(_))
            }
    }

    fn reference(&mut self, id: SchemaId, schema: &Schema) -> Node {
        let name = match &schema.name {
            NameHint::Component(name) => name.clone(),
            _ => schema.origin.pointer.to_string(),
        };
        let known = self.definitions.get(&name).map(|(known, _)| *known);
        let name = if known.is_some_and(|known| known != id) { format!("{name} {id:?}") } else { name };
        self.definitions.entry(name.clone()).or_insert((id, None));
        object([("$ref", text(&format!("#/$defs/{name}")))])
    }

    /// A schema that is no alias.
    fn settled(&mut self, id: SchemaId) -> Node {
        let Some(schema) = self.api.schemas.get(id) else { return Node::Bool(true) };
        let mut written = Mapping::default();
        match &schema.kind {
            SchemaKind::Any | SchemaKind::Alias(_) | SchemaKind::AllOf(_) => {}
            SchemaKind::Never if schema.nullable => types(&mut written, "null", false),
            SchemaKind::Never => return Node::Bool(false),
            SchemaKind::Boolean => types(&mut written, "boolean", schema.nullable),
            SchemaKind::Integer(_) => types(&mut written, "integer", schema.nullable),
            SchemaKind::Number(_) => types(&mut written, "number", schema.nullable),
            SchemaKind::String(_) => types(&mut written, "string", schema.nullable),
            SchemaKind::Enum(list) => {
                let null = schema.nullable.then_some(Node::Null);
                written.insert("enum".to_owned(), Node::Sequence(list.values.iter().cloned().chain(null).collect()));
            }
            SchemaKind::Array(items) => {
                types(&mut written, "array", schema.nullable);
                let items = self.schema(*items);
                says(&mut written, "items", items);
            }
            SchemaKind::Tuple(places, rest) => {
                types(&mut written, "array", schema.nullable);
                let places = places.iter().map(|&place| self.schema(place)).collect();
                written.insert("prefixItems".to_owned(), Node::Sequence(places));
                match rest {
                    AdditionalProperties::Forbidden => says(&mut written, "items", Node::Bool(false)),
                    AdditionalProperties::Schema(items) => {
                        let items = self.schema(*items);
                        says(&mut written, "items", items);
                    }
                    AdditionalProperties::Any | AdditionalProperties::Unstated => {}
                }
            }
            SchemaKind::Object(object) => {
                types(&mut written, "object", schema.nullable);
                self.object(object, &mut written);
            }
            SchemaKind::Union(union) => {
                let mut arms: Vec<Node> = union.arms.iter().map(|&arm| self.schema(arm)).collect();
                let takes_null = union.arms.iter().any(|&arm| nullable(self.api, arm));
                let key = if union.kind == UnionKind::OneOf { "oneOf" } else { "anyOf" };
                if null_breaks(self.api, id) {
                    written.insert("not".to_owned(), null());
                } else if schema.nullable && key == "oneOf" && takes_null {
                    // Null is for one of the arms, or stands beside them.
                    let others = object([(key, Node::Sequence(std::mem::take(&mut arms)))]);
                    written.insert("anyOf".to_owned(), Node::Sequence(vec![null(), others]));
                } else if schema.nullable {
                    arms.push(null());
                }
                if !arms.is_empty() {
                    written.insert(key.to_owned(), Node::Sequence(arms));
                }
            }
        }
        self.limits(&schema.constraints, &mut written);
        let conditions = &schema.constraints.conditions;
        if matches!(schema.kind, SchemaKind::Union(_)) && !conditions.is_empty() {
            let mut more = Mapping::default();
            self.conditions(conditions, &mut more);
            written.insert("allOf".to_owned(), Node::Sequence(vec![Node::Mapping(more)]));
        } else {
            self.conditions(conditions, &mut written);
        }
        Node::Mapping(written)
    }

    fn object(&mut self, object: &ObjectSchema, written: &mut Mapping) {
        let mut properties = Mapping::default();
        for property in &object.properties {
            let node = self.schema(property.schema);
            let closed = matches!(object.additional, AdditionalProperties::Forbidden | AdditionalProperties::Schema(_));
            if closed || !is_anything(&node) {
                properties.insert(property.name.clone(), node);
            }
        }
        if !properties.is_empty() {
            written.insert("properties".to_owned(), Node::Mapping(properties));
        }
        let required = object.properties.iter().filter(|property| property.required);
        let required: Vec<Node> = required.map(|property| text(&property.name)).collect();
        if !required.is_empty() {
            written.insert("required".to_owned(), Node::Sequence(required));
        }
        match object.additional {
            AdditionalProperties::Forbidden => says(written, "additionalProperties", Node::Bool(false)),
            AdditionalProperties::Schema(values) => {
                let values = self.schema(values);
                says(written, "additionalProperties", values);
            }
            AdditionalProperties::Any | AdditionalProperties::Unstated => {}
        }
    }

    fn limits(&mut self, limits: &Constraints, written: &mut Mapping) {
        let numbers = [
            ("minimum", &limits.minimum),
            ("maximum", &limits.maximum),
            ("exclusiveMinimum", &limits.exclusive_minimum),
            ("exclusiveMaximum", &limits.exclusive_maximum),
        ];
        for (key, limit) in numbers {
            if let Some(limit) = limit {
                written.insert(key.to_owned(), Node::Number(limit.clone()));
            }
        }
        let counts = [
            ("minLength", limits.min_length),
            ("maxLength", limits.max_length),
            ("minItems", limits.min_items),
            ("maxItems", limits.max_items),
            ("minProperties", limits.min_properties),
            ("maxProperties", limits.max_properties),
        ];
        for (key, limit) in counts {
            if let Some(limit) = limit {
                written.insert(key.to_owned(), Node::Number(u128::from(limit).into()));
            }
        }
        if limits.unique_items {
            written.insert("uniqueItems".to_owned(), Node::Bool(true));
        }
        let (mut must, mut must_not) = (Vec::new(), Vec::new());
        for regexes in limits.patterns.iter().filter_map(|pattern| regex::of(pattern).ok()) {
            must.extend(regexes.must.iter().map(|regex| text(regex)));
            must_not.extend(regexes.must_not.iter().map(|regex| text(regex)));
        }
        self.met.patterns |= !must.is_empty() || !must_not.is_empty();
        every(written, "pattern", must);
        every(written, "notPattern", must_not);
        every(written, "multipleOf", limits.multiple_of.iter().cloned().map(Node::Number).collect());
    }
}

/// One value of a keyword, or a list of them of which each holds: our own, where standard schemas would need `allOf`.
fn every(written: &mut Mapping, key: &str, mut values: Vec<Node>) {
    let value = if values.len() > 1 { Some(Node::Sequence(values)) } else { values.pop() };
    if let Some(value) = value {
        written.insert(key.to_owned(), value);
    }
}

/// Writes a part that says something.
fn says(written: &mut Mapping, key: &str, node: Node) {
    if !is_anything(&node) {
        written.insert(key.to_owned(), node);
    }
}

fn is_anything(node: &Node) -> bool {
    matches!(node, Node::Bool(true)) || node.as_mapping().is_some_and(Mapping::is_empty)
}

fn types(written: &mut Mapping, name: &str, null: bool) {
    let name = text(name);
    written.insert("type".to_owned(), if null { Node::Sequence(vec![name, text("null")]) } else { name });
}

fn object<const N: usize>(entries: [(&str, Node); N]) -> Node {
    let mut mapping = Mapping::default();
    for (key, value) in entries {
        mapping.insert(key.to_owned(), value);
    }
    Node::Mapping(mapping)
}

fn null() -> Node {
    object([("type", text("null"))])
}

fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}
