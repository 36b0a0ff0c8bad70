//! Sets of characters.

/// Characters of which one is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Set {
    /// All but these.
    pub(crate) negated: bool,
    /// Whether it stands in brackets.
    pub(crate) bracketed: bool,
    pub(crate) items: Vec<Item>,
}

/// A member of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    One(Letter),
    Range(Letter, Letter),
    /// `\d`, or with `false` `\D`.
    Class(Class, bool),
    /// What has a property of Unicode.
    Ranges(Vec<(char, char)>),
}

/// A character with its spelling in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) c: char,
    pub(crate) spelled: String,
}

/// ECMA-262, CharacterClassEscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Digit,
    Word,
    Space,
}

impl Set {
    /// One character.
    pub(super) fn one(letter: Letter) -> Self {
        Self { negated: false, bracketed: false, items: vec![Item::One(letter)] }
    }

    /// All but some.
    pub(super) fn but(characters: &[char]) -> Self {
        let items = characters.iter().map(|c| Item::One(Letter::coded(*c))).collect();
        Self { negated: true, bracketed: true, items }
    }

    pub(super) fn has(&self, c: char) -> bool {
        self.items.iter().any(|item| item.has(c)) != self.negated
    }

    /// Whether it has every character: `[^]`, `[\s\S]`.
    pub(super) fn is_everything(&self) -> bool {
        let both = |item: &Item| match item {
            Item::Class(class, is) => self.items.contains(&Item::Class(*class, !is)),
            Item::One(_) | Item::Range(..) | Item::Ranges(_) => false,
        };
        if self.negated { self.items.is_empty() } else { self.items.iter().any(both) }
    }

    /// With letters of ASCII in both cases.
    pub(super) fn in_both_cases(mut self) -> Self {
        let other = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
        let mut more = Vec::new();
        for item in &self.items {
            match item {
                Item::One(letter) if letter.c.is_ascii_alphabetic() => {
                    more.push(Item::One(Letter::plain(other(letter.c))));
                }
                Item::Range(low, high) => {
                    for (first, last) in [('a', 'z'), ('A', 'Z')] {
                        let (low, high) = (low.c.max(first), high.c.min(last));
                        if low <= high {
                            more.push(Item::Range(Letter::plain(other(low)), Letter::plain(other(high))));
                        }
                    }
                }
                Item::One(_) | Item::Class(..) | Item::Ranges(_) => {}
            }
        }
        self.bracketed |= !more.is_empty();
        self.items.extend(more);
        self
    }
}

impl Item {
    fn has(&self, c: char) -> bool {
        match self {
            Self::One(letter) => letter.c == c,
            Self::Range(low, high) => (low.c..=high.c).contains(&c),
            Self::Class(class, is) => class.has(c) == *is,
            Self::Ranges(ranges) => ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)),
        }
    }
}

impl Class {
    pub(super) fn has(self, c: char) -> bool {
        match self {
            Self::Digit => c.is_ascii_digit(),
            Self::Word => c.is_ascii_alphanumeric() || c == '_',
            // ECMA-262, WhiteSpace and LineTerminator.
            Self::Space => matches!(c,
                '\t'..='\r' | ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}'
                | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{FEFF}'),
        }
    }
}

impl Letter {
    /// As it stands.
    pub(super) fn plain(c: char) -> Self {
        Self { c, spelled: c.to_string() }
    }

    /// By its code.
    pub(super) fn coded(c: char) -> Self {
        Self { c, spelled: format!("\\u{{{:X}}}", u32::from(c)) }
    }
}
