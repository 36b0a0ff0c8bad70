use crate::api::{Api, Discriminator, Dispatch, NameHint, SchemaId, SchemaKind, TaggedBy};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::examples::judge::same;
use crate::passes::graph::{self, object, resolve, resolved};
use crate::tree::{Node, Number};

/// Dispatch by the discriminator, if every arm has a value of its own. An arm without the property, to which several
/// values lead, becomes one arm for each: it is the arm alone that knows then which value was sent.
pub(super) fn decide(
    api: &Api,
    tag: &Discriminator,
    arms: &mut Vec<SchemaId>,
    diagnostics: &mut Diagnostics,
) -> Option<Dispatch> {
    let mut values: Vec<(Node, usize)> = Vec::new();
    let mut whole = true;
    for entry in &tag.mapping {
        if !arms.iter().any(|&arm| leads_to(api, arm, entry.schema)) {
            let message =
                format!("`{}` of the mapping chooses a schema that is no arm; the entry is left out", entry.value);
            report(tag, entry.schema, api, message, diagnostics);
        }
    }
    for (i, &arm) in arms.iter().enumerate() {
        let own = arm_values(api, tag, arm, diagnostics);
        whole &= !own.is_empty();
        for value in own {
            if values.iter().any(|(known, other)| *known == value && *other != i) {
                let message = format!("`{}` chooses more than one arm; the first is taken", value.to_json());
                report(tag, arm, api, message, diagnostics);
            } else if !values.iter().any(|(known, _)| *known == value) {
                values.push((value, i));
            }
        }
    }
    let reached = (0..arms.len()).all(|i| values.iter().any(|(_, arm)| *arm == i));
    if whole && reached {
        let mut seen: Vec<usize> = Vec::new();
        for (_, to) in &mut values {
            if seen.contains(to) && lacks(api, arms, *to, &tag.property) {
                arms.extend(arms.get(*to).copied());
                *to = arms.len() - 1;
            }
            seen.push(*to);
        }
    }
    let property = tag.property.clone();
    let default = tag.default.and_then(|schema| default_arm(api, tag, schema, arms, diagnostics));
    (whole && reached).then_some(Dispatch::Tag {
        property,
        by: TaggedBy::Discriminator,
        values,
        absent: default,
        other: default,
    })
}

/// The arm that `defaultMapping` names.
fn default_arm(
    api: &Api,
    tag: &Discriminator,
    schema: SchemaId,
    arms: &[SchemaId],
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    let found = arms.iter().position(|&arm| leads_to(api, arm, schema));
    if found.is_none() {
        let message = "`defaultMapping` chooses a schema that is no arm; it is left out".to_owned();
        report(tag, schema, api, message, diagnostics);
    }
    found
}

/// The arm of objects without the tag: the parent itself, if it does not require it.
pub(super) fn without_tag(api: &Api, parent: SchemaId, arms: &[SchemaId], tag: &str) -> Option<usize> {
    let itself = |id: &SchemaId| {
        api.schemas.get(*id).is_some_and(
            |schema| matches!(&schema.name, NameHint::Inline { parent: of, role } if *of == parent && role == "base"),
        )
    };
    let base = arms.iter().position(itself)?;
    let whole = object(api, *arms.get(base)?)?;
    // Without such a property it would be given the tag when it is written.
    let optional = whole.properties.iter().any(|property| property.name == tag && !property.required);
    optional.then_some(base)
}

fn lacks(api: &Api, arms: &[SchemaId], arm: usize, property: &str) -> bool {
    arms.get(arm).is_some_and(|&arm| graph::lacks(api, arm, property))
}

