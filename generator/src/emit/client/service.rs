//! The module of a service.

use proc_macro2::TokenStream;
use quote::quote;

use super::{bodies, method, pages, streams};
use crate::emit::tokens::{self, Paths};
use crate::plan::{MethodPlan, Plan, ServicePlan};

pub(super) fn file(plan: &Plan, service: &ServicePlan) -> TokenStream {
    let paths = Paths::outside(plan);
    let methods: Vec<&MethodPlan> = service.methods.iter().filter_map(|index| plan.methods.get(*index)).collect();
    let calls = methods.iter().map(|method| method::call(paths, method));
    let operations: TokenStream = methods
        .iter()
        .map(|method| {
            let (table, setters) = (method::table(plan, paths, method), method::setters(paths, method));
            let (parts, pages) = (bodies::parts(paths, method), pages::pages(paths, method));
            let streams = streams::streams(paths, method);
            quote!(#table #parts #setters #pages #streams)
        })
        .collect();
    let calls = quote!(impl Client { #(#calls)* });
    let models = mentions(&[&calls, &operations], "models").then(|| {
        quote!(
            use super::models;
        )
    });
    let parameter = mentions(&[&calls, &operations], "Parameter").then(|| quote!(Parameter,));
    let deprecated = tokens::allows_deprecated(plan);
    quote! {
        #deprecated
        use super::builder::Client;
        use super::support::{self, Call, #parameter};
        #models

        #calls

        #operations
    }
}

/// Whether an identifier stands in any of the tokens.
pub(super) fn mentions(tokens: &[&TokenStream], name: &str) -> bool {
    tokens.iter().any(|tokens| has((*tokens).clone(), name))
}

fn has(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Group(group) => has(group.stream(), name),
        _ => false,
    })
}
