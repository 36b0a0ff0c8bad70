//! Limits that `validate` tests, and which types have any.

use std::collections::BTreeSet;

use super::{Types, demand, literals, regex, schema_text};
use crate::api::{AdditionalProperties, Api, Condition, Constraints, Idx, IndexVec, Schema, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::{graph, limits};
use crate::plan::{Check, FieldCheck, RustType, TypeDef, TypeId};

/// Deeper than this, nothing is checked: nobody nests lists so.
const DEEPEST: usize = 16;

/// The limits of a value of `schema`.
pub(super) fn of(types: &Types<'_>, schema: SchemaId) -> Vec<FieldCheck> {
    let mut checks = Vec::new();
    collect(types, schema, 0, &mut checks);
    checks
}

/// The limits of a list or map with a type of its own, and of what is inside up to the next such type.
pub(super) fn of_nest(types: &Types<'_>, id: SchemaId) -> Vec<FieldCheck> {
    let mut checks = Vec::new();
    collect_at(types, id, 0, &mut checks);
    checks
}

/// That a value is not null, where arms of a `oneOf` allow null and it breaks the `oneOf`.
pub(super) fn of_null(types: &Types<'_>, id: SchemaId, depth: usize) -> Option<FieldCheck> {
    graph::null_breaks(types.api, id).then_some(FieldCheck { depth, check: Check::NotNull })
}

/// The same for the properties of an object or the places of a tuple.
pub(super) fn of_nulls<'p>(types: &Types<'_>, parts: impl Iterator<Item = (&'p str, SchemaId)>) -> Vec<Check> {
    let broken = parts.filter(|(_, schema)| graph::null_breaks(types.api, *schema));
    broken.map(|(name, _)| Check::NotNullAt(name.to_owned())).collect()
}

fn collect(types: &Types<'_>, id: SchemaId, depth: usize, checks: &mut Vec<FieldCheck>) {
    // Outside of lists and maps, whoever holds the value looks at its null.
    if depth > 0 {
        checks.extend(of_null(types, id, depth));
    }
    let id = types.resolve(id);
    // A type that knows its own.
    if !types.nests.contains(&id) {
        collect_at(types, id, depth, checks);
    }
}

fn collect_at(types: &Types<'_>, id: SchemaId, depth: usize, checks: &mut Vec<FieldCheck>) {
    let Some(schema) = types.schema(id).filter(|_| depth < DEEPEST) else { return };
    let own = match &schema.kind {
        // Structs and tuples know their own.
        SchemaKind::Tuple(..) => Vec::new(),
        SchemaKind::Object(object) if super::walk::is_struct(object) => Vec::new(),
        _ => of_schema(types, id),
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

/// All limits that stand at a schema itself.
pub(super) fn of_schema(types: &Types<'_>, id: SchemaId) -> Vec<Check> {
    let Some(schema) = types.schema(id) else { return Vec::new() };
    let limits = limits::of_kind(&schema.kind, &schema.constraints);
    let mut checks = of_string(&limits);
    checks.extend(of_number(&limits));
    checks.extend(of_array(&limits));
    checks.extend(of_object(&limits));
    checks.extend(schema_text::of_conditions(types.api, &limits.conditions).into_iter().map(Check::Schema));
    checks
}

fn of_string(limits: &Constraints) -> Vec<Check> {
    let pattern = |text: &String| {
        let regexes = regex::of(text).ok()?;
        Some(Check::Pattern { text: text.clone(), regexes })
    };
    let lower = limits.min_length.filter(|length| *length > 0).map(Check::MinLength);
    let upper = limits.max_length.map(Check::MaxLength);
    lower.into_iter().chain(upper).chain(limits.patterns.iter().filter_map(pattern)).collect()
}

fn of_number(limits: &Constraints) -> Vec<Check> {
    let text = |number: &Option<crate::tree::Number>| number.as_ref().map(ToString::to_string);
    let steps = limits.multiple_of.iter().map(|step| Check::MultipleOf(step.to_string()));
    [
        text(&limits.minimum).map(Check::Minimum),
        text(&limits.maximum).map(Check::Maximum),
        text(&limits.exclusive_minimum).map(Check::ExclusiveMinimum),
        text(&limits.exclusive_maximum).map(Check::ExclusiveMaximum),
    ]
    .into_iter()
    .flatten()
    .chain(steps)
    .collect()
}

fn of_array(limits: &Constraints) -> Vec<Check> {
    let lower = limits.min_items.filter(|count| *count > 0).map(Check::MinItems);
    let unique = limits.unique_items.then_some(Check::UniqueItems);
    lower.into_iter().chain(limits.max_items.map(Check::MaxItems)).chain(unique).collect()
}

/// Limits on the number of properties.
fn of_object(limits: &Constraints) -> Vec<Check> {
    let lower = limits.min_properties.filter(|count| *count > 0).map(Check::MinProperties);
    lower.into_iter().chain(limits.max_properties.map(Check::MaxProperties)).collect()
}

/// Schemas whose limits speak of properties that the document does not name, so that these have to be kept: limits on
/// how many there are, schemas that values are held against, and items that must differ.
pub(super) fn that_keep_all(api: &Api) -> BTreeSet<SchemaId> {
    // One walk for each purpose: what is below the one kind is not below the other.
    let (mut deep, mut whole, mut asked) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (id, schema) in api.schemas.iter() {
        let limits = &schema.constraints;
        for condition in &limits.conditions {
            if let Condition::Literal(literal) = condition {
                demand::of_literal(api, &literal.schema, id, &mut asked);
            }
        }
        let conditions = limits.conditions.iter().flat_map(|condition| condition.schemas());
        let reach = conditions.map(|&condition| reach(api, schema, condition)).max().unwrap_or(Reach::Known);
        if reach == Reach::Whole || limits.min_properties.is_some() || limits.max_properties.is_some() {
            let arms = |schema: &Schema| match &schema.kind {
                SchemaKind::Union(union) => union.arms.clone(),
                SchemaKind::Alias(to) => vec![*to],
                _ => Vec::new(),
            };
            spread(api, id, &mut whole, arms);
        }
        if limits.unique_items || reach == Reach::Deep {
            spread(api, id, &mut deep, super::walk::children);
        }
    }
    deep.extend(whole);
    deep.extend(asked);
    deep
}

/// Adds a schema and all that `next` leads to.
fn spread(api: &Api, id: SchemaId, found: &mut BTreeSet<SchemaId>, next: impl Fn(&Schema) -> Vec<SchemaId>) {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if let Some(schema) = api.schemas.get(id).filter(|_| found.insert(id)) {
            open.extend(next(schema));
        }
    }
}

/// How far a condition looks beyond the properties that have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// Not at all.
    Known,
    /// At other properties of the whole.
    Whole,
    /// At values inside.
    Deep,
}

fn reach(api: &Api, whole: &Schema, condition: SchemaId) -> Reach {
    let Some(condition) = api.schemas.get(condition) else { return Reach::Known };
    let SchemaKind::Object(asked) = &condition.kind else { return Reach::Deep };
    let named = |name: &str| match &whole.kind {
        SchemaKind::Object(object) => object.properties.iter().any(|property| property.name == name),
        _ => false,
    };
    let anything = |id| {
        let schema: Option<&Schema> = api.schemas.get(id);
        schema.is_some_and(|schema| {
            matches!(schema.kind, SchemaKind::Any) && schema.constraints == Constraints::default()
        })
    };
    if !asked.properties.iter().all(|property| anything(property.schema))
        || !condition.constraints.conditions.is_empty()
    {
        Reach::Deep
    } else if condition.constraints == Constraints::default()
        && matches!(asked.additional, AdditionalProperties::Unstated | AdditionalProperties::Any)
        && asked.properties.iter().all(|property| named(&property.name))
    {
        Reach::Known
    } else {
        Reach::Whole
    }
}

/// Patterns that the regular expressions of generated code cannot check.
pub(super) fn report_patterns(api: &Api, diagnostics: &mut Diagnostics) {
    for (_, schema) in api.schemas.iter() {
        for text in &schema.constraints.patterns {
            let Err(why) = regex::of(text) else { continue };
            diagnostics.push(Diagnostic::new(
                &codes::OA209,
                format!("the pattern cannot be checked: {why}"),
                Label::value(&schema.origin.child("pattern"), "not checked"),
            ));
        }
        for condition in &schema.constraints.conditions {
            let Condition::Literal(literal) = condition else { continue };
            for (text, why) in literals::unchecked(&literal.schema) {
                diagnostics.push(Diagnostic::new(
                    &codes::OA209,
                    format!("the pattern `{text}` of a condition cannot be checked: {why}"),
                    Label::value(&schema.origin, "not checked"),
                ));
            }
        }
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
        let validates = known.get(id.index()).copied().unwrap_or_default();
        match def {
            TypeDef::Struct(def) => def.validates = validates,
            TypeDef::Tuple(def) => def.validates = validates,
            TypeDef::Nest(def) => def.validates = validates,
            TypeDef::Enum(_) | TypeDef::Union(_) | TypeDef::Newtype(_) | TypeDef::Alias(_) => {}
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
        TypeDef::Tuple(def) => {
            !def.checks.is_empty()
                || def.places.iter().any(|place| !place.checks.is_empty() || holds(&place.ty, known))
                || def.rest.as_ref().is_some_and(|rest| !rest.checks.is_empty() || holds(&rest.ty, known))
        }
        TypeDef::Nest(def) => !def.checks.is_empty() || holds(&def.ty, known),
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
