//! Asking other hosts over the network: TLS alone, no proxy, no cookies, no credentials, and no machine of a private
//! network unless the configuration says so (decision 0035).

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use crate::source::{Answer, Failure, Fetch, Nets, Question, is_public};

/// How long a connection may take to come about.
const CONNECTING: Duration = Duration::from_secs(10);

/// A client of other hosts.
#[derive(Debug)]
pub struct WebClient {
    roots: RootCerts,
    connecting: Duration,
}

impl Default for WebClient {
    fn default() -> Self {
        Self { roots: RootCerts::PlatformVerifier, connecting: CONNECTING }
    }
}

impl WebClient {
    /// One that trusts whom the system trusts.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that trusts these certificates (DER) and no others.
    pub fn trusting(certificates: &[&[u8]]) -> Self {
        let owned = certificates.iter().map(|der| Certificate::from_der(der).to_owned());
        Self { roots: RootCerts::Specific(Arc::new(owned.collect())), ..Self::default() }
    }

    /// A connection for one question: none is kept, so that each name is looked up and judged anew.
    fn agent(&self, question: &Question<'_>) -> Agent {
        let tls = TlsConfig::builder()
            .root_certs(self.roots.clone())
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .build();
        let config: Config = Agent::config_builder()
            .https_only(true)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Those of the environment would look up names themselves, and see what is asked.
            .proxy(None)
            .timeout_connect(Some(self.connecting))
            .timeout_global(Some(question.most_time))
            .user_agent(concat!("bindery/", env!("CARGO_PKG_VERSION")))
            .accept("*/*")
            .tls_config(tls)
            .build();
        Agent::with_parts(
            config,
            DefaultConnector::default(),
            Names { nets: question.nets, usual: DefaultResolver::default() },
        )
    }
}

impl Fetch for WebClient {
    fn ask(&self, question: &Question<'_>) -> Result<Answer, Failure> {
        let mut answer = self.agent(question).get(question.address.as_str()).call().map_err(failure)?;
        let status = answer.status().as_u16();
        match status {
            200 => {
                let body = answer.body_mut().with_config().limit(question.most_bytes);
                body.read_to_vec().map(Answer::Text).map_err(failure)
            }
            301 | 302 | 303 | 307 | 308 => {
                let place = answer.headers().get("location").and_then(|place| place.to_str().ok());
                Ok(place.map_or(Answer::Status(status), |place| Answer::Elsewhere(place.to_owned())))
            }
            _ => Ok(Answer::Status(status)),
        }
    }
}

/// Looks up names, and refuses addresses that the question does not allow.
#[derive(Debug)]
struct Names {
    nets: Nets,
    usual: DefaultResolver,
}

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.usual.resolve(uri, config, timeout)?;
        // One is enough: who mixes them is up to something.
        let private = found.iter().map(|place| place.ip()).find(|address| !is_public(*address));
        match private.filter(|_| self.nets == Nets::Public) {
            Some(address) => Err(Error::Other(Box::new(PrivateAddress(address)))),
            None => Ok(found),
        }
    }
}

#[derive(Debug)]
struct PrivateAddress(IpAddr);

impl std::fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is no public address", self.0)
    }
}

impl std::error::Error for PrivateAddress {}

fn failure(error: Error) -> Failure {
    match error {
        Error::Timeout(_) => Failure::TooSlow,
        Error::BodyExceedsLimit(_) => Failure::TooLarge,
        Error::HostNotFound => Failure::Other("its host is not found".to_owned()),
        Error::Other(other) => match other.downcast_ref::<PrivateAddress>() {
            Some(PrivateAddress(address)) => Failure::Private(*address),
            None => Failure::Other(other.to_string()),
        },
        // Limits arrive in this disguise where a body is read as a stream.
        Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
            Some(Error::BodyExceedsLimit(_)) => Failure::TooLarge,
            Some(Error::Timeout(_)) => Failure::TooSlow,
            _ if error.kind() == io::ErrorKind::TimedOut => Failure::TooSlow,
            _ => Failure::Other(error.to_string()),
        },
        other => Failure::Other(other.to_string()),
    }
}
