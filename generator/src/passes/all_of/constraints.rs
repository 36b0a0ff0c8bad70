//! Limits of two schemas that both hold.

use std::cmp::Ordering;

use crate::api::Constraints;
use crate::tree::{Decimal, Number};

/// The limits that hold if both hold.
pub(super) fn tightened(a: &Constraints, b: &Constraints) -> Constraints {
    let mut both = Constraints {
        minimum: chosen(&a.minimum, &b.minimum, Ordering::Less),
        maximum: chosen(&a.maximum, &b.maximum, Ordering::Greater),
        exclusive_minimum: chosen(&a.exclusive_minimum, &b.exclusive_minimum, Ordering::Less),
        exclusive_maximum: chosen(&a.exclusive_maximum, &b.exclusive_maximum, Ordering::Greater),
        multiple_of: multiples(&a.multiple_of, &b.multiple_of),
        min_length: a.min_length.max(b.min_length),
        max_length: least(a.max_length, b.max_length),
        patterns: joined(&a.patterns, &b.patterns),
        min_items: a.min_items.max(b.min_items),
        max_items: least(a.max_items, b.max_items),
        unique_items: a.unique_items || b.unique_items,
        min_properties: a.min_properties.max(b.min_properties),
        max_properties: least(a.max_properties, b.max_properties),
        conditions: joined(&a.conditions, &b.conditions),
    };
    one_of_two(&mut both.minimum, &mut both.exclusive_minimum, Ordering::Greater);
    one_of_two(&mut both.maximum, &mut both.exclusive_maximum, Ordering::Less);
    both
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Both lists, what is in both once.
fn joined<T: Clone + PartialEq>(a: &[T], b: &[T]) -> Vec<T> {
    a.iter().chain(b.iter().filter(|one| !a.contains(one))).cloned().collect()
}

/// `b` if `a` compares to it as `when`, otherwise `a`; the one that is there if only one is.
fn chosen(a: &Option<Number>, b: &Option<Number>, when: Ordering) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if compare(a, b) == when { b.clone() } else { a.clone() }),
        (a, b) => a.clone().or_else(|| b.clone()),
    }
}

/// Of an inclusive and an exclusive limit on the same side the tighter: the inclusive one only if it compares to the
/// other as `when`.
fn one_of_two(inclusive: &mut Option<Number>, exclusive: &mut Option<Number>, when: Ordering) {
    let (Some(within), Some(beyond)) = (inclusive.as_ref(), exclusive.as_ref()) else { return };
    if compare(within, beyond) == when {
        *exclusive = None;
    } else {
        *inclusive = None;
    }
}

/// All steps, without those that another is a multiple of.
fn multiples(a: &[Number], b: &[Number]) -> Vec<Number> {
    let all = joined(a, b);
    let implied = |(i, step): (usize, &Number)| {
        let Some(step) = step.decimal() else { return false };
        all.iter().enumerate().any(|(j, other)| {
            let other = other.decimal().filter(Decimal::is_positive);
            i != j && other.is_some_and(|other| other.is_multiple_of(&step) && (other != step || j < i))
        })
    };
    all.iter().enumerate().filter(|(i, step)| !implied((*i, step))).map(|(_, step)| step.clone()).collect()
}

fn compare(a: &Number, b: &Number) -> Ordering {
    match (a.decimal(), b.decimal()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.to_f64().total_cmp(&b.to_f64()),
    }
}
