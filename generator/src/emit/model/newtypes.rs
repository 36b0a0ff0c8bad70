//! Newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens;
use crate::plan::NewtypeDef;

/// The table that defines the struct.
pub(super) fn item(def: &NewtypeDef) -> TokenStream {
    let (name, docs) = (tokens::type_name(&def.name), tokens::docs(&def.docs));
    quote!(newtype! { #docs pub struct #name; })
}
