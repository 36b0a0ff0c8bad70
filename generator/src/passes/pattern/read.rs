//! Reads a pattern.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::set::{Class, Item, Letter, Set};
use super::{Node, Place, Way, properties};

/// Deeper than this, groups are not read.
const DEEPEST: usize = 48;

pub(super) fn read(pattern: &str) -> Result<Node, String> {
    let rest = pattern.chars().collect::<Vec<_>>().into_iter().peekable();
    let mut reader = Reader { rest, flags: Flags::default() };
    let whole = reader.alternatives(DEEPEST)?;
    match reader.rest.next() {
        Some(_) => Err("a parenthesis is closed that is not open".to_owned()),
        None => Ok(whole),
    }
}

struct Reader {
    rest: Peekable<IntoIter<char>>,
    flags: Flags,
}

/// What `(?i)` and its like set.
#[derive(Debug, Clone, Copy, Default)]
struct Flags {
    ignore_case: bool,
    multiline: bool,
    dot_all: bool,
}

/// An escape.
enum Escape {
    Item(Item),
    Place(Place),
}

impl Reader {
    fn alternatives(&mut self, depth: usize) -> Result<Node, String> {
        let mut all = Vec::new();
        loop {
            all.push(self.sequence(depth)?);
            if self.rest.next_if_eq(&'|').is_none() {
                break;
            }
        }
        Ok(if all.len() == 1 { all.swap_remove(0) } else { Node::Alternatives(all) })
    }

