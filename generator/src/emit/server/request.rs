//! Request structs: the arguments of an operation, read and checked.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{imports, limits, methods, title, uploads};
use crate::emit::tokens::{self, Paths};
use crate::plan::{
    ArgumentPlan, BodyPlan, MethodPlan, Plan, ReceivedPlan, Receiving, RoutePlan, RustType, ServicePlan, docs,
};

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
    let derives = method.body.as_ref().map_or_else(|| quote!(#[derive(Debug, Clone)]), derives);
    let uploads = method.body.iter().flat_map(|body| &body.received).filter_map(|received| match &received.how {
        Receiving::Upload(upload) => Some(uploads::items(paths, method, upload)),
        _ => None,
    });
    let uploads: TokenStream = uploads.collect();
    quote! {
        #docs
        #derives
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
        #uploads
    }
}

/// What is read while the implementation asks for it can be had once.
fn derives(body: &BodyPlan) -> TokenStream {
    if body.is_cloned() { quote!(#[derive(Debug, Clone)]) } else { quote!(#[derive(Debug)]) }
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
    let [received] = body.received.as_slice() else {
        let name = tokens::stem(&method.stem, "RequestBody");
        let arms = body.received.iter().zip(&route.payloads).enumerate().map(|(index, (received, variant))| {
            let (index, variant) = (Literal::usize_unsuffixed(index), tokens::ident(variant));
            let read = read(paths, received);
            quote!(Some(#index) => #read.map(|body| body.map(#name::#variant)),)
        });
        return (quote!(#name), quote!(match arrived.payload() { #(#arms)* _ => Ok(None) }));
    };
    (ty(paths, received), read(paths, received))
}

/// The type that an implementation gets.
fn ty(paths: Paths<'_>, received: &ReceivedPlan) -> TokenStream {
    match &received.how {
        Receiving::Json(ty) | Receiving::Text(ty, _) | Receiving::Form(ty, _) | Receiving::Parts(ty, _) => paths.ty(ty),
        Receiving::AnyText => paths.std("String"),
        Receiving::Upload(upload) => {
            let parts = tokens::type_name(&upload.parts);
            quote!(support::Parts<#parts>)
        }
        Receiving::Lines(ty) => {
            let ty = paths.ty(ty);
            quote!(support::Lines<#ty>)
        }
        Receiving::Stream => quote!(support::ByteStream),
        Receiving::Bytes => {
            let vec = paths.std("Vec");
            quote!(#vec<u8>)
        }
    }
}

fn read(paths: Paths<'_>, received: &ReceivedPlan) -> TokenStream {
    match &received.how {
        Receiving::Json(ty) | Receiving::Text(ty, _) | Receiving::Form(ty, _) => {
            let call = value(paths, ty);
            quote!(arrived.#call)
        }
        Receiving::Parts(ty, _) => {
            let call = value(paths, ty);
            quote!(arrived.apart().and_then(|arrived| arrived.#call))
        }
        Receiving::AnyText => quote!(arrived.text()),
        Receiving::Upload(_) => quote!(arrived.parts()),
        Receiving::Lines(ty) => {
            let finish = limits::finish(paths, ty, &received.checks);
            quote!(arrived.lines(#finish))
        }
        Receiving::Stream => quote!(arrived.stream()),
        Receiving::Bytes => quote!(arrived.bytes()),
    }
}

fn value(paths: Paths<'_>, ty: &RustType) -> TokenStream {
    let method = if paths.fills(ty) { quote!(filled) } else { quote!(json) };
    let ty = paths.ty(ty);
    quote!(#method::<#ty>())
}

/// The enum of a body that may be sent in several ways.
fn enumeration(paths: Paths<'_>, method: &MethodPlan, route: &RoutePlan, body: &BodyPlan) -> Option<TokenStream> {
    if route.payloads.is_empty() {
        return None;
    }
    let name = tokens::stem(&method.stem, "RequestBody");
    let docs = tokens::doc(&format!("The body of {}.", title(method)));
    let all = body.payloads.iter().zip(&body.received).zip(&route.payloads);
    let variants = all.map(|((payload, received), variant)| {
        let docs = tokens::doc(&format!("{}.", docs::code(&payload.media_type)));
        let (variant, ty) = (tokens::ident(variant), ty(paths, received));
        quote!(#docs #variant(#ty),)
    });
    let derives = derives(body);
    Some(quote! {
        #docs
        #derives
        #[allow(clippy::large_enum_variant, reason = "a body is read once and taken apart at once")]
        pub enum #name { #(#variants)* }
    })
}
