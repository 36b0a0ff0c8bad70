//! Open enums.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::{self, Paths};
use crate::plan::{EnumDef, EnumRepr, EnumValue, VariantPlan};

/// The enum and its table.
pub(super) fn item(paths: Paths<'_>, def: &EnumDef) -> TokenStream {
    let name = tokens::type_name(&def.name);
    let docs = tokens::docs(&def.docs);
    let deprecated = tokens::deprecated(def.deprecated);
    let default = def.single.then(|| quote!(, Default));
    let variants = def.variants.iter().enumerate().map(|(i, variant)| {
        let (docs, ident) = (variant_docs(variant), tokens::ident(&variant.ident));
        let default = (def.single && i == 0).then(|| quote!(#[default]));
        quote!(#docs #default #ident)
    });
    let other = tokens::ident(&def.other);
    let other_docs = tokens::doc("A value that the document does not list.");
    let rows = def.variants.iter().map(|variant| {
        let ident = tokens::ident(&variant.ident);
        let value = match &variant.value {
            EnumValue::String(value) => Literal::string(value),
            EnumValue::Integer(value) => Literal::i64_unsuffixed(*value),
        };
        quote!(#ident = #value)
    });
    let open = def.open.then(|| quote!(: open));
    let (copy, held, table) = match def.repr {
        EnumRepr::String => (None, paths.std("String"), quote!(strings)),
        EnumRepr::Integer => (Some(quote!(Copy,)), quote!(i64), quote!(integers)),
    };
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, #copy PartialEq, Eq, Hash #default)]
        pub enum #name { #(#variants,)* #other_docs #other(#held) }

        #table! { #name or #other #open { #(#rows,)* } }
    }
}

/// The docs of a variant; its value where the document has none.
fn variant_docs(variant: &VariantPlan) -> TokenStream {
    if !variant.docs.lines.is_empty() {
        return tokens::docs(&variant.docs);
    }
    let value = match &variant.value {
        EnumValue::String(value) => value.escape_debug().to_string().replace("\\'", "'").replace("\\\"", "\""),
        EnumValue::Integer(value) => value.to_string(),
    };
    let fence = if value.contains('`') { "``` " } else { "`" };
    let close: String = fence.chars().rev().collect();
    tokens::doc(&if value.trim().is_empty() { "Blank.".to_owned() } else { format!("{fence}{value}{close}") })
}
