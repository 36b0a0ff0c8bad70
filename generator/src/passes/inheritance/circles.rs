//! Parents that list their heirs as arms, while the heirs name the parent in their `allOf`. To the letter that is a circle;
//! what is meant: the parent is any of its heirs, and the heirs have what else the parent says.

use super::super::graph::resolve;
use super::descends;
use crate::api::{Api, Constraints, MappingEntry, NameHint, Schema, SchemaId, SchemaKind, UnionSchema};

/// Gives every such parent a base for its heirs, and makes the parent the union of its arms.
pub(super) fn open(api: &mut Api) {
    let components: Vec<SchemaId> = api.components.iter().map(|(_, id)| *id).collect();
    for parent in components {
        let Some((mut union, rest)) = parts(api, parent) else { continue };
        if !union.arms.iter().any(|&arm| descends(api, resolve(api, arm), parent)) {
            continue;
        }
        let base = base(api, parent, rest);
        lead_to(api, &union.arms, parent, base);
        let old = std::mem::take(&mut union.arms);
        for (i, arm) in old.into_iter().enumerate() {
            let new = with_base(api, parent, (i, arm), base);
            remap(api, &mut union, arm, new);
            union.arms.push(new);
        }
        let schema = &mut api.schemas[parent];
        schema.constraints = Constraints::default();
        schema.kind = SchemaKind::Union(union);
    }
}

/// The only union of a schema, and its other members.
fn parts(api: &Api, id: SchemaId) -> Option<(UnionSchema, Vec<SchemaId>)> {
    match &api.schemas.get(id)?.kind {
        SchemaKind::Union(union) => Some((union.clone(), Vec::new())),
        SchemaKind::AllOf(members) => {
            let inline = |member: &&SchemaId| {
                api.schemas.get(**member).is_some_and(|schema| {
                    matches!(schema.kind, SchemaKind::Union(_)) && !matches!(schema.name, NameHint::Component(_))
                })
            };
            let mut unions = members.iter().filter(inline);
            let (Some(&only), None) = (unions.next(), unions.next()) else { return None };
            let SchemaKind::Union(union) = &api.schemas.get(only)?.kind else { return None };
            Some((union.clone(), members.iter().copied().filter(|&member| member != only).collect()))
        }
        _ => None,
    }
}

/// What a parent says beside its arms, under a name of its own; any value if it says nothing.
fn base(api: &mut Api, parent: SchemaId, rest: Vec<SchemaId>) -> SchemaId {
    let whole = api.schemas[parent].clone();
    let kind = if rest.is_empty() { SchemaKind::Any } else { SchemaKind::AllOf(rest) };
    api.schemas.push(Schema {
        kind,
        nullable: false,
        null_arms: None,
        default: None,
        examples: Vec::new(),
        name: NameHint::Inline { parent, role: "base".to_owned() },
        ..whole
    })
}

/// Leads the `allOf` of heirs, and of those between them and the parent, to the base.
fn lead_to(api: &mut Api, arms: &[SchemaId], parent: SchemaId, base: SchemaId) {
    let mut seen: Vec<SchemaId> = Vec::new();
    let mut stack: Vec<SchemaId> = arms.iter().map(|&arm| resolve(api, arm)).collect();
    while let Some(at) = stack.pop() {
        if at == parent || seen.contains(&at) {
            continue;
        }
        seen.push(at);
        let Some(SchemaKind::AllOf(members)) = api.schemas.get(at).map(|schema| &schema.kind) else { continue };
        let settled = members.iter().map(|&member| if resolve(api, member) == parent { base } else { member });
        let settled: Vec<SchemaId> = settled.collect();
        stack.extend(settled.iter().map(|&member| resolve(api, member)));
        api.schemas[at].kind = SchemaKind::AllOf(settled);
    }
}

/// An arm that is no heir has what the parent says as well.
fn with_base(api: &mut Api, parent: SchemaId, (index, arm): (usize, SchemaId), base: SchemaId) -> SchemaId {
    let says_nothing = matches!(api.schemas[base].kind, SchemaKind::Any);
    if says_nothing || descends(api, resolve(api, arm), base) {
        return arm;
    }
    let whole = api.schemas[arm].clone();
    api.schemas.push(Schema {
        kind: SchemaKind::AllOf(vec![base, arm]),
        constraints: Constraints::default(),
        name: NameHint::Inline { parent, role: name_of(api, arm).unwrap_or_else(|| index.to_string()) },
        ..whole
    })
}

fn name_of(api: &Api, id: SchemaId) -> Option<String> {
    match &api.schemas.get(id)?.name {
        NameHint::Component(name) => Some(name.clone()),
        _ => None,
    }
}

/// What chose the old arm chooses the new one; its name, if nothing did.
fn remap(api: &Api, union: &mut UnionSchema, old: SchemaId, new: SchemaId) {
    let Some(tag) = union.discriminator.as_mut().filter(|_| old != new) else { return };
    let mut known = false;
    for entry in tag.mapping.iter_mut().filter(|entry| resolve(api, entry.schema) == resolve(api, old)) {
        entry.schema = new;
        known = true;
    }
    if tag.default.is_some_and(|default| resolve(api, default) == resolve(api, old)) {
        tag.default = Some(new);
    }
    if let (false, Some(value)) = (known, name_of(api, old)) {
        tag.mapping.push(MappingEntry { value, schema: new });
    }
}
