//! Multipart bodies (RFC 2046, 5.1; RFC 7578).

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::encode;
use super::error::RequestError;
use super::form::Field;
use super::part::Part;
use super::payload::{self, Payload};
use super::random::{DIFFERS, Random};
use super::scalars;
use super::style::Parameter;
use super::transport::{Body, TransportError};

/// A multipart body. Parts that stream are not held in memory; the length of the whole is known if that of each part is.
pub struct Multipart {
    media_type: &'static str,
    boundary: String,
    /// Whether parts are searched for the boundary: one that is given, or not of chance, may stand there.
    looked_for: bool,
    parts: Vec<(Option<String>, Part)>,
    fault: Option<RequestError>,
}

impl Multipart {
    /// Without any part. `media_type` is `multipart/form-data` or another one of its family.
    pub fn new(media_type: &'static str) -> Self {
        Self { media_type, boundary: Random::default().uuid(), looked_for: !DIFFERS, parts: Vec::new(), fault: None }
    }

    /// Adds a part with a name.
    #[must_use]
    pub fn part(mut self, name: &str, part: impl Into<Part>) -> Self {
        self.add(Some(name.to_owned()), part.into());
        self
    }

    /// Adds a part without a name, as `multipart/mixed` and `multipart/related` have them.
    #[must_use]
    pub fn unnamed(mut self, part: impl Into<Part>) -> Self {
        self.add(None, part.into());
        self
    }

    /// Adds a header to the parts of a name that are there.
    #[must_use]
    pub fn header(mut self, part: &str, name: &str, value: &str) -> Self {
        let parts = std::mem::take(&mut self.parts);
        for (own, held) in parts {
            let with = own.as_deref() == Some(part);
            self.add(own, if with { held.header(name, value) } else { held });
        }
        self
    }

    /// What stands between parts, in place of a random text: up to 70 letters, digits and `'_-.`.
    #[must_use]
    pub fn boundary(mut self, boundary: &str) -> Self {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"'_-.".contains(&byte);
        match (1..=70).contains(&boundary.len()) && boundary.bytes().all(fits) {
            true => (self.boundary, self.looked_for) = (boundary.to_owned(), true),
            false => self.refuse(RequestError::new("body", "has a boundary that may not be one")),
        }
        self
    }

    /// A file, in place of an earlier one. It has the name of the part if it has no file name.
    #[must_use]
    pub fn file(self, name: &'static str, content_type: &'static str, part: impl Into<Part>) -> Self {
        self.without(name).files(name, content_type, [part])
    }

    /// Files, each a part of this name.
    #[must_use]
    pub fn files<P: Into<Part>>(
        self,
        name: &'static str,
        content_type: &'static str,
        parts: impl IntoIterator<Item = P>,
    ) -> Self {
        let parts = parts.into_iter().map(|part| part.into().or_content_type(content_type).or_file_name(name));
        parts.fold(self, |body, part| body.part(name, part))
    }

    /// A single value as text, in place of an earlier one. An empty `content_type` is that of any text.
    #[must_use]
    pub fn text<T: Serialize + ?Sized>(self, name: &'static str, content_type: &'static str, value: &T) -> Self {
        self.without(name).written(name, content_type, payload::json(value))
    }

    /// Single values as texts, each a part of this name.
    #[must_use]
    pub fn texts<T: Serialize>(
        self,
        name: &'static str,
        content_type: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        values.into_iter().fold(self, |body, value| body.written(name, content_type, payload::json(&value)))
    }

