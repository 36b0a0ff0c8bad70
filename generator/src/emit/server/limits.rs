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
        let has = checks.iter().any(|check| check.check.has_pattern());
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
    let own = own(checks.iter().filter(|check| check.depth == depth).map(|check| &check.check), ty);
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

/// The limits of a value. A type that does not know its own text or number is asked for its JSON form.
fn own<'c>(checks: impl Iterator<Item = &'c Check>, ty: &RustType) -> TokenStream {
    let (known, by_json): (Vec<_>, Vec<_>) = checks.partition(|check| tokens::knows(ty, check));
    let known: TokenStream = known.into_iter().map(call).collect();
    let by_json: TokenStream = by_json.into_iter().map(call).collect();
    let by_json = (!by_json.is_empty()).then(|| {
        quote! {
            if let Ok(value) = support::Json::encode(value) {
                let value = &value;
                #by_json
            }
        }
    });
    quote!(#known #by_json)
}

fn call(check: &Check) -> TokenStream {
    let size = |limit: &u64| Literal::u64_unsuffixed(*limit);
    match check {
        Check::MinItems(limit) => limited("min_items", size(limit)),
        Check::MaxItems(limit) => limited("max_items", size(limit)),
        Check::UniqueItems => quote!(found.unique_items(value);),
        Check::MinProperties(limit) => limited("min_properties", size(limit)),
        Check::MaxProperties(limit) => limited("max_properties", size(limit)),
        Check::MinLength(limit) => limited("min_length", size(limit)),
        Check::MaxLength(limit) => limited("max_length", size(limit)),
        Check::Minimum(limit) => limited("minimum", tokens::text(limit)),
        Check::Maximum(limit) => limited("maximum", tokens::text(limit)),
        Check::ExclusiveMinimum(limit) => limited("exclusive_minimum", tokens::text(limit)),
        Check::ExclusiveMaximum(limit) => limited("exclusive_maximum", tokens::text(limit)),
        Check::MultipleOf(limit) => limited("multiple_of", tokens::text(limit)),
        Check::Pattern { text, regexes } => {
            let text = tokens::text(text);
            let must = regexes.must.iter().map(|regex| tokens::text(regex));
            let must_not = regexes.must_not.iter().map(|regex| tokens::text(regex));
            quote! {{
                static PATTERN: patterns::Pattern = patterns::Pattern::new(#text, &[#(#must),*], &[#(#must_not),*]);
                found.pattern(value, &PATTERN);
            }}
        }
        Check::Schema(schema) => {
            let json = tokens::raw(&schema.json);
            let matches =
                if schema.patterns { quote!(patterns::matches) } else { quote!(support::schema::no_patterns) };
            quote!(found.schema(value, #json, #matches);)
        }
    }
}

fn limited(keyword: &str, limit: Literal) -> TokenStream {
    let keyword = tokens::source(keyword);
    quote!(found.#keyword(value, #limit);)
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
