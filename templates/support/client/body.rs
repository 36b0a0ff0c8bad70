//! Bodies, read piece by piece.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::transport::{Body, TransportError};

type Chunk = Result<Bytes, TransportError>;

impl Body {
    /// The next piece, as it came; none at the end.
    ///
    /// # Errors
    /// The stream breaks off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    /// The same body, which breaks off with an error where it has more than `limit` bytes.
    #[must_use]
    pub fn limited(self, limit: usize) -> Self {
        Self::stream(Limited { body: self, limit, left: Some(limit) })
    }
}

impl Stream for Body {
    type Item = Chunk;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Chunk>> {
        self.get_mut().poll_chunk(cx)
    }
}

struct Limited {
    body: Body,
    limit: usize,
    /// None: there was too much.
    left: Option<usize>,
}

impl Stream for Limited {
    type Item = Chunk;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Chunk>> {
        let Some(left) = self.left else { return Poll::Ready(None) };
        self.body.poll_chunk(cx).map(|chunk| {
            let Some(Ok(bytes)) = &chunk else { return chunk };
            self.left = left.checked_sub(bytes.len());
            match self.left {
                Some(_) => chunk,
                None => Some(Err(TransportError::too_large(self.limit))),
            }
        })
    }
}
