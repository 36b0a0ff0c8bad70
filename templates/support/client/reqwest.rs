//! Requests over the network, with reqwest.

use std::sync::Arc;

use reqwest::redirect::Policy;

use super::clock::{Clock, TokioClock};
use super::http_body::body_from;
use super::transport::{Body, BoxFuture, Timeout, Transport, TransportError};

/// Sends requests with reqwest. Redirects are not followed, so that credentials never travel to another origin: a
/// status 3XX is an answer like others.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// With reqwest's own settings, redirects off.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        let client = reqwest::Client::builder().redirect(Policy::none()).build().map_err(failed)?;
        Ok(Self { client })
    }

    /// With a client of yours, for proxies, certificates and the like. Build it with `redirect(Policy::none())`:
    /// whatever else it follows, it follows with the credentials of the request.
    pub fn with(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let timeout = request.extensions().get::<Timeout>().copied();
        let request = request.map(|body| match body.as_bytes() {
            Some(bytes) => reqwest::Body::from(bytes.clone()),
            None => reqwest::Body::wrap(body),
        });
        Box::pin(async move {
            let mut request = reqwest::Request::try_from(request).map_err(failed)?;
            *request.timeout_mut() = timeout.map(|Timeout(limit)| limit);
            let response = self.client.execute(request).await.map_err(failed)?;
            Ok(http::Response::from(response).map(|body| body_from(body, failed)))
        })
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(TokioClock::new()))
    }
}

/// The URL is taken out of the text: its query may hold a credential.
fn failed(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    match () {
        () if error.is_timeout() => TransportError::timeout(error),
        () if error.is_builder() => TransportError::lasting(error),
        () => TransportError::new(error),
    }
}
