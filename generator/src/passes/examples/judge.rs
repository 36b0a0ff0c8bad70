//! Instance against schema.

use std::fmt;

use super::formats;
use crate::api::{
    AdditionalProperties, Api, Constraints, Dispatch, ObjectSchema, Schema, SchemaId, SchemaKind, UnionSchema,
};
use crate::passes::graph::{nullable, resolved};
use crate::source::JsonPointer;
use crate::tree::{Mapping, Node, Number};

/// Deeper than this, values are taken to be right: documents are not that deep.
const DEEPEST: usize = 256;

/// Why a value breaks its schema: a place in the value and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reason {
    pointer: JsonPointer,
    text: String,
}

impl Reason {
    /// The place, below the place of the whole value.
    pub(super) fn below(&self, whole: &JsonPointer) -> JsonPointer {
        self.pointer.segments().iter().fold(whole.clone(), |at, segment| at.child(segment))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => f.write_str(&self.text),
            at => write!(f, "`{at}` {}", self.text),
        }
    }
}

/// Everything that is wrong with `value`; empty if it satisfies `schema`.
pub(super) fn reasons(api: &Api, schema: SchemaId, value: &Node) -> Vec<Reason> {
    let mut judge = Judge { api, reasons: Vec::new() };
    judge.value(schema, value, &JsonPointer::root(), 0);
    judge.reasons
}

struct Judge<'a> {
    api: &'a Api,
    reasons: Vec<Reason>,
}

impl Judge<'_> {
    fn say(&mut self, at: &JsonPointer, text: impl Into<String>) {
        self.reasons.push(Reason { pointer: at.clone(), text: text.into() });
    }

    fn value(&mut self, id: SchemaId, value: &Node, at: &JsonPointer, depth: usize) {
        let Some(schema) = resolved(self.api, id).filter(|_| depth < DEEPEST) else { return };
        if matches!(value, Node::Null) {
            let any = matches!(schema.kind, SchemaKind::Any) || self.arm_takes_null(schema);
            if !any && !nullable(self.api, id) {
                self.say(at, "is null");
            }
            return;
        }
        match &schema.kind {
            SchemaKind::Any | SchemaKind::Alias(_) | SchemaKind::AllOf(_) => {}
            SchemaKind::Never => self.say(at, "has no value that is allowed"),
            SchemaKind::Boolean if value.as_bool().is_some() => {}
            SchemaKind::Boolean => self.wrong_kind(at, value, "a boolean"),
            SchemaKind::Integer(format) => match value.as_number() {
                Some(number) if is_integral(number) => {
                    if let Some(text) = formats::integer(format, number) {
                        self.say(at, text);
                    }
                    self.number(&schema.constraints, number, at);
                }
                _ => self.wrong_kind(at, value, "an integer"),
            },
            SchemaKind::Number(_) => match value.as_number() {
                Some(number) => self.number(&schema.constraints, number, at),
                None => self.wrong_kind(at, value, "a number"),
            },
            SchemaKind::String(format) => match value.as_str() {
                Some(text) => {
                    if let Some(reason) = formats::string(format, text) {
                        self.say(at, reason);
                    }
                    self.string(&schema.constraints, text, at);
                }
                None => self.wrong_kind(at, value, "a string"),
            },
            SchemaKind::Enum(list) => {
                let described = list.open && value.as_str().is_some();
                if !described && !list.values.iter().any(|listed| same(listed, value)) {
                    self.say(at, format!("is {}, not {}", short(value), listed(&list.values)));
                }
            }
            SchemaKind::Array(items) => self.array(schema, value, at, depth, |_| Some(*items)),
            SchemaKind::Tuple(places, rest) => self.array(schema, value, at, depth, |i| match (places.get(i), rest) {
                (Some(place), _) => Some(*place),
                (None, AdditionalProperties::Schema(rest)) => Some(*rest),
                (None, _) => None,
            }),
            SchemaKind::Object(object) => match value.as_mapping() {
                Some(mapping) => self.object(schema, object, mapping, at, depth),
                None => self.wrong_kind(at, value, "an object"),
            },
            SchemaKind::Union(union) => self.union(union, value, at, depth),
        }
    }

    /// An arm that takes any value takes null.
    fn arm_takes_null(&self, schema: &Schema) -> bool {
        match &schema.kind {
            SchemaKind::Union(union) => union.arms.iter().any(|&arm| nullable(self.api, arm)),
            _ => false,
        }
    }

    fn wrong_kind(&mut self, at: &JsonPointer, value: &Node, wanted: &str) {
        self.say(at, format!("is {}, not {wanted}", value.kind()));
    }

    fn array(
        &mut self,
        schema: &Schema,
        value: &Node,
        at: &JsonPointer,
        depth: usize,
        item: impl Fn(usize) -> Option<SchemaId>,
    ) {
        let Some(items) = value.as_sequence() else { return self.wrong_kind(at, value, "an array") };
        let limits = &schema.constraints;
        self.count(at, "items", items.len(), limits.min_items, limits.max_items);
        if limits.unique_items
            && items.iter().enumerate().any(|(i, one)| items.iter().take(i).any(|two| same(one, two)))
        {
            self.say(at, "has an item twice");
        }
        for (i, value) in items.iter().enumerate() {
            if let Some(schema) = item(i) {
                self.value(schema, value, &at.child(&i.to_string()), depth + 1);
            }
        }
    }

    fn object(&mut self, schema: &Schema, object: &ObjectSchema, value: &Mapping, at: &JsonPointer, depth: usize) {
        let limits = &schema.constraints;
        self.count(at, "properties", value.len(), limits.min_properties, limits.max_properties);
        for property in &object.properties {
            match value.get(&property.name) {
                Some(inner) => self.value(property.schema, inner, &at.child(&property.name), depth + 1),
                None if property.required => self.say(at, format!("lacks `{}`", property.name)),
                None => {}
            }
        }
        for (name, inner) in value.iter().filter(|(name, _)| !object.properties.iter().any(|one| one.name == *name)) {
            match object.additional {
                AdditionalProperties::Forbidden => self.say(at, format!("has `{name}`, which is not allowed")),
                AdditionalProperties::Schema(values) => self.value(values, inner, &at.child(name), depth + 1),
                AdditionalProperties::Any | AdditionalProperties::Unstated => {}
            }
        }
    }

    /// The arm that the tag chooses has the say; otherwise any arm may take the value.
    fn union(&mut self, union: &UnionSchema, value: &Node, at: &JsonPointer, depth: usize) {
        if let Some(Dispatch::Tag { property, values, .. }) = &union.dispatch
            && let Some(tag) = value.get(property)
            && let Some((_, arm)) = values.iter().find(|(known, _)| same(known, tag))
            && let Some(&arm) = union.arms.get(*arm)
        {
            return self.value(arm, value, at, depth + 1);
        }
        let mut best: Option<Vec<Reason>> = None;
        for &arm in &union.arms {
            let mut inner = Judge { api: self.api, reasons: Vec::new() };
            inner.value(arm, value, at, depth + 1);
            if inner.reasons.is_empty() {
                return;
            }
            if best.as_ref().is_none_or(|best| inner.reasons.len() < best.len()) {
                best = Some(inner.reasons);
            }
        }
        match best {
            Some(reasons) if union.arms.len() == 1 => self.reasons.extend(reasons),
            _ => self.say(at, format!("fits none of the {} alternatives", union.arms.len())),
        }
    }

    fn count(&mut self, at: &JsonPointer, what: &str, count: usize, min: Option<u64>, max: Option<u64>) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        if let Some(min) = min.filter(|min| count < *min) {
            self.say(at, format!("has {count} {what}, fewer than {min}"));
        }
        if let Some(max) = max.filter(|max| count > *max) {
            self.say(at, format!("has {count} {what}, more than {max}"));
        }
    }

    fn string(&mut self, limits: &Constraints, text: &str, at: &JsonPointer) {
        self.count(at, "characters", text.chars().count(), limits.min_length, limits.max_length);
        let pattern =
            limits.pattern.as_ref().and_then(|pattern| Some((pattern, regex_lite::Regex::new(pattern).ok()?)));
        if let Some((pattern, _)) = pattern.filter(|(_, regex)| !regex.is_match(text)) {
            self.say(at, format!("is {}, which does not match `{pattern}`", short(&Node::String(text.to_owned()))));
        }
    }

    fn number(&mut self, limits: &Constraints, value: &Number, at: &JsonPointer) {
        let is = value.to_f64();
        let limit = |limit: &Option<Number>| limit.as_ref().map(|number| (number.to_f64(), number.to_string()));
        if let Some((_, text)) = limit(&limits.minimum).filter(|(min, _)| is < *min) {
            self.say(at, format!("is {value}, less than {text}"));
        }
        if let Some((_, text)) = limit(&limits.maximum).filter(|(max, _)| is > *max) {
            self.say(at, format!("is {value}, more than {text}"));
        }
        if let Some((_, text)) = limit(&limits.exclusive_minimum).filter(|(min, _)| is <= *min) {
            self.say(at, format!("is {value}, not more than {text}"));
        }
        if let Some((_, text)) = limit(&limits.exclusive_maximum).filter(|(max, _)| is >= *max) {
            self.say(at, format!("is {value}, not less than {text}"));
        }
        if let Some((_, text)) = limit(&limits.multiple_of).filter(|(step, _)| !is_multiple(is, *step)) {
            self.say(at, format!("is {value}, no multiple of {text}"));
        }
    }
}

