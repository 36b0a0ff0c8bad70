//! The rules in their order. The first that tells all arms apart is taken.

use std::collections::BTreeSet;

use super::{discriminator, specific};
use crate::api::{
    Api, Attempt, Dispatch, NameHint, ObjectSchema, Role, Schema, SchemaId, SchemaKind, TaggedBy, UnionKind,
    UnionSchema,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::examples;
use crate::passes::graph::{nullable, object, resolve, resolved};
use crate::passes::sample;
use crate::tree::Node;

pub(super) fn decide(api: &mut Api, id: SchemaId, diagnostics: &mut Diagnostics) {
    let Some(SchemaKind::Union(union)) = api.schemas.get(id).map(|schema| &schema.kind) else { return };
    let union = union.clone();
    let mut arms: Vec<SchemaId> = Vec::new();
    for &arm in &union.arms {
        if !arms.iter().any(|&known| resolve(api, known) == resolve(api, arm)) {
            arms.push(arm);
        }
    }
    if let [only] = arms.as_slice() {
        api.schemas[id].kind = SchemaKind::Alias(*only);
        return;
    }
    let by_tag = union.discriminator.as_ref().and_then(|tag| discriminator::decide(api, tag, &mut arms, diagnostics));
    let by_tag = by_tag.map(|mut dispatch| {
        if let (UnionKind::Heirs, Dispatch::Tag { property, absent, .. }) = (union.kind, &mut dispatch) {
            *absent = absent.or_else(|| discriminator::without_tag(api, id, &arms, property));
        }
        dispatch
    });
    let plain = by_tag.or_else(|| by_content(api, union.kind, &arms));
    let dispatch = plain.or_else(|| {
        let grouped = group_objects(api, id, &union, &arms)?;
        arms = grouped;
        by_type(api, union.kind, &arms)
    });
    let dispatch = dispatch.unwrap_or_else(|| {
        let order = attempts(api, &arms);
        if union.kind == UnionKind::OneOf {
            warn_if_ambiguous(api, id, &arms, &order, diagnostics);
        }
        Dispatch::Trial(order)
    });
    if let SchemaKind::Union(union) = &mut api.schemas[id].kind {
        union.arms = arms;
        union.dispatch = Some(dispatch);
    }
}

/// An arm need not be read without so many properties that tell it from others.
const MOST_MUST: usize = 4;

/// What is tried when. Arms with a value that they must have go first: having it, they are meant.
fn attempts(api: &Api, arms: &[SchemaId]) -> Vec<Attempt> {
    let attempt = |arm: usize| Attempt { arm, must: must(api, arms, arm) };
    let mut attempts: Vec<Attempt> = specific::order(api, arms).into_iter().map(attempt).collect();
    attempts.sort_by_key(|attempt| !attempt.must.iter().any(|(_, value)| value.is_some()));
    attempts
}

/// Properties that an arm requires: those with a single value, and for every other object one that it does not require.
fn must(api: &Api, arms: &[SchemaId], arm: usize) -> Vec<(String, Option<Node>)> {
    let Some(whole) = arms.get(arm).and_then(|&arm| object(api, arm)) else { return Vec::new() };
    let mut must = demanded(api, whole);
    let required = || whole.properties.iter().filter(|property| property.required);
    let others = arms.iter().enumerate().filter(|(i, _)| *i != arm).filter_map(|(_, &other)| object(api, other));
    for other in others {
        let theirs = |name: &str| other.properties.iter().find(|property| property.name == name);
        let lacks = |name: &str| theirs(name).is_none_or(|property| !property.required);
        if must.len() >= MOST_MUST || must.iter().any(|(name, _)| lacks(name)) {
            continue;
        }
        let unknown = required().find(|property| theirs(&property.name).is_none());
        if let Some(property) = unknown.or_else(|| required().find(|property| lacks(&property.name))) {
            must.push((property.name.clone(), None));
        }
    }
    must
}

/// Required properties of an object that can have one value only, a string, a number or a boolean.
fn demanded(api: &Api, object: &ObjectSchema) -> Vec<(String, Option<Node>)> {
    let required = object.properties.iter().filter(|property| property.required && !nullable(api, property.schema));
    let single = required.filter_map(|property| match listed(api, property.schema)?.as_slice() {
        [value @ (Node::Bool(_) | Node::Number(_) | Node::String(_))] => {
            Some((property.name.clone(), Some(value.clone())))
        }
        _ => None,
    });
    single.collect()
}

fn by_content(api: &Api, kind: UnionKind, arms: &[SchemaId]) -> Option<Dispatch> {
    by_single_value(api, arms).or_else(|| by_properties(api, arms)).or_else(|| by_type(api, kind, arms))
}

/// The values that a schema lists, if it lists any.
pub(super) fn listed(api: &Api, schema: SchemaId) -> Option<Vec<Node>> {
    match &resolved(api, schema)?.kind {
        SchemaKind::Enum(list) if !list.values.is_empty() && !list.open => Some(list.values.clone()),
        _ => None,
    }
}

/// A property that all arms require and whose listed values differ between all of them.
fn by_single_value(api: &Api, arms: &[SchemaId]) -> Option<Dispatch> {
    let first = tagged_object(api, *arms.first()?)?;
    first.into_iter().find_map(|(property, _)| {
        let mut values: Vec<(Node, usize)> = Vec::new();
        for (i, &arm) in arms.iter().enumerate() {
            let own = tagged_object(api, arm)?.into_iter().find(|(name, _)| *name == property)?.1;
            if own.iter().any(|value| values.iter().any(|(known, _)| known == value)) {
                return None;
            }
            values.extend(own.into_iter().map(|value| (value, i)));
        }
        Some(Dispatch::Tag { property, by: TaggedBy::SingleValue, values, absent: None, other: None })
    })
}

/// Required properties of an object that list their values; of a union by tag, its tag with all values.
fn tagged_object(api: &Api, arm: SchemaId) -> Option<Vec<(String, Vec<Node>)>> {
    match &resolved(api, arm)?.kind {
        SchemaKind::Object(object) => {
            let required =
                object.properties.iter().filter(|property| property.required && !nullable(api, property.schema));
            Some(required.filter_map(|one| Some((one.name.clone(), listed(api, one.schema)?))).collect())
        }
        SchemaKind::Union(UnionSchema { dispatch: Some(Dispatch::Tag { property, values, .. }), .. }) => {
            Some(vec![(property.clone(), values.iter().map(|(value, _)| value.clone()).collect())])
        }
        _ => None,
    }
}

/// Properties that one arm requires and no other knows, if every arm has one: without it no value is that arm's.
fn by_properties(api: &Api, arms: &[SchemaId]) -> Option<Dispatch> {
    let objects: Vec<&ObjectSchema> = arms.iter().map(|&arm| object(api, arm)).collect::<Option<_>>()?;
    let own = objects.iter().enumerate().map(|(i, mine)| {
        let others = || objects.iter().enumerate().filter(|(j, _)| *j != i).flat_map(|(_, theirs)| &theirs.properties);
        let known: BTreeSet<&str> = others().map(|property| property.name.as_str()).collect();
        let required = mine.properties.iter().filter(|property| property.required);
        let own = required.filter(|property| !known.contains(property.name.as_str()));
        (i, own.map(|property| property.name.clone()).collect::<Vec<String>>())
    });
    let own: Vec<(usize, Vec<String>)> = own.collect();
    own.iter().all(|(_, names)| !names.is_empty()).then_some(Dispatch::Properties(own))
}

/// JSON types, if no two arms take the same. An integer beside a number goes to the integer; `oneOf` is then for trial,
/// since integers are numbers too.
fn by_type(api: &Api, kind: UnionKind, arms: &[SchemaId]) -> Option<Dispatch> {
    let mut taken: BTreeSet<Role> = BTreeSet::new();
    let mut rows = Vec::new();
    for (i, &arm) in arms.iter().enumerate() {
        let roles = roles(api, arm, 0)?;
        if roles.is_empty() || roles.iter().any(|role| !taken.insert(*role)) {
            return None;
        }
        rows.push((i, roles));
    }
    let both = taken.contains(&Role::Integer) && taken.contains(&Role::Number);
    let apart = |roles: &[Role]| roles.contains(&Role::Integer) != roles.contains(&Role::Number);
    if kind == UnionKind::OneOf && both && rows.iter().any(|(_, roles)| apart(roles)) {
        return None;
    }
    rows.sort_by_key(|(_, roles)| roles.contains(&Role::Number));
    Some(Dispatch::JsonType(rows))
}

/// The JSON types that a schema takes; none if it takes any.
pub(super) fn roles(api: &Api, id: SchemaId, depth: usize) -> Option<Vec<Role>> {
    let schema = resolved(api, id)?;
    Some(match &schema.kind {
        SchemaKind::Boolean => vec![Role::Boolean],
        SchemaKind::Integer(_) => vec![Role::Integer],
        SchemaKind::Number(_) => vec![Role::Number],
        SchemaKind::String(_) => vec![Role::String],
        SchemaKind::Array(_) | SchemaKind::Tuple(..) => vec![Role::Array],
        SchemaKind::Object(_) => vec![Role::Object],
        SchemaKind::Enum(list) => {
            let found: BTreeSet<Role> = list.values.iter().map(role_of).collect();
            found.into_iter().collect()
        }
        SchemaKind::Union(union) if depth < 16 => {
            let mut found = BTreeSet::new();
            for &arm in &union.arms {
                found.extend(roles(api, arm, depth + 1)?);
            }
            found.into_iter().collect()
        }
        _ => return None,
    })
}

fn role_of(value: &Node) -> Role {
    match value {
        Node::Null => Role::Null,
        Node::Bool(_) => Role::Boolean,
        Node::Number(number) if number.as_i128().is_some() => Role::Integer,
        Node::Number(_) => Role::Number,
        Node::String(_) => Role::String,
        Node::Sequence(_) => Role::Array,
        Node::Mapping(_) => Role::Object,
    }
}

/// Where objects that can be told apart stand beside scalars or lists, they become a union of their own.
fn group_objects(api: &mut Api, id: SchemaId, union: &UnionSchema, arms: &[SchemaId]) -> Option<Vec<SchemaId>> {
    let is_object = |arm: SchemaId| roles(api, arm, 0).is_some_and(|roles| roles == [Role::Object]);
    let (objects, others): (Vec<SchemaId>, Vec<SchemaId>) = arms.iter().copied().partition(|&arm| is_object(arm));
    if objects.len() < 2 || others.is_empty() {
        return None;
    }
    let dispatch = by_single_value(api, &objects).or_else(|| by_properties(api, &objects))?;
    by_type(api, union.kind, &others)?;
    let mut inner = union.clone();
    inner.arms.clone_from(&objects);
    inner.discriminator = None;
    inner.dispatch = Some(dispatch);
    let whole = api.schemas.get(id)?.clone();
    let group = api.schemas.push(Schema {
        kind: SchemaKind::Union(inner),
        nullable: false,
        null_arms: None,
        default: None,
        examples: Vec::new(),
        name: NameHint::Inline { parent: id, role: "object".to_owned() },
        ..whole
    });
    let mut grouped = Vec::new();
    for &arm in arms {
        if !objects.contains(&arm) {
            grouped.push(arm);
        } else if !grouped.contains(&group) {
            grouped.push(group);
        }
    }
    Some(grouped)
}

/// OA203, if a value that a later arm is made for is taken by an earlier one.
fn warn_if_ambiguous(api: &Api, id: SchemaId, arms: &[SchemaId], order: &[Attempt], diagnostics: &mut Diagnostics) {
    for (rank, later) in order.iter().enumerate() {
        let Some(&arm) = arms.get(later.arm) else { continue };
        let Some(value) = sample::sample(api, arm) else { continue };
        let earlier = order.iter().take(rank).filter_map(|one| arms.get(one.arm));
        let Some(&taker) = earlier.into_iter().find(|&&other| examples::holds(api, other, &value)) else { continue };
        let (Some(whole), Some(taker), Some(arm)) = (api.schemas.get(id), resolved(api, taker), resolved(api, arm))
        else {
            return;
        };
        diagnostics.push(
            Diagnostic::new(
                &codes::OA203,
                format!("arms cannot be told apart: more than one takes {}", short(&value)),
                Label::value(&whole.origin, "this union"),
            )
            .and(Label::value(&taker.origin, "is tried first"))
            .and(Label::value(&arm.origin, "is tried later"))
            .help("add a discriminator, or give each arm a property with a single value of its own"),
        );
        return;
    }
}

fn short(value: &Node) -> String {
    let text = value.to_json();
    if text.chars().count() <= 80 {
        format!("`{text}`")
    } else {
        format!("`{}…`", text.chars().take(79).collect::<String>())
    }
}
