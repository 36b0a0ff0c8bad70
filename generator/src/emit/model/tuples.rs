//! Tuples.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use super::{structs, validate};
use crate::plan::{PlacePlan, RestPlan, TupleDef};

/// The table that defines the struct. `derives` stand after its own.
pub(super) fn item(paths: Paths<'_>, def: &TupleDef, derives: &TokenStream) -> TokenStream {
    let (name, docs) = (tokens::type_name(&def.name), tokens::docs(&def.docs));
    let deprecated = tokens::deprecated(def.deprecated);
    let default = def.default.then(|| quote!(, Default));
    let whole = validate::of_whole(&def.checks);
    let rows = def.places.iter().enumerate().map(|(index, place)| row(paths, index, place));
    let rest = def.rest.as_ref().map(|rest| self::rest(paths, def.places.len(), rest));
    quote! {
        tuple! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq #default #derives)]
            pub struct #name { #whole #(#rows,)* #rest }
        }
    }
}

/// A place.
fn row(paths: Paths<'_>, index: usize, place: &PlacePlan) -> TokenStream {
    let (docs, name) = (tokens::docs(&place.docs), place_name(index));
    let (word, ty) = (structs::held(place.presence), structs::present(paths, &place.ty, place.presence));
    let limits = validate::of_value(paths, &place.ty, &place.checks);
    quote!(#docs #name #word #ty #limits)
}

/// The items after all places.
fn rest(paths: Paths<'_>, index: usize, rest: &RestPlan) -> TokenStream {
    let (name, ty) = (place_name(index), paths.ty(&rest.ty.clone().vec()));
    let limits = validate::of_value(paths, &rest.ty, &rest.checks);
    let docs = tokens::doc("All other items.");
    quote!(#docs #name rest #ty #limits,)
}

/// What the table calls a place, which has no name of its own.
fn place_name(index: usize) -> TokenStream {
    tokens::source(&format!("_{index}"))
}
