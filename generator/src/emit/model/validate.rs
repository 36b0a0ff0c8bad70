//! Limits.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::tokens::{self, Paths};
use crate::plan::{Check, FieldCheck, FieldPlan, Plan, Presence, RustType, ScalarType, StructDef, TypeDef, UnionDef};

/// `Validate` for a struct that has limits, however deep.
pub(super) fn of_struct(paths: Paths<'_>, def: &StructDef) -> Option<TokenStream> {
    let fields = def.fields.iter().filter_map(|field| of_field(paths, field));
    let extra = def.extra.as_ref().filter(|extra| paths.validates(&extra.ty)).map(|extra| {
        let (ident, check) = (tokens::ident(&extra.ident), paths.support("Validate::check"));
        quote!(#check(&self.#ident, found);)
    });
    let body: TokenStream = properties(def).into_iter().chain(fields).chain(extra).collect();
    def.validates.then(|| implement(paths, &tokens::type_name(&def.name), &body))
}

/// `Validate` for a union of which an arm has limits.
pub(super) fn of_union(paths: Paths<'_>, def: &UnionDef) -> Option<TokenStream> {
    let check = paths.support("Validate::check");
    let mut arms = Vec::new();
    for arm in def.arms.iter().filter(|arm| paths.validates(&arm.ty)) {
        let ident = tokens::ident(&arm.ident);
        arms.push((quote!(Self::#ident(value)), quote!(#check(value, found))));
    }
    let body = match arms.as_slice() {
        [] => TokenStream::new(),
        [(pattern, check)] => quote!(if let #pattern = self { #check; }),
        _ => {
            let arms = arms.iter().map(|(pattern, check)| quote!(#pattern => #check));
            quote!(match self { #(#arms,)* _ => {} })
        }
    };
    def.validates.then(|| implement(paths, &tokens::type_name(&def.name), &body))
}

/// `Validate` for all structs and unions without limits, so that every type has it.
pub(super) fn unlimited(plan: &Plan) -> Option<TokenStream> {
    let names = plan.types.iter().filter_map(|(_, def)| match def {
        TypeDef::Struct(def) => (!def.validates).then(|| tokens::type_name(&def.name)),
        TypeDef::Union(def) => (!def.validates).then(|| tokens::type_name(&def.name)),
        TypeDef::Enum(_) | TypeDef::Newtype(_) | TypeDef::Alias(_) => None,
    });
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| quote!(unlimited! { #(#names,)* }))
}

fn implement(paths: Paths<'_>, name: &TokenStream, body: &TokenStream) -> TokenStream {
    let (validate, violations) = (paths.support("Validate"), paths.support("Violations"));
    if body.is_empty() {
        return quote!(impl #validate for #name {});
    }
    quote! {
        impl #validate for #name {
            fn check(&self, found: &mut #violations) {
                #body
            }
        }
    }
}

/// Limits on how many properties a struct has.
fn properties(def: &StructDef) -> Option<TokenStream> {
    let checks: TokenStream = def.checks.iter().filter_map(|check| count_check(check, &quote!(count))).collect();
    if checks.is_empty() {
        return None;
    }
    let present = def.fields.iter().map(|field| {
        let ident = tokens::ident(&field.ident);
        match field.presence {
            Presence::Required | Presence::Nullable => quote!(1),
            Presence::Optional => quote!(usize::from(self.#ident.is_some())),
            Presence::Maybe => quote!(usize::from(!self.#ident.is_absent())),
        }
    });
    let extra = def.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        quote!(self.#ident.len())
    });
    let parts: Vec<_> = present.chain(extra).collect();
    let count = if parts.is_empty() { quote!(0) } else { quote!(#(#parts)+*) };
    Some(quote! { let count = #count; #checks })
}

fn count_check(check: &Check, count: &TokenStream) -> Option<TokenStream> {
    match check {
        Check::MinProperties(limit) => {
            let limit = size(*limit);
            Some(quote!(found.min_properties(#count, #limit);))
        }
        Check::MaxProperties(limit) => {
            let limit = size(*limit);
            Some(quote!(found.max_properties(#count, #limit);))
        }
        _ => None,
    }
}

fn of_field(paths: Paths<'_>, field: &FieldPlan) -> Option<TokenStream> {
    let body = value(paths, &field.ty, &field.checks, 0)?;
    let (wire, ident) = (tokens::text(&field.wire), tokens::ident(&field.ident));
    let place = match field.presence {
        Presence::Required => {
            let some = paths.std("Some");
            quote!(#some(&self.#ident))
        }
        Presence::Optional | Presence::Nullable | Presence::Maybe => quote!(self.#ident.as_ref()),
    };
    Some(quote!(found.at(#wire, #place, |found, value| { #body });))
}

/// All there is to check of `value`, whose checks are those of `depth` and deeper.
fn value(paths: Paths<'_>, ty: &RustType, checks: &[FieldCheck], depth: usize) -> Option<TokenStream> {
    let ty = resolved(paths.plan(), ty);
    let here: Vec<_> = checks.iter().filter(|check| check.depth == depth).collect();
    let deeper = checks.iter().any(|check| check.depth > depth);
    let statics = patterns(&here, ty);
    let own = here.iter().enumerate().filter_map(|(i, check)| call(&check.check, ty, i));
    let inner = match ty {
        RustType::Vec(item) if deeper => each(paths, &quote!(value.iter().enumerate()), item, checks, depth),
        RustType::Map(item) if deeper => each(paths, &quote!(value), item, checks, depth),
        RustType::Box(inner) => {
            return value(paths, inner, checks, depth).map(|body| quote!(let value = &**value; #body));
        }
        RustType::Option(inner) => {
            let some = paths.std("Some");
            return value(paths, inner, checks, depth).map(|body| quote!(if let #some(value) = value { #body }));
        }
        ty if paths.validates(ty) => {
            let check = paths.support("Validate::check");
            Some(quote!(#check(value, found);))
        }
        _ => None,
    };
    let body: TokenStream = statics.into_iter().chain(own).chain(inner).collect();
    (!body.is_empty()).then_some(body)
}

fn each(
    paths: Paths<'_>,
    values: &TokenStream,
    item: &RustType,
    checks: &[FieldCheck],
    depth: usize,
) -> Option<TokenStream> {
    let body = value(paths, item, checks, depth + 1)?;
    Some(quote!(found.each(#values, |found, value| { #body });))
}

/// The patterns of one value, each compiled once.
fn patterns(checks: &[&FieldCheck], ty: &RustType) -> Vec<TokenStream> {
    let list = checks.iter().enumerate().filter_map(|(i, check)| match &check.check {
        Check::Pattern(text) if is_text(ty) => {
            let (name, text) = (pattern_name(i), tokens::text(text));
            Some(quote!(static #name: patterns::Pattern = patterns::Pattern::new(#text);))
        }
        _ => None,
    });
    list.collect()
}

fn pattern_name(index: usize) -> proc_macro2::Ident {
    if index == 0 { format_ident!("PATTERN") } else { format_ident!("PATTERN_{}", index + 1) }
}

/// A limit of a value; none where the limit is about another JSON type, which every value keeps.
fn call(check: &Check, ty: &RustType, index: usize) -> Option<TokenStream> {
    let (method, limit) = match check {
        Check::MinLength(limit) if is_text(ty) => ("min_length", size(*limit)),
        Check::MaxLength(limit) if is_text(ty) => ("max_length", size(*limit)),
        Check::Pattern(_) if is_text(ty) => {
            let name = pattern_name(index);
            ("pattern", quote!(&#name))
        }
        Check::Minimum(limit) if is_number(ty) => ("minimum", number(limit)),
        Check::Maximum(limit) if is_number(ty) => ("maximum", number(limit)),
        Check::ExclusiveMinimum(limit) if is_number(ty) => ("exclusive_minimum", number(limit)),
        Check::ExclusiveMaximum(limit) if is_number(ty) => ("exclusive_maximum", number(limit)),
        Check::MultipleOf(limit) if is_number(ty) => ("multiple_of", number(limit)),
        Check::MinItems(limit) if matches!(ty, RustType::Vec(_)) => ("min_items", size(*limit)),
        Check::MaxItems(limit) if matches!(ty, RustType::Vec(_)) => ("max_items", size(*limit)),
        Check::UniqueItems if matches!(ty, RustType::Vec(_)) => return Some(quote!(found.unique_items(value);)),
        check if matches!(ty, RustType::Map(_)) => return count_check(check, &quote!(value.len())),
        _ => return None,
    };
    let method = tokens::source(method);
    Some(quote!(found.#method(value, #limit);))
}

fn size(limit: u64) -> TokenStream {
    tokens::source(&limit.to_string())
}

fn number(limit: &str) -> TokenStream {
    let limit = tokens::text(limit);
    quote!(#limit)
}

fn is_text(ty: &RustType) -> bool {
    matches!(ty, RustType::Scalar(ScalarType::String | ScalarType::Secret) | RustType::Json)
}

fn is_number(ty: &RustType) -> bool {
    use ScalarType::{F32, F64, I8, I16, I32, I64, U8, U16, U32, U64};
    matches!(ty, RustType::Scalar(I8 | I16 | I32 | I64 | U8 | U16 | U32 | U64 | F32 | F64) | RustType::Json)
}

/// Whether a limit is printed: the value at its depth has the JSON type that the limit is about.
pub(super) fn applies(plan: &Plan, ty: &RustType, depth: usize, check: &Check) -> bool {
    match (resolved(plan, ty), depth) {
        (RustType::Box(inner) | RustType::Option(inner), depth) => applies(plan, inner, depth, check),
        (ty, 0) => call(check, ty, 0).is_some(),
        (RustType::Vec(inner) | RustType::Map(inner), depth) => applies(plan, inner, depth - 1, check),
        _ => false,
    }
}

/// What an alias stands for. Aliases never lead to themselves; the bound holds should one do so.
fn resolved<'p>(plan: &'p Plan, mut ty: &'p RustType) -> &'p RustType {
    for _ in 0..64 {
        let RustType::Def(id) = ty else { break };
        let Some(TypeDef::Alias(def)) = plan.types.get(*id) else { break };
        ty = &def.ty;
    }
    ty
}
