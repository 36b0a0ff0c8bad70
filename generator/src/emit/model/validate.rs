//! Limits.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{self, Paths};
use crate::plan::{Check, FieldCheck, RustType};

/// The limits of a struct or a tuple as a whole.
pub(super) fn of_whole(checks: &[Check]) -> TokenStream {
    checks.iter().filter_map(whole).map(|limit| quote!(* #limit,)).collect()
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
        let (null, others): (Vec<_>, Vec<_>) = checks.iter().cloned().partition(|check| is_of_null(check, depth));
        let null = null.first().map(|check| word(&check.check));
        let inner = limits(paths, inner, &others, depth).map(|inner| quote!(some { #inner }));
        let all: Vec<TokenStream> = null.into_iter().chain(inner).collect();
        return (!all.is_empty()).then(|| quote!(#(#all),*));
    }
    let own = own(checks.iter().filter(|check| check.depth == depth).map(|check| &check.check), ty);
    let inner = |word: TokenStream, item: &RustType| {
        limits(paths, item, checks, depth + 1).map(|inner| quote!(#word { #inner }))
    };
    let deeper = checks.iter().any(|check| check.depth > depth);
    let inner = match ty {
        RustType::Vec(item) if deeper => inner(quote!(items), item),
        RustType::Map(item) if deeper => inner(quote!(entries), item),
        ty => paths.validates(ty).then(|| quote!(check)),
    };
    let all: Vec<TokenStream> = own.into_iter().chain(inner).collect();
    (!all.is_empty()).then(|| quote!(#(#all),*))
}

/// Whether a limit is for a null at a depth.
fn is_of_null(check: &FieldCheck, depth: usize) -> bool {
    check.depth == depth && check.check == Check::NotNull
}

/// The limits of a value. A type that does not know its own text or number is asked for its JSON form.
fn own<'c>(checks: impl Iterator<Item = &'c Check>, ty: &RustType) -> Vec<TokenStream> {
    let (known, by_json): (Vec<_>, Vec<_>) = checks.partition(|check| tokens::knows(ty, check));
    let by_json: Vec<_> = by_json.into_iter().map(word).collect();
    let by_json = (!by_json.is_empty()).then(|| quote!(json { #(#by_json),* }));
    known.into_iter().map(word).chain(by_json).collect()
}

/// A limit in the words of the tables.
fn word(check: &Check) -> TokenStream {
    let (word, limit) = match check {
        Check::MinLength(limit) => ("min_length", size(*limit)),
        Check::MaxLength(limit) => ("max_length", size(*limit)),
        Check::Pattern { text: pattern, regexes } if regexes.are(pattern) => ("pattern", text(pattern)),
        Check::Pattern { text: pattern, regexes } => {
            let must = regexes.must.iter().map(|regex| tokens::text(regex));
            let must_not = regexes.must_not.iter().map(|regex| tokens::text(regex));
            let pattern = text(pattern);
            ("pattern", quote!(#pattern #(as #must)* #(not #must_not)*))
        }
        Check::Minimum(limit) => ("minimum", text(limit)),
        Check::Maximum(limit) => ("maximum", text(limit)),
        Check::ExclusiveMinimum(limit) => ("exclusive_minimum", text(limit)),
        Check::ExclusiveMaximum(limit) => ("exclusive_maximum", text(limit)),
        Check::MultipleOf(limit) => ("multiple_of", text(limit)),
        Check::MinItems(limit) => ("min_items", size(*limit)),
        Check::MaxItems(limit) => ("max_items", size(*limit)),
        Check::UniqueItems => ("unique_items", TokenStream::new()),
        Check::MinProperties(limit) => ("min_properties", size(*limit)),
        Check::MaxProperties(limit) => ("max_properties", size(*limit)),
        Check::Schema(schema) => {
            let (json, patterns) = (tokens::raw(&schema.json), schema.patterns.then(|| quote!(with patterns)));
            ("schema", quote!(#json #patterns))
        }
        Check::NotNull => ("not_null", text("oneOf")),
        Check::NotNullAt(part) => ("not_null_at", text(part)),
    };
    let word = tokens::source(word);
    quote!(#word #limit)
}

/// A limit of a struct or a tuple as a whole.
fn whole(check: &Check) -> Option<TokenStream> {
    let properties = matches!(check, Check::MinProperties(_) | Check::MaxProperties(_));
    let items = matches!(check, Check::MinItems(_) | Check::MaxItems(_) | Check::UniqueItems);
    (properties || items || matches!(check, Check::Schema(_) | Check::NotNullAt(_))).then(|| word(check))
}

fn size(limit: u64) -> TokenStream {
    tokens::source(&limit.to_string())
}

fn text(limit: &str) -> TokenStream {
    let limit = tokens::text(limit);
    quote!(#limit)
}
