//! Whether a text has a pattern: all places that can be reached are followed at once, so nothing is tried twice.

use std::collections::BTreeSet;

use super::set::Class;
use super::{Node, Place, Way};

/// More steps than this are not taken.
const STEPS: u32 = 4_000_000;

pub(super) fn matches(whole: &Node, text: &str) -> Option<bool> {
    let mut matcher = Matcher { text: text.chars().collect(), steps: STEPS };
    let starts = (0..=matcher.text.len()).collect();
    Some(!matcher.ends(whole, &starts)?.is_empty())
}

struct Matcher {
    text: Vec<char>,
    steps: u32,
}

type Places = BTreeSet<usize>;

impl Matcher {
    /// Where `node` can end that starts at one of some places; none if the steps are used up.
    fn ends(&mut self, node: &Node, starts: &Places) -> Option<Places> {
        let cost = u32::try_from(starts.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.steps = self.steps.checked_sub(cost)?;
        Some(match node {
            Node::Set(set) => {
                let taken = |at: &&usize| self.text.get(**at).is_some_and(|c| set.has(*c));
                starts.iter().filter(taken).map(|at| at + 1).collect()
            }
            Node::Place(place) => starts.iter().copied().filter(|at| self.is(*place, *at)).collect(),
            Node::Sequence(nodes) => {
                let mut at = starts.clone();
                for node in nodes {
                    at = self.ends(node, &at)?;
                }
                at
            }
            Node::Alternatives(nodes) => {
                let mut all = Places::new();
                for node in nodes {
                    all.extend(self.ends(node, starts)?);
                }
                all
            }
            Node::Group { inner, .. } => self.ends(inner, starts)?,
            Node::Repeat { inner, min, max, .. } => self.repeated(inner, *min, *max, starts)?,
            Node::Look { way, must, inner } => {
                let mut kept = Places::new();
                for at in starts {
                    if self.looks(*way, inner, *at)? == *must {
                        kept.insert(*at);
                    }
                }
                kept
            }
        })
    }

    fn repeated(&mut self, inner: &Node, min: u32, max: Option<u32>, starts: &Places) -> Option<Places> {
        let mut at = starts.clone();
        for _ in 0..min {
            let next = self.ends(inner, &at)?;
            if next == at {
                break;
            }
            at = next;
        }
        let (mut all, mut new) = (at.clone(), at);
        let mut left = max.map(|max| max.saturating_sub(min));
        while !new.is_empty() && left != Some(0) {
            new = self.ends(inner, &new)?.difference(&all).copied().collect();
            all.extend(&new);
            left = left.map(|left| left - 1);
        }
        Some(all)
    }

    fn looks(&mut self, way: Way, inner: &Node, at: usize) -> Option<bool> {
        match way {
            Way::Ahead => Some(!self.ends(inner, &Places::from([at]))?.is_empty()),
            Way::Behind => Some(self.ends(inner, &(0..=at).collect())?.contains(&at)),
        }
    }

    fn is(&self, place: Place, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.text.get(at)).copied();
        let after = self.text.get(at).copied();
        let ends_line = |c: char| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
        let word = |c: Option<char>| c.is_some_and(|c| Class::Word.has(c));
        match place {
            Place::Start => before.is_none(),
            Place::End => after.is_none(),
            Place::LineStart => before.is_none_or(ends_line),
            Place::LineEnd => after.is_none_or(ends_line),
            Place::Boundary => word(before) != word(after),
            Place::NoBoundary => word(before) == word(after),
        }
    }
}
