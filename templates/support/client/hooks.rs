//! Who wants to know of requests and answers.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode, Uri};

use super::operation::Route;
use super::transport::{Body, TransportError};

type OnRequest = Box<dyn Fn(&Attempt<'_>, &HeaderMap) + Send + Sync>;
type OnResponse = Box<dyn Fn(&Attempt<'_>, &Attempted<'_>) + Send + Sync>;

/// A request on its way. `Debug` prints neither query nor path values.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    pub(super) route: &'static Route,
    pub(super) method: &'a Method,
    pub(super) url: &'a Uri,
    pub(super) number: u32,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy)]
pub struct Attempted<'a> {
    result: Result<(StatusCode, &'a HeaderMap), &'a TransportError>,
    elapsed: Option<Duration>,
}

/// Hooks, in the order in which they were set.
#[derive(Default)]
pub(super) struct Hooks {
    on_request: Vec<OnRequest>,
    on_response: Vec<OnResponse>,
}

impl Attempt<'_> {
    /// The method.
    pub fn method(&self) -> &Method {
        self.method
    }

    /// The path as the document has it, such as `/pets/{id}`.
    pub fn path_template(&self) -> &'static str {
        self.route.path
    }

    /// The URL, without credentials that stand in the query.
    pub fn url(&self) -> &Uri {
        self.url
    }

    /// 1 for the first attempt of a call, and so on.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl Attempted<'_> {
    /// The status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.result.ok().map(|(status, _)| status)
    }

    /// The headers, if there was an answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.result.ok().map(|(_, headers)| headers)
    }

    /// Why there was no answer.
    pub fn error(&self) -> Option<&TransportError> {
        self.result.err()
    }

    /// How long it took, if the client has a clock.
    pub fn elapsed(&self) -> Option<Duration> {
        self.elapsed
    }
}

impl Hooks {
    pub(super) fn on_request(&mut self, hook: OnRequest) {
        self.on_request.push(hook);
    }

    pub(super) fn on_response(&mut self, hook: OnResponse) {
        self.on_response.push(hook);
    }

    pub(super) fn requested(&self, attempt: &Attempt<'_>, headers: &HeaderMap) {
        self.on_request.iter().for_each(|hook| hook(attempt, headers));
    }

    pub(super) fn answered(
        &self,
        attempt: &Attempt<'_>,
        result: &Result<http::Response<Body>, TransportError>,
        elapsed: Option<Duration>,
    ) {
        let result = result.as_ref().map(|answer| (answer.status(), answer.headers()));
        let attempted = Attempted { result, elapsed };
        self.on_response.iter().for_each(|hook| hook(attempt, &attempted));
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attempt({} {}, {})", self.route.method, self.route.path, self.number)
    }
}
