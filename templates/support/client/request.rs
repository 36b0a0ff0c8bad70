//! Drafts to requests.

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::draft::Draft;
use super::endpoint::Endpoint;
use super::error::RequestError;
use super::operation::Route;
use super::style::Place;
use super::transport::{Body, Timeout};

impl Endpoint {
    /// The request that a draft makes.
    ///
    /// # Errors
    /// An argument cannot be sent.
    pub(super) fn request(&self, route: &Route, draft: &Draft) -> Result<http::Request<Body>, RequestError> {
        if let Some(fault) = &draft.fault {
            return Err(fault.clone());
        }
        let target = self.target(route, draft)?;
        let mut query = Vec::new();
        let mut cookies: Vec<String> = draft.at(Place::Cookie).map(|(_, text)| text.clone()).collect();
        let mut headers = self.headers(route, draft)?;
        self.credentials.apply(route.security, &mut headers, &mut query, &mut cookies);
        if !cookies.is_empty() {
            let mut value = header_value("cookie", &cookies.join("; "))?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        let mut request = http::Request::new(draft.body()?);
        *request.method_mut() = route.method.clone();
        let url = target.with(query).parse();
        *request.uri_mut() = url.map_err(|_| RequestError::new("url", "is too long, or no URL at all"))?;
        *request.headers_mut() = headers;
        if let Some(limit) = draft.timeout.or(self.timeout) {
            request.extensions_mut().insert(Timeout(limit));
        }
        Ok(request)
    }

    /// Later ones win: what the client sends anyway, parameters, headers set by hand.
    fn headers(&self, route: &Route, draft: &Draft) -> Result<HeaderMap, RequestError> {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, header_value("user-agent", self.user_agent)?);
        if !route.accept.is_empty() {
            headers.insert(ACCEPT, header_value("accept", route.accept)?);
        }
        if let Some(payload) = &draft.payload {
            headers.insert(CONTENT_TYPE, header_value("content-type", &payload.content_type)?);
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
        Ok(headers)
    }
}

fn header_value(name: &'static str, text: &str) -> Result<HeaderValue, RequestError> {
    let value = HeaderValue::from_str(text).ok().filter(|_| text.is_ascii());
    value.ok_or_else(|| RequestError::new(name, "has characters that no header can carry"))
}
