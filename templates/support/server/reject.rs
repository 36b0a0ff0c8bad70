//! Requests that do not reach the implementation, and what they are told.

use std::borrow::Cow;
use std::fmt;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::models::support::Violations;
use super::{Operation, Place, SchemePlace, json};

/// How many violations an answer tells.
const TOLD: usize = 100;

/// How many characters of a pointer it tells.
const POINTER: usize = 500;

/// Why a request is refused. It never holds what the request said, only where and which rule it broke.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejection {
    /// The status to answer with.
    pub status: StatusCode,
    /// What kind of refusal.
    pub kind: Kind,
    /// One sentence for the caller.
    pub message: Cow<'static, str>,
    /// The rules that were broken; may be empty. The server tells the first 100.
    pub violations: Vec<Violation>,
}

/// What kind of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// 400: something is missing or cannot be read.
    Malformed,
    /// 401: a valid credential is wanted.
    Unauthorized,
    /// 403: who calls is known, and may not do this.
    Forbidden,
    /// 404: no operation has this path.
    NotFound,
    /// 405: the path has no operation with this method.
    MethodNotAllowed,
    /// 406: `Accept` leaves none of the documented media types.
    NotAcceptable,
    /// 408: the body did not come in time.
    TimedOut,
    /// 413: the body is larger than the limit.
    TooLarge,
    /// 415: the body is of a media type that is not documented.
    UnsupportedMediaType,
    /// 422: all could be read, but a limit is broken.
    Invalid,
    /// 500: the answer of the implementation cannot be sent, or breaks the document.
    BrokenAnswer,
    /// 501: the operation is not implemented.
    NotImplemented,
    /// Another status, chosen by a hook or an implementation.
    Other,
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub place: Place,
    /// The parameter; empty for bodies.
    pub name: Cow<'static, str>,
    /// A JSON pointer into the value; empty for the value itself.
    pub pointer: String,
    /// The rule, such as `required`, `integer`, `maxLength 5`.
    pub rule: Cow<'static, str>,
}

