//! Addresses in references (RFC 3986), as far as files need them.

/// A text without its percent signs. `None` if what they stand for is no text.
pub fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = || char::from(byte) == '%';
        if !hex() {
            bytes.push(byte);
            continue;
        }
        let mut ahead = rest.clone();
        let digits = (ahead.next().and_then(digit), ahead.next().and_then(digit));
        if let (Some(high), Some(low)) = digits {
            bytes.push(high * 16 + low);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The scheme of an address in lower case, if it has one, and what follows the colon.
pub(super) fn scheme(address: &str) -> Option<(String, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let fits = scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (begins && fits).then(|| (scheme.to_ascii_lowercase(), rest))
}

/// A path as part of an address: what may not stand there is percent-encoded.
pub fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/') || !c.is_ascii() {
            encoded.push(c);
        } else {
            encoded.push_str(&format!("%{:02X}", u32::from(c)));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("HTTPS://a/b"), Some(("https".to_owned(), "//a/b")));
        assert_eq!(scheme("urn:x:y"), Some(("urn".to_owned(), "x:y")));
        for path in ["a/b.yaml", "./a:b", "/a", "../a", "1:b", "", "//host/a"] {
            assert_eq!(scheme(path), None, "{path}");
        }
    }

    #[test]
    fn what_is_encoded_comes_back() {
        let path = "a b/100%/grüße?#.yaml";
        assert_eq!(percent_encoded(path), "a%20b/100%25/grüße%3F%23.yaml");
        assert_eq!(percent_decoded(&percent_encoded(path)).as_deref(), Some(path));
    }
}
