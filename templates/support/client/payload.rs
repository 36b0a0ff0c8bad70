//! Bodies of requests, written.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;

use super::error::RequestError;
use super::form::{self, Field};
use super::lines::JsonLines;
use super::scalars::{self, NOT_JSON};
use super::transport::Body;
use super::upload::Upload;

/// The body of a request, and what it is sent as.
#[derive(Clone)]
pub struct Payload {
    content_type: Cow<'static, str>,
    source: Source,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    /// A stream, until it is sent. Clones share it.
    Once(Arc<Mutex<Option<Body>>>),
}

impl Payload {
    /// A body that is sent as it is.
    pub fn new(content_type: impl Into<Cow<'static, str>>, body: impl Into<Body>) -> Self {
        let body = body.into();
        let source = match body.as_bytes() {
            Some(bytes) => Source::Bytes(bytes.clone()),
            None => Source::Once(Arc::new(Mutex::new(Some(body)))),
        };
        Self { content_type: content_type.into(), source }
    }

    /// A value as JSON.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(content_type: &'static str, value: &T) -> Result<Self, RequestError> {
        match serde_json::to_vec(value) {
            Ok(json) => Ok(Self::new(content_type, json)),
            Err(_) => Err(refused(NOT_JSON)),
        }
    }

    /// A single value, such as a number or a word, as text.
    ///
    /// # Errors
    /// It is a list or an object.
    pub fn text<T: Serialize + ?Sized>(content_type: &'static str, value: &T) -> Result<Self, RequestError> {
        let json = json(value)?;
        let text = scalars::scalar(&json).map_err(|_| refused("is no single value, and cannot be written as text"))?;
        Ok(Self::new(content_type, text.unwrap_or_default()))
    }

    /// An object as a form. `fields` says how those are written that are not written as all others are: single values
    /// as text, each item of a list under the name of the list, objects as JSON, and nothing for `null` and for an empty
    /// list.
    ///
    /// # Errors
    /// It is no object, or one of the styles cannot write its value.
    pub fn form<T: Serialize + ?Sized>(
        content_type: &'static str,
        fields: &[Field],
        value: &T,
    ) -> Result<Self, RequestError> {
        Ok(Self::new(content_type, form::write(fields, &json(value)?)?))
    }

    /// JSON values one after the other.
    ///
    /// # Errors
    /// One of them cannot be written as JSON.
    pub fn lines<T>(content_type: &'static str, lines: impl Into<JsonLines<T>>) -> Result<Self, RequestError> {
        let (content_type, body) = lines.into().framed(content_type)?;
        Ok(Self::new(content_type, body))
    }

    /// Bytes as they are, all at once or as a stream.
    ///
    /// # Errors
    /// Never; the type is that of the others.
    pub fn bytes(content_type: &'static str, body: impl Into<Upload>) -> Result<Self, RequestError> {
        let Upload { body, content_type: own } = body.into();
        Ok(Self::new(own.unwrap_or(content_type.into()), body))
    }

    /// What it is sent as.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// Whether it can be sent more than once: not if it is a stream.
    pub fn is_replayable(&self) -> bool {
        matches!(self.source, Source::Bytes(_))
    }

    /// The body to send.
    ///
    /// # Errors
    /// It was a stream, and has been sent.
    pub fn body(&self) -> Result<Body, RequestError> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Body::from(bytes.clone())),
            Source::Once(body) => {
                let body = body.lock().unwrap_or_else(PoisonError::into_inner).take();
                body.ok_or_else(|| refused("is a stream that has been sent, and cannot be sent again"))
            }
        }
    }
}

pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, RequestError> {
    serde_json::to_string(value).map_err(|_| refused(NOT_JSON))
}

fn refused(reason: &'static str) -> RequestError {
    RequestError::new("body", reason)
}

/// Bodies are not printed: they may hold secrets.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Bytes(bytes) => write!(f, "Payload({}, {} bytes)", self.content_type, bytes.len()),
            Source::Once(_) => write!(f, "Payload({}, a stream)", self.content_type),
        }
    }
}
