//! A text that has a pattern.

use super::set::{Item, Set};
use super::{Node, Pattern};

/// Repetitions are made longer at most by so much.
const LONGEST: usize = 512;

/// Deeper than this, nothing is written.
const DEEPEST: usize = 64;

/// What is taken of a set that has it, before its own first character.
const LIKED: &str = "aA01xzXZ9-_./ :@";

impl Pattern {
    /// A text of `least` to `most` characters that has the pattern: the shortest repetitions that will do. None if no
    /// such text is found, which does not mean that there is none.
    pub(crate) fn sample(&self, least: usize, most: usize) -> Option<String> {
        for extra in 0..=least.min(LONGEST) {
            let mut text = String::new();
            write(&self.whole, extra, DEEPEST, &mut text)?;
            let length = text.chars().count();
            if length > most {
                return None;
            }
            // What need not fill the whole text may stand in a longer one.
            let padded = format!("{text}{}", "x".repeat(least.saturating_sub(length)));
            for text in [text, padded] {
                if text.chars().count() >= least && self.matches(&text) == Some(true) {
                    return Some(text);
                }
            }
        }
        None
    }
}

fn write(node: &Node, extra: usize, depth: usize, text: &mut String) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    match node {
        Node::Set(set) => text.push(one_of(set)?),
        Node::Place(_) | Node::Look { .. } => {}
        Node::Sequence(nodes) => nodes.iter().try_for_each(|node| write(node, extra, depth, text))?,
        Node::Alternatives(nodes) => write(nodes.first()?, extra, depth, text)?,
        Node::Group { inner, .. } => write(inner, extra, depth, text)?,
        Node::Repeat { inner, min, max, .. } => {
            let least = usize::try_from(*min).ok()?;
            let most = max.and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX);
            let times = least.saturating_add(extra).min(most);
            (times <= LONGEST).then_some(())?;
            for _ in 0..times {
                write(inner, extra.min(1), depth, text)?;
                (text.len() <= 8 * LONGEST).then_some(())?;
            }
        }
    }
    Some(())
}

fn one_of(set: &Set) -> Option<char> {
    let own = set.items.iter().find_map(|item| match item {
        Item::One(letter) | Item::Range(letter, _) => Some(letter.c),
        Item::Ranges(ranges) => ranges.first().map(|(low, _)| *low),
        Item::Class(..) => None,
    });
    LIKED.chars().chain(own).chain(' '..='~').find(|c| set.has(*c))
}
