//! Tokens of the OAuth 2.0 client credentials grant (RFC 6749, 4.4).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{Method, Request, StatusCode, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::clock::Clock;
use super::credentials::{Credential, basic};
use super::deadline::Deadline;
use super::error::BuildError;
use super::provider::{CredentialProvider, ProviderError, Wanted};
use super::transport::{Body, BoxFuture, Timeout, Transport, TransportError};

/// How long a token server may take.
const LIMIT: Duration = Duration::from_secs(30);

/// The largest answer of a token server that is read.
const ANSWER_LIMIT: usize = 1024 * 1024;

/// What `application/x-www-form-urlencoded` writes as it is, beside letters and digits.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');

/// The id and the secret of a client at an authorization server.
///
/// Tokens are fetched with the client's transport when an operation needs one, for the scopes of that operation. They are
/// replaced before they expire (`expires_in`) and after the API has answered 401. The secret is sent in the header
/// `Authorization` (`client_secret_basic`).
#[derive(Clone)]
pub struct ClientCredentials {
    id: String,
    secret: String,
    token_url: Option<String>,
    parameters: Vec<(String, String)>,
}

impl ClientCredentials {
    /// A client, whose tokens come from the token URL in the document.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self { id: id.into(), secret: secret.into(), token_url: None, parameters: Vec::new() }
    }

    /// Takes tokens from `url`, in place of the one in the document.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sends another parameter with the request of a token, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Binds the client to its token server. A `token_url` that is relative is so to the base URL.
    ///
    /// # Errors
    /// The token URL is none, or would carry the secret in clear text.
    pub(super) fn at(
        mut self,
        token_url: &str,
        base: &Uri,
        transport: &Arc<dyn Transport>,
        clock: Option<&Arc<dyn Clock>>,
        user_agent: &'static str,
    ) -> Result<TokenServer, BuildError> {
        let url = self.token_url.take().unwrap_or_else(|| token_url.to_owned());
        let refuse = |why: &str| BuildError::new(format!("the token URL {why}"));
        let url = resolve(&url, base).parse::<Uri>().map_err(|_| refuse("is no URL: set another"))?;
        match url.scheme_str() {
            Some("https") => {}
            Some("http") if base.scheme_str() == Some("http") => {}
            _ => return Err(refuse("must begin with `https://`, as the secret is sent to it")),
        }
        Ok(TokenServer { client: self, url, transport: Arc::clone(transport), clock: clock.cloned(), user_agent })
    }

    fn form(&self, scopes: &[&str]) -> String {
        let scope = (!scopes.is_empty()).then(|| ("scope".to_owned(), scopes.join(" ")));
        let pairs = [("grant_type".to_owned(), "client_credentials".to_owned())].into_iter().chain(scope);
        let pairs = pairs.chain(self.parameters.iter().cloned());
        pairs.map(|(name, value)| format!("{}={}", encoded(&name), encoded(&value))).collect::<Vec<_>>().join("&")
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("token_url", &self.token_url).finish_non_exhaustive()
    }
}

/// Where the tokens of a client come from.
pub(super) struct TokenServer {
    client: ClientCredentials,
    url: Uri,
    transport: Arc<dyn Transport>,
    clock: Option<Arc<dyn Clock>>,
    user_agent: &'static str,
}

impl CredentialProvider for TokenServer {
    fn credential(&self, wanted: Wanted) -> BoxFuture<'_, Result<Credential, ProviderError>> {
        Box::pin(async move {
            let request = self.request(wanted.scopes)?;
            let sending = async {
                let answer = self.transport.send(request).await?;
                let status = answer.status();
                Ok((status, answer.into_body().collect(ANSWER_LIMIT).await?))
            };
            let (status, body) = Deadline::new(self.clock.as_ref(), Some(LIMIT)).within(None, sending).await?;
            token(status, &body)
        })
    }
}

impl TokenServer {
    fn request(&self, scopes: &[&str]) -> Result<Request<Body>, ProviderError> {
        let mut request = Request::new(Body::from(self.client.form(scopes)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.clone();
        // RFC 6749, 2.3.1: both are written as in a form before they become a basic credential.
        let mut secret = HeaderValue::try_from(basic(&encoded(&self.client.id), &encoded(&self.client.secret)))?;
        secret.set_sensitive(true);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, secret);
        headers.insert(USER_AGENT, HeaderValue::try_from(self.user_agent)?);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        request.extensions_mut().insert(Timeout(LIMIT));
        Ok(request)
    }
}

/// The token in an answer (RFC 6749, 5.1). Errors tell the status and the code of 5.2, nothing else of the body.
fn token(status: StatusCode, body: &[u8]) -> Result<Credential, ProviderError> {
    let body: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    if !status.is_success() {
        let word = |code: &&str| code.len() <= 60 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let code = text("error").filter(word).map_or_else(String::new, |code| format!(": {code}"));
        let message = format!("the token server answered {status}{code}");
        return Err(match status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            true => TransportError::new(message),
            false => TransportError::lasting(message),
        }
        .into());
    }
    if text("token_type").is_some_and(|ty| !ty.eq_ignore_ascii_case("bearer")) {
        return Err("the token server gave a token that is none of a bearer".into());
    }
    let token = text("access_token").ok_or("the token server gave no token")?;
    let seconds = body.get("expires_in").and_then(|value| match value {
        Value::String(text) => text.parse().ok(),
        value => value.as_f64().filter(|seconds| *seconds >= 0.0).map(|seconds| seconds as u64),
    });
    Ok(Credential::bearer(token)?.expires_in(seconds.map_or(Duration::MAX, Duration::from_secs)))
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, FORM).to_string().replace("%20", "+")
}

/// A token URL, made absolute.
fn resolve(url: &str, base: &Uri) -> String {
    let (Some(scheme), Some(authority)) = (base.scheme_str(), base.authority()) else {
        return url.to_owned();
    };
    match url {
        _ if url.contains("://") => url.to_owned(),
        _ if url.starts_with("//") => format!("{scheme}:{url}"),
        _ if url.starts_with('/') => format!("{scheme}://{authority}{url}"),
        _ => format!("{scheme}://{authority}{}/{url}", base.path().trim_end_matches('/')),
    }
}
