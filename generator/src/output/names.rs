//! Which names a file of ours may have: the same file on every machine, and below the output folder on all of them.

use std::collections::BTreeMap;

/// Names that Windows keeps for devices, whatever ending follows.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The longest name of a file or folder, in bytes: what file systems take.
const LONGEST: usize = 255;

/// Whether a file may have this path: segments of ASCII letters, digits, `.`, `_` and `-`, none of which leads away, is a
/// device of Windows or loses its end there.
pub(super) fn is_path(path: &str) -> bool {
    path.split('/').all(is_segment)
}

fn is_segment(name: &str) -> bool {
    let known = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    known && !name.is_empty() && name.len() <= LONGEST && !name.ends_with('.') && !is_device(name)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let numbered = |port: &str| stem.strip_prefix(port).is_some_and(|rest| rest.len() == 1 && rest != "0");
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// Names of files and of the folders above them, to find those that differ in the case of letters alone.
#[derive(Debug, Default)]
pub(super) struct Spellings<'n> {
    seen: BTreeMap<String, &'n str>,
}

impl<'n> Spellings<'n> {
    /// Adds a path. Gives the other spelling of it, or of a folder on its way, that came before.
    pub(super) fn add(&mut self, path: &'n str) -> Option<&'n str> {
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        ends.filter_map(|end| path.get(..end)).find_map(|name| {
            let first = self.seen.entry(name.to_ascii_lowercase()).or_insert(name);
            (*first != name).then_some(*first)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_every_machine() {
        for good in
            ["Cargo.toml", ".gitattributes", "models/src/lib.rs", "a-b/c_d.rs", "com/lpt.rs", "com0.rs", "console.rs"]
        {
            assert!(is_path(good), "{good}");
        }
        let long = "a".repeat(256);
        for bad in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/../b",
            "a\\b",
            "c:a",
            "a\0",
            "a b",
            "ä",
            "a\n",
            "a.",
            "a./b",
            "con",
            "CON.rs",
            "src/aux.rs",
            "nul/a.rs",
            "Com1.rs",
            "lpt9",
            "PRN.a.b",
            &long,
        ] {
            assert!(!is_path(bad), "{bad:?}");
        }
    }

    #[test]
    fn spellings_of_one_name_are_found() {
        let mut names = Spellings::default();
        assert_eq!(names.add("a/b.rs"), None);
        assert_eq!(names.add("a/c.rs"), None);
        assert_eq!(names.add("a/B.rs"), Some("a/b.rs"));
        assert_eq!(names.add("A/d.rs"), Some("a"));
    }
}
