//! The tables of support sources, such as `object! { … }`: one entry a line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::{Macro, MacroDelimiter};

/// The macros that are tables.
const TABLES: &[&str] = &["object", "strings", "integers", "union", "newtype", "limits", "unlimited", "routes"];

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

/// A block in braces: on one line if it holds one word, else one line for what ends in a comma or a block.
fn block(tokens: TokenStream, level: usize, out: &mut String) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    match trees.as_slice() {
        [] => return out.push_str("{}"),
        [TokenTree::Ident(only)] => return out.push_str(&format!("{{ {only} }}")),
        _ => out.push_str("{\n"),
    }
    let mut fresh = true;
    let mut joint = true;
    let mut trees = trees.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let comma = is_comma(&tree);
        let colon = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ':');
        let arguments = matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        if fresh {
            out.push_str(&"    ".repeat(level + 1));
        } else if !joint && !comma && !colon && !arguments {
            out.push(' ');
        }
        joint = matches!(&tree, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint || punct.as_char() == '-');
        fresh = comma;
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                block(group.stream(), level + 1, out);
                fresh = !trees.peek().is_some_and(is_comma);
                joint = !fresh;
            }
            TokenTree::Group(group) => list(&group, out),
            tree => out.push_str(&tree.to_string()),
        }
        if fresh {
            out.push('\n');
        }
    }
    if !fresh {
        out.push('\n');
    }
    out.push_str(&"    ".repeat(level));
    out.push('}');
}

fn is_comma(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// A list in brackets or parentheses, on one line.
fn list(group: &proc_macro2::Group, out: &mut String) {
    let (open, close) = if group.delimiter() == Delimiter::Bracket { ("[", "]") } else { ("(", ")") };
    out.push_str(open);
    out.push_str(&group.stream().to_string().replace(" ,", ","));
    out.push_str(close);
}

#[cfg(test)]
mod tests {
    use quote::quote;

    fn text(tokens: proc_macro2::TokenStream) -> String {
        crate::render::rust(tokens).unwrap_or_else(|fault| fault.to_string())
    }

    #[test]
    fn entries_have_lines_of_their_own() {
        let value = -1i64;
        let tokens = quote! {
            object! { Role { "DATA_TYPE" required data_type, "type" optional r#type, _ extra extra, } }
            integers! { Level or Other { Minus1 = #value, } }
            union! { Key or Other: properties { ["a", "b"] => A, => B, } }
            union! { Shape or Other: tag "kind" { "x#1" | "x#2" => X, } }
            limits! { Pet { * min_properties 1, "a" required a { max_items 3, items { pattern "x", }, }, _ extra, } }
            object! { Empty {} }
            routes! { Pets { READ => read(ReadRequest) -> ReadResponse, } }
            newtype! { PetId }
        };
        let expected = r#"object! {
    Role {
        "DATA_TYPE" required data_type,
        "type" optional r#type,
        _ extra extra,
    }
}

integers! {
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
    Pet {
        * min_properties 1,
        "a" required a {
            max_items 3,
            items {
                pattern "x",
            },
        },
        _ extra,
    }
}

object! {
    Empty {}
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
