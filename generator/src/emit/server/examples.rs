//! The examples of the document as texts.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{constant, methods};
use crate::api::StatusPattern;
use crate::emit::tokens;
use crate::plan::{Plan, PrintedBody, PrintedPlan, ServicePlan};

pub(super) fn file(plan: &Plan, service: &ServicePlan) -> TokenStream {
    let tables = methods(plan, service).map(|(method, _)| {
        let (constant, rows) = (constant(&method.ident), method.printed.iter().map(row));
        quote!(pub(super) static #constant: &[Printed] = &[#(#rows,)*];)
    });
    quote! {
        use super::super::support::Printed;

        #(#tables)*
    }
}

fn row(printed: &PrintedPlan) -> TokenStream {
    let status = Literal::u16_unsuffixed(printed.status);
    let made = match &printed.body {
        PrintedBody::Empty => quote!(Printed::empty(#status)),
        PrintedBody::Missing => quote!(Printed::missing(#status)),
        PrintedBody::Text { media_type, text, .. } => {
            let text = tokens::raw(text);
            quote!(Printed::new(#status, #media_type, #text))
        }
    };
    let (name, valid) = match &printed.body {
        PrintedBody::Text { name, valid, .. } => (name.as_ref(), *valid),
        PrintedBody::Empty | PrintedBody::Missing => (None, true),
    };
    let range = match printed.pattern {
        StatusPattern::Code(_) => None,
        StatusPattern::Class(_) => Some(quote!(.class())),
        StatusPattern::Default => Some(quote!(.any())),
    };
    let headers = printed.headers.iter().map(|(name, value)| quote!((#name, #value)));
    let headers = (!printed.headers.is_empty()).then(|| quote!(.with(&[#(#headers),*])));
    let name = name.map(|name| quote!(.named(#name)));
    let invalid = (!valid).then(|| quote!(.invalid()));
    quote!(#made #range #name #headers #invalid)
}
