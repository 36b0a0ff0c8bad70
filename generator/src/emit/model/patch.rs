//! Merge patches.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use crate::plan::{PatchOf, TypeName};

/// What ties a patch to whole values.
pub(super) fn methods(paths: Paths<'_>, name: &TypeName, patch: Option<&PatchOf>) -> Option<TokenStream> {
    let whole = paths.ty(&patch?.whole);
    let (name, result) = (tokens::type_name(name), paths.std("Result"));
    let error = paths.support("patch::PatchError");
    let (between, apply) = (paths.support("patch::between"), paths.support("patch::apply"));
    Some(quote! {
        impl #name {
            #[doc = " The patch that leads from `old` to `new`: what changed, and `null` for what is gone."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " The change cannot be said: something becomes `null`, which would remove it."]
            pub fn between(old: &#whole, new: &#whole) -> #result<Self, #error> {
                #between(old, new)
            }

            #[doc = " What `whole` becomes by this patch."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " That is no such value: something is removed that must be there."]
            pub fn apply(&self, whole: &#whole) -> #result<#whole, #error> {
                #apply(self, whole)
            }
        }
    })
}
