use std::cmp::Ordering;

use crate::api::Constraints;
use crate::tree::Number;

/// The limits that hold if both hold. Of two patterns the first stays; the caller reports it.
pub(super) fn tightened(a: &Constraints, b: &Constraints) -> Constraints {
    Constraints {
        minimum: greater(&a.minimum, &b.minimum),
        maximum: lesser(&a.maximum, &b.maximum),
        exclusive_minimum: greater(&a.exclusive_minimum, &b.exclusive_minimum),
        exclusive_maximum: lesser(&a.exclusive_maximum, &b.exclusive_maximum),
        multiple_of: greater(&a.multiple_of, &b.multiple_of),
        min_length: a.min_length.max(b.min_length),
        max_length: least(a.max_length, b.max_length),
        pattern: a.pattern.clone().or_else(|| b.pattern.clone()),
        min_items: a.min_items.max(b.min_items),
        max_items: least(a.max_items, b.max_items),
        unique_items: a.unique_items || b.unique_items,
        min_properties: a.min_properties.max(b.min_properties),
        max_properties: least(a.max_properties, b.max_properties),
    }
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn greater(a: &Option<Number>, b: &Option<Number>) -> Option<Number> {
    chosen(a, b, Ordering::Less)
}

fn lesser(a: &Option<Number>, b: &Option<Number>) -> Option<Number> {
    chosen(a, b, Ordering::Greater)
}

/// `b` if `a` compares to it as `when`, otherwise `a`; the one that is there if only one is.
fn chosen(a: &Option<Number>, b: &Option<Number>, when: Ordering) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if compare(a, b) == when { b.clone() } else { a.clone() }),
        (a, b) => a.clone().or_else(|| b.clone()),
    }
}

fn compare(a: &Number, b: &Number) -> Ordering {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.to_f64().total_cmp(&b.to_f64()),
    }
}
