//! Requests straight into a tower service, without a socket.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};

use bytes::Bytes;
use tower_service::Service;

use super::http_body::body_from;
use super::transport::{Body, BoxFuture, Transport, TransportError};

/// Hands requests to a tower service in the same process, such as an `axum::Router`: for tests, and for programs that
/// hold both sides. It has no clock: timeouts are a matter of the service.
#[derive(Clone)]
pub struct ServiceTransport<S> {
    service: S,
}

impl<S> ServiceTransport<S> {
    /// A transport into `service`, which is cloned for every request.
    pub fn new(service: S) -> Self {
        Self { service }
    }
}

impl<S> fmt::Debug for ServiceTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServiceTransport")
    }
}

impl<S, B> Transport for ServiceTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Future: Future + Send,
    S::Error: Into<Box<dyn StdError + Send + Sync>>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut service = self.service.clone();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(TransportError::new)?;
            let response = service.call(request).await.map_err(TransportError::new)?;
            Ok(response.map(|body| body_from(body, TransportError::new)))
        })
    }
}
