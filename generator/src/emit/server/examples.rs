//! The examples of the document as texts.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{constant, methods};
use crate::api::StatusPattern;
use crate::emit::tokens;
use crate::plan::{BodyFormat, MethodPlan, OutcomePlan, PayloadPlan, Plan, ResponseBody, ServicePlan};
use crate::tree::Node;

pub(super) fn file(plan: &Plan, service: &ServicePlan) -> TokenStream {
    let tables = methods(plan, service).map(|(method, _)| {
        let (constant, rows) = (constant(&method.ident), rows(method));
        quote!(pub(super) static #constant: &[Printed] = &[#(#rows,)*];)
    });
    quote! {
        use super::super::support::Printed;

        #(#tables)*
    }
}

/// Successes first, otherwise as in the document.
fn rows(method: &MethodPlan) -> Vec<TokenStream> {
    let mut outcomes: Vec<&OutcomePlan> = method.outcomes.iter().collect();
    outcomes.sort_by_key(|outcome| !outcome.success);
    outcomes.into_iter().flat_map(of_outcome).collect()
}

fn of_outcome(outcome: &OutcomePlan) -> Vec<TokenStream> {
    let status = Literal::u16_unsuffixed(match outcome.status {
        StatusPattern::Code(code) => code,
        StatusPattern::Class(class) => u16::from(class) * 100,
        StatusPattern::Default if outcome.success => 200,
        StatusPattern::Default => 500,
    });
    let payload = match &outcome.body {
        ResponseBody::Empty => None,
        ResponseBody::Payload(payloads) => payloads.first(),
    };
    let Some(payload) = payload else {
        return vec![quote!(Printed::empty(#status))];
    };
    let media_type = if payload.essence.contains('*') { "application/json" } else { &payload.media_type };
    let row = |name: Option<&str>, value: &Node, valid: bool| {
        let body = body(payload, value)?;
        let name = name.map(|name| quote!(.named(#name)));
        let invalid = (!valid).then(|| quote!(.invalid()));
        Some(quote!(Printed::new(#status, #media_type, #body) #name #invalid))
    };
    let printed = payload.examples.iter().filter_map(|one| row(one.name.as_deref(), &one.value, one.valid));
    // A value made from the schema stands in where no example keeps to it.
    let valid = payload.examples.iter().any(|one| one.valid);
    let sample = payload.sample.iter().filter(|_| !valid).filter_map(|sample| row(None, sample, true));
    printed.chain(sample).collect()
}

/// The text of a body; text and bytes can only be examples as strings.
fn body(payload: &PayloadPlan, value: &Node) -> Option<TokenStream> {
    match (payload.format, value) {
        (BodyFormat::Json, value) => Some(tokens::raw(&value.to_json())),
        (BodyFormat::Text | BodyFormat::Binary, Node::String(text)) => Some(quote!(#text)),
        _ => None,
    }
}
