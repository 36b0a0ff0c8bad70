//! The type of a schema without one, by its limits.

use std::collections::BTreeSet;

use crate::api::{
    AdditionalProperties, Api, Constraints, NameHint, NumberFormat, ObjectSchema, Schema, SchemaId, SchemaKind,
    StringFormat,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};

/// Gives every schema that could be any JSON the type its limits speak of, if they speak of one. Schemas that values
/// are only held against keep their meaning to the letter.
pub(super) fn run(api: &mut Api, used: &BTreeSet<SchemaId>, diagnostics: &mut Diagnostics) {
    let held_against: BTreeSet<SchemaId> = api
        .schemas
        .iter()
        .flat_map(|(_, schema)| &schema.constraints.conditions)
        .flat_map(|one| one.schemas())
        .copied()
        .collect();
    for id in used.difference(&held_against).copied() {
        let schema = &api.schemas[id];
        if !matches!(schema.kind, SchemaKind::Any) {
            continue;
        }
        let Some((kind, key, words)) = spoken_of(&schema.constraints) else { continue };
        let origin = schema.origin.clone();
        let kind = match kind {
            Spoken::Number => SchemaKind::Number(NumberFormat::Plain),
            Spoken::String => SchemaKind::String(StringFormat::Plain),
            Spoken::Object => {
                SchemaKind::Object(ObjectSchema { properties: Vec::new(), additional: AdditionalProperties::Unstated })
            }
            Spoken::Array => {
                let item = Schema {
                    nullable: false,
                    null_arms: None,
                    constraints: Constraints::default(),
                    default: None,
                    docs: crate::api::Docs::default(),
                    examples: Vec::new(),
                    name: NameHint::Inline { parent: id, role: "item".to_owned() },
                    ..schema.clone()
                };
                SchemaKind::Array(api.schemas.push(item))
            }
        };
        api.schemas[id].kind = kind;
        diagnostics.push(Diagnostic::new(
            &codes::OA215,
            format!("the schema has no type; `{key}` speaks of {words}, so it is read as one"),
            Label::value(&origin, "read as the type"),
        ));
    }
}

/// The scalar that limits speak of, if they speak of one.
pub(in crate::passes) fn scalar(limits: &Constraints) -> Option<SchemaKind> {
    match spoken_of(limits)?.0 {
        Spoken::Number => Some(SchemaKind::Number(NumberFormat::Plain)),
        Spoken::String => Some(SchemaKind::String(StringFormat::Plain)),
        Spoken::Array | Spoken::Object => None,
    }
}

/// A type that limits speak of.
#[derive(Clone, Copy)]
enum Spoken {
    Number,
    String,
    Array,
    Object,
}

/// The one type that all limits speak of, with the first that does.
fn spoken_of(limits: &Constraints) -> Option<(Spoken, &'static str, &'static str)> {
    let number = [
        (limits.minimum.is_some(), "minimum"),
        (limits.maximum.is_some(), "maximum"),
        (limits.exclusive_minimum.is_some(), "exclusiveMinimum"),
        (limits.exclusive_maximum.is_some(), "exclusiveMaximum"),
        (!limits.multiple_of.is_empty(), "multipleOf"),
    ];
    let string = [
        (limits.min_length.is_some(), "minLength"),
        (limits.max_length.is_some(), "maxLength"),
        (!limits.patterns.is_empty(), "pattern"),
    ];
    let array = [
        (limits.min_items.is_some(), "minItems"),
        (limits.max_items.is_some(), "maxItems"),
        (limits.unique_items, "uniqueItems"),
    ];
    let object =
        [(limits.min_properties.is_some(), "minProperties"), (limits.max_properties.is_some(), "maxProperties")];
    let first = |keys: &[(bool, &'static str)]| keys.iter().find(|(set, _)| *set).map(|(_, key)| *key);
    let mut spoken = [
        first(&number).map(|key| (Spoken::Number, key, "a number")),
        first(&string).map(|key| (Spoken::String, key, "a string")),
        first(&array).map(|key| (Spoken::Array, key, "an array")),
        first(&object).map(|key| (Spoken::Object, key, "an object")),
    ]
    .into_iter()
    .flatten();
    spoken.next().filter(|_| spoken.next().is_none())
}
