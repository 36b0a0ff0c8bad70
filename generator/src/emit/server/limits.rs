//! Limits of arguments and bodies, as calls of the models' support code.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::mentions;
use crate::emit::tokens::{self, Paths};
use crate::plan::{
    ArgumentPlan, BodyPlan, Check, EnumValue, FieldCheck, MethodPlan, PayloadPlan, Plan, RoutePlan, RustType, TypeDef,
};

/// Whether a parameter or a body has a pattern to match: not every type that has one is a text in Rust.
pub(super) fn needs_patterns(plan: &Plan) -> bool {
    let paths = Paths::outside(plan);
    let needs = |ty: &RustType, checks: &[FieldCheck]| {
        let has = checks.iter().any(|check| matches!(check.check, Check::Pattern(_)));
        has && mentions(calls(paths, ty, checks, 0), "patterns")
    };
    plan.methods.iter().any(|method| {
        let payloads = method.body.iter().flat_map(|body| &body.payloads);
        method.arguments.iter().any(|argument| needs(&argument.ty, &argument.checks))
            || payloads.into_iter().any(|payload| needs(&payload.ty, &payload.checks))
    })
}

/// What notes the limits that an argument breaks, if it could be read and has some.
pub(super) fn of_argument(
    paths: Paths<'_>,
    argument: &ArgumentPlan,
    index: &Literal,
    optional: bool,
) -> Option<TokenStream> {
    let calls = calls(paths, &argument.ty, &argument.checks, 0);
    let ident = tokens::ident(&argument.ident);
    let pattern = pattern(optional);
    (!calls.is_empty()).then(|| {
        quote! {
            if let #pattern = &#ident {
                let mut limits = support::Violations::default();
                let found = &mut limits;
                #calls
                arrived.limits(#index, limits);
            }
        }
    })
}

