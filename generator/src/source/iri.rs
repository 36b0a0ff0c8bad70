//! Addresses that may be relative to others (RFC 3986 and RFC 3987).

use super::address::scheme;

/// An address in its parts; the last three may be absent or empty, which is not the same.
struct Parts<'a> {
    scheme: Option<String>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

/// The absolute address that a reference means beside another one, normalised (RFC 3986, 6.2.2) and without its fragment.
/// `None` if the reference is no address, or the base is none that is absolute.
pub fn resolved(reference: &str, base: &str) -> Option<String> {
    let (whole, base) = (parts(reference)?, parts(base)?);
    let base_scheme = base.scheme?;
    // RFC 3986, 5.2.2.
    let (scheme, authority, path, query) = if let Some(scheme) = whole.scheme {
        (scheme, whole.authority, whole.path.to_owned(), whole.query)
    } else if whole.authority.is_some() {
        (base_scheme, whole.authority, whole.path.to_owned(), whole.query)
    } else if whole.path.is_empty() {
        (base_scheme, base.authority, base.path.to_owned(), whole.query.or(base.query))
    } else if whole.path.starts_with('/') {
        (base_scheme, base.authority, whole.path.to_owned(), whole.query)
    } else {
        let folder = match base.path.rfind('/') {
            Some(end) => base.path.get(..=end).unwrap_or_default(),
            None if base.authority.is_some() => "/",
            None => "",
        };
        (base_scheme, base.authority, format!("{folder}{}", whole.path), whole.query)
    };
    let authority = authority.map(|authority| format!("//{}", host_in_lower_case(&normalised(authority))));
    let mut path = without_dots(&normalised(&path));
    if authority.is_none() && path.starts_with("//") {
        // Else what follows would be a host (RFC 3986, 3.3).
        path.insert_str(0, "/.");
    }
    let query = query.map(|query| format!("?{}", normalised(query))).unwrap_or_default();
    Some(format!("{scheme}:{}{path}{query}", authority.unwrap_or_default()))
}

/// The parts of an address (RFC 3986, appendix B). `None` if it holds what no address may hold.
fn parts(address: &str) -> Option<Parts<'_>> {
    let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
    let fits = |c: char| {
        !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    if !address.chars().all(fits) || !has_whole_escapes(address) || fragment.contains('#') {
        return None;
    }
    let (scheme, rest) = match scheme(address) {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, address),
    };
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query)),
        None => (rest, None),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (Some(authority), path)
        }
        None => (None, rest),
    };
    // Brackets are for the addresses of hosts, and a first segment with a colon is a scheme.
    let is_misplaced = |part: &str| part.contains(['[', ']']);
    let first = path.split('/').next().unwrap_or_default();
    let is_scheme = scheme.is_none() && authority.is_none() && first.contains(':');
    let whole = !is_misplaced(path) && !query.is_some_and(is_misplaced) && !is_scheme;
    whole.then_some(Parts { scheme, authority, path, query })
}

/// Whether two digits follow every percent sign.
fn has_whole_escapes(address: &str) -> bool {
    let is_whole = |rest: &str| {
        let mut digits = rest.bytes();
        digits.next().is_some_and(|digit| digit.is_ascii_hexdigit())
            && digits.next().is_some_and(|digit| digit.is_ascii_hexdigit())
    };
    address.split('%').skip(1).all(is_whole)
}

/// Percent signs where they are needed, their digits in upper case (RFC 3987, 5.3.2.3).
fn normalised(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    let mut rest = part;
    while let Some((before, _)) = rest.split_once('%') {
        out.push_str(before);
        let mut bytes = Vec::new();
        rest = rest.get(before.len()..).unwrap_or_default();
        while let Some((digits, next)) = rest.strip_prefix('%').and_then(|rest| rest.split_at_checked(2)) {
            bytes.extend(u8::from_str_radix(digits, 16));
            rest = next;
        }
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                if is_unreserved(c) { out.push(c) } else { escape(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut out) }
            }
            escape(chunk.invalid(), &mut out);
        }
    }
    out.push_str(rest);
    out
}

fn escape(bytes: &[u8], out: &mut String) {
    out.extend(bytes.iter().map(|byte| format!("%{byte:02X}")));
}

