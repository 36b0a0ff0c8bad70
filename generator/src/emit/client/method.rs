//! What one operation gives the client: its method, its marker, its setters, its pages.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{self, Passed};
use super::{bodies, outcome};
use crate::emit::tokens::{self, Paths};
use crate::plan::{
    ArgumentPlan, BodyPlan, Ident, MethodPlan, PagePlan, PathPart, Plan, Presence, ResponseBody, WrittenPlan, docs,
};

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
    let deprecated = tokens::deprecated(method.deprecated);
    let marker = tokens::type_name(&method.stem);
    let required: Vec<&ArgumentPlan> = method.arguments.iter().filter(|argument| argument.required).collect();
    let mut parameters = Vec::new();
    let mut writes = Vec::new();
    for argument in required {
        let (name, Passed { ty, value }) = (tokens::ident(&argument.ident), arguments::passed(paths, argument));
        let parameter = arguments::parameter(argument);
        parameters.push(quote!(#name: #ty));
        writes.push(quote!(.parameter(#parameter, #value)));
    }
    if let Some((ty, write)) = way.map(|way| bodies::body(paths, way)) {
        parameters.push(quote!(body: #ty));
        writes.push(quote!(.#write));
    }
    let many = (parameters.len() >= MANY_ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #docs
        #deprecated
        #many
        pub fn #ident(&self, #(#parameters),*) -> Call<#marker> {
            Call::new(&self.endpoint) #(#writes)*
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

fn route(plan: &Plan, method: &MethodPlan) -> TokenStream {
    let verb = tokens::source(method.method.as_str());
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
    let accept = accept(method);
    let sets = method.auth.iter().map(|auth| {
        let known = auth.all_of.iter().filter_map(|(scheme, scopes)| Some((&plan.schemes.get(*scheme)?.wire, scopes)));
        let schemes = known.map(|(name, scopes)| quote!(#name #(#scopes)*));
        quote!([#(#schemes),*])
    });
    quote!(#verb #path accept #accept security [#(#sets),*])
}

/// All documented media types of answers, each once.
fn accept(method: &MethodPlan) -> String {
    let mut types: Vec<&str> = Vec::new();
    for outcome in &method.outcomes {
        if let ResponseBody::Payload(payloads) = &outcome.body {
            for payload in payloads {
                if !types.contains(&payload.essence.as_str()) {
                    types.push(&payload.essence);
                }
            }
        }
    }
    types.join(", ")
}

/// Optional parameters, and an optional body, as methods of the call.
pub(super) fn setters(paths: Paths<'_>, method: &MethodPlan) -> Option<TokenStream> {
    let marker = tokens::type_name(&method.stem);
    let optional = method.arguments.iter().filter(|argument| !argument.required).map(|argument| {
        let (name, docs) = (tokens::ident(&argument.ident), tokens::docs(&argument.docs));
        let docs = if argument.docs.lines.is_empty() { tokens::doc(&named(argument)) } else { docs };
        let Passed { ty, value } = arguments::passed(paths, argument);
        let parameter = arguments::parameter(argument);
        quote! {
            #docs
            pub fn #name(self, #name: #ty) -> Self {
                self.parameter(#parameter, #value)
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

/// How pages follow each other.
pub(super) fn pages(paths: Paths<'_>, method: &MethodPlan) -> Option<TokenStream> {
    let pages = method.pages.as_ref()?;
    let marker = tokens::type_name(&method.stem);
    let parameter = arguments::parameter(method.arguments.get(pages.marker_argument)?);
    let (item, vec) = (paths.ty(&pages.item), paths.std("Vec"));
    let (next, items) = (next(paths, pages), items(pages));
    Some(quote! {
        impl support::Paged for #marker {
            type Item = #item;
            const MARKER: Parameter = #parameter;

            fn next(page: &Self::Ok) -> support::NextPage {
                #next
            }

            fn items(page: Self::Ok) -> #vec<Self::Item> {
                #items
            }
        }
    })
}

fn next(paths: Paths<'_>, pages: &PagePlan) -> TokenStream {
    let marker = seen(paths, &pages.next, pages.next_presence);
    match &pages.more {
        Some((ident, presence)) => {
            let more = flag(paths, ident, *presence);
            quote!(support::NextPage::by_flag(#more, #marker))
        }
        None => quote!(support::NextPage::by_marker(#marker)),
    }
}

/// A field as an option of a reference.
fn seen(paths: Paths<'_>, ident: &Ident, presence: Presence) -> TokenStream {
    let (ident, some) = (tokens::ident(ident), paths.std("Some"));
    match presence {
        Presence::Required => quote!(#some(&page.#ident)),
        Presence::Optional | Presence::Nullable | Presence::Maybe => quote!(page.#ident.as_ref()),
    }
}

/// A boolean field as an option.
fn flag(paths: Paths<'_>, ident: &Ident, presence: Presence) -> TokenStream {
    let (ident, some) = (tokens::ident(ident), paths.std("Some"));
    match presence {
        Presence::Required => quote!(#some(page.#ident)),
        Presence::Optional | Presence::Nullable => quote!(page.#ident),
        Presence::Maybe => quote!(page.#ident.into_option()),
    }
}

fn items(pages: &PagePlan) -> TokenStream {
    let ident = tokens::ident(&pages.items);
    match pages.items_presence {
        Presence::Required => quote!(page.#ident),
        Presence::Optional | Presence::Nullable => quote!(page.#ident.unwrap_or_default()),
        Presence::Maybe => quote!(page.#ident.into_option().unwrap_or_default()),
    }
}
