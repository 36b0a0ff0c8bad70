//! Limits that a value breaks.

use crate::api::Constraints;
use crate::passes::pattern::Pattern;
use crate::tree::{Node, Number};

/// What a value breaks, in words that begin with `is` or `has`. Limits of other types it keeps.
pub(in crate::passes) fn broken(limits: &Constraints, value: &Node) -> Vec<String> {
    let mut found = Vec::new();
    match value {
        Node::Number(number) => of_number(limits, number, &mut found),
        Node::String(text) => of_string(limits, text, &mut found),
        Node::Sequence(items) => {
            count("items", items.len(), limits.min_items, limits.max_items, &mut found);
            let twice = |(i, one): (usize, &Node)| {
                items.iter().take(i).any(|two| crate::passes::examples::judge::same(one, two))
            };
            if limits.unique_items && items.iter().enumerate().any(twice) {
                found.push("has an item twice".to_owned());
            }
        }
        Node::Mapping(entries) => {
            count("properties", entries.len(), limits.min_properties, limits.max_properties, &mut found);
        }
        Node::Null | Node::Bool(_) => {}
    }
    found
}

fn count(what: &str, count: usize, min: Option<u64>, max: Option<u64>, found: &mut Vec<String>) {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    if let Some(min) = min.filter(|min| count < *min) {
        found.push(format!("has {count} {what}, fewer than {min}"));
    }
    if let Some(max) = max.filter(|max| count > *max) {
        found.push(format!("has {count} {what}, more than {max}"));
    }
}

fn of_string(limits: &Constraints, text: &str, found: &mut Vec<String>) {
    count("characters", text.chars().count(), limits.min_length, limits.max_length, found);
    for pattern in &limits.patterns {
        if Pattern::read(pattern).is_ok_and(|pattern| pattern.matches(text) == Some(false)) {
            let text = super::super::examples::judge::short(&Node::String(text.to_owned()));
            found.push(format!("is {text}, which does not match `{pattern}`"));
        }
    }
}

fn of_number(limits: &Constraints, value: &Number, found: &mut Vec<String>) {
    let Some(is) = value.decimal() else { return };
    let mut test = |limit: Option<&Number>, words: &str, breaks: &dyn Fn(&crate::tree::Decimal) -> bool| {
        if let Some(limit) = limit.filter(|limit| limit.decimal().is_some_and(|limit| breaks(&limit))) {
            found.push(format!("is {value}, {words} {limit}"));
        }
    };
    test(limits.minimum.as_ref(), "less than", &|limit| is < *limit);
    test(limits.maximum.as_ref(), "more than", &|limit| is > *limit);
    test(limits.exclusive_minimum.as_ref(), "not more than", &|limit| is <= *limit);
    test(limits.exclusive_maximum.as_ref(), "not less than", &|limit| is >= *limit);
    for step in &limits.multiple_of {
        test(Some(step), "no multiple of", &|step| !is.is_multiple_of(step));
    }
}
