//! Files that hold what hosts gave: what they are called, and that they are what they were.

use std::fmt;

use super::WebAddress;

/// The folder of what is kept, beside the lock file.
pub const FOLDER: &str = "bindery.vendor";

/// How names of files may end, so that editors know what they show.
const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];
/// The longest first part of a name.
const MOST_LETTERS: usize = 40;

/// A SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// That of a text. None without the feature `lock`, which has the function.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        #[cfg(feature = "lock")]
        return Some(Self(hmac_sha256::Hash::hash(bytes)));
        #[cfg(not(feature = "lock"))]
        {
            let _ = bytes;
            None
        }
    }

    /// One that was written down. None if it was not one.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> =
            text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<_>>()?;
        let bytes: Vec<u8> =
            digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit)).collect();
        let sound = digits.len() == 64 && !text.contains(char::is_uppercase);
        sound.then(|| bytes.try_into().ok()).flatten().map(Self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The name of the file that holds a text: what it is called at its host, as far as that is harmless, and its hash, so
/// that no text takes the place of another.
pub fn kept_name(address: &WebAddress, digest: Digest) -> String {
    let last = address.last_segment();
    let (stem, ending) = last.rsplit_once('.').unwrap_or((last, ""));
    let letters = stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' });
    let stem: String = letters.take(MOST_LETTERS).collect();
    let stem = stem.trim_matches('-');
    let stem = if stem.is_empty() { "text" } else { stem };
    let digest = digest.to_string();
    let short = digest.get(..32).unwrap_or(&digest);
    match ENDINGS.iter().find(|known| ending.eq_ignore_ascii_case(known)) {
        Some(ending) => format!("{stem}-{short}.{ending}"),
        None => format!("{stem}-{short}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_digest_is_what_everybody_calls_sha256() {
        assert_eq!(Digest::of(b"").map(|digest| digest.to_string()).as_deref(), Some(EMPTY));
        assert_eq!(Digest::parse(EMPTY), Digest::of(b""));
        for bad in ["", "e3b0", &EMPTY.to_uppercase(), &format!("{EMPTY}00"), &EMPTY.replace('e', "g")] {
            assert_eq!(Digest::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn names_of_files_are_harmless() {
        let name =
            |text| kept_name(&WebAddress::parse(text).expect("an address"), Digest::parse(EMPTY).expect("a digest"));
        let digest = "e3b0c44298fc1c149afbf4c8996fb924";
        for (address, expected) in [
            ("https://a.example/v1/money.yaml", format!("money-{digest}.yaml")),
            ("https://a.example/a%2F..%2Fb.JSON", format!("a-2F---2Fb-{digest}.json")),
            ("https://a.example/", format!("text-{digest}")),
            ("https://a.example/.bashrc", format!("text-{digest}")),
            ("https://a.example/run.exe", format!("run-{digest}")),
            ("https://a.example/nul.yaml", format!("nul-{digest}.yaml")),
        ] {
            assert_eq!(name(address), expected);
        }
        assert!(name(&format!("https://a.example/{}.yaml", "x".repeat(300))).len() < 90);
    }
}
