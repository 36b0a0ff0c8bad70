//! Answers that are read piece by piece.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::tokens::{self, Paths};
use crate::plan::{MethodPlan, StreamPlan};

/// What `events` and `values` of a call give.
pub(super) fn streams(paths: Paths<'_>, method: &MethodPlan) -> TokenStream {
    method.streams.iter().map(|one| stream(paths, method, one)).collect()
}

fn stream(paths: Paths<'_>, method: &MethodPlan, stream: &StreamPlan) -> TokenStream {
    let marker = tokens::type_name(&method.stem);
    let events = |data: TokenStream, read: TokenStream| {
        quote! {
            impl support::EventSource for #marker {
                type Data = #data;
                const READ: support::ReadData<#data> = support::#read;
            }
        }
    };
    match stream {
        StreamPlan::Events(ty) => events(paths.ty(ty), quote!(data_json)),
        StreamPlan::Texts => events(paths.std("String"), quote!(data_text)),
        StreamPlan::Values(media_type, ty) => {
            let ty = paths.ty(ty);
            quote! {
                impl support::ValueSource for #marker {
                    type Value = #ty;
                    const MEDIA: &'static str = #media_type;
                }
            }
        }
    }
}
