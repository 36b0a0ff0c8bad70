//! Credentials, by security scheme. They are sent only by operations that declare the scheme, and never printed.

use std::collections::BTreeMap;
use std::fmt;

use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use super::encode;
use super::error::BuildError;
use super::style::Parameter;

/// A credential, ready to be put into a request.
#[derive(Clone)]
pub struct Credential(Form);

#[derive(Clone)]
enum Form {
    Header(HeaderName, HeaderValue),
    Query(String),
    Cookie(String),
}

/// Credentials by the name of their security scheme.
#[derive(Clone, Default)]
pub struct Credentials {
    by_scheme: BTreeMap<&'static str, Credential>,
}

impl Credential {
    /// `Authorization: Bearer …`.
    ///
    /// # Errors
    /// The token is empty, or has characters that no header can carry.
    pub fn bearer(token: &str) -> Result<Self, BuildError> {
        let visible = token.bytes().all(|byte| byte.is_ascii_graphic());
        if token.is_empty() || !visible {
            return Err(BuildError::new("a bearer token must be visible ASCII, without blanks and line breaks"));
        }
        Self::in_header("authorization", &format!("Bearer {token}"))
    }

    /// `Authorization: Basic …` (RFC 7617).
    ///
    /// # Errors
    /// The user holds a colon.
    pub fn basic(user: &str, password: &str) -> Result<Self, BuildError> {
        if user.contains(':') {
            return Err(BuildError::new("the user of a basic credential must not hold a colon"));
        }
        Self::in_header("authorization", &format!("Basic {}", base64(format!("{user}:{password}").as_bytes())))
    }

    /// An API key in a header.
    ///
    /// # Errors
    /// The key has characters that no header can carry.
    pub fn in_header(name: &'static str, key: &str) -> Result<Self, BuildError> {
        let refused = || BuildError::new(format!("the header `{name}` cannot carry this credential"));
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
        let value = HeaderValue::from_str(key).ok().filter(|_| key.is_ascii());
        let mut value = value.ok_or_else(refused)?;
        value.set_sensitive(true);
        Ok(Self(Form::Header(name, value)))
    }

    /// An API key in the query.
    ///
    /// # Errors
    /// Never; the type is that of the others.
    pub fn in_query(name: &'static str, key: &str) -> Result<Self, BuildError> {
        Ok(Self(Form::Query(encode::pair(Parameter::query(name), key))))
    }

    /// An API key in a cookie.
    ///
    /// # Errors
    /// Never; the type is that of the others.
    pub fn in_cookie(name: &'static str, key: &str) -> Result<Self, BuildError> {
        Ok(Self(Form::Cookie(encode::pair(Parameter::cookie(name), key))))
    }
}

impl Credentials {
    /// Keeps a credential for a scheme, in place of an earlier one.
    pub fn insert(&mut self, scheme: &'static str, credential: Credential) {
        self.by_scheme.insert(scheme, credential);
    }

    /// Adds what one of the sets asks for: the first one that is complete, or else the first one of which anything is
    /// there. With nothing there, the request goes out as it is: the document may ask for more than the server does, a
    /// header set by hand or a proxy may carry the credential, and where none does the server's 401 tells best.
    pub(super) fn apply(
        &self,
        sets: &[&[&str]],
        headers: &mut HeaderMap,
        query: &mut Vec<String>,
        cookies: &mut Vec<String>,
    ) {
        // A set of none says that no credential is needed; one that is there is sent all the same.
        let sets = || sets.iter().filter(|set| !set.is_empty());
        let known = |scheme: &&str| self.by_scheme.contains_key(scheme);
        let complete = sets().find(|set| set.iter().all(known));
        let Some(set) = complete.or_else(|| sets().find(|set| set.iter().any(known))) else {
            return;
        };
        for credential in set.iter().filter_map(|scheme| self.by_scheme.get(scheme)) {
            match &credential.0 {
                // A header set by hand stays.
                Form::Header(name, value) => drop(headers.entry(name).or_insert_with(|| value.clone())),
                Form::Query(pair) => unless_there(query, "&", pair),
                Form::Cookie(pair) => unless_there(cookies, "; ", pair),
            }
        }
    }
}

/// Adds a pair, unless there is one of its name: a document may have a parameter for what is a credential, too, and what
/// the caller has said stays.
fn unless_there(texts: &mut Vec<String>, separator: &str, pair: &str) {
    let name = |pair: &str| pair.split('=').next().map(str::to_owned);
    if !texts.iter().flat_map(|text| text.split(separator)).any(|there| name(there) == name(pair)) {
        texts.push(pair.to_owned());
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0 {
            Form::Header(name, _) if name == AUTHORIZATION => "Credential(authorization)",
            Form::Header(..) => "Credential(header)",
            Form::Query(_) => "Credential(query)",
            Form::Cookie(_) => "Credential(cookie)",
        })
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.by_scheme.keys()).finish()
    }
}

/// Base64 with padding (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().chain([&0; 2]).take(3).fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for digit in 0..4 {
            let filled = digit <= chunk.len();
            out.push(if filled { DIGITS[bits >> (18 - 6 * digit) & 63].into() } else { '=' });
        }
    }
    out
}
