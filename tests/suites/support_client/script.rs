//! A transport that plays prepared connections piece by piece, and a clock that does not wait.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

use crate::support::{Body, BoxFuture, Clock, Endpoint, EndpointBuilder, RetryPolicy, Transport, TransportError};

/// A connection: an answer, and how its body comes.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) chunks: Vec<Vec<u8>>,
    /// Whether the body breaks off behind the last piece.
    pub(crate) breaks: bool,
}

impl Connection {
    pub(crate) fn of(content_type: &'static str, text: impl AsRef<[u8]>) -> Self {
        let headers = vec![("content-type", content_type)];
        Self { status: 200, headers, chunks: vec![text.as_ref().to_vec()], breaks: false }
    }

    pub(crate) fn events(text: impl AsRef<[u8]>) -> Self {
        Self::of("text/event-stream", text)
    }

    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn breaks(self) -> Self {
        Self { breaks: true, ..self }
    }

    /// The same bytes in pieces of so many.
    pub(crate) fn in_pieces(self, size: usize) -> Self {
        Self { chunks: self.chunks.concat().chunks(size).map(<[u8]>::to_vec).collect(), ..self }
    }
}

/// Plays one connection after the other and remembers the headers of the requests; behind the last nobody answers.
#[derive(Clone, Default)]
pub(crate) struct Script {
    connections: Arc<Mutex<VecDeque<Connection>>>,
    asked: Arc<Mutex<Vec<HeaderMap>>>,
    slept: Arc<Mutex<Vec<Duration>>>,
}

impl Script {
    pub(crate) fn new(connections: impl IntoIterator<Item = Connection>) -> Self {
        let connections = Arc::new(Mutex::new(connections.into_iter().collect()));
        Self { connections, ..Self::default() }
    }

    pub(crate) fn endpoint(&self) -> Arc<Endpoint> {
        let mut settings = self.settings();
        settings.clock(self.clone());
        settings.build("https://pets.example", "", "pets-client/0.1.0").expect("a URL of a test")
    }

    pub(crate) fn settings(&self) -> EndpointBuilder {
        let mut settings = EndpointBuilder::default();
        settings.transport(self.clone());
        // Attempts of one call are another matter.
        settings.retries(RetryPolicy::none());
        settings
    }

    /// A header of each request.
    pub(crate) fn asked(&self, header: &str) -> Vec<Option<String>> {
        let asked = self.asked.lock().expect("no test panics with the lock");
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        asked.iter().map(|headers| headers.get(header).map(text)).collect()
    }

    /// Milliseconds of each wait.
    pub(crate) fn slept(&self) -> Vec<u128> {
        self.slept.lock().expect("no test panics with the lock").iter().map(Duration::as_millis).collect()
    }
}

impl Clock for Script {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.slept.lock().expect("no test panics with the lock").push(time);
        Box::pin(async {})
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        self.asked.lock().expect("no test panics with the lock").push(request.headers().clone());
        let next = self.connections.lock().expect("no test panics with the lock").pop_front();
        Box::pin(async move {
            let next = next.ok_or_else(|| TransportError::new("nobody answers"))?;
            let mut answer = Response::new(Body::stream(Pieces { chunks: next.chunks.into(), breaks: next.breaks }));
            *answer.status_mut() = StatusCode::from_u16(next.status).expect("a status of a test");
            for (name, value) in next.headers {
                answer.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            Ok(answer)
        })
    }
}

struct Pieces {
    chunks: VecDeque<Vec<u8>>,
    breaks: bool,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let breaks = self.chunks.is_empty() && std::mem::take(&mut self.breaks);
        Poll::Ready(match self.chunks.pop_front() {
            Some(chunk) => Some(Ok(chunk.into())),
            None => breaks.then(|| Err(TransportError::new("the connection is gone"))),
        })
    }
}
