//! Bodies of one JSON value after the other.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use futures_core::Stream;

use super::byte_stream::ByteStream;
use super::faults::{kept, unread};
use super::mixed::{self, Parts};
use super::models::support::{Decode, Violations, from_slice};
use super::{Kind, Rejection, Violation};

/// The largest value that is read unless the implementation says otherwise.
const LIMIT: usize = 1024 * 1024;

/// Begins each value of a JSON text sequence (RFC 7464).
const RECORD_SEPARATOR: u8 = 0x1E;

/// Puts defaults into a value and notes the limits that it breaks.
pub type Finish<T> = fn(&mut T, &mut Violations);

/// The values of a body as they come: JSON Lines, NDJSON, a JSON text sequence, or the parts of a body. No more than one is held at a time.
///
/// An error is a [`Rejection`] that tells the caller what was wrong; the pointer of its violations begins with the
/// number of the line or part, counted from 1. After a value that cannot be read (400) or breaks limits (422) the next one can
/// be asked for; nothing follows other errors.
pub struct Lines<T> {
    texts: Texts,
    finish: Finish<T>,
}

impl<T: Decode> Lines<T> {
    pub(super) fn new(stream: ByteStream, finish: Finish<T>) -> Self {
        let splitter = Splitter { limit: LIMIT, ..Splitter::default() };
        let content_type = stream.content_type().filter(|sent| mixed::is_parted(sent));
        let parts = content_type.map(|sent| Parts::of(sent, LIMIT).ok_or(()));
        Self { texts: Texts { stream, splitter, parts, done: false }, finish }
    }

    /// The largest value that is read, in bytes; 1 MiB if nothing else is said.
    #[must_use]
    pub fn line_limit(mut self, bytes: usize) -> Self {
        self.texts.splitter.limit = bytes;
        if let Some(Ok(parts)) = &mut self.texts.parts {
            parts.limit = bytes;
        }
        self
    }

    /// The next value; none after the last one.
    ///
    /// # Errors
    /// The value is not what the document says, or the body is too large, or breaks off.
    pub async fn try_next(&mut self) -> Result<Option<T>, Rejection> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    fn read(&self, line: &[u8]) -> Result<T, Rejection> {
        let place = format!("/{}", self.texts.number());
        let mut value: T = from_slice(line).map_err(|fault| unread(&place, &fault))?;
        let mut found = Violations::default();
        (self.finish)(&mut value, &mut found);
        kept(&place, found).map(|()| value)
    }
}

impl<T: Decode> Stream for Lines<T> {
    type Item = Result<T, Rejection>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let line = ready!(self.texts.poll_line(cx));
        Poll::Ready(line.map(|line| self.read(&line?)))
    }
}

/// The texts of values as they come.
struct Texts {
    stream: ByteStream,
    splitter: Splitter,
    /// Of a body of parts, unless it does not say what stands between them.
    parts: Option<Result<Parts, ()>>,
    done: bool,
}

impl Texts {
    /// Of the text that was given last, from 1.
    fn number(&self) -> u64 {
        match &self.parts {
            Some(Ok(parts)) => parts.number,
            _ => self.splitter.number,
        }
    }

    /// The next text, if all of it is there.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Rejection> {
        match &mut self.parts {
            None => self.splitter.next(),
            Some(Err(())) => Err(malformed("", "boundary")),
            Some(Ok(parts)) => parts.next().map_err(|_| too_large(parts.number + 1)),
        }
    }

    fn feed(&mut self, chunk: Bytes) {
        match &mut self.parts {
            Some(Ok(parts)) => parts.feed(&chunk),
            _ => self.splitter.chunk = chunk,
        }
    }

    /// What stands behind the end of the last text.
    fn last(&mut self) -> Option<Result<Vec<u8>, Rejection>> {
        match &self.parts {
            Some(Ok(parts)) => parts.end().err().map(|_| Err(malformed("", "multipart"))),
            _ => self.splitter.last().map(Ok),
        }
    }

    fn poll_line(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, Rejection>>> {
        while !self.done {
            let fault = match self.next() {
                Ok(Some(line)) => return Poll::Ready(Some(Ok(line))),
                Err(fault) => fault,
                Ok(None) => match ready!(Pin::new(&mut self.stream).poll_next(cx)) {
                    Some(Ok(chunk)) => {
                        self.feed(chunk);
                        continue;
                    }
                    Some(Err(fault)) => fault,
                    None => {
                        self.done = true;
                        return Poll::Ready(self.last());
                    }
                },
            };
            self.done = true;
            return Poll::Ready(Some(Err(fault)));
        }
        Poll::Ready(None)
    }
}

fn too_large(number: u64) -> Rejection {
    Rejection::new(Kind::TooLarge).because(Violation::of_body(format!("/{number}"), "size"))
}

fn malformed(pointer: &str, rule: &'static str) -> Rejection {
    Rejection::new(Kind::Malformed).because(Violation::of_body(pointer, rule))
}

/// Values without defaults and limits, for tests that call an implementation directly.
impl<T: Decode> From<ByteStream> for Lines<T> {
    fn from(stream: ByteStream) -> Self {
        Self::new(stream, |_, _| {})
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lines")
    }
}

/// Takes pieces of a stream and gives its lines that hold something. Each byte is looked at once.
#[derive(Default)]
struct Splitter {
    limit: usize,
    chunk: Bytes,
    line: Vec<u8>,
    /// Of the line that was given last, from 1.
    number: u64,
    ended: u64,
    sequence: bool,
}

impl Splitter {
    /// The next line, if all of it is there. In a sequence, what stands between two separators is one.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Rejection> {
        while !self.chunk.is_empty() {
            let sequence = self.sequence;
            let end = self.chunk.iter().position(|byte| *byte == RECORD_SEPARATOR || (*byte == b'\n' && !sequence));
            self.line.extend_from_slice(&self.chunk.split_to(end.unwrap_or(self.chunk.len())));
            if self.line.len() > self.limit {
                return Err(too_large(self.ended + 1));
            }
            if end.is_some() {
                self.sequence = self.chunk.split_to(1).first() == Some(&RECORD_SEPARATOR);
                self.ended += u64::from(!self.sequence || !self.line.is_empty());
                if let Some(line) = self.take() {
                    return Ok(Some(line));
                }
            }
        }
        Ok(None)
    }

    /// What stands behind the end of the last line.
    fn last(&mut self) -> Option<Vec<u8>> {
        self.ended += 1;
        self.take()
    }

    /// The line, if it holds anything.
    fn take(&mut self) -> Option<Vec<u8>> {
        let mut line = std::mem::take(&mut self.line);
        if self.ended <= 1 && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        self.number = self.ended;
        (!line.trim_ascii().is_empty()).then_some(line)
    }
}
