//! A request without its body.

use std::ops::{Deref, DerefMut};

use axum::http::{self, HeaderName, header, request::Parts};

use super::{Operation, SchemePlace};

/// A request without its body: method, URI, headers, extensions. Credentials are not shown by `Debug`.
#[derive(Debug, Clone)]
pub struct Head(pub Parts);

impl Head {
    /// Takes the parts of a request and hides the headers that carry credentials from `Debug`.
    pub(super) fn new(mut parts: Parts, operation: &'static Operation) -> Self {
        let standard = [header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE];
        let named = operation.security.iter().flat_map(|requirement| requirement.all_of).filter_map(|credential| {
            let SchemePlace::Header(name) = credential.scheme.place else { return None };
            HeaderName::try_from(name).ok()
        });
        for name in standard.into_iter().chain(named) {
            if let http::header::Entry::Occupied(mut entry) = parts.headers.entry(name) {
                entry.iter_mut().for_each(|value| value.set_sensitive(true));
            }
        }
        parts.extensions.insert(operation);
        Self(parts)
    }
}

/// `GET /` without headers, for tests that call an implementation directly.
impl Default for Head {
    fn default() -> Self {
        Self(http::Request::new(()).into_parts().0)
    }
}

impl Deref for Head {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Head {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}
