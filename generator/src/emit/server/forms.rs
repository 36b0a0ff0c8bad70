//! Tables of how forms and parts are read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::operation::scalar;
use crate::plan::{FieldReading, FormReading, Meaning, OtherNames, Spread};

/// `Form::new(&[…])`.
pub(super) fn form(form: &FormReading) -> TokenStream {
    let fields = form.fields.iter().map(field);
    let others = match &form.others {
        OtherNames::Ignored => None,
        OtherNames::Refused => Some(quote!(.closed())),
        OtherNames::Kept(kept) => {
            let kept = meaning(kept);
            Some(quote!(.others(#kept)))
        }
    };
    quote!(Form::new(&[#(#fields),*]) #others)
}

/// `Field::new("name", …)`.
pub(super) fn field(field: &FieldReading) -> TokenStream {
    let (name, meaning, types) = (&field.wire, meaning(&field.meaning), &field.types);
    let spread = match field.spread {
        Spread::Each => None,
        Spread::Joined(by) => {
            let by = Literal::character(by);
            Some(quote!(.joined(#by)))
        }
        Spread::Deep => Some(quote!(.deep())),
    };
    let types = (!types.is_empty()).then(|| quote!(.types(&[#(#types),*])));
    quote!(Field::new(#name, #meaning) #spread #types)
}

pub(super) fn meaning(of: &Meaning) -> TokenStream {
    match of {
        Meaning::Scalar(crate::plan::ScalarKind::String) => quote!(Meaning::STRING),
        Meaning::Scalar(crate::plan::ScalarKind::Any) => quote!(Meaning::ANY),
        Meaning::Scalar(kind) => {
            let kind = scalar(*kind);
            quote!(Meaning::Scalar(#kind))
        }
        Meaning::Json => quote!(Meaning::Json),
        Meaning::JsonOrText => quote!(Meaning::JsonOrText),
        Meaning::List(item) => {
            let item = meaning(item);
            quote!(Meaning::List(&#item))
        }
        Meaning::Object(known, others) => {
            let others = meaning(others);
            let known = known.iter().map(|(name, one)| {
                let one = meaning(one);
                quote!((#name, #one))
            });
            quote!(Meaning::Object(&[#(#known),*], &#others))
        }
        Meaning::AnyOf(kinds) => {
            let kinds = kinds.iter().map(meaning);
            quote!(Meaning::AnyOf(&[#(#kinds),*]))
        }
        Meaning::Above(levels) => {
            let levels = Literal::usize_unsuffixed(*levels);
            quote!(Meaning::Above(#levels))
        }
    }
}
