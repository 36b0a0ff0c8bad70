//! Hosts that may be asked.

use std::collections::BTreeSet;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The port of `https` where none is said.
const USUAL: u16 = 443;

/// A host, exactly: its name in lower case, or its address of the internet, and a port.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Host {
    name: String,
    port: u16,
}

impl Host {
    /// A host as configurations write it: `schemas.example.com`, `schemas.example.com:8443`, `[2001:db8::1]`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text.contains("://") || text.contains('/') {
            return Err("is an address; a host is its part between `//` and the next `/`");
        }
        if text.contains('*') {
            return Err("stands for many hosts; each is named by itself");
        }
        if text.contains('@') {
            return Err("has the name of a user, and no credentials are sent");
        }
        let (name, port) = match text.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (text, None),
        };
        Self::of(name, port).ok_or("is no host")
    }

    /// A host by the parts of an address. None if they are none.
    pub(super) fn of(name: &str, port: Option<&str>) -> Option<Self> {
        let port = match port.filter(|port| !port.is_empty()) {
            None => USUAL,
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
            Some(_) => return None,
        };
        let name = name.to_ascii_lowercase();
        let bracketed = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let sound = match bracketed {
            Some(inner) => inner.parse::<Ipv6Addr>().is_ok(),
            None => {
                let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
                name.split('.').all(|label| !label.is_empty() && label.chars().all(of_name))
            }
        };
        sound.then_some(Self { name, port })
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            USUAL => f.write_str(&self.name),
            port => write!(f, "{}:{port}", self.name),
        }
    }
}

/// Where the machine of a host may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nets {
    /// In the internet that everybody sees.
    Public,
    /// Anywhere, also here or in a network of one's own.
    Any,
}

/// The hosts that may be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hosts {
    /// Those in the internet.
    pub public: BTreeSet<Host>,
    /// Those that may have private addresses.
    pub private: BTreeSet<Host>,
}

impl Hosts {
    /// Where a host may stand; none if it may not be asked.
    pub fn nets(&self, host: &Host) -> Option<Nets> {
        let private = self.private.contains(host).then_some(Nets::Any);
        private.or_else(|| self.public.contains(host).then_some(Nets::Public))
    }
}

/// Whether an address belongs to the internet that everybody sees, and not to this machine, its network or a protocol
/// (RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        // This network, and all above multicast.
        || a == 0
        || a >= 224
        // Shared by carriers (RFC 6598), protocols, relays, benchmarks.
        || (a == 100 && b & 0xC0 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && b & 0xFE == 18);
    !special
}

/// Global unicast, without the parts of it that lead elsewhere.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, ..] = address.segments();
    let global = a & 0xE000 == 0x2000;
    // Teredo and others of protocols, documentation, and 6to4, in which an address of IPv4 stands.
    let special = (a == 0x2001 && (b < 0x200 || b == 0xDB8)) || (a == 0x3FFF && b < 0x1000);
    let [high, low] = [b, c].map(u16::to_be_bytes);
    let inner = Ipv4Addr::new(high[0], high[1], low[0], low[1]);
    global && !special && (a != 0x2002 || is_public_v4(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_exact() {
        let shown = |text| Host::parse(text).map(|host| host.to_string());
        assert_eq!(shown("Schemas.Example.COM").as_deref(), Ok("schemas.example.com"));
        assert_eq!(shown("a.example:443").as_deref(), Ok("a.example"));
        assert_eq!(shown("a.example:8443").as_deref(), Ok("a.example:8443"));
        assert_eq!(shown("[2001:DB8::1]:8443").as_deref(), Ok("[2001:db8::1]:8443"));
        assert_eq!(shown("[::1]").as_deref(), Ok("[::1]"));
        assert_ne!(Host::parse("a.example:8443"), Host::parse("a.example"));
        for (bad, fault) in [
            ("https://a.example", "is an address; a host is its part between `//` and the next `/`"),
            ("a.example/x", "is an address; a host is its part between `//` and the next `/`"),
            ("*.example", "stands for many hosts; each is named by itself"),
            ("me@a.example", "has the name of a user, and no credentials are sent"),
            ("", "is no host"),
            ("a..example", "is no host"),
            ("a.example.", "is no host"),
            ("a.example:99999", "is no host"),
            ("a.example:+1", "is no host"),
            ("grüße.example", "is no host"),
            ("a%2eexample", "is no host"),
        ] {
            assert_eq!(Host::parse(bad), Err(fault), "{bad}");
        }
    }

    #[test]
    fn addresses_of_this_machine_and_its_network_are_not_public() {
        for private in [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "0.1.2.3",
            "100.64.0.1",
            "100.127.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.19.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "100::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::",
            "3fff::1",
        ] {
            assert!(!is_public(private.parse().expect("an address")), "{private}");
        }
        for public in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "2606:4700::1111",
            "2a00::1",
            "2002:808:808::",
        ] {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
    }
}
