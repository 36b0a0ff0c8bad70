//! Writing answers, and holding them against the document.

use std::borrow::Cow;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use super::models::support::Violations;
use super::{Binary, Events, JsonLines, Kind, Rejection, Typed, Violation, events, lines, mixed};

/// Whether answers are held against the document before they leave. Those that break it become a rejection of the kind
/// [`Kind::BrokenAnswer`], which is a 500; streams break off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checks {
    /// Status, content type, and limits of headers and bodies are checked.
    On,
    /// Only what cannot be sent at all is refused.
    Off,
}

/// On in debug builds.
impl Default for Checks {
    fn default() -> Self {
        if cfg!(debug_assertions) { Self::On } else { Self::Off }
    }
}

/// The documented answers of an operation.
pub trait Respond {
    /// The answer as HTTP.
    fn respond(self, checks: Checks) -> Response;
}

/// Adds the limits that a value breaks.
pub type Limits<T> = fn(&T, &mut Violations);

/// An answer in the making.
#[derive(Debug)]
pub struct Answer {
    response: Response,
    checks: Checks,
    broken: Vec<Violation>,
}

/// What an implementation has made of a request, as HTTP. Errors are not checked.
pub fn answer<R: Respond, E: IntoResponse>(result: Result<R, E>, checks: Checks) -> Response {
    match result {
        Ok(response) => response.respond(checks),
        Err(error) => error.into_response(),
    }
}

impl Answer {
    /// With a status and nothing else.
    pub fn new(status: StatusCode) -> Self {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status;
        Self { response, checks: Checks::Off, broken: Vec::new() }
    }

