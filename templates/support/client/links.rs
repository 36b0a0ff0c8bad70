//! Where the next page is: the header `Link` (RFC 8288), and references (RFC 3986, 4.1).

use http::header::LINK;
use http::{HeaderMap, Uri};

use super::origin;

/// The target of the first link with the relation `next`, as written.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    // A title that is not ASCII must not end a list.
    let mut values = headers.get_all(LINK).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    values.find_map(|value| {
        let mut links = links(&value).into_iter();
        links.find(|(_, relations)| has_next(relations)).map(|(target, _)| target.to_owned())
    })
}

/// Relations are words, in any case (RFC 8288, 3.3).
fn has_next(relations: &str) -> bool {
    relations.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"))
}

/// Target and `rel` of each link of a header; what is no link ends it.
fn links(mut rest: &str) -> Vec<(&str, String)> {
    let mut links = Vec::new();
    while let Some(begun) = rest.trim_start_matches([' ', '\t', ',']).strip_prefix('<') {
        let Some((target, after)) = begun.split_once('>') else { break };
        let (relations, after) = relations(after);
        links.push((target.trim(), relations));
        rest = after;
    }
    links
}

/// The first `rel` among the parameters of a link (RFC 8288, 3.3: others are ignored), and what stands behind them.
fn relations(mut rest: &str) -> (String, &str) {
    let mut found = None;
    while let Some(parameter) = rest.trim_start().strip_prefix(';') {
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, after) = parameter.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => (String::new(), after),
        };
        if name.trim().eq_ignore_ascii_case("rel") {
            found.get_or_insert(value);
        }
        rest = after;
    }
    (found.unwrap_or_default(), rest)
}

/// A token or a quoted string (RFC 9110, 5.6.4), and what stands behind it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (token, rest) = text.split_at(text.find([';', ',']).unwrap_or(text.len()));
        return (token.trim_end().to_owned(), rest);
    };
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in quoted.char_indices() {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return (value, quoted.get(at + 1..).unwrap_or("")),
            c => {
                value.push(c);
                escaped = false;
            }
        }
    }
    (value, "")
}

/// Where a reference leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Path and query at the origin of the base.
    Here(String),
    /// To another scheme, host or port.
    Foreign,
    /// Nowhere: it is no URL.
    Invalid,
}

/// Resolves a reference against the URL of a request, which has no query. Fragments are left out.
pub(super) fn resolve(base: &str, reference: &str) -> Target {
    let reference = reference.split('#').next().unwrap_or("");
    let Some((origin, path)) = split(base) else { return Target::Invalid };
    let (target, rest) = match (split(reference), reference.strip_prefix("//")) {
        (Some((other, rest)), _) => (other.to_owned(), rest.to_owned()),
        (None, Some(_)) => {
            let absolute = format!("{}:{reference}", origin.split(':').next().unwrap_or(""));
            let Some((other, rest)) = split(&absolute) else { return Target::Invalid };
            (other.to_owned(), rest.to_owned())
        }
        (None, None) => (origin.to_owned(), joined(path, reference)),
    };
    let rest = if rest.starts_with('/') { rest } else { format!("/{rest}") };
    let fits = rest.parse::<http::uri::PathAndQuery>().is_ok() && !rest.contains('\\');
    match (parsed(origin), parsed(&target)) {
        (Some(here), Some(there)) if !origin::same(&here, &there) => Target::Foreign,
        (Some(_), Some(_)) if fits => Target::Here(rest),
        _ => Target::Invalid,
    }
}

/// A reference without a scheme and a host, at the path of the base.
fn joined(path: &str, reference: &str) -> String {
    if reference.starts_with('/') {
        return reference.to_owned();
    }
    if reference.is_empty() || reference.starts_with('?') {
        return format!("{path}{reference}");
    }
    let folder = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or("/");
    format!("{folder}{reference}")
}

/// `scheme://authority`, and what follows; none if the text does not begin with a scheme.
fn split(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    if scheme.is_empty() || scheme.contains(['/', '?', '#']) {
        return None;
    }
    let end = rest.find(['/', '?', '\\']).unwrap_or(rest.len());
    let begun = scheme.len() + 3;
    Some((url.get(..begun + end)?, url.get(begun + end..)?))
}

/// An origin as a URL; none if there is a user in it, or it is none.
fn parsed(origin: &str) -> Option<Uri> {
    let uri: Uri = origin.parse().ok()?;
    let named = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    (!named && origin::is_origin(&uri)).then_some(uri)
}
