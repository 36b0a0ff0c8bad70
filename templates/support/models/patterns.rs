//! Patterns that texts must have, each compiled once, when it is first asked for.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use regex_lite::Regex;

use super::support::limits::Matches;

/// A pattern of the document.
#[allow(dead_code, reason = "a document may have patterns in such schemas only")]
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    must: &'static [&'static str],
    must_not: &'static [&'static str],
    compiled: OnceLock<Vec<(Regex, bool)>>,
}

#[allow(dead_code, reason = "a document may have patterns in such schemas only")]
impl Pattern {
    /// A pattern as the document has it, and as regular expressions of Rust have it: those that a text must have, and
    /// those that it must not have.
    pub const fn new(text: &'static str, must: &'static [&'static str], must_not: &'static [&'static str]) -> Self {
        Self { text, must, must_not, compiled: OnceLock::new() }
    }

    // Patterns are tried when the code is made, so each one here can be compiled.
    fn compile(&self) -> Vec<(Regex, bool)> {
        let must = self.must.iter().map(|regex| (regex, true));
        let all = must.chain(self.must_not.iter().map(|regex| (regex, false)));
        all.filter_map(|(regex, must)| Some((Regex::new(regex).ok()?, must))).collect()
    }
}

impl Matches for Pattern {
    fn text(&self) -> &'static str {
        self.text
    }

    fn matches(&self, text: &str) -> bool {
        self.compiled.get_or_init(|| self.compile()).iter().all(|(regex, must)| regex.is_match(text) == *must)
    }
}

/// Whether a text has a pattern of a schema.
#[allow(dead_code, reason = "not every document has such a schema")]
pub fn matches(pattern: &str, text: &str) -> bool {
    static COMPILED: Mutex<BTreeMap<String, Option<Regex>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).ok()).clone();
    drop(compiled);
    regex.is_none_or(|regex| regex.is_match(text))
}
