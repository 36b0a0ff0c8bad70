//! Credentials as requests carry them.

use std::borrow::Cow;

use axum::http::{HeaderMap, header};

use super::models::support::{Base64, from_str};
use super::query::{decode, pairs_of_cookies, pairs_of_query};
use super::{Head, Scheme, SchemePlace, Secret, json};

/// User and password (RFC 7617).
#[derive(Debug, Clone)]
pub struct Basic {
    /// The user.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// What a request says at the place of a credential.
#[derive(Debug, Clone)]
pub(super) enum Presented {
    /// Nothing.
    Absent,
    /// Something that cannot be a credential of the scheme.
    Malformed,
    /// A text.
    Text(Secret),
    /// User and password.
    Basic(Basic),
    /// The place is not known: whoever knows the scheme has to look.
    Unknown,
}

/// What a request says by way of a scheme.
pub(super) fn presented(scheme: &Scheme, head: &Head) -> Presented {
    match scheme.place {
        SchemePlace::Bearer => match authorization(&head.headers, "bearer") {
            Presented::Text(token) if token.expose().is_empty() => Presented::Malformed,
            other => other,
        },
        SchemePlace::Basic => match authorization(&head.headers, "basic") {
            Presented::Text(text) => basic(text.expose()).map_or(Presented::Malformed, Presented::Basic),
            other => other,
        },
        SchemePlace::Header(name) => {
            let lines = head.headers.get_all(name).iter();
            one(lines.map(|line| line.to_str().ok().map(str::to_owned)))
        }
        SchemePlace::Query(name) => {
            let pairs = pairs_of_query(head.uri.query());
            let pairs = pairs.iter().filter(|(key, _)| *key == name);
            one(pairs.map(|(_, raw)| decode(raw, true).map(Cow::into_owned)))
        }
        SchemePlace::Cookie(name) => {
            let pairs = pairs_of_cookies(&head.headers);
            let pairs = pairs.iter().filter(|(key, _)| *key == name);
            one(pairs.map(|(_, raw)| decode(raw, false).map(Cow::into_owned)))
        }
        SchemePlace::Unknown => Presented::Unknown,
    }
}

/// The only text of several.
fn one(mut texts: impl Iterator<Item = Option<String>>) -> Presented {
    match (texts.next(), texts.next()) {
        (None, _) => Presented::Absent,
        (Some(Some(text)), None) if !text.is_empty() => Presented::Text(text.into()),
        _ => Presented::Malformed,
    }
}

/// What stands after the word for a scheme (RFC 9110, 11.4). A request has one `Authorization` at most.
fn authorization(headers: &HeaderMap, word: &str) -> Presented {
    let mut lines = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return if headers.contains_key(header::AUTHORIZATION) { Presented::Malformed } else { Presented::Absent };
    };
    let Ok(line) = line.to_str() else { return Presented::Malformed };
    let (scheme, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    if scheme.eq_ignore_ascii_case(word) { Presented::Text(rest.trim().into()) } else { Presented::Absent }
}

fn basic(text: &str) -> Option<Basic> {
    let mut quoted = String::new();
    json::push_string(&mut quoted, text);
    let bytes = from_str::<Base64>(&quoted).ok()?.decode()?;
    let text = String::from_utf8(bytes).ok()?;
    let (user, password) = text.split_once(':')?;
    Some(Basic { user: user.to_owned(), password: password.into() })
}
