//! Types for parts that have headers.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{self, Passed};
use super::bodies::{self, Written};
use crate::api::ParameterLocation;
use crate::emit::tokens::{self, Paths};
use crate::plan::{HeadedPlan, HeaderPlan, PartRow, PartWriting, TypeName, docs};

/// The row of a body for a part with headers: what is given is of the part's type, or becomes one.
pub(super) fn row(paths: Paths<'_>, ident: &TokenStream, name: &str, headed: &HeadedPlan) -> TokenStream {
    let (own, into, iterator) = (tokens::type_name(&headed.name), paths.std("Into"), paths.std("IntoIterator"));
    match headed.each {
        true => quote! {
            #ident: impl #iterator<Item = impl #into<#own>> =>
                headed_each(#ident.into_iter().map(#into::<#own>::into)),
        },
        false => quote!(#ident: impl #into<#own> => headed(#name, #into::<#own>::into(#ident)),),
    }
}

/// The type of a part with headers, if it has any.
pub(super) fn part(paths: Paths<'_>, body: &TypeName, row: &PartRow) -> Option<TokenStream> {
    let headed = row.headed.as_ref()?;
    let (name, word) = (tokens::type_name(&headed.name), if headed.each { "One of the parts" } else { "The part" });
    let line = tokens::doc(&format!("{word} {} of [`{body}`], with its headers.", docs::code(&row.wire)));
    let part = quote!(part);
    let Written { ty, write } = bodies::written(paths, &part, &row.wire, &headed.ty, &headed.how);
    let headers = |required: bool| headed.headers.iter().filter(move |header| header.required == required);
    let bare = matches!(headed.how, PartWriting::File(_)) && headers(true).next().is_none();
    let from = bare.then(|| quote!(: From));
    let required = headers(true).map(|header| self::header(paths, header));
    let told = headers(true).map(|header| {
        let (empty, line) = (tokens::doc(""), title(header));
        quote!(#empty #line)
    });
    let optional = headers(false).map(|header| {
        let (line, row) = (title(header), self::header(paths, header));
        quote!(#line #row)
    });
    Some(quote! {
        part! {
            #line
            #(#told)*
            #name #from,
            #part: #ty => #write,
            required { #(#required)* }
            optional { #(#optional)* }
        }
    })
}

fn header(paths: Paths<'_>, header: &HeaderPlan) -> TokenStream {
    let ident = tokens::ident(&header.ident);
    let parameter = arguments::parameter_at(ParameterLocation::Header, &header.wire, &header.codec);
    let Passed { ty, value, .. } = arguments::passed_as(paths, &ident, &header.ty);
    quote!(#ident: #ty => parameter(#parameter, #value),)
}

fn title(header: &HeaderPlan) -> TokenStream {
    let (line, docs) = (tokens::doc(&format!("The header {}.", docs::code(&header.wire))), tokens::docs(&header.docs));
    let space = (!header.docs.lines.is_empty()).then(|| tokens::doc(""));
    quote!(#line #space #docs)
}
