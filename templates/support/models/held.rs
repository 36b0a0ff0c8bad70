//! Limits of properties, by the words of the table: whether a property is there depends on how it is held.

use super::{Maybe, Violations};

/// What a value must keep, with the bound that the document sets. A pointer, so that one function serves all bounds.
type Rule<T, B> = fn(&mut Violations, &T, B);

/// A property that must be there.
pub fn required<T, B>(found: &mut Violations, key: &str, value: &T, rule: Rule<T, B>, bound: B) {
    found.at(key, Some(value), |found, value| rule(found, value, bound));
}

/// A property that must be there, with one value.
pub fn fixed<T, B>(found: &mut Violations, key: &str, value: &T, rule: Rule<T, B>, bound: B) {
    required(found, key, value, rule, bound);
}

/// A property that may be absent.
pub fn optional<T, B>(found: &mut Violations, key: &str, value: &Option<T>, rule: Rule<T, B>, bound: B) {
    found.at(key, value.as_ref(), |found, value| rule(found, value, bound));
}

/// A property that may be null.
pub fn nullable<T, B>(found: &mut Violations, key: &str, value: &Option<T>, rule: Rule<T, B>, bound: B) {
    optional(found, key, value, rule, bound);
}

/// A property that may be absent or null.
pub fn maybe<T, B>(found: &mut Violations, key: &str, value: &Maybe<T>, rule: Rule<T, B>, bound: B) {
    found.at(key, value.as_ref(), |found, value| rule(found, value, bound));
}

/// The same for limits that the type of the property knows.
pub mod typed {
    use super::super::{Maybe, Validate, Violations};

    /// A property that must be there.
    pub fn required<T: Validate>(found: &mut Violations, key: &str, value: &T) {
        found.at(key, Some(value), |found, value| value.check(found));
    }

    /// A property that must be there, with one value.
    pub fn fixed<T: Validate>(found: &mut Violations, key: &str, value: &T) {
        required(found, key, value);
    }

    /// A property that may be absent.
    pub fn optional<T: Validate>(found: &mut Violations, key: &str, value: &Option<T>) {
        found.at(key, value.as_ref(), |found, value| value.check(found));
    }

    /// A property that may be null.
    pub fn nullable<T: Validate>(found: &mut Violations, key: &str, value: &Option<T>) {
        optional(found, key, value);
    }

    /// A property that may be absent or null.
    pub fn maybe<T: Validate>(found: &mut Violations, key: &str, value: &Maybe<T>) {
        found.at(key, value.as_ref(), |found, value| value.check(found));
    }
}