/// The values that choose an arm: those of the mapping; else those that its property lists; else its name.
fn arm_values(api: &Api, tag: &Discriminator, arm: SchemaId, diagnostics: &mut Diagnostics) -> Vec<Node> {
    let settled = resolve(api, arm);
    let Some(schema) = api.schemas.get(settled) else { return Vec::new() };
    let mut values: Vec<Node> = tag
        .mapping
        .iter()
        .filter(|entry| leads_to(api, arm, entry.schema))
        .map(|entry| Node::String(entry.value.clone()))
        .collect();
    if let SchemaKind::Union(inner) = &schema.kind {
        if let Some(Dispatch::Tag { property, values: theirs, .. }) = &inner.dispatch
            && *property == tag.property
        {
            let told = |key: &Node| scalar(key.as_str()?);
            for key in &mut values {
                let theirs = theirs.iter().map(|(value, _)| value);
                if let Some(value) = told(key).and_then(|told| theirs.clone().find(|value| same(value, &told))) {
                    *key = value.clone();
                }
            }
            values.extend(
                theirs
                    .iter()
                    .map(|(value, _)| value.clone())
                    .filter(|value| !values.contains(value))
                    .collect::<Vec<_>>(),
            );
        }
        return values;
    }
    let Some(object) = object(api, arm) else {
        let message = format!("an arm is no object and so has no `{}`", tag.property);
        report(tag, arm, api, message, diagnostics);
        return Vec::new();
    };
    let property = object.properties.iter().find(|property| property.name == tag.property);
    let Some(property) = property else {
        // The arm of values without the property needs none.
        if !tag.default.is_some_and(|default| leads_to(api, arm, default)) {
            let message = format!("an arm has no property `{}`, which the discriminator names", tag.property);
            report(tag, arm, api, message, diagnostics);
        }
        return if values.is_empty() { implicit(api, arm) } else { values };
    };
    let listed = super::ladder::listed(api, property.schema).unwrap_or_default();
    let values: Vec<Node> = values.into_iter().map(|value| meant(api, property.schema, &listed, value)).collect();
    for value in values.iter().filter(|value| !listed.is_empty() && !listed.contains(value)) {
        let message =
            format!("the mapping chooses an arm by {}, which its `{}` cannot be", value.to_json(), tag.property);
        report(tag, property.schema, api, message, diagnostics);
    }
    match (values.is_empty(), listed.as_slice()) {
        (false, _) => values,
        (true, []) => implicit(api, arm),
        // A base that lists the values of all its heirs says nothing about this one.
        (true, [_]) => listed,
        (true, _) => {
            let name = implicit(api, arm);
            if name.iter().all(|name| listed.contains(name)) && !name.is_empty() { name } else { listed }
        }
    }
}

/// The value that a key of the mapping stands for. Keys are strings; where the property is a number or a boolean, they
/// are its JSON text.
fn meant(api: &Api, property: SchemaId, listed: &[Node], key: Node) -> Node {
    let Node::String(text) = &key else { return key };
    if listed.contains(&key) {
        return key;
    }
    let Some(value) = scalar(text) else { return key };
    let kind = resolved(api, property).map(|schema| &schema.kind);
    match (listed.iter().find(|listed| same(listed, &value)), kind, &value) {
        (Some(listed), ..) => listed.clone(),
        (None, Some(SchemaKind::Integer(_) | SchemaKind::Number(_)), Node::Number(_))
        | (None, Some(SchemaKind::Boolean), Node::Bool(_)) => value,
        _ => key,
    }
}

/// The number or boolean whose JSON text this is.
fn scalar(text: &str) -> Option<Node> {
    match text {
        "true" => Some(Node::Bool(true)),
        "false" => Some(Node::Bool(false)),
        _ => Number::parse(text).map(Node::Number),
    }
}

fn implicit(api: &Api, arm: SchemaId) -> Vec<Node> {
    let named = |id: SchemaId| match api.schemas.get(id).map(|schema| &schema.name) {
        Some(NameHint::Component(name)) => Some(Node::String(name.clone())),
        _ => None,
    };
    named(arm).or_else(|| named(resolve(api, arm))).into_iter().collect()
}

/// Whether an arm is `schema`, or a union that has it among its arms.
fn leads_to(api: &Api, arm: SchemaId, schema: SchemaId) -> bool {
    resolve(api, arm) == resolve(api, schema) && resolved(api, arm).is_some()
}

fn report(tag: &Discriminator, other: SchemaId, api: &Api, message: String, diagnostics: &mut Diagnostics) {
    let finding = Diagnostic::new(&codes::OA204, message, Label::value(&tag.origin, "the discriminator"));
    diagnostics.push(match api.schemas.get(resolve(api, other)) {
        Some(schema) => finding.and(Label::value(&schema.origin, "this one")),
        None => finding,
    });
}
