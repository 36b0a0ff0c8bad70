//! Defaults.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens;
use crate::plan::{DefaultPlan, TypeDef};

/// The table of a type's defaults.
pub(super) fn table(def: &TypeDef, rows: &[DefaultPlan]) -> Option<TokenStream> {
    let name = tokens::type_name(def.name());
    let rows = rows.iter().map(|row| {
        let ident = tokens::ident(&row.ident);
        let value = row.value.as_ref().map(|value| {
            let json = tokens::text(&value.to_json());
            quote!(= #json)
        });
        quote!(#ident #value,)
    });
    match def {
        TypeDef::Struct(_) => Some(quote!(defaults! { #name { #(#rows)* } })),
        TypeDef::Union(_) => Some(quote!(defaults! { #name: arms { #(#rows)* } })),
        TypeDef::Tuple(_) | TypeDef::Enum(_) | TypeDef::Newtype(_) | TypeDef::Nest(_) | TypeDef::Alias(_) => None,
    }
}
