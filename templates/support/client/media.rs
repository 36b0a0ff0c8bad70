//! What answers say that they are.

use super::response::RawResponse;

/// What servers say who do not know what they send.
const GENERIC: [&str; 2] = ["text/plain", "application/octet-stream"];

impl RawResponse {
    /// The essence of `Content-Type`, such as `text/csv`, as written; empty if there is none.
    pub fn content_type(&self) -> &str {
        let value = self.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        value.unwrap_or("").split(';').next().unwrap_or("").trim()
    }

    /// The parameter `charset` of `Content-Type`.
    pub(super) fn charset(&self) -> Option<&str> {
        let value = self.headers().get(http::header::CONTENT_TYPE)?.to_str().ok()?;
        let mut parameters = value.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
        let (_, charset) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
        Some(charset.trim().trim_matches('"'))
    }

    /// Whether the answer says that it is of one of these media ranges, which are separated by commas.
    pub fn is(&self, ranges: &str) -> bool {
        let own = self.content_type();
        ranges.split(',').any(|range| {
            let range = range.trim();
            let class = range.strip_suffix('*').filter(|class| class.ends_with('/'));
            match class {
                Some("*/") => !own.is_empty(),
                Some(class) => own.get(..class.len()).is_some_and(|start| start.eq_ignore_ascii_case(class)),
                None => own.eq_ignore_ascii_case(range),
            }
        })
    }

    /// The same, or it does not say what it is.
    pub fn may_be(&self, ranges: &str) -> bool {
        self.content_type().is_empty() || self.is("application/octet-stream") || self.is(ranges)
    }

    /// Whether the answer says that it is JSON, under whatever name.
    pub(super) fn is_json(&self) -> bool {
        let own = self.content_type().to_ascii_lowercase();
        let (_, subtype) = own.split_once('/').unwrap_or_default();
        subtype == "json" || subtype == "x-json" || subtype.ends_with("+json")
    }

    /// The same, or it does not say what it is.
    pub(super) fn may_be_json(&self) -> bool {
        let own = self.content_type();
        self.is_json() || own.is_empty() || GENERIC.iter().any(|generic| own.eq_ignore_ascii_case(generic))
    }
}
