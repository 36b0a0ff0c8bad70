//! Readers of bodies, one per kind of content.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::error::DecodeError;
use super::models::support::locate;
use super::response::RawResponse;

/// JSON. What comes as `text/plain` or `application/octet-stream`, or does not say what it is, is tried.
///
/// # Errors
/// The answer says that it is something else, or it is not of this type.
pub fn json<T: DeserializeOwned>(raw: &RawResponse) -> Result<T, Box<DecodeError>> {
    match raw.may_be_json() {
        true => parse(raw),
        false => Err(DecodeError::new(raw.clone(), String::new(), "it is of another media type".to_owned(), true)),
    }
}

/// JSON, whatever the answer says that it is.
pub(super) fn parse<T: DeserializeOwned>(raw: &RawResponse) -> Result<T, Box<DecodeError>> {
    serde_json::from_slice(unmarked(raw.bytes())).map_err(|error| not_json(raw, &error))
}

/// Text in UTF-8. Other charsets are not translated: of an answer that names one, only ASCII is taken.
///
/// # Errors
/// The body is something else; the answer is kept with the error.
pub fn text(raw: &RawResponse) -> Result<String, Box<DecodeError>> {
    let refuse = |reason: String| DecodeError::new(raw.clone(), String::new(), reason, false);
    let known = |charset: &str| ["utf-8", "utf8", "us-ascii"].iter().any(|name| charset.eq_ignore_ascii_case(name));
    if let Some(charset) = raw.charset().filter(|charset| !known(charset))
        && raw.bytes().iter().any(|byte| !byte.is_ascii() || *byte == 0)
    {
        return Err(refuse(format!("it is in `{charset}`, which is not read")));
    }
    let text = std::str::from_utf8(raw.bytes()).map(str::to_owned);
    text.map_err(|error| refuse(error.to_string()))
}

/// Bytes as they are.
///
/// # Errors
/// Never; the type is that of the other readers.
pub fn bytes(raw: &RawResponse) -> Result<Bytes, Box<DecodeError>> {
    Ok(raw.bytes().clone())
}

/// No body: whatever came is left alone.
///
/// # Errors
/// Never; the type is that of the other readers.
pub fn empty(_: &RawResponse) -> Result<(), Box<DecodeError>> {
    Ok(())
}

fn not_json(raw: &RawResponse, error: &serde_json::Error) -> Box<DecodeError> {
    DecodeError::new(raw.clone(), pointer(unmarked(raw.bytes()), error), error.to_string(), true)
}

/// JSON without a byte order mark: it should have none, and readers may pass over it (RFC 8259, 8.1).
pub(super) fn unmarked(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)
}

/// The JSON pointer of the value at which reading failed.
pub(super) fn pointer(text: &[u8], error: &serde_json::Error) -> String {
    locate(text, error).path().to_owned()
}
