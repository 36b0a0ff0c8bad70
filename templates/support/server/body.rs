//! Receiving the body of a request.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body as Stream, Bytes, HttpBody};
use axum::http::{HeaderMap, header};

use super::received::{Arriving, Received};
use super::{Format, Head, Kind, Operation, Payload, Rejection, Violation};

/// The body, with the payload of the operation that its media type says it is; not read yet if it is a stream. `None`:
/// there is none, or the operation takes none. `limit` is the most that there may be of it, in bytes.
pub(super) async fn receive(
    operation: &'static Operation,
    head: &Head,
    mut stream: Stream,
    limit: usize,
) -> Result<Option<Received>, Rejection> {
    let Some(body) = &operation.body else { return Ok(None) };
    let announced =
        head.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(Rejection::new(Kind::TooLarge));
    }
    let received = |at: usize, arriving| {
        let payload = body.payloads.get(at);
        Ok(payload.map(|payload| Received { payload, at, body: arriving }))
    };
    let chosen = match choose(&head.headers, body.payloads) {
        _ if stream.is_end_stream() => None,
        Ok(at) => Some(at),
        // A body may say by its first frame only that there is none.
        Err(_) if is_empty(&mut stream).await => None,
        Err(refusal) => return Err(refusal),
    };
    if let Some(at) = chosen.filter(|at| is_stream(body.payloads, *at)) {
        return received(at, Arriving::Stream(stream, limit));
    }
    let bytes = collect(stream, limit).await?;
    if bytes.is_empty() {
        // No text is a text, but only where the request says that there is one.
        let empty =
            choose(&head.headers, body.payloads).ok().filter(|_| head.headers.contains_key(header::CONTENT_TYPE));
        let empty = empty.filter(|at| body.payloads.get(*at).is_some_and(|payload| payload.format != Format::Json));
        return match (empty, body.required) {
            (Some(at), _) => received(at, Arriving::Whole(bytes)),
            (None, true) => Err(Rejection::new(Kind::Malformed).because(Violation::of_body("", "required"))),
            (None, false) => Ok(None),
        };
    }
    let at = match chosen {
        Some(at) => at,
        None => choose(&head.headers, body.payloads)?,
    };
    received(at, Arriving::Whole(bytes))
}

/// Whether the end comes before anything else.
async fn is_empty(stream: &mut Stream) -> bool {
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut *stream).poll_frame(cx)).await {
        if !frame.is_ok_and(|frame| frame.data_ref().is_none_or(Bytes::is_empty)) {
            return false;
        }
    }
    true
}

fn is_stream(payloads: &[Payload], at: usize) -> bool {
    payloads.get(at).is_some_and(|payload| payload.format == Format::Stream)
}

/// The payload whose media type is that of the request, the most exact one if several are.
pub(super) fn choose(headers: &HeaderMap, payloads: &[Payload]) -> Result<usize, Rejection> {
    let refused = || Rejection::new(Kind::UnsupportedMediaType);
    let mut lines = headers.get_all(header::CONTENT_TYPE).iter();
    let lines = (lines.next(), lines.next());
    // As it mostly is: nothing is more exact, and no charset can be wrong.
    if let (Some(line), None) = lines
        && let Some(at) = payloads.iter().position(|payload| line == payload.essence)
    {
        return Ok(at);
    }
    let sent = match lines {
        (Some(line), None) => line.to_str().map_err(|_| refused())?.to_ascii_lowercase(),
        // RFC 9110, 8.3: a body without a media type may be taken for any bytes.
        (None, _) => "application/octet-stream".to_owned(),
        _ => return Err(refused()),
    };
    let (essence, parameters) = sent.split_once(';').unwrap_or((&sent, ""));
    let (main, sub) = essence.trim().split_once('/').ok_or_else(refused)?;
    let precision = |payload: &Payload| match payload.essence.split_once('/') {
        Some(("*", "*")) => 1,
        Some((ours, "*")) if ours == main => 2,
        Some((ours, our_sub)) if ours == main && our_sub == sub => 3,
        _ => 0,
    };
    let best = payloads.iter().enumerate().map(|(at, payload)| (precision(payload), at));
    // The first of equals: `max_by_key` would take the last.
    let best = best.rev().max_by_key(|(precision, _)| *precision).filter(|(precision, _)| *precision > 0);
    let (_, at) = best.ok_or_else(refused)?;
    let format = payloads.get(at).map(|payload| payload.format);
    let readable = match (format.is_some_and(Format::is_text), charset_of(parameters)) {
        (false, _) | (true, None | Some("utf-8" | "utf8" | "us-ascii")) => true,
        (true, Some("iso-8859-1")) => matches!(format, Some(Format::Text | Format::Value(_))),
        (true, Some(_)) => false,
    };
    if readable { Ok(at) } else { Err(refused()) }
}

/// The charset of a request's body, in lower case.
pub(super) fn charset(headers: &HeaderMap) -> Option<String> {
    let sent = headers.get(header::CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase();
    charset_of(sent.split_once(';')?.1).map(str::to_owned)
}

fn charset_of(parameters: &str) -> Option<&str> {
    let mut parameters = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let (_, charset) = parameters.find(|(name, _)| name.trim() == "charset")?;
    Some(charset.trim().trim_matches('"'))
}

async fn collect(mut stream: Stream, limit: usize) -> Result<Bytes, Rejection> {
    let mut first = Bytes::new();
    let mut rest: Vec<u8> = Vec::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut stream).poll_frame(cx)).await {
        let frame = frame.map_err(|_| Rejection::new(Kind::Malformed).because(Violation::of_body("", "incomplete")))?;
        let Ok(data) = frame.into_data() else { continue };
        if data.len() > limit.saturating_sub(first.len() + rest.len()) {
            return Err(Rejection::new(Kind::TooLarge));
        }
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    }
    if rest.is_empty() {
        return Ok(first);
    }
    rest.splice(0..0, first);
    Ok(Bytes::from(rest))
}
