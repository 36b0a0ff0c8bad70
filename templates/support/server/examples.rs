//! Answers with the examples of the document: a mock server.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::{Head, Kind, Rejection, accept};

/// Implements every service of the document with the document's own examples.
///
/// It answers with the first success, in the media type that `Accept` likes best. `Prefer: code=404` asks for another
/// documented status, `Prefer: example=name` for an example by its name; `Preference-Applied` says which of the two was
/// heard (RFC 7240). Where the document has no example that satisfies its schema, a value made from the schema stands
/// in, and where none can be made the answer is 501.
#[derive(Debug, Clone, Copy, Default)]
pub struct Examples {
    as_printed: bool,
}

/// An example of an answer.
#[derive(Debug)]
pub struct Printed {
    /// Its status, where the request does not prefer another one that it covers.
    pub status: u16,
    /// Which statuses it is an example for.
    pub covers: Covers,
    /// Its media type; empty: the answer has no body.
    pub media_type: &'static str,
    /// Its name in the document.
    pub name: Option<&'static str>,
    /// Headers that the document requires.
    pub headers: &'static [(&'static str, &'static str)],
    /// Its body; `None`: one is documented of which no value can be made.
    pub body: Option<&'static str>,
    /// Whether it satisfies its schema.
    pub valid: bool,
}

/// Which statuses an example is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// One.
    Status,
    /// All with the same first digit: `4XX`.
    Class,
    /// All that have no answer of their own: `default`.
    Others,
}

/// What a request prefers (RFC 7240).
struct Preference {
    status: Option<u16>,
    example: Option<String>,
}

impl Printed {
    /// An answer with a body that satisfies its schema.
    pub const fn new(status: u16, media_type: &'static str, body: &'static str) -> Self {
        let covers = Covers::Status;
        Self { status, covers, media_type, name: None, headers: &[], body: Some(body), valid: true }
    }

    /// An answer without a body.
    pub const fn empty(status: u16) -> Self {
        Self::new(status, "", "")
    }

    /// An answer of which no value can be made.
    pub const fn missing(status: u16) -> Self {
        let mut printed = Self::empty(status);
        printed.body = None;
        printed
    }

    /// For all statuses with the same first digit.
    #[must_use]
    pub const fn class(mut self) -> Self {
        self.covers = Covers::Class;
        self
    }

    /// For all statuses that have no answer of their own.
    #[must_use]
    pub const fn any(mut self) -> Self {
        self.covers = Covers::Others;
        self
    }

    /// With headers.
    #[must_use]
    pub const fn with(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// With its name.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// With a body that breaks its own schema.
    #[must_use]
    pub const fn invalid(mut self) -> Self {
        self.valid = false;
        self
    }

    fn answer(&self, status: u16, applied: &str) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let applied = ("preference-applied", applied);
        for (name, value) in self.headers.iter().copied().chain((!applied.1.is_empty()).then_some(applied)) {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().append(name, value);
            }
        }
        // RFC 9110, 6.4.1: these have no content, whatever a document says.
        let bodyless = matches!(status, 100..=199 | 204 | 205 | 304);
        if let (Some(body), Ok(media_type), false, false) =
            (self.body, HeaderValue::try_from(self.media_type), self.media_type.is_empty(), bodyless)
        {
            response.headers_mut().insert(header::CONTENT_TYPE, media_type);
            *response.body_mut() = Body::from(body);
        }
        response
    }
}

impl Preference {
    /// What `Prefer` says; what cannot be read is passed over, as RFC 7240 has it.
    fn read(headers: &HeaderMap) -> Self {
        let wish = |word: &str| {
            let lines = headers.get_all("prefer").iter().filter_map(|line| line.to_str().ok());
            let mut wishes = lines.flat_map(|line| line.split([',', ';'])).filter_map(|wish| wish.split_once('='));
            wishes
                .find(|(name, _)| name.trim().eq_ignore_ascii_case(word))
                .map(|(_, value)| value.trim().trim_matches('"').to_owned())
        };
        let status = wish("code").and_then(|code| code.parse().ok()).filter(|code| (200..=599).contains(code));
        Self { status, example: wish("example") }
    }

    /// What came of it, as `Preference-Applied`.
    fn applied(&self, status: u16, name: Option<&str>) -> String {
        let code = self.status.filter(|wanted| *wanted == status).map(|status| format!("code={status}"));
        let example = self.example.as_deref().filter(|wanted| name == Some(*wanted));
        let example = example.map(|name| format!("example=\"{name}\""));
        code.into_iter().chain(example).collect::<Vec<_>>().join(", ")
    }
}

impl Examples {
    /// With examples that satisfy their schema, or values made from the schema where there is none.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the examples that the document prints, also where they break their own schema.
    #[must_use]
    pub fn as_printed() -> Self {
        Self { as_printed: true }
    }

    /// The answer to a request; `all` are the examples of the operation, successes first.
    ///
    /// # Errors
    /// No value can be made of what is to be answered, or of none that `Accept` takes.
    pub fn answer(self, all: &'static [Printed], head: &Head) -> Result<Response, Rejection> {
        let preference = Preference::read(&head.headers);
        let is_named = |one: &&Printed| one.name.is_some() && one.name == preference.example.as_deref();
        // A preference that cannot be met is none.
        let by_status = preference.status.and_then(|status| Some((status, of_status(all, status)?)));
        let by_name = || all.iter().find(|one| is_named(one) && self.shows(one));
        let nothing = || Rejection::new(Kind::NotImplemented);
        let chosen = by_status.or_else(|| by_name().or(all.first()).map(|one| (one.status, one)));
        let (status, chosen) = chosen.ok_or_else(nothing)?;
        let beside = |one: &&Printed| one.status == chosen.status && one.covers == chosen.covers && self.shows(one);
        let rows: Vec<&Printed> = all.iter().filter(beside).collect();
        let named: Vec<&Printed> = rows.iter().copied().filter(is_named).collect();
        let rows = if named.is_empty() { rows } else { named };
        let quality = |one: &Printed| match one.media_type {
            "" => 1.0,
            media_type => accept::quality_of(&head.headers, media_type),
        };
        let best = rows.iter().map(|one| quality(one)).fold(0.0, f32::max);
        let one = rows.iter().find(|one| quality(one) >= best).ok_or_else(nothing)?;
        // An error is told in what there is (RFC 9110, 12.5.1).
        if best <= 0.0 && (200..300).contains(&status) {
            return Err(Rejection::new(Kind::NotAcceptable));
        }
        Ok(one.answer(status, &preference.applied(status, one.name)))
    }

    fn shows(self, one: &Printed) -> bool {
        one.body.is_some() && (self.as_printed || one.valid)
    }
}

/// What is documented for a status: under the status itself, else its class, else `default`.
fn of_status(all: &'static [Printed], status: u16) -> Option<&'static Printed> {
    let rules: [fn(&Printed, u16) -> bool; 3] = [
        |one, status| one.covers == Covers::Status && one.status == status,
        |one, status| one.covers == Covers::Class && one.status / 100 == status / 100,
        |one, _| one.covers == Covers::Others,
    ];
    rules.iter().find_map(|covers| all.iter().find(|one| covers(one, status)))
}
