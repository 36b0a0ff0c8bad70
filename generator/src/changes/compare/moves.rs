//! What has another place or name: it is found again, so that all else about it can be compared.

use std::collections::BTreeMap;

use super::Differ;
use crate::changes::fact::{Contract, Key, Kind, Word};
use crate::changes::rules;

impl Differ<'_> {
    /// The older contract with operations where they are now, and types under their names of now.
    pub(super) fn moved(&mut self, old: &Contract) -> Contract {
        let operations = pairs(old, self.new, Kind::Operation, Word::Name);
        let types = pairs(old, self.new, Kind::Type, Word::At);
        for (from, to) in operations.iter().chain(&types) {
            let rule = if from.kind == Kind::Type { &rules::TYPE_RENAMED } else { &rules::OPERATION_MOVED };
            self.note(rule, to, old.facts.get(from), self.new.facts.get(to), &[]);
            if let Some(change) = self.changes.last_mut() {
                (change.old, change.new) = (Some(from.path.join(" ")), Some(to.path.join(" ")));
            }
        }
        let names: BTreeMap<&str, &str> = types
            .iter()
            .filter_map(|(from, to)| Some((from.path.first()?.as_str(), to.path.first()?.as_str())))
            .collect();
        let mut moved = Contract { facts: BTreeMap::new(), ..old.clone() };
        for (key, fact) in &old.facts {
            let all = operations.iter().chain(&types);
            let mut known = all.filter(|(from, _)| from.subject() == key.subject() && is_within(key, from));
            let target = known.next().map(|(_, to)| key.moved(to.subject()));
            // A name that another type has now is free of the one that had it.
            if target.is_none() && key.is_of_models() && types.iter().any(|(_, to)| to.subject() == key.subject()) {
                if key.kind == Kind::Type {
                    self.note(&rules::TYPE_REMOVED, key, Some(fact), None, &[]);
                }
                continue;
            }
            let mut fact = fact.clone();
            for (word, said) in &mut fact.words {
                if matches!(word, Word::Type | Word::Rust | Word::Call | Word::Read | Word::Serve | Word::Pages) {
                    *said = renamed(said, &names);
                }
            }
            moved.facts.insert(target.unwrap_or_else(|| key.clone()), fact);
        }
        moved
    }
}

fn is_within(key: &Key, subject: &Key) -> bool {
    key == subject || std::iter::successors(key.parent(), Key::parent).any(|parent| parent == *subject)
}

/// Those that have another key now, told by a word that both have alone. An operation is where it was as long as there is
/// one; a type is what stands at its place of the document.
fn pairs(old: &Contract, new: &Contract, kind: Kind, word: Word) -> Vec<(Key, Key)> {
    let alone = |contract: &Contract, other: &Contract| {
        let mut found: BTreeMap<String, Vec<Key>> = BTreeMap::new();
        let moves = |key: &Key| key.kind == kind && (kind == Kind::Type || !other.facts.contains_key(key));
        for (key, fact) in contract.facts.iter().filter(|(key, _)| moves(key)) {
            found.entry(fact.text(word).to_owned()).or_default().push(key.clone());
        }
        found.retain(|text, keys| keys.len() == 1 && !text.is_empty());
        found
    };
    let (gone, mut come) = (alone(old, new), alone(new, old));
    let pair = |(text, keys): (String, Vec<Key>)| Some((keys.into_iter().next()?, come.remove(&text)?.pop()?));
    gone.into_iter().filter_map(pair).filter(|(from, to)| from != to).collect()
}

/// A text with names of types replaced where they stand as words.
fn renamed(text: &str, names: &BTreeMap<&str, &str>) -> String {
    if names.is_empty() {
        return text.to_owned();
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(names.get(word).copied().unwrap_or(word));
        let mut chars = after.chars();
        out.extend(chars.next());
        rest = chars.as_str();
    }
    out
}
