//! Operations that answer with one JSON value after the other.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use futures_core::Stream;
use http::HeaderValue;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::error::Error;
use super::item::ItemError;
use super::mixed::{self, Broken, Parts};
use super::open::{Opened, failed, refused};
use super::operation::Operation;
use super::transport::{Body, BoxFuture};

type Next<O> = Option<Result<<O as ValueSource>::Value, Error<<O as Operation>::Err>>>;

/// The largest line that is read unless the call says otherwise.
const LINE_LIMIT: usize = 1024 * 1024;

/// Begins each value of a JSON text sequence (RFC 7464).
const RECORD_SEPARATOR: u8 = 0x1E;

/// What such answers are called, and what servers call them that do not know.
const MEDIA: [&str; 3] = [
    "application/x-ndjson, application/ndjson, application/jsonl, application/x-jsonl, application/jsonlines",
    "application/x-jsonlines, application/json-lines, application/stream+json, application/json-seq",
    "text/plain, application/octet-stream",
];

/// An operation that can answer with one JSON value after the other.
pub trait ValueSource: Operation {
    /// One of them.
    type Value: DeserializeOwned + Send + 'static;
    /// The media type to ask for.
    const MEDIA: &'static str;
}

impl<O: ValueSource> Call<O> {
    /// Asks for one JSON value after the other: JSON Lines, NDJSON, a JSON text sequence, or a body with one in each part.
    pub fn values(mut self) -> Values<O> {
        self.draft.headers.insert("accept".to_owned(), HeaderValue::from_static(O::MEDIA));
        let wanted: &[&str] = const {
            let [lines, others, unsaid] = MEDIA;
            &[lines, others, unsaid, O::MEDIA]
        };
        let opened = self.endpoint.open(const { &O::ROUTE }, self.draft, wanted);
        Values { state: State::Opening(opened), lines: Lines::new(LINE_LIMIT), parts: None, operation: PhantomData }
    }
}

/// JSON values, as they come.
///
/// After a line that cannot be read ([`Error::Item`]) the next one can be asked for. After every other error nothing
/// follows.
#[must_use = "a stream does nothing until it is asked"]
pub struct Values<O> {
    state: State,
    lines: Lines,
    /// Of a body of parts.
    parts: Option<Parts>,
    operation: PhantomData<fn() -> O>,
}

enum State {
    Opening(BoxFuture<'static, Result<Opened, Error<Infallible>>>),
    Reading(Body),
    /// Nothing more comes; what is there may still be a line.
    Ended,
    Done,
}

impl<O: ValueSource> Values<O> {
    /// The largest line that is read, in bytes; 1 MiB if nothing else is said.
    pub fn line_limit(mut self, bytes: usize) -> Self {
        self.lines.limit = bytes;
        self
    }

    /// The next value; none after the last one.
    ///
    /// # Errors
    /// The call failed, the stream broke off, or a line is too long or not what the document says.
    pub async fn try_next(&mut self) -> Result<Option<O::Value>, Error<O::Err>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    fn read(&mut self, line: Bytes) -> Result<O::Value, Error<O::Err>> {
        let number = self.parts.as_ref().map_or(self.lines.number, |parts| parts.number);
        let value = serde_json::from_slice(&line);
        value.map_err(|error| Error::Item(ItemError::not_read(number, line, &error)))
    }

    /// Begins to read: by the lines of the body, or by its parts.
    fn reads(&mut self, answer: http::Response<Body>) -> Result<(), Box<ItemError>> {
        let content_type = answer.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        // What does not say what it is is taken for what was asked for.
        let content_type = content_type.unwrap_or(O::MEDIA);
        if mixed::is_parted(content_type) {
            let parts = Parts::of(content_type, self.lines.limit);
            self.parts = Some(
                parts.ok_or_else(|| ItemError::of_body(0, "the answer does not say what stands between its parts"))?,
            );
        }
        self.state = State::Reading(answer.into_body());
        Ok(())
    }

    /// The next text of a value, if all of it is there.
    fn next_text(&mut self) -> Result<Option<Bytes>, Box<ItemError>> {
        match &mut self.parts {
            None => self.lines.next(),
            Some(parts) => match parts.next() {
                Ok(part) => Ok(part.map(Bytes::from)),
                Err(fault) => Err(faulty(parts, fault)),
            },
        }
    }

    fn feed(&mut self, chunk: Bytes) {
        match &mut self.parts {
            None => self.lines.feed(chunk),
            Some(parts) => parts.feed(&chunk),
        }
    }

