//! JSON values one after the other.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::error::RequestError;
use super::mixed;
use super::scalars::NOT_JSON;
use super::transport::{Body, TransportError};

/// The values of a body of JSON lines, or of one with a JSON value in each part: all at once, or as a stream, of which no more than one is held at a time.
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
    /// The body under a media type, and what it is sent as: `application/json-seq` and `+json-seq` begin each value with a
    /// record separator (RFC 7464; RFC 8091), `multipart/*` has each in a part of its own.
    ///
    /// # Errors
    /// A value that is there cannot be written as JSON.
    pub(super) fn framed(self, content_type: &'static str) -> Result<(Cow<'static, str>, Body), RequestError> {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let sequence = essence == "application/json-seq" || essence.ends_with("+json-seq");
        let (frame, content_type) = match mixed::is_parted(&essence) {
            true => (
                Frame { before: mixed::HEAD, after: mixed::TAIL, end: mixed::END },
                mixed::with_boundary(content_type).into(),
            ),
            false => {
                (Frame { before: if sequence { "\u{1e}" } else { "" }, after: "\n", end: "" }, content_type.into())
            }
        };
        let body = match self.lines {
            Lines::Written(Err(_)) => return Err(RequestError::new("body", NOT_JSON)),
            Lines::Written(Ok(lines)) => {
                let lines: Vec<Vec<u8>> = lines.iter().map(|line| frame.around(line)).collect();
                Body::from([lines.concat(), frame.end.into()].concat())
            }
            Lines::Stream(texts) => Body::stream(Framed { texts: Some(texts), frame }),
        };
        Ok((content_type, body))
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

/// What stands around each value, and after the last one.
#[derive(Clone, Copy)]
struct Frame {
    before: &'static str,
    after: &'static str,
    end: &'static str,
}

impl Frame {
    fn around(self, line: &[u8]) -> Vec<u8> {
        [self.before.as_bytes(), line, self.after.as_bytes()].concat()
    }
}

struct Framed {
    /// None: all has been given.
    texts: Option<Texts>,
    frame: Frame,
}

impl Stream for Framed {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(texts) = &mut self.texts else { return Poll::Ready(None) };
        let line = ready!(texts.as_mut().poll_next(cx));
        if line.is_none() {
            self.texts = None;
            let end = self.frame.end;
            return Poll::Ready((!end.is_empty()).then(|| Ok(Bytes::from_static(end.as_bytes()))));
        }
        Poll::Ready(line.map(|line| match line {
            Ok(line) => Ok(Bytes::from(self.frame.around(&line))),
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
