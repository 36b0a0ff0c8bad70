//! Judges every example and every default by its own schema.

mod formats;
pub(super) mod judge;
mod literal;

use std::collections::BTreeSet;

use super::graph;
use crate::api::{Access, Api, ContentKind, Example, MediaType, ParameterShape, SchemaId, SchemaKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Label, codes};
use crate::document;
use crate::source::Origin;
use crate::tree::Node;

pub(crate) use judge::Reason;

/// More reasons than this are counted, not printed.
const MOST_REASONS: usize = 4;

/// Whether `value` satisfies `schema`.
pub(crate) fn holds(api: &Api, schema: SchemaId, value: &Node) -> bool {
    judge::reasons(api, schema, value).is_empty()
}

/// Sets `Example::valid` everywhere. An example that stands in one place but is reached from several is reported once.
pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    let mut verdicts = Vec::new();
    for (id, schema) in api.schemas.iter() {
        for (i, example) in schema.examples.iter().enumerate() {
            verdicts.push((
                id,
                i,
                verdict(&judge::reasons(api, id, &example.value), example, &mut reported, diagnostics),
            ));
        }
        if let Some(default) = &schema.default {
            let reasons = judge::reasons(api, id, default);
            let at = schema.origin.child("default");
            if !reasons.is_empty() && reported.insert(at.clone()) {
                report(&codes::OA208, "the default breaks its own schema", &at, &reasons, diagnostics);
            }
        }
    }
    for (id, i, valid) in verdicts {
        if let Some(example) = api.schemas[id].examples.get_mut(i) {
            example.valid = valid;
        }
    }
    let mut operations = std::mem::take(&mut api.operations);
    let mut webhooks = std::mem::take(&mut api.webhooks);
    let mut callbacks = std::mem::take(&mut api.callbacks);
    let sent = webhooks.iter_mut().chain(callbacks.iter_mut().map(|(_, callback)| callback));
    let sent = sent.flat_map(|callback| &mut callback.operations);
    for operation in operations.iter_mut().map(|(_, operation)| operation).chain(sent) {
        let bodies = operation.request_body.iter_mut().flat_map(|body| &mut body.content);
        let parameters = operation.parameters.iter_mut().filter_map(|parameter| content(&mut parameter.shape));
        for media in bodies.chain(parameters) {
            judge_media(api, media, Access::ReadOnly, &mut reported, diagnostics);
        }
        for response in &mut operation.responses {
            let headers = response.headers.iter_mut().filter_map(|header| content(&mut header.shape));
            for media in response.content.iter_mut().chain(headers) {
                judge_media(api, media, Access::WriteOnly, &mut reported, diagnostics);
            }
        }
    }
    api.operations = operations;
    api.webhooks = webhooks;
    api.callbacks = callbacks;
}

fn content(shape: &mut ParameterShape) -> Option<&mut MediaType> {
    match shape {
        ParameterShape::Content(media) => Some(media),
        ParameterShape::Schema { .. } => None,
    }
}

/// `absent` is what the other direction has.
fn judge_media(
    api: &Api,
    media: &mut MediaType,
    absent: Access,
    reported: &mut BTreeSet<Origin>,
    diagnostics: &mut Diagnostics,
) {
    let (schema, item) = (media.schema, media.item);
    // Of what is written as JSON the value is known, too.
    let json = media.kind == ContentKind::Json;
    for example in media.examples.iter_mut().filter(|example| json && example.is_text_only()) {
        match example.serialized.as_deref().and_then(document::json_value) {
            Some(value) => example.value = value,
            None => {
                example.valid = false;
                let message = "the example is no JSON, as its media type says";
                diagnostics.push(Diagnostic::new(&codes::OA207, message, Label::value(&example.origin, "")));
            }
        }
    }
    let text = schema.is_some_and(|schema| is_text_of_another(api, media.kind, schema));
    for example in media.examples.iter_mut().filter(|example| !example.is_text_only()) {
        let of = |schema, value: &Node| judge::reasons_without(api, schema, value, Some(absent));
        let reasons = match (schema, item, &example.value) {
            (Some(_), _, Node::String(_)) if text => Vec::new(),
            (Some(schema), ..) => of(schema, &example.value),
            // All items one after the other.
            (None, Some(item), Node::Sequence(values)) => values.iter().flat_map(|value| of(item, value)).collect(),
            _ => Vec::new(),
        };
        example.valid = verdict(&reasons, example, reported, diagnostics);
    }
}

/// Whether values are sent as a text that is not theirs as JSON, such as the rows of a list in CSV: an example is that text.
fn is_text_of_another(api: &Api, kind: ContentKind, schema: SchemaId) -> bool {
    let written = matches!(kind, ContentKind::Text | ContentKind::Xml | ContentKind::Binary);
    let schema = api.schemas.get(graph::resolve(api, schema)).map(|schema| &schema.kind);
    written && matches!(schema, Some(SchemaKind::Object(_) | SchemaKind::Array(_) | SchemaKind::Tuple(..)))
}

fn verdict(
    reasons: &[Reason],
    example: &Example,
    reported: &mut BTreeSet<Origin>,
    diagnostics: &mut Diagnostics,
) -> bool {
    if !reasons.is_empty() && reported.insert(example.origin.clone()) {
        let what = match &example.name {
            Some(name) => format!("the example `{name}` breaks its own schema"),
            None => "the example breaks its own schema".to_owned(),
        };
        report(&codes::OA207, &what, &example.origin, reasons, diagnostics);
    }
    reasons.is_empty()
}

fn report(code: &'static Code, what: &str, at: &Origin, reasons: &[Reason], diagnostics: &mut Diagnostics) {
    let listed: Vec<String> = reasons.iter().take(MOST_REASONS).map(ToString::to_string).collect();
    let more = reasons.len().saturating_sub(MOST_REASONS);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let place =
        reasons.first().map_or(at.clone(), |reason| Origin { source: at.source, pointer: reason.below(&at.pointer) });
    let mut finding =
        Diagnostic::new(code, format!("{what}: {}{more}", listed.join("; ")), Label::value(at, String::new()));
    if place != *at {
        finding = finding.and(Label::value(&place, "breaks it"));
    }
    diagnostics.push(finding);
}

#[cfg(test)]
mod tests;
