//! Bodies that are taken part by part: an enum of the parts, and a struct of all.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{forms, imports, limits, title};
use crate::emit::tokens::{self, Paths};
use crate::plan::{MethodPlan, RustType, UploadKind, UploadPlan, UploadRow, docs};

/// All that stands beside the request.
pub(super) fn items(paths: Paths<'_>, method: &MethodPlan, upload: &UploadPlan) -> TokenStream {
    let (part, parts) = (tokens::type_name(&upload.part), tokens::type_name(&upload.parts));
    let of_part = tokens::doc(&format!("A part of the body of {}.", title(method)));
    let of_parts = tokens::doc(&format!("The parts of the body of {}, its files held in memory.", title(method)));
    let variants = upload.rows.iter().map(|row| {
        let (docs, name) = (docs_of(row), tokens::ident(&row.variant));
        let ty = match &row.kind {
            UploadKind::File | UploadKind::Files => quote!(support::FilePart<'p>),
            UploadKind::Value(ty) | UploadKind::Spread(ty) => paths.ty(ty),
        };
        quote!(#docs #name(#ty),)
    });
    let fields = upload.rows.iter().map(|row| {
        let (docs, name, ty) = (docs_of(row), tokens::ident(&row.field), held(paths, row));
        quote!(#docs pub #name: #ty,)
    });
    let table = table(upload);
    let arms = upload.rows.iter().enumerate().map(|(at, row)| {
        let (at, name, read) = (Literal::usize_unsuffixed(at), tokens::ident(&row.variant), read(paths, row));
        quote!(#at => #part::#name(#read),)
    });
    let collect = collect(upload);
    quote! {
        #of_part
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "a part is read once and taken apart at once")]
        pub enum #part<'p> { #(#variants)* }

        #of_parts
        #[derive(Debug, Clone)]
        pub struct #parts { #(#fields)* }

        impl support::Parted for #parts {
            type Part<'p> = #part<'p>;

            const TABLE: &'static support::PartsTable = #table;

            fn part(came: support::Came<'_>) -> Result<#part<'_>, support::Rejection> {
                Ok(match came.row() {
                    #(#arms)*
                    _ => return Err(came.unknown()),
                })
            }

            #collect
        }
    }
}

fn table(upload: &UploadPlan) -> TokenStream {
    let rows = upload.rows.iter().map(|row| {
        let field = forms::field(&row.reading);
        let kind = match row.kind {
            UploadKind::File => quote!(File),
            UploadKind::Files => quote!(Files),
            UploadKind::Value(_) => quote!(Value),
            UploadKind::Spread(_) => quote!(Spread),
        };
        let must = row.required || row.count.is_some_and(|count| count.required);
        let required = must.then(|| quote!(.required()));
        let counted = row.count.filter(|count| count.least > 1 || count.most.is_some()).map(|count| {
            let least = Literal::u64_unsuffixed(count.least);
            let most = count.most.map_or_else(
                || quote!(usize::MAX),
                |most| {
                    let most = Literal::u64_unsuffixed(most);
                    quote!(#most)
                },
            );
            quote!(.counted(#least, #most))
        });
        quote!(PartRow::new(#field, PartKind::#kind) #required #counted)
    });
    let others = if upload.closed { quote!(Refused) } else { quote!(Ignored) };
    let rows = quote!(&[#(#rows),*]);
    let names = imports(&rows, &["Field", "Meaning", "PartKind", "PartRow", "Scalar"]);
    quote!({
        use support::{#(#names),*};
        &support::PartsTable { rows: #rows, others: support::Others::#others }
    })
}

fn read(paths: Paths<'_>, row: &UploadRow) -> TokenStream {
    match row.ty() {
        None => quote!(came.file()?),
        Some(ty) => {
            let finish = limits::finish(paths, ty, &row.checks);
            quote!(came.value(#finish)?)
        }
    }
}

/// The type of a part in the struct of all.
fn held(paths: Paths<'_>, row: &UploadRow) -> TokenStream {
    let file = quote!(support::File);
    let ty = match &row.kind {
        UploadKind::File => file,
        UploadKind::Files => {
            let vec = paths.std("Vec");
            return quote!(#vec<#file>);
        }
        UploadKind::Value(ty) | UploadKind::Spread(ty) => paths.ty(ty),
    };
    match (row.required, row.ty()) {
        (true, _) => ty,
        (false, Some(list @ RustType::Vec(_))) => paths.ty(list),
        (false, _) => paths.option(&ty),
    }
}

fn collect(upload: &UploadPlan) -> TokenStream {
    let part = tokens::type_name(&upload.part);
    let is_list = |row: &UploadRow| {
        matches!(row.kind, UploadKind::Files) || (!row.required && matches!(row.ty(), Some(RustType::Vec(_))))
    };
    // Not the names of the fields: `part0` is none of theirs and hides nothing.
    let locals: Vec<TokenStream> = (0..upload.rows.len()).map(|at| tokens::source(&format!("part{at}"))).collect();
    let begin = upload.rows.iter().zip(&locals).map(|(row, local)| {
        if is_list(row) { quote!(let mut #local = Vec::new();) } else { quote!(let mut #local = None;) }
    });
    let arms = upload.rows.iter().zip(&locals).map(|(row, local)| {
        let variant = tokens::ident(&row.variant);
        match row.kind {
            UploadKind::File => quote!(#part::#variant(file) => #local = Some(file.read().await?),),
            UploadKind::Files => quote!(#part::#variant(file) => #local.push(file.read().await?),),
            _ if is_list(row) => quote!(#part::#variant(value) => #local = value,),
            _ => quote!(#part::#variant(value) => #local = Some(value),),
        }
    });
    let fields = upload.rows.iter().zip(&locals).map(|(row, local)| {
        let (name, wire) = (tokens::ident(&row.field), &row.reading.wire);
        let json = row.default.as_ref().map(|value| value.to_json().to_string());
        match (row.required, json) {
            (true, _) => quote!(#name: support::came(#local, #wire)?,),
            (false, None) => quote!(#name: #local,),
            // An empty list is sent as nothing.
            (false, Some(json)) if is_list(row) => {
                let sent = quote!((!#local.is_empty()).then_some(#local));
                quote!(#name: support::or_default(#sent, #json).unwrap_or_default(),)
            }
            (false, Some(json)) => quote!(#name: support::or_default(#local, #json),),
        }
    });
    quote! {
        async fn collect(mut all: support::Parts<Self>) -> Result<Self, support::Rejection> {
            #(#begin)*
            while let Some(part) = all.next().await? {
                match part { #(#arms)* }
            }
            Ok(Self { #(#fields)* })
        }
    }
}

fn docs_of(row: &UploadRow) -> TokenStream {
    match row.docs.lines.is_empty() {
        true => tokens::doc(&format!("The part {}.", docs::code(&row.reading.wire))),
        false => tokens::docs(&row.docs),
    }
}
