//! Aliases.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use crate::plan::{AliasDef, CallbackPlan, Plan};

/// The alias.
pub(super) fn item(paths: Paths<'_>, def: &AliasDef) -> TokenStream {
    let (name, docs, ty) = (tokens::type_name(&def.name), tokens::docs(&def.docs), paths.ty(&def.ty));
    quote!(#docs pub type #name = #ty;)
}

/// `webhooks.rs` or `callbacks.rs`.
pub(super) fn all(plan: &Plan, callbacks: &[CallbackPlan]) -> TokenStream {
    let paths = Paths::beside_types(plan);
    callbacks.iter().flat_map(|callback| &callback.types).map(|def| item(paths, def)).collect()
}
