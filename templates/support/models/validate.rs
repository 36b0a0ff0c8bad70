use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::Serialize;

use super::limits::{Counted, Limited, Listed, Matches};
use super::{Decimal, Maybe, schema};

/// How many broken limits are kept: a hostile value must not become an answer larger than itself.
const MOST: usize = 1000;

/// How many bytes their pointers may have together: names in them are as long as the value makes them.
const POINTERS: usize = 256 * 1024;

/// Whether a value keeps the limits that the document sets. Reading is about shape and does not ask.
pub trait Validate {
    /// Adds all broken limits to `found`.
    fn check(&self, found: &mut Violations) {
        let _ = found;
    }

    /// All broken limits, or the first 1,000 of them.
    ///
    /// # Errors
    /// There is at least one.
    fn validate(&self) -> Result<(), Violations> {
        let mut found = Violations::default();
        self.check(&mut found);
        if found.list.is_empty() { Ok(()) } else { Err(found) }
    }
}

/// What `oneOf` asks for.
pub(super) const ONE: &str = "exactly one of the alternatives";

/// A broken limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where: a JSON Pointer (RFC 6901), empty for the whole value.
    pub pointer: String,
    /// The keyword of the document, such as `maxLength`.
    pub rule: &'static str,
    /// What the document says.
    pub limit: Cow<'static, str>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "value" } else { &self.pointer };
        write!(f, "{place} breaks {} {}", self.rule, self.limit)
    }
}

/// Broken limits, and the place that is being looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Violations {
    pointer: String,
    list: Vec<Violation>,
    /// The length of all pointers.
    told: usize,
}

impl Violations {
    /// All of them, in the order of the properties.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds one at the place that is being looked at, unless there are 1,000 already or their pointers have more than
    /// 256 KiB.
    pub fn add(&mut self, rule: &'static str, limit: impl Into<Cow<'static, str>>) {
        if self.list.len() >= MOST || self.told > POINTERS {
            return;
        }
        self.told += self.pointer.len();
        self.list.push(Violation { pointer: self.pointer.clone(), rule, limit: limit.into() });
    }

    /// Looks at a property, an item or an entry, if it is there.
    pub fn at<T: ?Sized>(&mut self, key: &str, value: Option<&T>, check: impl FnOnce(&mut Self, &T)) {
        let Some(value) = value else { return };
        let end = self.enter();
        push_escaped(&mut self.pointer, key);
        check(self, value);
        self.pointer.truncate(end);
    }

    /// Looks at every item or entry.
    pub fn each<'v, K: fmt::Display, T: 'v>(
        &mut self,
        values: impl IntoIterator<Item = (K, &'v T)>,
        check: impl Fn(&mut Self, &T),
    ) {
        for (key, value) in values {
            let end = self.enter();
            // Writing to a string cannot fail.
            let _ = write!(Escaped(&mut self.pointer), "{key}");
            check(self, value);
            self.pointer.truncate(end);
        }
    }

    /// Begins a step of the pointer, and says where it began.
    fn enter(&mut self) -> usize {
        let end = self.pointer.len();
        if self.pointer.capacity() == 0 {
            self.pointer.reserve(64);
        }
        self.pointer.push('/');
        end
    }

    fn ensure(&mut self, kept: bool, rule: &'static str, limit: impl fmt::Display) {
        if !kept {
            self.add(rule, limit.to_string());
        }
    }
}

fn push_escaped(pointer: &mut String, key: &str) {
    if key.contains(['~', '/']) {
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(key);
    }
}

/// Escapes what is written for a pointer.
struct Escaped<'p>(&'p mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push_escaped(self.0, text);
        Ok(())
    }
}

/// The limits, by their keywords. A value of another JSON type keeps them all.
#[allow(missing_docs, reason = "each is the keyword of its name")]
impl Violations {
    pub fn min_length(&mut self, value: &impl Limited, limit: usize) {
        self.ensure(value.text().is_none_or(|text| text.chars().count() >= limit), "minLength", limit);
    }

    pub fn max_length(&mut self, value: &impl Limited, limit: usize) {
        self.ensure(value.text().is_none_or(|text| text.chars().count() <= limit), "maxLength", limit);
    }

