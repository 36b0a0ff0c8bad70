//! Whether types of different names are one on the wire.

use std::collections::BTreeSet;

use crate::changes::fact::{Contract, Fact, Key, Kind, Word};

/// The most pairs of types that are compared; types of more are taken for different ones.
const MOST: usize = 256;

/// Whether two types, as facts have them, have the same values on the wire: where they name types, these have the same
/// properties, values, arms and limits. A pair that is being compared is taken for the same.
pub(super) fn same(old: &Contract, new: &Contract, [before, now]: [&str; 2]) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = Vec::new();
    if !alike(before, now, &mut open) {
        return false;
    }
    while let Some((before, now)) = open.pop() {
        if !seen.insert((before.clone(), now.clone())) {
            continue;
        }
        if seen.len() > MOST || !defined_alike(old, new, [&before, &now], &mut open) {
            return false;
        }
    }
    true
}

/// Whether two texts are the same but for names of types, which are noted.
fn alike(before: &str, now: &str, open: &mut Vec<(String, String)>) -> bool {
    let (mut left, mut right) = (before.split('&'), now.split('&'));
    if left.next() != right.next() {
        return false;
    }
    loop {
        let (left, right) = match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(left), Some(right)) => (name(left), name(right)),
            _ => return false,
        };
        if left.1 != right.1 {
            return false;
        }
        open.push((left.0.to_owned(), right.0.to_owned()));
    }
}

/// A name and what stands behind it.
fn name(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len()))
}

fn defined_alike(old: &Contract, new: &Contract, names: [&str; 2], open: &mut Vec<(String, String)>) -> bool {
    let of = |contract: &Contract, name: &str| {
        let from = Key::new(Kind::Type, [name]);
        let parts = contract.facts.range(from..).take_while(|(key, _)| key.path.first().is_some_and(|at| at == name));
        parts.map(|(key, fact)| (key.kind, key.path.get(1).cloned(), fact.clone())).collect::<Vec<_>>()
    };
    let (before, now) = (of(old, names[0]), of(new, names[1]));
    !before.is_empty()
        && before.len() == now.len()
        && before.iter().zip(&now).all(|(before, now)| {
            (before.0, &before.1) == (now.0, &now.1)
                && says_alike(&before.2, &now.2)
                && alike(before.2.text(Word::Type), now.2.text(Word::Type), open)
        })
}

/// Whether two facts say the same of the wire, but for types.
fn says_alike(before: &Fact, now: &Fact) -> bool {
    let kept = |fact: &Fact| fact.text(Word::Others).split(' ').next().map(str::to_owned);
    let words = [Word::Sort, Word::Presence, Word::Limits, Word::Default, Word::Constant, Word::Tag];
    words.into_iter().all(|word| before.get(word) == now.get(word)) && kept(before) == kept(now)
}
