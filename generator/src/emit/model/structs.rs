//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use super::{patch, validate};
use crate::plan::{FieldPlan, Presence, RustType, StructDef};

/// The table that defines the struct, and the methods of a patch. `derives` stand after its own.
pub(super) fn item(paths: Paths<'_>, def: &StructDef, derives: &TokenStream) -> TokenStream {
    let name = tokens::type_name(&def.name);
    let docs = tokens::docs(&def.docs);
    let deprecated = tokens::deprecated(def.deprecated);
    let default = def.default.then(|| quote!(, Default));
    let new = new(paths, def);
    let whole = validate::of_whole(&def.checks);
    let rows = def.fields.iter().map(|field| row(paths, field));
    let rest = match &def.extra {
        Some(extra) => {
            let (ident, ty) = (tokens::ident(&extra.ident), paths.ty(&RustType::Map(Box::new(extra.ty.clone()))));
            let limits = validate::of_value(paths, &extra.ty, &extra.checks);
            Some(quote!(_ extra #ident: #ty #limits,))
        }
        None => def.closed.then(|| {
            let beside = def.beside.iter().map(|name| tokens::text(name));
            let beside = (!def.beside.is_empty()).then(|| quote!([#(#beside),*]));
            quote!(_ closed #beside,)
        }),
    };
    let methods = patch::methods(paths, &def.name, def.patch.as_ref());
    quote! {
        object! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq #default #derives)]
            pub struct #name #new { #whole #(#rows,)* #rest }
        }
        #methods
    }
}

/// A property.
fn row(paths: Paths<'_>, field: &FieldPlan) -> TokenStream {
    let (docs, wire) = (tokens::docs(&field.docs), tokens::text(&field.wire));
    let (word, ident, ty) = (word(field), tokens::ident(&field.ident), field_type(paths, field));
    let limits = validate::of_value(paths, &field.ty, &field.checks);
    quote!(#docs #wire #word #ident: #ty #limits)
}

fn field_type(paths: Paths<'_>, field: &FieldPlan) -> TokenStream {
    present(paths, &field.ty, field.presence)
}

/// The type of a field or a place with its presence.
pub(super) fn present(paths: Paths<'_>, ty: &RustType, presence: Presence) -> TokenStream {
    let ty = paths.ty(ty);
    match presence {
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
    let given =
        |field: &&FieldPlan| matches!(field.presence, Presence::Required | Presence::Nullable) && !field.single_valued;
    let arguments = def.fields.iter().filter(given).map(|field| {
        let (ident, ty) = (tokens::ident(&field.ident), argument_type(paths, field));
        quote!(#ident: #ty)
    });
    Some(quote!(: new(#(#arguments),*)))
}

fn argument_type(paths: Paths<'_>, field: &FieldPlan) -> TokenStream {
    match field.ty {
        RustType::Scalar(scalar) if field.presence == Presence::Required && scalar.is_made_of_others() => {
            let (into, ty) = (paths.std("Into"), paths.ty(&field.ty));
            quote!(impl #into<#ty>)
        }
        _ => field_type(paths, field),
    }
}

/// The word of the table that says how a property is held.
fn word(field: &FieldPlan) -> TokenStream {
    if field.single_valued && field.presence == Presence::Required { quote!(fixed) } else { held(field.presence) }
}

/// The word of the table that says how a property or a place is held.
pub(super) fn held(presence: Presence) -> TokenStream {
    match presence {
        Presence::Required => quote!(required),
        Presence::Optional => quote!(optional),
        Presence::Nullable => quote!(nullable),
        Presence::Maybe => quote!(maybe),
    }
}
