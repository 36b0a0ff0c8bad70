//! What operations answer, as tables: one row per documented status and representation.

use proc_macro2::TokenStream;
use quote::quote;

use super::{imports, limits, methods, title};
use crate::api::StatusPattern;
use crate::emit::tokens::{self, Paths};
use crate::plan::{
    AnswerPlan, Answering, Codec, DocText, HeaderPlan, MethodPlan, OutcomePlan, Plan, RustType, ServicePlan, Shape,
    docs,
};

pub(super) fn file(plan: &Plan, service: &ServicePlan) -> TokenStream {
    let paths = Paths::outside(plan);
    let tables: TokenStream = methods(plan, service).map(|(method, _)| table(paths, method)).collect();
    let names = imports(&tables, &["models", "patterns"]);
    let deprecated = tokens::allows_deprecated(plan);
    quote! {
        #deprecated
        use super::super::{#(#names,)* support};

        #tables
    }
}

fn table(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    let name = tokens::stem(&method.stem, "Response");
    let docs = tokens::doc(&format!("Answers of {}.", title(method)));
    let rows = method.outcomes.iter().map(|outcome| match outcome.answers.as_slice() {
        [] => row(paths, outcome, None),
        answers => answers.iter().map(|answer| row(paths, outcome, Some(answer))).collect(),
    });
    quote! {
        answers! {
            #docs
            #name { #(#rows)* }
        }
    }
}

fn row(paths: Paths<'_>, outcome: &OutcomePlan, answer: Option<&AnswerPlan>) -> TokenStream {
    let docs = variant_docs(outcome, answer);
    let ident = tokens::ident(answer.map_or(&outcome.variant, |answer| &answer.variant));
    let status = status_field(outcome);
    let body = answer.map(|answer| {
        let ty = held(paths, &answer.how);
        quote!(body: #ty)
    });
    let held = if status.is_none() && outcome.headers.is_empty() {
        body.map(|body| quote!((#body)))
    } else {
        let (of_status, of_body) = (tokens::doc("The status."), tokens::doc("The body."));
        let status = status.iter().map(|field| quote!(#of_status #field: ::axum::http::StatusCode,));
        let headers = outcome.headers.iter().map(|header| self::header(paths, header));
        let body = body.map(|body| quote!(#of_body #body,));
        Some(quote!({ #(#status)* #(#headers)* #body }))
    };
    let code = tokens::source(&match outcome.status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    });
    let status = status.map(|field| quote!([#field]));
    let written = answer.map_or_else(|| quote!(empty), |answer| written(paths, answer));
    quote!(#docs #ident #held => #code #status #written,)
}

/// The type of a body.
fn held(paths: Paths<'_>, how: &Answering) -> TokenStream {
    match how {
        Answering::Json(ty) | Answering::Value(ty) => paths.ty(ty),
        Answering::JsonIn(ty) => {
            let ty = paths.ty(ty);
            quote!(support::Typed<#ty>)
        }
        Answering::Text => paths.std("String"),
        Answering::Binary => quote!(support::Binary),
        Answering::BinaryIn => quote!(support::Typed<support::Binary>),
        Answering::Events(ty) => {
            let ty = paths.ty(ty);
            quote!(support::Events<#ty>)
        }
        Answering::Texts => {
            let ty = paths.std("String");
            quote!(support::Events<#ty>)
        }
        Answering::Lines(ty) => {
            let ty = paths.ty(ty);
            quote!(support::JsonLines<#ty>)
        }
    }
}

/// The writer of a body, its media type and its limits.
fn written(paths: Paths<'_>, answer: &AnswerPlan) -> TokenStream {
    let text = RustType::string();
    let (writer, ty) = match &answer.how {
        Answering::Json(ty) => (quote!(json), Some(ty)),
        Answering::JsonIn(ty) => (quote!(json_in), Some(ty)),
        Answering::Text => (quote!(text), Some(&text)),
        Answering::Value(ty) => (quote!(value), Some(ty)),
        Answering::Binary => (quote!(binary), None),
        Answering::BinaryIn => (quote!(binary_in), None),
        Answering::Events(ty) => (quote!(events), Some(ty)),
        Answering::Texts => (quote!(texts), Some(&text)),
        Answering::Lines(ty) => (quote!(lines), Some(ty)),
    };
    let limits = ty.and_then(|ty| limits::of_answer(paths, ty, &answer.checks));
    let media_type = &answer.media_type;
    quote!(#writer(body) #media_type #limits)
}

/// A field for a header, and how it is written.
fn header(paths: Paths<'_>, header: &HeaderPlan) -> TokenStream {
    let (ident, name) = (tokens::ident(&header.ident), header.wire.to_ascii_lowercase());
    let docs = if header.docs.lines.is_empty() {
        tokens::doc(&format!("The header {}.", docs::code(&header.wire)))
    } else {
        tokens::docs(&header.docs)
    };
    let held = if header.required { header.ty.clone() } else { RustType::Option(Box::new(header.ty.clone())) };
    let limits = limits::of_answer(paths, &held, &header.checks);
    let ty = paths.ty(&held);
    let writer = match &header.codec {
        Codec::Json | Codec::Form(..) => quote!(header_json),
        Codec::Style { explode: true, shape: Shape::Object(..), .. } => quote!(header_exploded),
        Codec::Style { .. } => quote!(header),
    };
    quote!(#docs #ident: #ty = #name #writer #limits,)
}

fn variant_docs(outcome: &OutcomePlan, answer: Option<&AnswerPlan>) -> TokenStream {
    let status = match outcome.status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "Any other status".to_owned(),
    };
    // The row says as what one body is sent; of several, the docs tell too.
    let media_type = match (outcome.answers.len(), answer) {
        (2.., Some(answer)) => format!(" as {}", docs::code(&answer.media_type)),
        _ => String::new(),
    };
    let words = format!("{status}{media_type}");
    let docs = outcome.docs.after(&words).unwrap_or_else(|| DocText { lines: vec![format!("{words}.")] });
    let lines = docs.lines.iter().map(|line| tokens::doc(line));
    quote!(#(#lines)*)
}

/// The field for the status where the document leaves it open.
fn status_field(outcome: &OutcomePlan) -> Option<TokenStream> {
    let taken = |name: &str| outcome.headers.iter().any(|header| header.ident.as_str() == name);
    let names = ["status", "status_code"].map(str::to_owned).into_iter();
    let free = names.chain((2..).map(|number| format!("status_code_{number}"))).find(|name| !taken(name));
    match outcome.status {
        StatusPattern::Code(_) => None,
        StatusPattern::Class(_) | StatusPattern::Default => free.map(|name| tokens::source(&name)),
    }
}
