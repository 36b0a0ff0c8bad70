//! Where a client sends requests, and with what.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::base_url::BaseUrl;
use super::clock::Clock;
use super::credentials::{Credential, Credentials};
use super::error::BuildError;
use super::hooks::{Attempt, Attempted, Hooks};
use super::oauth2::ClientCredentials;
use super::operation::Route;
use super::origin::Origins;
use super::provider::CredentialProvider;
use super::random::{self, Random};
use super::retry::{RetryBudget, RetryPolicy};
use super::servers::Servers;
use super::transport::Transport;

/// The largest body that is read unless the client says otherwise.
const RESPONSE_LIMIT: usize = 64 * 1024 * 1024;

/// Where a client sends requests, and with what. All clones of a client share one.
pub struct Endpoint {
    pub(super) base: BaseUrl,
    pub(super) origins: Origins,
    pub(super) servers: Servers,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) clock: Option<Arc<dyn Clock>>,
    pub(super) credentials: Credentials,
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retries: RetryPolicy,
    pub(super) retry_budget: RetryBudget,
    pub(super) key_header: HeaderName,
    makes_keys: bool,
    pub(super) hooks: Hooks,
    pub(super) random: Random,
    pub(super) response_limit: usize,
    pub(super) user_agent: &'static str,
    #[cfg(feature = "blocking")]
    pub(super) driver: super::blocking::Driver,
}

/// The settings of an [`Endpoint`].
#[derive(Default)]
pub struct EndpointBuilder {
    servers: Servers,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    credentials: Credentials,
    /// Schemes, token URLs of the document, and who asks there.
    clients: Vec<(&'static str, &'static str, ClientCredentials)>,
    origins: Vec<String>,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    retries: RetryPolicy,
    retry_budget: RetryBudget,
    key_header: Option<String>,
    hooks: Hooks,
    response_limit: Option<usize>,
    fault: Option<BuildError>,
}

impl EndpointBuilder {
    /// Sends requests with `transport`.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// Keeps time with `clock`, in place of the transport's.
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

    /// Asks `provider` for credentials.
    pub fn provider(&mut self, scheme: &'static str, provider: impl CredentialProvider) {
        self.credentials.provide(scheme, Arc::new(provider));
    }

    /// Asks for tokens at `token_url`, unless the client names another.
    pub fn client(&mut self, scheme: &'static str, token_url: &'static str, client: ClientCredentials) {
        self.clients.push((scheme, token_url, client));
    }

    /// Sends credentials to the origin of `url` as well.
    pub fn trusted_origin(&mut self, url: &str) {
        self.origins.push(url.to_owned());
    }

    /// How long a whole exchange may take.
    pub fn timeout(&mut self, limit: Duration) {
        self.timeout = Some(limit);
    }

    /// How long each attempt may take.
    pub fn attempt_timeout(&mut self, limit: Duration) {
        self.attempt_timeout = Some(limit);
    }

    /// When requests go out again.
    pub fn retries(&mut self, policy: RetryPolicy) {
        self.retries = policy;
    }

    /// How many retries there are at once, beyond one for every ten answers.
    pub fn retry_budget(&mut self, retries: u32) {
        self.retry_budget = RetryBudget::new(retries);
    }

    /// Sends a key of its own with each call that needs one to be repeated.
    pub fn idempotency_key_header(&mut self, name: &str) {
        self.key_header = Some(name.to_owned());
    }

    /// Calls `hook` before each attempt.
    pub fn on_request(&mut self, hook: impl Fn(&Attempt<'_>, &HeaderMap) + Send + Sync + 'static) {
        self.hooks.on_request(Box::new(hook));
    }

    /// Calls `hook` after each attempt.
    pub fn on_response(&mut self, hook: impl Fn(&Attempt<'_>, &Attempted<'_>) + Send + Sync + 'static) {
        self.hooks.on_response(Box::new(hook));
    }

    /// The largest body that is read, in bytes.
    pub fn response_limit(&mut self, bytes: usize) {
        self.response_limit = Some(bytes);
    }

    /// Sends operations that the document serves at `documented` to `url` instead, with their credentials; a fault of it
    /// is reported by `build`.
    pub fn server_for(&mut self, documented: &str, url: &str) {
        match self.servers.replace(documented, url) {
            Ok(()) => self.trusted_origin(url),
            Err(fault) => self.fault = self.fault.take().or(Some(fault)),
        }
    }

    /// Sends all operations where the API is, those too that the document serves elsewhere.
    pub fn one_server(&mut self) {
        self.servers.together = true;
    }

    /// The endpoint behind `base_url`; see [`BaseUrl::parse`] for `prefix`.
    ///
    /// # Errors
    /// A URL, a credential or the name of a header cannot be used, or there is no transport.
    pub fn build(self, base_url: &str, prefix: &str, user_agent: &'static str) -> Result<Arc<Endpoint>, BuildError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let base = BaseUrl::parse(base_url, prefix)?;
        let mut origins = Origins::new(base.uri());
        self.origins.iter().try_for_each(|url| origins.add(url))?;
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        let clock = self.clock.or_else(|| transport.clock());
        let mut credentials = self.credentials;
        for (scheme, token_url, client) in self.clients {
            let server = client.at(token_url, &base.uri(), &transport, clock.as_ref(), user_agent)?;
            credentials.provide(scheme, Arc::new(server));
        }
        let makes_keys = self.key_header.is_some();
        if makes_keys && !random::DIFFERS {
            return Err(BuildError::new("keys cannot be made on this target: set the header of each call"));
        }
        let key_header = self.key_header.as_deref().unwrap_or("idempotency-key");
        let key_header = HeaderName::from_bytes(key_header.as_bytes());
        Ok(Arc::new(Endpoint {
            base,
            origins,
            servers: self.servers,
            transport,
            clock,
            credentials,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            retries: self.retries,
            retry_budget: self.retry_budget,
            key_header: key_header.map_err(|_| BuildError::new("the idempotency key needs the name of a header"))?,
            makes_keys,
            hooks: self.hooks,
            random: Random::default(),
            response_limit: self.response_limit.unwrap_or(RESPONSE_LIMIT),
            user_agent,
            #[cfg(feature = "blocking")]
            driver: super::blocking::Driver::default(),
        }))
    }
}

impl Endpoint {
    /// Whether credentials may be sent to a URL: the origin of the base URL, and those that the builder names. Everything
    /// that puts a credential into a request asks this.
    pub fn sends_credentials_to(&self, url: &Uri) -> bool {
        self.origins.contain(url)
    }

    /// A new idempotency key, if calls of the operation need one to be repeated.
    pub(super) fn key(&self, route: &Route) -> Option<HeaderValue> {
        let wanted = self.makes_keys && !route.is_idempotent();
        wanted.then(|| HeaderValue::try_from(self.random.uuid()).ok()).flatten()
    }
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::reqwest::ReqwestTransport::new()?))
}

#[cfg(not(all(feature = "reqwest", not(target_arch = "wasm32"))))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
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
