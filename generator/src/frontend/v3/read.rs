//! Readers of single values. They take every plain reading that `shape` has reported, and nothing else.

use std::borrow::Cow;

use crate::tree::{Mapping, Node, Number};

/// A string; also a number or boolean by its text.
pub(in crate::frontend) fn as_text(node: &Node) -> Option<Cow<'_, str>> {
    match node {
        Node::String(text) => Some(Cow::Borrowed(text)),
        Node::Number(number) => Some(Cow::Owned(number.to_string())),
        Node::Bool(value) => Some(Cow::Owned(value.to_string())),
        _ => None,
    }
}

/// A boolean; also `"true"` and `"false"`.
pub(in crate::frontend) fn as_flag(node: &Node) -> Option<bool> {
    match node {
        Node::Bool(value) => Some(*value),
        Node::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Node::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// A number; also a string that is one.
pub(in crate::frontend) fn as_number(node: &Node) -> Option<Number> {
    match node {
        Node::Number(number) => Some(number.clone()),
        Node::String(text) => Number::parse(text.trim()),
        _ => None,
    }
}

/// An integer from 0; also `5.0`, `1e3` and a string that is one.
pub(in crate::frontend) fn as_count(node: &Node) -> Option<u64> {
    let number = as_number(node)?;
    number.as_u64().or_else(|| {
        let value = number.to_f64();
        // Below 2^53 every whole float is exact.
        (value >= 0.0 && value.fract() == 0.0 && value < 9_007_199_254_740_992.0).then_some(value as u64)
    })
}

/// The text under a key.
pub(in crate::frontend) fn text(mapping: &Mapping, key: &str) -> Option<String> {
    mapping.get(key).and_then(as_text).map(Cow::into_owned)
}

/// The boolean under a key.
pub(in crate::frontend) fn flag(mapping: &Mapping, key: &str) -> Option<bool> {
    mapping.get(key).and_then(as_flag)
}

/// Whether the boolean under a key is there and true.
pub(in crate::frontend) fn is_set(mapping: &Mapping, key: &str) -> bool {
    flag(mapping, key) == Some(true)
}

/// A list of texts; a text alone is a list of one.
pub(in crate::frontend) fn texts(mapping: &Mapping, key: &str) -> Vec<String> {
    match mapping.get(key) {
        Some(Node::Sequence(items)) => items.iter().filter_map(as_text).map(Cow::into_owned).collect(),
        Some(Node::String(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// The entries of the object under a key.
pub(in crate::frontend) fn entries<'n>(mapping: &'n Mapping, key: &str) -> impl Iterator<Item = (&'n str, &'n Node)> {
    mapping.get(key).and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter)
}

/// The items of the array under a key.
pub(in crate::frontend) fn items<'n>(mapping: &'n Mapping, key: &str) -> &'n [Node] {
    mapping.get(key).and_then(Node::as_sequence).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_readings_are_taken_and_others_are_not() {
        let number = |text: &str| Node::Number(Number::parse(text).expect("a number"));
        assert_eq!(as_count(&number("5")), Some(5));
        assert_eq!(as_count(&number("5.0")), Some(5));
        assert_eq!(as_count(&number("-1")), None);
        assert_eq!(as_count(&number("1.5")), None);
        assert_eq!(as_count(&Node::String("12".to_owned())), Some(12));
        assert_eq!(as_flag(&Node::String("true".to_owned())), Some(true));
        assert_eq!(as_flag(&Node::String("yes".to_owned())), None);
        assert_eq!(as_text(&number("1.10")).as_deref(), Some("1.10"));
    }
}
