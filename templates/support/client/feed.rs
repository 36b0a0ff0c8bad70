//! Event streams over connections that break.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;

use super::draft::Draft;
use super::endpoint::Endpoint;
use super::error::Error;
use super::item::ItemError;
use super::open::{Opened, failed};
use super::operation::Route;
use super::response::RawResponse;
use super::sse::{Event, Parser, TooLong};
use super::transport::{Body, BoxFuture};

/// The only media type of event streams.
pub(super) const MEDIA: &str = "text/event-stream";

/// The largest event that is read unless the call says otherwise.
const EVENT_LIMIT: usize = 1024 * 1024;

/// The longest time that a stream may ask for: a number out of place shall not end it for good.
const LONGEST_ASKED: Duration = Duration::from_secs(300);

/// How long to wait before a reconnection if the stream does not say.
const WAIT: Duration = Duration::from_secs(3);

/// Waits grow with each failure up to this, if the stream itself does not ask for more.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// How often in a row a stream is asked for again without a single event, unless the call says otherwise.
const RECONNECTS: u32 = 5;

/// An event stream, whatever its events say.
pub(super) struct Feed {
    endpoint: Arc<Endpoint>,
    route: &'static Route,
    draft: Draft,
    state: State,
    parser: Parser,
    terminator: Option<String>,
    /// How often in a row it is asked for again; none: as often as usual, if method and stream allow it.
    reconnects: Option<u32>,
    /// Connections in a row that gave no event.
    failures: u32,
    opened: bool,
    events: u64,
    limit: usize,
}

enum State {
    Ready,
    Opening(BoxFuture<'static, Result<Opened, Error<Infallible>>>),
    Reading(Body),
    Waiting(BoxFuture<'static, ()>),
    Done,
}

/// Why there is no further event.
pub(super) enum Fault {
    /// An answer that is no event stream.
    Answer(Box<RawResponse>),
    Error(Error<Infallible>),
}

type Next = Option<Result<Event<String>, Fault>>;

impl Feed {
    pub(super) fn new(endpoint: Arc<Endpoint>, route: &'static Route, mut draft: Draft) -> Self {
        draft.headers.insert("accept".to_owned(), HeaderValue::from_static(MEDIA));
        Self {
            endpoint,
            route,
            draft,
            state: State::Ready,
            parser: Parser::new(EVENT_LIMIT),
            terminator: None,
            reconnects: None,
            failures: 0,
            opened: false,
            events: 0,
            limit: EVENT_LIMIT,
        }
    }

    pub(super) fn until(&mut self, data: String) {
        self.terminator = Some(data);
    }

    pub(super) fn reconnects(&mut self, times: u32) {
        self.reconnects = Some(times);
    }

    pub(super) fn event_limit(&mut self, bytes: usize) {
        self.limit = bytes;
        self.parser.limit(bytes);
    }

    pub(super) fn last_event_id(&mut self, id: &str) {
        self.parser.go_on_from(id);
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.parser.id()
    }

    /// The number of the last event, from 1.
    pub(super) fn number(&self) -> u64 {
        self.events
    }

    pub(super) fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        loop {
            match &mut self.state {
                State::Ready => {
                    let draft = self.numbered();
                    self.state = State::Opening(Arc::clone(&self.endpoint).open(self.route, draft, &[MEDIA]));
                }
                State::Opening(opening) => {
                    let opened = ready!(opening.as_mut().poll(cx));
                    self.state = State::Done;
                    if let Some(next) = self.arrived(opened) {
                        return Poll::Ready(next);
                    }
                }
                State::Reading(body) => {
                    match self.parser.next() {
                        Ok(Some(event)) => return Poll::Ready(self.told(event)),
                        Ok(None) => {}
                        Err(TooLong(data)) => return Poll::Ready(Some(Err(self.too_long(data)))),
                    }
                    let broken = match ready!(body.poll_chunk(cx)) {
                        Some(Ok(chunk)) => {
                            self.parser.feed(chunk);
                            continue;
                        }
                        Some(Err(error)) => Some(failed(error)),
                        None => None,
                    };
                    if !self.waits() {
                        self.state = State::Done;
                        return Poll::Ready(broken.map(|error| Err(Fault::Error(error))));
                    }
                }
                State::Waiting(waiting) => {
                    ready!(waiting.as_mut().poll(cx));
                    self.state = State::Ready;
                }
                State::Done => return Poll::Ready(None),
            }
        }
    }

    /// The request, with the id of the last event if a header can carry it.
    fn numbered(&self) -> Draft {
        let mut draft = self.draft.clone();
        if let Some(Ok(id)) = self.parser.id().map(|id| HeaderValue::from_bytes(id.as_bytes())) {
            draft.headers.insert("last-event-id".to_owned(), id);
        }
        draft
    }

    /// Begins to read, or says why not.
    fn arrived(&mut self, opened: Result<Opened, Error<Infallible>>) -> Option<Next> {
        match opened {
            Ok(Opened::Stream(answer)) => {
                self.parser.restart();
                self.opened = true;
                self.state = State::Reading(answer.into_body());
                None
            }
            // The server says that there is nothing more to come (WHATWG HTML, 9.2.3).
            Ok(Opened::Whole(raw)) if raw.status() == 204 => Some(None),
            Ok(Opened::Whole(raw)) => Some(Some(Err(Fault::Answer(Box::new(raw))))),
            Err(Error::Transport(_) | Error::Timeout(_)) if self.opened && self.waits() => None,
            Err(error) => Some(Some(Err(Fault::Error(error)))),
        }
    }

    fn told(&mut self, event: Event<String>) -> Next {
        self.failures = 0;
        if self.terminator.as_ref().is_some_and(|terminator| *terminator == event.data) {
            self.state = State::Done;
            return None;
        }
        self.events += 1;
        Some(Ok(event))
    }

    fn too_long(&mut self, data: Bytes) -> Fault {
        self.state = State::Done;
        let error = ItemError::too_long(self.events + 1, data, self.limit);
        Fault::Error(Error::Item(error.of_event(String::new(), self.parser.id().map(str::to_owned))))
    }

    /// Waits for a reconnection, if there is to be one.
    fn waits(&mut self) -> bool {
        let usual = || if self.route.is_safe() && self.parser.resumes() { RECONNECTS } else { 0 };
        let Some(clock) = &self.endpoint.clock else { return false };
        if self.failures >= self.reconnects.unwrap_or_else(usual) {
            return false;
        }
        let wait = self.parser.wait().unwrap_or(WAIT).min(LONGEST_ASKED);
        let longer = wait.saturating_mul(1 << self.failures.min(16));
        self.state = State::Waiting(clock.sleep(longer.min(LONGEST_WAIT.max(wait))));
        self.failures += 1;
        true
    }
}
