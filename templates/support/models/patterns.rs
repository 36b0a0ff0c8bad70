//! Patterns that texts must have, each compiled once, when it is first asked for.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Bytes;
use std::sync::{Mutex, OnceLock, PoisonError};

use regex_lite::Regex;

use super::support::limits::Matches;

/// A pattern of the document.
#[allow(dead_code, reason = "a document may have patterns in such schemas only")]
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    must: &'static [&'static str],
    must_not: &'static [&'static str],
    compiled: OnceLock<Vec<(Compiled, bool)>>,
}

#[derive(Debug)]
enum Compiled {
    Row(Row),
    Regex(Regex),
}

#[allow(dead_code, reason = "a document may have patterns in such schemas only")]
impl Pattern {
    /// A pattern as the document has it, and as regular expressions of Rust have it: those that a text must have, and
    /// those that it must not have.
    pub const fn new(text: &'static str, must: &'static [&'static str], must_not: &'static [&'static str]) -> Self {
        Self { text, must, must_not, compiled: OnceLock::new() }
    }

    // Patterns are tried when the code is made, so each one here can be compiled.
    fn compile(&self) -> Vec<(Compiled, bool)> {
        let must = self.must.iter().map(|regex| (regex, true));
        let all = must.chain(self.must_not.iter().map(|regex| (regex, false)));
        all.filter_map(|(regex, must)| Some((Compiled::of(regex)?, must))).collect()
    }
}

#[allow(dead_code, reason = "a document may have patterns in such schemas only")]
impl Compiled {
    fn of(regex: &str) -> Option<Self> {
        match Row::of(regex) {
            Some(row) => Some(Self::Row(row)),
            None => Regex::new(regex).ok().map(Self::Regex),
        }
    }

    fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Row(row) => row.is_match(text),
            Self::Regex(regex) => regex.is_match(text),
        }
    }
}

impl Matches for Pattern {
    fn text(&self) -> &'static str {
        self.text
    }

    fn matches(&self, text: &str) -> bool {
        self.compiled.get_or_init(|| self.compile()).iter().all(|(compiled, must)| compiled.is_match(text) == *must)
    }
}

/// What most patterns are: a row of ASCII characters between start and end, `^[A-Z]{2}-\d+$`, in which what follows a
/// repeated character cannot be that character. Such a pattern is matched in one pass, many times as fast as any other.
#[allow(dead_code, reason = "a document may have patterns in such schemas only")]
#[derive(Debug)]
struct Row(Vec<Step>);

/// One of `set`, a bit for each ASCII character, `least` to `most` times.
#[derive(Debug)]
struct Step {
    set: u128,
    least: usize,
    most: usize,
}

type Letters<'r> = Peekable<Bytes<'r>>;

#[allow(dead_code, reason = "a document may have patterns in such schemas only")]
impl Row {
    /// `None`: the regular expression is of another kind.
    fn of(regex: &str) -> Option<Self> {
        let mut letters = regex.strip_prefix('^')?.strip_suffix('$')?.bytes().peekable();
        let mut steps: Vec<Step> = Vec::new();
        while let Some(letter) = letters.next() {
            let set = match letter {
                b'[' => class(&mut letters)?,
                b'\\' => escaped(letters.next()?)?,
                b'.' | b'(' | b')' | b'|' | b'^' | b'$' | b'*' | b'+' | b'?' | b'{' | b'}' | b']' => return None,
                _ => one(letter)?,
            };
            let (least, most) = times(&mut letters)?;
            steps.push(Step { set, least, most });
        }
        for (i, step) in steps.iter().enumerate().filter(|(_, step)| step.least < step.most) {
            for next in steps.iter().skip(i + 1) {
                if step.set & next.set != 0 {
                    return None;
                }
                if next.least > 0 {
                    break;
                }
            }
        }
        Some(Self(steps))
    }

    fn is_match(&self, text: &str) -> bool {
        let mut rest = text.as_bytes();
        for step in &self.0 {
            let taken = rest.iter().take(step.most).take_while(|byte| step.set & bit(**byte) != 0).count();
            if taken < step.least {
                return false;
            }
            rest = rest.get(taken..).unwrap_or_default();
        }
        rest.is_empty()
    }
}

/// No bit for what is not ASCII.
fn bit(byte: u8) -> u128 {
    1_u128.checked_shl(byte.into()).unwrap_or(0)
}

fn one(letter: u8) -> Option<u128> {
    letter.is_ascii().then(|| bit(letter))
}

fn between(low: u8, high: u8) -> u128 {
    (low..=high).fold(0, |set, letter| set | bit(letter))
}

/// What stands behind a backslash.
fn escaped(letter: u8) -> Option<u128> {
    match letter {
        b'd' => Some(between(b'0', b'9')),
        b'w' => Some(between(b'0', b'9') | between(b'A', b'Z') | between(b'a', b'z') | bit(b'_')),
        _ if letter.is_ascii_punctuation() => one(letter),
        _ => None,
    }
}

/// What stands in brackets, up to the second one.
fn class(letters: &mut Letters<'_>) -> Option<u128> {
    let mut set = 0;
    loop {
        let low = match letters.next()? {
            b']' => return (set != 0).then_some(set),
            b'\\' => escaped(letters.next()?)?,
            b'[' | b'^' | b'&' | b'~' | b'-' => return None,
            letter => one(letter)?,
        };
        set |= low;
        if letters.next_if_eq(&b'-').is_some() {
            let high = match letters.next()? {
                b'\\' => escaped(letters.next()?)?,
                b'[' | b']' | b'-' => return None,
                letter => one(letter)?,
            };
            // Classes such as `\d` begin no range.
            if low.count_ones() != 1 || high.count_ones() != 1 || low > high {
                return None;
            }
            set |= between(u8::try_from(low.trailing_zeros()).ok()?, u8::try_from(high.trailing_zeros()).ok()?);
        }
    }
}

/// How often a character comes.
fn times(letters: &mut Letters<'_>) -> Option<(usize, usize)> {
    let found = match letters.peek() {
        Some(b'?') => (0, 1),
        Some(b'*') => (0, usize::MAX),
        Some(b'+') => (1, usize::MAX),
        Some(b'{') => {
            letters.next();
            let least = number(letters)?;
            let most = match letters.next_if_eq(&b',') {
                Some(_) if letters.peek() == Some(&b'}') => usize::MAX,
                Some(_) => number(letters)?,
                None => least,
            };
            if letters.peek() != Some(&b'}') || least > most {
                return None;
            }
            (least, most)
        }
        _ => return Some((1, 1)),
    };
    letters.next();
    // `+?` is lazy.
    if matches!(letters.peek(), Some(b'?' | b'*' | b'+' | b'{')) { None } else { Some(found) }
}

fn number(letters: &mut Letters<'_>) -> Option<usize> {
    let mut digits = String::new();
    while let Some(digit) = letters.next_if(u8::is_ascii_digit) {
        digits.push(char::from(digit));
    }
    digits.parse().ok()
}

/// Whether a text has a pattern of a schema.
#[allow(dead_code, reason = "not every document has such a schema")]
pub fn matches(pattern: &str, text: &str) -> bool {
    static COMPILED: Mutex<BTreeMap<String, Option<Regex>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).ok()).clone();
    drop(compiled);
    regex.is_none_or(|regex| regex.is_match(text))
}
