//! Which limits are wider and which narrower.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Whether some limit is wider or gone, and whether some is narrower or new.
pub(super) fn changes(old: &str, new: &str) -> (bool, bool) {
    let (old, new) = (limits(old), limits(new));
    let (mut wider, mut narrower) = (false, false);
    for (key, before) in &old {
        match new.get(key).map(|now| (now, tightness(key, before, now))) {
            None | Some((_, Some(Ordering::Less))) => wider = true,
            Some((_, Some(Ordering::Greater))) => narrower = true,
            Some((now, _)) if now == before => {}
            Some((_, Some(Ordering::Equal))) => {}
            Some((_, None)) => (wider, narrower) = (true, true),
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

/// A number or a text, and whether a limit leaves it out itself.
type Value<'t> = (&'t str, bool);

/// The limits of a text; of several that limit the same, the tightest.
fn limits(text: &str) -> BTreeMap<Limit<'_>, Value<'_>> {
    let mut limits = BTreeMap::new();
    for (key, value) in text.split(" & ").filter(|text| !text.is_empty()).map(limit) {
        let looser = |known: &Value<'_>| tightness(&key, known, &value) != Some(Ordering::Less);
        if limits.get(&key).is_none_or(looser) {
            limits.insert(key, value);
        }
    }
    limits
}

/// `length>=1`, `value<5`, `pattern=^a`, `unique`. Several patterns, steps and schemas stand for themselves.
fn limit(text: &str) -> (Limit<'_>, Value<'_>) {
    let Some(at) = text.find(['<', '>', '=']) else { return (Limit(text, None), ("", false)) };
    let (what, rest) = text.split_at(at);
    let value = rest.trim_start_matches(['<', '>', '=']);
    let strict = !rest.starts_with("<=") && !rest.starts_with(">=");
    match rest.chars().next() {
        Some('<') => (Limit(what, Some(Bound::Most)), (value, strict)),
        Some('>') => (Limit(what, Some(Bound::Least)), (value, strict)),
        _ => (Limit(text, None), (value, false)),
    }
}

/// How tight the second is, beside the first.
fn tightness(key: &Limit<'_>, first: &Value<'_>, second: &Value<'_>) -> Option<Ordering> {
    let order = match key.1? {
        Bound::Least => order(first.0, second.0)?.reverse(),
        Bound::Most => order(first.0, second.0)?,
    };
    Some(order.then(second.1.cmp(&first.1)))
}

fn order(old: &str, new: &str) -> Option<Ordering> {
    match (old.parse::<i128>(), new.parse::<i128>()) {
        (Ok(old), Ok(new)) => Some(old.cmp(&new)),
        _ => old.parse::<f64>().ok()?.partial_cmp(&new.parse::<f64>().ok()?),
    }
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
            ("value<=5", "value<5", false, true),
            ("value>0", "value>=0", true, false),
            ("value>=0", "value>=0 & value>0", false, true),
            ("value>0 & value>=0", "value>=0 & value>0", false, false),
            ("value>=0 & value>3", "value>=3", true, false),
            ("value<=9007199254740993", "value<=9007199254740992", false, true),
            ("value>=1.0 & unique", "unique & value>=1.0", false, false),
        ] {
            assert_eq!(changes(old, new), (wider, narrower), "{old:?} -> {new:?}");
        }
    }
}
