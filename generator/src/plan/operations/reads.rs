//! Which representations of an answer a client asks for and tells apart.

use std::collections::BTreeMap;

use super::{Work, bodies, status};
use crate::api::{ContentKind, MediaType, Response, SchemaId};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{
    BodyFormat, Content, DocText, Ident, OutcomePlan, PayloadPlan, ReadPlan, ResponseBody, RustType, ScalarType,
    StreamPlan, docs,
};

/// A representation, where it stands among those of its answer, and what the document says of it.
struct Told<'a> {
    index: usize,
    payload: &'a PayloadPlan,
    media: &'a MediaType,
}

/// How a client reads an answer: the first way is that of the variant of the status, others have variants of their own.
///
/// A value that several media types write is read as JSON; texts alone are all texts, bytes alone all bytes. Streams are
/// read as a whole only where there is nothing else.
pub(super) fn reads(
    work: &mut Work<'_, '_>,
    scope: &mut Scope,
    (response, variant): (&Response, &Ident),
    payloads: &[PayloadPlan],
) -> Vec<ReadPlan> {
    let told = told_apart(work, told(response, payloads));
    let kept: Vec<&Told<'_>> = told.iter().filter(|one| !is_stream(one.payload)).collect();
    let kept = if kept.is_empty() { told.first().into_iter().collect() } else { kept };
    let Some((first, others)) = kept.split_first() else { return Vec::new() };
    let alike = |other: &Told<'_>| match first.payload.format {
        BodyFormat::Json => says_the_same(work, first, other),
        format => kept.iter().all(|one| one.payload.format == format),
    };
    let (alike, others): (Vec<&Told<'_>>, Vec<&Told<'_>>) = others.iter().partition(|other| alike(other));
    let ranges = |one: &Told<'_>| one.payload.essence.clone();
    // Of what says the same, only that is asked for which is read in the same way.
    let as_first = alike.into_iter().filter(|one| one.payload.format == first.payload.format);
    let mut plans = vec![ReadPlan {
        variant: variant.clone(),
        payload: first.index,
        ranges: std::iter::once(ranges(first)).chain(as_first.map(ranges)).collect(),
        docs: described(work, response, first.payload),
    }];
    let words: Vec<String> =
        words(&others).iter().map(|word| format!("{} {word}", status::variant(response.status))).collect();
    let wanted: Vec<Wanted<'_>> =
        words.iter().zip(&others).map(|(wire, one)| Wanted { wire, origin: &one.media.origin }).collect();
    let idents = scope.idents(Case::Upper, &wanted, &mut work.types.renames, work.diagnostics);
    for (one, variant) in others.into_iter().zip(idents) {
        let docs = described(work, response, one.payload);
        plans.push(ReadPlan { variant, payload: one.index, ranges: vec![ranges(one)], docs });
    }
    plans
}

fn told<'a>(response: &'a Response, payloads: &'a [PayloadPlan]) -> Vec<Told<'a>> {
    let told = payloads.iter().enumerate().filter_map(|(index, payload)| {
        let media = response.content.iter().find(|media| media.range.text == payload.media_type)?;
        Some(Told { index, payload, media })
    });
    told.collect()
}

/// Those that an answer can be told by: of several that differ in their parameters only, the first.
fn told_apart<'a>(work: &mut Work<'_, '_>, told: Vec<Told<'a>>) -> Vec<Told<'a>> {
    let (mut kept, mut names): (Vec<Told<'a>>, BTreeMap<String, &'a PayloadPlan>) = Default::default();
    for one in told {
        let name = one.payload.essence.to_ascii_lowercase();
        let Some(first) = names.get(&name) else {
            names.insert(name, one.payload);
            kept.push(one);
            continue;
        };
        let says = |payload: &'a PayloadPlan| (payload.format, payload.content.ty());
        let origin = &one.media.origin;
        if says(first) != says(one.payload) && work.carried && work.reported.insert(origin.clone()) {
            let message =
                format!("answers as `{}` are read as those as `{}`", one.payload.media_type, first.media_type);
            work.diagnostics.push(Diagnostic::new(&codes::OA305, message, Label::key(origin, "same media type")));
        }
    }
    kept
}

