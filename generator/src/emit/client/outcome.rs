//! What an operation can answer: the types of it, and which status means what.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::StatusPattern;
use crate::emit::tokens::{self, Paths};
use crate::plan::{BodyFormat, MethodPlan, OutcomePlan, PayloadPlan, ResponseBody, SuccessPlan};

/// The type of a success.
fn success(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    match &method.success {
        SuccessPlan::Unit => quote!(()),
        SuccessPlan::Enum(name) => tokens::type_name(name),
        SuccessPlan::One(ty) => {
            let payload = method.outcomes.iter().filter(|outcome| outcome.success).find_map(payload);
            payload.map_or_else(|| paths.ty(ty), |payload| carried(paths, payload))
        }
    }
}

/// The type of all other documented answers.
fn failure(method: &MethodPlan) -> TokenStream {
    tokens::stem(&method.stem, "Error")
}

/// The rows of all answers: `ok` and `err` of an `operation!` table.
pub(super) fn rows(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    let of = |success: bool| method.outcomes.iter().filter(move |outcome| outcome.success == success);
    let ok = match &method.success {
        SuccessPlan::Enum(name) => {
            let (name, rows) = (tokens::type_name(name), of(true).map(|outcome| row(paths, outcome)));
            quote!(ok #name { #(#rows)* })
        }
        SuccessPlan::Unit | SuccessPlan::One(_) => {
            let mut rows: Vec<TokenStream> = of(true).map(plain_row).collect();
            if rows.is_empty() {
                // A document without any success still has its calls succeed.
                rows.push(quote!(200..=299 => empty));
            }
            let success = success(paths, method);
            quote!(ok [#(#rows),*] #success,)
        }
    };
    let mut failures: Vec<&OutcomePlan> = of(false).collect();
    failures.sort_by_key(|outcome| match outcome.status {
        StatusPattern::Code(_) => 0,
        StatusPattern::Class(_) => 1,
        StatusPattern::Default => 2,
    });
    let (name, rows) = (failure(method), failures.into_iter().map(|outcome| row(paths, outcome)));
    quote!(#ok err #name { #(#rows)* })
}

/// A status and the reader of its body.
fn plain_row(outcome: &OutcomePlan) -> TokenStream {
    let pattern = pattern(outcome);
    let read = payload(outcome).map_or_else(|| quote!(empty), |payload| reader(payload.format));
    quote!(#pattern => #read)
}

/// A status with a variant of its own.
fn row(paths: Paths<'_>, outcome: &OutcomePlan) -> TokenStream {
    let (docs, pattern, variant) = (variant_docs(outcome), pattern(outcome), tokens::ident(&outcome.variant));
    let body = payload(outcome).map(|payload| {
        let (ty, read) = (carried(paths, payload), reader(payload.format));
        quote!((#ty) #read)
    });
    quote!(#docs #pattern => #variant #body,)
}

/// `default` is a success only where no other is documented, and then of the statuses that mean one.
fn pattern(outcome: &OutcomePlan) -> TokenStream {
    match outcome.status {
        StatusPattern::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        StatusPattern::Class(class) => {
            let low = u16::from(class) * 100;
            let (low, high) =
                (proc_macro2::Literal::u16_unsuffixed(low), proc_macro2::Literal::u16_unsuffixed(low + 99));
            quote!(#low..=#high)
        }
        StatusPattern::Default if outcome.success => quote!(200..=299),
        StatusPattern::Default => quote!(_),
    }
}

fn reader(format: BodyFormat) -> TokenStream {
    match format {
        BodyFormat::Json => quote!(json),
        BodyFormat::Text => quote!(text),
        BodyFormat::Binary => quote!(bytes),
    }
}

fn variant_docs(outcome: &OutcomePlan) -> TokenStream {
    let status = match outcome.status {
        StatusPattern::Code(code) => format!("`{code}`"),
        StatusPattern::Class(class) => format!("`{class}XX`"),
        StatusPattern::Default => "Every other status".to_owned(),
    };
    let mut lines = outcome.docs.lines.iter();
    let first = tokens::doc(&match lines.next() {
        Some(line) if !line.is_empty() => format!("{status}: {line}"),
        _ => status,
    });
    let rest = lines.map(|line| tokens::doc(line));
    quote!(#first #(#rest)*)
}

/// The representation that is read.
fn payload(outcome: &OutcomePlan) -> Option<&PayloadPlan> {
    match &outcome.body {
        ResponseBody::Empty => None,
        ResponseBody::Payload(payloads) => payloads.first(),
    }
}

fn carried(paths: Paths<'_>, payload: &PayloadPlan) -> TokenStream {
    match payload.format {
        BodyFormat::Json => paths.ty(&payload.ty),
        BodyFormat::Text => paths.std("String"),
        BodyFormat::Binary => quote!(::bytes::Bytes),
    }
}
