//! Bytes as answers.

use axum::BoxError;
use axum::body::{Body, Bytes};
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH};
use futures_core::Stream;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::streams::{body, items};

/// Bytes: all at once, or a stream of them, which a caller that goes away drops. They may have a file name.
#[derive(Debug)]
pub struct Binary {
    body: Body,
    disposition: Option<String>,
    length: Option<u64>,
}

impl Binary {
    /// Bytes that come piece by piece; the first fault ends them, and the caller sees it break off.
    pub fn stream<B, E>(pieces: impl Stream<Item = Result<B, E>> + Send + 'static) -> Self
    where
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        let pieces = items(pieces, |piece| piece.map(Into::into).map_err(Into::into));
        Self::from(body(pieces, None, Ok))
    }

    /// Says how many bytes a stream has.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// To be saved under a name (`Content-Disposition: attachment`, RFC 6266).
    #[must_use]
    pub fn attachment(mut self, file_name: &str) -> Self {
        self.disposition = Some(disposition("attachment", file_name));
        self
    }

    /// To be shown, and to be saved under a name where that is asked for (`Content-Disposition: inline`, RFC 6266).
    #[must_use]
    pub fn inline(mut self, file_name: &str) -> Self {
        self.disposition = Some(disposition("inline", file_name));
        self
    }

    /// Headers and body.
    pub(super) fn into_parts(self) -> (Vec<(HeaderName, String)>, Body) {
        let disposition = self.disposition.map(|value| (CONTENT_DISPOSITION, value));
        let length = self.length.map(|bytes| (CONTENT_LENGTH, bytes.to_string()));
        (disposition.into_iter().chain(length).collect(), self.body)
    }
}

/// What `attr-char` has beside letters and digits (RFC 8187, 3.2.1).
const NO_ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// A file name that every reader takes, and beside it the whole one where they differ (RFC 6266, 4.3 and appendix D).
fn disposition(kind: &str, file_name: &str) -> String {
    // A name is no path, and no line break.
    let name: String =
        file_name.chars().map(|c| if c.is_control() || matches!(c, '/' | '\\') { '_' } else { c }).collect();
    let plain: String = name.chars().map(|c| if c.is_ascii() && !matches!(c, '"' | '%') { c } else { '_' }).collect();
    if plain == name {
        return format!("{kind}; filename=\"{plain}\"");
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(&name, NO_ATTR_CHAR))
}

impl From<Body> for Binary {
    fn from(body: Body) -> Self {
        Self { body, disposition: None, length: None }
    }
}

impl From<Bytes> for Binary {
    fn from(bytes: Bytes) -> Self {
        Body::from(bytes).into()
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Body::from(bytes).into()
    }
}

impl From<String> for Binary {
    fn from(text: String) -> Self {
        Body::from(text).into()
    }
}

impl From<&'static [u8]> for Binary {
    fn from(bytes: &'static [u8]) -> Self {
        Body::from(bytes).into()
    }
}

impl From<&'static str> for Binary {
    fn from(text: &'static str) -> Self {
        Body::from(text).into()
    }
}
