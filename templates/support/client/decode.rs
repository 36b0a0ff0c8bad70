//! Readers of bodies, one per kind of content.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::error::DecodeError;
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
    serde_json::from_slice(raw.bytes()).map_err(|error| not_json(raw, &error))
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
    DecodeError::new(raw.clone(), pointer(raw.bytes(), error), error.to_string(), true)
}

/// The JSON pointer of the value at which reading failed.
pub(super) fn pointer(text: &[u8], error: &serde_json::Error) -> String {
    let before: usize =
        text.split(|byte| *byte == b'\n').take(error.line().saturating_sub(1)).map(|l| l.len() + 1).sum();
    pointer_at(text, before.saturating_add(error.column()))
}

/// A step from a value into one that it holds.
enum Step {
    Key(String),
    Item(usize),
}

/// The JSON pointer of the value that is being read when `end` bytes are.
fn pointer_at(text: &[u8], end: usize) -> String {
    let mut steps: Vec<Step> = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at).filter(|_| at < end) {
        let mut next = at + 1;
        match byte {
            b'{' => steps.push(Step::Key(String::new())),
            b'[' => steps.push(Step::Item(0)),
            b'}' | b']' => drop(steps.pop()),
            b',' => {
                if let Some(Step::Item(index)) = steps.last_mut() {
                    *index += 1;
                }
            }
            b'"' => {
                next = string_end(text, next);
                let is_key = text.get(next..).unwrap_or(&[]).trim_ascii_start().starts_with(b":");
                if let (true, Some(Step::Key(key))) = (is_key, steps.last_mut()) {
                    *key = text.get(at..next).and_then(|name| serde_json::from_slice(name).ok()).unwrap_or_default();
                }
            }
            _ => {}
        }
        at = next;
    }
    steps.iter().map(|step| format!("/{}", step.token())).collect()
}

/// Where the string that begins before `at` is over.
fn string_end(text: &[u8], mut at: usize) -> usize {
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

impl Step {
    fn token(&self) -> String {
        match self {
            Step::Key(key) => key.replace('~', "~0").replace('/', "~1"),
            Step::Item(index) => index.to_string(),
        }
    }
}
