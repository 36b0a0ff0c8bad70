//! Limits that no value keeps together.

use std::collections::BTreeSet;

use super::{broken, of_kind};
use crate::api::{Api, Constraints, Schema, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::tree::Number;

/// Two keywords that no value keeps together, with what they say.
pub(in crate::passes) fn contradiction(limits: &Constraints) -> Option<String> {
    let over = |low: (&str, Option<u64>), high: (&str, Option<u64>)| match (low.1, high.1) {
        (Some(least), Some(most)) if least > most => Some(format!("{} {least} is above {} {most}", low.0, high.0)),
        _ => None,
    };
    over(("minLength", limits.min_length), ("maxLength", limits.max_length))
        .or_else(|| over(("minItems", limits.min_items), ("maxItems", limits.max_items)))
        .or_else(|| over(("minProperties", limits.min_properties), ("maxProperties", limits.max_properties)))
        .or_else(|| crossed(limits))
}

/// A lower limit of numbers that leaves nothing below the upper one.
fn crossed(limits: &Constraints) -> Option<String> {
    let lower = [("minimum", &limits.minimum, true), ("exclusiveMinimum", &limits.exclusive_minimum, false)];
    let upper = [("maximum", &limits.maximum, true), ("exclusiveMaximum", &limits.exclusive_maximum, false)];
    let value = |number: &Option<Number>| number.as_ref().and_then(Number::decimal);
    for (low_key, low, low_included) in lower {
        for (high_key, high, high_included) in upper {
            let (Some(low_value), Some(high_value)) = (value(low), value(high)) else { continue };
            if low_value > high_value || (low_value == high_value && !(low_included && high_included)) {
                let text = |number: &Option<Number>| number.as_ref().map_or_else(String::new, ToString::to_string);
                return Some(format!("{low_key} {} leaves nothing below {high_key} {}", text(low), text(high)));
            }
        }
    }
    None
}

/// Limits of one schema that exclude each other. Asked before `allOf` is merged, which tells of what only its members
/// do together.
pub(super) fn own(api: &Api, diagnostics: &mut Diagnostics) {
    for (_, schema) in api.schemas.iter() {
        if let Some(text) = contradiction(&of_kind(&schema.kind, &schema.constraints)) {
            diagnostics.push(Diagnostic::new(
                &codes::OA214,
                format!("no value keeps both limits: {text}"),
                Label::value(&schema.origin, "no value keeps both"),
            ));
        }
    }
}

/// Listed values that break a limit. Limits that all listed values keep are told by the list itself and go.
pub(super) fn of_lists(api: &mut Api, used: &BTreeSet<SchemaId>, diagnostics: &mut Diagnostics) {
    for &id in used {
        listed(&mut api.schemas[id], diagnostics);
    }
}

fn listed(schema: &mut Schema, diagnostics: &mut Diagnostics) {
    let SchemaKind::Enum(list) = &schema.kind else { return };
    let first = list.values.iter().enumerate().find_map(|(index, value)| {
        let reason = broken(&schema.constraints, value).into_iter().next()?;
        Some((index, reason))
    });
    match first {
        None => {
            let conditions = std::mem::take(&mut schema.constraints.conditions);
            schema.constraints = Constraints { conditions, ..Constraints::default() };
        }
        Some((_, reason)) => diagnostics.push(Diagnostic::new(
            &codes::OA214,
            format!("a listed value breaks a limit beside the list: it {reason}"),
            Label::value(&schema.origin.child("enum"), "lists a value that is not allowed"),
        )),
    }
}
