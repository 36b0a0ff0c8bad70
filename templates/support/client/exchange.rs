//! Requests out, answers in: what happens between a call and its answer.

use std::convert::Infallible;
use std::sync::Arc;

use super::draft::Draft;
use super::endpoint::Endpoint;
use super::error::Error;
use super::operation::Route;
use super::response::RawResponse;
use super::transport::{Body, BoxFuture, TransportError};

impl Endpoint {
    /// Sends a draft and reads the answer. One future for all operations.
    pub(super) fn execute(
        self: Arc<Self>,
        route: &'static Route,
        draft: Draft,
    ) -> BoxFuture<'static, Result<RawResponse, Error<Infallible>>> {
        Box::pin(async move {
            let answer = self.exchange(route, &draft).await?;
            read(answer, draft.response_limit.unwrap_or(self.response_limit)).await
        })
    }

    /// Sends a draft and gives the answer, its body still on its way.
    pub(super) async fn exchange(
        &self,
        route: &'static Route,
        draft: &Draft,
    ) -> Result<http::Response<Body>, Error<Infallible>> {
        let request = self.request(route, draft).map_err(Error::Request)?;
        self.transport.send(request).await.map_err(failed)
    }
}

/// An answer with its body read, if it has no more than `limit` bytes.
async fn read(answer: http::Response<Body>, limit: usize) -> Result<RawResponse, Error<Infallible>> {
    let (parts, body) = answer.into_parts();
    let bytes = body.collect(limit).await.map_err(failed)?;
    Ok(RawResponse::new(parts.status, parts.headers, bytes))
}

fn failed(error: TransportError) -> Error<Infallible> {
    match error.is_timeout() {
        true => Error::Timeout(error),
        false => Error::Transport(error),
    }
}
