//! Enums of listed values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens;
use crate::plan::{EnumDef, EnumRepr, EnumValue, VariantPlan};

/// The table that defines the enum. `derives` stand after its own.
pub(super) fn item(def: &EnumDef, derives: &TokenStream) -> TokenStream {
    let name = tokens::type_name(&def.name);
    let docs = tokens::docs(&def.docs);
    let deprecated = tokens::deprecated(def.deprecated);
    let default = def.single.then(|| quote!(, Default));
    let rows = def.variants.iter().enumerate().map(|(i, variant)| row(variant, def.single && i == 0));
    let other = def.other.as_ref().map(|other| {
        let other = tokens::ident(other);
        let open = def.open.then(|| quote!(open));
        quote!(_ => #other #open,)
    });
    let small = def.repr == EnumRepr::Integer || def.other.is_none();
    let copy = small.then(|| quote!(Copy,));
    let table = match def.repr {
        EnumRepr::String => quote!(strings),
        EnumRepr::Integer => quote!(integers),
        EnumRepr::Json => quote!(values),
    };
    quote! {
        #table! {
            #docs
            #deprecated
            #[derive(Debug, Clone, #copy PartialEq, Eq, Hash #default #derives)]
            pub enum #name { #(#rows,)* #other }
        }
    }
}

/// A variant. The table itself adds its value to the docs.
fn row(variant: &VariantPlan, default: bool) -> TokenStream {
    let (docs, ident) = (tokens::docs(&variant.docs), tokens::ident(&variant.ident));
    let default = default.then(|| quote!(#[default]));
    let value = match &variant.value {
        EnumValue::String(text) | EnumValue::Json(text) => Literal::string(text),
        EnumValue::Integer(value) => Literal::i64_unsuffixed(*value),
    };
    quote!(#docs #default #ident = #value)
}
