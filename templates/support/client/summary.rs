//! What may be printed of the body of an error, and of names that others have chosen.

use std::fmt;

use serde_json::Value;

/// Keys whose texts are meant for people or for look-up, in the order in which they are printed.
const KEYS: [&str; 7] = ["code", "error", "title", "message", "detail", "error_description", "reason"];

/// Longer bodies are not searched.
const LONGEST_BODY: usize = 64 * 1024;

/// Longer texts are cut.
const LONGEST_TEXT: usize = 160;

/// A line about an error body: the first two texts under well-known keys, of the body itself or else of the first of its
/// `errors`. Everything else of a body stays unsaid: it may hold personal data, secrets, or the stack trace of a server.
pub(super) fn summary(body: &[u8]) -> Option<String> {
    if body.len() > LONGEST_BODY {
        return None;
    }
    let body: Value = serde_json::from_slice(body).ok()?;
    let first = || match body.get("errors") {
        Some(Value::Array(errors)) => errors.first().map(texts),
        _ => None,
    };
    let mut found = texts(&body);
    if found.is_empty() {
        found = first().unwrap_or_default();
    }
    (!found.is_empty()).then(|| found.join(": "))
}

fn texts(value: &Value) -> Vec<String> {
    let texts = KEYS.iter().filter_map(|key| value.get(key)?.as_str()).map(harmless);
    texts.filter(|text| !text.is_empty()).take(2).collect()
}

/// The first line of a text, cut before anything that looks like a frame of a stack.
fn harmless(text: &str) -> String {
    let line = text.trim_start().split(moves).next().unwrap_or("");
    let line = line.find(" at ").filter(|at| is_frame(&line[at + 4..])).map_or(line, |at| &line[..at]);
    match line.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.trim_end().to_owned(),
    }
}

/// A text on one line that does not move what stands around it: longer ones are cut, and what no reader sees is escaped.
pub(super) struct Plain<'t>(pub(super) &'t str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, c) in self.0.chars().enumerate() {
            match c {
                _ if count == LONGEST_TEXT => return f.write_str("…"),
                c if moves(c) => write!(f, "{}", c.escape_unicode())?,
                c => write!(f, "{c}")?,
            }
        }
        Ok(())
    }
}

/// Whether a character ends a line, or turns or hides what follows it (bidirectional controls, Unicode TR 36, 2.5).
fn moves(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Such as `org.example.Service.run(Service.java:42)`.
fn is_frame(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or("");
    word.contains('.') && word.contains('(')
}
