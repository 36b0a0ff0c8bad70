//! Bodies of requests as they come.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, header};
use futures_core::Stream;

use super::{Kind, Rejection, Violation};

/// The bytes of a body as they come, as many as the server takes. Nothing is held that nobody has asked for.
///
/// An error is a [`Rejection`] that tells the caller what was wrong: 413 for a body that is too large, 400 for one that
/// breaks off. Nothing follows it.
pub struct ByteStream {
    body: Body,
    left: usize,
    content_type: Option<String>,
    done: bool,
}

impl ByteStream {
    pub(super) fn new(body: Body, limit: usize, headers: &HeaderMap) -> Self {
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Self { body, left: limit, content_type, done: false }
    }

    /// What the request says that the body is, with its parameters.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The next bytes; none after the last ones.
    ///
    /// # Errors
    /// The body is too large, or breaks off.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Rejection> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// All bytes that are left.
    ///
    /// # Errors
    /// The body is too large, or breaks off.
    pub async fn bytes(mut self) -> Result<Bytes, Rejection> {
        let Some(first) = self.try_next().await? else { return Ok(Bytes::new()) };
        let Some(second) = self.try_next().await? else { return Ok(first) };
        let mut all = [first, second].concat();
        while let Some(more) = self.try_next().await? {
            all.extend_from_slice(&more);
        }
        Ok(all.into())
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Rejection>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while !self.done {
            let frame = match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                Some(Ok(frame)) => frame,
                Some(Err(_)) => {
                    self.done = true;
                    return Poll::Ready(Some(Err(incomplete())));
                }
                None => break,
            };
            let Ok(data) = frame.into_data() else { continue };
            match self.left.checked_sub(data.len()) {
                Some(left) => self.left = left,
                None => {
                    self.done = true;
                    return Poll::Ready(Some(Err(Rejection::new(Kind::TooLarge))));
                }
            }
            if !data.is_empty() {
                return Poll::Ready(Some(Ok(data)));
            }
        }
        self.done = true;
        Poll::Ready(None)
    }
}

/// Of a body that breaks off.
pub(super) fn incomplete() -> Rejection {
    Rejection::new(Kind::Malformed).because(Violation::of_body("", "incomplete"))
}

/// Bytes without a content type, for tests that call an implementation directly.
impl<T: Into<Body>> From<T> for ByteStream {
    fn from(body: T) -> Self {
        Self { body: body.into(), left: usize::MAX, content_type: None, done: false }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}
