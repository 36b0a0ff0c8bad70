//! Answers with the examples of the document: a mock server.

use axum::response::Response;

use super::{Answer, Head, Kind, Rejection};

/// Implements every service of the document with the document's own examples.
///
/// It answers with the first success. `Prefer: code=404` asks for another documented status, `Prefer: example=name` for
/// an example by its name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Examples {
    as_printed: bool,
}

/// An example of an answer.
#[derive(Debug)]
pub struct Printed {
    /// Its status.
    pub status: u16,
    /// Its media type; empty: the answer has no body.
    pub media_type: &'static str,
    /// Its name in the document.
    pub name: Option<&'static str>,
    /// Its body.
    pub body: &'static str,
    /// Whether it satisfies its schema.
    pub valid: bool,
}

impl Printed {
    /// An answer with a body that satisfies its schema.
    pub const fn new(status: u16, media_type: &'static str, body: &'static str) -> Self {
        Self { status, media_type, name: None, body, valid: true }
    }

    /// An answer without a body.
    pub const fn empty(status: u16) -> Self {
        Self::new(status, "", "")
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
    /// The document has nothing to answer with, or not what the request prefers.
    pub fn answer(self, all: &'static [Printed], head: &Head) -> Result<Response, Rejection> {
        let wish = |word: &str| {
            let lines = head.headers.get_all("prefer").iter().filter_map(|line| line.to_str().ok());
            let mut wishes = lines.flat_map(|line| line.split([',', ';'])).filter_map(|wish| wish.split_once('='));
            wishes
                .find(|(name, _)| name.trim().eq_ignore_ascii_case(word))
                .map(|(_, value)| value.trim().trim_matches('"'))
        };
        let (status, name) = (wish("code").map(str::parse::<u16>), wish("example"));
        let status = status.transpose().map_err(|_| Rejection::new(Kind::Malformed))?;
        let mut fitting = all.iter().filter(|one| {
            status.is_none_or(|status| one.status == status)
                && name.is_none_or(|name| one.name == Some(name))
                && (self.as_printed || one.valid)
        });
        let Some(one) = fitting.next() else { return Err(Rejection::new(Kind::NotImplemented)) };
        let answer = Answer::status(one.status);
        Ok(if one.media_type.is_empty() { answer.empty() } else { answer.bytes(one.media_type, one.body) })
    }
}
