//! Merge patches.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use crate::plan::StructDef;

/// The constructor of a patch from two whole values.
pub(super) fn between(paths: Paths<'_>, def: &StructDef) -> Option<TokenStream> {
    let whole = paths.ty(&def.patch.as_ref()?.whole);
    let (name, result) = (tokens::type_name(&def.name), paths.std("Result"));
    let (error, between) = (paths.support("patch::PatchError"), paths.support("patch::between"));
    Some(quote! {
        impl #name {
            #[doc = " The patch that leads from `old` to `new`: what changed, and `null` for what is gone."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " The change cannot be said in this type."]
            pub fn between(old: &#whole, new: &#whole) -> #result<Self, #error> {
                #between(old, new)
            }
        }
    })
}
