//! What the data of events is, where `itemSchema` describes them (OpenAPI 3.2.0, Media Type Object).
//!
//! An event is an object of the fields that the standard of event streams has; what is typed is its data. Authors of
//! older documents describe the data itself, and some go on to do so under `itemSchema`.

use super::graph::{object, resolve, resolved};
use crate::api::{
    Api, ContentKind, EventData, MediaType, NameHint, ObjectSchema, Operation, Schema, SchemaId, SchemaKind, UnionKind,
    UnionSchema,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, Severity, codes};
use crate::tree::Node;

/// The fields of an event (WHATWG HTML, 9.2.6), and what nobody but a reader of the bytes sees.
const FIELDS: [&str; 5] = ["event", "data", "id", "retry", "comment"];

/// Sets `MediaType::data` of all event streams that have an `itemSchema`.
pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut operations = std::mem::take(&mut api.operations);
    let mut webhooks = std::mem::take(&mut api.webhooks);
    let mut callbacks = std::mem::take(&mut api.callbacks);
    let sent = webhooks.iter_mut().chain(callbacks.iter_mut().map(|(_, callback)| callback));
    let sent = sent.flat_map(|callback| &mut callback.operations);
    for media in operations.iter_mut().map(|(_, operation)| operation).chain(sent).flat_map(bodies) {
        if let Some(item) = media.item.filter(|_| media.kind == ContentKind::EventStream) {
            media.data = Some(data(api, item, diagnostics));
        }
    }
    api.operations = operations;
    api.webhooks = webhooks;
    api.callbacks = callbacks;
}

fn bodies(operation: &mut Operation) -> impl Iterator<Item = &mut MediaType> {
    let sent = operation.request_body.iter_mut().flat_map(|body| &mut body.content);
    sent.chain(operation.responses.iter_mut().flat_map(|response| &mut response.content))
}

/// The data of the events that a schema describes.
fn data(api: &mut Api, item: SchemaId, diagnostics: &mut Diagnostics) -> EventData {
    let arms = arms(api, item);
    let events = arms.iter().map(|arm| of_event(api, *arm)).collect::<Option<Vec<Option<EventData>>>>();
    let Some(events) = events.map(|events| events.into_iter().flatten().collect::<Vec<EventData>>()) else {
        // No event, but what one says.
        return if is_text(api, item) { EventData::Text } else { EventData::Json(item) };
    };
    let mut json: Vec<SchemaId> = Vec::new();
    for event in &events {
        if let EventData::Json(schema) = event
            && !json.iter().any(|known| resolve(api, *known) == resolve(api, *schema))
        {
            json.push(*schema);
        }
    }
    match json.as_slice() {
        [] => EventData::Text,
        _ if events.contains(&EventData::Text) => {
            mixed(api, item, diagnostics);
            EventData::Text
        }
        [only] => EventData::Json(*only),
        _ => EventData::Json(union(api, item, json)),
    }
}

/// The events that a schema describes: the arms of a union, or itself.
fn arms(api: &Api, item: SchemaId) -> Vec<SchemaId> {
    match resolved(api, item).map(|schema| &schema.kind) {
        Some(SchemaKind::Union(union)) => union.arms.clone(),
        _ => vec![item],
    }
}

/// The data of one event, if it has any: without, nobody is told of it. `None` if the schema describes no event.
fn of_event(api: &Api, schema: SchemaId) -> Option<Option<EventData>> {
    let event = object(api, schema).filter(|event| is_event(event))?;
    let Some(data) = event.properties.iter().find(|property| property.name == "data") else {
        return Some(None);
    };
    let content = api.schemas.get(data.schema).and_then(|schema| schema.content);
    let content = content.or_else(|| resolved(api, data.schema)?.content);
    Some(Some(match content {
        Some(content) => EventData::Json(content),
        None if is_text(api, data.schema) => EventData::Text,
        None => EventData::Json(data.schema),
    }))
}

fn is_event(object: &ObjectSchema) -> bool {
    let has = |name: &str| object.properties.iter().any(|property| property.name == name);
    let known = object.properties.iter().all(|property| FIELDS.contains(&property.name.as_str()));
    known && (has("data") || has("event"))
}

/// Whether values are strings, whatever they say.
fn is_text(api: &Api, schema: SchemaId) -> bool {
    match resolved(api, schema).map(|schema| &schema.kind) {
        Some(SchemaKind::String(_) | SchemaKind::Any | SchemaKind::Never) | None => true,
        Some(SchemaKind::Enum(list)) => list.values.iter().all(|value| matches!(value, Node::String(_))),
        _ => false,
    }
}

/// A union of what several events say.
fn union(api: &mut Api, item: SchemaId, arms: Vec<SchemaId>) -> SchemaId {
    let like = api.schemas.get(item).map(|schema| (schema.name.clone(), schema.origin.clone(), schema.docs.clone()));
    let Some((name, origin, docs)) = like else { return item };
    let name = match name {
        NameHint::Operation(words) => NameHint::Operation(words.into_iter().chain(["data".to_owned()]).collect()),
        NameHint::Component(_) | NameHint::Inline { .. } => NameHint::Inline { parent: item, role: "data".to_owned() },
    };
    let kind = SchemaKind::Union(UnionSchema { kind: UnionKind::AnyOf, arms, discriminator: None, dispatch: None });
    api.schemas.push(Schema { kind, docs, ..Schema::new(name, origin) })
}

fn mixed(api: &Api, item: SchemaId, diagnostics: &mut Diagnostics) {
    let Some(schema) = api.schemas.get(item) else { return };
    let message = "some of these events say JSON and some a text: the data of all is read as text";
    let mut found = Diagnostic::new(&codes::OA305, message, Label::value(&schema.origin, ""));
    found.severity = Severity::Note;
    diagnostics.push(found);
}
