//! Addresses of texts at other hosts.

use std::fmt;

use iri_string::types::{IriAbsoluteStr, IriReferenceStr, UriAbsoluteString};

use super::Host;

/// The longest address that is asked for, in bytes.
const MOST_BYTES: usize = 4096;

/// An `https` address in its one spelling, without a fragment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WebAddress {
    text: String,
    host: Host,
}

/// Why nobody asks for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Improper {
    /// It is not one of `https`.
    Scheme,
    /// It holds the name of a user, or a password.
    Credentials,
    /// It is no address, or too long.
    Syntax,
}

impl WebAddress {
    /// An address as it stands in a reference; a fragment is taken off.
    ///
    /// # Errors
    /// It is none that is asked for.
    pub fn parse(text: &str) -> Result<Self, Improper> {
        let (text, _) = text.split_once('#').unwrap_or((text, ""));
        if text.len() > MOST_BYTES {
            return Err(Improper::Syntax);
        }
        let address = IriAbsoluteStr::new(text).map_err(|_| Improper::Syntax)?;
        let address: UriAbsoluteString =
            address.encode_to_uri().to_string().try_into().map_err(|_| Improper::Syntax)?;
        if !address.scheme_str().eq_ignore_ascii_case("https") {
            return Err(Improper::Scheme);
        }
        let authority = address.authority_components().ok_or(Improper::Syntax)?;
        if authority.userinfo().is_some() {
            return Err(Improper::Credentials);
        }
        let host = Host::of(authority.host(), authority.port()).ok_or(Improper::Syntax)?;
        let normal: UriAbsoluteString = address.normalize().to_string().try_into().map_err(|_| Improper::Syntax)?;
        let path = if normal.path_str().is_empty() { "/" } else { normal.path_str() };
        let query = normal.query_str().map(|query| format!("?{query}")).unwrap_or_default();
        Ok(Self { text: format!("https://{host}{path}{query}"), host })
    }

    /// Where a reference leads that stands in the text of this address.
    ///
    /// # Errors
    /// To no address that is asked for.
    pub fn resolve(&self, reference: &str) -> Result<Self, Improper> {
        let reference = IriReferenceStr::new(reference).map_err(|_| Improper::Syntax)?;
        let base = IriAbsoluteStr::new(&self.text).map_err(|_| Improper::Syntax)?;
        Self::parse(&reference.resolve_against(base).to_string())
    }

    /// Its host.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The last word of its path; may be empty.
    pub fn last_segment(&self) -> &str {
        let path = self.text.split_once('?').map_or(self.text.as_str(), |(path, _)| path);
        path.rsplit('/').next().unwrap_or_default()
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Result<String, Improper> {
        WebAddress::parse(text).map(|address| address.as_str().to_owned())
    }

    #[test]
    fn an_address_has_one_spelling() {
        for same in [
            "https://a.example/x/y.yaml?v=1",
            "HTTPS://A.example:443/x/y.yaml?v=1#/Pet",
            "https://a.example/x/./z/../y.yaml?v=1",
            "https://a.example:/%78/y.yaml?v=1",
        ] {
            assert_eq!(shown(same).as_deref(), Ok("https://a.example/x/y.yaml?v=1"), "{same}");
        }
        assert_eq!(shown("https://a.example").as_deref(), Ok("https://a.example/"));
        assert_eq!(shown("https://a.example/grüße").as_deref(), Ok("https://a.example/gr%C3%BC%C3%9Fe"));
        assert_eq!(
            WebAddress::parse("https://a.example:8443/").map(|at| at.host().to_string()).as_deref(),
            Ok("a.example:8443")
        );
    }

    #[test]
    fn what_nobody_asks_for() {
        for (text, fault) in [
            ("http://a.example/x", Improper::Scheme),
            ("ftp://a.example/x", Improper::Scheme),
            ("https://me@a.example/x", Improper::Credentials),
            ("https://me:secret@a.example/x", Improper::Credentials),
            ("https://@a.example/x", Improper::Credentials),
            ("https:///x", Improper::Syntax),
            ("https:x", Improper::Syntax),
            ("https://a.example\\@b.example/x", Improper::Syntax),
            ("https://a.example/x y", Improper::Syntax),
            ("https://a.example/\r\nHost: b", Improper::Syntax),
            ("https://a%2Eexample/x", Improper::Syntax),
            ("x.yaml", Improper::Syntax),
        ] {
            assert_eq!(shown(text), Err(fault), "{text}");
        }
        assert_eq!(shown(&format!("https://a.example/{}", "x".repeat(5000))), Err(Improper::Syntax));
    }

    #[test]
    fn references_are_relative_to_their_text() {
        let base = WebAddress::parse("https://a.example/v1/api.yaml?x").expect("an address");
        let to = |text| base.resolve(text).map(|address| address.as_str().to_owned());
        assert_eq!(to("b.yaml#/Pet").as_deref(), Ok("https://a.example/v1/b.yaml"));
        assert_eq!(to("../b.yaml").as_deref(), Ok("https://a.example/b.yaml"));
        assert_eq!(to("../../../b.yaml").as_deref(), Ok("https://a.example/b.yaml"));
        assert_eq!(to("/b.yaml").as_deref(), Ok("https://a.example/b.yaml"));
        assert_eq!(to("//b.example/c").as_deref(), Ok("https://b.example/c"));
        assert_eq!(to("http://a.example/c"), Err(Improper::Scheme));
        assert_eq!(to("file:///etc/passwd"), Err(Improper::Scheme));
    }

    #[test]
    fn the_last_word_is_that_of_the_path() {
        let last = |text| WebAddress::parse(text).expect("an address").last_segment().to_owned();
        assert_eq!(last("https://a.example/v1/api.yaml?file=b/c.yaml"), "api.yaml");
        assert_eq!(last("https://a.example"), "");
    }
}
