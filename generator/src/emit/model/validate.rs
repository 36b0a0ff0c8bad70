//! Limits.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use crate::plan::{Check, FieldCheck, Plan, RustType, StructDef, TypeDef};

/// The limits of a struct as a whole.
pub(super) fn of_whole(def: &StructDef) -> TokenStream {
    def.checks.iter().filter_map(count).map(|limit| quote!(* #limit,)).collect()
}

/// The limits of a value in braces, if it has some.
pub(super) fn of_value(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck]) -> Option<TokenStream> {
    limits(paths, ty, checks, 0).map(|limits| quote!({ #limits }))
}

/// All there is to keep by a value whose checks are those of `depth` and deeper.
fn limits(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck], depth: usize) -> Option<TokenStream> {
    let ty = paths.settled(ty);
    if let RustType::Box(inner) = ty {
        return limits(paths, inner, checks, depth);
    }
    if let RustType::Option(inner) = ty {
        return limits(paths, inner, checks, depth).map(|inner| quote!(some { #inner }));
    }
    let own = checks.iter().filter(|check| check.depth == depth).filter_map(|check| limit(&check.check, ty));
    let inner = |word: TokenStream, item: &RustType| {
        limits(paths, item, checks, depth + 1).map(|inner| quote!(#word { #inner }))
    };
    let deeper = checks.iter().any(|check| check.depth > depth);
    let inner = match ty {
        RustType::Vec(item) if deeper => inner(quote!(items), item),
        RustType::Map(item) if deeper => inner(quote!(entries), item),
        ty => paths.validates(ty).then(|| quote!(check)),
    };
    let all: Vec<TokenStream> = own.chain(inner).collect();
    (!all.is_empty()).then(|| quote!(#(#all),*))
}

/// A limit of a value; none where it is about another JSON type, which every value keeps.
fn limit(check: &Check, ty: &RustType) -> Option<TokenStream> {
    let (word, limit) = match check {
        Check::MinLength(limit) if is_text(ty) => ("min_length", size(*limit)),
        Check::MaxLength(limit) if is_text(ty) => ("max_length", size(*limit)),
        Check::Pattern(pattern) if is_text(ty) => ("pattern", text(pattern)),
        Check::Minimum(limit) if is_number(ty) => ("minimum", text(limit)),
        Check::Maximum(limit) if is_number(ty) => ("maximum", text(limit)),
        Check::ExclusiveMinimum(limit) if is_number(ty) => ("exclusive_minimum", text(limit)),
        Check::ExclusiveMaximum(limit) if is_number(ty) => ("exclusive_maximum", text(limit)),
        Check::MultipleOf(limit) if is_number(ty) => ("multiple_of", text(limit)),
        Check::MinItems(limit) if matches!(ty, RustType::Vec(_)) => ("min_items", size(*limit)),
        Check::MaxItems(limit) if matches!(ty, RustType::Vec(_)) => ("max_items", size(*limit)),
        Check::UniqueItems if matches!(ty, RustType::Vec(_)) => ("unique_items", TokenStream::new()),
        check if matches!(ty, RustType::Map(_)) => return count(check),
        _ => return None,
    };
    let word = tokens::source(word);
    Some(quote!(#word #limit))
}

/// A limit on how many properties there are.
fn count(check: &Check) -> Option<TokenStream> {
    let (word, limit) = match check {
        Check::MinProperties(limit) => (quote!(min_properties), size(*limit)),
        Check::MaxProperties(limit) => (quote!(max_properties), size(*limit)),
        _ => return None,
    };
    Some(quote!(#word #limit))
}

fn size(limit: u64) -> TokenStream {
    tokens::source(&limit.to_string())
}

fn text(limit: &str) -> TokenStream {
    let limit = tokens::text(limit);
    quote!(#limit)
}

fn is_text(ty: &RustType) -> bool {
    matches!(ty, RustType::Scalar(scalar) if scalar.is_text()) || matches!(ty, RustType::Json)
}

fn is_number(ty: &RustType) -> bool {
    matches!(ty, RustType::Scalar(scalar) if scalar.is_number()) || matches!(ty, RustType::Json)
}

/// Whether a table of the plan has a pattern.
pub(super) fn has_patterns(plan: &Plan) -> bool {
    let paths = Paths::in_models(plan);
    let pattern = |ty: &RustType, checks: &[FieldCheck]| {
        let mut patterns = checks.iter().filter(|check| matches!(check.check, Check::Pattern(_)));
        patterns.any(|check| value_at(paths, ty, check.depth).is_some_and(is_text))
    };
    plan.types.iter().any(|(_, def)| match def {
        TypeDef::Struct(def) => {
            def.fields.iter().any(|field| pattern(&field.ty, &field.checks))
                || def.extra.iter().any(|extra| pattern(&extra.ty, &extra.checks))
        }
        TypeDef::Union(def) => def.arms.iter().any(|arm| pattern(&arm.ty, &arm.checks)),
        TypeDef::Enum(_) | TypeDef::Newtype(_) | TypeDef::Alias(_) => false,
    })
}

/// The type of the values at a depth.
fn value_at<'p>(paths: Paths<'p>, ty: &'p RustType, depth: usize) -> Option<&'p RustType> {
    match (paths.settled(ty), depth) {
        (RustType::Box(inner) | RustType::Option(inner), depth) => value_at(paths, inner, depth),
        (ty, 0) => Some(ty),
        (RustType::Vec(inner) | RustType::Map(inner), depth) => value_at(paths, inner, depth - 1),
        _ => None,
    }
}
