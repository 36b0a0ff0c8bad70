//! Lists and maps of nothing but themselves.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use super::{patch, validate};
use crate::plan::NestDef;

/// The table that defines the struct.
pub(super) fn item(paths: Paths<'_>, def: &NestDef) -> TokenStream {
    let (name, docs, ty) = (tokens::type_name(&def.name), tokens::docs(&def.docs), paths.ty(&def.ty));
    let limits = validate::of_value(paths, &def.ty, &def.checks);
    let end = limits.is_none().then(|| quote!(;));
    let methods = patch::methods(paths, &def.name, def.patch.as_ref());
    quote! {
        nest! { #docs pub struct #name(#ty) #limits #end }

        #methods
    }
}
