//! Which schemas need a type of their own, and in which order.

use std::collections::BTreeSet;

use crate::api::{
    AdditionalProperties, Api, MediaType, NameHint, ObjectSchema, Operation, Schema, SchemaId, SchemaKind, visit,
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

/// The schemas that operations name: in what is sent to the API, in what is received from it. The requests of webhooks
/// and callbacks are received, and the answers to them sent.
fn roots(api: &Api) -> (Vec<SchemaId>, Vec<SchemaId>) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for (_, operation) in api.operations.iter() {
        sent.extend(of_request(operation));
        received.extend(of_answers(operation));
    }
    for operation in visit::callbacks(api).flat_map(|callback| &callback.operations) {
        received.extend(of_request(operation));
        sent.extend(of_answers(operation));
    }
    (sent, received)
}

fn of_request(operation: &Operation) -> impl Iterator<Item = SchemaId> {
    let parameters = operation.parameters.iter().filter_map(|parameter| visit::shape_schema(&parameter.shape));
    parameters.chain(operation.request_body.iter().flat_map(|body| &body.content).flat_map(of_media))
}

fn of_answers(operation: &Operation) -> impl Iterator<Item = SchemaId> {
    operation.responses.iter().flat_map(|response| {
        let headers = response.headers.iter().filter_map(|header| visit::shape_schema(&header.shape));
        headers.chain(response.content.iter().flat_map(of_media))
    })
}

/// The schema of a body, and those of the headers of its parts.
fn of_media(media: &MediaType) -> impl Iterator<Item = SchemaId> {
    let headers = media.encodings.iter().flat_map(|encoding| &encoding.headers);
    media.schemas().chain(headers.filter_map(|header| visit::shape_schema(&header.shape)))
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