impl Rejection {
    /// A refusal without violations.
    pub fn new(kind: Kind) -> Self {
        let (status, message) = match kind {
            Kind::Malformed => (StatusCode::BAD_REQUEST, "The request cannot be read."),
            Kind::Unauthorized => (StatusCode::UNAUTHORIZED, "A valid credential is needed."),
            Kind::Forbidden => (StatusCode::FORBIDDEN, "The caller may not do this."),
            Kind::NotFound => (StatusCode::NOT_FOUND, "There is nothing at this path."),
            Kind::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "The path does not support this method."),
            Kind::NotAcceptable => (StatusCode::NOT_ACCEPTABLE, "No acceptable media type is available."),
            Kind::TimedOut => (StatusCode::REQUEST_TIMEOUT, "The body did not come in time."),
            Kind::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The body is too large."),
            Kind::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "The media type of the body is not supported.")
            }
            Kind::Invalid => (StatusCode::UNPROCESSABLE_ENTITY, "The request breaks limits."),
            Kind::BrokenAnswer => (StatusCode::INTERNAL_SERVER_ERROR, "The answer is not what it is to be."),
            Kind::NotImplemented => (StatusCode::NOT_IMPLEMENTED, "The operation is not implemented."),
            Kind::Other => (StatusCode::INTERNAL_SERVER_ERROR, "The request cannot be answered."),
        };
        Self { status, kind, message: Cow::Borrowed(message), violations: Vec::new() }
    }

    /// 401: for whoever finds out who calls.
    pub fn unauthorized() -> Self {
        Self::new(Kind::Unauthorized)
    }

    /// 403: for whoever decides what callers may do.
    pub fn forbidden() -> Self {
        Self::new(Kind::Forbidden)
    }

    /// Any other status, such as 409.
    pub fn status(status: StatusCode) -> Self {
        Self { status, ..Self::new(Kind::Other) }
    }

    /// Another sentence for the caller.
    #[must_use]
    pub fn message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = message.into();
        self
    }

    /// The violations that are told, which are not more than can be read.
    pub(super) fn told(&self) -> &[Violation] {
        self.violations.get(..TOLD).unwrap_or(&self.violations)
    }

    /// Adds a violation.
    #[must_use]
    pub fn because(mut self, violation: Violation) -> Self {
        self.violations.push(violation);
        self
    }

    /// The default answer: RFC 9457 problem details.
    pub fn problem(&self) -> Response {
        let mut body = String::from(r#"{"type":"about:blank","title":"#);
        json::push_string(&mut body, self.status.canonical_reason().unwrap_or("Unknown"));
        body.push_str(&format!(r#","status":{},"detail":"#, self.status.as_u16()));
        json::push_string(&mut body, &self.message);
        if !self.violations.is_empty() {
            body.push_str(r#","violations":["#);
            for (i, violation) in self.told().iter().enumerate() {
                body.push_str(if i == 0 { r#"{"in":"# } else { r#",{"in":"# });
                json::push_string(&mut body, violation.place.as_str());
                body.push_str(r#","name":"#);
                json::push_string(&mut body, &violation.name);
                body.push_str(r#","pointer":"#);
                json::push_string(&mut body, violation.told());
                body.push_str(r#","rule":"#);
                json::push_string(&mut body, &violation.rule);
                body.push('}');
            }
            body.push(']');
        }
        body.push('}');
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }

    /// The violations in one line; empty if there is none.
    pub fn detail(&self) -> String {
        self.told().iter().map(Violation::to_string).collect::<Vec<_>>().join("; ")
    }
}

/// Implementations may answer with a rejection: it stays in the response, so that the hook of the server can still
/// decide what it looks like.
impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let mut response = self.problem();
        response.extensions_mut().insert(self);
        response
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if self.violations.is_empty() { Ok(()) } else { write!(f, " {}", self.detail()) }
    }
}

impl std::error::Error for Rejection {}

/// 422: limits that a body breaks, as `validate()` of the models tells them.
impl From<Violations> for Rejection {
    fn from(found: Violations) -> Self {
        let violations = found
            .into_iter()
            .map(|broken| Violation::of_body(broken.pointer, format!("{} {}", broken.rule, broken.limit)));
        Self { violations: violations.collect(), ..Self::new(Kind::Invalid) }
    }
}

impl Violation {
    /// A rule that a whole parameter breaks.
    pub fn of_parameter(place: Place, name: &'static str, rule: impl Into<Cow<'static, str>>) -> Self {
        Self { place, name: Cow::Borrowed(name), pointer: String::new(), rule: rule.into() }
    }

    /// The pointer as far as it is told: its steps are names that the caller may have made up.
    fn told(&self) -> &str {
        let end = self.pointer.char_indices().nth(POINTER).map_or(self.pointer.len(), |(end, _)| end);
        self.pointer.get(..end).unwrap_or_default()
    }

    /// A rule that an answer breaks: one of its headers, or the status and the body if `name` is empty.
    pub fn of_answer(name: &'static str, rule: impl Into<Cow<'static, str>>) -> Self {
        Self { place: Place::Answer, name: Cow::Borrowed(name), pointer: String::new(), rule: rule.into() }
    }

    /// A rule that the body breaks at `pointer`.
    pub fn of_body(pointer: impl Into<String>, rule: impl Into<Cow<'static, str>>) -> Self {
        Self { place: Place::Body, name: Cow::Borrowed(""), pointer: pointer.into(), rule: rule.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place.as_str())?;
        for part in [self.name.as_ref(), self.told()] {
            if !part.is_empty() {
                write!(f, " {part}")?;
            }
        }
        write!(f, ": {}", self.rule)
    }
}

/// RFC 9110, 15.5.2: a 401 names at least one way to authenticate.
pub(super) fn challenge(response: &mut Response, operation: &Operation) {
    if response.status() != StatusCode::UNAUTHORIZED || response.headers().contains_key(header::WWW_AUTHENTICATE) {
        return;
    }
    let mut challenges: Vec<Cow<'static, str>> = Vec::new();
    for credential in operation.security.iter().flat_map(|requirement| requirement.all_of) {
        let challenge = match credential.scheme.place {
            SchemePlace::Bearer => Cow::Borrowed("Bearer"),
            SchemePlace::Basic => Cow::Borrowed("Basic realm=\"api\", charset=\"UTF-8\""),
            // No registered scheme says it, but a 401 has to say something.
            SchemePlace::Header(name) | SchemePlace::Query(name) | SchemePlace::Cookie(name) => {
                Cow::Owned(format!("ApiKey name=\"{}\"", name.replace(['\\', '"'], "")))
            }
            SchemePlace::Unknown => continue,
        };
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    for value in challenges.iter().filter_map(|challenge| HeaderValue::from_str(challenge).ok()) {
        response.headers_mut().append(header::WWW_AUTHENTICATE, value);
    }
}
