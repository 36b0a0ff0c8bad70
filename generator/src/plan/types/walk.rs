//! Which schemas need a type of their own, and in which order.

use std::collections::BTreeSet;

use crate::api::{
    AdditionalProperties, Api, MediaType, NameHint, ObjectSchema, ParameterShape, Schema, SchemaId, SchemaKind,
};
use crate::passes::graph::resolve;

/// An object that is a struct: with properties, or closed without any. All other objects are maps.
pub(super) fn is_struct(object: &ObjectSchema) -> bool {
    !object.properties.is_empty() || object.additional == AdditionalProperties::Forbidden
}

fn needs_type(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => is_struct(object),
        SchemaKind::Enum(_) | SchemaKind::Union(_) | SchemaKind::Tuple(..) => true,
        _ => false,
    }
}

/// Components in document order, each followed by what is inline in it; then what is inline in operations. `nests` are
/// lists and maps that have a type of their own.
pub(super) fn in_need(api: &Api, nests: &BTreeSet<SchemaId>) -> Vec<SchemaId> {
    let mut walk = Walk { api, nests, seen: BTreeSet::new(), order: Vec::new() };
    let components: BTreeSet<SchemaId> = api.components.iter().map(|(_, id)| *id).collect();
    for (_, id) in &api.components {
        walk.order.push(*id);
        walk.children(*id, &components);
    }
    for id in roots(api).0.into_iter().chain(roots(api).1) {
        walk.visit(id, &components);
    }
    walk.order
}

struct Walk<'a> {
    api: &'a Api,
    nests: &'a BTreeSet<SchemaId>,
    seen: BTreeSet<SchemaId>,
    order: Vec<SchemaId>,
}

impl Walk<'_> {
    /// Pending schemas are on a stack of our own, so that no document can exhaust the real one.
    fn visit(&mut self, id: SchemaId, components: &BTreeSet<SchemaId>) {
        let mut stack = vec![id];
        while let Some(id) = stack.pop() {
            if components.contains(&id) || !self.seen.insert(id) {
                continue;
            }
            let Some(schema) = self.api.schemas.get(id) else { continue };
            if needs_type(schema) || self.nests.contains(&id) {
                self.order.push(id);
            }
            stack.extend(children(schema).into_iter().rev());
        }
    }

    fn children(&mut self, id: SchemaId, components: &BTreeSet<SchemaId>) {
        let Some(schema) = self.api.schemas.get(id) else { return };
        for child in children(schema) {
            self.visit(child, components);
        }
    }
}

/// The schemas directly inside a schema, in document order.
pub(super) fn children(schema: &Schema) -> Vec<SchemaId> {
    match &schema.kind {
        SchemaKind::Object(object) => {
            let more = match object.additional {
                AdditionalProperties::Schema(values) => Some(values),
                _ => None,
            };
            object.properties.iter().map(|property| property.schema).chain(more).collect()
        }
        SchemaKind::Array(items) => vec![*items],
        SchemaKind::Union(union) => union.arms.clone(),
        SchemaKind::Alias(to) => vec![*to],
        SchemaKind::Tuple(places, rest) => {
            let more = match rest {
                AdditionalProperties::Schema(items) => Some(*items),
                _ => None,
            };
            places.iter().copied().chain(more).collect()
        }
        _ => Vec::new(),
    }
}

/// The schemas that operations name: in what is sent, in what is received.
fn roots(api: &Api) -> (Vec<SchemaId>, Vec<SchemaId>) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    let of_shape = |shape: &ParameterShape| match shape {
        ParameterShape::Schema { schema, .. } => Some(*schema),
        ParameterShape::Content(media) => media.schema,
    };
    let of_media = |media: &MediaType| media.schema;
    for (_, operation) in api.operations.iter() {
        sent.extend(operation.parameters.iter().filter_map(|parameter| of_shape(&parameter.shape)));
        sent.extend(operation.request_body.iter().flat_map(|body| &body.content).filter_map(of_media));
        for response in &operation.responses {
            received.extend(response.headers.iter().filter_map(|header| of_shape(&header.shape)));
            received.extend(response.content.iter().filter_map(of_media));
        }
    }
    (sent, received)
}

/// Every schema that something sent reaches, and every one that something received reaches.
pub(super) fn directions(api: &Api) -> (BTreeSet<SchemaId>, BTreeSet<SchemaId>) {
    let reach = |roots: Vec<SchemaId>| {
        let mut seen = BTreeSet::new();
        let mut stack = roots;
        while let Some(id) = stack.pop() {
            if seen.insert(id)
                && let Some(schema) = api.schemas.get(id)
            {
                stack.extend(children(schema));
            }
        }
        seen
    };
    let (sent, received) = roots(api);
    (reach(sent), reach(received))
}

/// The component whose type an inline schema is, if a component is nothing but that schema.
pub(super) fn is_component(schema: &Schema) -> bool {
    matches!(schema.name, NameHint::Component(_))
}

/// Whether a schema, behind aliases, has a type of its own.
pub(super) fn has_type(api: &Api, id: SchemaId) -> bool {
    api.schemas.get(resolve(api, id)).is_some_and(needs_type)
}
