//! JSON values one after the other.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::error::RequestError;
use super::scalars::NOT_JSON;
use super::transport::{Body, TransportError};

/// The values of a body of JSON lines: all at once, or as a stream, of which no more than one is held at a time.
pub struct JsonLines<T> {
    lines: Lines,
    item: PhantomData<fn(T)>,
}

type Texts = Pin<Box<dyn Stream<Item = Result<Vec<u8>, serde_json::Error>> + Send>>;

enum Lines {
    Written(Result<Vec<Vec<u8>>, serde_json::Error>),
    Stream(Texts),
}

impl<T: Serialize> JsonLines<T> {
    /// Values that are there. The body can be sent again.
    pub fn items<'t>(items: impl IntoIterator<Item = &'t T>) -> Self
    where
        T: 't,
    {
        let lines = items.into_iter().map(line).collect();
        Self { lines: Lines::Written(lines), item: PhantomData }
    }

    /// Values that come one by one. The body can be sent once.
    pub fn stream(items: impl Stream<Item = T> + Send + 'static) -> Self
    where
        T: 'static,
    {
        let texts = Written { items: Box::pin(items), line: line::<T> };
        Self { lines: Lines::Stream(Box::pin(texts)), item: PhantomData }
    }
}

impl<T> JsonLines<T> {
    /// The body under a media type: `application/json-seq` and `+json-seq` begin each value with a record separator
    /// (RFC 7464; RFC 8091).
    ///
    /// # Errors
    /// A value that is there cannot be written as JSON.
    pub(super) fn framed(self, content_type: &str) -> Result<Body, RequestError> {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let sequence = essence == "application/json-seq" || essence.ends_with("+json-seq");
        let mark: &[u8] = if sequence { b"\x1e" } else { b"" };
        match self.lines {
            Lines::Written(Err(_)) => Err(RequestError::new("body", NOT_JSON)),
            Lines::Written(Ok(lines)) => Ok(Body::from(
                lines
                    .iter()
                    .flat_map(|line| {
                        [
                            mark, line, b"
",
                        ]
                    })
                    .collect::<Vec<&[u8]>>()
                    .concat(),
            )),
            Lines::Stream(texts) => Ok(Body::stream(Framed { texts, mark: mark.to_vec() })),
        }
    }
}

/// A value on one line. Breaks can only stand between the tokens of a JSON text that was kept as it came.
fn line<T: Serialize>(item: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = serde_json::to_vec(item)?;
    text.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
    Ok(text)
}

struct Written<T> {
    items: Pin<Box<dyn Stream<Item = T> + Send>>,
    line: fn(&T) -> Result<Vec<u8>, serde_json::Error>,
}

impl<T> Stream for Written<T> {
    type Item = Result<Vec<u8>, serde_json::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.items.as_mut().poll_next(cx));
        Poll::Ready(item.map(|item| (self.line)(&item)))
    }
}

struct Framed {
    texts: Texts,
    mark: Vec<u8>,
}

impl Stream for Framed {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let line = ready!(self.texts.as_mut().poll_next(cx));
        Poll::Ready(line.map(|line| match line {
            Ok(line) => Ok(Bytes::from([self.mark.as_slice(), &line, b"\n"].concat())),
            Err(_) => Err(TransportError::new("a line of the body cannot be written as JSON")),
        }))
    }
}

impl<T: Serialize> From<&[T]> for JsonLines<T> {
    fn from(items: &[T]) -> Self {
        Self::items(items)
    }
}

impl<T: Serialize> From<&Vec<T>> for JsonLines<T> {
    fn from(items: &Vec<T>) -> Self {
        Self::items(items)
    }
}

impl<T: Serialize, const N: usize> From<[T; N]> for JsonLines<T> {
    fn from(items: [T; N]) -> Self {
        Self::items(&items)
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonLines")
    }
}