/// The same for a body.
pub(super) fn of_body(
    paths: Paths<'_>,
    body: &BodyPlan,
    method: &MethodPlan,
    route: &RoutePlan,
) -> Option<TokenStream> {
    let checks = match body.payloads.as_slice() {
        [payload] => of_payload(paths, payload),
        payloads => {
            let name = tokens::stem(&method.stem, "RequestBody");
            let arms = payloads.iter().zip(&route.payloads).map(|(payload, variant)| {
                let (calls, variant) = (of_payload(paths, payload), tokens::ident(variant));
                (!calls.is_empty()).then(|| quote!(if let #name::#variant(value) = value { #calls }))
            });
            arms.flatten().collect()
        }
    };
    let pattern = pattern(!body.required);
    (!checks.is_empty()).then(|| {
        quote! {
            if let #pattern = &body {
                let mut limits = support::Violations::default();
                let found = &mut limits;
                #checks
                arrived.body_limits(limits);
            }
        }
    })
}

fn of_payload(paths: Paths<'_>, payload: &PayloadPlan) -> TokenStream {
    calls(paths, &payload.ty, &payload.checks, 0)
}

fn pattern(optional: bool) -> TokenStream {
    if optional { quote!(Ok(Some(value))) } else { quote!(Ok(value)) }
}

fn calls(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck], depth: usize) -> TokenStream {
    let ty = plain(paths, ty);
    let own = checks.iter().filter(|check| check.depth == depth);
    let own: TokenStream = own.filter_map(|check| call(ty, &check.check)).collect();
    let inner = match ty {
        // Whoever reads the parameter looks at its words.
        _ if depth == 0 && !words(paths, ty).is_empty() => None,
        RustType::Vec(item) => {
            let inner = calls(paths, item, checks, depth + 1);
            (!inner.is_empty()).then(|| quote!(found.each(value.iter().enumerate(), |found, value| { #inner });))
        }
        RustType::Map(item) => {
            let inner = calls(paths, item, checks, depth + 1);
            (!inner.is_empty()).then(|| quote!(found.each(value, |found, value| { #inner });))
        }
        RustType::Option(inner) => {
            let inner = calls(paths, inner, checks, depth);
            (!inner.is_empty()).then(|| quote!(if let Some(value) = value { #inner }))
        }
        RustType::Def(_) | RustType::Scalar(_) if paths.validates(ty) => {
            Some(quote!(support::Validate::check(value, found);))
        }
        _ => None,
    };
    quote!(#own #inner)
}

/// The words of a parameter that is an enum or a list of one.
pub(super) fn words(paths: Paths<'_>, ty: &RustType) -> Vec<String> {
    let item = match plain(paths, ty) {
        RustType::Vec(item) => plain(paths, item),
        ty => ty,
    };
    let RustType::Def(id) = item else { return Vec::new() };
    let Some(TypeDef::Enum(def)) = paths.type_def(*id) else { return Vec::new() };
    let text = |value: &EnumValue| match value {
        EnumValue::String(value) => value.clone(),
        EnumValue::Integer(value) => value.to_string(),
        EnumValue::Json(json) => match serde_json::from_str(json) {
            Ok(serde_json::Value::String(text)) => text,
            _ => json.clone(),
        },
    };
    def.variants.iter().map(|variant| text(&variant.value)).collect()
}

fn call(ty: &RustType, check: &Check) -> Option<TokenStream> {
    let (list, map) = (matches!(ty, RustType::Vec(_)), matches!(ty, RustType::Map(_)));
    let size = |limit: &u64| Literal::u64_unsuffixed(*limit);
    let scalar = matches!(ty, RustType::Json)
        || matches!(ty, RustType::Scalar(scalar) if scalar.is_text() || scalar.is_number());
    Some(match check {
        Check::MinItems(limit) if list => limited("min_items", quote!(value), size(limit)),
        Check::MaxItems(limit) if list => limited("max_items", quote!(value), size(limit)),
        Check::UniqueItems if list => quote!(found.unique_items(value);),
        Check::MinProperties(limit) if map => limited("min_properties", quote!(value.len()), size(limit)),
        Check::MaxProperties(limit) if map => limited("max_properties", quote!(value.len()), size(limit)),
        Check::MinLength(limit) if scalar => limited("min_length", quote!(value), size(limit)),
        Check::MaxLength(limit) if scalar => limited("max_length", quote!(value), size(limit)),
        Check::Minimum(limit) if scalar => limited("minimum", quote!(value), tokens::text(limit)),
        Check::Maximum(limit) if scalar => limited("maximum", quote!(value), tokens::text(limit)),
        Check::ExclusiveMinimum(limit) if scalar => limited("exclusive_minimum", quote!(value), tokens::text(limit)),
        Check::ExclusiveMaximum(limit) if scalar => limited("exclusive_maximum", quote!(value), tokens::text(limit)),
        Check::MultipleOf(limit) if scalar => limited("multiple_of", quote!(value), tokens::text(limit)),
        Check::Pattern(pattern) if scalar => {
            let pattern = tokens::text(pattern);
            quote! {{
                static PATTERN: patterns::Pattern = patterns::Pattern::new(#pattern);
                found.pattern(value, &PATTERN);
            }}
        }
        _ => return None,
    })
}

fn limited(keyword: &str, value: TokenStream, limit: Literal) -> TokenStream {
    let keyword = tokens::source(keyword);
    quote!(found.#keyword(#value, #limit);)
}

/// The type behind aliases and boxes.
fn plain<'t>(paths: Paths<'t>, ty: &'t RustType) -> &'t RustType {
    let mut at = ty;
    for _ in 0..64 {
        match at {
            RustType::Box(inner) => at = inner,
            RustType::Def(id) => match paths.type_def(*id) {
                Some(TypeDef::Alias(alias)) => at = &alias.ty,
                _ => break,
            },
            _ => break,
        }
    }
    at
}
