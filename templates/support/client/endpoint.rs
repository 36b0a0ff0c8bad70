//! Where a client sends requests, and with what.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::base_url::BaseUrl;
use super::clock::Clock;
use super::credentials::{Credential, Credentials};
use super::error::BuildError;
use super::transport::Transport;

/// The largest body that is read unless the client says otherwise.
const RESPONSE_LIMIT: usize = 64 * 1024 * 1024;

/// Where a client sends requests, and with what. All clones of a client share one.
pub struct Endpoint {
    pub(super) base: BaseUrl,
    pub(super) transport: Box<dyn Transport>,
    pub(super) clock: Option<Arc<dyn Clock>>,
    pub(super) credentials: Credentials,
    pub(super) timeout: Option<Duration>,
    pub(super) response_limit: usize,
    pub(super) user_agent: &'static str,
}

/// The settings of an [`Endpoint`].
#[derive(Default)]
pub struct EndpointBuilder {
    transport: Option<Box<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    credentials: Credentials,
    timeout: Option<Duration>,
    response_limit: Option<usize>,
    fault: Option<BuildError>,
}

impl EndpointBuilder {
    /// Sends requests with `transport`.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Box::new(transport));
    }

    /// Keeps time with `clock`.
    pub fn clock(&mut self, clock: impl Clock) {
        self.clock = Some(Arc::new(clock));
    }

    /// Keeps a credential; a fault of it is reported by `build`.
    pub fn credential(&mut self, scheme: &'static str, credential: Result<Credential, BuildError>) {
        match credential {
            Ok(credential) => self.credentials.insert(scheme, credential),
            Err(fault) => self.fault = self.fault.take().or(Some(fault)),
        }
    }

    /// How long a whole exchange may take.
    pub fn timeout(&mut self, limit: Duration) {
        self.timeout = Some(limit);
    }

    /// The largest body that is read, in bytes.
    pub fn response_limit(&mut self, bytes: usize) {
        self.response_limit = Some(bytes);
    }

    /// The endpoint behind `base_url`; see [`BaseUrl::parse`] for `prefix`.
    ///
    /// # Errors
    /// The URL or a credential cannot be used, or there is no transport.
    pub fn build(self, base_url: &str, prefix: &str, user_agent: &'static str) -> Result<Arc<Endpoint>, BuildError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        Ok(Arc::new(Endpoint {
            base: BaseUrl::parse(base_url, prefix)?,
            transport: self.transport.map_or_else(default_transport, Ok)?,
            clock: self.clock,
            credentials: self.credentials,
            timeout: self.timeout,
            response_limit: self.response_limit.unwrap_or(RESPONSE_LIMIT),
            user_agent,
        }))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Box<dyn Transport>, BuildError> {
    Ok(Box::new(super::reqwest::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Box<dyn Transport>, BuildError> {
    Err(BuildError::new("there is no transport: set one, or turn on the feature `reqwest`"))
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("base", &self.base)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EndpointBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndpointBuilder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}
