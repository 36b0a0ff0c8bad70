//! Event streams (WHATWG HTML, 9.2).

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Body, Bytes};
use futures_core::Stream;
use serde::Serialize;

use super::streams::{Idle, Items, body, items, limited, ready};
use super::{Limits, Rejection, Violation, lines, respond};

/// Events, as they come. The answer is written as the caller reads it; a caller that goes away drops the stream.
///
/// Streams that are silent for long are cut by what stands between. Comments keep them open, one a tick:
///
/// ```ignore
/// let every_15_s = tokio_stream::wrappers::IntervalStream::new(tokio::time::interval(Duration::from_secs(15)));
/// Events::new(stream).keep_alive(every_15_s)
/// ```
pub struct Events<T> {
    items: Items<Event<T>>,
    idle: Option<Idle>,
}

/// An event of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event<T> {
    /// Its name; a caller takes it for `message` where it has none.
    pub event: Option<String>,
    /// Its id, from which a caller asks to go on by `Last-Event-ID`.
    pub id: Option<String>,
    /// What it says. Callers see no event without data, but they note its id and `retry`.
    pub data: Option<T>,
    /// How long a caller is to wait before it connects again.
    pub retry: Option<Duration>,
    /// What nobody but a reader of the bytes sees.
    pub comment: Option<String>,
}

impl<T> Event<T> {
    /// An event that says nothing.
    pub fn empty() -> Self {
        Self { event: None, id: None, data: None, retry: None, comment: None }
    }

    /// An event that says something.
    pub fn new(data: T) -> Self {
        Self { data: Some(data), ..Self::empty() }
    }

    /// With a name. A line break in it ends the stream with an error.
    #[must_use]
    pub fn event(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// With an id. A line break or a zero in it ends the stream with an error.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// With how long a caller is to wait before it connects again, in whole milliseconds.
    #[must_use]
    pub fn retry(mut self, wait: Duration) -> Self {
        self.retry = Some(wait);
        self
    }

    /// With a comment.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    fn written(&self, data: Option<String>) -> Result<Bytes, Rejection> {
        let mut out = String::new();
        for line in self.comment.iter().flat_map(|comment| breaks(comment)) {
            push(&mut out, "", line);
        }
        for (field, value) in [("event", &self.event), ("id", &self.id)] {
            let Some(value) = value else { continue };
            if value.contains(['\r', '\n']) || (field == "id" && value.contains('\0')) {
                let pointer = format!("/{field}");
                return Err(respond::refusal(vec![Violation { pointer, ..Violation::of_answer("", "one line") }]));
            }
            push(&mut out, field, value);
        }
        if let Some(retry) = self.retry {
            push(&mut out, "retry", &retry.as_millis().to_string());
        }
        for line in data.iter().flat_map(|data| breaks(data)) {
            push(&mut out, "data", line);
        }
        out.push('\n');
        Ok(out.into())
    }
}

fn push(out: &mut String, field: &str, value: &str) {
    out.push_str(field);
    out.push_str(": ");
    out.push_str(value);
    out.push('\n');
}

/// The lines of a text; CR, LF and both together end one. A reader gets LF for each.
fn breaks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = text.find(['\r', '\n']) else { return rest.take() };
        let (line, after) = text.split_at(at);
        rest = after.strip_prefix("\r\n").or_else(|| after.get(1..));
        Some(line)
    })
}

/// Writes the data of an event.
pub(super) type Data<T> = fn(&T) -> serde_json::Result<String>;

/// Data as JSON on one line.
pub(super) fn json<T: Serialize>(data: &T) -> serde_json::Result<String> {
    lines::one_line(data)
}

impl<T: 'static> Events<T> {
    /// The events of a stream that has no faults.
    pub fn new(events: impl Stream<Item = Event<T>> + Send + 'static) -> Self {
        Self { items: items(events, Ok), idle: None }
    }

    /// The events of a stream whose first fault ends it: the caller sees it break off.
    pub fn fallible<E: Into<BoxError>>(events: impl Stream<Item = Result<Event<T>, E>> + Send + 'static) -> Self {
        Self { items: items(events, |event| event.map_err(Into::into)), idle: None }
    }

    /// Sends an empty comment at each tick while there is no event, until there are no more ticks.
    #[must_use]
    pub fn keep_alive<S: Stream + Send + 'static>(mut self, ticks: S) -> Self {
        self.idle = Some(Box::pin(Comments(Box::pin(ticks))));
        self
    }

    pub(super) fn written(self, data: Data<T>, limits: Option<Limits<T>>) -> Body {
        body(self.items, self.idle, move |event: Event<T>| {
            let Some(said) = &event.data else { return event.written(None) };
            limited(said, limits)?;
            let text = data(said).map_err(|_| respond::refusal(vec![Violation::of_answer("", "json")]))?;
            event.written(Some(text))
        })
    }
}

struct Comments<S>(Pin<Box<S>>);

impl<S: Stream> Stream for Comments<S> {
    type Item = Bytes;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let tick = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(tick.map(|_| Bytes::from_static(b":\n\n")))
    }
}

/// Events that are there.
impl<T: Send + 'static> From<Vec<Event<T>>> for Events<T> {
    fn from(events: Vec<Event<T>>) -> Self {
        Self { items: ready(events), idle: None }
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}
