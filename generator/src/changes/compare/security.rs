//! Which credentials are enough.

use std::collections::BTreeSet;

type Set<'t> = BTreeSet<(&'t str, BTreeSet<&'t str>)>;

/// Whether credentials that were enough are not any more, and whether some are that were not.
pub(super) fn changes(old: &str, new: &str) -> (bool, bool) {
    let (old, new) = (sets(old), sets(new));
    let enough = |given: &Set<'_>, asked: &[Set<'_>]| {
        asked.iter().any(|asked| {
            asked.iter().all(|(scheme, scopes)| given.iter().any(|(own, has)| own == scheme && scopes.is_subset(has)))
        })
    };
    (old.iter().any(|given| !enough(given, &new)), new.iter().any(|given| !enough(given, &old)))
}

/// `a(read) + b | none`
fn sets(text: &str) -> Vec<Set<'_>> {
    let one = |text| match text {
        "none" | "" => Set::new(),
        text => str::split(text, " + ").map(scheme).collect(),
    };
    text.split(" | ").map(one).collect()
}

fn scheme(text: &str) -> (&str, BTreeSet<&str>) {
    match text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        Some((name, scopes)) => (name, scopes.split(' ').collect()),
        None => (text, BTreeSet::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::changes;

    #[test]
    fn what_is_enough() {
        for (old, new, tighter, looser) in [
            ("", "a", true, false),
            ("a", "", false, true),
            ("a", "a | b", false, true),
            ("a | b", "a", true, false),
            ("a", "a + b", true, false),
            ("a(read)", "a(read write)", true, false),
            ("a", "b", true, true),
            ("a | none", "a", true, false),
            ("a | b", "b | a", false, false),
        ] {
            assert_eq!(changes(old, new), (tighter, looser), "{old:?} -> {new:?}");
        }
    }
}
