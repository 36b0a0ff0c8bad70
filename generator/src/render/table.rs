//! The tables of support sources, such as `object! { … }`: one entry a line.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::{Macro, MacroDelimiter};

/// The macros that are tables.
const TABLES: &[&str] =
    &["object", "strings", "integers", "union", "newtype", "limits", "unlimited", "routes", "foreign"];

/// Whether a macro is a table.
pub(super) fn is_table(mac: &Macro) -> bool {
    let named = mac.path.get_ident().is_some_and(|name| TABLES.iter().any(|table| name == table));
    named && matches!(mac.delimiter, MacroDelimiter::Brace(_))
}

/// Writes a table.
pub(super) fn write(mac: &Macro, out: &mut String) {
    let name = mac.path.get_ident().map(ToString::to_string).unwrap_or_default();
    out.push_str(&name);
    out.push_str("! ");
    block(mac.tokens.clone(), 0, out);
    out.push('\n');
}

/// A line is no longer than this where it can be helped.
const WIDTH: usize = 120;

/// A block in braces: one line for what ends in a comma or a block. What says little stands on the line it began on.
fn block(tokens: TokenStream, level: usize, out: &mut String) {
    if tokens.is_empty() {
        return out.push_str("{}");
    }
    if let Some(line) = short(&tokens, level, out) {
        return out.push_str(&line);
    }
    out.push_str("{\n");
    let mut line = Line::default();
    // How many `<` are open: a comma between them is part of a type.
    let mut generics = 0_usize;
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        if line.is_empty() {
            if let (true, Some(TokenTree::Group(group))) = (is_punct(&tree, '#'), trees.peek())
                && group.delimiter() == Delimiter::Bracket
            {
                attribute(&group.stream(), level + 1, out);
                trees.next();
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
                block(group.stream(), level + 1, out);
                line.past_block();
                if !trees.peek().is_some_and(|tree| is_punct(tree, ',')) {
                    line = Line::default();
                    out.push('\n');
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                arguments(group.stream(), level + 1, out);
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

/// A block on one line: limits, which stand inside others, if there is room for them; and any single word.
fn short(tokens: &TokenStream, level: usize, out: &str) -> Option<String> {
    let single = tokens.clone().into_iter().count() == 1;
    if level < 2 && !single {
        return None;
    }
    let line = format!("{{ {} }}", inline(tokens.clone()));
    let used = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
    (single || used + line.len() < WIDTH).then_some(line)
}

/// Arguments in parentheses: filled lines if one is too short for them.
fn arguments(tokens: TokenStream, level: usize, out: &mut String) {
    let text = inline(tokens.clone());
    let used = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
    if used + text.len() + 4 <= WIDTH {
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
fn attribute(tokens: &TokenStream, level: usize, out: &mut String) {
    indent(level, out);
    match doc(tokens) {
        Some(text) => {
            out.push_str("///");
            out.push_str(&text);
        }
        None => {
            out.push_str("#[");
            out.push_str(&inline(tokens.clone()));
            out.push(']');
        }
    }
    out.push('\n');
}

/// The text of `doc = "…"` if a comment can hold it.
fn doc(tokens: &TokenStream) -> Option<String> {
    let mut trees = tokens.clone().into_iter();
    match (trees.next()?, trees.next()?, trees.next()?) {
        (TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)) if name == "doc" => {
            let text = syn::parse_str::<syn::LitStr>(&text.to_string()).ok()?.value();
            (!text.contains(['\n', '\r']) && !text.starts_with('/')).then_some(text)
        }
        _ => None,
    }
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
        out.push_str(&inline(group.stream()));
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
    fn token(&mut self, tree: TokenTree, rest: &mut Peekable<IntoIter>, out: &mut String) {
        let TokenTree::Punct(punct) = tree else {
            self.space(out);
            match tree {
                TokenTree::Group(group) => {
                    out.push_str(if group.delimiter() == Delimiter::Bracket { "[" } else { "(" });
                    out.push_str(&inline(group.stream()));
                    out.push_str(if group.delimiter() == Delimiter::Bracket { "]" } else { ")" });
                }
                tree => out.push_str(&tree.to_string()),
            }
            *self = Line::Loose;
            return;
        };
        let pair = match (punct.as_char(), punct.spacing(), rest.peek()) {
            (first, Spacing::Joint, Some(TokenTree::Punct(second))) => match (first, second.as_char()) {
                (':', ':') => Some("::"),
                ('=', '>') => Some("=>"),
                ('-', '>') => Some("->"),
                _ => None,
            },
            _ => None,
        };
        match (pair, punct.as_char()) {
            (Some("::"), _) => {
                if out.ends_with([':', '=', '|', '>']) && !out.ends_with("::") {
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

fn is_punct(tree: &TokenTree, wanted: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    fn text(tokens: proc_macro2::TokenStream) -> String {
        crate::render::rust(tokens).unwrap_or_else(|fault| fault.to_string())
    }

    #[test]
    fn a_struct_has_a_line_for_a_property() {
        let tokens = quote! {
            object! {
                #[doc = " A pet."]
                #[deprecated]
                #[derive(Debug, Clone)]
                pub struct Pet: new(id: i64, name: impl Into<String>) {
                    * min_properties 1,
                    #[doc = " Its kind."]
                    "kind" fixed kind: PetKind { check },
                    #[doc = ""]
                    #[doc = " Its name."]
                    "pet name" required r#type: ::std::vec::Vec<String> { max_items 3, items { pattern "x" } },
                    _ extra others: BTreeMap<String, support::Json> { max_length 20 },
                }
            }
            object! { pub struct Closed { "a" maybe a: support::Maybe<Option<i64>>, _ closed, } }
            object! { pub struct Empty {} }
        };
        let expected = r#"object! {
    /// A pet.
    #[deprecated]
    #[derive(Debug, Clone)]
    pub struct Pet: new(id: i64, name: impl Into<String>) {
        * min_properties 1,
        /// Its kind.
        "kind" fixed kind: PetKind { check },
        ///
        /// Its name.
        "pet name" required r#type: ::std::vec::Vec<String> { max_items 3, items { pattern "x" } },
        _ extra others: BTreeMap<String, support::Json> { max_length 20 },
    }
}

object! {
    pub struct Closed {
        "a" maybe a: support::Maybe<Option<i64>>,
        _ closed,
    }
}

object! {
    pub struct Empty {}
}
"#;
        assert_eq!(text(tokens), expected);
    }

    #[test]
    fn what_is_too_long_for_a_line_has_several() {
        let tokens = quote! {
            object! {
                pub struct Repository: new(archive_url: String, assignees_url: String, blobs_url: String, branches_url: String, id: i64) {
                    "a" required a: String {
                        pattern "a pattern that is so long that nothing else has room beside it on the line, no",
                        max_length 20
                    },
                }
            }
        };
        let expected = r#"object! {
    pub struct Repository: new(
        archive_url: String, assignees_url: String, blobs_url: String, branches_url: String, id: i64
    ) {
        "a" required a: String {
            pattern "a pattern that is so long that nothing else has room beside it on the line, no",
            max_length 20
        },
    }
}
"#;
        assert_eq!(text(tokens), expected);
    }

    #[test]
    fn entries_have_lines_of_their_own() {
        let value = -1i64;
        let tokens = quote! {
            integers! { Level or Other { Minus1 = #value, } }
            union! { Key or Other: properties { ["a", "b"] => A, => B, } }
            union! { Shape or Other: tag "kind" { "x#1" | "x#2" => X, } }
            limits! { Shape: arms { X { max_items 3, items { check } }, } }
            routes! { Pets { READ => read(ReadRequest) -> ReadResponse, } }
            newtype! { PetId }
        };
        let expected = r#"integers! {
    Level or Other {
        Minus1 = -1i64,
    }
}

union! {
    Key or Other: properties {
        ["a", "b"] => A,
        => B,
    }
}

union! {
    Shape or Other: tag "kind" {
        "x#1" | "x#2" => X,
    }
}

limits! {
    Shape: arms {
        X { max_items 3, items { check } },
    }
}

routes! {
    Pets {
        READ => read(ReadRequest) -> ReadResponse,
    }
}

newtype! { PetId }
"#;
        assert_eq!(text(tokens), expected);
    }

    #[test]
    fn items_are_apart_and_imports_together() {
        let tokens = quote! {
            use a::B; use c::D;
            #[doc = " Docs."] pub struct X;
            impl X { pub fn a() {} #[doc = " B."] pub fn b() { if x { y(); } z(); } }
        };
        let expected = "use a::B;\nuse c::D;\n\n/// Docs.\npub struct X;\n\nimpl X {\n    pub fn a() {}\n\n    /// B.\n    pub fn b() {\n        if x {\n            y();\n        }\n        z();\n    }\n}\n";
        assert_eq!(text(tokens), expected);
    }

    #[test]
    fn long_imports_of_a_root_are_left_alone_by_rustfmt() {
        let long = quote!(
            pub use support::{Abcdefghijklmnop, Bcdefghijklmnopq, Cdefghijklmnopqr, Defghijklmnopqrs, Efghijkl};
        );
        let root = text(quote!(#![forbid(unsafe_code)] pub use support::{A, B}; #long));
        assert!(root.contains("pub use support::{A, B};\n#[rustfmt::skip]\npub use support::{\n"), "{root}");
        assert_eq!(root.matches("// `rustfmt::skip`").count(), 1, "said once: {root}");
        assert!(!text(long).contains("skip"));
    }

    #[test]
    fn what_is_no_rust_is_a_fault() {
        assert!(crate::render::rust(quote!(pub struct)).is_err());
    }
}
