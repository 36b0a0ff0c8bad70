//! Patterns that texts must have, each compiled once, when it is first asked for.

use std::sync::OnceLock;

use regex_lite::Regex;

use super::support::limits::Matches;

/// A pattern of the document.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern.
    pub const fn new(text: &'static str) -> Self {
        Self { text, regex: OnceLock::new() }
    }
}

impl Matches for Pattern {
    fn text(&self) -> &'static str {
        self.text
    }

    // Patterns are tried when the code is made, so each one here can be compiled.
    fn matches(&self, text: &str) -> bool {
        self.regex.get_or_init(|| Regex::new(self.text).ok()).as_ref().is_none_or(|regex| regex.is_match(text))
    }
}
