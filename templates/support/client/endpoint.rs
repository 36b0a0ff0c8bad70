//! Where a client sends requests, and with what.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::base_url::BaseUrl;
use super::credentials::{Credential, Credentials};
use super::encode;
use super::error::{BuildError, Error, RequestError};
use super::operation::Route;
use super::path;
use super::response::RawResponse;
use super::style::{Parameter, Place};
use super::transport::{Body, BoxFuture, Timeout, Transport};

/// The largest body that is read unless the client says otherwise.
const RESPONSE_LIMIT: usize = 64 * 1024 * 1024;

/// Where a client sends requests, and with what. All clones of a client share one.
pub struct Endpoint {
    base: BaseUrl,
    transport: Box<dyn Transport>,
    credentials: Credentials,
    timeout: Option<Duration>,
    response_limit: usize,
    user_agent: &'static str,
}

/// The settings of an [`Endpoint`].
#[derive(Default)]
pub struct EndpointBuilder {
    transport: Option<Box<dyn Transport>>,
    credentials: Credentials,
    timeout: Option<Duration>,
    response_limit: Option<usize>,
    fault: Option<BuildError>,
}

/// A request as far as it has been written. The first fault is kept until the request is sent.
#[derive(Clone, Default)]
pub struct Draft {
    parameters: Vec<(Parameter, Option<String>)>,
    headers: BTreeMap<String, HeaderValue>,
    payload: Option<(&'static str, Bytes)>,
    timeout: Option<Duration>,
    fault: Option<RequestError>,
}

impl EndpointBuilder {
    /// Sends requests with `transport`.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Box::new(transport));
    }

    /// Keeps a credential; a fault of it is reported by `build`.
    pub fn credential(&mut self, scheme: &'static str, credential: Result<Credential, BuildError>) {
        match credential {
            Ok(credential) => self.credentials.insert(scheme, credential),
            Err(fault) => self.fault = self.fault.take().or(Some(fault)),
        }
    }

    /// How long a whole exchange may take.
    pub fn timeout(&mut self, limit: Duration) {
        self.timeout = Some(limit);
    }

    /// The largest body that is read, in bytes.
    pub fn response_limit(&mut self, bytes: usize) {
        self.response_limit = Some(bytes);
    }

    /// The endpoint behind `base_url`; see [`BaseUrl::parse`] for `prefix`.
    ///
    /// # Errors
    /// The URL or a credential cannot be used, or there is no transport.
    pub fn build(self, base_url: &str, prefix: &str, user_agent: &'static str) -> Result<Arc<Endpoint>, BuildError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        Ok(Arc::new(Endpoint {
            base: BaseUrl::parse(base_url, prefix)?,
            transport: self.transport.map_or_else(default_transport, Ok)?,
            credentials: self.credentials,
            timeout: self.timeout,
            response_limit: self.response_limit.unwrap_or(RESPONSE_LIMIT),
            user_agent,
        }))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Box<dyn Transport>, BuildError> {
    Ok(Box::new(super::reqwest::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Box<dyn Transport>, BuildError> {
    Err(BuildError::new("there is no transport: set one, or turn on the feature `reqwest`"))
}

impl Draft {
    /// Writes the value of a parameter, given as JSON text, in place of an earlier one.
    pub(super) fn set(&mut self, parameter: Parameter, json: Result<String, serde_json::Error>) {
        let text = match json {
            Ok(json) => encode::encode(parameter, &json),
            Err(_) => Err("cannot be written as JSON"),
        };
        match text {
            Ok(text) => {
                self.parameters.retain(|(other, _)| (other.place, other.name) != (parameter.place, parameter.name));
                self.parameters.push((parameter, text));
            }
            Err(reason) => self.refuse(RequestError::new(parameter.name, reason)),
        }
    }

    pub(super) fn payload(&mut self, content_type: &'static str, bytes: Option<Bytes>) {
        match bytes {
            Some(bytes) => self.payload = Some((content_type, bytes)),
            None => self.refuse(RequestError::new("body", "cannot be written as JSON")),
        }
    }

    pub(super) fn header(&mut self, name: &str, value: &str) {
        let valid = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
        match valid {
            Some((name, value)) => drop(self.headers.insert(name.as_str().to_owned(), value)),
            None => self.refuse(RequestError::new(name.to_owned(), "is no header, or its value cannot stand in one")),
        }
    }

    pub(super) fn timeout(&mut self, limit: Duration) {
        self.timeout = Some(limit);
    }

    fn refuse(&mut self, fault: RequestError) {
        self.fault.get_or_insert(fault);
    }

    /// What stands at one kind of place, in the order in which it was set.
    fn at(&self, place: Place) -> impl Iterator<Item = (&'static str, &String)> {
        let here = self.parameters.iter().filter(move |(parameter, _)| parameter.place == place);
        here.filter_map(|(parameter, text)| Some((parameter.name, text.as_ref()?)))
    }
}

impl Endpoint {
    /// The request that a draft makes.
    ///
    /// # Errors
    /// An argument cannot be sent.
    pub(super) fn request(&self, route: &Route, draft: &Draft) -> Result<http::Request<Body>, RequestError> {
        if let Some(fault) = &draft.fault {
            return Err(fault.clone());
        }
        let values: Vec<(&str, &String)> = draft.at(Place::Path).collect();
        let path = path::fill(route.path, &values)?;
        let mut query: Vec<String> = draft.at(Place::Query).map(|(_, text)| text.clone()).collect();
        let mut cookies: Vec<String> = draft.at(Place::Cookie).map(|(_, text)| text.clone()).collect();
        let mut headers = self.headers(route, draft)?;
        self.credentials.apply(route.security, &mut headers, &mut query, &mut cookies);
        if !cookies.is_empty() {
            let mut value = header_value("cookie", &cookies.join("; "))?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        let body = draft.payload.as_ref().map_or_else(Body::empty, |(_, bytes)| Body::from(bytes.clone()));
        let mut request = http::Request::new(body);
        *request.method_mut() = route.method.clone();
        *request.uri_mut() = self
            .base
            .join(&path, &query.join("&"))
            .parse()
            .map_err(|_| RequestError::new("url", "is too long, or no URL at all"))?;
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
        if let Some((content_type, _)) = draft.payload {
            headers.insert(CONTENT_TYPE, header_value("content-type", content_type)?);
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

    /// Sends a draft and reads the answer. One future for all operations.
    pub(super) fn execute(
        self: Arc<Self>,
        route: &'static Route,
        draft: Draft,
    ) -> BoxFuture<'static, Result<RawResponse, Error<Infallible>>> {
        Box::pin(async move {
            let request = self.request(route, &draft).map_err(Error::Request)?;
            let read = async {
                let (parts, body) = self.transport.send(request).await?.into_parts();
                Ok(RawResponse::new(parts.status, parts.headers, body.collect(self.response_limit).await?))
            };
            read.await.map_err(|error: super::TransportError| match error.is_timeout() {
                true => Error::Timeout(error),
                false => Error::Transport(error),
            })
        })
    }
}

fn header_value(name: &'static str, text: &str) -> Result<HeaderValue, RequestError> {
    let value = HeaderValue::from_str(text).ok().filter(|_| text.is_ascii());
    value.ok_or_else(|| RequestError::new(name, "has characters that no header can carry"))
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("base", &self.base)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EndpointBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndpointBuilder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}
