//! Requests out, answers in: what happens between a call and its answer.

use std::convert::Infallible;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use http::header::{Entry, HeaderValue, SET_COOKIE};

use super::deadline::Deadline;
use super::draft::Draft;
use super::endpoint::Endpoint;
use super::error::Error;
use super::hooks::Attempt;
use super::operation::Route;
use super::request::{Additions, Written};
use super::response::RawResponse;
use super::retry::{self, RetryPolicy};
use super::trace;
use super::transport::{Body, BoxFuture, TransportError};

type Answer = Result<http::Response<Body>, Error<Infallible>>;

impl Endpoint {
    /// Sends a draft and reads the answer. One future for all operations.
    pub(super) fn execute(
        self: Arc<Self>,
        route: &'static Route,
        draft: Draft,
    ) -> BoxFuture<'static, Result<RawResponse, Error<Infallible>>> {
        Box::pin(async move {
            let limit = draft.response_limit.unwrap_or(self.response_limit);
            let answer = self.deliver(route, &draft, Reading::Whole(limit)).await?;
            let (parts, body) = answer.into_parts();
            Ok(RawResponse::new(parts.status, parts.headers, body.as_bytes().cloned().unwrap_or_default()))
        })
    }

    /// Sends a draft and gives the answer, its body still on its way. Limits of time hold until then.
    pub(super) async fn exchange(&self, route: &'static Route, draft: &Draft) -> Answer {
        self.deliver(route, draft, Reading::Head).await
    }

    async fn deliver(&self, route: &'static Route, draft: &Draft, reading: Reading) -> Answer {
        let mut exchange = Exchange::new(self, route, draft, reading);
        loop {
            let answer = exchange.attempt().await;
            if !exchange.goes_on(&answer).await {
                return answer;
            }
        }
    }
}

/// How much of an answer belongs to an attempt.
#[derive(Clone, Copy)]
enum Reading {
    /// Status and headers.
    Head,
    /// The body too, if it has no more than so many bytes.
    Whole(usize),
}

