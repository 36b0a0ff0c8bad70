//! What was read otherwise than it is written, written as it was read.

use std::collections::BTreeSet;

use crate::api::{Api, IntegerFormat, ParameterLocation, PathPiece, SchemaKind};
use crate::diagnostics::{Diagnostics, codes};
use crate::plan::Plan;
use crate::source::JsonPointer;
use crate::tree::{Mapping, Node};

pub(super) fn apply(root: &mut Node, api: &Api, plan: &Plan, findings: &Diagnostics) {
    name_operations(root, api, plan);
    declare_path_parameters(root, api);
    say_types(root, api, findings);
    say_ranges(root, api);
    list_once(root, findings);
    drop_enums_without_effect(root, api, findings);
    drop_ignored_headers(root);
}

/// Operations without an id of their own get the one that they are called by.
fn name_operations(root: &mut Node, api: &Api, plan: &Plan) {
    let mut taken: BTreeSet<&str> =
        api.operations.iter().filter_map(|(_, operation)| operation.operation_id.as_deref()).collect();
    for ((_, operation), method) in api.operations.iter().zip(&plan.methods) {
        if operation.operation_id.is_none()
            && taken.insert(&method.operation_id)
            && let Some(Node::Mapping(at)) = root.at_mut(&operation.origin.pointer.segments())
        {
            at.set("operationId", Node::String(method.operation_id.clone()));
        }
    }
}

/// OA301: a place of a path that nobody declares is a text.
fn declare_path_parameters(root: &mut Node, api: &Api) {
    for (_, operation) in api.operations.iter() {
        for piece in &operation.path.pieces {
            let PathPiece::Parameter(name) = piece else { continue };
            let stands = operation.parameters.iter().any(|parameter| {
                parameter.location == ParameterLocation::Path
                    && parameter.name == *name
                    && root.at(&parameter.origin.pointer.segments()).is_some_and(|node| node.get("in").is_some())
            });
            let Some(Node::Mapping(at)) = root.at_mut(&operation.origin.pointer.segments()) else { continue };
            if stands {
                continue;
            }
            let declared = object([
                ("name", text(name)),
                ("in", text("path")),
                ("required", Node::Bool(true)),
                ("schema", object([("type", text("string"))])),
            ]);
            match at.get_mut("parameters") {
                Some(Node::Sequence(all)) if !all.contains(&declared) => all.push(declared),
                Some(Node::Sequence(_)) => {}
                _ => at.set("parameters", Node::Sequence(vec![declared])),
            }
        }
    }
}

/// OA215: a schema whose limits alone say what it is.
fn say_types(root: &mut Node, api: &Api, findings: &Diagnostics) {
    let inferred: BTreeSet<_> = findings
        .iter()
        .filter(|found| found.code == &codes::OA215)
        .filter_map(|found| found.primary.as_ref())
        .map(|label| &label.origin)
        .collect();
    for (_, schema) in api.schemas.iter().filter(|(_, schema)| inferred.contains(&schema.origin)) {
        let ty = match &schema.kind {
            SchemaKind::Boolean => "boolean",
            SchemaKind::Integer(_) => "integer",
            SchemaKind::Number(_) => "number",
            SchemaKind::String(_) => "string",
            SchemaKind::Array(_) | SchemaKind::Tuple(..) => "array",
            SchemaKind::Object(_) => "object",
            _ => continue,
        };
        if let Some(Node::Mapping(at)) = root.at_mut(&schema.origin.pointer.segments())
            && at.get("type").is_none()
            && at.get("$ref").is_none()
        {
            at.set("type", text(ty));
        }
    }
}

/// Formats of integers that other readers do not know are limits.
fn say_ranges(root: &mut Node, api: &Api) {
    for (_, schema) in api.schemas.iter() {
        let (low, high) = match &schema.kind {
            SchemaKind::Integer(IntegerFormat::UInt32) => (0, i128::from(u32::MAX)),
            SchemaKind::Integer(IntegerFormat::UInt64) => (0, i128::from(u64::MAX)),
            SchemaKind::Integer(IntegerFormat::Small(true, bits)) => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
            SchemaKind::Integer(IntegerFormat::Small(false, bits)) => (0, (1 << bits) - 1),
            _ => continue,
        };
        let Some(Node::Mapping(at)) = root.at_mut(&schema.origin.pointer.segments()) else { continue };
        for (limit, exclusive, value) in [("minimum", "exclusiveMinimum", low), ("maximum", "exclusiveMaximum", high)] {
            if at.get("format").is_some() && at.get(limit).is_none() && at.get(exclusive).is_none() {
                at.set(limit, Node::Number(value.into()));
            }
        }
    }
}

