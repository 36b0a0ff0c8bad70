//! Limits of arguments and bodies, as calls of the models' support code.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::tokens::{self, Paths};
use crate::plan::{
    ArgumentPlan, BodyPlan, Check, FieldCheck, MethodPlan, ReceivedPlan, Receiving, RoutePlan, RustType, TypeDef,
};

/// What notes the limits that an argument breaks, if it could be read and has some.
pub(super) fn of_argument(
    paths: Paths<'_>,
    argument: &ArgumentPlan,
    index: &Literal,
    optional: bool,
) -> Option<TokenStream> {
    let calls = if argument.words.is_empty() {
        calls(paths, &argument.ty, &argument.checks, 0)
    } else {
        // Whoever reads the parameter looks at its words.
        own(at(&argument.checks, 0), plain(paths, &argument.ty))
    };
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

/// What adds the limits that a value of an answer breaks, if it has some: a function.
pub(super) fn of_answer(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck]) -> Option<TokenStream> {
    let calls = calls(paths, ty, checks, 0);
    let whole = checks.is_empty() && matches!(plain(paths, ty), RustType::Def(_) | RustType::Scalar(_));
    match calls.is_empty() {
        true => None,
        false if whole => Some(quote!(limits)),
        false => Some(quote!(limits(|value, found| { #calls }))),
    }
}

/// The same for a body.
pub(super) fn of_body(
    paths: Paths<'_>,
    body: &BodyPlan,
    method: &MethodPlan,
    route: &RoutePlan,
) -> Option<TokenStream> {
    let checks = match body.received.as_slice() {
        [received] => of_received(paths, received),
        all => {
            let name = tokens::stem(&method.stem, "RequestBody");
            let arms = all.iter().zip(&route.payloads).map(|(received, variant)| {
                let (calls, variant) = (of_received(paths, received), tokens::ident(variant));
                (!calls.is_empty()).then(|| where_it_is(&quote!(#name::#variant(value)), calls))
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

/// Calls for a value that is something; a call alone that has a condition shares it.
fn where_it_is(pattern: &TokenStream, calls: TokenStream) -> TokenStream {
    match syn::parse2::<syn::ExprIf>(calls.clone()) {
        Ok(syn::ExprIf { cond, then_branch, else_branch: None, .. }) => {
            quote!(if let #pattern = value && #cond #then_branch)
        }
        _ => quote!(if let #pattern = value { #calls }),
    }
}

fn of_received(paths: Paths<'_>, received: &ReceivedPlan) -> TokenStream {
    match &received.how {
        Receiving::Json(ty) | Receiving::Text(ty, _) | Receiving::Form(ty, _) | Receiving::Parts(ty, _) => {
            calls(paths, ty, &received.checks, 0)
        }
        Receiving::AnyText => calls(paths, &RustType::string(), &received.checks, 0),
        // What comes by and by is looked at when it comes.
        Receiving::Upload(_) | Receiving::Lines(_) | Receiving::Stream | Receiving::Bytes => TokenStream::new(),
    }
}

/// A function that puts defaults into a value that has come, and notes the limits that it breaks.
pub(super) fn finish(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck]) -> TokenStream {
    let calls = calls(paths, ty, checks, 0);
    let fills = paths.fills(ty).then(|| quote!(support::Defaults::fill(value);));
    let value = if fills.is_some() || !calls.is_empty() { quote!(value) } else { quote!(_) };
    let found = if calls.is_empty() { quote!(_) } else { quote!(found) };
    let seen = (!calls.is_empty()).then(|| quote!(let value = &*value;));
    let ty = paths.ty(ty);
    quote!(|#value: &mut #ty, #found| { #fills #seen #calls })
}

fn pattern(optional: bool) -> TokenStream {
    if optional { quote!(Ok(Some(value))) } else { quote!(Ok(value)) }
}

fn calls(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck], depth: usize) -> TokenStream {
    let ty = plain(paths, ty);
    if let RustType::Option(inner) = ty {
        // What is null has no other limits.
        let (null, others): (Vec<_>, Vec<_>) =
            checks.iter().cloned().partition(|check| check.depth == depth && check.check == Check::NotNull);
        let null = null.first().map(|check| call(&check.check));
        let inner = calls(paths, inner, &others, depth);
        let inner = (!inner.is_empty()).then(|| where_it_is(&quote!(Some(value)), inner));
        return quote!(#null #inner);
    }
    let own = own(at(checks, depth), ty);
    let inner = match ty {
        RustType::Vec(item) => {
            let inner = calls(paths, item, checks, depth + 1);
            (!inner.is_empty()).then(|| quote!(found.each(value.iter().enumerate(), |found, value| { #inner });))
        }
        RustType::Map(item) => {
            let inner = calls(paths, item, checks, depth + 1);
            (!inner.is_empty()).then(|| quote!(found.each(value, |found, value| { #inner });))
        }
        RustType::Def(_) | RustType::Scalar(_) if paths.validates(ty) => {
            Some(quote!(support::Validate::check(value, found);))
        }
        _ => None,
    };
    quote!(#own #inner)
}

/// The limits at a depth.
fn at(checks: &[FieldCheck], depth: usize) -> impl Iterator<Item = &Check> {
    checks.iter().filter(move |check| check.depth == depth).map(|check| &check.check)
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
        Check::NotNull => quote!(found.not_null(value, "oneOf");),
        Check::NotNullAt(part) => limited("not_null_at", tokens::text(part)),
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