/// A call between its first attempt and its answer.
struct Exchange<'a> {
    endpoint: &'a Endpoint,
    route: &'static Route,
    draft: &'a Draft,
    reading: Reading,
    policy: &'a RetryPolicy,
    deadline: Deadline,
    key: Option<HeaderValue>,
    /// Whether the request carried an idempotency key, be it this one or one of the caller's.
    has_key: bool,
    /// The attempts so far, the running one included.
    number: u32,
    /// Rounds of the credentials of the last attempt, and of those that were refused.
    issued: Vec<(&'static str, u64)>,
    refused: Vec<(&'static str, u64)>,
    renewed: bool,
}

impl<'a> Exchange<'a> {
    fn new(endpoint: &'a Endpoint, route: &'static Route, draft: &'a Draft, reading: Reading) -> Self {
        Self {
            endpoint,
            route,
            draft,
            reading,
            policy: draft.delivery.retries.as_ref().unwrap_or(&endpoint.retries),
            deadline: Deadline::new(endpoint.clock.as_ref(), draft.timeout.or(endpoint.timeout)),
            key: endpoint.key(route),
            has_key: false,
            number: 1,
            issued: Vec::new(),
            refused: Vec::new(),
            renewed: false,
        }
    }

    /// Sends the request once.
    async fn attempt(&mut self) -> Answer {
        let endpoint = self.endpoint;
        let refused = mem::take(&mut self.refused);
        let gathering = endpoint.credentials.gather(self.route.security, &refused, endpoint.clock.as_ref());
        let carried = self.deadline.within(None, async { Ok(gathering.await) }).await.map_err(failed)?;
        let mut carried = carried.map_err(Error::Credential)?;
        self.issued = mem::take(&mut carried.issued);

        let limit = self.draft.delivery.attempt_timeout.or(endpoint.attempt_timeout);
        let timeout = match self.reading {
            // A transport would count the body in.
            Reading::Head if self.deadline.has_clock() => None,
            Reading::Head | Reading::Whole(_) => self.deadline.at_most(limit),
        };
        let additions = Additions { carried, key: self.key.clone(), timeout };
        let Written { request, url } = endpoint.write(self.route, self.draft, &additions).map_err(Error::Request)?;
        self.has_key = request.headers().contains_key(&endpoint.key_header);

        let method = request.method().clone();
        let attempt = Attempt { route: self.route, method: &method, url: &url, number: self.number };
        endpoint.hooks.requested(&attempt, request.headers());
        let started = self.deadline.now();
        let reading = self.reading;
        let sending = async move { read(endpoint.transport.send(request).await?, reading).await };
        let answer = trace::watched(&attempt, self.deadline.within(limit, sending)).await;
        let elapsed = self.deadline.now().zip(started).map(|(now, started)| now.saturating_sub(started));
        endpoint.hooks.answered(&attempt, &answer, elapsed);
        answer.map_err(failed)
    }

    /// Whether there is another attempt; waits until it is due.
    async fn goes_on(&mut self, answer: &Answer) -> bool {
        if self.renews(answer) {
            self.refused = mem::take(&mut self.issued);
            self.renewed = true;
            self.number += 1;
            return true;
        }
        let Some(trouble) = self.trouble(answer) else {
            return false;
        };
        let unsent = matches!(answer, Err(Error::Credential(_)));
        let again = unsent || self.draft.is_replayable();
        let counted = self.number - u32::from(self.renewed);
        if !again || !self.policy.goes_on(counted, self.route, self.has_key || unsent) {
            return false;
        }
        let Some(delay) = self.policy.delay(counted, trouble.asked, &self.endpoint.random) else {
            return false;
        };
        let goes_on = self.deadline.has_time_for(delay) && self.endpoint.retry_budget.take();
        if goes_on {
            self.deadline.wait(delay).await;
            self.number += 1;
        }
        goes_on
    }

    /// Whether a server has refused credentials that can be replaced. It did nothing else, so the method does not matter.
    fn renews(&self, answer: &Answer) -> bool {
        let refused = answer.as_ref().is_ok_and(|answer| answer.status() == StatusCode::UNAUTHORIZED);
        let time = self.deadline.left().is_none_or(|left| !left.is_zero());
        let renewable = !self.renewed && !self.issued.is_empty() && self.draft.is_replayable();
        refused && renewable && time && self.endpoint.retry_budget.take()
    }

    /// What is wrong, if that may pass.
    fn trouble(&self, answer: &Answer) -> Option<Trouble> {
        match answer {
            Ok(answer) if retry::passes(answer.status()) => {
                let date = || self.endpoint.clock.as_ref().and_then(|clock| clock.date());
                Some(Trouble { asked: retry::retry_after(answer.headers(), date) })
            }
            Ok(_) => {
                self.endpoint.retry_budget.answered();
                None
            }
            Err(Error::Transport(error)) => (!error.is_lasting()).then_some(Trouble::default()),
            Err(Error::Timeout(_)) => Some(Trouble::default()),
            Err(Error::Credential(error)) => error.passes().then_some(Trouble::default()),
            Err(_) => None,
        }
    }
}

/// Something that may pass.
#[derive(Default)]
struct Trouble {
    /// How long the server asks to wait.
    asked: Option<Duration>,
}

/// An answer, as much of it as belongs to an attempt.
async fn read(mut answer: http::Response<Body>, reading: Reading) -> Result<http::Response<Body>, TransportError> {
    if let Entry::Occupied(mut cookies) = answer.headers_mut().entry(SET_COOKIE) {
        cookies.iter_mut().for_each(|value| value.set_sensitive(true));
    }
    match reading {
        Reading::Head => Ok(answer),
        Reading::Whole(limit) => {
            let (parts, body) = answer.into_parts();
            Ok(http::Response::from_parts(parts, Body::from(body.collect(limit).await?)))
        }
    }
}

fn failed(error: TransportError) -> Error<Infallible> {
    match error.is_timeout() {
        true => Error::Timeout(error),
        false => Error::Transport(error),
    }
}
