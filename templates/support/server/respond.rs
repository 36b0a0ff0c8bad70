//! Writing answers.

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

/// An answer in the making.
#[derive(Debug)]
pub struct Answer {
    response: Response,
    broken: bool,
}

/// What an implementation has made of a request, as HTTP.
pub fn answer<R: IntoResponse, E: IntoResponse>(result: Result<R, E>) -> Response {
    match result {
        Ok(response) => response.into_response(),
        Err(error) => error.into_response(),
    }
}

impl Answer {
    /// With a status and nothing else.
    pub fn new(status: StatusCode) -> Self {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status;
        Self { response, broken: false }
    }

    /// With a status of the document.
    pub fn status(status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => Self::new(status),
            Err(_) => Self { broken: true, ..Self::new(StatusCode::INTERNAL_SERVER_ERROR) },
        }
    }

    /// Adds a header in the style `simple`. A null is not sent.
    #[must_use]
    pub fn header<T: Serialize>(self, name: &'static str, explode: bool, value: &T) -> Self {
        let Ok(text) = serde_json::to_string(value) else { return Self { broken: true, ..self } };
        // A number is sent as it is written: serde_json's own would round it.
        let number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        let text = if number { Some(text) } else { simple(&serde_json::from_str(&text).unwrap_or_default(), explode) };
        self.header_value(name, text)
    }

    /// Adds a header as JSON text.
    #[must_use]
    pub fn header_json<T: Serialize>(self, name: &'static str, value: &T) -> Self {
        match serde_json::to_string(value) {
            Ok(text) => self.header_value(name, Some(text)),
            Err(_) => Self { broken: true, ..self },
        }
    }

    fn header_value(mut self, name: &'static str, text: Option<String>) -> Self {
        let Some(text) = text else { return self };
        match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
            (Ok(name), Ok(value)) => drop(self.response.headers_mut().insert(name, value)),
            _ => self.broken = true,
        }
        self
    }

    /// Without a body, and so without a media type.
    pub fn empty(self) -> Response {
        self.finish()
    }

    /// With JSON.
    pub fn json<T: Serialize>(self, media_type: &'static str, body: &T) -> Response {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.bytes(media_type, bytes),
            Err(_) => Self { broken: true, ..self }.finish(),
        }
    }

    /// With text.
    pub fn text(self, media_type: &'static str, body: String) -> Response {
        self.bytes(media_type, body)
    }

    /// With bytes.
    pub fn bytes(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Response {
        let status = self.response.status();
        // RFC 9110, 6.4.1: these have no content, whatever a document says.
        if !status.is_informational() && !matches!(status.as_u16(), 204 | 205 | 304) {
            let Ok(media_type) = HeaderValue::try_from(media_type) else {
                return Self { broken: true, ..self }.finish();
            };
            self.response.headers_mut().insert(header::CONTENT_TYPE, media_type);
            *self.response.body_mut() = Body::from(body.into());
        }
        self.finish()
    }

    /// A value that cannot be written is a fault of the implementation.
    fn finish(self) -> Response {
        if self.broken { StatusCode::INTERNAL_SERVER_ERROR.into_response() } else { self.response }
    }
}

/// The style `simple` (OpenAPI 3.0.3, 4.7.12.4).
pub(super) fn simple(value: &Value, explode: bool) -> Option<String> {
    let items: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        Value::Object(entries) => {
            let entries = entries.iter().filter_map(|(key, value)| Some((key, scalar(value)?)));
            let sign = if explode { '=' } else { ',' };
            entries.map(|(key, value)| format!("{key}{sign}{value}")).collect()
        }
        scalar_value => return scalar(scalar_value),
    };
    Some(items.join(","))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
