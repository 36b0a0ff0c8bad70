//! Answers.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::decode;
use super::error::{DecodeError, Error};

/// An answer with its body read.
#[derive(Debug, Clone)]
pub struct Response<T> {
    /// The body.
    pub body: T,
    raw: RawResponse,
}

/// An answer as it came.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
}

impl<T> Response<T> {
    /// Made of its parts.
    pub(super) fn new(body: T, raw: RawResponse) -> Self {
        Self { body, raw }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.raw.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        &self.raw.bytes
    }

    /// The answer as it came.
    pub fn raw(&self) -> &RawResponse {
        &self.raw
    }

    /// The body alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The answer as it came, without what was read of it.
    pub fn into_raw(self) -> RawResponse {
        self.raw
    }
}

impl RawResponse {
    /// Made of its parts.
    pub fn new(status: StatusCode, headers: HeaderMap, bytes: impl Into<Bytes>) -> Self {
        Self { status, headers, bytes: bytes.into() }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The body as text; what is not UTF-8 in it becomes U+FFFD.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// The body read as JSON.
    ///
    /// # Errors
    /// The body is not JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Box<DecodeError>> {
        decode::parse(self)
    }

    /// A documented success.
    ///
    /// # Errors
    /// The body is not what the document says.
    pub fn ok<T, E>(self, read: fn(&RawResponse) -> Result<T, Box<DecodeError>>) -> Result<Response<T>, Error<E>> {
        self.ok_as(read, std::convert::identity)
    }

    /// A documented success, one of several.
    ///
    /// # Errors
    /// The body is not what the document says.
    pub fn ok_as<B, T, E>(
        self,
        read: fn(&RawResponse) -> Result<B, Box<DecodeError>>,
        wrap: fn(B) -> T,
    ) -> Result<Response<T>, Error<E>> {
        match read(&self) {
            Ok(body) => Ok(Response { body: wrap(body), raw: self }),
            Err(error) => Err(self.not_read(error)),
        }
    }

    /// A documented success without a body, one of several.
    ///
    /// # Errors
    /// Never; the type is that of the others.
    pub fn ok_empty<T, E>(self, body: T) -> Result<Response<T>, Error<E>> {
        Ok(Response { body, raw: self })
    }

    /// Another documented answer.
    ///
    /// # Errors
    /// Always: that is what the answer is to the caller.
    pub fn err<B, T, E>(
        self,
        read: fn(&RawResponse) -> Result<B, Box<DecodeError>>,
        wrap: fn(B) -> E,
    ) -> Result<Response<T>, Error<E>> {
        match read(&self) {
            Ok(body) => self.err_empty(wrap(body)),
            Err(error) => Err(self.not_read(error)),
        }
    }

    /// Another documented answer, without a body.
    ///
    /// # Errors
    /// Always: that is what the answer is to the caller.
    pub fn err_empty<T, E>(self, body: E) -> Result<Response<T>, Error<E>> {
        Err(Error::Api(Box::new(Response { body, raw: self })))
    }

    /// An answer that the document does not know.
    ///
    /// # Errors
    /// Always.
    pub fn unexpected<T, E>(self) -> Result<Response<T>, Error<E>> {
        Err(Error::Unexpected(Box::new(self)))
    }

    /// A body that says itself that it is no JSON was not sent by the API but by something before it: that is another
    /// answer, not a broken one.
    fn not_read<E>(self, error: Box<DecodeError>) -> Error<E> {
        if error.expected_json() && !self.content_type().is_empty() && !self.is_json() {
            return Error::Unexpected(Box::new(self));
        }
        Error::Decode(error)
    }
}

/// A header that sets a cookie is a credential.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut headers = self.headers.clone();
        headers.remove(http::header::SET_COOKIE);
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &headers)
            .field("bytes", &self.bytes)
            .finish()
    }
}
