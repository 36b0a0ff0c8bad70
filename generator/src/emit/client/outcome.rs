//! What an operation can answer: the types of it, and which status means what.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::StatusPattern;
use crate::emit::tokens::{self, Paths};
use crate::plan::{BodyFormat, DocText, MethodPlan, OutcomePlan, PayloadPlan, ReadPlan, SuccessPlan};

/// The type of a success.
fn success(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    match &method.success {
        SuccessPlan::Unit => quote!(()),
        SuccessPlan::Enum(name) => tokens::type_name(name),
        SuccessPlan::One(ty) => {
            let successes = method.outcomes.iter().filter(|outcome| outcome.success);
            let first = successes.filter_map(|outcome| payload(outcome, outcome.reads.first()?)).next();
            first.map_or_else(|| paths.ty(ty), |payload| carried(paths, payload))
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
            let (name, rows) = (tokens::type_name(name), of(true).flat_map(|outcome| variants(paths, outcome)));
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
    let (name, rows) = (failure(method), failures.into_iter().flat_map(|outcome| variants(paths, outcome)));
    quote!(#ok err #name { #(#rows)* })
}

/// A status and the reader of its body.
fn plain_row(outcome: &OutcomePlan) -> TokenStream {
    let (pattern, first) =
        (pattern(outcome), outcome.reads.first().and_then(|read| Some((read, payload(outcome, read)?))));
    let read = first.map_or_else(|| quote!(empty), |(read, payload)| reader(read, payload));
    quote!(#pattern => #read)
}

/// A status with a variant for each way to read its body. The first way comes last: it is taken where an answer does not
/// say what it is.
fn variants(paths: Paths<'_>, outcome: &OutcomePlan) -> Vec<TokenStream> {
    let pattern = pattern(outcome);
    let Some((first, others)) = outcome.reads.split_first() else {
        let (docs, variant) = (variant_docs(outcome, &outcome.docs), tokens::ident(&outcome.variant));
        return vec![quote!(#docs #pattern => #variant,)];
    };
    let row = |read: &ReadPlan, guard: Option<TokenStream>| {
        let (docs, variant) = (variant_docs(outcome, &read.docs), tokens::ident(&read.variant));
        let body = payload(outcome, read).map(|payload| {
            let (ty, name, read) = (carried(paths, payload), name(payload.format), reader(read, payload));
            match guard {
                Some(_) => quote!((#ty) #name),
                None => quote!((#ty) #read),
            }
        });
        quote!(#docs #pattern #guard => #variant #body,)
    };
    let mut others: Vec<&ReadPlan> = others.iter().collect();
    others.sort_by_key(|read| read.ranges.iter().map(|range| range.matches('*').count()).max());
    let others = others.into_iter().map(|read| {
        let ranges = read.ranges.join(", ");
        row(read, Some(quote!(if #ranges)))
    });
    others.chain([row(first, None)]).collect()
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

fn name(format: BodyFormat) -> TokenStream {
    match format {
        BodyFormat::Json => quote!(json),
        BodyFormat::Text => quote!(text),
        BodyFormat::Binary => quote!(bytes),
    }
}

/// The reader of a body, and the media types that it may have. Readers of JSON know theirs; `application/octet-stream`
/// is what anything may be called.
fn reader(read: &ReadPlan, payload: &PayloadPlan) -> TokenStream {
    let name = name(payload.format);
    let open = |range: &String| matches!(range.as_str(), "*/*" | "application/octet-stream");
    if payload.format == BodyFormat::Json || read.ranges.iter().any(open) {
        return name;
    }
    let ranges = read.ranges.join(", ");
    quote!(#name in #ranges)
}

fn variant_docs(outcome: &OutcomePlan, docs: &DocText) -> TokenStream {
    let status = match outcome.status {
        StatusPattern::Code(code) => format!("`{code}`"),
        StatusPattern::Class(class) => format!("`{class}XX`"),
        StatusPattern::Default => "Every other status".to_owned(),
    };
    let docs = docs.after(&status).unwrap_or_else(|| DocText { lines: vec![status] });
    let lines = docs.lines.iter().map(|line| tokens::doc(line));
    quote!(#(#lines)*)
}

/// The representation that is read.
fn payload<'p>(outcome: &'p OutcomePlan, read: &ReadPlan) -> Option<&'p PayloadPlan> {
    outcome.body.payloads().get(read.payload)
}

fn carried(paths: Paths<'_>, payload: &PayloadPlan) -> TokenStream {
    match payload.format {
        BodyFormat::Json => paths.ty(&payload.ty),
        BodyFormat::Text => paths.std("String"),
        BodyFormat::Binary => quote!(::bytes::Bytes),
    }
}
