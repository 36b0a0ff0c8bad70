//! Answers for a mock: of every status and media type the examples, else a value made from the schema.

use super::{Work, content};
use crate::api::{EventData, Header, MediaType, Operation, ParameterShape, Response, SchemaId, StatusPattern};
use crate::passes::sample;
use crate::plan::{BodyFormat, Content, ExamplePlan, OutcomePlan, PayloadPlan, PrintedBody, PrintedPlan, ResponseBody};
use crate::tree::Node;

/// Successes first, otherwise as in the document.
pub(super) fn printed(work: &mut Work<'_, '_>, operation: &Operation, outcomes: &[OutcomePlan]) -> Vec<PrintedPlan> {
    let mut answers: Vec<(&OutcomePlan, &Response)> = outcomes.iter().zip(&operation.responses).collect();
    // Answers before the answer are none of a mock's.
    answers.retain(|(outcome, _)| !matches!(outcome.status, StatusPattern::Code(100..=199) | StatusPattern::Class(1)));
    answers.sort_by_key(|(outcome, _)| !outcome.success);
    answers.into_iter().flat_map(|(outcome, response)| of_answer(work, outcome, response)).collect()
}

fn of_answer(work: &mut Work<'_, '_>, outcome: &OutcomePlan, response: &Response) -> Vec<PrintedPlan> {
    let status = match outcome.status {
        StatusPattern::Code(code) => code,
        StatusPattern::Class(class) => u16::from(class) * 100,
        StatusPattern::Default if outcome.success => 200,
        StatusPattern::Default => 500,
    };
    let headers: Option<Vec<(String, String)>> =
        response.headers.iter().filter(|header| is_needed(header)).map(|header| of_header(work, header)).collect();
    let bodies = match (&outcome.body, &headers) {
        (_, None) => vec![PrintedBody::Missing],
        (ResponseBody::Empty, _) => vec![PrintedBody::Empty],
        (ResponseBody::Payload(payloads), _) => {
            let all: Vec<PrintedBody> = payloads.iter().flat_map(|payload| of_body(work, payload, response)).collect();
            let any = all.iter().any(|body| matches!(body, PrintedBody::Text { valid: true, .. }));
            all.into_iter().chain((!any).then_some(PrintedBody::Missing)).collect()
        }
    };
    let headers = headers.unwrap_or_default();
    let plan = |body| PrintedPlan { pattern: outcome.status, status, headers: headers.clone(), body };
    bodies.into_iter().map(plan).collect()
}

/// The examples of a representation as they are written, then a value of its schema where none of them keeps to it.
fn of_body(work: &mut Work<'_, '_>, payload: &PayloadPlan, response: &Response) -> Vec<PrintedBody> {
    let media_type = concrete(payload);
    let media = response.content.iter().find(|media| media.range.text == payload.media_type);
    let (api, schema) = (work.api, media.and_then(|media| media.schema));
    // What breaks its schema is shown as it is printed.
    let shown = |one: &ExamplePlan| match schema.filter(|_| one.valid) {
        Some(schema) => sample::answered(api, schema, &one.value),
        None => one.value.clone(),
    };
    let row = |name: Option<&String>, text: String, valid: bool| PrintedBody::Text {
        media_type: media_type.clone(),
        name: name.cloned(),
        text,
        valid,
    };
    let written = |one: &ExamplePlan| one.serialized.clone().or_else(|| example(payload, &shown(one)));
    let examples = payload.examples.iter();
    let mut all: Vec<PrintedBody> =
        examples.filter_map(|one| Some(row(one.name.as_ref(), written(one)?, one.valid))).collect();
    if !all.iter().any(|body| matches!(body, PrintedBody::Text { valid: true, .. })) {
        all.extend(media.and_then(|media| made(work, payload, media)).map(|text| row(None, text, true)));
    }
    all
}

/// A media type that the range has.
fn concrete(payload: &PayloadPlan) -> String {
    let Some((main, "*")) = payload.essence.split_once('/') else { return payload.media_type.clone() };
    match (main, payload.format) {
        ("*" | "application", BodyFormat::Json) => "application/json".to_owned(),
        ("*", BodyFormat::Text) | ("text", _) => "text/plain; charset=utf-8".to_owned(),
        ("*" | "application", _) => "application/octet-stream".to_owned(),
        ("image", _) => "image/png".to_owned(),
        ("audio", _) => "audio/mpeg".to_owned(),
        ("video", _) => "video/mp4".to_owned(),
        (other, _) => format!("{other}/octet-stream"),
    }
}

