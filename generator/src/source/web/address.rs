//! Addresses of texts at other hosts.

use std::fmt;

use super::Host;
use crate::source::address::scheme;
use crate::source::iri::resolved;

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
        if authority_of(text).contains('%') {
            return Err(Improper::Syntax);
        }
        // In its one spelling; a reference that is none, or has no scheme, is none against itself.
        let address = encoded(&resolved(text, text).ok_or(Improper::Syntax)?);
        let (scheme, rest) = scheme(&address).ok_or(Improper::Syntax)?;
        if scheme != "https" {
            return Err(Improper::Scheme);
        }
        let rest = rest.strip_prefix("//").ok_or(Improper::Syntax)?;
        let (authority, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(Improper::Credentials);
        }
        // The last colon is that of the port, unless it stands in an address of IPv6.
        let (name, port) = match authority.rsplit_once(':').filter(|(_, port)| !port.contains(']')) {
            Some((name, port)) => (name, Some(port)),
            None => (authority, None),
        };
        let host = Host::of(name, port).ok_or(Improper::Syntax)?;
        let slash = if rest.starts_with('/') { "" } else { "/" };
        Ok(Self { text: format!("https://{host}{slash}{rest}"), host })
    }

    /// Where a reference leads that stands in the text of this address.
    ///
    /// # Errors
    /// To no address that is asked for.
    pub fn resolve(&self, reference: &str) -> Result<Self, Improper> {
        if authority_of(reference).contains('%') {
            return Err(Improper::Syntax);
        }
        Self::parse(&resolved(reference, &self.text).ok_or(Improper::Syntax)?)
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

/// What stands between two slashes and the path, as written: no host has percent signs.
fn authority_of(text: &str) -> &str {
    let rest = scheme(text).map_or(text, |(_, rest)| rest);
    rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default()
}

/// An address without letters of other alphabets (RFC 3987, 3.1).
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii() { out.push(char::from(byte)) } else { out.push_str(&format!("%{byte:02X}")) }
    }
    out
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
