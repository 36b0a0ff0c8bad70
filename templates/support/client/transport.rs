//! How requests leave and answers come back. The client knows no HTTP library but through this.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::clock::Clock;

/// A future on the heap.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A future on the heap. In a browser nothing can be sent to another thread.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

type BoxError = Box<dyn StdError + Send + Sync>;
type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// Sends requests.
///
/// A transport must not follow redirects to another origin: the request carries credentials. One without a clock should
/// give up after the [`Timeout`] among the extensions of the request, if there is one.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and gives the answer, whatever its status is. The body may still be on its way.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// The clock to wait by, asked for once, when the client is made. Without one, and without one in the builder,
    /// requests are not sent again, credentials are taken to last until a server refuses them, and limits of time are the
    /// transport's task.
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        None
    }
}

/// How long an attempt may take. Stands among the extensions of a request, for a transport whose client has no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// A body: bytes, or a stream of them.
pub struct Body(Inner);

enum Inner {
    Bytes(Bytes),
    /// The lock is never taken: it makes a body `Sync`, which some HTTP libraries ask for. Beside it, how many bytes are
    /// still to come, if that is known.
    Stream(Mutex<Chunks>, Option<u64>),
}

impl Body {
    /// No bytes.
    pub fn empty() -> Self {
        Self(Inner::Bytes(Bytes::new()))
    }

    /// Bytes that come piece by piece.
    pub fn stream(chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Inner::Stream(Mutex::new(Box::pin(chunks)), None))
    }

    /// Bytes that come piece by piece, `length` of them: a stream with more or fewer ends in an error.
    pub fn sized_stream(
        length: u64,
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Inner::Stream(Mutex::new(Box::pin(chunks)), Some(length)))
    }

    /// The bytes, unless they come as a stream.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream(..) => None,
        }
    }

    /// How many bytes are still to come, if that is known: what `Content-Length` says.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes.len() as u64),
            Inner::Stream(_, left) => *left,
        }
    }

    /// All bytes, if there are no more than `limit`.
    ///
    /// # Errors
    /// There are more, or the stream breaks off.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        if let Inner::Bytes(bytes) = self.0 {
            return if bytes.len() > limit { Err(TransportError::too_large(limit)) } else { Ok(bytes) };
        }
        let mut all = BytesMut::new();
        while let Some(chunk) = poll_fn(|cx| self.poll_chunk(cx)).await {
            let chunk = chunk?;
            if chunk.len() > limit - all.len() {
                return Err(TransportError::too_large(limit));
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }

    /// The next piece; none at the end.
    pub fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Stream(chunks, left) => {
                let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                let chunk = ready!(chunks.as_mut().poll_next(cx));
                Poll::Ready(match left {
                    Some(left) => counted(left, chunk),
                    None => chunk,
                })
            }
        }
    }
}

/// A piece of a stream that was said to have `left` bytes more.
fn counted(left: &mut u64, chunk: Option<Result<Bytes, TransportError>>) -> Option<Result<Bytes, TransportError>> {
    let after = match &chunk {
        Some(Ok(bytes)) => left.checked_sub(bytes.len() as u64),
        Some(Err(_)) => return chunk,
        None => (*left == 0).then_some(0),
    };
    match after {
        Some(after) => {
            *left = after;
            chunk
        }
        None => {
            *left = 0;
            Some(Err(TransportError::new("a stream did not have as many bytes as was said")))
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Stream(_, Some(left)) => write!(f, "Body(stream of {left} bytes)"),
            Inner::Stream(_, None) => f.write_str("Body(stream)"),
        }
    }
}

/// No answer came, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    kind: Kind,
    source: BoxError,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Passing,
    Timeout,
    Lasting,
}

impl TransportError {
    /// What went wrong, such as a broken connection; another attempt may do better. The text should hold no URL: its
    /// query may carry a credential.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self { kind: Kind::Passing, source: source.into() }
    }

    /// The answer did not come in time.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self { kind: Kind::Timeout, source: source.into() }
    }

    /// What will go wrong again with the same request.
    pub fn lasting(source: impl Into<BoxError>) -> Self {
        Self { kind: Kind::Lasting, source: source.into() }
    }

    pub(super) fn too_large(limit: usize) -> Self {
        Self::lasting(format!("the body has more than {limit} bytes"))
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.kind == Kind::Timeout
    }

    /// Whether the same request will fail again.
    pub fn is_lasting(&self) -> bool {
        self.kind == Kind::Lasting
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.source()
    }
}