fn is_multiple(value: f64, step: f64) -> bool {
    let times = value / step;
    step > 0.0 && (times - times.round()).abs() < 1e-9 * times.abs().max(1.0)
}

fn is_integral(number: &Number) -> bool {
    number.as_i128().is_some() || (number.to_f64().fract() == 0.0 && number.to_f64().is_finite())
}

/// Equal as JSON: numbers by value, objects in any order.
pub(crate) fn same(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Number(x), Node::Number(y)) => match (x.as_i128(), y.as_i128()) {
            (Some(x), Some(y)) => x == y,
            _ => x.to_f64() == y.to_f64(),
        },
        (Node::Sequence(x), Node::Sequence(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y)),
        (Node::Mapping(x), Node::Mapping(y)) => {
            x.len() == y.len() && x.iter().all(|(key, x)| y.get(key).is_some_and(|y| same(x, y)))
        }
        (a, b) => a == b,
    }
}

fn short(value: &Node) -> String {
    let text = value.to_json();
    if text.chars().count() <= 40 {
        format!("`{text}`")
    } else {
        format!("`{}…`", text.chars().take(39).collect::<String>())
    }
}

fn listed(values: &[Node]) -> String {
    match values {
        [only] => short(only),
        [one, two] => format!("{} or {}", short(one), short(two)),
        [one, two, three] => format!("{}, {} or {}", short(one), short(two), short(three)),
        [one, two, rest @ ..] => format!("{}, {} or one of {} more", short(one), short(two), rest.len()),
        [] => "anything".to_owned(),
    }
}
