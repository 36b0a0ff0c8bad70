//! The module of a service: its trait, and one line per operation that leads from the route to the method.

use proc_macro2::TokenStream;
use quote::quote;

use super::{constant, methods, title, unconventional};
use crate::emit::tokens::{self, Paths};
use crate::plan::{MethodPlan, Plan, ServicePlan};

pub(super) fn file(plan: &Plan, service: &ServicePlan) -> TokenStream {
    let name = tokens::type_name(&service.name);
    let docs = if service.docs.lines.is_empty() {
        tokens::doc(&format!("Operations of {}.", service.name))
    } else {
        tokens::docs(&service.docs)
    };
    let functions = methods(plan, service).map(|(method, _)| function(method));
    let rows = methods(plan, service).map(|(method, _)| {
        let (constant, ident) = (constant(&method.ident), tokens::ident(&method.ident));
        let (request, response) = (tokens::stem(&method.stem, "Request"), tokens::stem(&method.stem, "Response"));
        quote!(#constant => #ident(#request) -> #response)
    });
    let guard = plan.guard.is_some().then(|| quote!(guard));
    let [send, sync] = ["Send", "Sync"].map(|name| Paths::outside(plan).std(name));
    let private = TokenStream::new();
    let [operation, request, response, examples] =
        ["operation", "request", "response", "examples"].map(|module| tokens::module(&private, module));
    quote! {
        use super::support;

        #[cfg(feature = "examples")]
        #examples
        #operation
        #request
        #response

        pub use operation::*;
        pub use request::*;
        pub use response::*;

        #docs
        pub trait #name: #send + #sync + 'static {
            /// What a method may fail with: anything that turns into an answer. A [`Rejection`](support::Rejection)
            /// is answered as the server's hook says.
            type Error: axum::response::IntoResponse;
            #(#functions)*
        }

        routes! { #name #guard { #(#rows,)* } }
    }
}

fn function(method: &MethodPlan) -> TokenStream {
    let docs = if method.docs.lines.is_empty() {
        tokens::doc(&format!("{}.", title(method)))
    } else {
        tokens::docs(&method.docs)
    };
    // `#[deprecated]` is for those who call an operation, not for those who have to answer it.
    let deprecated = method.deprecated.then(|| [tokens::doc(""), tokens::doc("Deprecated.")]);
    let deprecated = deprecated.into_iter().flatten();
    let ident = tokens::ident(&method.ident);
    let (request, response) = (tokens::stem(&method.stem, "Request"), tokens::stem(&method.stem, "Response"));
    let unconventional = unconventional(&method.ident);
    quote! {
        #docs
        #(#deprecated)*
        #unconventional
        fn #ident(
            &self,
            request: #request,
        ) -> impl Future<Output = Result<#response, Self::Error>> + Send;
    }
}
