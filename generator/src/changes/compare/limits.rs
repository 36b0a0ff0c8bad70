//! Which limits are wider and which narrower.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Whether some limit is wider or gone, and whether some is narrower or new.
pub(super) fn changes(old: &str, new: &str) -> (bool, bool) {
    let (old, new) = (limits(old), limits(new));
    let (mut wider, mut narrower) = (false, false);
    for (key, before) in &old {
        match new.get(key) {
            None => wider = true,
            Some(now) if now == before => {}
            Some(now) => match (key, order(before, now)) {
                (Limit(_, Some(Bound::Least)), Some(Ordering::Less))
                | (Limit(_, Some(Bound::Most)), Some(Ordering::Greater)) => narrower = true,
                (Limit(_, Some(_)), Some(_)) => wider = true,
                _ => (wider, narrower) = (true, true),
            },
        }
    }
    (wider, narrower || new.keys().any(|key| !old.contains_key(key)))
}

/// What is limited, and which way if it is a number.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Limit<'t>(&'t str, Option<Bound>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bound {
    Least,
    Most,
}

fn limits(text: &str) -> BTreeMap<Limit<'_>, &str> {
    text.split(" & ").filter(|text| !text.is_empty()).map(limit).collect()
}

/// `length>=1`, `pattern=^a`, `unique`. Several patterns, steps and schemas stand for themselves.
fn limit(text: &str) -> (Limit<'_>, &str) {
    let Some(at) = text.find(['<', '>', '=']) else { return (Limit(text, None), "") };
    let (what, rest) = text.split_at(at);
    let value = rest.trim_start_matches(['<', '>', '=']);
    match rest.chars().next() {
        Some('<') => (Limit(what, Some(Bound::Most)), value),
        Some('>') => (Limit(what, Some(Bound::Least)), value),
        _ => (Limit(text, None), value),
    }
}

fn order(old: &str, new: &str) -> Option<Ordering> {
    old.parse::<f64>().ok()?.partial_cmp(&new.parse::<f64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::changes;

    #[test]
    fn wider_and_narrower() {
        for (old, new, wider, narrower) in [
            ("length<=5", "length<=8", true, false),
            ("length<=8", "length<=5", false, true),
            ("length>=1", "length>=2", false, true),
            ("length>=2", "", true, false),
            ("", "unique", false, true),
            ("pattern=^a", "pattern=^b", true, true),
            ("*value>=0 & *value<=9", "*value>=1 & *value<=10", true, true),
            ("value>=1.0 & unique", "unique & value>=1.0", false, false),
        ] {
            assert_eq!(changes(old, new), (wider, narrower), "{old:?} -> {new:?}");
        }
    }
}
