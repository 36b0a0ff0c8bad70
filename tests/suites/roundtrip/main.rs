//! Generated clients against generated servers in one process, and against servers that do not keep the contract.

mod depot;
mod feeds;
mod gcs;
mod nevisidm;
mod newest;
mod strangers;

use std::future::Future;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};

/// Runs a future to its end.
fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

/// What a client sent.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sent {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Sent {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A server that gives the same answer to everything and remembers what it was asked.
#[derive(Clone)]
struct Canned {
    answer: Arc<(u16, &'static str, String)>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Canned {
    fn new(status: u16, media_type: &'static str, body: impl Into<String>) -> Self {
        Self { answer: Arc::new((status, media_type, body.into())), sent: Arc::default() }
    }

    fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "application/json", body)
    }

    fn router(&self) -> Router {
        let canned = self.clone();
        Router::new().fallback(move |request: Request<Body>| {
            let canned = canned.clone();
            async move {
                canned.remember(request).await;
                let (status, media_type, body) = &*canned.answer;
                Response::builder()
                    .status(StatusCode::from_u16(*status).expect("a status"))
                    .header(header::CONTENT_TYPE, *media_type)
                    .body(Body::from(body.clone()))
                    .expect("an answer")
            }
        })
    }

    async fn remember(&self, request: Request<Body>) {
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body in memory");
        self.sent.lock().expect("no test panicked here").push(Sent {
            method: parts.method.to_string(),
            target: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                .collect(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
        });
    }

    fn only(&self) -> Sent {
        let sent = self.sent.lock().expect("no test panicked here");
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.first().cloned().expect("one request")
    }
}
