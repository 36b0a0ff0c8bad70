//! Headers of answers as constants.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::tokens::{self, Paths};
use crate::plan::{Codec, HeaderConstant, MethodPlan, Plan, ScalarKind, Shape, docs};

/// The module of all headers.
pub(super) fn file(plan: &Plan) -> TokenStream {
    let paths = Paths::outside(plan);
    let constants: TokenStream = plan.headers.iter().map(|header| constant(paths, header)).collect();
    let models = super::service::mentions(&[&constants], "models").then(|| {
        quote!(
            use super::models;
        )
    });
    let word = super::service::mentions(&[&constants], "Word").then(|| quote!(Word,));
    let deprecated = tokens::allows_deprecated(plan);
    quote! {
        //! Headers of answers: `answer.header(headers::NAME)?` gives the value of one.

        #deprecated
        #models
        use super::support::{Header, #word};

        #constants
    }
}

fn constant(paths: Paths<'_>, header: &HeaderConstant) -> TokenStream {
    let (ident, ty, name) = (tokens::ident(&header.ident), paths.ty(&header.ty), &header.wire);
    let (title, more) = (tokens::doc(&docs::code(name)), tokens::docs(&header.docs));
    let space = (!header.docs.lines.is_empty()).then(|| tokens::doc(""));
    let value = match &header.codec {
        Codec::Json | Codec::Form(..) => quote!(Header::json(#name)),
        Codec::Style { shape: Shape::Scalar(kind), .. } => {
            let word = word(*kind);
            quote!(Header::one(#name, #word))
        }
        Codec::Style { shape: Shape::Array(kind), .. } => {
            let word = word(*kind);
            quote!(Header::list(#name, #word))
        }
        Codec::Style { shape: Shape::Object(entries, others), explode, .. } => {
            let others = word(*others);
            let entries = entries.iter().map(|(name, kind)| {
                let word = word(*kind);
                quote!((#name, #word))
            });
            let make = if *explode { quote!(exploded) } else { quote!(object) };
            quote!(Header::#make(#name, &[#(#entries),*], #others))
        }
    };
    quote! {
        #title
        #space
        #more
        pub const #ident: Header<#ty> = #value;
    }
}

fn word(kind: ScalarKind) -> TokenStream {
    match kind {
        ScalarKind::String => quote!(Word::Text),
        ScalarKind::Integer | ScalarKind::Number | ScalarKind::Boolean | ScalarKind::Literal => quote!(Word::Plain),
        ScalarKind::Any => quote!(Word::Any),
    }
}

/// Where an operation's docs name the headers of its answers.
pub(super) fn links(method: &MethodPlan) -> Option<TokenStream> {
    let links = method.headers.iter().map(|ident| format!("[`{ident}`](super::headers::{ident})"));
    let links = links.collect::<Vec<_>>().join(", ");
    (!links.is_empty()).then(|| {
        let line = tokens::doc(&format!("Headers: {links}"));
        quote!(#[doc = ""] #line)
    })
}
