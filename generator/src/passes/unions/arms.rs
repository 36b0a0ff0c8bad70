use crate::api::{
    AdditionalProperties, Api, Constraints, IntegerFormat, NameHint, NumberFormat, Schema, SchemaId, SchemaKind,
    StringFormat, UnionSchema,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::graph::{nullable, resolve, resolved};
use crate::tree::Node;

/// Nested unions are spliced in no deeper than this.
const DEEPEST: usize = 16;

pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    let ids: Vec<SchemaId> = api.schemas.ids().collect();
    for id in ids {
        let Some(SchemaKind::Union(union)) = api.schemas.get(id).map(|schema| schema.kind.clone()) else { continue };
        let mut null = false;
        let mut arms = Vec::new();
        flatten(api, id, &union, &mut arms, &mut null, 0);
        absorb(api, &mut arms);
        unite_scalars(api, id, &mut arms, diagnostics);
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
            SchemaKind::Union(inner) if depth < DEEPEST && inner.discriminator.is_none() && !is_named(api, settled) => {
                flatten(api, owner, inner, arms, null, depth + 1);
            }
            _ if means_null(schema) => {}
            _ if arms.iter().any(|&known| resolve(api, known) == settled) => {}
            _ => arms.push(arm),
        }
    }
}

/// What OpenAPI 3.0 has for the type null: a nullable object that can have no property.
fn means_null(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => {
            schema.nullable && object.properties.is_empty() && object.additional == AdditionalProperties::Forbidden
        }
        SchemaKind::Enum(list) => schema.nullable && list.values.is_empty(),
        _ => false,
    }
}

/// Takes away plain strings beside a list of strings: enums are open, so nothing is lost.
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

/// Scalars that have one type in every language become one arm, which has no limits, since each has its own.
fn unite_scalars(api: &mut Api, id: SchemaId, arms: &mut Vec<SchemaId>, diagnostics: &mut Diagnostics) {
    for same in [is_text, is_integer, is_number] {
        let alike: Vec<SchemaId> =
            arms.iter().copied().filter(|&arm| resolved(api, arm).is_some_and(|schema| same(&schema.kind))).collect();
        let (Some(&first), true) = (alike.first(), alike.len() > 1) else { continue };
        let (Some(one), Some(whole)) = (resolved(api, first).cloned(), api.schemas.get(id).cloned()) else { continue };
        let kind = match one.kind {
            SchemaKind::String(_) => SchemaKind::String(StringFormat::Plain),
            // A float would round what another arm keeps.
            SchemaKind::Number(_) => SchemaKind::Number(NumberFormat::Plain),
            kind => kind,
        };
        let origin = whole.origin.clone();
        let united = api.schemas.push(Schema {
            kind,
            nullable: false,
            constraints: Constraints::default(),
            default: None,
            examples: Vec::new(),
            name: NameHint::Inline { parent: id, role: "value".to_owned() },
            ..whole
        });
        let mut finding = Diagnostic::new(
            &codes::OA203,
            format!("{} arms have the same type; they are read as one, and their limits are not checked", alike.len()),
            Label::value(&origin, "this union"),
        );
        for &arm in alike.iter().take(3) {
            finding = finding.and(Label::value(&api.schemas[arm].origin, "one of them"));
        }
        diagnostics.push(finding);
        let at = arms.iter().position(|&arm| arm == first).unwrap_or_default();
        arms.retain(|arm| !alike.contains(arm));
        arms.insert(at.min(arms.len()), united);
    }
}

fn is_text(kind: &SchemaKind) -> bool {
    use StringFormat::{Binary, Byte, Date, DateTime, Decimal, Other, Plain, Time};
    matches!(kind, SchemaKind::String(Plain | Binary | Byte | Date | DateTime | Decimal | Time | Other(_)))
}

fn is_integer(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Integer(IntegerFormat::Plain | IntegerFormat::Int64))
}

fn is_number(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Number(_))
}

fn is_named(api: &Api, id: SchemaId) -> bool {
    resolved(api, id).is_some_and(|schema| matches!(schema.name, NameHint::Component(_)))
}
