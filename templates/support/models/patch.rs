//! Merge patches (RFC 7396): what to send so that one value becomes another, and what a value becomes.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::value::RawValue;

use super::decode::{self, DecodeError};
use super::json::canonical;
use super::{Decode, Json};

/// Why no patch leads from one value to another, or a patch to no value.
#[derive(Debug)]
#[non_exhaustive]
pub enum PatchError {
    /// A value is no JSON object.
    NoObject,
    /// A value cannot be written as JSON.
    Encode(serde_json::Error),
    /// A property would have to become `null`, which in a patch means that it is removed. Where: a JSON Pointer.
    Null(String),
    /// A value is nested deeper than can be patched.
    TooDeep,
    /// The patch type has no words for the change.
    Unsayable(DecodeError),
    /// Something changed that the patch type does not name. Where: a JSON Pointer.
    Unnamed(String),
    /// What the patch leads to is no value of the whole type.
    Misfit(DecodeError),
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatchError::NoObject => f.write_str("only objects can be patched"),
            PatchError::Encode(fault) => fault.fmt(f),
            PatchError::Null(place) => write!(f, "a patch cannot set {place} to null: null removes it"),
            PatchError::TooDeep => f.write_str("the value is nested too deeply"),
            PatchError::Unsayable(fault) => write!(f, "the patch cannot say the change: {fault}"),
            PatchError::Unnamed(place) => write!(f, "the patch cannot say the change: it does not name {place}"),
            PatchError::Misfit(fault) => write!(f, "the patch does not fit the value: {fault}"),
        }
    }
}

impl std::error::Error for PatchError {}

/// The patch that leads from `old` to `new`: what changed, and `null` for what is gone. Objects inside are patched,
/// lists are sent whole.
///
/// # Errors
/// See [`PatchError`].
pub fn between<T: Serialize, P: Serialize + Decode>(old: &T, new: &T) -> Result<P, PatchError> {
    let old = Json::encode(old).map_err(PatchError::Encode)?;
    let new = Json::encode(new).map_err(PatchError::Encode)?;
    let (Some(old), Some(new)) = (entries(old.as_str()), entries(new.as_str())) else {
        return Err(PatchError::NoObject);
    };
    let text = difference(&old, &new, &Place::default())?;
    let patch: P = decode::from_str(&text).map_err(PatchError::Unsayable)?;
    let said = Json::encode(&patch).map_err(PatchError::Encode)?;
    let unsaid = unsaid(&text, said.as_str(), &Place::default())?;
    unsaid.map_or(Ok(patch), |place| Err(PatchError::Unnamed(place)))
}

/// What `whole` becomes by a patch: properties that the patch does not name stay, numbers keep their digits.
///
/// # Errors
/// The patch removes what the type requires, or says what it has no place for.
pub fn apply<T: Serialize + Decode, P: Serialize>(patch: &P, whole: &T) -> Result<T, PatchError> {
    let whole = Json::encode(whole).map_err(PatchError::Encode)?;
    let patch = Json::encode(patch).map_err(PatchError::Encode)?;
    let text = patched(Some(whole.as_str()), patch.as_str(), DEPTH)?;
    decode::from_str(&text).map_err(PatchError::Misfit)
}

type Entries<'t> = BTreeMap<String, &'t RawValue>;

fn entries(text: &str) -> Option<Entries<'_>> {
    text.starts_with('{').then(|| serde_json::from_str(text).ok())?
}

/// As many levels as serde_json reads.
const DEPTH: usize = 128;

/// The keys that lead to a value.
#[derive(Clone, Copy, Default)]
struct Place<'p> {
    above: Option<(&'p Place<'p>, &'p str)>,
    depth: usize,
}

impl<'p> Place<'p> {
    fn below(&'p self, key: &'p str) -> Result<Self, PatchError> {
        let depth = self.depth + 1;
        if depth > DEPTH { Err(PatchError::TooDeep) } else { Ok(Self { above: Some((self, key)), depth }) }
    }

    fn pointer(&self) -> String {
        match self.above {
            Some((above, key)) => format!("{}/{}", above.pointer(), key.replace('~', "~0").replace('/', "~1")),
            None => String::new(),
        }
    }
}

fn difference(old: &Entries<'_>, new: &Entries<'_>, place: &Place<'_>) -> Result<String, PatchError> {
    let mut object = Object::default();
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        object.push(key, "null");
    }
    for (key, value) in new {
        let (before, value) = (old.get(key).map(|before| before.get()), value.get());
        if before == Some(value) {
            continue;
        }
        let place = place.below(key)?;
        match (before.and_then(entries), entries(value)) {
            (Some(before), Some(after)) => match difference(&before, &after, &place)?.as_str() {
                "{}" => {}
                part => object.push(key, part),
            },
            _ if before.is_some_and(|before| canonical(before) == canonical(value)) => {}
            _ => {
                sayable(value, &place)?;
                object.push(key, value);
            }
        }
    }
    Ok(object.end())
}

/// Where the first change stands that a patch does not say.
fn unsaid(change: &str, said: &str, place: &Place<'_>) -> Result<Option<String>, PatchError> {
    let (Some(changes), Some(words)) = (entries(change), entries(said)) else {
        return Ok((canonical(change) != canonical(said)).then(|| place.pointer()));
    };
    for (key, change) in &changes {
        let place = place.below(key)?;
        let found = match words.get(key) {
            Some(said) => unsaid(change.get(), said.get(), &place)?,
            None => Some(place.pointer()),
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok((words.len() > changes.len()).then(|| place.pointer()))
}

/// Whether a value arrives as it is where nothing can be patched: nulls in lists do, those in objects do not.
fn sayable(value: &str, place: &Place<'_>) -> Result<(), PatchError> {
    if value == "null" {
        return Err(PatchError::Null(place.pointer()));
    }
    for (key, value) in entries(value).into_iter().flatten() {
        sayable(value.get(), &place.below(&key)?)?;
    }
    Ok(())
}

/// The algorithm of RFC 7396, section 2.
fn patched(target: Option<&str>, patch: &str, depth: usize) -> Result<String, PatchError> {
    let Some(changes) = entries(patch) else { return Ok(patch.to_owned()) };
    let below = depth.checked_sub(1).ok_or(PatchError::TooDeep)?;
    let target = target.and_then(entries).unwrap_or_default();
    let mut object = Object::default();
    for (key, value) in target.iter().filter(|(key, _)| !changes.contains_key(*key)) {
        object.push(key, value.get());
    }
    for (key, change) in changes.iter().filter(|(_, change)| change.get() != "null") {
        let before = target.get(key).map(|value| value.get());
        object.push(key, &patched(before, change.get(), below)?);
    }
    Ok(object.end())
}

/// An object that is being written.
#[derive(Default)]
struct Object(String);

impl Object {
    fn push(&mut self, key: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&serde_json::Value::from(key).to_string());
        self.0.push(':');
        self.0.push_str(value);
    }

    fn end(mut self) -> String {
        if self.0.is_empty() {
            self.0.push('{');
        }
        self.0.push('}');
        self.0
    }
}
