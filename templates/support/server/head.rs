//! A request without its body.

use std::fmt;
use std::ops::{Deref, DerefMut};

use axum::http::{self, HeaderName, header, request::Parts};

use super::guard::Granted;
use super::query::decode;
use super::{Operation, Requirement, Scheme, SchemePlace};

/// A request without its body: method, URI, headers, extensions. Credentials are not shown by `Debug`.
#[derive(Clone)]
pub struct Head {
    parts: Parts,
    operation: Option<&'static Operation>,
}

impl Head {
    /// Takes the parts of a request and hides the headers that carry credentials from `Debug`.
    pub(super) fn new(mut parts: Parts, operation: &'static Operation) -> Self {
        let is_standard =
            |name: &HeaderName| [header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE].contains(name);
        let is_named = |name: &HeaderName| {
            let mut credentials = operation.security.iter().flat_map(|requirement| requirement.all_of);
            credentials.any(|credential| {
                matches!(credential.scheme.place, SchemePlace::Header(own) if name.as_str().eq_ignore_ascii_case(own))
            })
        };
        for (name, value) in &mut parts.headers {
            if is_standard(name) || is_named(name) {
                value.set_sensitive(true);
            }
        }
        Self { parts, operation: Some(operation) }
    }

    /// The operation that is called; none for a head that did not come through a server. A test may put one among the
    /// extensions.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.operation.or_else(|| self.parts.extensions.get::<&'static Operation>().copied())
    }

    /// What axum calls the same.
    pub fn into_parts(self) -> Parts {
        self.parts
    }

    /// Who calls, if an authenticator said so with a value of this type.
    pub fn principal<P: Send + Sync + 'static>(&self) -> Option<&P> {
        self.parts.extensions.get::<Granted>()?.principal()
    }

    /// Who calls by one scheme, where an operation needs several together and their principals have one type.
    pub fn principal_by<P: Send + Sync + 'static>(&self, scheme: &'static Scheme) -> Option<&P> {
        self.parts.extensions.get::<Granted>()?.principal_by(scheme)
    }

    /// The alternative of the operation's security that the request meets, with the scopes that it asks for; none where
    /// nothing was asked.
    pub fn granted(&self) -> Option<&'static Requirement> {
        self.parts.extensions.get::<Granted>()?.requirement()
    }

    /// The same, called by somebody: for tests that call an implementation directly.
    #[must_use]
    pub fn called_by<P: Send + Sync + 'static>(mut self, scheme: &'static Scheme, principal: P) -> Self {
        self.grant(Granted::by(scheme, principal));
        self
    }

    /// The URI without the values of query parameters that are credentials of the operation.
    fn shown_uri(&self) -> String {
        let credentials = self.operation().into_iter().flat_map(|operation| operation.security);
        let keys: Vec<&str> = credentials
            .flat_map(|requirement| requirement.all_of)
            .filter_map(|credential| match credential.scheme.place {
                SchemePlace::Query(key) => Some(key),
                _ => None,
            })
            .collect();
        let text = self.uri.to_string();
        let Some((path, query)) = text.split_once('?').filter(|_| !keys.is_empty()) else { return text };
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if decode(name, true).is_some_and(|name| keys.contains(&&*name)) => {
                format!("{name}=…")
            }
            _ => pair.to_owned(),
        });
        format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
    }

    pub(super) fn grant(&mut self, granted: Granted) {
        self.parts.extensions.insert(granted);
    }
}

/// A head that did not come through a server.
impl From<Parts> for Head {
    fn from(parts: Parts) -> Self {
        Self { parts, operation: None }
    }
}

/// `GET /` without headers, for tests that call an implementation directly.
impl Default for Head {
    fn default() -> Self {
        Self::from(http::Request::new(()).into_parts().0)
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("method", &self.method)
            .field("uri", &format_args!("{}", self.shown_uri()))
            .field("version", &self.version)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

impl Deref for Head {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl DerefMut for Head {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.parts
    }
}
