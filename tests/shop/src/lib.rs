//! Client and server of a shop, made of `openapi.yaml` when this is built: the examples of `generator/docs/client.md` and
//! `generator/docs/server.md` use them for what the documents of `specs/` do not have.

use axum::body::{Body, to_bytes};
use http::request::Builder;

mod api {
    include!(concat!(env!("OUT_DIR"), "/openapi/mod.rs"));
}

pub use api::{client, models, server};

/// Sends a request to a router, in memory, and gives its answer with the body as text.
///
/// # Errors
/// The request is none, or the body of the answer broke off.
pub async fn ask(
    app: &axum::Router,
    head: Builder,
    body: impl Into<Body>,
) -> Result<http::Response<String>, Box<dyn std::error::Error>> {
    let request = head.body(body.into())?;
    let (head, body) = tower_service::Service::call(&mut app.clone(), request).await?.into_parts();
    let text = String::from_utf8(to_bytes(body, usize::MAX).await?.into())?;
    Ok(http::Response::from_parts(head, text))
}