/// `iunreserved` of RFC 3987, 2.2.
fn is_unreserved(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '.' | '_' | '~' | '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}')
        || (matches!(c, '\u{10000}'..='\u{dfffd}' | '\u{e1000}'..='\u{efffd}') && u32::from(c) & 0xfffe != 0xfffe)
}

fn host_in_lower_case(authority: &str) -> String {
    let (user, host) = authority
        .rsplit_once('@')
        .map_or(("", authority), |_| authority.split_at(authority.rfind('@').map_or(0, |at| at + 1)));
    format!("{user}{}", host.to_ascii_lowercase())
}

/// A path without `.` and `..` (RFC 3986, 5.2.4, step by step).
fn without_dots(path: &str) -> String {
    let (mut rest, mut out) = (path, String::new());
    while !rest.is_empty() {
        if let Some(next) = rest.strip_prefix("../").or_else(|| rest.strip_prefix("./")) {
            rest = next;
        } else if rest.starts_with("/./") || rest.starts_with("/../") || rest == "/." || rest == "/.." {
            if rest.starts_with("/..") {
                out.truncate(out.rfind('/').unwrap_or(0));
            }
            let (_, next) = rest.split_at(rest.trim_start_matches('/').find('/').map_or(rest.len(), |at| at + 1));
            rest = if next.is_empty() { "/" } else { next };
        } else if rest == "." || rest == ".." {
            rest = "";
        } else {
            let end = rest.char_indices().skip(1).find(|(_, c)| *c == '/').map_or(rest.len(), |(at, _)| at);
            let (segment, next) = rest.split_at(end);
            out.push_str(segment);
            rest = next;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use iri_string::types::{IriAbsoluteStr, IriReferenceStr};

    use super::resolved;

    /// RFC 3986, 5.4.
    const BASE: &str = "http://a/b/c/d;p?q";
    const EXAMPLES: [(&str, &str); 35] = [
        ("g:h", "g:h"),
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q"),
        ("g#s", "http://a/b/c/g"),
        ("g?y#s", "http://a/b/c/g?y"),
        (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("http:g", "http:g"),
    ];

    #[test]
    fn references_lead_where_the_standard_says() {
        for (reference, address) in EXAMPLES {
            assert_eq!(resolved(reference, BASE).as_deref(), Some(address), "{reference}");
        }
    }

    #[test]
    fn what_is_no_address_leads_nowhere() {
        for reference in ["a b", "%zz", "<a>", "1:a", "a[1]", "http://a/%4", "\u{7f}"] {
            assert_eq!(resolved(reference, BASE), None, "{reference}");
        }
        assert_eq!(resolved("a", "b/c"), None);
    }

    /// Resolved and normalised by a library.
    fn told(reference: &str, base: &str) -> Option<String> {
        let base = IriAbsoluteStr::new(base).ok()?;
        let whole = IriReferenceStr::new(reference).ok()?.resolve_against(base).to_string();
        let address = whole.split('#').next().unwrap_or_default();
        IriAbsoluteStr::new(address).ok().map(|address| address.normalize().to_string())
    }

    #[test]
    fn a_library_leads_to_the_same() {
        let bases = [
            BASE,
            "HTTPS://Example.COM:8080/x/../y/%7euser",
            "urn:example:a",
            "file:///a/b",
            "https://u@h",
            "tag:a/b/c",
            "https://example.com/schemas/gr%c3%bc%C3%9fe.json",
            "https://[::1]/x",
        ];
        let more = [
            "//Other.Host/A/./b",
            "urn:x:Y",
            "%7Ea/%2f/%2E%2e/b",
            "grüße?é",
            "a//b",
            "..//c",
            "///a",
            "/.//a",
            "a:b",
            "./a:b",
            "?",
            "A?%3d",
            "https://example.com",
            "https://example.com/",
            "HTTPS://example.com/a#b",
            "a#b#c",
            "日本",
        ];
        let references: Vec<&str> = EXAMPLES.iter().map(|(reference, _)| *reference).chain(more).collect();
        for base in bases {
            for reference in &references {
                assert_eq!(resolved(reference, base), told(reference, base), "{reference} within {base}");
            }
        }
    }
}
