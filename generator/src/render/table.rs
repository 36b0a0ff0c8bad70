//! The tables of support sources, such as `object! { … }`: one entry a line. Tokens are taken apart, never copied: a
//! stream that has one owner gives its tokens away.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::mem::take;

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, TokenStream, TokenTree};

/// The macros that are tables.
const TABLES: &[&str] = &[
    "object",
    "strings",
    "integers",
    "values",
    "union",
    "newtype",
    "nest",
    "tuple",
    "defaults",
    "routes",
    "foreign",
    "operation",
    "parts",
    "answers",
    "part",
];

/// A stretch of a file.
pub(super) enum Piece {
    /// The name of a table, and what stands between its braces.
    Table(Ident, TokenStream),
    /// Any other items.
    Items(TokenStream),
}

/// Tells tables from other items.
pub(super) fn split(tokens: TokenStream) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut items = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => match name_of_table(&mut items) {
                Some(name) => {
                    if !items.is_empty() {
                        pieces.push(Piece::Items(take(&mut items).into_iter().collect()));
                    }
                    pieces.push(Piece::Table(name, inner(group)));
                }
                None => items.push(TokenTree::Group(group)),
            },
            tree => items.push(tree),
        }
    }
    if !items.is_empty() {
        pieces.push(Piece::Items(items.into_iter().collect()));
    }
    pieces
}

/// Takes `name !` off the end of what comes before a block, if it is a table's.
fn name_of_table(items: &mut Vec<TokenTree>) -> Option<Ident> {
    let [.., TokenTree::Ident(name), TokenTree::Punct(punct)] = items.as_slice() else { return None };
    let known = punct.as_char() == '!' && TABLES.iter().any(|table| name == table);
    if !known {
        return None;
    }
    items.pop();
    match items.pop()? {
        TokenTree::Ident(name) => Some(name),
        _ => None,
    }
}

/// The tokens of a group, of which this is the only owner.
fn inner(group: Group) -> TokenStream {
    let tokens = group.stream();
    drop(group);
    tokens
}

/// Writes a table.
pub(super) fn write(name: &Ident, rows: TokenStream, out: &mut String) {
    let _ = write!(out, "{name}! ");
    block(rows, 0, out);
    out.push('\n');
}

/// A line is no longer than this where it can be helped.
const WIDTH: usize = 120;

/// A block in braces: one line for what ends in a comma or a block. What says little stands on the line it began on.
fn block(tokens: TokenStream, level: usize, out: &mut String) {
    if tokens.is_empty() {
        return out.push_str("{}");
    }
    if level > 1
        && let Some(line) = short(&tokens, out)
    {
        return out.push_str(&line);
    }
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    if let [TokenTree::Ident(word)] = trees.as_slice() {
        let _ = write!(out, "{{ {word} }}");
        return;
    }
    out.push_str("{\n");
    let mut line = Line::default();
    // How many `<` are open: a comma between them is part of a type.
    let mut generics = 0_usize;
    let mut trees = trees.into_iter().peekable();
    while let Some(tree) = trees.next() {
        if line.is_empty() {
            if is_punct(&tree, '#')
                && let Some(TokenTree::Group(group)) = trees.next_if(is_bracketed)
            {
                attribute(inner(group), level + 1, out);
                continue;
            }
            indent(level + 1, out);
        }
        if is_punct(&tree, '<') {
            generics += 1;
        } else if is_punct(&tree, '>') {
            generics = generics.saturating_sub(1);
        }
        let comma = generics == 0 && is_punct(&tree, ',');
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                line.space(out);
                block(inner(group), level + 1, out);
                line.past_block();
                if !trees.peek().is_some_and(|tree| is_punct(tree, ',') || is_punct(tree, '=')) {
                    line = Line::default();
                    out.push('\n');
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                // After a list it is no list of arguments, but `()`.
                if out.ends_with(']') {
                    out.push(' ');
                }
                arguments(inner(group), level + 1, out);
                line.past_block();
            }
            tree => line.token(tree, &mut trees, out),
        }
        if comma {
            line = Line::default();
            out.push('\n');
        }
    }
    if !line.is_empty() {
        out.push('\n');
    }
    indent(level, out);
    out.push('}');
}

/// A block on one line, if there is room for it: limits, which stand inside others. Docs need lines of their own.
fn short(tokens: &TokenStream, out: &str) -> Option<String> {
    if tokens.clone().into_iter().any(|tree| is_punct(&tree, '#')) {
        return None;
    }
    let line = format!("{{ {} }}", inline(tokens.clone()));
    (column(out) + line.len() < WIDTH).then_some(line)
}

/// How long the last line is.
fn column(out: &str) -> usize {
    out.len() - out.rfind('\n').map_or(0, |at| at + 1)
}

/// Arguments in parentheses: filled lines if one is too short for them.
fn arguments(tokens: TokenStream, level: usize, out: &mut String) {
    let text = inline(tokens);
    // A closure is no list.
    if text.starts_with('|') || column(out) + text.len() + 4 <= WIDTH {
        out.push('(');
        out.push_str(&text);
        return out.push(')');
    }
    out.push_str("(\n");
    let mut column = 0;
    for argument in text.split_inclusive(", ") {
        if column > 0 && column + argument.trim_end().len() > WIDTH {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            column = 0;
        }
        if column == 0 {
            indent(level + 1, out);
            column = 4 * (level + 1);
        }
        out.push_str(argument);
        column += argument.len();
    }
    out.push('\n');
    indent(level, out);
    out.push(')');
}

