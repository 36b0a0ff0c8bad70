//! Bodies of requests and answers.

use std::sync::Arc;

use super::{Work, content, headed, received, written};
use crate::api::{ContentKind, MediaType, NameHint, Operation, SchemaId};
use crate::passes::sample;
use crate::plan::{
    BodyFormat, BodyPlan, Content, DocText, ExamplePlan, FieldCheck, PayloadPlan, ReceivedPlan, Receiving, RustType,
    ScalarType, TypeName, docs,
};
use crate::tree::Node;

/// The body of a request.
pub(super) fn request(work: &mut Work<'_, '_>, operation: &Operation, stem: &TypeName) -> Option<BodyPlan> {
    let body = operation.request_body.as_ref()?;
    let payloads = payloads(work, &body.content, body.merge_patch);
    if payloads.is_empty() {
        return None;
    }
    let received = received::all(work, &payloads, &body.content, stem);
    for (payload, received) in payloads.iter().zip(&received) {
        let media = body.content.iter().find(|media| media.range.text == payload.media_type);
        media.inspect(|media| content::report_request(work, media, &payload.content, &received.how));
    }
    for media in &body.content {
        headed::report(work, media);
    }
    let written = match work.carried {
        true => written::ways(work, &payloads, stem, &body.origin),
        false => Vec::new(),
    };
    let own = docs::doc_text(&body.docs);
    Some(BodyPlan {
        required: body.required,
        server_docs: docs::join([own.clone(), taken_as_bytes(work, &payloads, &received)]),
        docs: own,
        payloads,
        written,
        received,
        origin: body.origin.clone(),
    })
}

/// What bytes are the bytes of, where a server takes them so.
fn taken_as_bytes(work: &Work<'_, '_>, payloads: &[PayloadPlan], received: &[ReceivedPlan]) -> DocText {
    let bytes = payloads.iter().zip(received).filter(|(_, received)| received.how == Receiving::Bytes);
    docs::join(bytes.map(|(payload, _)| as_bytes(work, std::slice::from_ref(payload))))
}

/// Representations of an answer, the one that is used first.
pub(super) fn answers(work: &mut Work<'_, '_>, answer: &[MediaType]) -> Vec<PayloadPlan> {
    let payloads = payloads(work, answer, false);
    for media in answer {
        let payload = payloads.iter().find(|payload| payload.media_type == media.range.text);
        payload.inspect(|payload| content::report(work, media, &payload.content));
    }
    payloads
}

/// Representations, the one that is used first: the first JSON, or else the first of all.
fn payloads(work: &mut Work<'_, '_>, content: &[MediaType], merge_patch: bool) -> Vec<PayloadPlan> {
    let mut payloads: Vec<PayloadPlan> = content.iter().map(|media| payload(work, media, merge_patch)).collect();
    let json = payloads.iter().position(|payload| payload.format == BodyFormat::Json);
    if let Some(until_json) = json.and_then(|json| payloads.get_mut(..=json)) {
        until_json.rotate_right(1);
    }
    payloads
}

/// What bytes are the bytes of: the types that client and server do not write and read yet.
pub(super) fn as_bytes(work: &Work<'_, '_>, payloads: &[PayloadPlan]) -> DocText {
    let sentence = |payload: &PayloadPlan| {
        let name = content::type_name(work, payload.content.ty()?)?;
        let (media, each) = (docs::code(&payload.media_type), each(&payload.content));
        (payload.format == BodyFormat::Binary)
            .then(|| docs::sentence(format!("The bytes of {media}: {each} a `models::{name}`.")))
    };
    docs::join(payloads.iter().filter_map(sentence))
}

fn each(content: &Content) -> &'static str {
    match content {
        Content::EventStream(_) => "the data of each event is",
        Content::JsonLines(_) => "each value is",
        _ => "they say",
    }
}

fn payload(work: &mut Work<'_, '_>, media: &MediaType, merge_patch: bool) -> PayloadPlan {
    let (format, (ty, checks)) = match media.kind {
        ContentKind::Json => (BodyFormat::Json, json(work, media.schema, merge_patch)),
        ContentKind::Text => (BodyFormat::Text, (RustType::string(), checks(work, media.schema))),
        ContentKind::Binary
        | ContentKind::Form
        | ContentKind::Multipart
        | ContentKind::EventStream
        | ContentKind::JsonLines
        | ContentKind::Xml => (BodyFormat::Binary, (RustType::Scalar(ScalarType::Bytes), Vec::new())),
    };
    let content = content::content(work, media, &ty);
    if format == BodyFormat::Binary {
        describe(work, media, &content);
    }
    PayloadPlan {
        media_type: media.range.text.clone(),
        essence: media.range.essence.clone(),
        format,
        ty,
        content,
        checks,
        examples: examples(work, media),
        sample: media.schema.and_then(|schema| sample(work, schema)),
    }
}

/// An inline schema without docs, whose type nothing else names, says what it is for.
fn describe(work: &mut Work<'_, '_>, media: &MediaType, content: &Content) {
    let schema = media.item.or(media.schema);
    let schema = schema.and_then(|schema| work.api.schemas.get(work.types.resolve(schema)));
    let event = media.schema.filter(|schema| content::data(work, *schema) != *schema);
    let event = event.filter(|_| matches!(content, Content::EventStream(_))).map(|schema| work.types.rust_type(schema));
    if let Some(ty) = event.as_ref().or(content.ty())
        && schema.is_some_and(|schema| matches!(schema.name, NameHint::Operation(_)))
    {
        let media = docs::code(&media.range.text);
        work.types.describe(
            ty,
            match content {
                Content::EventStream(_) | Content::JsonLines(_) => {
                    format!("One of the values that a body of {media} says.")
                }
                _ => format!("What a body of {media} says."),
            },
        );
    }
}

/// A value made from a schema, each schema's once.
pub(super) fn sample(work: &mut Work<'_, '_>, schema: SchemaId) -> Option<Arc<Node>> {
    let api = work.api;
    work.samples.entry(schema).or_insert_with(|| sample::sample(api, schema).map(Arc::new)).clone()
}

fn json(work: &mut Work<'_, '_>, schema: Option<SchemaId>, merge_patch: bool) -> (RustType, Vec<FieldCheck>) {
    let Some(schema) = schema else { return (RustType::Json, Vec::new()) };
    if merge_patch {
        return work.types.patch_type(schema, work.diagnostics);
    }
    let ty = work.types.rust_type(schema);
    let ty = if work.types.nullable(schema) { RustType::Option(Box::new(ty)) } else { ty };
    (ty, work.types.checks_with_null(schema))
}

fn checks(work: &Work<'_, '_>, schema: Option<SchemaId>) -> Vec<FieldCheck> {
    schema.map(|schema| work.types.checks(schema)).unwrap_or_default()
}

/// Those of the media type, or else of its schema; those that satisfy the schema first.
fn examples(work: &Work<'_, '_>, media: &MediaType) -> Vec<ExamplePlan> {
    let schema = media.schema.and_then(|schema| work.api.schemas.get(work.types.resolve(schema)));
    let own = match (media.examples.as_slice(), schema) {
        ([], Some(schema)) => schema.examples.as_slice(),
        (own, _) => own,
    };
    let plan = |example: &crate::api::Example| ExamplePlan {
        name: example.name.clone(),
        value: example.value.clone(),
        serialized: example.serialized.clone(),
        valid: example.valid,
    };
    let mut plans: Vec<ExamplePlan> = own.iter().map(plan).collect();
    plans.sort_by_key(|example| !example.valid);
    plans
}
