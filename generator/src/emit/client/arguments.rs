//! Arguments as users pass them.

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies;
use crate::api::{ParameterLocation, ParameterStyle};
use crate::emit::tokens::{self, Paths};
use crate::plan::{ArgumentPlan, Codec, RustType, ScalarType, TypeDef};

/// How a value is passed: the type of the argument, and what is borrowed from it to be written.
pub(super) struct Passed {
    /// The type.
    pub(super) ty: TokenStream,
    /// The expression.
    pub(super) value: TokenStream,
    /// A statement that makes the value under the same name, where the expression is no light one.
    pub(super) convert: Option<TokenStream>,
}

impl Passed {
    /// The call of `Call::parameter`, behind the dot.
    pub(super) fn write(&self, argument: &ArgumentPlan) -> TokenStream {
        let (parameter, name) = (parameter(argument), tokens::ident(&argument.ident));
        let value = if self.convert.is_some() { &quote!(&#name) } else { &self.value };
        quote!(parameter(#parameter, #value))
    }
}

/// Copies and enums by value, lists as anything that can be gone through, all else borrowed.
pub(super) fn passed(paths: Paths<'_>, argument: &ArgumentPlan) -> Passed {
    passed_as(paths, &tokens::ident(&argument.ident), &argument.ty)
}

/// A list whose items are written one by one: whatever can be gone through.
pub(super) fn passed_each(paths: Paths<'_>, name: &TokenStream, whole: &RustType) -> Passed {
    let iterator = paths.std("IntoIterator");
    let RustType::Vec(item) = plain(paths, whole) else {
        return Passed { ty: borrowed(paths, whole), value: name.clone(), convert: None };
    };
    let ty = paths.ty(item);
    match plain(paths, item) {
        RustType::Scalar(scalar) if scalar.is_made_of_others() => {
            let into = paths.std("Into");
            Passed {
                ty: quote!(impl #iterator<Item = impl #into<#ty>>),
                value: quote!(#name.into_iter().map(#into::<#ty>::into)),
                convert: None,
            }
        }
        _ => Passed { ty: quote!(impl #iterator<Item = #ty>), value: name.clone(), convert: None },
    }
}

/// The same for a value under a name.
pub(super) fn passed_as(paths: Paths<'_>, name: &TokenStream, whole: &RustType) -> Passed {
    let name = name.clone();
    let ty = plain(paths, whole);
    match ty {
        RustType::Scalar(ScalarType::String) => Passed { ty: quote!(&str), value: name, convert: None },
        RustType::Scalar(ScalarType::Bytes) => Passed { ty: quote!(&[u8]), value: name, convert: None },
        RustType::Scalar(scalar) if scalar.is_made_of_others() => {
            let (into, ty) = (paths.std("Into"), paths.ty(ty));
            let convert = Some(quote!(let #name: #ty = #name.into();));
            Passed { ty: quote!(impl #into<#ty>), value: quote!(&#into::<#ty>::into(#name)), convert }
        }
        RustType::Scalar(scalar) if scalar.is_text() => Passed { ty: borrowed(paths, ty), value: name, convert: None },
        RustType::Scalar(_) => Passed { ty: paths.ty(whole), value: quote!(&#name), convert: None },
        RustType::Def(id) if matches!(paths.type_def(*id), Some(TypeDef::Enum(_))) => {
            Passed { ty: paths.ty(whole), value: quote!(&#name), convert: None }
        }
        RustType::Vec(item) => {
            let (vec, list) = (paths.ty(item), paths.std("Vec"));
            let into = paths.std("IntoIterator");
            match plain(paths, item) {
                RustType::Scalar(scalar) if scalar.is_made_of_others() => {
                    let convert = paths.std("Into");
                    Passed {
                        ty: quote!(impl #into<Item = impl #convert<#vec>>),
                        value: quote!(&#name.into_iter().map(#convert::into).collect::<#list<#vec>>()),
                        convert: None,
                    }
                }
                _ => Passed {
                    ty: quote!(impl #into<Item = #vec>),
                    value: quote!(&#name.into_iter().collect::<#list<_>>()),
                    convert: None,
                },
            }
        }
        _ => Passed { ty: borrowed(paths, whole), value: name, convert: None },
    }
}

/// A parameter with its name, place and style, as a `Parameter` of the support code.
pub(super) fn parameter(argument: &ArgumentPlan) -> TokenStream {
    parameter_at(argument.location, &argument.wire, &argument.codec)
}

/// The same for what stands under a name at a place.
pub(super) fn parameter_at(location: ParameterLocation, name: &str, codec: &Codec) -> TokenStream {
    let (place, style, explode) = match location {
        ParameterLocation::QueryString => return whole_query(name, codec),
        ParameterLocation::Path => (quote!(path), ParameterStyle::Simple, false),
        ParameterLocation::Query => (quote!(query), ParameterStyle::Form, true),
        ParameterLocation::Header => (quote!(header), ParameterStyle::Simple, false),
        ParameterLocation::Cookie => (quote!(cookie), ParameterStyle::Form, true),
    };
    let base = quote!(Parameter::#place(#name));
    let Codec::Style { style: own, explode: own_explode, allow_reserved, .. } = codec else {
        return quote!(#base.style(support::Style::Json));
    };
    let style = (*own != style).then(|| {
        let style = style_name(*own);
        quote!(.style(support::Style::#style))
    });
    let explode = (*own_explode != explode).then(|| if explode { quote!(.joined()) } else { quote!(.exploded()) });
    let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(#base #style #explode #reserved)
}

fn whole_query(name: &str, codec: &Codec) -> TokenStream {
    match codec {
        Codec::Form(fields, _) => {
            let fields: Vec<TokenStream> = fields.iter().map(bodies::field).collect();
            let fields = if fields.is_empty() { quote!(&[]) } else { quote!(const { &[#(#fields),*] }) };
            quote!(Parameter::query_string(#name, #fields))
        }
        Codec::Json => quote!(Parameter::query_string(#name, &[]).style(support::Style::Json)),
        Codec::Style { .. } => quote!(Parameter::query_string(#name, &[]).style(support::Style::Simple)),
    }
}

pub(super) fn style_name(style: ParameterStyle) -> TokenStream {
    match style {
        ParameterStyle::Matrix => quote!(Matrix),
        ParameterStyle::Label => quote!(Label),
        ParameterStyle::Form => quote!(Form),
        ParameterStyle::Simple => quote!(Simple),
        ParameterStyle::SpaceDelimited => quote!(SpaceDelimited),
        ParameterStyle::PipeDelimited => quote!(PipeDelimited),
        ParameterStyle::TabDelimited => quote!(TabDelimited),
        ParameterStyle::DeepObject => quote!(DeepObject),
        ParameterStyle::Cookie => quote!(Cookie),
    }
}

pub(super) fn borrowed(paths: Paths<'_>, ty: &RustType) -> TokenStream {
    let ty = paths.ty(ty);
    quote!(&#ty)
}

/// The type behind aliases.
pub(super) fn plain<'t>(paths: Paths<'t>, ty: &'t RustType) -> &'t RustType {
    let mut at = ty;
    for _ in 0..64 {
        match at {
            RustType::Def(id) => match paths.type_def(*id) {
                Some(TypeDef::Alias(alias)) => at = &alias.ty,
                _ => break,
            },
            _ => break,
        }
    }
    at
}