/// OA212: a value that an enum lists more than once. What extensions say beside it goes with it.
fn list_once(root: &mut Node, findings: &Diagnostics) {
    let repeated = findings.iter().filter(|found| found.code == &codes::OA212);
    let lists: BTreeSet<_> = repeated.filter_map(|found| enum_of(&found.primary.as_ref()?.origin.pointer)).collect();
    for schema in lists {
        let Some(Node::Mapping(at)) = root.at_mut(&schema.segments()) else { continue };
        let values = at.get("enum").and_then(Node::as_sequence).unwrap_or_default();
        let mut seen = BTreeSet::new();
        let kept: Vec<bool> = values.iter().map(|value| seen.insert(value.canonical())).collect();
        let beside = ["enum", "x-enum-varnames", "x-enum-descriptions"];
        for key in beside {
            if let Some(Node::Sequence(items)) = at.get_mut(key)
                && items.len() == kept.len()
            {
                let mut kept = kept.iter();
                items.retain(|_| kept.next().copied().unwrap_or(true));
            }
        }
    }
}

/// Header parameters that the standard has ignored: readers that overlook it would ask for them.
fn drop_ignored_headers(root: &mut Node) {
    let ignored = |root: &Node, parameter: &Node| {
        let shared = parameter.get("$ref").and_then(Node::as_str).and_then(|at| at.strip_prefix('#'));
        let shared = shared.and_then(JsonPointer::parse).and_then(|at| root.at(&at.segments()).cloned());
        let parameter = shared.as_ref().unwrap_or(parameter);
        let name = parameter.get("name").and_then(Node::as_str).unwrap_or_default();
        parameter.get("in").and_then(Node::as_str) == Some("header")
            && ["accept", "content-type", "authorization"].iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    let paths = root.get("paths").and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter);
    let mut places = Vec::new();
    for (path, item) in paths {
        let at = JsonPointer::root().child("paths").child(path);
        places.push(at.child("parameters"));
        let operations = item.as_mapping().into_iter().flat_map(Mapping::iter);
        places.extend(operations.map(|(method, _)| at.child(method).child("parameters")));
    }
    for place in places {
        let Some(all) = root.at(&place.segments()).and_then(Node::as_sequence) else { continue };
        let kept: Vec<Node> = all.iter().filter(|parameter| !ignored(root, parameter)).cloned().collect();
        if kept.len() < all.len()
            && let Some(list) = root.at_mut(&place.segments())
        {
            *list = Node::Sequence(kept);
        }
    }
}

/// OA205: an enum of which no value is one of its schema.
fn drop_enums_without_effect(root: &mut Node, api: &Api, findings: &Diagnostics) {
    let misplaced = findings.iter().filter(|found| found.code == &codes::OA205);
    let lists: BTreeSet<_> = misplaced.filter_map(|found| enum_of(&found.primary.as_ref()?.origin.pointer)).collect();
    for (_, schema) in api.schemas.iter().filter(|(_, schema)| lists.contains(&schema.origin.pointer)) {
        if !matches!(schema.kind, SchemaKind::Enum(_))
            && let Some(Node::Mapping(at)) = root.at_mut(&schema.origin.pointer.segments())
        {
            at.remove("enum");
        }
    }
}

/// The schema whose enum a place belongs to.
fn enum_of(at: &JsonPointer) -> Option<JsonPointer> {
    [at.clone(), at.parent()].into_iter().find(|at| at.last().as_deref() == Some("enum")).map(|list| list.parent())
}

pub(super) fn text(value: &str) -> Node {
    Node::String(value.to_owned())
}

pub(super) fn object<const N: usize>(entries: [(&str, Node); N]) -> Node {
    let mut mapping = Mapping::default();
    for (key, value) in entries {
        mapping.set(key, value);
    }
    Node::Mapping(mapping)
}
