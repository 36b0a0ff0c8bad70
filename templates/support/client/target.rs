//! Where a draft is sent.

use percent_encoding::percent_decode_str;

use super::draft::Draft;
use super::endpoint::Endpoint;
use super::error::RequestError;
use super::operation::Route;
use super::path;
use super::style::Place;

/// Where a draft is sent.
pub(super) struct Target {
    /// The URL without a query.
    pub(super) url: String,
    /// The query in pieces: all that stands there but credentials.
    pub(super) query: Vec<String>,
}

impl Endpoint {
    /// Where a draft is sent: the place of its operation, or where the page before it has led to.
    ///
    /// # Errors
    /// An argument cannot be sent, or the server that the document gives the operation is none.
    pub(super) fn target(&self, route: &Route, draft: &Draft) -> Result<Target, RequestError> {
        let base = self.servers.base(&self.base, draft.server)?;
        if let Some(followed) = &draft.followed {
            let (path, query) = followed.split_once('?').unwrap_or((followed, ""));
            let query = query.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect();
            return Ok(Target { url: format!("{}{path}", base.origin()), query });
        }
        let values: Vec<(&str, &String)> = draft.at(Place::Path).collect();
        let whole = draft.at(Place::QueryString).flat_map(|(_, text)| text.split('&'));
        let query = draft.at(Place::Query).map(|(_, text)| text.as_str()).chain(whole).map(str::to_owned).collect();
        Ok(Target { url: base.join(&path::fill(route.path, &values)?, ""), query })
    }
}

impl Target {
    /// The whole URL with credentials behind the query. A page that has led here may have said them already: what
    /// stands there in their name stays.
    pub(super) fn with(&self, credentials: Vec<String>) -> String {
        let said = |pair: &String| self.query.iter().any(|other| name(other) == name(pair));
        self.whole(self.query.iter().chain(credentials.iter().filter(|pair| !said(pair))))
    }

    /// The URL as it may be told: without credentials, those too that a page has said again.
    pub(super) fn without(&self, credentials: &[String]) -> String {
        let secret = |pair: &String| credentials.iter().any(|credential| name(credential) == name(pair));
        self.whole(self.query.iter().filter(|pair| !secret(pair)))
    }

    fn whole<'q>(&self, query: impl Iterator<Item = &'q String>) -> String {
        let query: Vec<&str> = query.map(String::as_str).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.url, query.join("&"))
    }
}

/// As it is meant: a page may write it in another way.
fn name(pair: &str) -> Vec<u8> {
    let written = pair.split('=').next().unwrap_or("").replace('+', " ");
    percent_decode_str(&written).collect()
}
