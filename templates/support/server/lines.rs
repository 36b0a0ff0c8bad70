//! JSON values one after the other.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::Body;
use futures_core::Stream;
use serde::Serialize;

use super::streams::{self, Items, body, items, limited};
use super::{Limits, Violation, mixed, respond};

/// JSON values one after the other, as they come: JSON Lines, NDJSON, a JSON text sequence (RFC 7464), or a body with one in each part. The answer is
/// written as the caller reads it; a caller that goes away drops the stream.
pub struct JsonLines<T>(Items<T>);

impl<T: 'static> JsonLines<T> {
    /// The values of a stream that has no faults.
    pub fn new(values: impl Stream<Item = T> + Send + 'static) -> Self {
        Self(items(values, Ok))
    }

    /// The values of a stream whose first fault ends it: the caller sees it break off.
    pub fn fallible<E: Into<BoxError>>(values: impl Stream<Item = Result<T, E>> + Send + 'static) -> Self {
        Self(items(values, |value| value.map_err(Into::into)))
    }

    /// Each value in a part of its own.
    pub(super) fn parted(self, limits: Option<Limits<T>>) -> Body
    where
        T: Serialize,
    {
        let values: Items<Option<T>> = Box::pin(Ending { values: Some(self.0) });
        body(values, None, move |value: Option<T>| {
            let Some(value) = value else { return Ok(mixed::END.into()) };
            limited(&value, limits)?;
            let text = one_line(&value).map_err(|_| respond::refusal(vec![Violation::of_answer("", "json")]))?;
            Ok([mixed::HEAD, &text, mixed::TAIL].concat().into())
        })
    }

    pub(super) fn written(self, frame: fn(&T) -> serde_json::Result<String>, limits: Option<Limits<T>>) -> Body {
        body(self.0, None, move |value: T| {
            limited(&value, limits)?;
            let text = frame(&value).map_err(|_| respond::refusal(vec![Violation::of_answer("", "json")]))?;
            Ok(text.into())
        })
    }
}

/// Whether each value begins with a record separator.
pub(super) fn is_sequence(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

pub(super) fn line<T: Serialize>(value: &T) -> serde_json::Result<String> {
    Ok(one_line(value)? + "\n")
}

pub(super) fn record<T: Serialize>(value: &T) -> serde_json::Result<String> {
    Ok(format!("\u{1e}{}\n", one_line(value)?))
}

/// A value on one line. Breaks can only stand between the tokens of a JSON text that was kept as it came.
pub(super) fn one_line<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let text = serde_json::to_string(value)?;
    Ok(if text.contains(['\r', '\n']) { text.replace(['\r', '\n'], " ") } else { text })
}

/// Values, and at last nothing.
struct Ending<T> {
    values: Option<Items<T>>,
}

impl<T> Stream for Ending<T> {
    type Item = Result<Option<T>, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(values) = &mut self.values else { return Poll::Ready(None) };
        let value = ready!(values.as_mut().poll_next(cx));
        if value.is_none() {
            self.values = None;
        }
        Poll::Ready(Some(value.transpose()))
    }
}

/// Values that are there.
impl<T: Send + 'static> From<Vec<T>> for JsonLines<T> {
    fn from(values: Vec<T>) -> Self {
        Self(streams::ready(values))
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonLines")
    }
}
