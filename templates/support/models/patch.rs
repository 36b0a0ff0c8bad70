//! Merge patches (RFC 7396): what to send so that one value becomes another.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::value::RawValue;

use super::decode::{self, DecodeError};
use super::json::canonical;
use super::{Decode, Json};

/// Why no patch leads from one value to another.
#[derive(Debug)]
#[non_exhaustive]
pub enum PatchError {
    /// A value is no JSON object.
    NoObject,
    /// A value cannot be written as JSON.
    Encode(serde_json::Error),
    /// The patch type has no words for the change.
    Unsayable(DecodeError),
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatchError::NoObject => f.write_str("only objects can be patched"),
            PatchError::Encode(fault) => fault.fmt(f),
            PatchError::Unsayable(fault) => write!(f, "the patch cannot say the change: {fault}"),
        }
    }
}

impl std::error::Error for PatchError {}

/// The patch that leads from `old` to `new`: what changed, and `null` for what is gone.
///
/// # Errors
/// See [`PatchError`].
pub fn between<T: Serialize, P: Decode>(old: &T, new: &T) -> Result<P, PatchError> {
    let old = Json::encode(old).map_err(PatchError::Encode)?;
    let new = Json::encode(new).map_err(PatchError::Encode)?;
    let (Some(old), Some(new)) = (entries(old.as_str()), entries(new.as_str())) else {
        return Err(PatchError::NoObject);
    };
    // Objects inside are patched too; where the patch type has whole objects there, they are sent whole.
    let least = decode::from_str(&difference(&old, &new, true, DEPTH));
    least.or_else(|_| decode::from_str(&difference(&old, &new, false, DEPTH))).map_err(PatchError::Unsayable)
}

type Entries<'t> = BTreeMap<String, &'t RawValue>;

fn entries(text: &str) -> Option<Entries<'_>> {
    text.starts_with('{').then(|| serde_json::from_str(text).ok())?
}

/// How deep objects are patched; below that they are sent whole.
const DEPTH: usize = 120;

fn difference(old: &Entries<'_>, new: &Entries<'_>, least: bool, depth: usize) -> String {
    let mut parts = Vec::new();
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        parts.push((key, "null".to_owned()));
    }
    for (key, value) in new {
        let before = old.get(key).map(|before| before.get());
        let value = value.get();
        if before.is_some_and(|before| canonical(before) == canonical(value)) {
            continue;
        }
        let part = match (before.and_then(entries), entries(value)) {
            (Some(before), Some(after)) if depth > 0 && (least || gone(&before, &after, depth)) => {
                difference(&before, &after, least, depth - 1)
            }
            _ => value.to_owned(),
        };
        parts.push((key, part));
    }
    let parts = parts.iter().map(|(key, part)| format!("{}:{part}", serde_json::Value::from(key.as_str())));
    format!("{{{}}}", parts.collect::<Vec<_>>().join(","))
}

/// Whether something is no longer there, however deep: then sending the whole would leave it in place.
fn gone(old: &Entries<'_>, new: &Entries<'_>, depth: usize) -> bool {
    old.iter().any(|(key, before)| match new.get(key) {
        None => true,
        Some(after) => match (entries(before.get()), entries(after.get())) {
            (Some(before), Some(after)) if depth > 0 => gone(&before, &after, depth - 1),
            _ => false,
        },
    })
}
