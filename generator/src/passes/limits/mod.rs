//! What limits say: of which types they speak, whether a value keeps them, whether any value can.

mod broken;
mod contradiction;
mod infer;

use std::collections::BTreeSet;

use crate::api::{Api, Condition, Constraints, Idx, SchemaId, SchemaKind, visit};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::graph::{nullable, parts, resolve};

pub(super) use broken::broken;
pub(super) use contradiction::contradiction;
pub(super) use infer::scalar;

/// Before `allOf` is merged: limits of one schema that exclude each other are reported.
pub(super) fn judge(api: &Api, diagnostics: &mut Diagnostics) {
    contradiction::own(api, diagnostics);
}

/// After that: schemas without a type get the only one their limits speak of, and listed values are held against the
/// limits beside them.
pub(super) fn settle(api: &mut Api, diagnostics: &mut Diagnostics) {
    break_circles(api, diagnostics);
    leave_out_large(api, diagnostics);
    refuse_null(api);
    let used = used(api);
    infer::run(api, &used, diagnostics);
    contradiction::of_lists(api, &used, diagnostics);
}

/// The schemas that values are of: what members of `allOf` were has been merged and is of no more interest.
pub(super) fn used(api: &Api) -> BTreeSet<SchemaId> {
    let roots = api.components.iter().map(|(_, id)| *id);
    let roots = roots.chain(visit::operations(api).flat_map(visit::operation_schemas));
    visit::reachable(api, roots)
}

/// Null is one value: where `not` speaks of it, it is not allowed, whatever `nullable` says beside it.
fn refuse_null(api: &mut Api) {
    let takes_null = |id: SchemaId| {
        let schema = api.schemas.get(resolve(api, id));
        nullable(api, id) && schema.is_some_and(|schema| schema.constraints.conditions.is_empty())
    };
    let not_null = |condition: &Condition| matches!(condition, Condition::Not(schema) if takes_null(*schema));
    let found: Vec<SchemaId> = api
        .schemas
        .iter()
        .filter(|(_, schema)| schema.nullable && schema.constraints.conditions.iter().any(not_null))
        .map(|(id, _)| id)
        .collect();
    for id in found {
        api.schemas[id].nullable = false;
    }
}

/// A schema that is held against itself is left out: to find out whether a value keeps it could take for ever.
fn break_circles(api: &mut Api, diagnostics: &mut Diagnostics) {
    let knots = knots(api);
    let knot = |id: SchemaId| knots.get(id.index());
    let circle = |condition: &Condition, id| condition.schemas().iter().any(|&schema| knot(schema) == knot(id));
    let holders = api.schemas.iter().filter(|(_, schema)| !schema.constraints.conditions.is_empty());
    let kept: Vec<(SchemaId, Vec<Condition>)> = holders
        .map(|(id, schema)| {
            let conditions = schema.constraints.conditions.iter();
            (id, conditions.filter(|condition| !circle(condition, id)).cloned().collect())
        })
        .collect();
    for (id, kept) in kept {
        let schema = &mut api.schemas[id];
        if kept.len() < schema.constraints.conditions.len() {
            let message = "a condition of the schema leads back to the schema itself; it is not checked";
            diagnostics.push(Diagnostic::new(&codes::OA008, message, Label::value(&schema.origin, "not checked")));
            schema.constraints.conditions = kept;
        }
    }
}

/// Schemas that a condition is made of, beyond which it is not checked: each holder would have a text of all of them.
const LARGEST: usize = 400;

/// Conditions that are made of very many schemas are left out.
fn leave_out_large(api: &mut Api, diagnostics: &mut Diagnostics) {
    let large = |condition: &Condition| visit::reaches_more(api, condition.schemas().iter().copied(), LARGEST);
    let holders = api.schemas.iter().filter(|(_, schema)| schema.constraints.conditions.iter().any(large));
    let found: Vec<(SchemaId, Vec<Condition>)> = holders
        .map(|(id, schema)| {
            let kept = schema.constraints.conditions.iter().filter(|condition| !large(condition));
            (id, kept.cloned().collect())
        })
        .collect();
    let mut told = BTreeSet::new();
    for (id, kept) in found {
        let schema = &mut api.schemas[id];
        schema.constraints.conditions = kept;
        if told.insert(schema.origin.clone()) {
            let message =
                format!("a condition of the schema is made of more than {LARGEST} schemas; it is not checked");
            diagnostics.push(Diagnostic::new(&codes::OA008, message, Label::value(&schema.origin, "not checked")));
        }
    }
}

/// For every schema the first of those that lead to it and that it leads to: a condition leads back if its schema has
/// the same one.
fn knots(api: &Api) -> Vec<usize> {
    let count = api.schemas.len();
    let (mut next, mut back) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for (id, schema) in api.schemas.iter() {
        for child in visit::children(schema) {
            next.get_mut(id.index()).into_iter().for_each(|list: &mut Vec<usize>| list.push(child.index()));
            back.get_mut(child.index()).into_iter().for_each(|list: &mut Vec<usize>| list.push(id.index()));
        }
    }
    parts(count, &next, &back)
}

/// The limits that values of a kind can break.
pub(crate) fn of_kind(kind: &SchemaKind, limits: &Constraints) -> Constraints {
    use SchemaKind::{Array, Boolean, Enum, Integer, Never, Number, Object, String, Tuple};
    let mut kept = limits.clone();
    let (number, text, list, object) = match kind {
        Integer(_) | Number(_) => (true, false, false, false),
        String(_) => (false, true, false, false),
        Array(_) | Tuple(..) => (false, false, true, false),
        Object(_) => (false, false, false, true),
        Boolean | Never => (false, false, false, false),
        Enum(_) => (true, true, false, false),
        SchemaKind::Any | SchemaKind::AllOf(_) | SchemaKind::Union(_) | SchemaKind::Alias(_) => return kept,
    };
    let none = Constraints::default();
    if !number {
        kept = Constraints {
            minimum: None,
            maximum: None,
            exclusive_minimum: None,
            exclusive_maximum: None,
            multiple_of: Vec::new(),
            ..kept
        };
    }
    if !text {
        kept = Constraints { min_length: None, max_length: None, patterns: Vec::new(), ..kept };
    }
    if !list {
        kept = Constraints { min_items: None, max_items: None, unique_items: none.unique_items, ..kept };
    }
    if !object {
        kept = Constraints { min_properties: None, max_properties: None, ..kept };
    }
    kept
}

#[cfg(test)]
mod tests;
