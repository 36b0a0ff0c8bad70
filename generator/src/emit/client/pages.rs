//! What a list that comes by pages gives the client: a constant, and where the items are.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::arguments;
use crate::emit::tokens::{self, Paths};
use crate::plan::{Ident, MethodPlan, PagePlan, PageStyle, Presence};

/// How pages follow each other.
pub(super) fn pages(paths: Paths<'_>, method: &MethodPlan) -> Option<TokenStream> {
    let pages = method.pages.as_ref()?;
    let marker = tokens::type_name(&method.stem);
    let (item, vec) = (paths.ty(&pages.item), paths.std("Vec"));
    let (paging, items) = (paging(method, pages)?, items(&pages.items));
    Some(quote! {
        impl support::Paged for #marker {
            type Item = #item;
            const PAGING: support::Paging = #paging;

            fn items(page: Self::Ok) -> #vec<Self::Item> {
                #items
            }
        }
    })
}

fn paging(method: &MethodPlan, pages: &PagePlan) -> Option<TokenStream> {
    let parameter = |index: &usize| method.arguments.get(*index).map(arguments::parameter);
    let items = &pages.items_at;
    let how = match &pages.style {
        PageStyle::Marker { argument, next } => {
            let parameter = parameter(argument)?;
            quote!(marker(#parameter, #next))
        }
        PageStyle::LastItem { argument, key } => {
            let parameter = parameter(argument)?;
            quote!(last_item(#parameter, #items, #key))
        }
        PageStyle::Offset { argument } => {
            let parameter = parameter(argument)?;
            quote!(offset(#parameter, #items))
        }
        PageStyle::Number { argument, first } => {
            let (parameter, first) = (parameter(argument)?, Literal::u64_unsuffixed(*first));
            quote!(number(#parameter, #items, #first))
        }
        PageStyle::Url { next } => quote!(url(#next)),
        PageStyle::Link => quote!(link()),
    };
    let more = pages.more.as_ref().map(|more| quote!(.more(#more)));
    let total = pages.total.as_ref().map(|total| quote!(.total(#total)));
    Some(quote!(support::Paging::#how #more #total))
}

/// The list in a page, empty where a field on the way to it is not there.
fn items(fields: &[(Ident, Presence)]) -> TokenStream {
    let mut value = quote!(page);
    let mut certain = true;
    for (ident, presence) in fields {
        let ident = tokens::ident(ident);
        let field = match presence {
            Presence::Maybe => quote!(#ident.into_option()),
            Presence::Required | Presence::Optional | Presence::Nullable => quote!(#ident),
        };
        value = match (certain, presence) {
            (true, _) => quote!(#value.#field),
            (false, Presence::Required) => quote!(#value.map(|inner| inner.#field)),
            (false, _) => quote!(#value.and_then(|inner| inner.#field)),
        };
        certain &= matches!(presence, Presence::Required);
    }
    if certain { value } else { quote!(#value.unwrap_or_default()) }
}