    pub fn pattern(&mut self, value: &impl Limited, limit: &impl Matches) {
        self.ensure(value.text().is_none_or(|text| limit.matches(&text)), "pattern", limit.text());
    }

    pub fn minimum(&mut self, value: &impl Limited, limit: &'static str) {
        self.ensure(value.against(limit).is_none_or(Ordering::is_ge), "minimum", limit);
    }

    pub fn maximum(&mut self, value: &impl Limited, limit: &'static str) {
        self.ensure(value.against(limit).is_none_or(Ordering::is_le), "maximum", limit);
    }

    pub fn exclusive_minimum(&mut self, value: &impl Limited, limit: &'static str) {
        self.ensure(value.against(limit).is_none_or(Ordering::is_gt), "exclusiveMinimum", limit);
    }

    pub fn exclusive_maximum(&mut self, value: &impl Limited, limit: &'static str) {
        self.ensure(value.against(limit).is_none_or(Ordering::is_lt), "exclusiveMaximum", limit);
    }

    pub fn multiple_of(&mut self, value: &impl Limited, limit: &'static str) {
        let whole = |value: Decimal| Some(value.is_multiple_of(&Decimal::parse(limit)?));
        self.ensure(value.number().and_then(whole).unwrap_or(true), "multipleOf", limit);
    }

    pub fn min_items(&mut self, value: &impl Listed, limit: usize) {
        self.ensure(value.count().is_none_or(|count| count >= limit), "minItems", limit);
    }

    pub fn max_items(&mut self, value: &impl Listed, limit: usize) {
        self.ensure(value.count().is_none_or(|count| count <= limit), "maxItems", limit);
    }

    pub fn unique_items(&mut self, value: &impl Listed) {
        self.ensure(value.is_unique(), "uniqueItems", "true");
    }

    pub fn min_properties(&mut self, value: &impl Counted, limit: usize) {
        self.ensure(value.count().is_none_or(|count| count >= limit), "minProperties", limit);
    }

    pub fn max_properties(&mut self, value: &impl Counted, limit: usize) {
        self.ensure(value.count().is_none_or(|count| count <= limit), "maxProperties", limit);
    }

    pub fn schema(&mut self, value: &impl Serialize, schema: &'static str, matches: schema::Matches) {
        // What cannot be written as JSON is told by whoever writes it.
        for (rule, limit) in serde_json::to_string(value).iter().flat_map(|text| schema::broken(schema, text, matches))
        {
            self.add(rule, limit);
        }
    }

    /// For a value that is null although exactly one alternative of `rule` may take null, and several do.
    pub fn not_null(&mut self, value: &impl Serialize, rule: &'static str) {
        let is_null = serde_json::to_string(value).is_ok_and(|text| text == "null");
        self.ensure(!is_null, rule, ONE);
    }

    /// The same for a property of an object, or the item of an array with the index `part`.
    pub fn not_null_at(&mut self, whole: &impl Serialize, part: &'static str) {
        let text = serde_json::to_string(whole).unwrap_or_default();
        let item = || schema::items(&text)?.get(part.parse::<usize>().ok()?).copied();
        let found = schema::entries(&text).and_then(|entries| entries.get(part).copied()).or_else(item);
        let null = found.filter(|value| value.get() == "null");
        self.at(part, null, |found, _| found.add("oneOf", ONE));
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.list.iter().enumerate() {
            write!(f, "{}{violation}", if i == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<T: Validate> Validate for Box<T> {
    fn check(&self, found: &mut Violations) {
        (**self).check(found);
    }
}

impl<T: Validate> Validate for Option<T> {
    fn check(&self, found: &mut Violations) {
        self.iter().for_each(|value| value.check(found));
    }
}

impl<T: Validate> Validate for Maybe<T> {
    fn check(&self, found: &mut Violations) {
        self.as_ref().into_iter().for_each(|value| value.check(found));
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check(&self, found: &mut Violations) {
        found.each(self.iter().enumerate(), |found, item| item.check(found));
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn check(&self, found: &mut Violations) {
        found.each(self, |found, value| value.check(found));
    }
}
