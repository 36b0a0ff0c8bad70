//! Schemas that are any JSON although the document says more of them: what the list of fallbacks may not leave out.

use std::collections::BTreeSet;

use bindery::api::{AdditionalProperties, Api, MediaType, ParameterShape, SchemaId, SchemaKind};
use bindery::document::Document;
use bindery::source::{Origin, SourceId};
use bindery::tree::Node;

/// Deeper than this, a composition or a chain of references is not read.
const DEEPEST: usize = 16;

/// Keys that say of which type values are, wherever they stand. `format` alone may be of texts or numbers.
const TELLING: [&str; 5] = ["const", "enum", "items", "prefixItems", "properties"];

/// The places of schemas that are any JSON and whose text tells of a type, without those in `told`.
pub(crate) fn untold(api: &Api, document: &Document, told: &BTreeSet<Origin>) -> Vec<String> {
    let any = reached(api).into_iter().filter_map(|id| api.schemas.get(id));
    let places: BTreeSet<&Origin> = any
        .filter(|schema| matches!(schema.kind, SchemaKind::Any))
        .map(|schema| &schema.origin)
        .filter(|place| !told.contains(place))
        .collect();
    let tells_more = |place: &&Origin| {
        let node = document.tree(place.source).and_then(|root| root.at(&place.pointer.segments()));
        // An array without `items` has items of any kind, which stand nowhere but at the array.
        let array = |node: &Node| node.get("type").and_then(Node::as_str) == Some("array");
        node.is_some_and(|node| {
            tells(document, place.source, node, DEEPEST) && !(array(node) && node.get("items").is_none())
        })
    };
    let name = |source| document.files.get(source).map_or("", |file| file.name.as_str());
    let shown = |place: &Origin| format!("{}{}", name(place.source), place.pointer);
    places.into_iter().filter(tells_more).map(shown).collect()
}

/// Whether a schema says of which type its values are.
fn tells(document: &Document, source: SourceId, node: &Node, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    let members = |key: &str| node.get(key).and_then(Node::as_sequence).unwrap_or_default();
    let referred = node.get("$ref").and_then(Node::as_str).and_then(|reference| document.referred(source, reference));
    let all =
        |key: &str| !members(key).is_empty() && members(key).iter().all(|arm| tells(document, source, arm, depth - 1));
    // A list of all types says no more than no type.
    node.get("type").is_some_and(|ty| ty.as_sequence().is_none_or(|types| types.len() < 5))
        || TELLING.iter().any(|key| node.get(key).is_some())
        || referred.is_some_and(|(source, target)| tells(document, source, target, depth - 1))
        || members("allOf").iter().any(|member| tells(document, source, member, depth - 1))
        || all("oneOf")
        || all("anyOf")
}

/// The schemas that components and operations lead to.
fn reached(api: &Api) -> BTreeSet<SchemaId> {
    let mut stack: Vec<SchemaId> = api.components.iter().map(|(_, id)| *id).collect();
    let of_shape = |shape: &ParameterShape| match shape {
        ParameterShape::Schema { schema, .. } => Some(*schema),
        ParameterShape::Content(media) => media.schema,
    };
    for (_, operation) in api.operations.iter() {
        stack.extend(operation.parameters.iter().filter_map(|parameter| of_shape(&parameter.shape)));
        stack.extend(operation.request_body.iter().flat_map(|body| &body.content).flat_map(MediaType::schemas));
        for response in &operation.responses {
            stack.extend(response.headers.iter().filter_map(|header| of_shape(&header.shape)));
            stack.extend(response.content.iter().flat_map(MediaType::schemas));
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(id) = stack.pop() {
        let Some(schema) = api.schemas.get(id).filter(|_| seen.insert(id)) else { continue };
        match &schema.kind {
            SchemaKind::Object(object) => {
                stack.extend(object.properties.iter().map(|property| property.schema));
                if let AdditionalProperties::Schema(values) = object.additional {
                    stack.push(values);
                }
            }
            SchemaKind::Array(items) => stack.push(*items),
            SchemaKind::Tuple(places, _) => stack.extend(places),
            SchemaKind::Union(union) => stack.extend(&union.arms),
            SchemaKind::Alias(to) => stack.push(*to),
            _ => {}
        }
    }
    seen
}
