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
    /// Asks for one JSON value after the other: JSON Lines, NDJSON, or a JSON text sequence.
    pub fn values(mut self) -> Values<O> {
        self.draft.headers.insert("accept".to_owned(), HeaderValue::from_static(O::MEDIA));
        let wanted: &[&str] = const {
            let [lines, others, unsaid] = MEDIA;
            &[lines, others, unsaid, O::MEDIA]
        };
        let opened = self.endpoint.open(const { &O::ROUTE }, self.draft, wanted);
        Values { state: State::Opening(opened), lines: Lines::new(LINE_LIMIT), operation: PhantomData }
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
        let number = self.lines.number;
        let value = serde_json::from_slice(&line);
        value.map_err(|error| Error::Item(ItemError::not_read(number, line, &error)))
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
                    Ok(Opened::Stream(answer)) => this.state = State::Reading(answer.into_body()),
                    Ok(Opened::Whole(raw)) if raw.status() == 204 => this.state = State::Done,
                    Ok(Opened::Whole(raw)) => return this.broken(refused::<O>(raw)),
                    Err(error) => return this.broken(error.widen()),
                },
                State::Reading(body) => match this.lines.next() {
                    Ok(Some(line)) => return Poll::Ready(Some(this.read(line))),
                    Err(error) => return this.broken(Error::Item(error)),
                    Ok(None) => match ready!(body.poll_chunk(cx)) {
                        Some(Ok(chunk)) => this.lines.feed(chunk),
                        Some(Err(error)) => return this.broken(failed(error)),
                        None => this.state = State::Ended,
                    },
                },
                State::Ended => {
                    this.state = State::Done;
                    return match this.lines.last() {
                        Some(line) => Poll::Ready(Some(this.read(line))),
                        None => Poll::Ready(None),
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
