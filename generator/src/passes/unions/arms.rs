use crate::api::{Api, NameHint, SchemaId, SchemaKind, StringFormat, UnionSchema};
use crate::passes::graph::{nullable, resolve, resolved};
use crate::tree::Node;

/// Nested unions are spliced in no deeper than this.
const DEEPEST: usize = 16;

pub(super) fn run(api: &mut Api) {
    let ids: Vec<SchemaId> = api.schemas.ids().collect();
    for id in ids {
        let Some(SchemaKind::Union(union)) = api.schemas.get(id).map(|schema| schema.kind.clone()) else { continue };
        let mut null = false;
        let mut arms = Vec::new();
        flatten(api, id, &union, &mut arms, &mut null, 0);
        absorb(api, &mut arms);
        let kind = match arms.as_slice() {
            [] => SchemaKind::Any,
            [only] => SchemaKind::Alias(*only),
            _ => SchemaKind::Union(UnionSchema { arms, ..union }),
        };
        let schema = &mut api.schemas[id];
        schema.nullable |= null;
        schema.kind = kind;
    }
}

/// The arms of a union, those of inline unions without a discriminator in their place, none twice.
fn flatten(api: &Api, owner: SchemaId, union: &UnionSchema, arms: &mut Vec<SchemaId>, null: &mut bool, depth: usize) {
    for &arm in &union.arms {
        let settled = resolve(api, arm);
        let Some(schema) = api.schemas.get(settled) else { continue };
        if settled == owner {
            continue;
        }
        let typed = !matches!(schema.kind, SchemaKind::Any);
        *null |= typed && nullable(api, arm);
        match &schema.kind {
            SchemaKind::Union(inner)
                if depth < DEEPEST
                    && inner.discriminator.is_none()
                    && !matches!(schema.name, NameHint::Component(_)) =>
            {
                flatten(api, owner, inner, arms, null, depth + 1);
            }
            SchemaKind::Enum(list) if list.values.is_empty() => *null = true,
            _ if arms.iter().any(|&known| resolve(api, known) == settled) => {}
            _ => arms.push(arm),
        }
    }
}

/// Takes away arms that another arm holds without loss: plain strings beside a list of strings, since enums are open;
/// a format that has no type of its own beside a plain string.
fn absorb(api: &Api, arms: &mut Vec<SchemaId>) {
    let kind = |id: SchemaId| resolved(api, id).map(|schema| &schema.kind);
    let listed = arms.iter().any(|&arm| match kind(arm) {
        Some(SchemaKind::Enum(list)) => list.values.iter().all(|value| matches!(value, Node::String(_))),
        _ => false,
    });
    if listed {
        arms.retain(|&arm| !matches!(kind(arm), Some(SchemaKind::String(StringFormat::Plain))) || is_named(api, arm));
    }
}

fn is_named(api: &Api, id: SchemaId) -> bool {
    resolved(api, id).is_some_and(|schema| matches!(schema.name, NameHint::Component(_)))
}
