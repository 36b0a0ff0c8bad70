//! A request that has arrived: what operations read their arguments from.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{Error, StrDeserializer, U64Deserializer};
use serde_json::Value;

use super::captures::Captures;
use super::faults::told;
use super::models::support::{Decode, Violations, from_str};
use super::query::{Pairs, pairs_of_cookies, pairs_of_query};
use super::received::Received;
use super::style::{Rule, Sent, json_text, text};
use super::{Checks, Codec, Head, Kind, Operation, Parameter, Place, Rejection, Scalar, Shape, Violation, json};

/// The arguments of an operation, as its request struct holds them.
pub trait Request: Sized {
    /// Reads all arguments, so that every violation is found, and gives up afterwards if there is one.
    ///
    /// # Errors
    /// At least one argument is missing or cannot be read; `arrived` knows which.
    fn read(arrived: &mut Arrived) -> Result<Self, Invalid>;

    /// The request without its body.
    fn head(&self) -> &Head;
}

/// An argument is missing or cannot be read. What was wrong has been noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invalid;

/// A request whose path belongs to an operation and whose body has been received.
pub struct Arrived {
    operation: &'static Operation,
    pub(super) head: Head,
    captures: Captures,
    query: Pairs,
    cookies: Pairs,
    pub(super) body: Option<Received>,
    pub(super) violations: Vec<Violation>,
    pub(super) malformed: bool,
    /// Why the body is refused as a whole.
    pub(super) refusal: Option<Rejection>,
    checks: Checks,
}

