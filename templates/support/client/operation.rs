//! What an operation is to the code that all of them share.

use http::Method;

use super::error::Error;
use super::response::{RawResponse, Response};

/// An operation of the document. The generated type behind it has no values.
pub trait Operation: 'static {
    /// The body of a success.
    type Ok: Send + 'static;
    /// The bodies of all other documented answers.
    type Err: Send + 'static;
    /// How it is called.
    const ROUTE: Route;

    /// Reads an answer by its status.
    ///
    /// # Errors
    /// Every answer but a documented success.
    fn decode(raw: RawResponse) -> Decoded<Self>;
}

/// What an operation gives its caller.
pub type Decoded<O> = Result<Response<<O as Operation>::Ok>, Error<<O as Operation>::Err>>;

/// How an operation is called.
#[derive(Debug, Clone)]
pub struct Route {
    /// The method, as HTTP writes it.
    pub method: &'static str,
    /// The path, percent-encoded, with `{name}` where a parameter stands.
    pub path: &'static str,
    /// The media types it can answer with, as `Accept` has them; may be empty.
    pub accept: &'static str,
    /// Credentials. Empty: none is needed.
    pub security: Security,
}

impl Route {
    /// The method. That of the document is a token, so it is one.
    pub(super) fn method(&self) -> Method {
        Method::from_bytes(self.method.as_bytes()).unwrap_or_default()
    }

    /// Whether a request changes nothing (RFC 9110, 9.2.1). Of methods that HTTP does not know nobody can tell.
    pub(super) fn is_safe(&self) -> bool {
        self.method == QUERY || self.method().is_safe()
    }

    /// Whether a request does no more when it is sent twice (RFC 9110, 9.2.2).
    pub(super) fn is_idempotent(&self) -> bool {
        self.method == QUERY || self.method().is_idempotent()
    }
}

/// A safe method with a body, which older releases of `http` do not know as one.
const QUERY: &str = "QUERY";

/// Any one of these sets; all security schemes of a set together, each with the scopes that its credential must have.
pub type Security = &'static [&'static [(&'static str, Scopes)]];

/// Names of what a credential allows; may be empty.
pub type Scopes = &'static [&'static str];
