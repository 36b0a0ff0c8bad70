//! The rules in their order. The first that tells all arms apart is taken.

use std::collections::BTreeSet;

use super::{discriminator, specific};
use crate::api::{Api, Attempt, Dispatch, NameHint, Role, Schema, SchemaId, SchemaKind, TaggedBy, UnionSchema};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::examples;
use crate::passes::graph::{nullable, object, resolve, resolved};
use crate::passes::sample;
use crate::tree::Node;

pub(super) fn decide(api: &mut Api, id: SchemaId, diagnostics: &mut Diagnostics) {
    let Some(SchemaKind::Union(union)) = api.schemas.get(id).map(|schema| schema.kind.clone()) else { return };
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
    let by_tag = union.discriminator.as_ref().and_then(|tag| discriminator::decide(api, tag, &arms, diagnostics));
    let plain = by_tag.or_else(|| by_content(api, &arms));
    let dispatch = plain.or_else(|| {
        let grouped = group_objects(api, id, &union, &arms)?;
        arms = grouped;
        by_type(api, &arms)
    });
    let dispatch = dispatch.unwrap_or_else(|| {
        let order = specific::order(api, &arms);
        let order = attempts(api, &arms, order);
        warn_if_ambiguous(api, id, &arms, &order, diagnostics);
        Dispatch::Trial(order)
    });
    if let SchemaKind::Union(union) = &mut api.schemas[id].kind {
        union.arms = arms;
        union.dispatch = Some(dispatch);
    }
}

/// What is tried when. Arms with a value that they must have go first: having it, they are meant.
fn attempts(api: &Api, arms: &[SchemaId], order: Vec<usize>) -> Vec<Attempt> {
    let only_if = |arm: usize| arms.get(arm).map(|&arm| demanded(api, arm)).unwrap_or_default();
    let mut attempts: Vec<Attempt> = order.into_iter().map(|arm| Attempt { arm, only_if: only_if(arm) }).collect();
    attempts.sort_by_key(|attempt| attempt.only_if.is_empty());
    attempts
}

/// Required properties of an object that can have one value only, a string, a number or a boolean.
fn demanded(api: &Api, arm: SchemaId) -> Vec<(String, Node)> {
    let Some(object) = object(api, arm) else { return Vec::new() };
    let required = object.properties.iter().filter(|property| property.required && !nullable(api, property.schema));
    let single = required.filter_map(|property| match listed(api, property.schema)?.as_slice() {
        [value @ (Node::Bool(_) | Node::Number(_) | Node::String(_))] => Some((property.name.clone(), value.clone())),
        _ => None,
    });
    single.collect()
}

fn by_content(api: &Api, arms: &[SchemaId]) -> Option<Dispatch> {
    by_single_value(api, arms).or_else(|| by_properties(api, arms)).or_else(|| by_type(api, arms))
}

/// The values that a schema lists, if it lists any.
pub(super) fn listed(api: &Api, schema: SchemaId) -> Option<Vec<Node>> {
    match &resolved(api, schema)?.kind {
        SchemaKind::Enum(list) if !list.values.is_empty() => Some(list.values.clone()),
        _ => None,
    }
}

/// A property whose listed values differ between all arms; one that all arms require goes first.
fn by_single_value(api: &Api, arms: &[SchemaId]) -> Option<Dispatch> {
    let first = tagged_object(api, *arms.first()?)?;
    let mut names: Vec<(bool, String)> = first
        .into_iter()
        .filter(|(_, _, values)| !values.is_empty())
        .map(|(name, required, _)| (!required, name))
        .collect();
    names.sort_by_key(|(optional, _)| *optional);
    names.into_iter().find_map(|(_, property)| {
        let mut values: Vec<(Node, usize)> = Vec::new();
        for (i, &arm) in arms.iter().enumerate() {
            let own = tagged_object(api, arm)?.into_iter().find(|(name, ..)| *name == property)?.2;
            if own.is_empty() || own.iter().any(|value| values.iter().any(|(known, _)| known == value)) {
                return None;
            }
            values.extend(own.into_iter().map(|value| (value, i)));
        }
        Some(Dispatch::Tag { property, by: TaggedBy::SingleValue, values })
    })
}

/// Properties of an object with their listed values; of a union by tag, its tag with all values.
fn tagged_object(api: &Api, arm: SchemaId) -> Option<Vec<(String, bool, Vec<Node>)>> {
    match &resolved(api, arm)?.kind {
        SchemaKind::Object(object) => Some(
            object
                .properties
                .iter()
                .map(|property| {
                    (property.name.clone(), property.required, listed(api, property.schema).unwrap_or_default())
                })
                .collect(),
        ),
        SchemaKind::Union(UnionSchema { dispatch: Some(Dispatch::Tag { property, values, .. }), .. }) => {
            Some(vec![(property.clone(), true, values.iter().map(|(value, _)| value.clone()).collect())])
        }
        _ => None,
    }
}

/// Properties that only one arm knows, if every arm has one.
fn by_properties(api: &Api, arms: &[SchemaId]) -> Option<Dispatch> {
    let names: Vec<Vec<&str>> = arms
        .iter()
        .map(|&arm| Some(object(api, arm)?.properties.iter().map(|property| property.name.as_str()).collect()))
        .collect::<Option<_>>()?;
    let own: Vec<(usize, Vec<String>)> = names
        .iter()
        .enumerate()
        .map(|(i, mine)| {
            let others: BTreeSet<&str> = names
                .iter()
                .enumerate()
                .filter(|(j, _)| *j != i)
                .flat_map(|(_, theirs)| theirs.iter().copied())
                .collect();
            (i, mine.iter().filter(|name| !others.contains(*name)).map(|name| (*name).to_owned()).collect())
        })
        .collect();
    own.iter().all(|(_, names): &(usize, Vec<String>)| !names.is_empty()).then_some(Dispatch::Properties(own))
}

/// JSON types, if no two arms take the same; an integer beside a number goes to the integer.
fn by_type(api: &Api, arms: &[SchemaId]) -> Option<Dispatch> {
    let mut taken: BTreeSet<Role> = BTreeSet::new();
    let mut rows = Vec::new();
    for (i, &arm) in arms.iter().enumerate() {
        let roles = roles(api, arm, 0)?;
        if roles.is_empty() || roles.iter().any(|role| !taken.insert(*role)) {
            return None;
        }
        rows.push((i, roles));
    }
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
    by_type(api, &others)?;
    let mut inner = union.clone();
    inner.arms.clone_from(&objects);
    inner.discriminator = None;
    inner.dispatch = Some(dispatch);
    let whole = api.schemas.get(id)?.clone();
    let group = api.schemas.push(Schema {
        kind: SchemaKind::Union(inner),
        nullable: false,
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
