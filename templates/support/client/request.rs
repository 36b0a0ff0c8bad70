//! Drafts to requests.

use std::time::Duration;

use http::Uri;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION, USER_AGENT,
};

use super::credentials::Carried;
use super::draft::Draft;
use super::endpoint::Endpoint;
use super::error::RequestError;
use super::operation::Route;
use super::style::Place;
use super::transport::{Body, Timeout};

/// What the client adds to a draft of its own.
#[derive(Default)]
pub(super) struct Additions {
    pub(super) carried: Carried,
    /// The idempotency key.
    pub(super) key: Option<HeaderValue>,
    /// How long the attempt may take.
    pub(super) timeout: Option<Duration>,
}

/// A request, and its URL without credentials.
pub(super) struct Written {
    pub(super) request: http::Request<Body>,
    pub(super) url: Uri,
}

impl Endpoint {
    /// The request that a draft makes, with the credentials that are at hand and a key of its own.
    ///
    /// # Errors
    /// An argument cannot be sent.
    pub(super) fn request(&self, route: &Route, draft: &Draft) -> Result<http::Request<Body>, RequestError> {
        let limits = [draft.timeout.or(self.timeout), draft.delivery.attempt_timeout.or(self.attempt_timeout)];
        let additions = Additions {
            carried: self.credentials.at_hand(route.security, self.clock.as_deref()),
            key: self.key(route),
            timeout: limits.into_iter().flatten().min(),
        };
        Ok(self.write(route, draft, &additions)?.request)
    }

    /// The request that a draft makes.
    ///
    /// # Errors
    /// An argument cannot be sent.
    pub(super) fn write(&self, route: &Route, draft: &Draft, additions: &Additions) -> Result<Written, RequestError> {
        if let Some(fault) = &draft.fault {
            return Err(fault.clone());
        }
        let target = self.target(route, draft)?;
        let mut query = Vec::new();
        let mut headers = self.headers(route, draft)?;
        let by_hand = headers.get(COOKIE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let mut cookies: Vec<String> = by_hand.into_iter().collect();
        cookies.extend(draft.at(Place::Cookie).map(|(_, text)| text.clone()));
        if let Some(key) = &additions.key {
            headers.entry(&self.key_header).or_insert_with(|| key.clone());
        }
        if self.sends_credentials_to(&parsed(&target.url)?) {
            additions.carried.put(&mut headers, &mut query, &mut cookies);
        }
        let url = parsed(&target.without(&query))?;
        if !cookies.is_empty() {
            let mut value = header_value("cookie", &cookies.join("; "))?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        let mut request = http::Request::new(draft.body()?);
        *request.method_mut() = route.method();
        *request.uri_mut() = parsed(&target.with(query))?;
        *request.headers_mut() = headers;
        if let Some(limit) = additions.timeout {
            request.extensions_mut().insert(Timeout(limit));
        }
        Ok(Written { request, url })
    }

    /// Later ones win: what the client sends anyway, parameters, headers set by hand.
    fn headers(&self, route: &Route, draft: &Draft) -> Result<HeaderMap, RequestError> {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, header_value("user-agent", self.user_agent)?);
        if !route.accept.is_empty() {
            headers.insert(ACCEPT, header_value("accept", route.accept)?);
        }
        if let Some(payload) = &draft.payload {
            headers.insert(CONTENT_TYPE, header_value("content-type", payload.content_type())?);
        }
        for (name, text) in draft.at(Place::Header) {
            let known = HeaderName::from_bytes(name.as_bytes());
            let known = known.map_err(|_| RequestError::new(name, "is not the name of a header"))?;
            headers.insert(known, header_value(name, text)?);
        }
        for (name, value) in &draft.headers {
            if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
                headers.insert(name, value.clone());
            }
        }
        for name in [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE] {
            if let Some(value) = headers.get_mut(name) {
                value.set_sensitive(true);
            }
        }
        Ok(headers)
    }
}

fn parsed(url: &str) -> Result<Uri, RequestError> {
    url.parse().map_err(|_| RequestError::new("url", "is too long, or no URL at all"))
}

fn header_value(name: &'static str, text: &str) -> Result<HeaderValue, RequestError> {
    let value = HeaderValue::from_str(text).ok().filter(|_| text.is_ascii());
    value.ok_or_else(|| RequestError::new(name, "has characters that no header can carry"))
}
