//! Properties that only `then`, `else` or `dependentSchemas` name become properties of the whole: a value may have them,
//! and nothing of it may be lost. What is said of them holds under a condition, so of their schemas only the types are
//! taken; `validate` checks the condition.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{nullable, resolve, resolved};
use super::limits;
use crate::api::{
    AdditionalProperties, Api, Branch, BranchHolds, Condition, Constraints, Enumeration, IntegerFormat, Literal,
    NameHint, NumberFormat, ObjectSchema, Property, Schema, SchemaId, SchemaKind, StringFormat, UnionKind, UnionSchema,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::tree::{Node, Number};

/// Deeper than this, lists keep the limits of their items.
const DEEPEST: usize = 8;

/// Gives every object the properties of its branches, and says where their types are more than the document says.
pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    let used = limits::used(api);
    let mut told = BTreeSet::new();
    let ids: Vec<SchemaId> = api.schemas.ids().collect();
    for id in ids {
        let named = match &api.schemas[id].kind {
            SchemaKind::Object(object) if is_open(object) => named_by_branches(api, id, object),
            _ => continue,
        };
        let (mut more, mut supposed) = (Vec::new(), Vec::new());
        for all in named {
            let schemas: Vec<SchemaId> = all.iter().map(|property| property.schema).collect();
            let Some(first) = all.into_iter().next() else { continue };
            let always = is_always_named(api, id, &first.name);
            let Some(schema) = united(api, id, &first, &schemas) else { continue };
            let typed = !matches!(api.schemas[schema].kind, SchemaKind::Any);
            if typed && !always && used.contains(&id) && told.insert(first.origin.clone()) {
                supposed.push(first.clone());
            }
            more.push(Property { schema, required: false, ..first });
        }
        report(&supposed, diagnostics);
        if let SchemaKind::Object(object) = &mut api.schemas[id].kind {
            object.properties.extend(more);
        }
    }
}

fn is_open(object: &ObjectSchema) -> bool {
    matches!(object.additional, AdditionalProperties::Unstated | AdditionalProperties::Any)
}

/// Whether an `if` of a schema names a property in both its branches, so that one of them holds.
fn is_always_named(api: &Api, id: SchemaId, name: &str) -> bool {
    let names = |branch: &Branch| match resolved(api, branch.schema).map(|schema| &schema.kind) {
        Some(SchemaKind::Object(object)) => object.properties.iter().any(|property| property.name == name),
        _ => false,
    };
    literals(api, id).any(|literal| {
        let named = |holds| literal.branches.iter().any(|branch| branch.holds == holds && names(branch));
        named(BranchHolds::Then) && named(BranchHolds::Else)
    })
}

/// A type that holds under a condition is taken where the condition is not met, too.
fn report(supposed: &[Property], diagnostics: &mut Diagnostics) {
    let Some((first, others)) = supposed.split_first() else { return };
    let what = match others.len() {
        0 => format!("`{}`", first.name),
        count => format!("`{}` and {count} more", first.name),
    };
    diagnostics.push(Diagnostic::new(
        &codes::OA215,
        format!("only a condition says the type of {what}; it is taken also where the condition is not met"),
        Label::value(&first.origin, "taken for all values"),
    ));
}

/// The properties that only branches name, in order, each as all branches have it.
fn named_by_branches(api: &Api, id: SchemaId, object: &ObjectSchema) -> Vec<Vec<Property>> {
    let mut found: Vec<Vec<Property>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let known: BTreeSet<&str> = object.properties.iter().map(|property| property.name.as_str()).collect();
    let mut seen = BTreeSet::from([id]);
    let mut open = branches(api, id);
    while let Some(branch) = open.pop() {
        let branch = resolve(api, branch);
        if !seen.insert(branch) {
            continue;
        }
        match api.schemas.get(branch).map(|schema| &schema.kind) {
            Some(SchemaKind::Object(object)) => {
                for property in object.properties.iter().filter(|property| !known.contains(property.name.as_str())) {
                    let place = *places.entry(&property.name).or_insert(found.len());
                    match found.get_mut(place) {
                        Some(all) => all.push(property.clone()),
                        None => found.push(vec![property.clone()]),
                    }
                }
            }
            Some(SchemaKind::Union(union)) => open.extend(union.arms.iter().rev()),
            _ => {}
        }
        open.extend(branches(api, branch));
    }
    found
}

/// The branches of a schema, the last first.
fn branches(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    let branches: Vec<SchemaId> =
        literals(api, id).flat_map(|literal| literal.branches.iter().map(|branch| branch.schema)).collect();
    branches.into_iter().rev().collect()
}

fn literals(api: &Api, id: SchemaId) -> impl Iterator<Item = &Literal> {
    let conditions = api.schemas.get(id).map(|schema| schema.constraints.conditions.as_slice()).unwrap_or_default();
    conditions.iter().filter_map(|condition| match condition {
        Condition::Literal(literal) => Some(literal),
        _ => None,
    })
}

