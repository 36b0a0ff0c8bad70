//! Instance against schema.

use std::fmt;

use super::{formats, literal};
use crate::api::{
    Access, AdditionalProperties, Api, Condition, Constraints, Dispatch, ObjectSchema, Schema, SchemaId, SchemaKind,
    UnionSchema,
};
use crate::passes::graph::{has_access, null_breaks, nullable, resolved};
use crate::passes::limits::broken;
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
    reasons_without(api, schema, value, None)
}

/// The same where properties with this access need not be there: what only requests have in an answer, what only answers
/// have in a request (OpenAPI 3.0.3, 4.7.24.2).
pub(in crate::passes) fn reasons_without(
    api: &Api,
    schema: SchemaId,
    value: &Node,
    absent: Option<Access>,
) -> Vec<Reason> {
    let mut judge = Judge { api, absent, reasons: Vec::new() };
    judge.value(schema, value, Trail::Root, 0);
    judge.reasons
}

/// The way to a value, kept on the stack: a pointer is made only for what is wrong.
#[derive(Clone, Copy)]
enum Trail<'t> {
    Root,
    Key(&'t Trail<'t>, &'t str),
    Item(&'t Trail<'t>, usize),
}

impl Trail<'_> {
    fn pointer(self) -> JsonPointer {
        match self {
            Trail::Root => JsonPointer::root(),
            Trail::Key(above, key) => above.pointer().child(key),
            Trail::Item(above, index) => above.pointer().child(index),
        }
    }
}

struct Judge<'a> {
    api: &'a Api,
    /// Properties with this access are required of nobody.
    absent: Option<Access>,
    reasons: Vec<Reason>,
}

