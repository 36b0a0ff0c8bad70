//! What one operation gives the client: its method, its marker, its setters.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::arguments;
use super::{bodies, headers, outcome};
use crate::api::Method;
use crate::emit::tokens::{self, Paths};
use crate::plan::{ArgumentPlan, BodyPlan, MethodPlan, PathPart, Plan, WrittenPlan, docs};

/// Clippy's limit, `self` included.
const MANY_ARGUMENTS: usize = 7;

/// The method of `Client`: required parameters are its arguments, in document order, the body last.
pub(super) fn call(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    let docs = tokens::docs(&method.docs);
    let ident = tokens::ident(&method.ident);
    let Some(body) = method.body.as_ref().filter(|body| body.required) else {
        return begun(paths, method, &docs, &ident, None);
    };
    let ways = body.written.iter().map(|way| match &way.ident {
        Some(own) => begun(paths, method, &bodies::docs_of(way, &method.ident), &tokens::ident(own), Some(way)),
        None => begun(paths, method, &bodies::also(way, &docs), &ident, Some(way)),
    });
    ways.collect()
}

fn begun(
    paths: Paths<'_>,
    method: &MethodPlan,
    docs: &TokenStream,
    ident: &TokenStream,
    way: Option<&WrittenPlan>,
) -> TokenStream {
    let (headers, deprecated) = (headers::links(method), tokens::deprecated(method.deprecated));
    let marker = tokens::type_name(&method.stem);
    let required: Vec<&ArgumentPlan> = method.arguments.iter().filter(|argument| argument.required).collect();
    let mut parameters = Vec::new();
    let mut conversions = Vec::new();
    let mut writes = Vec::new();
    for argument in required {
        let (name, passed) = (tokens::ident(&argument.ident), arguments::passed(paths, argument));
        let (ty, write) = (&passed.ty, passed.write(argument));
        conversions.extend(passed.convert.clone());
        parameters.push(quote!(#name: #ty));
        writes.push(quote!(.#write));
    }
    if let Some((ty, write)) = way.map(|way| bodies::body(paths, way)) {
        parameters.push(quote!(body: #ty));
        writes.push(quote!(.#write));
    }
    let server = method.server.as_ref().map(|url| quote!(.own_server(#url)));
    let many = (parameters.len() >= MANY_ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #docs
        #headers
        #deprecated
        #many
        pub fn #ident(&self, #(#parameters),*) -> Call<#marker> {
            #(#conversions)*
            Call::new(&self.endpoint) #server #(#writes)*
        }
    }
}

/// The table of an operation: its marker type, its answers and their types.
pub(super) fn table(plan: &Plan, paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    let (docs, marker) = (
        tokens::doc(&docs::code(&format!("{} {}", method.method.as_str(), method.path_text))),
        tokens::type_name(&method.stem),
    );
    let (route, rows) = (route(plan, method), outcome::rows(paths, method));
    quote! {
        operation! {
            #docs
            #marker: #route,
            #rows
        }
    }
}

/// A method that HTTP has by its name, others as text.
fn verb(method: &Method) -> TokenStream {
    match method {
        Method::Other(name) => tokens::text(name).into_token_stream(),
        known => tokens::source(known.as_str()),
    }
}

fn route(plan: &Plan, method: &MethodPlan) -> TokenStream {
    let verb = verb(&method.method);
    let path: String = method
        .path
        .iter()
        .map(|part| match part {
            PathPart::Literal(text) => text.clone(),
            PathPart::Argument(index) => {
                format!("{{{}}}", method.arguments.get(*index).map_or("", |argument| argument.wire.as_str()))
            }
        })
        .collect();
    let accept = method.accept.join(", ");
    let sets = method.auth.iter().map(|auth| {
        let known = auth.all_of.iter().filter_map(|(scheme, scopes)| Some((&plan.schemes.get(*scheme)?.wire, scopes)));
        let schemes = known.map(|(name, scopes)| quote!(#name #(#scopes)*));
        quote!([#(#schemes),*])
    });
    quote!(#verb #path accept #accept security [#(#sets),*])
}

/// Optional parameters, and an optional body, as methods of the call.
pub(super) fn setters(paths: Paths<'_>, method: &MethodPlan) -> Option<TokenStream> {
    let marker = tokens::type_name(&method.stem);
    let optional = method.arguments.iter().filter(|argument| !argument.required).map(|argument| {
        let (name, docs) = (tokens::ident(&argument.ident), tokens::docs(&argument.docs));
        let docs = if argument.docs.lines.is_empty() { tokens::doc(&named(argument)) } else { docs };
        let passed = arguments::passed(paths, argument);
        let (ty, write, convert) = (&passed.ty, passed.write(argument), &passed.convert);
        quote! {
            #docs
            pub fn #name(self, #name: #ty) -> Self {
                #convert
                self.#write
            }
        }
    });
    let mut setters: Vec<TokenStream> = optional.collect();
    if let Some(body) = method.body.as_ref().filter(|body| !body.required) {
        setters.extend(body.written.iter().map(|way| body_setter(paths, body, way)));
    }
    (!setters.is_empty()).then(|| {
        quote! {
            impl Call<#marker> { #(#setters)* }
        }
    })
}

fn body_setter(paths: Paths<'_>, body: &BodyPlan, way: &WrittenPlan) -> TokenStream {
    let (ty, write) = bodies::body(paths, way);
    let (name, docs) = match &way.ident {
        Some(own) => {
            let media = docs::code(&way.content_type);
            (tokens::ident(own), tokens::doc(&format!("The body, as {media}.")))
        }
        None if body.docs.lines.is_empty() => (quote!(body), tokens::doc("The body.")),
        None => (quote!(body), tokens::docs(&body.docs)),
    };
    let docs = bodies::also(way, &docs);
    quote! {
        #docs
        pub fn #name(self, body: #ty) -> Self {
            self.#write
        }
    }
}

fn named(argument: &ArgumentPlan) -> String {
    format!("The parameter {}.", docs::code(&argument.wire))
}
