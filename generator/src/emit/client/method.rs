//! What one operation gives the client: its method, its marker, its setters, its pages.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments;
use super::{headers, outcome};
use crate::emit::tokens::{self, Paths};
use crate::plan::{ArgumentPlan, Ident, MethodPlan, PagePlan, PathPart, Plan, Presence, docs};

/// Clippy's limit, `self` included.
const MANY_ARGUMENTS: usize = 7;

/// The method of `Client`: required parameters are its arguments, in document order, the body last.
pub(super) fn call(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    let (docs, headers) = (tokens::docs(&method.docs), headers::links(method));
    let deprecated = tokens::deprecated(method.deprecated);
    let (ident, marker) = (tokens::ident(&method.ident), tokens::type_name(&method.stem));
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
    if let Some((ty, write)) =
        method.body.as_ref().filter(|body| body.required).and_then(|body| arguments::body(paths, body))
    {
        parameters.push(quote!(body: #ty));
        writes.push(quote!(.#write));
    }
    let many = (parameters.len() >= MANY_ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #docs
        #headers
        #deprecated
        #many
        pub fn #ident(&self, #(#parameters),*) -> Call<#marker> {
            #(#conversions)*
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
    if let Some((body, (ty, write))) =
        method.body.as_ref().filter(|body| !body.required).and_then(|body| Some(body).zip(arguments::body(paths, body)))
    {
        let docs = tokens::docs(&body.docs);
        let docs = if body.docs.lines.is_empty() { tokens::doc("The body.") } else { docs };
        setters.push(quote! {
            #docs
            pub fn body(self, body: #ty) -> Self {
                self.#write
            }
        });
    }
    (!setters.is_empty()).then(|| {
        quote! {
            impl Call<#marker> { #(#setters)* }
        }
    })
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
