//! Bodies as users pass them, and the types for their parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{self, Passed};
use super::headed;
use crate::emit::tokens::{self, Paths};
use crate::plan::{
    FieldStyle, FieldWriting, Ident, MethodPlan, PartRow, PartWriting, RustType, ScalarType, Writing, WrittenPlan, docs,
};

/// The body as it is passed, and the method of `Call` that takes it.
pub(super) fn body(paths: Paths<'_>, way: &WrittenPlan) -> (TokenStream, TokenStream) {
    let media = &way.content_type;
    let into = paths.std("Into");
    match &way.how {
        Writing::Json(RustType::Scalar(ScalarType::String)) => (quote!(&str), quote!(json_body(#media, body))),
        Writing::Json(RustType::Vec(item)) => {
            let item = paths.ty(item);
            (quote!(&[#item]), quote!(json_body(#media, body)))
        }
        Writing::Json(ty) => (arguments::borrowed(paths, ty), quote!(json_body(#media, body))),
        Writing::AnyText => {
            let string = paths.std("String");
            (quote!(impl #into<#string>), quote!(bytes_body(#media, #into::<#string>::into(body))))
        }
        Writing::Text(ty) => {
            let Passed { ty, value, .. } = arguments::passed_as(paths, &quote!(body), ty);
            (ty, quote!(payload(support::Payload::text(#media, #value))))
        }
        Writing::Form(ty, fields) => {
            let fields = fields.iter().map(field);
            (arguments::borrowed(paths, ty), quote!(form_body(#media, &[#(#fields),*], body)))
        }
        Writing::Parts(parts) => (tokens::type_name(&parts.name), quote!(payload(body.0.payload()))),
        Writing::Multipart => (quote!(support::Multipart), quote!(payload(body.payload()))),
        Writing::Lines(ty) => {
            let ty = paths.ty(ty);
            (quote!(impl #into<support::JsonLines<#ty>>), quote!(payload(support::Payload::lines::<#ty>(#media, body))))
        }
        Writing::Bytes => (quote!(impl #into<support::Upload>), quote!(bytes_body(#media, body))),
    }
}

/// A field that is not written as all others are.
pub(super) fn field(field: &FieldWriting) -> TokenStream {
    let name = &field.wire;
    match field.how {
        FieldStyle::Deep => quote!(support::Field::deep(#name)),
        FieldStyle::Json => quote!(support::Field::json(#name)),
        FieldStyle::Style { style, explode, allow_reserved } => {
            let style = arguments::style_name(style);
            let joined = (!explode).then(|| quote!(.joined()));
            let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
            quote!(support::Field::new(#name, support::Style::#style) #joined #reserved)
        }
    }
}

/// The table of a multipart body.
pub(super) fn parts(paths: Paths<'_>, method: &MethodPlan) -> Option<TokenStream> {
    let (media, parts) = method.body.as_ref()?.parts()?;
    let route = docs::code(&format!("{} {}", method.method.as_str(), method.path_text));
    let (line, name) = (tokens::doc(&format!("The parts of the body of {route}.")), tokens::type_name(&parts.name));
    let rows = |required: bool| parts.parts.iter().filter(move |part| part.required == required);
    let required = rows(true).map(|part| row(paths, part));
    let optional = rows(false).map(|part| {
        let docs = match part.docs.lines.is_empty() {
            true => tokens::doc(&format!("The part {}.", docs::code(&part.wire))),
            false => tokens::docs(&part.docs),
        };
        let row = row(paths, part);
        quote!(#docs #row)
    });
    let told = rows(true).filter(|part| !part.docs.lines.is_empty()).map(|part| {
        let (empty, head) = (tokens::doc(""), tokens::doc(&format!("The part {}:", docs::code(&part.wire))));
        let text = tokens::docs(&part.docs);
        quote!(#empty #head #empty #text)
    });
    let headed = parts.parts.iter().map(|part| headed::part(paths, &parts.name, part));
    Some(quote! {
        parts! {
            #line
            #(#told)*
            #name: #media,
            required { #(#required)* }
            optional { #(#optional)* }
        }
        #(#headed)*
    })
}

fn row(paths: Paths<'_>, part: &PartRow) -> TokenStream {
    let (ident, name) = (tokens::ident(&part.ident), &part.wire);
    if let Some(headed) = &part.headed {
        return headed::row(paths, &ident, name, headed);
    }
    let Written { ty, write } = written(paths, &ident, name, &part.ty, &part.how);
    quote!(#ident: #ty => #write,)
}

/// How a part is given under a name, and the call of `Multipart` that writes it.
pub(super) struct Written {
    pub(super) ty: TokenStream,
    pub(super) write: TokenStream,
}

pub(super) fn written(
    paths: Paths<'_>,
    ident: &TokenStream,
    name: &str,
    whole: &RustType,
    how: &PartWriting,
) -> Written {
    let into = paths.std("Into");
    let typed = || arguments::passed_as(paths, ident, whole);
    let of = |write: TokenStream, content_type: &String| {
        let Passed { ty, value, .. } = typed();
        Written { ty, write: quote!(#write(#name, #content_type, #value)) }
    };
    let each = |write: TokenStream, content_type: &String| {
        let Passed { ty, value, .. } = arguments::passed_each(paths, ident, whole);
        Written { ty, write: quote!(#write(#name, #content_type, #value)) }
    };
    match how {
        PartWriting::File(content_type) => {
            Written { ty: quote!(impl #into<support::Part>), write: quote!(file(#name, #content_type, #ident)) }
        }
        PartWriting::Files(content_type) => {
            let iterator = paths.std("IntoIterator");
            let ty = quote!(impl #iterator<Item = impl #into<support::Part>>);
            Written { ty, write: quote!(files(#name, #content_type, #ident)) }
        }
        PartWriting::Text(content_type) => of(quote!(text), content_type),
        PartWriting::Texts(content_type) => each(quote!(texts), content_type),
        PartWriting::Json(content_type) => of(quote!(json), content_type),
        PartWriting::Jsons(content_type) => each(quote!(jsons), content_type),
        PartWriting::Styled(style) => {
            let (Passed { ty, value, .. }, style) = (typed(), field(style));
            Written { ty, write: quote!(styled(#style, #value)) }
        }
    }
}

/// What is said of a way that is not the plain one.
pub(super) fn docs_of(way: &WrittenPlan, plain: &Ident) -> TokenStream {
    let media = docs::code(&way.content_type);
    let line = tokens::doc(&format!("[`{plain}`](Self::{plain}) with a body of {media}."));
    also(way, &line)
}

/// A line, and what a caller has to know of the body.
pub(super) fn also(way: &WrittenPlan, line: &TokenStream) -> TokenStream {
    let space = (!way.docs.lines.is_empty() && !line.is_empty()).then(|| tokens::doc(""));
    let docs = tokens::docs(&way.docs);
    quote!(#line #space #docs)
}
