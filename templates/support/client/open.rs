//! Answers whose bodies are read as they come.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use super::call::Call;
use super::draft::Draft;
use super::endpoint::Endpoint;
use super::error::Error;
use super::operation::{Operation, Route};
use super::response::{RawResponse, Response};
use super::transport::{Body, BoxFuture, TransportError};

impl<O: Operation> Call<O> {
    /// Sends the request and gives status and headers at once; the body of a success (`2XX`) is still on its way, whatever
    /// its content type is.
    ///
    /// Such a body may have any length: the limit of the client is not kept, only one that [`Call::response_limit`] sets.
    /// All other answers are read and told of as [`Call::send`] does it.
    pub fn open(self) -> Opening<O> {
        let opened = self.endpoint.open(const { &O::ROUTE }, self.draft, &[]);
        Opening { opened, operation: PhantomData }
    }

    /// The largest body that is read, in bytes, in place of what the client says.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.draft.response_limit = Some(bytes);
        self
    }

    /// Asks for one media type of those that the operation can answer with, such as `text/csv`.
    pub fn accept(self, media_type: &str) -> Self {
        self.header("accept", media_type)
    }
}

/// An answer, as far as it has been read.
pub(super) enum Opened {
    /// A success with its body on its way.
    Stream(http::Response<Body>),
    /// Any other answer.
    Whole(RawResponse),
}

impl Endpoint {
    /// Sends a draft. A success stays a stream if it is of one of the media types, or if none are given; one that does
    /// not say what it is is taken for what was wanted. One future for all operations.
    pub(super) fn open(
        self: Arc<Self>,
        route: &'static Route,
        draft: Draft,
        wanted: &'static [&'static str],
    ) -> BoxFuture<'static, Result<Opened, Error<Infallible>>> {
        Box::pin(async move {
            let (parts, body) = self.exchange(route, &draft).await?.into_parts();
            let head = RawResponse::new(parts.status, parts.headers.clone(), "");
            let fits = wanted.is_empty() || (parts.status != 204 && says(&head, wanted));
            if parts.status.is_success() && fits {
                let body = match draft.response_limit {
                    Some(limit) => body.limited(limit),
                    None => body,
                };
                return Ok(Opened::Stream(http::Response::from_parts(parts, body)));
            }
            let limit = draft.response_limit.unwrap_or(self.response_limit);
            let bytes = body.collect(limit).await.map_err(failed)?;
            Ok(Opened::Whole(RawResponse::new(parts.status, parts.headers, bytes)))
        })
    }
}

/// Whether an answer is of one of the media types, or does not say what it is.
fn says(head: &RawResponse, wanted: &[&str]) -> bool {
    head.content_type().is_empty() || wanted.iter().any(|range| head.is(range))
}

/// Why the rest of a body did not come.
pub(super) fn failed<E>(error: TransportError) -> Error<E> {
    match error.is_timeout() {
        true => Error::Timeout(error),
        false => Error::Transport(error),
    }
}

/// What an answer is to a caller who wanted a stream of it.
pub(super) fn refused<O: Operation>(raw: RawResponse) -> Error<O::Err> {
    match O::decode(raw) {
        Ok(answer) => Error::Unexpected(Box::new(answer.into_raw())),
        Err(error) => error,
    }
}

/// The answer of a [`Call`] with its body open, on its way. Dropping it gives the call up.
#[must_use = "futures do nothing until they are awaited"]
pub struct Opening<O> {
    opened: BoxFuture<'static, Result<Opened, Error<Infallible>>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for Opening<O> {
    type Output = Result<Response<Body>, Error<O::Err>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(self.opened.as_mut().poll(cx)) {
            Ok(Opened::Stream(answer)) => {
                let (parts, body) = answer.into_parts();
                Ok(Response::new(body, RawResponse::new(parts.status, parts.headers, "")))
            }
            Ok(Opened::Whole(raw)) => Err(refused::<O>(raw)),
            Err(error) => Err(error.widen()),
        })
    }
}

impl<O> fmt::Debug for Opening<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening")
    }
}
