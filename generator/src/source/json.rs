//! The tokens of a JSON text, each with its place. No grammar: what is not a token ends the list.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonToken {
    /// `{`
    OpenObject,
    /// `[`
    OpenArray,
    /// `}` or `]`
    Close,
    /// `,` or `:`
    Separator,
    /// A string with its quotes.
    String,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Word,
}

/// Walks over the tokens of a JSON text.
#[derive(Debug, Clone)]
pub struct JsonTokens<'t> {
    text: &'t str,
    at: usize,
    /// Whether the text was left before its end, since something in it is no JSON token.
    pub stopped: bool,
}

impl<'t> JsonTokens<'t> {
    /// Begins at the first byte of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, stopped: false }
    }

    fn end_while(&self, from: usize, belongs: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len())
    }

    /// The byte after the closing quote; `None` if there is none.
    fn end_of_string(&self, mut at: usize) -> Option<usize> {
        loop {
            at = self.end_while(at, |byte| byte != b'"' && byte != b'\\');
            match self.text.as_bytes().get(at)? {
                b'"' => return Some(at + 1),
                _ => at += 2,
            }
        }
    }
}

impl Iterator for JsonTokens<'_> {
    type Item = (JsonToken, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.end_while(self.at, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        self.at = start;
        let first = *self.text.as_bytes().get(start)?;
        let (token, end) = match first {
            b'{' => (JsonToken::OpenObject, Some(start + 1)),
            b'[' => (JsonToken::OpenArray, Some(start + 1)),
            b'}' | b']' => (JsonToken::Close, Some(start + 1)),
            b',' | b':' => (JsonToken::Separator, Some(start + 1)),
            b'"' => (JsonToken::String, self.end_of_string(start + 1)),
            b'-' | b'0'..=b'9' => {
                let digits = |byte: u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
                (JsonToken::Number, Some(self.end_while(start, digits)))
            }
            _ => {
                let end = self.end_while(start, |byte| byte.is_ascii_lowercase());
                let known = matches!(self.text.get(start..end), Some("true" | "false" | "null"));
                (JsonToken::Word, known.then_some(end))
            }
        };
        let Some(end) = end else {
            self.stopped = true;
            self.at = self.text.len();
            return None;
        };
        self.at = end;
        Some((token, start..end))
    }
}

#[cfg(test)]
mod tests {
    use super::JsonToken::*;
    use super::*;

    fn tokens(text: &str) -> (Vec<(JsonToken, &str)>, bool) {
        let mut tokens = JsonTokens::new(text);
        let list = tokens.by_ref().map(|(token, range)| (token, &text[range])).collect();
        (list, tokens.stopped)
    }

    #[test]
    fn tokens_keep_their_text() {
        let (list, stopped) = tokens("{ \"a\\\"}\": [-1.0e+5, true] }");
        assert!(!stopped);
        assert_eq!(
            list,
            [
                (OpenObject, "{"),
                (String, "\"a\\\"}\""),
                (Separator, ":"),
                (OpenArray, "["),
                (Number, "-1.0e+5"),
                (Separator, ","),
                (Word, "true"),
                (Close, "]"),
                (Close, "}"),
            ]
        );
    }

    #[test]
    fn what_is_no_json_stops_the_walk() {
        for text in ["{openapi: 3.0.0}", "{\"a", "{\"a\\", "[1, é]", "[nul]"] {
            assert!(tokens(text).1, "{text}");
        }
    }
}
