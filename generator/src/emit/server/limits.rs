//! Limits of arguments and bodies, as calls of the models' support code.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::tokens::{self, Paths};
use crate::plan::{
    BodyPlan, Check, EnumValue, FieldCheck, MethodPlan, Plan, RoutePlan, RustType, ScalarType, TypeDef, TypeId,
};

/// Whether a parameter has a pattern to match.
pub(super) fn needs_patterns(plan: &Plan) -> bool {
    let checks = plan.methods.iter().flat_map(|method| &method.arguments).flat_map(|argument| &argument.checks);
    checks.into_iter().any(|check| matches!(check.check, Check::Pattern(_)))
}

/// What a closure `|found, value|` does to check a value, if there is something to check.
pub(super) fn of_value(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck], optional: bool) -> Option<TokenStream> {
    let calls = calls(paths, ty, checks, 0);
    if calls.is_empty() {
        return None;
    }
    Some(if optional { quote!(if let Some(value) = value { #calls }) } else { quote!({ #calls }) })
}

/// The same for a body.
pub(super) fn of_body(
    paths: Paths<'_>,
    body: &BodyPlan,
    method: &MethodPlan,
    route: &RoutePlan,
) -> Option<TokenStream> {
    let check = quote!(models::support::Validate::check(value, found));
    let checks = match body.payloads.as_slice() {
        [payload] => paths.validates(&payload.ty).then(|| quote!({ #check; })),
        payloads => {
            let name = tokens::stem(&method.stem, "RequestBody");
            let limited = payloads.iter().zip(&route.payloads).filter(|(payload, _)| paths.validates(&payload.ty));
            let arms: Vec<TokenStream> = limited
                .map(|(_, variant)| {
                    let variant = tokens::ident(variant);
                    quote!(#name::#variant(value) => #check,)
                })
                .collect();
            let rest = (arms.len() < payloads.len()).then(|| quote!(_ => {}));
            (!arms.is_empty()).then(|| quote!(match value { #(#arms)* #rest }))
        }
    }?;
    Some(if body.required { checks } else { quote!(if let Some(value) = value { #checks }) })
}

fn calls(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck], depth: usize) -> TokenStream {
    let ty = plain(paths, ty);
    let own = checks.iter().filter(|check| check.depth == depth);
    let own: TokenStream = own.filter_map(|check| call(ty, &check.check)).collect();
    let inner = match ty {
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
        RustType::Def(id) if matches!(paths.type_def(*id), Some(TypeDef::Enum(_))) => listed(paths, *id),
        RustType::Def(_) if paths.validates(ty) => Some(quote!(models::support::Validate::check(value, found);)),
        _ => None,
    };
    quote!(#own #inner)
}

/// Types are open for values that a newer peer may send; a server that was asked with one does not know what to do.
fn listed(paths: Paths<'_>, id: TypeId) -> Option<TokenStream> {
    let TypeDef::Enum(def) = paths.type_def(id)? else { return None };
    let (ty, other) = (paths.def(id), tokens::ident(&def.other));
    let values = def.variants.iter().map(|variant| match &variant.value {
        EnumValue::String(value) => value.clone(),
        EnumValue::Integer(value) => value.to_string(),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    Some(quote!(if let #ty::#other(_) = value { found.add("enum", #values); }))
}

fn call(ty: &RustType, check: &Check) -> Option<TokenStream> {
    let (list, map) = (matches!(ty, RustType::Vec(_)), matches!(ty, RustType::Map(_)));
    let size = |limit: &u64| Literal::u64_unsuffixed(*limit);
    let scalar = matches!(ty, RustType::Json)
        || matches!(ty, RustType::Scalar(scalar) if !matches!(scalar, ScalarType::Bool | ScalarType::Uuid | ScalarType::Bytes));
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
                found.pattern(value, PATTERN.text(), |text| PATTERN.matches(text));
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