impl Judge<'_> {
    fn say(&mut self, at: Trail<'_>, text: impl Into<String>) {
        self.reasons.push(Reason { pointer: at.pointer(), text: text.into() });
    }

    fn value(&mut self, id: SchemaId, value: &Node, at: Trail<'_>, depth: usize) {
        let Some(schema) = resolved(self.api, id).filter(|_| depth < DEEPEST) else { return };
        if matches!(value, Node::Null) {
            let any = matches!(schema.kind, SchemaKind::Any) || self.arm_takes_null(schema);
            if null_breaks(self.api, id) {
                self.say(at, "is null, which several arms of a `oneOf` allow");
            } else if !any && !nullable(self.api, id) {
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
                }
                _ => self.wrong_kind(at, value, "an integer"),
            },
            SchemaKind::Number(_) if value.as_number().is_some() => {}
            SchemaKind::Number(_) => self.wrong_kind(at, value, "a number"),
            SchemaKind::String(format) => match value.as_str() {
                Some(text) => {
                    if let Some(reason) = formats::string(format, text) {
                        self.say(at, reason);
                    }
                }
                None => self.wrong_kind(at, value, "a string"),
            },
            SchemaKind::Enum(list) => {
                let described = list.open && value.as_str().is_some();
                if !described && !list.values.iter().any(|listed| same(listed, value)) {
                    self.say(at, format!("is {}, not {}", short(value), listed(&list.values)));
                }
            }
            SchemaKind::Array(items) => self.array(value, at, depth, |_| Some(*items)),
            SchemaKind::Tuple(places, rest) => self.array(value, at, depth, |i| match (places.get(i), rest) {
                (Some(place), _) => Some(*place),
                (None, AdditionalProperties::Schema(rest)) => Some(*rest),
                (None, _) => None,
            }),
            SchemaKind::Object(object) => match value.as_mapping() {
                Some(mapping) => self.object(object, mapping, at, depth),
                None => self.wrong_kind(at, value, "an object"),
            },
            SchemaKind::Union(union) => self.union(union, value, at, depth),
        }
        self.limits(&schema.constraints, value, at, depth);
    }

    fn limits(&mut self, limits: &Constraints, value: &Node, at: Trail<'_>, depth: usize) {
        for text in broken(limits, value) {
            self.say(at, text);
        }
        let kept = |schemas: &[SchemaId]| {
            let keeps = |schema: &&SchemaId| {
                let mut inner = Judge { api: self.api, absent: self.absent, reasons: Vec::new() };
                inner.value(**schema, value, at, depth + 1);
                inner.reasons.is_empty()
            };
            schemas.iter().filter(keeps).count()
        };
        let mut found = Vec::new();
        for condition in &limits.conditions {
            let kept = kept(condition.schemas());
            match condition {
                Condition::Not(_) if kept > 0 => found.push("satisfies the schema of its `not`".to_owned()),
                Condition::AnyOf(arms) if kept == 0 => {
                    found.push(format!("satisfies none of the {} conditions of its `anyOf`", arms.len()));
                }
                Condition::OneOf(arms) if kept != 1 => {
                    found.push(format!("satisfies {kept} of the {} conditions of its `oneOf`, not one", arms.len()));
                }
                Condition::Literal(literal) => {
                    let broken = literal::broken(self.api, &literal.schema, value);
                    found.extend(broken.into_iter().map(|key| format!("breaks its `{key}`")));
                }
                Condition::Not(_) | Condition::AnyOf(_) | Condition::OneOf(_) => {}
            }
        }
        for text in found {
            self.say(at, text);
        }
    }

    /// An arm that takes any value takes null.
    fn arm_takes_null(&self, schema: &Schema) -> bool {
        match &schema.kind {
            SchemaKind::Union(union) => union.arms.iter().any(|&arm| nullable(self.api, arm)),
            _ => false,
        }
    }

    fn wrong_kind(&mut self, at: Trail<'_>, value: &Node, wanted: &str) {
        self.say(at, format!("is {}, not {wanted}", value.kind()));
    }

    fn array(&mut self, value: &Node, at: Trail<'_>, depth: usize, item: impl Fn(usize) -> Option<SchemaId>) {
        let Some(items) = value.as_sequence() else { return self.wrong_kind(at, value, "an array") };
        for (i, value) in items.iter().enumerate() {
            if let Some(schema) = item(i) {
                self.value(schema, value, Trail::Item(&at, i), depth + 1);
            }
        }
    }

    fn object(&mut self, object: &ObjectSchema, value: &Mapping, at: Trail<'_>, depth: usize) {
        for property in &object.properties {
            match value.get(&property.name) {
                Some(inner) => self.value(property.schema, inner, Trail::Key(&at, &property.name), depth + 1),
                None if self.absent.is_some_and(|access| has_access(self.api, property.schema, access)) => {}
                None if property.required => self.say(at, format!("lacks `{}`", property.name)),
                None => {}
            }
        }
        for (name, inner) in value.iter().filter(|(name, _)| !object.properties.iter().any(|one| one.name == *name)) {
            match object.additional {
                AdditionalProperties::Forbidden => self.say(at, format!("has `{name}`, which is not allowed")),
                AdditionalProperties::Schema(values) => self.value(values, inner, Trail::Key(&at, name), depth + 1),
                AdditionalProperties::Any | AdditionalProperties::Unstated => {}
            }
        }
    }

    /// The arm that the tag chooses has the say; otherwise any arm may take the value.
    fn union(&mut self, union: &UnionSchema, value: &Node, at: Trail<'_>, depth: usize) {
        if let Some(Dispatch::Tag { property, values, .. }) = &union.dispatch
            && let Some(tag) = value.get(property)
            && let Some((_, arm)) = values.iter().find(|(known, _)| same(known, tag))
            && let Some(&arm) = union.arms.get(*arm)
        {
            return self.value(arm, value, at, depth + 1);
        }
        if let Some(Dispatch::Tag { property, absent: Some(arm), .. }) = &union.dispatch
            && value.as_mapping().is_some_and(|entries| entries.get(property).is_none())
            && let Some(&arm) = union.arms.get(*arm)
        {
            return self.value(arm, value, at, depth + 1);
        }
        if let Some(Dispatch::Tag { property, other: Some(arm), .. }) = &union.dispatch
            && value.get(property).is_some()
            && let Some(&arm) = union.arms.get(*arm)
        {
            return self.value(arm, value, at, depth + 1);
        }
        let mut best: Option<Vec<Reason>> = None;
        for &arm in &union.arms {
            let mut inner = Judge { api: self.api, absent: self.absent, reasons: Vec::new() };
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
}

fn is_integral(number: &Number) -> bool {
    number.decimal().is_some_and(|value| value.is_whole())
}

/// Equal as JSON: numbers by value, objects in any order.
pub(crate) fn same(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Number(x), Node::Number(y)) => x == y || x.decimal().is_some_and(|x| Some(x) == y.decimal()),
        (Node::Sequence(x), Node::Sequence(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y)),
        (Node::Mapping(x), Node::Mapping(y)) => {
            x.len() == y.len() && x.iter().all(|(key, x)| y.get(key).is_some_and(|y| same(x, y)))
        }
        (a, b) => a == b,
    }
}

pub(in crate::passes) fn short(value: &Node) -> String {
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
