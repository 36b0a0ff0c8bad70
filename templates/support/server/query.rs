//! Queries and cookies as lists of names and raw values.

use std::borrow::Cow;

use axum::http::{HeaderMap, header};
use percent_encoding::percent_decode_str;

/// Names, decoded, and values, still encoded.
pub(super) type Pairs = Vec<(String, String)>;

/// The pairs of a query. A name that is not UTF-8 belongs to no parameter.
pub(super) fn pairs_of_query(query: Option<&str>) -> Pairs {
    let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    pairs
        .filter_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name, true)?, value.to_owned()))
        })
        .collect()
}

/// The cookies of a request (RFC 6265, 5.4); quotes around a value are not part of it.
pub(super) fn pairs_of_cookies(headers: &HeaderMap) -> Pairs {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            Some((name.trim().to_owned(), bare.unwrap_or(value).to_owned()))
        })
        .collect()
}

/// Percent-decoded text; `None` if it is not UTF-8. A `%` without two digits stands for itself.
pub(super) fn decode(raw: &str, plus_is_blank: bool) -> Option<String> {
    let raw = if plus_is_blank && raw.contains('+') { Cow::Owned(raw.replace('+', " ")) } else { Cow::Borrowed(raw) };
    percent_decode_str(&raw).decode_utf8().ok().map(Cow::into_owned)
}
