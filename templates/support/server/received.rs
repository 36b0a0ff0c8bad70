//! The body of a request that has arrived, as its type.

use std::borrow::Cow;

use axum::body::{Body as Stream, Bytes};
use axum::http::HeaderMap;

use super::body::charset;
use super::byte_stream::ByteStream;
use super::faults::told;
use super::models::support::{Decode, DecodeError, Defaults, from_slice};
use super::pairs::{self, Fault, Fields};
use super::style::Rule;
use super::{Arrived, Format, Invalid, Lines, Payload, Rejection, Violation};

/// A body with the payload of its operation that it is.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) payload: &'static Payload,
    /// The place of the payload among those of the operation.
    pub(super) at: usize,
    pub(super) body: Arriving,
}

/// A body, as far as it has been read.
#[derive(Debug)]
pub(super) enum Arriving {
    /// All of it.
    Whole(Bytes),
    /// Nothing yet; what there may be of it, in bytes.
    Stream(Stream, usize),
    /// By name.
    #[allow(dead_code, reason = "a document may have no body of parts")]
    Named(Fields),
}

/// What a body says as JSON: in one way, or in two where texts may be strings or something else.
enum Said {
    Json(Bytes),
    Texts(String, Option<String>),
}

impl Arrived {
    /// Which of the documented payloads the body is; none if there is no body.
    pub fn payload(&self) -> Option<usize> {
        self.body.as_ref().map(|received| received.at)
    }

    /// The body as a value, if there is one: from JSON, a form, named parts or a text, whichever it is.
    ///
    /// # Errors
    /// It is none of this type.
    pub fn json<T: Decode>(&mut self) -> Result<Option<T>, Invalid> {
        let said = match self.said()? {
            None => return Ok(None),
            Some(Said::Json(bytes)) => from_slice(&bytes),
            Some(Said::Texts(first, second)) => {
                let read = from_slice(first.as_bytes());
                match second {
                    Some(second) if read.is_err() => from_slice(second.as_bytes()),
                    _ => read,
                }
            }
        };
        said.map(Some).map_err(|fault| self.not_read(&fault))
    }

    /// The same, with the defaults of what it leaves out.
    ///
    /// # Errors
    /// It is none of this type.
    pub fn filled<T: Decode + Defaults>(&mut self) -> Result<Option<T>, Invalid> {
        let mut body = self.json::<T>()?;
        body.iter_mut().for_each(T::fill);
        Ok(body)
    }

    /// The body as text, if there is one.
    ///
    /// # Errors
    /// It is not in its charset.
    pub fn text(&mut self) -> Result<Option<String>, Invalid> {
        let Some(bytes) = self.whole() else { return Ok(None) };
        decoded(&self.head.headers, bytes).map(Some).map_err(|rule| self.broken_body("", rule.into()))
    }

    /// The body as it is, if there is one.
    ///
    /// # Errors
    /// Never; the type is that of the other readers.
    pub fn bytes(&mut self) -> Result<Option<Vec<u8>>, Invalid> {
        Ok(self.whole().map(Into::into))
    }

    /// The body as it comes, if there is one.
    ///
    /// # Errors
    /// Never; the type is that of the other readers.
    pub fn stream(&mut self) -> Result<Option<ByteStream>, Invalid> {
        Ok(self.coming())
    }

    /// The values of the body as they come, if there is one. `finish` puts defaults into each and notes the limits that
    /// it breaks.
    ///
    /// # Errors
    /// Never; the type is that of the other readers.
    pub fn lines<T: Decode>(&mut self, finish: super::Finish<T>) -> Result<Option<Lines<T>>, Invalid> {
        Ok(self.coming().map(|stream| Lines::new(stream, finish)))
    }

    /// A body that must be there.
    ///
    /// # Errors
    /// There is none, or it could not be read.
    pub fn present<T>(&mut self, body: Result<Option<T>, Invalid>) -> Result<T, Invalid> {
        body?.ok_or_else(|| self.broken_body("", "required".into()))
    }

    pub(super) fn coming(&mut self) -> Option<ByteStream> {
        match self.body.take()?.body {
            Arriving::Stream(stream, limit) => Some(ByteStream::new(stream, limit, &self.head.headers)),
            Arriving::Whole(bytes) => Some(ByteStream::from(bytes)),
            Arriving::Named(_) => None,
        }
    }

    fn whole(&mut self) -> Option<Bytes> {
        match self.body.take()?.body {
            Arriving::Whole(bytes) => Some(bytes),
            Arriving::Stream(..) | Arriving::Named(_) => None,
        }
    }

    /// What the body says as JSON text.
    fn said(&mut self) -> Result<Option<Said>, Invalid> {
        let Some(received) = self.body.take() else { return Ok(None) };
        let said = match (received.payload.format, received.body) {
            (Format::Form(form), Arriving::Whole(bytes)) => {
                pairs::parse(&bytes).map_err(|fault| vec![fault]).and_then(|fields| both(form, &fields))
            }
            (Format::Parts(form), Arriving::Named(fields)) => both(form, &fields),
            (Format::Value(meaning), Arriving::Whole(bytes)) => value(&self.head.headers, meaning, bytes),
            (_, Arriving::Whole(bytes)) => Ok(Said::Json(bytes)),
            (_, Arriving::Stream(..) | Arriving::Named(_)) => return Ok(None),
        };
        said.map(Some).map_err(|faults| {
            self.malformed = true;
            self.violations.extend(faults.into_iter().map(|(pointer, rule)| Violation::of_body(pointer, rule)));
            Invalid
        })
    }

    fn not_read(&mut self, fault: &DecodeError) -> Invalid {
        let (pointer, rule) = told(fault);
        self.broken_body(&pointer, rule)
    }

    /// Notes why a body is refused as a whole.
    #[allow(dead_code, reason = "a document may have no body of parts")]
    pub(super) fn refuse(&mut self, rejection: Rejection) {
        self.refusal.get_or_insert(rejection);
    }

    pub(super) fn broken_body(&mut self, pointer: &str, rule: Cow<'static, str>) -> Invalid {
        self.malformed = true;
        self.violations.push(Violation::of_body(pointer, rule));
        Invalid
    }
}

fn both(form: &'static super::Form, fields: &Fields) -> Result<Said, Vec<Fault>> {
    let first = pairs::object(form, fields, false)?;
    let second = pairs::may_be_guessed(form).then(|| pairs::object(form, fields, true).ok()).flatten();
    Ok(Said::Texts(first, second))
}

fn value(headers: &HeaderMap, meaning: super::Meaning, bytes: Bytes) -> Result<Said, Vec<Fault>> {
    let text = decoded(headers, bytes).map_err(|rule| vec![(String::new(), rule)])?;
    let first = pairs::single(&meaning, text.trim_end_matches(['\r', '\n']), false).map_err(|fault| vec![fault])?;
    let second = pairs::is_guess(&meaning).then(|| pairs::single(&meaning, &text, true).ok()).flatten();
    Ok(Said::Texts(first, second))
}

/// The text of bytes, in UTF-8 or in ISO-8859-1, whose characters are the first of Unicode.
fn decoded(headers: &HeaderMap, bytes: Bytes) -> Result<String, Rule> {
    match charset(headers).as_deref() {
        Some("iso-8859-1") => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
        _ => String::from_utf8(bytes.into()).map_err(|_| "utf-8"),
    }
}
