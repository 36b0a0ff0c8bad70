//! Response enums: one variant per documented status, and a way out.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{imports, methods, title};
use crate::api::StatusPattern;
use crate::emit::tokens::{self, Paths};
use crate::plan::{
    BodyFormat, Codec, HeaderPlan, MethodPlan, OutcomePlan, PayloadPlan, Plan, ResponseBody, ServicePlan, Shape, docs,
};

pub(super) fn file(plan: &Plan, service: &ServicePlan) -> TokenStream {
    let paths = Paths::outside(plan);
    let enums: TokenStream = methods(plan, service).map(|(method, _)| response(paths, method)).collect();
    let models = imports(&enums, &["models"]);
    let support = imports(&enums, &["Answer"]);
    let http = imports(&enums, &["StatusCode"]).into_iter().map(|name| {
        quote!(
            use axum::http::#name;
        )
    });
    let models = models.into_iter().map(|name| {
        quote!(
            use super::super::#name;
        )
    });
    let support = support.into_iter().map(|name| {
        quote!(
            use super::super::support::#name;
        )
    });
    let deprecated = tokens::allows_deprecated(plan);
    quote! {
        #deprecated
        #(#http)*
        use axum::response::{IntoResponse, Response};

        #(#models)*
        #(#support)*

        #enums
    }
}

fn response(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    let name = tokens::stem(&method.stem, "Response");
    let docs = tokens::doc(&format!("Answers of {}.", title(method)));
    let variants = method.outcomes.iter().map(|outcome| variant(paths, outcome));
    let arms = method.outcomes.iter().map(arm);
    quote! {
        #docs
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "an answer is made once and written at once")]
        pub enum #name {
            #(#variants)*
            /// An answer that the document does not know.
            Other(Response),
        }

        impl IntoResponse for #name {
            fn into_response(self) -> Response {
                match self {
                    #(#arms)*
                    Self::Other(response) => response,
                }
            }
        }
    }
}

/// What a variant holds: nothing, the body alone, or named fields.
enum Held<'p> {
    Nothing,
    Body(&'p PayloadPlan),
    Fields(Option<&'p PayloadPlan>),
}

fn held(outcome: &OutcomePlan) -> Held<'_> {
    let payload = match &outcome.body {
        ResponseBody::Empty => None,
        ResponseBody::Payload(payloads) => payloads.first(),
    };
    let plain = outcome.headers.is_empty() && matches!(outcome.status, StatusPattern::Code(_));
    match payload {
        Some(payload) if plain => Held::Body(payload),
        None if plain => Held::Nothing,
        payload => Held::Fields(payload),
    }
}

fn variant(paths: Paths<'_>, outcome: &OutcomePlan) -> TokenStream {
    let ident = tokens::ident(&outcome.variant);
    let docs = variant_docs(outcome);
    let fields = match held(outcome) {
        Held::Nothing => TokenStream::new(),
        Held::Body(payload) => {
            let ty = paths.ty(&payload.ty);
            quote!((#ty))
        }
        Held::Fields(payload) => {
            let status = status_field(outcome).map(|field| quote!(/** The status. */ #field: StatusCode,));
            let headers = outcome.headers.iter().map(|header| {
                let (ident, docs) = (tokens::ident(&header.ident), header_docs(header));
                let ty = paths.ty(&header.ty);
                let ty = if header.required { ty } else { paths.option(&ty) };
                quote!(#docs #ident: #ty,)
            });
            let body = payload.map(|payload| {
                let ty = paths.ty(&payload.ty);
                quote!(/** The body. */ body: #ty,)
            });
            quote!({ #status #(#headers)* #body })
        }
    };
    quote!(#docs #ident #fields,)
}

fn variant_docs(outcome: &OutcomePlan) -> TokenStream {
    let status = status_text(outcome.status);
    let mut lines = outcome.docs.lines.iter();
    let first = lines.next().map_or_else(|| format!("{status}."), |line| format!("{status}: {line}"));
    let (first, rest) = (tokens::doc(&first), lines.map(|line| tokens::doc(line)));
    let others = match &outcome.body {
        ResponseBody::Payload(payloads) if payloads.len() > 1 => {
            let others = payloads.iter().skip(1).map(|payload| docs::code(&payload.media_type));
            let others = others.collect::<Vec<_>>().join(", ");
            Some([tokens::doc(""), tokens::doc(&format!("Sent as {others} it is `Other`."))])
        }
        _ => None,
    };
    let others = others.into_iter().flatten();
    quote!(#first #(#rest)* #(#others)*)
}

fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "Any other status".to_owned(),
    }
}

fn header_docs(header: &HeaderPlan) -> TokenStream {
    if header.docs.lines.is_empty() {
        tokens::doc(&format!("The header {}.", docs::code(&header.wire)))
    } else {
        tokens::docs(&header.docs)
    }
}

/// The field for the status where the document leaves it open.
fn status_field(outcome: &OutcomePlan) -> Option<TokenStream> {
    let taken = outcome.headers.iter().any(|header| header.ident.as_str() == "status");
    match outcome.status {
        StatusPattern::Code(_) => None,
        StatusPattern::Class(_) | StatusPattern::Default => {
            Some(if taken { quote!(status_code) } else { quote!(status) })
        }
    }
}

fn arm(outcome: &OutcomePlan) -> TokenStream {
    let ident = tokens::ident(&outcome.variant);
    let status = status_field(outcome);
    let answer = match (outcome.status, &status) {
        (StatusPattern::Code(code), _) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Answer::status(#code))
        }
        (_, status) => quote!(Answer::new(#status)),
    };
    match held(outcome) {
        Held::Nothing => quote!(Self::#ident => #answer.empty(),),
        Held::Body(payload) => {
            let write = write(payload);
            quote!(Self::#ident(body) => #answer #write,)
        }
        Held::Fields(payload) => {
            let names = outcome.headers.iter().map(|header| tokens::ident(&header.ident));
            let headers = outcome.headers.iter().map(write_header);
            let body = payload.map(|_| quote!(body));
            let names: Vec<TokenStream> = status.into_iter().chain(names).chain(body).collect();
            let write = payload.map_or_else(|| quote!(.empty()), write);
            quote!(Self::#ident { #(#names),* } => #answer #(#headers)* #write,)
        }
    }
}

fn write(payload: &PayloadPlan) -> TokenStream {
    let media_type = match (payload.essence.contains('*'), payload.format) {
        (false, _) => payload.media_type.as_str(),
        (true, BodyFormat::Json) => "application/json",
        (true, BodyFormat::Text) => "text/plain; charset=utf-8",
        (true, BodyFormat::Binary) => "application/octet-stream",
    };
    match payload.format {
        BodyFormat::Json => quote!(.json(#media_type, &body)),
        BodyFormat::Text => quote!(.text(#media_type, body)),
        BodyFormat::Binary => quote!(.bytes(#media_type, body)),
    }
}

fn write_header(header: &HeaderPlan) -> TokenStream {
    let (ident, name) = (tokens::ident(&header.ident), header.wire.to_ascii_lowercase());
    match &header.codec {
        Codec::Json => quote!(.header_json(#name, &#ident)),
        Codec::Style { explode, shape, .. } => {
            let explode = *explode && matches!(shape, Shape::Object(..));
            quote!(.header(#name, #explode, &#ident))
        }
    }
}