/// One schema for what several say of a property; none if all of them forbid it.
fn united(api: &mut Api, whole: SchemaId, property: &Property, schemas: &[SchemaId]) -> Option<SchemaId> {
    let allowed = |id: &SchemaId| {
        api.schemas.get(resolve(api, *id)).is_some_and(|schema| !matches!(schema.kind, SchemaKind::Never))
    };
    let schemas: Vec<SchemaId> = schemas.iter().copied().filter(allowed).collect();
    let first = api.schemas.get(*schemas.first()?)?.clone();
    let null = schemas.iter().any(|&id| says_null(api, id));
    let loose: Vec<SchemaKind> = schemas.iter().map(|&id| loosened(api, id, 0)).collect();
    let name = NameHint::Inline { parent: whole, role: property.name.clone() };
    let made = Schema {
        nullable: null,
        null_arms: None,
        constraints: Constraints::default(),
        examples: Vec::new(),
        name,
        ..first
    };
    let place = api.schemas.push(made);
    let kind = loose.into_iter().try_fold(None, |so_far, next| match so_far {
        None => Some(Some(next)),
        Some(so_far) => common(so_far, next).map(Some),
    });
    let kind = match kind.flatten() {
        Some(kind) => kind,
        None => choice(api, place, &schemas),
    };
    if let SchemaKind::Alias(to) = kind
        && matches!(api.schemas[to].name, NameHint::Inline { .. })
    {
        api.schemas[to].name = NameHint::Inline { parent: whole, role: property.name.clone() };
    }
    api.schemas[place].kind = kind;
    Some(place)
}

/// A union of schemas that are of several types.
fn choice(api: &mut Api, whole: SchemaId, schemas: &[SchemaId]) -> SchemaKind {
    let mut arms: Vec<SchemaId> = Vec::new();
    for (i, &id) in schemas.iter().enumerate() {
        let kind = loosened(api, id, 0);
        let name = NameHint::Inline { parent: whole, role: i.to_string() };
        let arm = match kind {
            SchemaKind::Alias(to) => to,
            kind => {
                let like = api.schemas[resolve(api, id)].clone();
                api.schemas.push(Schema { kind, constraints: Constraints::default(), name, ..like })
            }
        };
        if !arms.contains(&arm) {
            arms.push(arm);
        }
    }
    SchemaKind::Union(UnionSchema { kind: UnionKind::AnyOf, arms, discriminator: None, dispatch: None })
}

/// The type that a schema gives, without what it says under a condition only.
fn loosened(api: &mut Api, id: SchemaId, depth: usize) -> SchemaKind {
    let id = resolve(api, id);
    let Some(schema) = api.schemas.get(id).cloned() else { return SchemaKind::Any };
    match schema.kind {
        SchemaKind::Any => limits::scalar(&schema.constraints).unwrap_or(SchemaKind::Any),
        SchemaKind::Enum(list) => of_list(list),
        SchemaKind::Array(items) if depth < DEEPEST => {
            let kind = loosened(api, items, depth + 1);
            let null = says_null(api, items);
            let like = api.schemas[resolve(api, items)].clone();
            let named_items =
                Schema { kind, nullable: null, null_arms: None, constraints: Constraints::default(), ..like };
            let name = NameHint::Inline { parent: id, role: "item".to_owned() };
            SchemaKind::Array(api.schemas.push(Schema { name, ..named_items }))
        }
        SchemaKind::Object(_) | SchemaKind::Union(_) | SchemaKind::Array(_) | SchemaKind::Tuple(..) => {
            SchemaKind::Alias(id)
        }
        kind => kind,
    }
}

/// Whether null is allowed by a schema that has a type.
fn says_null(api: &Api, id: SchemaId) -> bool {
    nullable(api, id) && !resolved(api, id).is_some_and(|schema| matches!(schema.kind, SchemaKind::Any))
}

/// Strings stay a list, to which others may come; of other values only the type is taken.
fn of_list(list: Enumeration) -> SchemaKind {
    let all = |of: fn(&Node) -> bool| list.values.iter().all(of);
    if all(|value| matches!(value, Node::String(_))) {
        SchemaKind::Enum(Enumeration { open: true, ..list })
    } else if all(|value| value.as_number().is_some_and(Number::is_integer)) {
        SchemaKind::Integer(IntegerFormat::Plain)
    } else if all(|value| value.as_number().is_some()) {
        SchemaKind::Number(NumberFormat::Plain)
    } else if all(|value| value.as_bool().is_some()) {
        SchemaKind::Boolean
    } else {
        SchemaKind::Any
    }
}

/// The type that takes the values of both, if there is one beside a union.
fn common(a: SchemaKind, b: SchemaKind) -> Option<SchemaKind> {
    use SchemaKind::{Alias, Any, Boolean, Enum, Integer, Number, String};
    Some(match (a, b) {
        (Any, _) | (_, Any) => Any,
        (Boolean, Boolean) => Boolean,
        (Integer(x), Integer(y)) => Integer(if x == y { x } else { IntegerFormat::Plain }),
        (Number(x), Number(y)) => Number(if x == y { x } else { NumberFormat::Plain }),
        (Integer(_), Number(_)) | (Number(_), Integer(_)) => Number(NumberFormat::Plain),
        (String(x), String(y)) => String(if x == y { x } else { StringFormat::Plain }),
        (Enum(_), String(_)) | (String(_), Enum(_)) => String(StringFormat::Plain),
        (Enum(x), Enum(y)) => Enum(joined(x, y)),
        (Alias(x), Alias(y)) if x == y => Alias(x),
        _ => return None,
    })
}

/// The values of both lists.
fn joined(mut list: Enumeration, other: Enumeration) -> Enumeration {
    // Names and descriptions beside the values are those of one list each.
    if list.values != other.values {
        list.names.clear();
        list.descriptions.clear();
        list.values.extend(other.values);
        let mut seen = BTreeSet::new();
        list.values.retain(|value| seen.insert(value.canonical()));
    }
    list
}
