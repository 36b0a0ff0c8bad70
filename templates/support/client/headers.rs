//! Headers of answers, typed.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;

use http::HeaderMap;
use http::header::SET_COOKIE;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::response::{RawResponse, Response};

/// A header of answers, its type, and how it is written (`simple`; OpenAPI 3.0.3, 4.7.21).
pub struct Header<T> {
    name: &'static str,
    shape: Shape,
    ty: PhantomData<fn() -> T>,
}

/// What a header holds.
#[derive(Debug, Clone, Copy)]
enum Shape {
    One(Word),
    List(Word),
    Object { entries: &'static [(&'static str, Word)], others: Word, explode: bool },
    Json,
}

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A text.
    Text,
    /// A number or a boolean, written as in JSON.
    Plain,
    /// Not known: a text, unless the type refuses it.
    Any,
}

impl<T> Header<T> {
    /// A single value.
    pub const fn one(name: &'static str, word: Word) -> Self {
        Self { name, shape: Shape::One(word), ty: PhantomData }
    }

    /// A list, `a,b`.
    pub const fn list(name: &'static str, word: Word) -> Self {
        Self { name, shape: Shape::List(word), ty: PhantomData }
    }

    /// An object, `a,1,b,2`: its known entries, and what others are.
    pub const fn object(name: &'static str, entries: &'static [(&'static str, Word)], others: Word) -> Self {
        Self { name, shape: Shape::Object { entries, others, explode: false }, ty: PhantomData }
    }

    /// An object, `a=1,b=2`: its known entries, and what others are.
    pub const fn exploded(name: &'static str, entries: &'static [(&'static str, Word)], others: Word) -> Self {
        Self { name, shape: Shape::Object { entries, others, explode: true }, ty: PhantomData }
    }

    /// JSON.
    pub const fn json(name: &'static str) -> Self {
        Self { name, shape: Shape::Json, ty: PhantomData }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({})", self.name)
    }
}

impl<T> Response<T> {
    /// A header; none if the answer does not have it. Of one that comes several times, lists have the items of all, other
    /// types the first.
    ///
    /// # Errors
    /// It is not what the document says.
    pub fn header<H: DeserializeOwned>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        self.raw().header(header)
    }

    /// The header as often as it comes, such as `Set-Cookie`.
    ///
    /// # Errors
    /// One is not what the document says.
    pub fn header_lines<H: DeserializeOwned>(&self, header: Header<H>) -> Result<Vec<H>, HeaderError> {
        self.raw().header_lines(header)
    }
}

impl RawResponse {
    /// A header; none if the answer does not have it. Of one that comes several times, lists have the items of all, other
    /// types the first.
    ///
    /// # Errors
    /// It is not what the document says.
    pub fn header<H: DeserializeOwned>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        let lines = lines(self.headers(), header.name)?;
        let lines = match header.shape {
            Shape::List(_) => lines.as_slice(),
            _ => lines.get(..1).unwrap_or_default(),
        };
        if lines.is_empty() {
            return Ok(None);
        }
        read(header, lines).map(Some)
    }

    /// The header as often as it comes, such as `Set-Cookie`.
    ///
    /// # Errors
    /// One is not what the document says.
    pub fn header_lines<H: DeserializeOwned>(&self, header: Header<H>) -> Result<Vec<H>, HeaderError> {
        lines(self.headers(), header.name)?.into_iter().map(|line| read(header, &[line])).collect()
    }
}

/// A header that is not what the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    reason: String,
}

impl HeaderError {
    /// The name of the header.
    pub fn name(&self) -> &str {
        self.name
    }

    /// What the decoder says. It may quote the header.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}` is not what the document says", self.name)
    }
}

impl StdError for HeaderError {}

fn lines<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Vec<&'h str>, HeaderError> {
    let lines = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()));
    lines.collect::<Result<_, _>>().map_err(|error| HeaderError { name, reason: error.to_string() })
}

/// One value of the header's lines. What a text of no known kind stands for is the type's to say.
fn read<T: DeserializeOwned>(header: Header<T>, lines: &[&str]) -> Result<T, HeaderError> {
    serde_json::from_str(&json(header.name, header.shape, lines, text)).or_else(|error| {
        let again = serde_json::from_str(&json(header.name, header.shape, lines, plain));
        again.map_err(|_| HeaderError { name: header.name, reason: error.to_string() })
    })
}

/// The lines as JSON; `any` makes it of texts of no known kind.
fn json(name: &str, shape: Shape, lines: &[&str], any: fn(&str) -> String) -> String {
    let word = |word: Word, part: &str| match word {
        Word::Text => text(part),
        Word::Plain => plain(part),
        Word::Any => any(part),
    };
    // A comma in a cookie separates nothing (RFC 6265, 3).
    let whole = name.eq_ignore_ascii_case(SET_COOKIE.as_str());
    let parts = || {
        let parts = lines.iter().flat_map(|line| if whole { vec![*line] } else { line.split(',').collect() });
        parts.map(str::trim).filter(|part| !part.is_empty())
    };
    match shape {
        Shape::Json => lines.concat(),
        Shape::One(kind) => word(kind, &lines.concat()),
        Shape::List(kind) => format!("[{}]", parts().map(|part| word(kind, part)).collect::<Vec<_>>().join(",")),
        Shape::Object { entries, others, explode } => {
            let pairs: Vec<(&str, &str)> = match explode {
                true => parts().filter_map(|part| part.split_once('=')).collect(),
                false => {
                    let (mut keys, mut values) = (parts().step_by(2), parts().skip(1).step_by(2));
                    std::iter::from_fn(|| keys.next().zip(values.next())).collect()
                }
            };
            let kind = |key: &str| entries.iter().find(|(name, _)| *name == key).map_or(others, |(_, kind)| *kind);
            let pairs = pairs.into_iter().map(|(key, part)| format!("{}:{}", text(key), word(kind(key), part)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        }
    }
}

fn text(part: &str) -> String {
    Value::from(part).to_string()
}

/// A number or a boolean, its digits kept; a text if it is none.
fn plain(part: &str) -> String {
    let scalar = serde_json::from_str(part).ok().filter(|value: &Value| value.is_number() || value.is_boolean());
    scalar.map_or_else(|| text(part), |_| part.to_owned())
}