impl Arrived {
    /// A request of this operation. `checks` says whether the answer is to be checked.
    pub(super) fn new(operation: &'static Operation, head: Head, captures: Captures, checks: Checks) -> Self {
        Self {
            operation,
            head,
            captures,
            query: Pairs::default(),
            cookies: Pairs::default(),
            body: None,
            violations: Vec::new(),
            malformed: false,
            refusal: None,
            checks,
        }
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Whether the answer is to be checked.
    pub fn checks(&self) -> Checks {
        self.checks
    }

    /// Reads the arguments of the operation.
    ///
    /// # Errors
    /// 400 if something is missing or cannot be read, otherwise 422 if a limit is broken; 413 or 415 for parts of a body.
    pub fn request<R: Request>(&mut self) -> Result<R, Rejection> {
        let has = |place: Place| self.operation.parameters.iter().any(|parameter| parameter.place == place);
        if has(Place::Query) {
            self.query = pairs_of_query(self.head.uri.query());
        }
        if has(Place::Cookie) {
            self.cookies = pairs_of_cookies(&self.head.headers);
        }
        let request = R::read(self);
        match request {
            _ if self.refusal.is_some() => {
                let refusal = self.refusal.take();
                Err(refusal.unwrap_or_else(|| Rejection::new(Kind::Malformed)))
            }
            Ok(request) if self.violations.is_empty() => Ok(request),
            _ => {
                let kind = if self.malformed { Kind::Malformed } else { Kind::Invalid };
                Err(Rejection { violations: std::mem::take(&mut self.violations), ..Rejection::new(kind) })
            }
        }
    }

    /// The request without its body, to be kept.
    pub fn take_head(&mut self) -> Head {
        std::mem::take(&mut self.head)
    }

    /// A parameter that must be there.
    ///
    /// # Errors
    /// It is missing, repeated, or cannot be read.
    pub fn required<T: Decode>(&mut self, index: usize) -> Result<T, Invalid> {
        match self.optional(index)? {
            Some(value) => Ok(value),
            None => Err(self.broken(index, "required")),
        }
    }

    /// A parameter that may be left out. Its default, if it has one, is put in.
    ///
    /// # Errors
    /// It is repeated or cannot be read.
    pub fn optional<T: Decode>(&mut self, index: usize) -> Result<Option<T>, Invalid> {
        let Some(parameter) = self.operation.parameters.get(index) else { return Ok(None) };
        if parameter.place == Place::QueryString {
            return self.whole_query(parameter);
        }
        if let Some(value) = self.plain(index, parameter) {
            return Ok(Some(value));
        }
        // `10` is a number where an enum of several types lists it, and else a string.
        if may_be_guessed(parameter)
            && !parameter.words.is_empty()
            && let Ok(Some(text)) = self.sent(index, parameter, true)
            && unlisted(parameter, &text).is_empty()
            && let Ok(value) = from_str(&text)
        {
            return Ok(Some(value));
        }
        let mut fault = match self.sent(index, parameter, false) {
            Ok(None) => return Ok(None),
            Ok(Some(text)) => match from_str(&text) {
                Ok(value) => {
                    self.note(parameter.place, parameter.name, unlisted(parameter, &text));
                    return Ok(Some(value));
                }
                Err(fault) => fault,
            },
            Err(rule) => return Err(self.broken(index, rule)),
        };
        if may_be_guessed(parameter)
            && let Ok(Some(text)) = self.sent(index, parameter, true)
        {
            match from_str(&text) {
                Ok(value) => return Ok(Some(value)),
                Err(second) => fault = second,
            }
        }
        self.malformed = true;
        let (pointer, rule) = told(&fault);
        self.violations.push(Violation { place: parameter.place, name: Cow::Borrowed(parameter.name), pointer, rule });
        Err(Invalid)
    }

    /// A string or an integer as JSON would give it to the type, without the JSON. `None`: the type wants to see JSON, or
    /// there is no such value; why is found out by way of JSON.
    fn plain<T: Decode>(&self, index: usize, parameter: &Parameter) -> Option<T> {
        let Codec::Style { shape: Shape::Scalar(kind), .. } = parameter.codec else { return None };
        if !parameter.words.is_empty() {
            return None;
        }
        let sent = match parameter.place {
            Place::Path => Sent::Path(self.captures.raw(index)?),
            Place::Query => Sent::Query(&self.query),
            Place::Cookie => Sent::Cookie(&self.cookies),
            Place::QueryString | Place::Header | Place::Body | Place::Answer => return None,
        };
        match kind {
            Scalar::String => {
                let text = text(self.operation, parameter, sent)?;
                T::decode(StrDeserializer::<Error>::new(&text)).ok()
            }
            Scalar::Integer => {
                let text = text(self.operation, parameter, sent)?;
                // As JSON writes it. What has a sign is left to JSON: `-0` is a float there.
                let number = text.parse::<u64>().ok().filter(|_| json::is_integer(&text))?;
                T::decode(U64Deserializer::<Error>::new(number)).ok()
            }
            Scalar::Number | Scalar::Boolean | Scalar::Literal | Scalar::Any => None,
        }
    }

    /// The value of a parameter as JSON text.
    fn sent(&self, index: usize, parameter: &Parameter, guess: bool) -> Result<Option<String>, Rule> {
        let lines: Vec<String>;
        let sent = match parameter.place {
            Place::Path => match self.captures.raw(index) {
                Some(raw) => Sent::Path(raw),
                None => return Ok(None),
            },
            Place::Query => Sent::Query(&self.query),
            Place::Cookie => Sent::Cookie(&self.cookies),
            Place::QueryString | Place::Header | Place::Body | Place::Answer => {
                let values = self.head.headers.get_all(parameter.name).iter();
                let texts =
                    values.map(|value| std::str::from_utf8(value.as_bytes()).map(|text| text.trim().to_owned()));
                lines = texts.collect::<Result<_, _>>().map_err(|_| "utf-8")?;
                Sent::Header(&lines)
            }
        };
        Ok(json_text(self.operation, parameter, sent, guess)?.or_else(|| parameter.default.map(str::to_owned)))
    }

    fn broken(&mut self, index: usize, rule: Rule) -> Invalid {
        if let Some(parameter) = self.operation.parameters.get(index) {
            self.violations.push(Violation::of_parameter(parameter.place, parameter.name, rule));
        }
        self.malformed = true;
        Invalid
    }

    /// Notes the limits that a parameter breaks.
    pub fn limits(&mut self, index: usize, found: Violations) {
        if let Some(parameter) = self.operation.parameters.get(index) {
            self.note(parameter.place, parameter.name, found);
        }
    }

    /// Notes the limits that the body breaks.
    pub fn body_limits(&mut self, found: Violations) {
        self.note(Place::Body, "", found);
    }

    fn note(&mut self, place: Place, name: &'static str, found: Violations) {
        self.violations.extend(found.into_iter().map(|broken| Violation {
            place,
            name: Cow::Borrowed(name),
            rule: Cow::Owned(format!("{} {}", broken.rule, broken.limit)),
            pointer: broken.pointer,
        }));
    }
}

/// Query, cookies and body are not shown: credentials stand among them.
impl fmt::Debug for Arrived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arrived")
            .field("operation", &self.operation.id)
            .field("head", &self.head)
            .field("violations", &self.violations)
            .finish_non_exhaustive()
    }
}

/// Items of a parameter that are none of its words: the types of the models are open for words that a newer document
/// may know, but this server does not know them.
fn unlisted(parameter: &'static Parameter, text: &str) -> Violations {
    let mut found = Violations::default();
    if parameter.words.is_empty() {
        return found;
    }
    let known = |value: &Value| match value {
        Value::String(word) => parameter.words.contains(&word.as_str()),
        other => parameter.words.contains(&other.to_string().as_str()),
    };
    let limit = || parameter.words.join(", ");
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(items)) => found.each(items.iter().enumerate(), |found, item| {
            if !known(item) {
                found.add("enum", limit());
            }
        }),
        Ok(value) if !known(&value) => found.add("enum", limit()),
        _ => {}
    }
    found
}

/// Texts of unknown kind are strings first.
fn may_be_guessed(parameter: &Parameter) -> bool {
    match parameter.codec {
        Codec::Style { shape: Shape::Scalar(kind) | Shape::Array(kind), .. } => kind == Scalar::Any,
        Codec::Style { shape: Shape::Object(known, other), .. } => {
            other == Scalar::Any || known.iter().any(|(_, kind)| *kind == Scalar::Any)
        }
        Codec::Json | Codec::Form(_) => false,
    }
}
