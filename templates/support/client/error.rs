//! Everything that can come of a call besides a documented success.

use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use super::item::ItemError;
use super::provider::CredentialError;
use super::response::{RawResponse, Response};
use super::summary::{Plain, summary};
use super::transport::TransportError;

/// Why a call did not give a documented success.
///
/// `Display` prints the status and, of a body that is a JSON object, its short texts under `code`, `message` and the
/// like; never the rest of a body. `Debug` prints bodies.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// Another answer that the document knows.
    Api(Box<Response<E>>),
    /// An answer that the document does not know: another status, or a page from something before the API.
    Unexpected(Box<RawResponse>),
    /// An answer with a documented status whose body is not what the document says.
    Decode(Box<DecodeError>),
    /// An event or a line of a stream that is not what the document says.
    Item(Box<ItemError>),
    /// No answer came, or not all of it.
    Transport(TransportError),
    /// No answer came in time.
    Timeout(TransportError),
    /// The request was not sent: an argument cannot be.
    Request(RequestError),
    /// The request was not sent: there is no credential for it.
    Credential(CredentialError),
    /// The pages of a list do not follow each other.
    Pages(PagesError),
}

/// A body that is not what the document says.
#[derive(Debug)]
pub struct DecodeError {
    raw: RawResponse,
    pointer: String,
    reason: String,
    json: bool,
}

/// An argument that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    argument: Cow<'static, str>,
    reason: Cow<'static, str>,
}

/// Pages that do not follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagesError {
    /// A page says that there is another, and not how to ask for it.
    NoMarker,
    /// A page leads back to one that was there before, or a counted page is the same as the one before.
    Repeated,
    /// A page leads to another scheme, host or port, where nothing is sent.
    ForeignOrigin,
    /// What should be the URL of the next page is none.
    NotAUrl,
    /// A page has no list where its items should be.
    NoItems,
    /// There are more pages than may be asked for.
    TooMany,
}

/// A client that cannot be made.
#[derive(Debug)]
pub struct BuildError {
    reason: String,
    source: Option<TransportError>,
}

impl<E> Error<E> {
    /// The status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.raw().map(RawResponse::status)
    }

    /// The answer as it came, if there was one.
    pub fn raw(&self) -> Option<&RawResponse> {
        match self {
            Error::Api(response) => Some(response.raw()),
            Error::Unexpected(raw) => Some(raw),
            Error::Decode(error) => Some(&error.raw),
            Error::Transport(_)
            | Error::Timeout(_)
            | Error::Request(_)
            | Error::Credential(_)
            | Error::Item(_)
            | Error::Pages(_) => None,
        }
    }
}

impl Error<Infallible> {
    /// The same for an operation with errors of its own.
    pub(super) fn widen<E>(self) -> Error<E> {
        match self {
            Error::Api(response) => match response.body {},
            Error::Unexpected(raw) => Error::Unexpected(raw),
            Error::Decode(error) => Error::Decode(error),
            Error::Item(error) => Error::Item(error),
            Error::Transport(error) => Error::Transport(error),
            Error::Timeout(error) => Error::Timeout(error),
            Error::Request(error) => Error::Request(error),
            Error::Credential(error) => Error::Credential(error),
            Error::Pages(error) => Error::Pages(error),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Api(response) => answered(f, "", response.raw()),
            Error::Unexpected(raw) => answered(f, "undocumented answer: ", raw),
            Error::Decode(error) => error.fmt(f),
            Error::Item(error) => error.fmt(f),
            Error::Transport(_) => f.write_str("no answer"),
            Error::Timeout(_) => f.write_str("no answer in time"),
            Error::Request(error) => error.fmt(f),
            Error::Credential(error) => error.fmt(f),
            Error::Pages(error) => error.fmt(f),
        }
    }
}

fn answered(f: &mut fmt::Formatter<'_>, what: &str, raw: &RawResponse) -> fmt::Result {
    write!(f, "{what}{}", raw.status())?;
    match summary(raw.bytes()) {
        Some(text) => write!(f, ": {text}"),
        None => Ok(()),
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Error::Transport(error) | Error::Timeout(error) => Some(error),
            Error::Credential(error) => error.source(),
            _ => None,
        }
    }
}

impl DecodeError {
    pub(super) fn new(raw: RawResponse, pointer: String, reason: String, json: bool) -> Box<Self> {
        Box::new(Self { raw, pointer, reason, json })
    }

    pub(super) fn expected_json(&self) -> bool {
        self.json
    }

    /// The answer as it came.
    pub fn raw(&self) -> &RawResponse {
        &self.raw
    }

    /// The answer as it came.
    pub fn into_raw(self) -> RawResponse {
        self.raw
    }

    /// JSON pointer to the place in the body, as near as the decoder could tell.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What the decoder says. It may quote the body.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, at) = (self.raw.status(), Plain(&self.pointer));
        write!(f, "{status}: the body is not what the document says, at `{at}`")
    }
}

impl StdError for DecodeError {}

impl RequestError {
    pub(super) fn new(argument: impl Into<Cow<'static, str>>, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { argument: argument.into(), reason: reason.into() }
    }

    /// Name of the parameter or header; `body` for the body.
    pub fn argument(&self) -> &str {
        &self.argument
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not sent: `{}` {}", Plain(&self.argument), self.reason)
    }
}

impl StdError for RequestError {}

impl fmt::Display for PagesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PagesError::NoMarker => "a page says that there is another, and not how to ask for it",
            PagesError::Repeated => "a page leads back to one that was there before",
            PagesError::ForeignOrigin => "a page leads to another origin, where nothing is sent",
            PagesError::NotAUrl => "what should be the URL of the next page is none",
            PagesError::NoItems => "a page has no list where its items should be",
            PagesError::TooMany => "there are more pages than may be asked for",
        })
    }
}

impl StdError for PagesError {}

impl BuildError {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), source: None }
    }
}

impl From<TransportError> for BuildError {
    fn from(source: TransportError) -> Self {
        Self { reason: "the transport cannot be set up".to_owned(), source: Some(source) }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}
