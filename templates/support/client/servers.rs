//! Where single operations are served, if not where all others are.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::base_url::BaseUrl;
use super::error::{BuildError, RequestError};

/// The URL of a server, to begin a client with: a text, or one of the document's own servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUrl {
    text: String,
    documented: bool,
}

impl ServerUrl {
    /// The URL of a server of the document, in pieces.
    pub fn documented(pieces: &[&str]) -> Self {
        Self { text: pieces.concat(), documented: true }
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What of the beginning of all paths it may contain already: the document's own URLs contain nothing of it.
    pub fn prefix(&self, prefix: &'static str) -> &'static str {
        if self.documented { "" } else { prefix }
    }
}

impl From<&str> for ServerUrl {
    fn from(url: &str) -> Self {
        Self { text: url.to_owned(), documented: false }
    }
}

impl From<&String> for ServerUrl {
    fn from(url: &String) -> Self {
        Self { text: url.clone(), documented: false }
    }
}

impl From<String> for ServerUrl {
    fn from(url: String) -> Self {
        Self { text: url, documented: false }
    }
}

/// Where operations are served that the document gives servers of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct Servers {
    /// All are served where the API is.
    pub(super) together: bool,
    others: BTreeMap<String, BaseUrl>,
}

impl Servers {
    /// Sends what the document sends to `documented` to `url` instead.
    pub(super) fn replace(&mut self, documented: &str, url: &str) -> Result<(), BuildError> {
        self.others.insert(documented.trim_end_matches('/').to_owned(), BaseUrl::parse(url, "")?);
        Ok(())
    }

    /// The base of an operation. A server without a host is at that of the API.
    pub(super) fn base<'a>(&'a self, api: &'a BaseUrl, own: Option<&str>) -> Result<Cow<'a, BaseUrl>, RequestError> {
        let Some(own) = own.filter(|_| !self.together) else { return Ok(Cow::Borrowed(api)) };
        if let Some(base) = self.others.get(own.trim_end_matches('/')) {
            return Ok(Cow::Borrowed(base));
        }
        let absolute = match own.starts_with('/') {
            true => format!("{}{own}", api.origin()),
            false => own.to_owned(),
        };
        let base = BaseUrl::parse(&absolute, "");
        base.map(Cow::Owned).map_err(|_| RequestError::new("url", "is not one: the document's server for it is none"))
    }
}
