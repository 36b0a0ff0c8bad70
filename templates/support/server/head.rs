//! A request without its body.

use std::fmt;
use std::ops::{Deref, DerefMut};

use axum::http::{self, HeaderName, header, request::Parts};

use super::guard::Granted;
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

    pub(super) fn grant(&mut self, granted: Granted) {
        self.parts.extensions.insert(granted);
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation().map(|operation| operation.id);
        f.debug_struct("Head").field("parts", &self.parts).field("operation", &operation).finish()
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
