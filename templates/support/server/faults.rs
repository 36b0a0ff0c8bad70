//! Faults of JSON in words that are fit for callers.

use std::borrow::Cow;

use super::models::support::{DecodeError, Violations};
use super::{Kind, Rejection, Violation, json};

/// What serde_json says of texts that are no JSON; none of it quotes the text.
const SYNTAX: &[&str] = &[
    "EOF while parsing",
    "control character",
    "expected `",
    "expected ident",
    "expected value",
    "invalid escape",
    "invalid number",
    "invalid unicode",
    "key must be",
    "lone leading surrogate",
    "number out of range",
    "recursion limit",
    "trailing c",
    "unexpected end of hex",
];

/// Where the fault is and which rule was broken. Messages come from whatever type was read and may quote the request or
/// name types of Rust, so only those that are known pass.
pub(super) fn told(fault: &DecodeError) -> (String, Cow<'static, str>) {
    let (mut pointer, reason) = (fault.path().to_owned(), fault.reason());
    let quoted = |before: &str| reason.strip_prefix(before)?.strip_suffix('`');
    if let Some(name) = quoted("missing field `") {
        json::push_step(&mut pointer, name);
        return (pointer, "required".into());
    }
    (pointer, rule(reason))
}

/// 400 for a part of a body that cannot be read; `place` is the pointer of the part.
pub(super) fn unread(place: &str, fault: &DecodeError) -> Rejection {
    let (pointer, rule) = told(fault);
    Rejection::new(Kind::Malformed).because(Violation::of_body(format!("{place}{pointer}"), rule))
}

/// 422 if a part of a body breaks limits; `place` is the pointer of the part.
///
/// # Errors
/// It does.
pub(super) fn kept(place: &str, found: Violations) -> Result<(), Rejection> {
    if found.is_empty() {
        return Ok(());
    }
    let broken = found.into_iter().map(|broken| {
        Violation::of_body(format!("{place}{}", broken.pointer), format!("{} {}", broken.rule, broken.limit))
    });
    Err(Rejection { violations: broken.collect(), ..Rejection::new(Kind::Invalid) })
}

fn rule(reason: &str) -> Cow<'static, str> {
    if SYNTAX.iter().any(|known| reason.starts_with(known)) {
        return reason.to_owned().into();
    }
    match reason.strip_prefix("expected ") {
        Some("an integer" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64") => "integer".into(),
        Some("a number" | "f64") => "number".into(),
        Some("a boolean") => "boolean".into(),
        Some("a string" | "a borrowed string" | "a character") => "string".into(),
        Some("an array" | "a sequence") => "array".into(),
        Some("null") => "null".into(),
        Some(object) if object == "a map" || object.starts_with("an object") => "object".into(),
        _ if reason.starts_with("duplicate field") || reason == "a key comes twice" => "repeated".into(),
        _ if reason == "no value is allowed here" => "not".into(),
        _ if reason.starts_with("unknown field") => "additionalProperties false".into(),
        _ if reason.starts_with("must be one of ") => "enum".into(),
        _ if reason == "must not be empty" => "minLength 1".into(),
        _ => "format".into(),
    }
}
