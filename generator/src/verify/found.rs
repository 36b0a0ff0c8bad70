//! What a file defines, read from its tokens: items wherever they stand, tables of macros included, whose insides no parser
//! of Rust knows.

use std::fmt;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::words;

/// Something that has a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Definition {
    /// The keyword or the table that defines it: `struct`, `fn`, `operation`; `row` for a line of a table.
    pub(super) word: String,
    /// Its name; of a row, with what it stands for on the wire.
    pub(super) name: String,
}

impl Definition {
    pub(super) fn new(word: &str, name: impl Into<String>) -> Self {
        Self { word: word.to_owned(), name: name.into() }
    }
}

impl fmt::Display for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.word, self.name)
    }
}

/// What a file has.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of the file.
    pub(super) definitions: Vec<Definition>,
    /// What generated code never has.
    pub(super) odd: Vec<String>,
}

/// Keywords that a name follows.
const DEFINING: &[&str] = &["const", "enum", "fn", "mod", "static", "struct", "trait", "type"];

/// Tables whose first name is what they define.
const NAMED: &[&str] = &["answers", "operation", "part", "parts"];

/// Tables with rows `"wire" word name: ..`, and rows `Name = value`.
const FIELDS: &[&str] = &["object"];
const VALUES: &[&str] = &["integers", "strings", "values"];

impl Found {
    pub(super) fn of(tokens: TokenStream) -> Self {
        let mut found = Self::default();
        found.walk(&tokens.into_iter().collect::<Vec<_>>());
        found
    }

    fn walk(&mut self, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            let rest = tokens.get(at + 1..).unwrap_or_default();
            match token {
                // A lifetime is no keyword.
                TokenTree::Ident(_)
                    if at.checked_sub(1).is_some_and(|before| tokens.get(before).is_some_and(is_tick)) => {}
                TokenTree::Ident(word) => self.word(&word.to_string(), rest),
                TokenTree::Punct(mark) if mark.as_char() == '#' => self.attribute(rest),
                TokenTree::Group(group) => self.walk(&group.stream().into_iter().collect::<Vec<_>>()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn word(&mut self, word: &str, rest: &[TokenTree]) {
        if words::NEVER.contains(&word) {
            self.odd.push(format!("the word `{word}`"));
        }
        match rest {
            [TokenTree::Punct(mark), TokenTree::Group(group), ..] if mark.as_char() == '!' => {
                self.table(word, &group.stream().into_iter().collect::<Vec<_>>());
            }
            [TokenTree::Punct(one), TokenTree::Punct(two), TokenTree::Ident(below), ..]
                if word == "std"
                    && one.as_char() == ':'
                    && two.as_char() == ':'
                    && !words::STD.contains(&below.to_string().as_str()) =>
            {
                self.odd.push(format!("the path `std::{below}`"));
            }
            [TokenTree::Ident(name), ..] if DEFINING.contains(&word) && *name != "fn" => {
                self.definitions.push(Definition::new(word, name.to_string()));
            }
            _ => {}
        }
    }

    /// The name of an attribute, and of one that is meant for the file.
    fn attribute(&mut self, rest: &[TokenTree]) {
        let group = match rest {
            [TokenTree::Punct(mark), TokenTree::Group(group), ..] if mark.as_char() == '!' => group,
            [TokenTree::Group(group), ..] => group,
            _ => return,
        };
        let name = group.stream().into_iter().next().map(|name| name.to_string()).unwrap_or_default();
        if group.delimiter() == Delimiter::Bracket && !words::ATTRIBUTES.contains(&name.as_str()) {
            self.odd.push(format!("the attribute `{name}`"));
        }
    }

    fn table(&mut self, name: &str, inner: &[TokenTree]) {
        if !words::MACROS.contains(&name) {
            self.odd.push(format!("a call of `{name}!`"));
        }
        if NAMED.contains(&name) {
            let first = past_attributes(inner).iter().find_map(|token| match token {
                TokenTree::Ident(first) => Some(first.to_string()),
                _ => None,
            });
            self.definitions.push(Definition::new(name, first.unwrap_or_default()));
        }
        let braced = inner.iter().rev().find_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
            _ => None,
        });
        let rows: Vec<TokenTree> = braced.into_iter().flatten().collect();
        if FIELDS.contains(&name) {
            self.fields(&rows);
        } else if VALUES.contains(&name) {
            self.values(&rows);
        }
    }

    fn fields(&mut self, rows: &[TokenTree]) {
        for four in rows.windows(4) {
            if let [TokenTree::Literal(wire), TokenTree::Ident(_), TokenTree::Ident(name), TokenTree::Punct(mark)] =
                four
                && mark.as_char() == ':'
            {
                self.definitions.push(Definition::new("row", format!("{name} = {}", text(&wire.to_string()))));
            }
        }
    }

    fn values(&mut self, rows: &[TokenTree]) {
        for (at, two) in rows.windows(2).enumerate() {
            let [TokenTree::Ident(name), TokenTree::Punct(mark)] = two else { continue };
            let rest = rows.get(at + 2..).unwrap_or_default();
            let value: String = rest.iter().take_while(|token| !is_comma(token)).map(ToString::to_string).collect();
            // `_ => Other` is no value.
            if mark.as_char() == '=' && mark.spacing() == Spacing::Alone {
                self.definitions.push(Definition::new("row", format!("{name} = {}", text(&value))));
            }
        }
    }
}

fn is_tick(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == '\'')
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')
}

fn past_attributes(tokens: &[TokenTree]) -> &[TokenTree] {
    let mut rest = tokens;
    while let [TokenTree::Punct(mark), TokenTree::Group(_), after @ ..] = rest
        && mark.as_char() == '#'
    {
        rest = after;
    }
    rest
}

/// What a literal says: that of a string, or the literal itself.
fn text(literal: &str) -> String {
    syn::parse_str::<syn::LitStr>(literal).map_or_else(|_| literal.to_owned(), |text| text.value())
}
