//! Unions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::{self, Paths};
use super::validate;
use crate::plan::{ArmPlan, Attempt, JsonKind, RustType, UnionDef, UnionDispatch};
use crate::tree::Node;

/// The enum, its table and its limits.
pub(super) fn item(paths: Paths<'_>, def: &UnionDef) -> TokenStream {
    let name = tokens::type_name(&def.name);
    let docs = tokens::docs(&def.docs);
    let deprecated = tokens::deprecated(def.deprecated);
    let arms = def.arms.iter().map(|arm| {
        let (docs, ident, ty) = (tokens::docs(&arm.docs), tokens::ident(&arm.ident), paths.ty(&arm.ty));
        quote!(#docs #ident(#ty))
    });
    let other = tokens::ident(&def.other);
    let other_docs = tokens::doc("A value that no arm recognises, kept as it came.");
    let json = paths.support("Json");
    let (table, from, check) = (table(def), from(paths, def), validate::of_union(paths, def));
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq)]
        pub enum #name { #(#arms,)* #other_docs #other(#json) }

        #table
        #from
        #check
    }
}

/// `From` for every arm with a type of this crate's own that no other arm has.
fn from(paths: Paths<'_>, def: &UnionDef) -> TokenStream {
    let name = tokens::type_name(&def.name);
    let convert = paths.std("From");
    let settled = |arm: &ArmPlan| paths.settled(&arm.ty).clone();
    let alone = |arm: &ArmPlan| def.arms.iter().filter(|other| settled(other) == settled(arm)).count() == 1;
    let arms = def.arms.iter().filter(|arm| matches!(settled(arm), RustType::Def(_)) && alone(arm));
    arms.map(|arm| {
        let (ident, ty) = (tokens::ident(&arm.ident), paths.ty(&arm.ty));
        quote! {
            impl #convert<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#ident(value)
                }
            }
        }
    })
    .collect()
}

/// The table that says how a value finds its arm. Arms that nothing leads to stand in it with nothing before them.
fn table(def: &UnionDef) -> TokenStream {
    let (name, other) = (tokens::type_name(&def.name), tokens::ident(&def.other));
    let (rule, rows) = match &def.dispatch {
        UnionDispatch::Tag { property, values } => {
            let property = tokens::text(property);
            (quote!(tag #property), tag_rows(def, values))
        }
        UnionDispatch::Properties(list) => (quote!(properties), property_rows(def, list)),
        UnionDispatch::JsonType(list) => (quote!(json), kind_rows(def, list)),
        UnionDispatch::Trial(order) => {
            let rest = (0..def.arms.len()).filter(|arm| !order.iter().any(|attempt| attempt.arm == *arm));
            let rest = rest.filter_map(|arm| variant(def, arm));
            (quote!(trial), order.iter().filter_map(|attempt| trial_row(def, attempt)).chain(rest).collect())
        }
    };
    quote! {
        union! { #name or #other: #rule { #(#rows,)* } }
    }
}

fn variant(def: &UnionDef, arm: usize) -> Option<TokenStream> {
    def.arms.get(arm).map(|arm| tokens::ident(&arm.ident))
}

/// Each arm once, with all its values.
fn tag_rows(def: &UnionDef, values: &[(Node, usize)]) -> Vec<TokenStream> {
    let row = |(index, arm): (usize, &ArmPlan)| {
        let ident = tokens::ident(&arm.ident);
        let values = values.iter().filter(|(_, to)| *to == index).filter_map(|(value, _)| literal(value));
        quote!(#(#values)|* => #ident)
    };
    def.arms.iter().enumerate().map(row).collect()
}

/// A tag's value as a literal; arrays, objects and null tell nothing apart.
fn literal(value: &Node) -> Option<TokenStream> {
    match value {
        Node::String(text) => {
            let text = Literal::string(text);
            Some(quote!(#text))
        }
        Node::Bool(value) => Some(quote!(#value)),
        Node::Number(number) => match number.as_i128().and_then(|value| i64::try_from(value).ok()) {
            Some(value) => {
                let value = Literal::i64_unsuffixed(value);
                Some(quote!(#value))
            }
            None => Some(number.to_f64()).filter(|value| value.is_finite()).map(|value| {
                let value = Literal::f64_unsuffixed(value);
                quote!(#value)
            }),
        },
        Node::Null | Node::Sequence(_) | Node::Mapping(_) => None,
    }
}

/// An arm with what it is tried for only.
fn trial_row(def: &UnionDef, attempt: &Attempt) -> Option<TokenStream> {
    let ident = variant(def, attempt.arm)?;
    let only_if: Vec<TokenStream> = attempt
        .only_if
        .iter()
        .filter_map(|(property, value)| {
            let (property, value) = (tokens::text(property), literal(value)?);
            Some(quote!(#property = #value))
        })
        .collect();
    Some(if only_if.is_empty() { ident } else { quote!(#(#only_if)&* => #ident) })
}

fn property_rows(def: &UnionDef, list: &[(Vec<String>, usize)]) -> Vec<TokenStream> {
    let listed = list.iter().filter_map(|(names, arm)| {
        let (ident, names) = (variant(def, *arm)?, names.iter().map(|name| tokens::text(name)));
        Some(quote!([#(#names),*] => #ident))
    });
    let rest = (0..def.arms.len()).filter(|arm| !list.iter().any(|(_, to)| to == arm));
    listed.chain(rest.filter_map(|arm| variant(def, arm)).map(|ident| quote!([] => #ident))).collect()
}

fn kind_rows(def: &UnionDef, list: &[(Vec<JsonKind>, usize)]) -> Vec<TokenStream> {
    let listed = list.iter().filter_map(|(kinds, arm)| {
        let (ident, kinds) = (variant(def, *arm)?, kinds.iter().map(|kind| tokens::source(kind_name(*kind))));
        Some(quote!(#(#kinds)|* => #ident))
    });
    let rest = (0..def.arms.len()).filter(|arm| !list.iter().any(|(_, to)| to == arm));
    listed.chain(rest.filter_map(|arm| variant(def, arm)).map(|ident| quote!(=> #ident))).collect()
}

fn kind_name(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    }
}
