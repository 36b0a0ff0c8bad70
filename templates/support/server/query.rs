//! Queries and cookies as lists of names and raw values.

use std::borrow::Cow;

use axum::http::{HeaderMap, header};
use percent_encoding::percent_decode_str;

/// Names, decoded, and values, still encoded: one text, and where in it each ends.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    text: String,
    ends: Vec<(usize, usize)>,
}

impl Pairs {
    /// Without a pair; there is room for texts of `length` bytes.
    fn with_capacity(length: usize) -> Self {
        Self { text: String::with_capacity(length), ends: Vec::new() }
    }

    /// Adds a pair of a query, if there is one; `sign` is where the first `=` stands.
    fn push_coded(&mut self, pair: &str, sign: Option<usize>) {
        let (name, rest) = pair.split_at_checked(sign.unwrap_or(pair.len())).unwrap_or((pair, ""));
        if !pair.is_empty()
            && let Some(name) = decode(name, true)
        {
            self.push(&name, rest.get(1..).unwrap_or_default());
        }
    }

    fn push(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        let end = self.text.len();
        self.text.push_str(value);
        self.ends.push((end, self.text.len()));
    }

    /// Names and values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut begin = 0;
        self.ends.iter().filter_map(move |(name, value)| {
            let pair = (self.text.get(begin..*name)?, self.text.get(*name..*value)?);
            begin = *value;
            Some(pair)
        })
    }
}

/// The pairs of a query. A name that is not UTF-8 belongs to no parameter.
pub(super) fn pairs_of_query(query: Option<&str>) -> Pairs {
    let query = query.unwrap_or_default();
    let mut pairs = Pairs::with_capacity(query.len());
    let (mut begin, mut sign) = (0, None);
    // Each byte is looked at once.
    for (at, byte) in query.bytes().chain([b'&']).enumerate() {
        match byte {
            b'&' => {
                pairs.push_coded(query.get(begin..at).unwrap_or_default(), sign.map(|sign: usize| sign - begin));
                (begin, sign) = (at + 1, None);
            }
            b'=' if sign.is_none() => sign = Some(at),
            _ => {}
        }
    }
    pairs
}

/// The cookies of a request (RFC 6265, 5.4); quotes around a value are not part of it.
pub(super) fn pairs_of_cookies(headers: &HeaderMap) -> Pairs {
    let mut pairs = Pairs::default();
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    for (name, value) in lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('=')) {
        let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        pairs.push(name.trim(), bare.unwrap_or(value));
    }
    pairs
}

/// Percent-decoded text; `None` if it is not UTF-8. A `%` without two digits stands for itself.
pub(super) fn decode(raw: &str, plus_is_blank: bool) -> Option<Cow<'_, str>> {
    if !raw.bytes().fold(false, |coded, byte| coded | (byte == b'%') | (plus_is_blank & (byte == b'+'))) {
        return Some(Cow::Borrowed(raw));
    }
    let raw = if plus_is_blank { Cow::Owned(raw.replace('+', " ")) } else { Cow::Borrowed(raw) };
    if !raw.contains('%') {
        return Some(raw);
    }
    percent_decode_str(&raw).decode_utf8().ok().map(|text| Cow::Owned(text.into_owned()))
}