fn indent(level: usize, out: &mut String) {
    for _ in 0..level {
        out.push_str("    ");
    }
}

/// An attribute on a line of its own; docs as comments.
fn attribute(tokens: TokenStream, level: usize, out: &mut String) {
    indent(level, out);
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let text = match trees.as_slice() {
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)] if name == "doc" => comment(text),
        _ => None,
    };
    match text {
        Some(text) => {
            out.push_str("///");
            out.push_str(&text);
        }
        None => {
            out.push_str("#[");
            out.push_str(&inline(trees.into_iter().collect()));
            out.push(']');
        }
    }
    out.push('\n');
}

/// The text of `doc = "…"` if a comment can hold it and still be read as it is: a comment has no escapes.
fn comment(literal: &Literal) -> Option<String> {
    let source = literal.to_string();
    let plain = source.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|text| !text.contains('\\'));
    let text = match plain {
        Some(text) => text.to_owned(),
        None => syn::parse_str::<syn::LitStr>(&source).ok()?.value(),
    };
    (!text.starts_with('/') && !text.chars().any(is_unseen)).then_some(text)
}

/// Characters that end a line or turn the direction of what follows.
fn is_unseen(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') || (c.is_control() && c != '\t')
}

/// Tokens on one line.
fn inline(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut line = Line::default();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let TokenTree::Group(group) = tree else {
            line.token(tree, &mut trees, &mut out);
            continue;
        };
        let (open, close) = match group.delimiter() {
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Parenthesis | Delimiter::None => ("(", ")"),
        };
        if group.delimiter() != Delimiter::Parenthesis {
            line.space(&mut out);
        }
        out.push_str(open);
        out.push_str(&inline(inner(group)));
        out.push_str(close);
        line.past_block();
    }
    out
}

/// Where a line has got to: what was written last decides on the space before what comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Line {
    #[default]
    Empty,
    /// Nothing may stand between it and what follows.
    Tight,
    Loose,
}

impl Line {
    fn is_empty(self) -> bool {
        self == Line::Empty
    }

    fn space(self, out: &mut String) {
        if self == Line::Loose {
            out.push(' ');
        }
    }

    fn past_block(&mut self) {
        *self = Line::Loose;
    }

    /// Writes a token, with the one that belongs to it.
    fn token(&mut self, tree: TokenTree, rest: &mut Peekable<impl Iterator<Item = TokenTree>>, out: &mut String) {
        let TokenTree::Punct(punct) = tree else {
            self.space(out);
            let _ = match tree {
                TokenTree::Group(group) => {
                    let (open, close) = if group.delimiter() == Delimiter::Bracket { ('[', ']') } else { ('(', ')') };
                    write!(out, "{open}{}{close}", inline(inner(group)))
                }
                tree => write!(out, "{tree}"),
            };
            *self = Line::Loose;
            return;
        };
        let pair = match (punct.as_char(), punct.spacing(), rest.peek()) {
            (first, Spacing::Joint, Some(TokenTree::Punct(second))) => match (first, second.as_char()) {
                (':', ':') => Some("::"),
                ('=', '>') => Some("=>"),
                ('-', '>') => Some("->"),
                ('&', '&') => Some("&&"),
                _ => None,
            },
            _ => None,
        };
        match (pair, punct.as_char()) {
            (Some("::"), _) => {
                let apart = out.ends_with([':', '=', '|', ']']) || out.ends_with("=>") || out.ends_with("->");
                if apart && !out.ends_with("::") {
                    self.space(out);
                }
                out.push_str("::");
                rest.next();
                *self = Line::Tight;
            }
            (Some(pair), _) => {
                self.space(out);
                out.push_str(pair);
                rest.next();
                *self = Line::Loose;
            }
            (None, '<') => {
                out.push('<');
                *self = Line::Tight;
            }
            (None, '-' | '!') => {
                self.space(out);
                out.push(punct.as_char());
                *self = Line::Tight;
            }
            // Between two things it stands apart; before one it belongs to it.
            (None, '&') if out.is_empty() || out.trim_end().ends_with([':', '(', ',', '>', '\n']) => {
                self.space(out);
                out.push('&');
                *self = Line::Tight;
            }
            // The arguments of a closure stand between two of them.
            (None, '|') if out.is_empty() || out.trim_end().ends_with(['(', ',']) => {
                self.space(out);
                out.push('|');
                *self = Line::Tight;
            }
            (None, '|') if out.rsplit('(').next().is_some_and(|call| call.matches('|').count() % 2 == 1) => {
                out.push('|');
                *self = Line::Loose;
            }
            // Calls of methods, and ranges: `a.b()`, `200..=299`.
            (None, '.') => {
                out.push('.');
                *self = Line::Tight;
            }
            (None, '=') if out.ends_with("..") => {
                out.push('=');
                *self = Line::Tight;
            }
            (None, ',' | ':' | '>' | '?' | ';') => {
                out.push(punct.as_char());
                *self = Line::Loose;
            }
            (None, other) => {
                self.space(out);
                out.push(other);
                *self = Line::Loose;
            }
        }
    }
}

fn is_bracketed(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
}

fn is_punct(tree: &TokenTree, wanted: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

#[cfg(test)]
mod tests;
