//! Parts of a multipart body.

use std::borrow::Cow;
use std::fmt;

use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};
use serde::Serialize;

use super::error::RequestError;
use super::payload;
use super::transport::Body;
use super::upload::Upload;

/// A part of a multipart body: bytes or a stream, with a file name, a content type and headers where they are wanted.
///
/// Whatever is an [`Upload`] or a [`Body`] or becomes one is a part as well.
pub struct Part {
    body: Body,
    content_type: Option<Cow<'static, str>>,
    file_name: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
    fault: Option<RequestError>,
}

impl Part {
    /// Bytes, a text, or a [`Body`] that streams.
    pub fn new(upload: impl Into<Upload>) -> Self {
        let Upload { body, content_type } = upload.into();
        Self { body, content_type, file_name: None, headers: Vec::new(), fault: None }
    }

    /// A value as JSON.
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Self {
        let (json, fault) = match payload::json(value) {
            Ok(json) => (json, None),
            Err(fault) => (String::new(), Some(fault)),
        };
        Self { fault, ..Self::new(json).content_type("application/json") }
    }

    /// The name of the file. Receivers take a part for a file if it has one.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// What it is, such as `image/png`, in place of what the document says.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<Cow<'static, str>>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// A header of the part.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let header = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
        match header {
            Some((name, _)) if name == CONTENT_TYPE || name == CONTENT_DISPOSITION => {
                self.fault = Some(RequestError::new(name.as_str().to_owned(), "is written by the part itself"));
            }
            Some(header) => self.headers.push(header),
            None => {
                let reason = "is no header, or its value cannot stand in one";
                self.fault = Some(RequestError::new(name.to_owned(), reason));
            }
        }
        self
    }

    pub(super) fn without_header(mut self, name: &str) -> Self {
        self.headers.retain(|(own, _)| !own.as_str().eq_ignore_ascii_case(name));
        self
    }

    /// What it is sent as unless it says so itself.
    pub(super) fn or_content_type(mut self, media_type: &'static str) -> Self {
        self.content_type.get_or_insert(media_type.into());
        self
    }

    /// A file has a name: what has none is taken for a field by many receivers.
    pub(super) fn or_file_name(mut self, name: &str) -> Self {
        self.file_name.get_or_insert_with(|| name.to_owned());
        self
    }

    pub(super) fn take_fault(&mut self) -> Option<RequestError> {
        self.fault.take()
    }

    /// The lines before the body, and the body.
    ///
    /// # Errors
    /// The content type cannot stand in a header.
    pub(super) fn into_parts(self, name: Option<&str>) -> Result<(Vec<u8>, Body), RequestError> {
        let mut head = Vec::new();
        let file = self.file_name.as_deref().map(|file| format!("; filename=\"{}\"", quoted(file))).unwrap_or_default();
        match name {
            Some(name) => {
                let name = quoted(name);
                line(&mut head, "Content-Disposition", format!("form-data; name=\"{name}\"{file}").as_bytes());
            }
            None if !file.is_empty() => line(&mut head, "Content-Disposition", format!("attachment{file}").as_bytes()),
            None => {}
        }
        if let Some(content_type) = self.content_type {
            let value = HeaderValue::from_str(&content_type);
            let value =
                value.map_err(|_| RequestError::new("content-type", "has characters that no header can carry"))?;
            line(&mut head, "Content-Type", value.as_bytes());
        }
        for (name, value) in &self.headers {
            line(&mut head, name.as_str(), value.as_bytes());
        }
        head.extend_from_slice(b"\r\n");
        Ok((head, self.body))
    }
}

fn line(head: &mut Vec<u8>, name: &str, value: &[u8]) {
    head.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
}

/// A name within quotation marks, in UTF-8 (RFC 7578, 4.2; WHATWG HTML, multipart/form-data).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl<T: Into<Upload>> From<T> for Part {
    fn from(upload: T) -> Self {
        Self::new(upload)
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("body", &self.body)
            .field("content_type", &self.content_type)
            .field("file_name", &self.file_name)
            .finish_non_exhaustive()
    }
}
