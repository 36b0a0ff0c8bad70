//! The search for the arm of a union that a value belongs to.

use std::borrow::Cow;
use std::fmt;
use std::ops::ControlFlow;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::object::Key;
use super::tag::{Kind, Tag};
use super::union::Union;
use super::{Decode, Violations, decode, json, nesting};

/// The search for the arm of a value.
#[derive(Debug)]
pub struct Choice<'t, U> {
    text: &'t str,
    /// The properties, once somebody has asked for one.
    entries: Option<Vec<Entry<'t>>>,
    /// How many arms have been read.
    read: usize,
    /// The value as the only arm so far has it that has the shape for it.
    only: Option<U>,
    /// Of the arms that hold the value: how many they are, the best, its JSON form, and forms that it does not contain.
    holders: usize,
    best: Option<(U, String)>,
    lost: Vec<String>,
    /// The first arm that has the shape, but breaks a limit.
    shaped: Option<U>,
    fault: Option<(serde_json::Error, decode::Inner)>,
    exhausted: bool,
}

/// A property and the text of its value.
type Entry<'t> = (Cow<'t, str>, &'t str);

impl<'t, U: Union> Choice<'t, U> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            entries: None,
            read: 0,
            only: None,
            holders: 0,
            best: None,
            lost: Vec::new(),
            shaped: None,
            fault: None,
            exhausted: false,
        }
    }

    /// The value of a property, if the value is an object that has it, and no other will be asked for.
    pub fn tag(&self, name: &str) -> Tag<'t> {
        let mut found = None;
        let find = Seek(|key: Cow<'t, str>, value| {
            if key != name {
                return ControlFlow::Continue(());
            }
            found = Some(value);
            ControlFlow::Break(())
        });
        find.through(self.text);
        Tag::new(found)
    }

    /// The value of a property, if the value is an object that has it.
    pub fn property(&mut self, name: &str) -> Tag<'t> {
        let entries = self.entries.get_or_insert_with(|| entries(self.text));
        Tag::new(entries.iter().find(|(key, _)| key == name).map(|(_, value)| *value))
    }

    /// The JSON type.
    pub fn kind(&self) -> Kind {
        Kind::of(self.text)
    }

    /// Reads the arm that a tag has chosen.
    pub fn take<T: Decode>(&mut self, wrap: fn(T) -> U) {
        let value = arm(self.text, wrap);
        self.add(value);
    }

    /// Reads the arm of objects without a tag. Where they do not have its shape, the value is kept as it came.
    pub fn untagged<T: Decode>(&mut self, wrap: fn(T) -> U) {
        if self.kind().is("object") {
            self.only = arm(self.text, wrap).ok();
            decode::take();
        }
    }

    /// Reads an arm if none before it had the shape.
    pub fn first<T: Decode>(&mut self, wrap: fn(T) -> U) {
        if self.only.is_none() {
            let value = arm(self.text, wrap);
            self.add(value);
        }
    }

    /// Reads an arm, to be compared with others.
    pub fn attempt<T: Decode>(&mut self, wrap: fn(T) -> U) {
        if nesting::spend(self.text).is_none() {
            self.exhausted = true;
            return;
        }
        let value = arm(self.text, wrap);
        self.add(value);
    }

    fn add(&mut self, value: Result<U, serde_json::Error>) {
        self.read += 1;
        let inner = decode::take();
        match value {
            Err(fault) => {
                self.fault.get_or_insert((fault, inner));
            }
            // Whether an arm holds a value is asked only if there is a second one.
            Ok(value) => match self.only.take() {
                None if self.best.is_none() && self.shaped.is_none() => self.only = Some(value),
                first => first.into_iter().chain([value]).for_each(|value| self.compare(value)),
            },
        }
    }

    fn compare(&mut self, value: U) {
        if !holds(&value) {
            self.shaped.get_or_insert(value);
            return;
        }
        self.holders += 1;
        let Ok(form) = serde_json::to_string(&value) else { return };
        match &self.best {
            Some((_, best)) if json::contains(best, &form) => {}
            Some((_, best)) if !json::contains(&form, best) => self.lost.push(form),
            _ => {
                self.lost.retain(|lost| !json::contains(&form, lost));
                self.best = Some((value, form));
            }
        }
    }

    /// The value, if an arm has it.
    pub(super) fn end(self) -> Result<Option<U>, serde_json::Error> {
        if self.exhausted {
            return Ok(None);
        }
        match (self.only, self.best, self.shaped, self.fault) {
            (Some(value), ..) => Ok(Some(value)),
            (_, Some((value, _)), ..) => Ok(Some(value).filter(|_| self.lost.is_empty())),
            (_, _, Some(value), _) => Ok(Some(value)),
            // Where no other arm was meant, people want to know what is wrong.
            (.., Some((fault, inner))) if self.read == 1 && Kind::of(self.text).has_parts() => {
                decode::put_back(inner);
                Err(fault)
            }
            _ => Ok(None),
        }
    }

    pub(super) fn holders(mut self) -> Option<usize> {
        if let Some(value) = self.only.take() {
            self.compare(value);
        }
        (!self.exhausted).then_some(self.holders)
    }
}

/// Reads an arm.
fn arm<T: Decode, U>(text: &str, wrap: fn(T) -> U) -> Result<U, serde_json::Error> {
    decode::parse(text).map(wrap)
}

/// Whether a value keeps all limits of its arm.
fn holds<T: Union>(value: &T) -> bool {
    let mut found = Violations::default();
    value.keep(&mut found) && found.is_empty()
}

/// The properties of an object; none if the text is none.
pub(super) fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let collect = Seek(|key, value| {
        entries.push((key, value));
        ControlFlow::Continue(())
    });
    collect.through(text);
    entries
}

/// Looks at the entries of an object until told to stop.
struct Seek<F>(F);

impl<F> Seek<F> {
    fn through<'t>(self, text: &'t str)
    where
        F: FnMut(Cow<'t, str>, &'t str) -> ControlFlow<()>,
    {
        // Stopping early leaves a rest, which serde_json takes for a fault; what was found is found.
        let _ = serde_json::Deserializer::from_str(text).deserialize_map(self);
    }
}

impl<'t, F: FnMut(Cow<'t, str>, &'t str) -> ControlFlow<()>> Visitor<'t> for Seek<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<Key<'t>, &'t RawValue>()? {
            if (self.0)(key.0, value.get()).is_break() {
                break;
            }
        }
        Ok(())
    }
}
