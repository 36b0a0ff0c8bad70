//! Where the API is served.

use std::borrow::Cow;
use std::net::IpAddr;

use http::Uri;

use super::error::BuildError;

/// Where the API is served: scheme, authority, and what stands before the paths of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
}

impl BaseUrl {
    /// Takes an absolute `http` or `https` URL, with or without a slash at its end, or a bare host such as
    /// `api.example.com` or `localhost:8080`: `https` is meant, on the machine itself (`localhost`, `127.0.0.1`,
    /// `[::1]`) `http`.
    ///
    /// `prefix` is what the paths of all operations begin with, such as `/api`. A URL that ends in it, or in a
    /// beginning of it, already contains that much of the paths: both `https://host` and `https://host/api` lead to
    /// `https://host/api/pets`. A service that is mounted below a path of the same name is reached by writing the prefix
    /// out: `https://host/api/api`.
    ///
    /// # Errors
    /// The text is no absolute URL, or has a query, a fragment or a user, which have no place here.
    pub fn parse(text: &str, prefix: &str) -> Result<Self, BuildError> {
        let refuse = |why: &str| Err(BuildError::new(format!("the base URL {why}")));
        if text.contains(['?', '#']) {
            return refuse("must have neither query nor fragment");
        }
        let text = with_scheme(text);
        let Ok(uri) = text.parse::<Uri>() else {
            return refuse("is not a URL");
        };
        let (Some("http" | "https"), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return refuse("must begin with `https://` or `http://`");
        };
        if authority.as_str().ends_with(':') {
            return refuse("has an empty port");
        }
        if authority.as_str().contains('@') {
            return refuse("must not hold a user or a password: set a credential instead");
        }
        if authority.host().is_empty() {
            return refuse("has no host");
        }
        if authority.as_str() != authority.host() && authority.port_u16().is_none() {
            return refuse("has a port that is no number up to 65535");
        }
        let scheme = uri.scheme_str().unwrap_or("https");
        let path = uri.path().trim_end_matches('/');
        let path = path.strip_suffix(overlap(path, prefix)).unwrap_or(path);
        Ok(Self { text: format!("{scheme}://{authority}{path}") })
    }

    /// Scheme, authority and path.
    pub(super) fn uri(&self) -> Uri {
        // It was one when it was made, and has only lost its end.
        self.text.parse().unwrap_or_default()
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        let begun = self.text.find("://").map_or(0, |at| at + 3);
        let host = self.text.get(begun..).unwrap_or("");
        self.text.get(..begun + host.find('/').unwrap_or(host.len())).unwrap_or("")
    }

    /// The URL of a path, which begins with `/`, and of a query, which may be empty.
    pub fn join(&self, path: &str, query: &str) -> String {
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{path}{mark}{query}", self.text)
    }
}

/// A bare host gets the scheme that is meant.
fn with_scheme(text: &str) -> Cow<'_, str> {
    if text.contains("://") || text.starts_with('/') || text.is_empty() {
        return Cow::Borrowed(text);
    }
    let authority = text.split('/').next().unwrap_or("");
    let host = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => authority.split(':').next().unwrap_or(""),
    };
    let loopback = host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    let local = host.eq_ignore_ascii_case("localhost") || host.to_ascii_lowercase().ends_with(".localhost");
    Cow::Owned(format!("{}://{text}", if loopback || local { "http" } else { "https" }))
}

/// The longest beginning of `prefix`, in whole segments, that `path` ends in.
fn overlap<'a>(path: &str, prefix: &'a str) -> &'a str {
    let prefix = prefix.trim_end_matches('/');
    let ends = prefix.match_indices('/').map(|(at, _)| at).chain([prefix.len()]).rev();
    ends.filter_map(|end| prefix.get(..end)).find(|start| path.ends_with(start)).unwrap_or("")
}
