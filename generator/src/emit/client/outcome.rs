//! What an operation can answer: the types of it, and which status means what.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::StatusPattern;
use crate::emit::tokens::{self, Paths};
use crate::plan::{BodyFormat, MethodPlan, OutcomePlan, PayloadPlan, ResponseBody, SuccessPlan};

/// The type of a success.
pub(super) fn success(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
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
pub(super) fn failure(method: &MethodPlan) -> TokenStream {
    tokens::stem(&method.stem, "Error")
}

/// The arms that read answers by status: single statuses first, then classes, then the rest.
pub(super) fn arms(method: &MethodPlan) -> TokenStream {
    let mut outcomes: Vec<&OutcomePlan> = method.outcomes.iter().collect();
    outcomes.sort_by_key(|outcome| match outcome.status {
        StatusPattern::Code(_) => 0,
        StatusPattern::Class(_) => 1,
        StatusPattern::Default => 2,
    });
    let known = outcomes.iter().map(|outcome| {
        let (pattern, answer) = (pattern(outcome), answer(method, outcome));
        quote!(#pattern => #answer,)
    });
    // A document without any success still has its calls succeed.
    let any = (!method.outcomes.iter().any(|outcome| outcome.success)).then(|| quote!(200..=299 => raw.ok_empty(()),));
    let all = method.outcomes.iter().any(|outcome| outcome.status == StatusPattern::Default && !outcome.success);
    let rest = (!all).then(|| quote!(_ => raw.unexpected(),));
    quote!(#any #(#known)* #rest)
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

fn answer(method: &MethodPlan, outcome: &OutcomePlan) -> TokenStream {
    let variant = tokens::ident(&outcome.variant);
    let name = match (&method.success, outcome.success) {
        (SuccessPlan::Enum(name), true) => Some(tokens::type_name(name)),
        (SuccessPlan::Unit | SuccessPlan::One(_), true) => None,
        (_, false) => Some(failure(method)),
    };
    match (payload(outcome).map(|payload| reader(payload.format)), name, outcome.success) {
        (None, None, _) => quote!(raw.ok_empty(())),
        (None, Some(name), true) => quote!(raw.ok_empty(#name::#variant)),
        (None, Some(name), false) => quote!(raw.err_empty(#name::#variant)),
        (Some(read), None, _) => quote!(raw.ok(#read)),
        (Some(read), Some(name), true) => quote!(raw.ok_as(#read, #name::#variant)),
        (Some(read), Some(name), false) => quote!(raw.err(#read, #name::#variant)),
    }
}

fn reader(format: BodyFormat) -> TokenStream {
    match format {
        BodyFormat::Json => quote!(support::json),
        BodyFormat::Text => quote!(support::text),
        BodyFormat::Binary => quote!(support::bytes),
    }
}

/// The enum of failures, and that of successes where there are several.
pub(super) fn types(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    let of = |success: bool| -> Vec<&OutcomePlan> {
        method.outcomes.iter().filter(|outcome| outcome.success == success).collect()
    };
    let failure = choice(paths, &failure(method), &failure_docs(method), &of(false));
    let success = match &method.success {
        SuccessPlan::Enum(name) => {
            let docs = format!("The successes of `{}`.", method.ident);
            choice(paths, &tokens::type_name(name), &docs, &of(true))
        }
        SuccessPlan::Unit | SuccessPlan::One(_) => TokenStream::new(),
    };
    quote!(#success #failure)
}

fn failure_docs(method: &MethodPlan) -> String {
    match method.outcomes.iter().all(|outcome| outcome.success) {
        true => format!("Answers of `{}` other than success: the document has none.", method.ident),
        false => format!("Documented answers of `{}` other than success.", method.ident),
    }
}

fn choice(paths: Paths<'_>, name: &TokenStream, docs: &str, outcomes: &[&OutcomePlan]) -> TokenStream {
    let docs = tokens::doc(docs);
    let large = outcomes.iter().any(|outcome| payload(outcome).is_some());
    let large = large.then(
        || quote!(#[allow(clippy::large_enum_variant, reason = "the answer that holds it has a box of its own")]),
    );
    let variants = outcomes.iter().map(|outcome| {
        let (variant, docs) = (tokens::ident(&outcome.variant), variant_docs(outcome));
        match payload(outcome) {
            None => quote!(#docs #variant,),
            Some(payload) => {
                let ty = carried(paths, payload);
                quote!(#docs #variant(#ty),)
            }
        }
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #large
        pub enum #name { #(#variants)* }
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
