//! Request structs: the arguments of an operation, read and checked.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{imports, limits, methods, title};
use crate::emit::tokens::{self, Paths};
use crate::plan::{ArgumentPlan, BodyFormat, BodyPlan, MethodPlan, PayloadPlan, Plan, RoutePlan, ServicePlan, docs};

pub(super) fn file(plan: &Plan, service: &ServicePlan) -> TokenStream {
    let paths = Paths::outside(plan);
    let structs: TokenStream = methods(plan, service).map(|(method, route)| request(paths, method, route)).collect();
    let names = imports(&structs, &["models", "patterns", "support"]);
    let deprecated = tokens::allows_deprecated(plan);
    quote! {
        #deprecated
        use super::super::{#(#names),*};

        #structs
    }
}

fn request(paths: Paths<'_>, method: &MethodPlan, route: &RoutePlan) -> TokenStream {
    let name = tokens::stem(&method.stem, "Request");
    let docs = tokens::doc(&format!("What {} is asked with.", title(method)));
    let head = tokens::ident(&route.head);
    let mut fields = Vec::new();
    let mut reads = Vec::new();
    let mut names = Vec::new();
    for (index, argument) in method.arguments.iter().enumerate() {
        let (ident, docs) = (tokens::ident(&argument.ident), argument_docs(argument));
        let ty = paths.ty(&argument.ty);
        let optional = !argument.required && argument.default.is_none();
        let (field, read) =
            if optional { (paths.option(&ty), quote!(optional)) } else { (ty.clone(), quote!(required)) };
        let at = Literal::usize_unsuffixed(index);
        fields.push(quote!(#docs pub #ident: #field,));
        reads.push(quote!(let #ident = arrived.#read::<#ty>(#at);));
        reads.extend(limits::of_argument(paths, argument, &at, optional));
        names.push(ident);
    }
    let mut choice = None;
    if let Some(body) = &method.body {
        let (ty, read) = payloads(paths, method, route, body);
        choice = enumeration(paths, method, route, body);
        let docs =
            if body.server_docs.lines.is_empty() { tokens::doc("The body.") } else { tokens::docs(&body.server_docs) };
        let (field, present) = if body.required {
            (ty, Some(quote!(let body = arrived.present(body);)))
        } else {
            (paths.option(&ty), None)
        };
        fields.push(quote!(#docs pub body: #field,));
        reads.push(quote!(let body = #read; #present));
        reads.extend(limits::of_body(paths, body, method, route));
        names.push(quote!(body));
    }
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #name {
            #(#fields)*
            /// The rest of the request: method, URI, headers, extensions.
            pub #head: support::Head,
        }

        impl support::Request for #name {
            fn read(arrived: &mut support::Arrived) -> Result<Self, support::Invalid> {
                #(#reads)*
                Ok(Self { #(#names: #names?,)* #head: arrived.take_head() })
            }

            fn head(&self) -> &support::Head {
                &self.#head
            }
        }

        #choice
    }
}

fn argument_docs(argument: &ArgumentPlan) -> TokenStream {
    let docs = tokens::docs(&argument.docs);
    let named = || tokens::doc(&format!("The parameter {}.", docs::code(&argument.wire)));
    let docs = if argument.docs.lines.is_empty() { named() } else { docs };
    let default = argument.default.as_ref().map(|value| {
        let text = docs::code(&value.to_json());
        [tokens::doc(""), tokens::doc(&format!("{text} if the request does not say."))]
    });
    let default = default.into_iter().flatten();
    quote!(#docs #(#default)*)
}

/// The type of the body, and how it is read as an option.
fn payloads(paths: Paths<'_>, method: &MethodPlan, route: &RoutePlan, body: &BodyPlan) -> (TokenStream, TokenStream) {
    let [payload] = body.payloads.as_slice() else {
        let name = tokens::stem(&method.stem, "RequestBody");
        let arms = body.payloads.iter().zip(&route.payloads).enumerate().map(|(index, (payload, variant))| {
            let (index, variant) = (Literal::usize_unsuffixed(index), tokens::ident(variant));
            let read = read(paths, payload);
            quote!(Some(#index) => #read.map(|body| body.map(#name::#variant)),)
        });
        return (quote!(#name), quote!(match arrived.payload() { #(#arms)* _ => Ok(None) }));
    };
    (paths.ty(&payload.ty), read(paths, payload))
}

fn read(paths: Paths<'_>, payload: &PayloadPlan) -> TokenStream {
    match payload.format {
        BodyFormat::Json => {
            let ty = paths.ty(&payload.ty);
            let json = if paths.fills(&payload.ty) { quote!(filled) } else { quote!(json) };
            quote!(arrived.#json::<#ty>())
        }
        BodyFormat::Text => quote!(arrived.text()),
        BodyFormat::Binary => quote!(arrived.bytes()),
    }
}

/// The enum of a body that may be sent in several ways.
fn enumeration(paths: Paths<'_>, method: &MethodPlan, route: &RoutePlan, body: &BodyPlan) -> Option<TokenStream> {
    if route.payloads.is_empty() {
        return None;
    }
    let name = tokens::stem(&method.stem, "RequestBody");
    let docs = tokens::doc(&format!("The body of {}.", title(method)));
    let variants = body.payloads.iter().zip(&route.payloads).map(|(payload, variant)| {
        let docs = tokens::doc(&format!("{}.", docs::code(&payload.media_type)));
        let (variant, ty) = (tokens::ident(variant), paths.ty(&payload.ty));
        quote!(#docs #variant(#ty),)
    });
    Some(quote! {
        #docs
        #[derive(Debug, Clone)]
        #[allow(clippy::large_enum_variant, reason = "a body is read once and taken apart at once")]
        pub enum #name { #(#variants)* }
    })
}