fn is_stream(payload: &PayloadPlan) -> bool {
    matches!(payload.content, Content::EventStream(_) | Content::JsonLines(_))
}

/// Whether a representation is another notation of a JSON value.
fn says_the_same(work: &Work<'_, '_>, json: &Told<'_>, other: &Told<'_>) -> bool {
    let schema = |one: &Told<'_>| -> Option<SchemaId> { one.media.schema.map(|schema| work.types.resolve(schema)) };
    // Authors write the schema of XML anew, with its wrappers, for what the JSON says.
    let is_xml = other.media.kind == ContentKind::Xml && !other.payload.essence.starts_with("image/");
    match (schema(json), schema(other)) {
        _ if is_xml => true,
        (Some(json), Some(other)) if json == other => true,
        (_, None) => matches!(other.media.kind, ContentKind::Json | ContentKind::Form),
        _ => json.payload.content.ty().is_some() && json.payload.content.ty() == other.payload.content.ty(),
    }
}

/// What tells media ranges apart in names, all of it where a part of it does not.
fn words(told: &[&Told<'_>]) -> Vec<String> {
    let words: Vec<&str> = told.iter().map(|one| word(&one.payload.essence)).collect();
    let often = |word: &str| words.iter().filter(|other| other.eq_ignore_ascii_case(word)).count() > 1;
    let all = told.iter().zip(&words);
    all.map(|(one, word)| if often(word) { one.payload.essence.replace('/', " ") } else { (*word).to_owned() })
        .collect()
}

/// What tells a media range apart in a name: `csv`, `image`.
pub(super) fn word(essence: &str) -> &str {
    match essence.split_once('/') {
        Some(("*", _)) => "any",
        Some((class, "*")) => class,
        Some((_, subtype)) => subtype,
        None => essence,
    }
}

fn described(work: &Work<'_, '_>, response: &Response, payload: &PayloadPlan) -> DocText {
    docs::join([docs::inert(&response.text()), bodies::as_bytes(work, std::slice::from_ref(payload))])
}

/// The streams among the successes, at most one of each kind.
pub(super) fn streams(outcomes: &[OutcomePlan]) -> Vec<StreamPlan> {
    let successes = outcomes.iter().filter(|outcome| outcome.success);
    let mut streams: Vec<StreamPlan> = Vec::new();
    for payload in successes.flat_map(|outcome| outcome.body.payloads()) {
        let stream = match &payload.content {
            Content::EventStream(RustType::Scalar(ScalarType::String)) => StreamPlan::Texts,
            Content::EventStream(ty) => StreamPlan::Events(ty.clone()),
            Content::JsonLines(ty) => StreamPlan::Values(payload.essence.clone(), ty.clone()),
            _ => continue,
        };
        let of_lines = |stream: &StreamPlan| matches!(stream, StreamPlan::Values(..));
        if !streams.iter().any(|other| of_lines(other) == of_lines(&stream)) {
            streams.push(stream);
        }
    }
    streams
}

/// All media ranges that a client asks for unless it is told otherwise, each once: those of successes first.
pub(super) fn accept(outcomes: &[OutcomePlan]) -> Vec<String> {
    let (successes, others): (Vec<_>, Vec<_>) = outcomes.iter().partition(|outcome| outcome.success);
    let mut ranges: Vec<String> = Vec::new();
    for read in successes.into_iter().chain(others).flat_map(|outcome| &outcome.reads) {
        ranges.extend(read.ranges.iter().filter(|range| !ranges.contains(range)).cloned().collect::<Vec<_>>());
    }
    ranges
}

impl ResponseBody {
    /// All representations; none if no body is documented.
    pub fn payloads(&self) -> &[PayloadPlan] {
        match self {
            ResponseBody::Empty => &[],
            ResponseBody::Payload(payloads) => payloads,
        }
    }
}
