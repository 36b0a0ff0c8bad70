//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use super::{patch, validate};
use crate::plan::{FieldPlan, Presence, RustType, ScalarType, StructDef};

/// As many arguments as clippy finds bearable.
const FEW: usize = 7;

/// The struct, its constructor, its table and its limits.
pub(super) fn item(paths: Paths<'_>, def: &StructDef) -> TokenStream {
    let name = tokens::type_name(&def.name);
    let docs = tokens::docs(&def.docs);
    let deprecated = tokens::deprecated(def.deprecated);
    let default = def.default.then(|| quote!(, Default));
    let fields = def.fields.iter().map(|field| {
        let (docs, ident, ty) = (tokens::docs(&field.docs), tokens::ident(&field.ident), field_type(paths, field));
        quote!(#docs pub #ident: #ty)
    });
    let extra = def.extra.iter().map(|extra| {
        let (ident, ty) = (tokens::ident(&extra.ident), paths.ty(&RustType::Map(Box::new(extra.ty.clone()))));
        let docs = tokens::doc("All other properties.");
        quote!(#docs pub #ident: #ty)
    });
    let (new, table) = (new(paths, def), table(def));
    let (between, check) = (patch::between(paths, def), validate::of_struct(paths, def));
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq #default)]
        pub struct #name { #(#fields,)* #(#extra,)* }
        #new
        #between
        #table
        #check
    }
}

/// The type of a field with its presence.
fn field_type(paths: Paths<'_>, field: &FieldPlan) -> TokenStream {
    let ty = paths.ty(&field.ty);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => paths.option(&ty),
        Presence::Maybe => {
            let maybe = paths.support("Maybe");
            quote!(#maybe<#ty>)
        }
    }
}

/// `new`, with what must be given: what is required and has more than one value.
fn new(paths: Paths<'_>, def: &StructDef) -> Option<TokenStream> {
    if def.default {
        return None;
    }
    let name = tokens::type_name(&def.name);
    let given =
        |field: &&FieldPlan| matches!(field.presence, Presence::Required | Presence::Nullable) && !field.single_valued;
    let arguments: Vec<_> = def.fields.iter().filter(given).collect();
    let many = (arguments.len() > FEW).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let arguments = arguments.into_iter().map(|field| {
        let (ident, ty) = (tokens::ident(&field.ident), argument_type(paths, field));
        quote!(#ident: #ty)
    });
    let (default, none) = (paths.std("Default"), paths.std("None"));
    let fields = def.fields.iter().map(|field| {
        let ident = tokens::ident(&field.ident);
        match field.presence {
            Presence::Required if given(&field) && is_text(field) => quote!(#ident: #ident.into()),
            _ if given(&field) => quote!(#ident),
            Presence::Optional => quote!(#ident: #none),
            _ => quote!(#ident: #default::default()),
        }
    });
    let extra = def.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        quote!(#ident: #default::default())
    });
    let docs = tokens::doc("A value with what must be there.");
    Some(quote! {
        impl #name {
            #docs
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields,)* #(#extra,)* }
            }
        }
    })
}

fn argument_type(paths: Paths<'_>, field: &FieldPlan) -> TokenStream {
    if field.presence == Presence::Required && is_text(field) {
        let (into, string) = (paths.std("Into"), paths.std("String"));
        return quote!(impl #into<#string>);
    }
    field_type(paths, field)
}

fn is_text(field: &FieldPlan) -> bool {
    field.ty == RustType::Scalar(ScalarType::String)
}

/// The word of a table that says how a property is held.
pub(super) fn word(presence: Presence) -> TokenStream {
    match presence {
        Presence::Required => quote!(required),
        Presence::Optional => quote!(optional),
        Presence::Nullable => quote!(nullable),
        Presence::Maybe => quote!(maybe),
    }
}

/// The table that gives the struct its JSON form.
fn table(def: &StructDef) -> TokenStream {
    let name = tokens::type_name(&def.name);
    let rows = def.fields.iter().map(|field| {
        let (wire, ident) = (tokens::text(&field.wire), tokens::ident(&field.ident));
        let word = word(field.presence);
        quote!(#wire #word #ident)
    });
    let rest = match &def.extra {
        Some(extra) => {
            let ident = tokens::ident(&extra.ident);
            Some(quote!(_ extra #ident,))
        }
        None => def.closed.then(|| quote!(_ closed,)),
    };
    quote! {
        object! { #name { #(#rows,)* #rest } }
    }
}
