//! Two contracts, fact by fact.

mod facts;
mod limits;
mod moves;
mod security;
mod shape;
mod types;

use std::collections::BTreeSet;

use super::fact::{Contract, Fact, Key, Word};
use super::rules::{Direction, Rule, Verdict, Verdicts};
use crate::source::Origin;

/// A difference and what it means.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule that it falls under.
    pub rule: &'static Rule,
    /// What it is about.
    pub key: Key,
    /// What was said before, where that can be said in a word.
    pub old: Option<String>,
    /// What is said now.
    pub new: Option<String>,
    /// The ways that values go; none where it does not matter.
    pub ways: Vec<Direction>,
    /// What it means.
    pub verdicts: Verdicts,
    /// Where it stood in the older document, if that is at hand.
    pub old_place: Option<Origin>,
    /// Where it stands.
    pub new_place: Option<Origin>,
}

/// All that has changed.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The API.
    pub api: String,
    /// The version of the older crates, if they have been written.
    pub version: Option<String>,
    /// The crates there are now.
    pub crates: Vec<String>,
    /// Whether the texts are the same, byte by byte.
    pub same_sources: bool,
    /// The changes: first by what they are about.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// The worst of all changes.
    pub fn verdicts(&self) -> Verdicts {
        self.changes.iter().fold(Verdicts::NONE, |all, change| all.and(change.verdicts))
    }
}

/// What has changed from one contract to another.
pub fn compare(old: &Contract, new: &Contract) -> Comparison {
    let mut differ = Differ { new, changes: Vec::new() };
    let old = &differ.moved(old);
    let keys: BTreeSet<&Key> = old.facts.keys().chain(new.facts.keys()).collect();
    for key in keys {
        match (old.facts.get(key), new.facts.get(key)) {
            (Some(before), Some(now)) if before != now => facts::changed(&mut differ, old, key, before, now),
            (Some(before), None) if has_parent(old, new, key) => facts::removed(&mut differ, old, key, before),
            (None, Some(now)) if has_parent(old, new, key) => facts::added(&mut differ, old, key, now),
            _ => {}
        }
    }
    let sha = |contract: &Contract| contract.sources.iter().map(|mark| mark.sha256.clone()).collect::<Vec<_>>();
    Comparison {
        api: new.api.clone(),
        version: old.version.clone(),
        crates: new.crates.clone(),
        same_sources: sha(old) == sha(new),
        changes: differ.changes,
    }
}

/// What belongs to something new or gone, or of another sort, is told with it.
fn has_parent(old: &Contract, new: &Contract, key: &Key) -> bool {
    let Some(parent) = key.parent() else { return true };
    match (old.facts.get(&parent), new.facts.get(&parent)) {
        (Some(before), Some(now)) => before.get(Word::Sort) == now.get(Word::Sort),
        _ => false,
    }
}

struct Differ<'a> {
    new: &'a Contract,
    changes: Vec<Change>,
}

impl Differ<'_> {
    /// Notes a change of a fact.
    fn note(&mut self, rule: &'static Rule, key: &Key, old: Option<&Fact>, new: Option<&Fact>, ways: &[Direction]) {
        let places = (old.and_then(|fact| fact.origin.clone()), new.and_then(|fact| fact.origin.clone()));
        let mut verdicts = rule.verdicts(ways);
        // What no operation uses is not on the wire.
        if ways.is_empty() && key.is_of_models() {
            verdicts.wire = Verdict::None;
        }
        self.changes.push(Change {
            rule,
            key: key.clone(),
            old: None,
            new: None,
            ways: ways.to_vec(),
            verdicts,
            old_place: places.0,
            new_place: places.1,
        });
    }

    /// Says what the word was and what it is.
    fn saying(&mut self, word: Word, old: &Fact, new: &Fact) {
        if let Some(change) = self.changes.last_mut() {
            (change.old, change.new) = (old.get(word).map(str::to_owned), new.get(word).map(str::to_owned));
        }
    }

    /// What is said of callers and implementors since the list had this length.
    fn since(&self, length: usize) -> (Verdict, Verdict) {
        let all = self.changes.iter().skip(length).fold(Verdicts::NONE, |all, change| all.and(change.verdicts));
        (all.callers, all.implementors)
    }
}
