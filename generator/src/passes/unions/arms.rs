use super::nulls::{self, Nulls};
use crate::api::{
    AdditionalProperties, Api, Constraints, Enumeration, IntegerFormat, NameHint, NumberFormat, Schema, SchemaId,
    SchemaKind, StringFormat, UnionKind, UnionSchema,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::graph::{resolve, resolved};
use crate::tree::Node;

/// Nested unions are spliced in no deeper than this.
const DEEPEST: usize = 16;

pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    let nulls = nulls::run(api, diagnostics);
    let ids: Vec<SchemaId> = api.schemas.ids().collect();
    for id in ids {
        let Some(SchemaKind::Union(union)) = api.schemas.get(id).map(|schema| &schema.kind) else { continue };
        let union = union.clone();
        let mut null = false;
        let mut arms = Vec::new();
        flatten(api, &nulls, (id, &union), &mut arms, &mut null, 0);
        if union.kind == UnionKind::AnyOf {
            absorb(api, id, &mut arms);
        }
        unite_scalars(api, id, &mut arms, diagnostics);
        let kind = match arms.as_slice() {
            // Every arm was null.
            [] if null => SchemaKind::Never,
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
fn flatten(
    api: &Api,
    nulls: &Nulls,
    (owner, union): (SchemaId, &UnionSchema),
    arms: &mut Vec<SchemaId>,
    null: &mut bool,
    depth: usize,
) {
    for &arm in &union.arms {
        let settled = resolve(api, arm);
        let Some(schema) = api.schemas.get(settled) else { continue };
        if settled == owner {
            continue;
        }
        let typed = !matches!(schema.kind, SchemaKind::Any);
        *null |= typed && nulls.is_said(arm);
        match &schema.kind {
            SchemaKind::Union(inner) if depth < DEEPEST && can_splice(union, inner) && !is_named(api, settled) => {
                flatten(api, nulls, (owner, inner), arms, null, depth + 1);
            }
            _ if means_null(schema) => {}
            _ if arms.iter().any(|&known| resolve(api, known) == settled) => {}
            _ => arms.push(arm),
        }
    }
}

/// Whether the arms of an inner union can stand among those of an outer one and still mean the same.
fn can_splice(outer: &UnionSchema, inner: &UnionSchema) -> bool {
    inner.discriminator.is_none() && (inner.kind == outer.kind || inner.arms.len() < 2)
}

/// What OpenAPI 3.0 has for the type null: a nullable object that can have no property.
fn means_null(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => {
            schema.nullable && object.properties.is_empty() && object.additional == AdditionalProperties::Forbidden
        }
        SchemaKind::Enum(list) => schema.nullable && list.values.is_empty(),
        SchemaKind::Never => schema.nullable,
        _ => false,
    }
}

/// Makes one open list of lists of strings and a plain string: whatever a list does not list is described by the string.
fn absorb(api: &mut Api, id: SchemaId, arms: &mut Vec<SchemaId>) {
    let plain = |&arm: &SchemaId| {
        resolved(api, arm).is_some_and(|schema| {
            let free = schema.constraints == Constraints::default() && !is_named(api, arm);
            free && matches!(schema.kind, SchemaKind::String(StringFormat::Plain))
        })
    };
    let list = |arm: SchemaId| match &resolved(api, arm)?.kind {
        SchemaKind::Enum(list) => list.values.iter().all(|value| matches!(value, Node::String(_))).then_some(list),
        _ => None,
    };
    let mut open = Enumeration { values: Vec::new(), names: Vec::new(), descriptions: Vec::new(), open: true };
    for list in arms.iter().filter_map(|&arm| list(arm)) {
        for (i, value) in list.values.iter().enumerate() {
            if open.values.contains(value) {
                continue;
            }
            open.values.push(value.clone());
            open.names.push(list.names.get(i).cloned().flatten());
            open.descriptions.push(list.descriptions.get(i).cloned().flatten());
        }
    }
    let Some(whole) = api.schemas.get(id).cloned().filter(|_| !open.values.is_empty() && arms.iter().any(plain)) else {
        return;
    };
    let absorbed: Vec<SchemaId> = arms.iter().copied().filter(|arm| plain(arm) || list(*arm).is_some()).collect();
    let open = part(api, id, whole, SchemaKind::Enum(open), Constraints::default());
    replace(arms, &absorbed, open);
}

/// A schema that stands for several arms of a union.
fn part(api: &mut Api, id: SchemaId, whole: Schema, kind: SchemaKind, constraints: Constraints) -> SchemaId {
    api.schemas.push(Schema {
        kind,
        nullable: false,
        null_arms: None,
        constraints,
        default: None,
        examples: Vec::new(),
        name: NameHint::Inline { parent: id, role: "value".to_owned() },
        ..whole
    })
}

/// Puts one arm where the first of several stood.
fn replace(arms: &mut Vec<SchemaId>, several: &[SchemaId], one: SchemaId) {
    let at = arms.iter().position(|arm| several.contains(arm)).unwrap_or_default();
    arms.retain(|arm| !several.contains(arm));
    arms.insert(at.min(arms.len()), one);
}

/// Scalars that have one type in every language and the same limits become one arm.
fn unite_scalars(api: &mut Api, id: SchemaId, arms: &mut Vec<SchemaId>, diagnostics: &mut Diagnostics) {
    for first in arms.clone() {
        let Some(one) = resolved(api, first).cloned().filter(|_| arms.contains(&first)) else { continue };
        let alike = |&arm: &SchemaId| {
            resolved(api, arm)
                .is_some_and(|schema| is_same(&one.kind, &schema.kind) && one.constraints == schema.constraints)
        };
        let alike: Vec<SchemaId> = arms.iter().copied().filter(alike).collect();
        let Some(whole) = api.schemas.get(id).cloned().filter(|_| alike.len() > 1) else { continue };
        let equal = |&arm: &SchemaId| resolved(api, arm).is_some_and(|schema| is_equal(&one.kind, &schema.kind));
        if alike.iter().all(equal) {
            replace(arms, &alike, first);
            continue;
        }
        let mut finding = Diagnostic::new(
            &codes::OA203,
            format!("{} arms have the same type, whatever their formats; they are read as one", alike.len()),
            Label::value(&whole.origin, "this union"),
        );
        for &arm in alike.iter().take(3) {
            finding = finding.and(Label::value(&api.schemas[arm].origin, "one of them"));
        }
        diagnostics.push(finding);
        let kind = match one.kind {
            SchemaKind::String(_) => SchemaKind::String(StringFormat::Plain),
            // A float would round what another arm keeps.
            SchemaKind::Number(_) => SchemaKind::Number(NumberFormat::Plain),
            // What has no format may be longer.
            SchemaKind::Integer(_) => SchemaKind::Integer(IntegerFormat::Plain),
            kind => kind,
        };
        let united = part(api, id, whole, kind, one.constraints);
        replace(arms, &alike, united);
    }
}

/// Whether two scalars have the same type.
fn is_same(one: &SchemaKind, other: &SchemaKind) -> bool {
    [is_text, is_integer, is_number].iter().any(|of| of(one) && of(other)) || is_equal(one, other)
}

fn is_equal(one: &SchemaKind, other: &SchemaKind) -> bool {
    match (one, other) {
        (SchemaKind::Boolean, SchemaKind::Boolean) => true,
        (SchemaKind::Integer(one), SchemaKind::Integer(other)) => one == other,
        (SchemaKind::Number(one), SchemaKind::Number(other)) => one == other,
        (SchemaKind::String(one), SchemaKind::String(other)) => one == other,
        _ => false,
    }
}

fn is_text(kind: &SchemaKind) -> bool {
    use StringFormat::{Binary, Other, Plain};
    matches!(kind, SchemaKind::String(Plain | Binary | Other(_)))
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
