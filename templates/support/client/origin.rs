//! Where credentials may go.

use http::Uri;

use super::base_url::BaseUrl;
use super::error::BuildError;

/// The origins that credentials may be sent to: that of the base URL, and those that the builder names.
#[derive(Debug, Clone)]
pub(super) struct Origins(Vec<Uri>);

impl Origins {
    pub(super) fn new(base: Uri) -> Self {
        Self(vec![base])
    }

    /// Adds that of a URL; see [`BaseUrl::parse`].
    ///
    /// # Errors
    /// The text is no URL.
    pub(super) fn add(&mut self, url: &str) -> Result<(), BuildError> {
        self.0.push(BaseUrl::parse(url, "")?.uri());
        Ok(())
    }

    /// Whether a URL is at one of them.
    pub(super) fn contain(&self, uri: &Uri) -> bool {
        self.0.iter().any(|own| same(own, uri))
    }
}

/// Whether two URLs have the same origin (RFC 6454, 4): scheme, host and port. One that is not absolute has none.
pub(super) fn same(one: &Uri, other: &Uri) -> bool {
    origin(one).is_some_and(|origin_of_one| origin(other) == Some(origin_of_one))
}

/// Whether a URL has an origin that requests can go to.
pub(super) fn is_origin(uri: &Uri) -> bool {
    origin(uri).is_some()
}

fn origin(uri: &Uri) -> Option<(&str, String, u16)> {
    let scheme = uri.scheme_str()?;
    let usual = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let host = uri.host().filter(|host| !host.is_empty())?;
    Some((scheme, host.to_ascii_lowercase(), uri.port_u16().unwrap_or(usual)))
}
