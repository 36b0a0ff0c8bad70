//! Unions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::{self, Paths};
use super::validate;
use crate::plan::{ArmPlan, Attempt, JsonKind, UnionDef, UnionDispatch, UnionKind};
use crate::tree::Node;

/// The table that defines the enum and says how a value finds its arm. `derives` stand after its own.
pub(super) fn item(paths: Paths<'_>, def: &UnionDef, derives: &TokenStream) -> TokenStream {
    let (name, other) = (tokens::type_name(&def.name), tokens::ident(&def.other));
    let docs = tokens::docs(&def.docs);
    let deprecated = tokens::deprecated(def.deprecated);
    let keyword = match def.kind {
        UnionKind::OneOf => quote!(oneOf),
        UnionKind::AnyOf => quote!(anyOf),
        UnionKind::Heirs => quote!(discriminator),
    };
    let (rule, ways) = table(def);
    let rows = ways.iter().filter_map(|(way, index)| {
        let arm = def.arms.get(*index)?;
        let (docs, holds) = (tokens::docs(&arm.docs), holding(paths, arm));
        Some(quote!(#docs #way => #holds))
    });
    quote! {
        union! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq #derives)]
            pub enum #name: #keyword #rule { #(#rows,)* _ => #other, }
        }
    }
}

/// The variant: what it holds, whether it can be made of it, the tag that is given back, limits.
fn holding(paths: Paths<'_>, arm: &ArmPlan) -> TokenStream {
    let (ident, ty) = (tokens::ident(&arm.ident), paths.ty(&arm.ty));
    let from = arm.from.then(|| quote!(: From));
    let tag = arm.tag.as_deref().map(|tag| {
        let tag = tokens::text(tag);
        quote!(as #tag)
    });
    let limits = validate::of_value(paths, &arm.ty, &arm.checks);
    quote!(#ident(#ty) #from #tag #limits)
}

/// The rule, and what leads to each arm by it. Arms that nothing leads to stand last.
fn table(def: &UnionDef) -> (TokenStream, Vec<(TokenStream, usize)>) {
    let (rule, mut ways, nothing) = match &def.dispatch {
        UnionDispatch::Tag { property, values, absent, other } => {
            let property = tokens::text(property);
            let ident =
                |arm: &Option<usize>| arm.and_then(|arm| def.arms.get(arm)).map(|arm| tokens::ident(&arm.ident));
            let absent = ident(absent).map(|arm| quote!(absent #arm));
            let other = ident(other).map(|arm| quote!(other #arm));
            (quote!(tag #property #absent #other), tag_ways(def, values), quote!())
        }
        UnionDispatch::Properties(list) => (quote!(properties), property_ways(list), quote!([])),
        UnionDispatch::JsonType(list) => (quote!(json), kind_ways(list), quote!()),
        UnionDispatch::Trial(order) => {
            let ways = order.iter().map(|attempt| (trial_way(attempt), attempt.arm)).collect();
            (quote!(trial), ways, quote!())
        }
    };
    for arm in 0..def.arms.len() {
        if !ways.iter().any(|(_, to)| *to == arm) {
            ways.push((nothing.clone(), arm));
        }
    }
    (rule, ways)
}

fn tag_ways(def: &UnionDef, values: &[(Node, usize)]) -> Vec<(TokenStream, usize)> {
    let way = |index: usize| {
        let values = values.iter().filter(|(_, to)| *to == index).filter_map(|(value, _)| literal(value));
        (quote!(#(#values)|*), index)
    };
    (0..def.arms.len()).map(way).collect()
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

fn trial_way(attempt: &Attempt) -> TokenStream {
    let must = attempt.must.iter().map(|(property, value)| {
        let property = tokens::text(property);
        let value = value.as_ref().and_then(literal).map(|value| quote!(= #value));
        quote!(#property #value)
    });
    quote!(#(#must)&*)
}

fn property_ways(list: &[(Vec<String>, usize)]) -> Vec<(TokenStream, usize)> {
    let way = |(names, arm): &(Vec<String>, usize)| {
        let names = names.iter().map(|name| tokens::text(name));
        (quote!([#(#names),*]), *arm)
    };
    list.iter().map(way).collect()
}

fn kind_ways(list: &[(Vec<JsonKind>, usize)]) -> Vec<(TokenStream, usize)> {
    let way = |(kinds, arm): &(Vec<JsonKind>, usize)| {
        let kinds = kinds.iter().map(|kind| tokens::source(kind_name(*kind)));
        (quote!(#(#kinds)|*), *arm)
    };
    list.iter().map(way).collect()
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
