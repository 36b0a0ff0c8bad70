//! The servers of the document as types, one small struct each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::tokens;
use crate::plan::{Ident, Plan, ServerPlan, TypeName, UrlPart, VariablePlan, docs};

/// The module `server`.
pub(super) fn file(plan: &Plan) -> TokenStream {
    let servers = plan.servers.iter().map(server);
    quote! {
        //! Where the document says that the API is served: what a client may begin with.

        use super::support::ServerUrl;

        #(#servers)*
    }
}

fn server(server: &ServerPlan) -> TokenStream {
    let (name, docs) = (tokens::type_name(&server.name), tokens::docs(&server.docs));
    let lists = server.variables.iter().filter_map(list);
    let pieces = server.url.iter().map(|part| match part {
        UrlPart::Literal(text) => quote!(#text),
        UrlPart::Variable(index) => server.variables.get(*index).map_or_else(|| quote!(""), value),
    });
    let (definition, argument) = match server.variables.is_empty() {
        true => (quote!(#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)] pub struct #name;), quote!(_)),
        false => (fields(server), quote!(server)),
    };
    quote! {
        #docs
        #definition

        impl From<#name> for ServerUrl {
            fn from(#argument: #name) -> Self {
                Self::documented(&[#(#pieces),*])
            }
        }

        #(#lists)*
    }
}

fn fields(server: &ServerPlan) -> TokenStream {
    let name = tokens::type_name(&server.name);
    let fields = server.variables.iter().map(|variable| {
        let (ident, wire) = (tokens::ident(&variable.ident), docs::code(&variable.wire));
        let docs = match variable.docs.lines.is_empty() {
            true => tokens::doc(&format!("What stands for {wire}.")),
            false => tokens::docs(&variable.docs),
        };
        let ty = variable.values.as_ref().map_or_else(|| quote!(String), |(list, _)| tokens::type_name(list));
        quote!(#docs pub #ident: #ty)
    });
    let defaults = server.variables.iter().map(|variable| {
        let (ident, text) = (tokens::ident(&variable.ident), &variable.default);
        match &variable.values {
            Some((list, _)) => {
                let list = tokens::type_name(list);
                quote!(#ident: #list::default())
            }
            None => quote!(#ident: String::from(#text)),
        }
    });
    if server.defaults_are_those_of_types() {
        return quote! {
            #[derive(Debug, Clone, PartialEq, Eq, Default)]
            pub struct #name {
                #(#fields,)*
            }
        };
    }
    quote! {
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct #name {
            #(#fields,)*
        }

        impl Default for #name {
            fn default() -> Self {
                Self { #(#defaults,)* }
            }
        }
    }
}

/// The text of a variable.
fn value(variable: &VariablePlan) -> TokenStream {
    let ident = tokens::ident(&variable.ident);
    if variable.values.is_some() { quote!(server.#ident.as_str()) } else { quote!(&server.#ident) }
}

/// The enum of what a variable may be.
fn list(variable: &VariablePlan) -> Option<TokenStream> {
    let (name, values): &(TypeName, Vec<(Ident, String)>) = variable.values.as_ref()?;
    let name = tokens::type_name(name);
    let docs = tokens::doc(&format!("What may stand for {}.", docs::code(&variable.wire)));
    let variants = values.iter().map(|(ident, text)| {
        let (ident, docs) = (tokens::ident(ident), tokens::doc(&docs::code(text)));
        let default = (*text == variable.default).then(|| quote!(#[default]));
        quote!(#docs #default #ident)
    });
    let texts = values.iter().map(|(ident, text)| {
        let ident = tokens::ident(ident);
        quote!(Self::#ident => #text)
    });
    Some(quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        #[allow(clippy::enum_variant_names, reason = "the document's words")]
        pub enum #name {
            #(#variants,)*
        }

        impl #name {
            /// As it stands in the URL.
            pub fn as_str(self) -> &'static str {
                match self { #(#texts,)* }
            }
        }
    })
}
