//! A span of `tracing` for each attempt. It tells no bodies, no credentials, no values of paths and queries.

use std::future::Future;

use super::hooks::Attempt;
use super::transport::{Body, TransportError};

type Answer = Result<http::Response<Body>, TransportError>;

/// What a future gives, and a span around it, whose fields are those of OpenTelemetry where it has one.
#[cfg(feature = "tracing")]
pub(super) async fn watched(attempt: &Attempt<'_>, future: impl Future<Output = Answer>) -> Answer {
    use tracing::Instrument;
    use tracing::field::Empty;

    let span = tracing::info_span!(
        "request",
        otel.kind = "client",
        http.request.method = attempt.method().as_str(),
        url.template = attempt.path_template(),
        server.address = attempt.url().host().unwrap_or(""),
        server.port = attempt.url().port_u16(),
        attempt = attempt.number(),
        http.response.status_code = Empty,
        error.type = Empty,
    );
    let answer = future.instrument(span.clone()).await;
    match &answer {
        Ok(answer) => span.record("http.response.status_code", answer.status().as_u16()),
        Err(error) if error.is_timeout() => span.record("error.type", "timeout"),
        Err(_) => span.record("error.type", "transport"),
    };
    answer
}

/// What a future gives.
#[cfg(not(feature = "tracing"))]
pub(super) fn watched(_: &Attempt<'_>, future: impl Future<Output = Answer>) -> impl Future<Output = Answer> {
    future
}
