//! Credentials that are not known when the client is made.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use super::credentials::Credential;
use super::transport::{BoxFuture, TransportError};

/// Finds credentials: reads them from a file or a vault, asks another service, signs them.
///
/// It is asked for each attempt of a call that needs its security scheme. A credential that tells how long it lasts
/// ([`Credential::expires_in`]) is kept until shortly before its end, or until a server answers 401. Calls that need one
/// at the same time share what they are given. A closure that gives a future is a provider.
pub trait CredentialProvider: Send + Sync + 'static {
    /// A credential.
    fn credential(&self, wanted: Wanted) -> BoxFuture<'_, Result<Credential, ProviderError>>;
}

/// Why there is no credential. A [`TransportError`] that does not last is a reason to ask again, as far as the call's
/// retry policy lets it.
pub type ProviderError = Box<dyn StdError + Send + Sync>;

/// What a credential is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub(super) scheme: &'static str,
    pub(super) scopes: &'static [&'static str],
    pub(super) refused: bool,
}

impl Wanted {
    /// The name of the security scheme in the document.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// The scopes, or roles, that the operation asks for.
    pub fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }

    /// Whether the server refused the last one (401): one that is kept somewhere is of no use.
    pub fn is_refused(&self) -> bool {
        self.refused
    }
}

impl<F, A> CredentialProvider for F
where
    F: Fn(Wanted) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Credential, ProviderError>> + Send + 'static,
{
    fn credential(&self, wanted: Wanted) -> BoxFuture<'_, Result<Credential, ProviderError>> {
        Box::pin(self(wanted))
    }
}

/// There is no credential for a security scheme. The request was not sent.
#[derive(Debug, Clone)]
pub struct CredentialError {
    scheme: &'static str,
    source: Arc<dyn StdError + Send + Sync>,
}

impl CredentialError {
    pub(super) fn new(scheme: &'static str, source: ProviderError) -> Self {
        Self { scheme, source: Arc::from(source) }
    }

    /// The name of the security scheme in the document.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Whether asking again may help.
    pub(super) fn passes(&self) -> bool {
        self.source.downcast_ref::<TransportError>().is_some_and(|error| !error.is_lasting())
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not sent: no credential for `{}`", self.scheme)
    }
}

impl StdError for CredentialError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
