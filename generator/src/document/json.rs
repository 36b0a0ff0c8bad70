//! JSON, read by serde_json.

use std::borrow::Cow;

use serde::de::DeserializeSeed;

use super::Parsed;
use super::syntax::Fault;
use super::tree::Reading;
use crate::source::{JsonToken, JsonTokens};

pub(super) fn read(text: &str) -> Result<Parsed, Fault> {
    attempt(text, text).or_else(|fault| match within_f64(text) {
        Cow::Borrowed(_) => Err(fault),
        Cow::Owned(readable) => attempt(text, &readable),
    })
}

/// Reads `readable`, which is `text` but for numbers.
fn attempt(text: &str, readable: &str) -> Result<Parsed, Fault> {
    let reading = Reading::json(text);
    let mut deserializer = serde_json::Deserializer::from_str(readable);
    // The visitor bounds the depth itself, at a deeper level.
    deserializer.disable_recursion_limit();
    let root = reading.root().deserialize(&mut deserializer).and_then(|root| deserializer.end().map(|()| root));
    match root {
        Ok(root) => Ok(Parsed { root, repeated: reading.repeated.into_inner() }),
        Err(error) => Err(Fault::from_json(text, &reading, &error)),
    }
}

/// The text with numbers that serde_json refuses as too large written as a one of the same length. Their own text
/// reaches the tree by another way.
fn within_f64(text: &str) -> Cow<'_, str> {
    let mut changed: Option<String> = None;
    for (token, range) in JsonTokens::new(text) {
        let Some(number) = text.get(range.clone()).filter(|_| token == JsonToken::Number) else { continue };
        let may_be_large = number.len() > 300 || number.contains(['e', 'E']);
        if may_be_large && number.parse().is_ok_and(f64::is_infinite) && crate::tree::Number::parse(number).is_some() {
            let small = format!("1.{}", "0".repeat(number.len() - 2));
            changed.get_or_insert_with(|| text.to_owned()).replace_range(range, &small);
        }
    }
    changed.map_or(Cow::Borrowed(text), Cow::Owned)
}