    fn sequence(&mut self, depth: usize) -> Result<Node, String> {
        let mut nodes = Vec::new();
        while let Some(c) = self.rest.next_if(|c| !matches!(c, '|' | ')')) {
            let node = match c {
                '\\' => match self.escape()? {
                    Escape::Item(Item::One(letter)) => Node::Set(self.cased(Set::one(letter))),
                    Escape::Item(item) => Node::Set(Set { negated: false, bracketed: false, items: vec![item] }),
                    Escape::Place(place) => Node::Place(place),
                },
                '.' if self.flags.dot_all => Node::Set(Set::but(&[])),
                // ECMA-262, LineTerminator.
                '.' => Node::Set(Set::but(&['\n', '\r', '\u{2028}', '\u{2029}'])),
                '^' => Node::Place(if self.flags.multiline { Place::LineStart } else { Place::Start }),
                '$' => Node::Place(if self.flags.multiline { Place::LineEnd } else { Place::End }),
                '[' => Node::Set(self.class()?),
                '(' => match self.group(depth)? {
                    Some(node) => node,
                    None => continue,
                },
                '*' | '+' | '?' => return Err(NOTHING.to_owned()),
                '{' if self.is_count() => return Err(NOTHING.to_owned()),
                c => Node::Set(self.cased(Set::one(Letter::plain(c)))),
            };
            nodes.push(self.quantified(node)?);
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Sequence(nodes) })
    }

    fn cased(&self, set: Set) -> Set {
        if self.flags.ignore_case { set.in_both_cases() } else { set }
    }

    fn quantified(&mut self, node: Node) -> Result<Node, String> {
        let mut quantifier = String::new();
        let (min, max) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let mut after = self.rest.clone();
                after.next();
                let Some((text, min, max)) = count(after)? else { return Ok(node) };
                quantifier = format!("{{{text}");
                self.rest.by_ref().take(text.chars().count() + 1).for_each(drop);
                (min, max)
            }
            _ => return Ok(node),
        };
        if matches!(node, Node::Place(_)) {
            return Err(NOTHING.to_owned());
        }
        quantifier.extend(self.rest.next());
        quantifier.extend(self.rest.next_if_eq(&'?'));
        Ok(Node::Repeat { inner: Box::new(node), min, max, quantifier })
    }

    /// Whether what follows a brace makes it a count.
    fn is_count(&self) -> bool {
        matches!(count(self.rest.clone()), Ok(Some(_)))
    }

    /// What a parenthesis opens; none if it only sets flags for what follows.
    fn group(&mut self, depth: usize) -> Result<Option<Node>, String> {
        let deeper = depth.checked_sub(1).ok_or("groups stand too deep in each other")?;
        let before = self.flags;
        let ahead: String = self.rest.clone().take(3).collect();
        let look = |way, must| Some((way, must));
        let (length, look) = match ahead.as_str() {
            text if text.starts_with("?=") => (2, look(Way::Ahead, true)),
            text if text.starts_with("?!") => (2, look(Way::Ahead, false)),
            "?<=" => (3, look(Way::Behind, true)),
            "?<!" => (3, look(Way::Behind, false)),
            _ => (0, None),
        };
        self.rest.by_ref().take(length).for_each(drop);
        let opening = match &look {
            None if ahead.starts_with('?') => match self.opening()? {
                Some(opening) => opening,
                None => return Ok(None),
            },
            _ => "(".to_owned(),
        };
        let inner = Box::new(self.alternatives(deeper)?);
        self.rest.next_if_eq(&')').ok_or("a parenthesis is not closed")?;
        self.flags = before;
        Ok(Some(match look {
            Some((way, must)) => Node::Look { way, must, inner },
            None => Node::Group { opening, inner },
        }))
    }

    /// How a group begins that has a name or flags; none if it is nothing but flags.
    fn opening(&mut self) -> Result<Option<String>, String> {
        self.rest.next();
        if self.rest.next_if_eq(&':').is_some() {
            return Ok(Some("(?:".to_owned()));
        }
        let python = self.rest.next_if_eq(&'P').is_some();
        if self.rest.next_if_eq(&'<').is_some() {
            let name: String = std::iter::from_fn(|| self.rest.next_if(|c| *c != '>')).collect();
            self.rest.next_if_eq(&'>').ok_or("the name of a group is not closed")?;
            let begins = |c: char| c.is_alphabetic() || matches!(c, '_' | '$');
            if !name.starts_with(begins) || !name.chars().all(|c| begins(c) || c.is_alphanumeric()) {
                return Err(format!("`{name}` is no name of a group"));
            }
            let ascii = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            return Ok(Some(if ascii { format!("(?<{name}>") } else { "(".to_owned() }));
        }
        if python {
            return Err("`(?P` needs a name".to_owned());
        }
        let mut on = true;
        loop {
            match self.rest.next() {
                Some('i') => self.flags.ignore_case = on,
                Some('m') => self.flags.multiline = on,
                Some('s') => self.flags.dot_all = on,
                Some('u') => {}
                Some('-') if on => on = false,
                Some(':') => return Ok(Some("(?:".to_owned())),
                Some(')') => return Ok(None),
                Some(c) => return Err(format!("`(?{c}` is none of ECMA-262")),
                None => return Err("a parenthesis is not closed".to_owned()),
            }
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<Escape, String> {
        let Some(c) = self.rest.next() else { return Err("it ends in a backslash".to_owned()) };
        let letter = match c {
            'd' | 'D' => return Ok(Escape::Item(Item::Class(Class::Digit, c == 'd'))),
            'w' | 'W' => return Ok(Escape::Item(Item::Class(Class::Word, c == 'w'))),
            's' | 'S' => return Ok(Escape::Item(Item::Class(Class::Space, c == 's'))),
            'p' | 'P' => return Ok(Escape::Item(Item::Ranges(properties::ranges(&self.property()?, c == 'p')?))),
            'b' => return Ok(Escape::Place(Place::Boundary)),
            'B' => return Ok(Escape::Place(Place::NoBoundary)),
            'A' => return Ok(Escape::Place(Place::Start)),
            'z' | 'Z' => return Ok(Escape::Place(Place::End)),
            't' => Letter { c: '\t', spelled: r"\t".to_owned() },
            'n' => Letter { c: '\n', spelled: r"\n".to_owned() },
            'r' => Letter { c: '\r', spelled: r"\r".to_owned() },
            'f' => Letter { c: '\u{C}', spelled: r"\f".to_owned() },
            'v' => Letter { c: '\u{B}', spelled: r"\v".to_owned() },
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => Letter::coded('\0'),
            '0'..='9' | 'k' => return Err("backreferences are not supported".to_owned()),
            'c' => match self.rest.next().filter(char::is_ascii_alphabetic) {
                Some(letter) => Letter::coded(char::from(letter as u8 % 32)),
                None => return Err("`\\c` needs a letter".to_owned()),
            },
            'x' | 'u' => Letter::coded(self.code_point(if c == 'x' { 2 } else { 4 })?),
            c if c.is_ascii_alphabetic() => return Err(format!("`\\{c}` is no escape of ECMA-262")),
            c if c.is_ascii_punctuation() => Letter { c, spelled: format!("\\{c}") },
            c => Letter::plain(c),
        };
        Ok(Escape::Item(Item::One(letter)))
    }

    /// The name of a property, in braces; one letter needs none.
    fn property(&mut self) -> Result<String, String> {
        if self.rest.next_if_eq(&'{').is_none() {
            return Ok(self.rest.next().into_iter().collect());
        }
        let name = std::iter::from_fn(|| self.rest.next_if(|c| *c != '}')).collect();
        self.rest.next().map(|_| name).ok_or_else(|| "a brace is not closed".to_owned())
    }

    /// `HH` or `HHHH`, two of them where they are a surrogate pair, or digits in braces.
    fn code_point(&mut self, length: usize) -> Result<char, String> {
        let first = self.hex(length)?;
        let code = match first {
            0xD800..=0xDBFF if self.rest.next_if_eq(&'\\').is_some() && self.rest.next_if_eq(&'u').is_some() => {
                let second = self.hex(4)?;
                0x10000 + ((first - 0xD800) << 10) + second.wrapping_sub(0xDC00)
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| "half a surrogate pair is no character".to_owned())
    }

    fn hex(&mut self, length: usize) -> Result<u32, String> {
        let digits: String = if self.rest.next_if_eq(&'{').is_some() {
            let digits = std::iter::from_fn(|| self.rest.next_if(char::is_ascii_hexdigit)).collect();
            self.rest.next_if_eq(&'}').ok_or("a brace is not closed")?;
            digits
        } else {
            let digits: String =
                std::iter::from_fn(|| self.rest.next_if(char::is_ascii_hexdigit)).take(length).collect();
            if digits.len() == length { digits } else { String::new() }
        };
        u32::from_str_radix(&digits, 16).map_err(|_| "a code has too few digits".to_owned())
    }

    fn class(&mut self) -> Result<Set, String> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut items = Vec::new();
        while let Some(low) = self.member()? {
            let mut ahead = self.rest.clone();
            let range = ahead.next() == Some('-') && ahead.next().is_some_and(|c| c != ']');
            if !range {
                items.push(low);
                continue;
            }
            self.rest.next();
            let Some(high) = self.member()? else { break };
            match (low, high) {
                (Item::One(low), Item::One(high)) if low.c > high.c => return Err("a range goes backwards".to_owned()),
                (Item::One(low), Item::One(high)) => items.push(Item::Range(low, high)),
                // Beside a set a hyphen is one.
                (low, high) => items.extend([low, Item::One(Letter::plain('-')), high]),
            }
        }
        Ok(self.cased(Set { negated, bracketed: true, items }))
    }

    /// The next member of a class; none at its end.
    fn member(&mut self) -> Result<Option<Item>, String> {
        Ok(Some(match self.rest.next() {
            None => return Err("a class is not closed".to_owned()),
            Some(']') => return Ok(None),
            Some('\\') => match self.escape()? {
                Escape::Place(Place::Boundary) => Item::One(Letter::coded('\u{8}')),
                Escape::Place(_) => return Err("a place stands in a class".to_owned()),
                Escape::Item(item) => item,
            },
            Some(c) => Item::One(Letter::plain(c)),
        }))
    }
}

const NOTHING: &str = "a quantifier has nothing to repeat";

/// What stands in the braces of a count, `3`, `3,` or `3,5`; none if it is none.
fn count(rest: Peekable<IntoIter<char>>) -> Result<Option<(String, u32, Option<u32>)>, String> {
    let mut closed = false;
    let text: String = rest
        .take_while(|c| {
            closed = *c == '}';
            !closed && (c.is_ascii_digit() || *c == ',')
        })
        .collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| text.parse::<u32>().map_err(|_| "a count is too large".to_owned());
    let (low, high) = match text.split_once(',') {
        Some((low, high)) => (low, Some(high)),
        None => (text.as_str(), None),
    };
    if !closed || !digits(low) || high.is_some_and(|high| !high.is_empty() && !digits(high)) {
        return Ok(None);
    }
    let min = number(low)?;
    let max = match high {
        None => Some(min),
        Some("") => None,
        Some(high) => Some(number(high)?),
    };
    if max.is_some_and(|max| max < min) {
        return Err("a count goes backwards".to_owned());
    }
    Ok(Some((text, min, max)))
}