/// An example as it is written; what is no JSON is a string in the document, or else a scalar.
fn example(payload: &PayloadPlan, value: &Node) -> Option<String> {
    match (&payload.content, value) {
        // What stands between parts would have to be in the content type, too.
        (Content::JsonLines(_), _) if payload.essence.starts_with("multipart/") => None,
        (Content::Json(_), value) => Some(value.to_json()),
        (Content::Multipart(..), _) => None,
        (_, Node::String(text)) => Some(text.clone()),
        (Content::Text(_), Node::Number(_) | Node::Bool(_)) => Some(value.to_json()),
        (Content::JsonLines(_), Node::Sequence(items)) => Some(lines(items)),
        (Content::JsonLines(_), value) => Some(lines(std::slice::from_ref(value))),
        (Content::EventStream(_), Node::Sequence(items)) => Some(items.iter().map(event).collect()),
        (Content::EventStream(_), value) => Some(event(value)),
        (Content::Form(..), Node::Mapping(_)) => form(value),
        _ => None,
    }
}

/// A body made from the schema.
fn made(work: &mut Work<'_, '_>, payload: &PayloadPlan, media: &MediaType) -> Option<String> {
    if let Some(item) =
        media.item.filter(|_| matches!(payload.content, Content::EventStream(_) | Content::JsonLines(_)))
    {
        let value = match media.data {
            Some(EventData::Text) => return Some("data: string\n\n".to_owned()),
            Some(EventData::Json(data)) => sample_of(work, data)?,
            None => sample_of(work, item)?,
        };
        return example(payload, &Node::Sequence(vec![value]));
    }
    let Some(schema) = media.schema else {
        return match payload.content {
            Content::Json(_) => Some("{}".to_owned()),
            Content::Text(_) | Content::Binary => Some("string".to_owned()),
            _ => None,
        };
    };
    match payload.content {
        Content::EventStream(_) => {
            let value = sample_of(work, content::data(work, schema))?;
            Some(match &value {
                Node::String(text) => format!("data: {text}\n\n"),
                value => event(value),
            })
        }
        Content::Binary => match sample_of(work, schema)? {
            Node::String(text) => Some(text),
            Node::Mapping(empty) if empty.is_empty() => Some("string".to_owned()),
            _ => None,
        },
        Content::Xml(_) | Content::Multipart(..) => None,
        _ => example(payload, &sample_of(work, schema)?),
    }
}

fn sample_of(work: &mut Work<'_, '_>, schema: SchemaId) -> Option<Node> {
    let api = work.api;
    let made = super::bodies::sample(work, schema)?;
    Some(sample::answered(api, schema, &made))
}

fn lines(items: &[Node]) -> String {
    items.iter().map(|item| format!("{}\n", item.to_json())).collect()
}

fn event(value: &Node) -> String {
    format!("data: {}\n\n", value.to_json())
}

/// `application/x-www-form-urlencoded`, of scalars only.
fn form(value: &Node) -> Option<String> {
    let pair = |(name, value): (&str, &Node)| Some(format!("{}={}", encoded(name), encoded(&scalar(value)?)));
    let pairs: Option<Vec<String>> = value.as_mapping()?.iter().map(pair).collect();
    pairs.map(|pairs| pairs.join("&"))
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// Headers that may be left out are: a mock that says where the next page is has a list without an end.
fn is_needed(header: &Header) -> bool {
    header.required && !header.name.eq_ignore_ascii_case("content-type")
}

fn of_header(work: &mut Work<'_, '_>, header: &Header) -> Option<(String, String)> {
    let (schema, examples) = match &header.shape {
        ParameterShape::Schema { schema, .. } => (Some(*schema), &header.examples),
        ParameterShape::Content(media) => (media.schema, &media.examples),
    };
    let api = work.api;
    let holds = |value: &&Node| schema.is_none_or(|schema| sample::satisfies(api, schema, value));
    let example = examples.iter().map(|example| &example.value).find(holds).cloned();
    let value = match (example, schema) {
        (Some(value), _) => value,
        (None, Some(schema)) => sample_of(work, schema)?,
        (None, None) => Node::String("string".to_owned()),
    };
    let text = match &header.shape {
        ParameterShape::Content(_) => value.to_json(),
        ParameterShape::Schema { explode, .. } => simple(&value, *explode)?,
    };
    // What RFC 9110, 5.5 lets a header hold, without what nobody reads alike.
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte)).then(|| (header.name.to_ascii_lowercase(), text))
}

/// The style `simple` (OpenAPI 3.0.3, 4.7.12.4).
fn simple(value: &Node, explode: bool) -> Option<String> {
    let parts: Option<Vec<String>> = match value {
        Node::Sequence(items) => items.iter().map(scalar).collect(),
        Node::Mapping(entries) => {
            let sign = if explode { '=' } else { ',' };
            entries.iter().map(|(name, value)| Some(format!("{name}{sign}{}", scalar(value)?))).collect()
        }
        other => return scalar(other),
    };
    parts.map(|parts| parts.join(","))
}

fn scalar(value: &Node) -> Option<String> {
    match value {
        Node::String(text) => Some(text.clone()),
        Node::Number(_) | Node::Bool(_) => Some(value.to_json()),
        Node::Null | Node::Sequence(_) | Node::Mapping(_) => None,
    }
}