    /// With a status of the document.
    pub fn status(status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => Self::new(status),
            Err(_) => Self::new(StatusCode::INTERNAL_SERVER_ERROR).broken("", "status"),
        }
    }

    /// With checks or without.
    #[must_use]
    pub fn checked(mut self, checks: Checks) -> Self {
        self.checks = checks;
        self
    }

    /// With a status that the document leaves open: `own` is `4XX` or `default`, `all` are all statuses of the
    /// operation.
    pub fn open(status: StatusCode, own: &'static str, all: &[&'static str], checks: Checks) -> Self {
        let answer = Self::new(status).checked(checks);
        if checks == Checks::Off {
            return answer;
        }
        let other = all.iter().find(|other| exactness(other) > exactness(own) && describes(other, status));
        match other {
            // Informational ones announce another answer, and are none.
            _ if !describes(own, status) || status.is_informational() => answer.broken("", format!("status {own}")),
            Some(other) => answer.broken("", format!("status {own}, not {other}")),
            None => answer,
        }
    }

    /// Adds a header in the style `simple`. A null is not sent. Each item of a list of `Set-Cookie` is a line of its own
    /// (RFC 6265, 3).
    #[must_use]
    pub fn header<T: Serialize>(self, name: &'static str, value: &T, limits: Option<Limits<T>>) -> Self {
        self.limited(name, value, limits).styled(name, false, serde_json::to_string(value))
    }

    /// The same for objects of which every entry stands for itself.
    #[must_use]
    pub fn header_exploded<T: Serialize>(self, name: &'static str, value: &T, limits: Option<Limits<T>>) -> Self {
        self.limited(name, value, limits).styled(name, true, serde_json::to_string(value))
    }

    /// Adds a header as JSON text. A null is not sent.
    #[must_use]
    pub fn header_json<T: Serialize>(self, name: &'static str, value: &T, limits: Option<Limits<T>>) -> Self {
        let answer = self.limited(name, value, limits);
        match serde_json::to_string(value) {
            Ok(text) if text == "null" => answer,
            Ok(text) => answer.line(name, text),
            Err(_) => answer.broken(name, "json"),
        }
    }

    fn styled(self, name: &'static str, explode: bool, text: serde_json::Result<String>) -> Self {
        let Ok(text) = text else { return self.broken(name, "json") };
        // A number is sent as it is written: serde_json's own would round it.
        if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return self.line(name, text);
        }
        match serde_json::from_str(&text).unwrap_or_default() {
            Value::Array(items) if name.eq_ignore_ascii_case("set-cookie") => {
                items.iter().filter_map(scalar).fold(self, |answer, item| answer.line(name, item))
            }
            value => match simple(&value, explode) {
                Some(text) => self.line(name, text),
                None => self,
            },
        }
    }

    fn line(mut self, name: &'static str, text: String) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
            (Ok(header), Ok(value)) => {
                self.response.headers_mut().append(header, value);
                self
            }
            _ => self.broken(name, "header"),
        }
    }

    /// Without a body, and so without a media type.
    pub fn empty(self) -> Response {
        self.finish()
    }

    /// With JSON.
    pub fn json<T: Serialize>(
        self,
        media_type: impl Into<Cow<'static, str>>,
        body: T,
        limits: Option<Limits<T>>,
    ) -> Response {
        let answer = self.limited("", &body, limits);
        // As much as most answers need, and as allocators have at hand.
        let mut bytes = Vec::with_capacity(1000);
        match serde_json::to_writer(&mut bytes, &body) {
            Ok(()) => answer.bytes(media_type, bytes),
            Err(_) => answer.broken("", "json").finish(),
        }
    }

    /// With JSON under a media type of a range.
    pub fn json_in<T: Serialize>(self, range: &'static str, body: Typed<T>, limits: Option<Limits<T>>) -> Response {
        self.inside(range, &body.content_type).json(body.content_type, body.body, limits)
    }

    /// With text.
    pub fn text(
        self,
        media_type: impl Into<Cow<'static, str>>,
        body: String,
        limits: Option<Limits<String>>,
    ) -> Response {
        self.limited("", &body, limits).bytes(media_type, body)
    }

    /// With a single value as text.
    pub fn value<T: Serialize>(
        self,
        media_type: impl Into<Cow<'static, str>>,
        body: T,
        limits: Option<Limits<T>>,
    ) -> Response {
        let answer = self.limited("", &body, limits);
        match serde_json::to_string(&body).ok().and_then(|text| match serde_json::from_str(&text) {
            Ok(Value::String(text)) => Some(text),
            Ok(Value::Number(_) | Value::Bool(_)) => Some(text),
            _ => None,
        }) {
            Some(text) => answer.bytes(media_type, text),
            None => answer.broken("", "text").finish(),
        }
    }

    /// With bytes that are there.
    pub fn bytes(self, media_type: impl Into<Cow<'static, str>>, body: impl Into<Bytes>) -> Response {
        self.content(media_type.into(), Body::from(body.into()))
    }

    /// With bytes, all at once or as a stream.
    pub fn binary(
        mut self,
        media_type: impl Into<Cow<'static, str>>,
        body: Binary,
        _: Option<Limits<Binary>>,
    ) -> Response {
        let (headers, body) = body.into_parts();
        for (name, value) in headers {
            // What the document knows as a header has been set already.
            if !self.response.headers().contains_key(&name) {
                self = match HeaderValue::try_from(value) {
                    Ok(value) => {
                        self.response.headers_mut().insert(name, value);
                        self
                    }
                    Err(_) => self.broken("", "header"),
                };
            }
        }
        self.content(media_type.into(), body)
    }

    /// With bytes under a media type of a range.
    pub fn binary_in(self, range: &'static str, body: Typed<Binary>, _: Option<Limits<Binary>>) -> Response {
        self.inside(range, &body.content_type).binary(body.content_type, body.body, None)
    }

    /// With events whose data is JSON.
    pub fn events<T: Serialize + 'static>(
        self,
        media_type: impl Into<Cow<'static, str>>,
        body: Events<T>,
        limits: Option<Limits<T>>,
    ) -> Response {
        let body = body.written(events::json::<T>, self.asked(limits));
        self.uncached().content(media_type.into(), body)
    }

    /// With events whose data is text.
    pub fn texts(
        self,
        media_type: impl Into<Cow<'static, str>>,
        body: Events<String>,
        limits: Option<Limits<String>>,
    ) -> Response {
        let body = body.written(|text| Ok(text.clone()), self.asked(limits));
        self.uncached().content(media_type.into(), body)
    }

    /// With JSON values one after the other.
    pub fn lines<T: Serialize + 'static>(
        self,
        media_type: impl Into<Cow<'static, str>>,
        body: JsonLines<T>,
        limits: Option<Limits<T>>,
    ) -> Response {
        let media_type = media_type.into();
        if mixed::is_parted(&media_type) {
            let body = body.parted(self.asked(limits));
            return self.content(mixed::with_boundary(&media_type).into(), body);
        }
        let frame = if lines::is_sequence(&media_type) { lines::record::<T> } else { lines::line::<T> };
        let body = body.written(frame, self.asked(limits));
        self.content(media_type, body)
    }

    /// Events are what happens now.
    fn uncached(mut self) -> Self {
        let headers = self.response.headers_mut();
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
        self
    }

    fn content(mut self, media_type: Cow<'static, str>, body: Body) -> Response {
        if has_no_content(self.response.status()) {
            // RFC 9110, 6.4.1, whatever a document says.
            let answer = if self.checks == Checks::On { self.broken("", "no content") } else { self };
            return answer.finish();
        }
        // Validated, but not copied where it is static.
        let media_type = match media_type {
            Cow::Borrowed(text) => Bytes::from_static(text.as_bytes()),
            Cow::Owned(text) => Bytes::from(text),
        };
        let Ok(media_type) = HeaderValue::from_maybe_shared(media_type) else {
            return self.broken("", "mediaType").finish();
        };
        self.response.headers_mut().insert(header::CONTENT_TYPE, media_type);
        *self.response.body_mut() = body;
        self.finish()
    }

    fn inside(self, range: &'static str, content_type: &str) -> Self {
        if self.checks == Checks::On && !super::typed::is_inside(range, content_type) {
            return self.broken("", format!("mediaType {range}"));
        }
        self
    }

    fn asked<T>(&self, limits: Option<Limits<T>>) -> Option<Limits<T>> {
        limits.filter(|_| self.checks == Checks::On)
    }

    fn limited<T>(mut self, name: &'static str, value: &T, limits: Option<Limits<T>>) -> Self {
        if let Some(limits) = self.asked(limits) {
            let mut found = Violations::default();
            limits(value, &mut found);
            self.broken.extend(violations(name, found));
        }
        self
    }

    fn broken(mut self, name: &'static str, rule: impl Into<Cow<'static, str>>) -> Self {
        self.broken.push(Violation::of_answer(name, rule));
        self
    }

    fn finish(self) -> Response {
        if self.broken.is_empty() { self.response } else { refusal(self.broken).into_response() }
    }
}

/// What is said of an answer that breaks the document.
pub(super) fn refusal(violations: Vec<Violation>) -> Rejection {
    Rejection { violations, ..Rejection::new(Kind::BrokenAnswer) }
}

/// Broken limits of a header, or of the body.
pub(super) fn violations(name: &'static str, found: Violations) -> impl Iterator<Item = Violation> {
    found.into_iter().map(move |broken| Violation {
        pointer: broken.pointer,
        ..Violation::of_answer(name, format!("{} {}", broken.rule, broken.limit))
    })
}

fn has_no_content(status: StatusCode) -> bool {
    status.is_informational() || matches!(status.as_u16(), 204 | 205 | 304)
}

fn exactness(pattern: &str) -> u8 {
    match pattern {
        "default" => 0,
        class if class.ends_with("XX") => 1,
        _ => 2,
    }
}

/// Whether a status of the document, such as `404`, `4XX` and `default`, is one for this status.
fn describes(pattern: &str, status: StatusCode) -> bool {
    match exactness(pattern) {
        0 => true,
        1 => pattern.get(..1) == status.as_str().get(..1),
        _ => pattern == status.as_str(),
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