    /// What stands behind the end of the last value.
    fn last_text(&mut self) -> Result<Option<Bytes>, Box<ItemError>> {
        match &self.parts {
            None => Ok(self.lines.last()),
            Some(parts) => parts.end().map(|()| None).map_err(|fault| faulty(parts, fault)),
        }
    }

    fn broken(&mut self, error: Error<O::Err>) -> Poll<Next<O>> {
        self.state = State::Done;
        Poll::Ready(Some(Err(error)))
    }
}

impl<O: ValueSource> Stream for Values<O> {
    type Item = Result<O::Value, Error<O::Err>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Opening(opening) => match ready!(opening.as_mut().poll(cx)) {
                    Ok(Opened::Stream(answer)) => {
                        if let Err(error) = this.reads(answer) {
                            return this.broken(Error::Item(error));
                        }
                    }
                    Ok(Opened::Whole(raw)) if raw.status() == 204 => this.state = State::Done,
                    Ok(Opened::Whole(raw)) => return this.broken(refused::<O>(raw)),
                    Err(error) => return this.broken(error.widen()),
                },
                State::Reading(_) => match this.next_text() {
                    Ok(Some(text)) => return Poll::Ready(Some(this.read(text))),
                    Err(error) => return this.broken(Error::Item(error)),
                    Ok(None) => {
                        let State::Reading(body) = &mut this.state else { continue };
                        match ready!(body.poll_chunk(cx)) {
                            Some(Ok(chunk)) => this.feed(chunk),
                            Some(Err(error)) => return this.broken(failed(error)),
                            None => this.state = State::Ended,
                        }
                    }
                },
                State::Ended => {
                    this.state = State::Done;
                    return match this.last_text() {
                        Ok(Some(text)) => Poll::Ready(Some(this.read(text))),
                        Ok(None) => Poll::Ready(None),
                        Err(error) => Poll::Ready(Some(Err(Error::Item(error)))),
                    };
                }
                State::Done => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Operation> fmt::Debug for Values<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Values({} {})", O::ROUTE.method, O::ROUTE.path)
    }
}

fn faulty(parts: &Parts, fault: Broken) -> Box<ItemError> {
    match fault {
        Broken::TooLong => ItemError::too_long(parts.number + 1, Bytes::new(), parts.limit),
        Broken::Incomplete => ItemError::of_body(parts.number + 1, "the body ends before its last boundary"),
    }
}

/// Takes pieces of a stream and gives its lines that hold something. Each byte is looked at once.
struct Lines {
    limit: usize,
    chunk: Bytes,
    line: BytesMut,
    /// Of the line that was given last, from 1.
    number: u64,
    ended: u64,
    sequence: bool,
}

impl Lines {
    fn new(limit: usize) -> Self {
        Self { limit, chunk: Bytes::new(), line: BytesMut::new(), number: 0, ended: 0, sequence: false }
    }

    fn feed(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next line, if all of it is there. In a sequence, what stands between two separators is one.
    fn next(&mut self) -> Result<Option<Bytes>, Box<ItemError>> {
        while !self.chunk.is_empty() {
            let sequence = self.sequence;
            let ends = |byte: &u8| *byte == RECORD_SEPARATOR || (*byte == b'\n' && !sequence);
            let end = self.chunk.iter().position(ends);
            self.line.extend_from_slice(&self.chunk.split_to(end.unwrap_or(self.chunk.len())));
            if self.line.len() > self.limit {
                let line = self.line.split().freeze();
                return Err(ItemError::too_long(self.ended + 1, line, self.limit));
            }
            if end.is_some() {
                self.sequence = self.chunk.get_u8() == RECORD_SEPARATOR;
                self.ended += u64::from(!self.sequence || !self.line.is_empty());
                if let Some(line) = self.take() {
                    return Ok(Some(line));
                }
            }
        }
        Ok(None)
    }

    /// What stands behind the end of the last line.
    fn last(&mut self) -> Option<Bytes> {
        self.ended += 1;
        self.take()
    }

    /// The line, if it holds anything.
    fn take(&mut self) -> Option<Bytes> {
        let line = self.line.split().freeze();
        let line = match self.ended {
            0 | 1 if line.starts_with(b"\xEF\xBB\xBF") => line.slice(3..),
            _ => line,
        };
        self.number = self.ended;
        (!line.trim_ascii().is_empty()).then_some(line)
    }
}
