//! Which types are wider and which narrower.

/// How one type is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Another one.
    Other,
    /// What was of the older type is of the newer one.
    Wider,
    /// What is of the newer type was of the older one.
    Narrower,
}

/// How the newer type is to the older one; both as the contract has them, and not the same.
pub(super) fn relation(old: &str, new: &str) -> Relation {
    match (holds(new, old), holds(old, new)) {
        (true, false) => Relation::Wider,
        (false, true) => Relation::Narrower,
        (true, true) | (false, false) => Relation::Other,
    }
}

/// Whether all values of `small` are values of `large`.
fn holds(large: &str, small: &str) -> bool {
    if large == small || large == "any" {
        return true;
    }
    for brackets in [['[', ']'], ['{', '}']] {
        if let (Some(large), Some(small)) = (inside(large, brackets), inside(small, brackets)) {
            return holds(large, small);
        }
    }
    if let Some(large) = large.strip_suffix(" or null") {
        return holds(large, small.strip_suffix(" or null").unwrap_or(small));
    }
    // The values of an enum are texts or integers.
    let small = small.strip_prefix('&').and_then(|text| text.split_once(':')).map_or(small, |(_, values)| values);
    match (integer(large), integer(small)) {
        (Some(large), Some(small)) => return large.0 <= small.0 && large.1 >= small.1,
        (None, Some(_)) if large.starts_with("number") => return true,
        _ => {}
    }
    // A format is a part of what has none.
    large == small || (matches!(large, "string" | "number") && small.split('(').next() == Some(large))
}

fn inside(text: &str, [open, close]: [char; 2]) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// The least and the most that an integer may be.
fn integer(text: &str) -> Option<(i128, i128)> {
    let format = text.strip_prefix("integer")?;
    let bits = |text: &str| text.trim_end_matches(')').parse::<u32>().ok().filter(|bits| (1..=64).contains(bits));
    if let Some(bits) = format.strip_prefix("(uint").and_then(bits) {
        return Some((0, (1 << bits) - 1));
    }
    match format.strip_prefix("(int").and_then(bits) {
        Some(bits) => Some((-(1 << (bits - 1)), (1 << (bits - 1)) - 1)),
        None => Some((i128::MIN, i128::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Relation, relation};

    #[test]
    fn wider_narrower_other() {
        use Relation::{Narrower, Other, Wider};
        for (old, new, expected) in [
            ("integer(int32)", "integer(int64)", Wider),
            ("integer(int64)", "integer(uint32)", Narrower),
            ("integer(int64)", "number", Wider),
            ("number", "integer", Narrower),
            ("string(date)", "string", Wider),
            ("[string]", "[string(email)]", Narrower),
            ("string(date)", "string(date-time)", Other),
            ("string", "integer", Other),
            ("&Size:string", "string", Wider),
            ("&Pet", "&Dog", Other),
            ("&Pet", "any", Wider),
            ("[string]", "[string or null]", Wider),
        ] {
            assert_eq!(relation(old, new), expected, "{old} -> {new}");
        }
    }
}
