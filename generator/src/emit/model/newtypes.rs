//! Newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use crate::plan::NewtypeDef;

/// The struct and its table.
pub(super) fn item(paths: Paths<'_>, def: &NewtypeDef) -> TokenStream {
    let (name, docs, string) = (tokens::type_name(&def.name), tokens::docs(&def.docs), paths.std("String"));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(#string);

        newtype! { #name }
    }
}
