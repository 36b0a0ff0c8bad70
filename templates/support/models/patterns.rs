//! Patterns that texts must have, each compiled once, when it is first asked for.

use std::sync::OnceLock;

use regex_lite::Regex;

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

    /// As the document has it.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Whether a text has it somewhere. Patterns are tried when the code is made, so all can be compiled here.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.get_or_init(|| Regex::new(self.text).ok()).as_ref().is_none_or(|regex| regex.is_match(text))
    }
}
