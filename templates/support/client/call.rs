//! A call of an operation, and the future of its answer.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use serde::Serialize;

use super::draft::Draft;
use super::endpoint::Endpoint;
use super::error::{Error, RequestError};
use super::form::Field;
use super::operation::{Decoded, Operation};
use super::payload::Payload;
use super::response::RawResponse;
use super::retry::RetryPolicy;
use super::style::Parameter;
use super::transport::{Body, BoxFuture};
use super::upload::Upload;

/// A call of the operation `O`, not sent yet. Optional parameters are methods of it; one that is set twice keeps the
/// later value. A clone is a call of its own, but for a body that streams: the first to be sent has it.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<O> {
    pub(super) endpoint: Arc<Endpoint>,
    pub(super) draft: Draft,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Call<O> {
    /// A new call, without any argument.
    pub fn new(endpoint: &Arc<Endpoint>) -> Self {
        Self { endpoint: Arc::clone(endpoint), draft: Draft::default(), operation: PhantomData }
    }

    /// Says where the document serves the operation, if not where it serves the API. A path stands for one at the
    /// origin of the API.
    pub fn own_server(mut self, url: &'static str) -> Self {
        self.draft.server = Some(url);
        self
    }

    /// Sets a parameter, be it one of the document or one that it does not know.
    pub fn parameter<T: Serialize + ?Sized>(mut self, parameter: Parameter, value: &T) -> Self {
        self.draft.set(parameter, serde_json::to_string(value));
        self
    }

    /// Sets the body, as JSON.
    pub fn json_body<T: Serialize + ?Sized>(self, content_type: &'static str, body: &T) -> Self {
        self.payload(Payload::json(content_type, body))
    }

    /// Sets the body, as a form; see [`Payload::form`].
    pub fn form_body<T: Serialize + ?Sized>(self, content_type: &'static str, fields: &[Field], body: &T) -> Self {
        self.payload(Payload::form(content_type, fields, body))
    }

    /// Sets the body, as it is: bytes, a text, or a [`Body`] that streams. `content_type` is what it is sent as unless
    /// an [`Upload`] says something else.
    pub fn bytes_body(self, content_type: &'static str, body: impl Into<Upload>) -> Self {
        self.payload(Payload::bytes(content_type, body))
    }

    /// Sets the body, in place of an earlier one.
    pub fn payload(mut self, payload: Result<Payload, RequestError>) -> Self {
        self.draft.payload(payload);
        self
    }

    /// Sets a header, in place of what the client would send under that name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.draft.header(name, value);
        self
    }

    /// How long the whole exchange may take, all attempts and the times between them included.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.draft.timeout(limit);
        self
    }

    /// How long each attempt may take.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.draft.delivery.attempt_timeout = Some(limit);
        self
    }

    /// When the request goes out again.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.draft.delivery.retries = Some(policy);
        self
    }

    /// The request as it would be sent, with those credentials that need not be fetched first. A generated idempotency key
    /// is another one each time.
    /// A body that streams is in this request, and in the call no more.
    ///
    /// # Errors
    /// [`Error::Request`]: an argument cannot be sent, or the body streamed and is gone.
    pub fn request(&self) -> Result<http::Request<Body>, Error<O::Err>> {
        self.endpoint.request(const { &O::ROUTE }, &self.draft).map_err(Error::Request)
    }

    /// Sends the request and reads the answer.
    ///
    /// The future gives an [`Error`] for every answer but a documented success.
    pub fn send(self) -> Sending<O> {
        let exchange = self.endpoint.execute(const { &O::ROUTE }, self.draft);
        Sending { exchange, operation: PhantomData }
    }
}

impl<O> Clone for Call<O> {
    fn clone(&self) -> Self {
        Self { endpoint: Arc::clone(&self.endpoint), draft: self.draft.clone(), operation: PhantomData }
    }
}

/// Arguments are not printed: they may be secrets.
impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({} {})", O::ROUTE.method, O::ROUTE.path)
    }
}

/// The answer of a [`Call`], on its way. Dropping it gives the call up.
#[must_use = "futures do nothing until they are awaited"]
pub struct Sending<O> {
    exchange: BoxFuture<'static, Result<RawResponse, Error<Infallible>>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for Sending<O> {
    type Output = Decoded<O>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(self.exchange.as_mut().poll(cx)) {
            Ok(raw) => O::decode(raw),
            Err(error) => Err(error.widen()),
        })
    }
}

impl<O> fmt::Debug for Sending<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}