    /// A value as JSON, in place of an earlier one.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(self, name: &'static str, content_type: &'static str, value: &T) -> Self {
        self.without(name).part(name, Part::json(value).content_type(content_type))
    }

    /// Values as JSON, each a part of this name.
    #[must_use]
    pub fn jsons<T: Serialize>(
        self,
        name: &'static str,
        content_type: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        values.into_iter().fold(self, |body, value| body.part(name, Part::json(&value).content_type(content_type)))
    }

    /// A value by style: a part for each name that it is written under, nothing percent-encoded.
    #[must_use]
    pub fn styled<T: Serialize + ?Sized>(mut self, field: Field, value: &T) -> Self {
        match payload::json(value).and_then(|json| field.pairs(&json)) {
            Ok(pairs) => pairs.into_iter().fold(self, |body, (name, text)| body.part(&name, text)),
            Err(fault) => {
                self.refuse(fault);
                self
            }
        }
    }

    /// Parts that are to stand in another body: of one name, with their headers.
    pub fn apart() -> Self {
        Self { media_type: "", boundary: String::new(), looked_for: false, parts: Vec::new(), fault: None }
    }

    /// Writes a header of all parts that are there, in place of an earlier one.
    #[must_use]
    pub fn parameter<T: Serialize + ?Sized>(mut self, parameter: Parameter, value: &T) -> Self {
        let refused = |reason| RequestError::new(parameter.name, reason);
        match payload::json(value).and_then(|json| encode::encode(parameter, &json).map_err(refused)) {
            Ok(text) => self.set(parameter.name, text.as_deref()),
            Err(fault) => self.refuse(fault),
        }
        self
    }

    /// Parts of one name with their headers, in place of earlier ones.
    #[must_use]
    pub fn headed(self, name: &'static str, parts: impl Into<Self>) -> Self {
        self.without(name).headed_each([parts])
    }

    /// Parts of one name, each with headers of its own.
    #[must_use]
    pub fn headed_each<P: Into<Self>>(mut self, parts: impl IntoIterator<Item = P>) -> Self {
        for one in parts.into_iter().map(P::into) {
            self.parts.extend(one.parts);
            one.fault.into_iter().for_each(|fault| self.refuse(fault));
        }
        self
    }

    /// The body, written.
    ///
    /// # Errors
    /// A part cannot be written, or holds the boundary.
    pub fn payload(self) -> Result<Payload, RequestError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let content_type = format!("{}; boundary={}", self.media_type, self.boundary);
        let mut pieces = VecDeque::new();
        for (name, part) in self.parts {
            let (mut head, body) = part.into_parts(name.as_deref())?;
            if self.looked_for && body.as_bytes().is_some_and(|bytes| holds(bytes, &self.boundary)) {
                return Err(RequestError::new("body", "has a part that holds its boundary"));
            }
            head.splice(..0, format!("--{}\r\n", self.boundary).into_bytes());
            pieces.extend([Body::from(head), body, Body::from("\r\n")]);
        }
        pieces.push_back(Body::from(format!("--{}--\r\n", self.boundary)));
        Ok(Payload::new(content_type, joined(pieces)))
    }

    /// `null` is no part.
    fn written(mut self, name: &'static str, content_type: &'static str, json: Result<String, RequestError>) -> Self {
        let text = json.and_then(|json| scalars::scalar(&json).map_err(|reason| RequestError::new(name, reason)));
        match text {
            Ok(Some(text)) if content_type.is_empty() => self.part(name, text),
            Ok(Some(text)) => self.part(name, Part::new(text).content_type(content_type)),
            Ok(None) => self,
            Err(fault) => {
                self.refuse(fault);
                self
            }
        }
    }

    fn without(mut self, name: &str) -> Self {
        self.parts.retain(|(own, _)| own.as_deref() != Some(name));
        self
    }

    /// Nothing is no header.
    fn set(&mut self, header: &'static str, text: Option<&str>) {
        for (name, part) in std::mem::take(&mut self.parts) {
            let part = part.without_header(header);
            self.add(name, if let Some(text) = text { part.header(header, text) } else { part });
        }
    }

    fn add(&mut self, name: Option<String>, mut part: Part) {
        if let Some(fault) = part.take_fault() {
            self.refuse(fault);
        }
        self.parts.push((name, part));
    }

    fn refuse(&mut self, fault: RequestError) {
        self.fault.get_or_insert(fault);
    }
}

fn holds(bytes: &[u8], boundary: &str) -> bool {
    let mark = format!("--{boundary}");
    bytes.windows(mark.len()).any(|window| window == mark.as_bytes())
}

/// One body of several: bytes if all of them are.
fn joined(pieces: VecDeque<Body>) -> Body {
    if let Some(all) = pieces.iter().map(|piece| piece.as_bytes().map(|bytes| &bytes[..])).collect::<Option<Vec<_>>>() {
        return Body::from(all.concat());
    }
    let length = pieces.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.length()?));
    match length {
        Some(length) => Body::sized_stream(length, Pieces(pieces)),
        None => Body::stream(Pieces(pieces)),
    }
}

struct Pieces(VecDeque<Body>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(piece) = self.0.front_mut() {
            match ready!(piece.poll_chunk(cx)) {
                Some(chunk) => return Poll::Ready(Some(chunk)),
                None => drop(self.0.pop_front()),
            }
        }
        Poll::Ready(None)
    }
}

/// Parts are not printed: they may hold secrets.
impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|(name, _)| name.as_deref().unwrap_or_default());
        f.debug_struct("Multipart")
            .field("media_type", &self.media_type)
            .field("parts", &names.collect::<Vec<_>>())
            .finish()
    }
}
