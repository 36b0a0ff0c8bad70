//! A server by script and a clock that goes when somebody waits for it: nothing here takes time.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, Request, Response, StatusCode};

use crate::support::{self, Body, BoxFuture, Call, Clock, Endpoint, EndpointBuilder, Operation};
use crate::support::{Transport, TransportError};

operation! {
    /// Safe, with credentials: one scheme, or two others together.
    Find: GET "/pets" accept "" security [["token" "pets:read"], ["key", "sid"]],
    ok [200 => bytes] bytes::Bytes,
    err FindError {}
}

operation! {
    /// Idempotent, but not safe; other scopes.
    Put: PUT "/pets" accept "" security [["token" "pets:write" "pets:read"]],
    ok [200 => bytes] bytes::Bytes,
    err PutError {}
}

operation! {
    /// Neither safe nor idempotent.
    Add: POST "/pets" accept "" security [["token" "pets:read"]],
    ok [200 => bytes] bytes::Bytes,
    err AddError {}
}

operation! {
    /// Safe, with a body.
    Query: QUERY "/pets" accept "" security [],
    ok [200 => bytes] bytes::Bytes,
    err QueryError {}
}

operation! {
    /// Nobody knows what it does.
    Move: "M-MOVE" "/pets" accept "" security [],
    ok [200 => bytes] bytes::Bytes,
    err MoveError {}
}

operation! {
    /// Without credentials.
    Health: GET "/health" accept "" security [],
    ok [200 => bytes] bytes::Bytes,
    err HealthError {}
}

/// A clock that moves by the times that are waited for.
#[derive(Clone, Default)]
pub(crate) struct FakeClock(Arc<(AtomicU64, Mutex<Vec<Duration>>)>);

impl FakeClock {
    pub(crate) fn advance(&self, time: Duration) {
        self.0.0.fetch_add(time.as_millis() as u64, Ordering::Relaxed);
    }

    /// The times that somebody has waited for.
    pub(crate) fn slept(&self) -> Vec<Duration> {
        held(&self.0.1).clone()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Duration {
        Duration::from_millis(self.0.0.load(Ordering::Relaxed))
    }

    fn date(&self) -> Option<SystemTime> {
        httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").ok()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            clock.advance(time);
            held(&clock.0.1).push(time);
        })
    }
}

/// A request that has reached the server.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// How many requests came before.
    pub(crate) before: usize,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a text"))
    }
}

/// What comes of a request.
pub(crate) enum Reply {
    Answer(Response<Body>),
    /// The connection breaks.
    Broken,
    /// Nothing at all, for ever.
    Silence,
    /// A fault that will come again.
    Hopeless,
}

pub(crate) fn status(status: u16) -> Reply {
    with(status, &[], "")
}

pub(crate) fn with(status: u16, headers: &[(&'static str, &str)], body: &str) -> Reply {
    let mut response = Response::new(Body::from(body.to_owned()));
    *response.status_mut() = StatusCode::from_u16(status).expect("a status of a test");
    for (name, value) in headers {
        response.headers_mut().append(*name, value.parse().expect("a header of a test"));
    }
    Reply::Answer(response)
}

type Script = Box<dyn Fn(&Asked) -> Reply + Send + Sync>;

/// A server in place of the network.
#[derive(Clone)]
pub(crate) struct Server {
    script: Arc<Script>,
    asked: Arc<Mutex<Vec<Asked>>>,
    clock: Option<FakeClock>,
}

impl Server {
    /// Answers by what is asked.
    pub(crate) fn new(script: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        Self { script: Arc::new(Box::new(script)), asked: Arc::default(), clock: Some(FakeClock::default()) }
    }

    /// Answers one status after the other, the last one for ever.
    pub(crate) fn statuses(statuses: &'static [u16]) -> Self {
        Self::new(|asked| status(*statuses.get(asked.before).or(statuses.last()).expect("a status")))
    }

    /// The same, and nobody keeps time.
    pub(crate) fn without_clock(self) -> Self {
        Self { clock: None, ..self }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        held(&self.asked).clone()
    }

    /// How many requests came.
    pub(crate) fn count(&self) -> usize {
        held(&self.asked).len()
    }

    pub(crate) fn clock(&self) -> &FakeClock {
        self.clock.as_ref().expect("a server with a clock")
    }

    /// An endpoint before this server.
    pub(crate) fn endpoint(&self, settings: impl FnOnce(&mut EndpointBuilder)) -> Arc<Endpoint> {
        let mut builder = EndpointBuilder::default();
        builder.transport(self.clone());
        settings(&mut builder);
        builder.build("https://pets.example", "", "pets-client/0.1.0").expect("an endpoint of a test")
    }

    /// A call of an operation, by a client without further settings.
    pub(crate) fn call<O: Operation>(&self) -> Call<O> {
        Call::new(&self.endpoint(|_| {}))
    }
}

impl Transport for Server {
    fn send(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let (parts, body) = request.into_parts();
        let body = body.as_bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        let before = self.count();
        let (method, url, headers) = (parts.method, parts.uri.to_string(), parts.headers);
        let asked = Asked { method, url, headers, body, before };
        held(&self.asked).push(asked.clone());
        let reply = (self.script)(&asked);
        Box::pin(async move {
            match reply {
                Reply::Answer(answer) => Ok(answer),
                Reply::Broken => Err(TransportError::new("connection reset")),
                Reply::Hopeless => Err(TransportError::lasting("no such protocol")),
                Reply::Silence => std::future::pending().await,
            }
        })
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        self.clock.clone().map(|clock| Arc::new(clock) as _)
    }
}

pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no test panics with the lock")
}

pub(crate) const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
