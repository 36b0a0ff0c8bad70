//! Limits that `validate` tests, and which types have any.

use super::Types;
use crate::api::{AdditionalProperties, Constraints, Idx, IndexVec, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::plan::{Check, FieldCheck, RustType, TypeDef, TypeId};

/// Deeper than this, nothing is checked: nobody nests lists so.
const DEEPEST: usize = 16;

/// The limits of a value of `schema`.
pub(super) fn of(types: &Types<'_>, schema: SchemaId) -> Vec<FieldCheck> {
    let mut checks = Vec::new();
    collect(types, schema, 0, &mut checks);
    checks
}

fn collect(types: &Types<'_>, id: SchemaId, depth: usize, checks: &mut Vec<FieldCheck>) {
    let Some(schema) = types.schema(types.resolve(id)).filter(|_| depth < DEEPEST) else { return };
    let limits = &schema.constraints;
    let own = match &schema.kind {
        SchemaKind::String(_) => of_string(limits),
        SchemaKind::Integer(_) | SchemaKind::Number(_) => of_number(limits),
        SchemaKind::Array(_) => of_array(limits),
        SchemaKind::Object(object) if !super::walk::is_struct(object) => of_object(limits),
        _ => Vec::new(),
    };
    checks.extend(own.into_iter().map(|check| FieldCheck { depth, check }));
    match &schema.kind {
        SchemaKind::Array(items) => collect(types, *items, depth + 1, checks),
        SchemaKind::Object(object) if !super::walk::is_struct(object) => {
            if let AdditionalProperties::Schema(values) = object.additional {
                collect(types, values, depth + 1, checks);
            }
        }
        _ => {}
    }
}

fn of_string(limits: &Constraints) -> Vec<Check> {
    let pattern = limits.pattern.as_ref().filter(|pattern| regex_lite::Regex::new(pattern).is_ok());
    let lower = limits.min_length.filter(|length| *length > 0).map(Check::MinLength);
    let upper = limits.max_length.map(Check::MaxLength);
    lower.into_iter().chain(upper).chain(pattern.cloned().map(Check::Pattern)).collect()
}

fn of_number(limits: &Constraints) -> Vec<Check> {
    let text = |number: &Option<crate::tree::Number>| number.as_ref().map(ToString::to_string);
    [
        text(&limits.minimum).map(Check::Minimum),
        text(&limits.maximum).map(Check::Maximum),
        text(&limits.exclusive_minimum).map(Check::ExclusiveMinimum),
        text(&limits.exclusive_maximum).map(Check::ExclusiveMaximum),
        text(&limits.multiple_of).map(Check::MultipleOf),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_array(limits: &Constraints) -> Vec<Check> {
    let lower = limits.min_items.filter(|count| *count > 0).map(Check::MinItems);
    let unique = limits.unique_items.then_some(Check::UniqueItems);
    lower.into_iter().chain(limits.max_items.map(Check::MaxItems)).chain(unique).collect()
}

/// Limits on the number of properties.
pub(super) fn of_object(limits: &Constraints) -> Vec<Check> {
    let lower = limits.min_properties.filter(|count| *count > 0).map(Check::MinProperties);
    lower.into_iter().chain(limits.max_properties.map(Check::MaxProperties)).collect()
}

/// Patterns that the regular expressions of generated code cannot check.
pub(super) fn report_patterns(api: &crate::api::Api, diagnostics: &mut Diagnostics) {
    for (_, schema) in api.schemas.iter() {
        let Some(pattern) = &schema.constraints.pattern else { continue };
        let Err(why) = regex_lite::Regex::new(pattern) else { continue };
        diagnostics.push(Diagnostic::new(
            &codes::OA209,
            format!("the pattern cannot be checked: {why}"),
            Label::value(&schema.origin.child("pattern"), "not checked"),
        ));
    }
}

/// Marks every type in which something can be violated, however deep: until nothing changes.
pub(super) fn settle_validates(defs: &mut IndexVec<TypeId, TypeDef>) {
    let mut known = vec![false; defs.len()];
    loop {
        let mut changed = false;
        for (id, def) in defs.iter() {
            let now = can_be_violated(def, &known);
            if let Some(place) = known.get_mut(id.index()).filter(|place| now && !**place) {
                *place = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for (id, def) in defs.iter_mut() {
        if let TypeDef::Struct(def) = def {
            def.validates = known.get(id.index()).copied().unwrap_or_default();
        }
    }
}

fn can_be_violated(def: &TypeDef, known: &[bool]) -> bool {
    match def {
        TypeDef::Struct(def) => {
            !def.checks.is_empty()
                || def.fields.iter().any(|field| !field.checks.is_empty() || holds(&field.ty, known))
                || def.extra.as_ref().is_some_and(|extra| !extra.checks.is_empty() || holds(&extra.ty, known))
        }
        TypeDef::Alias(def) => holds(&def.ty, known),
        // A value that is not listed.
        TypeDef::Enum(def) => def.other.is_some() && !def.open,
        // A value that no arm holds.
        TypeDef::Union(_) => true,
        TypeDef::Newtype(_) => false,
    }
}

fn holds(ty: &RustType, known: &[bool]) -> bool {
    match ty {
        RustType::Def(id) => known.get(id.index()).copied().unwrap_or_default(),
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => {
            holds(inner, known)
        }
        RustType::Scalar(scalar) => scalar.is_kept_text(),
        RustType::Json | RustType::External(..) => false,
    }
}
