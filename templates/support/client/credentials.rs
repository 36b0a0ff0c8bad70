//! Credentials, by security scheme. They are sent only by operations that declare the scheme, and never printed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use super::clock::Clock;
use super::encode;
use super::error::BuildError;
use super::issued::Issuer;
use super::operation::{Scopes, Security};
use super::provider::{CredentialError, CredentialProvider};
use super::style::Parameter;

/// A credential, ready to be put into a request.
#[derive(Clone)]
pub struct Credential {
    form: Form,
    /// How long it may be kept; none: a provider is asked again each time.
    pub(super) lasts: Option<Duration>,
}

#[derive(Clone)]
enum Form {
    Header(HeaderName, HeaderValue),
    Query(String),
    Cookie(String),
}

/// Where the credential of a security scheme comes from.
enum Source {
    Fixed(Credential),
    Issuer(Issuer),
}

/// Credentials by the name of their security scheme.
#[derive(Default)]
pub struct Credentials {
    by_scheme: BTreeMap<&'static str, Source>,
}

/// What an attempt carries: for the security schemes of a set, credentials, and the rounds of those that were issued.
#[derive(Default)]
pub(super) struct Carried {
    credentials: Vec<Credential>,
    pub(super) issued: Vec<(&'static str, u64)>,
}

impl Credential {
    fn new(form: Form) -> Self {
        Self { form, lasts: None }
    }

    /// What a provider gives will do for `time`, and need not be asked for again before. `Duration::MAX`: until a server
    /// refuses it.
    #[must_use]
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.lasts = Some(time);
        self
    }

    /// `Authorization: Bearer …`.
    ///
    /// # Errors
    /// The token is empty, or has characters that no header can carry.
    pub fn bearer(token: &str) -> Result<Self, BuildError> {
        let visible = token.bytes().all(|byte| byte.is_ascii_graphic());
        if token.is_empty() || !visible {
            return Err(BuildError::new("a bearer token must be visible ASCII, without blanks and line breaks"));
        }
        Self::authorization(&format!("Bearer {token}"))
    }

    /// `Authorization: Basic …` (RFC 7617).
    ///
    /// # Errors
    /// The user holds a colon.
    pub fn basic(user: &str, password: &str) -> Result<Self, BuildError> {
        if user.contains(':') {
            return Err(BuildError::new("the user of a basic credential must not hold a colon"));
        }
        Self::authorization(&basic(user, password))
    }

    /// `Authorization`, with the whole of its value: for schemes other than Bearer and Basic.
    ///
    /// # Errors
    /// The value has characters that no header can carry.
    pub fn authorization(value: &str) -> Result<Self, BuildError> {
        Self::in_header("authorization", value)
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
        Ok(Self::new(Form::Header(name, value)))
    }

    /// An API key in the query.
    ///
    /// # Errors
    /// Never; the type is that of the others.
    pub fn in_query(name: &'static str, key: &str) -> Result<Self, BuildError> {
        Ok(Self::new(Form::Query(encode::pair(Parameter::query(name), key))))
    }

    /// An API key in a cookie.
    ///
    /// # Errors
    /// Never; the type is that of the others.
    pub fn in_cookie(name: &'static str, key: &str) -> Result<Self, BuildError> {
        Ok(Self::new(Form::Cookie(encode::pair(Parameter::cookie(name), key))))
    }
}

impl Credentials {
    /// Keeps a credential for a scheme, in place of an earlier one.
    pub fn insert(&mut self, scheme: &'static str, credential: Credential) {
        self.by_scheme.insert(scheme, Source::Fixed(credential));
    }

    /// Asks `provider` for credentials of a scheme.
    pub(super) fn provide(&mut self, scheme: &'static str, provider: Arc<dyn CredentialProvider>) {
        self.by_scheme.insert(scheme, Source::Issuer(Issuer::new(scheme, provider)));
    }

    /// What a request can carry without asking anybody.
    pub(super) fn at_hand(&self, security: Security, clock: Option<&dyn Clock>) -> Carried {
        let mut carried = Carried::default();
        for (_, source, scopes) in self.chosen(security) {
            match source {
                Source::Fixed(credential) => carried.credentials.push(credential.clone()),
                Source::Issuer(issuer) => {
                    carried.credentials.extend(issuer.kept(scopes, clock).map(|issued| issued.credential));
                }
            }
        }
        carried
    }

    /// What a request carries; providers are asked for what is not at hand, and for what was refused.
    pub(super) async fn gather(
        &self,
        security: Security,
        refused: &[(&'static str, u64)],
        clock: Option<&Arc<dyn Clock>>,
    ) -> Result<Carried, CredentialError> {
        let mut carried = Carried::default();
        for (scheme, source, scopes) in self.chosen(security) {
            match source {
                Source::Fixed(credential) => carried.credentials.push(credential.clone()),
                Source::Issuer(issuer) => {
                    let refused = refused.iter().find(|(other, _)| *other == scheme).map(|(_, round)| *round);
                    let issued = issuer.issue(scopes, refused, clock).await?;
                    carried.issued.push((scheme, issued.round));
                    carried.credentials.push(issued.credential);
                }
            }
        }
        Ok(carried)
    }

    /// The sources for one of the sets: the first set that is complete, or else the first one of which anything is there.
    /// With nothing there, the request goes out as it is: the document may ask for more than the server does, a header set
    /// by hand or a proxy may carry the credential, and where none does the server's 401 tells best.
    fn chosen(&self, security: Security) -> impl Iterator<Item = (&'static str, &Source, Scopes)> {
        // A set of none says that no credential is needed; one that is there is sent all the same.
        let sets = || security.iter().filter(|set| !set.is_empty());
        let known = |(scheme, _): &(&'static str, Scopes)| self.by_scheme.contains_key(scheme);
        let complete = sets().find(|set| set.iter().all(known));
        let set = complete.or_else(|| sets().find(|set| set.iter().any(known)));
        let found = |(scheme, scopes): &(&'static str, Scopes)| Some((*scheme, self.by_scheme.get(scheme)?, *scopes));
        set.into_iter().flat_map(|set| set.iter()).filter_map(found)
    }
}

impl Carried {
    /// Puts the credentials into a request. A header set by hand stays.
    pub(super) fn put(&self, headers: &mut HeaderMap, query: &mut Vec<String>, cookies: &mut Vec<String>) {
        for credential in &self.credentials {
            match &credential.form {
                Form::Header(name, value) => drop(headers.entry(name).or_insert_with(|| value.clone())),
                Form::Query(pair) => query.push(pair.clone()),
                Form::Cookie(pair) => cookies.push(pair.clone()),
            }
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.form {
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

/// The value of `Authorization` for a user and a password.
pub(super) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", base64(format!("{user}:{password}").as_bytes()))
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
