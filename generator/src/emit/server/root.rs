//! The root of the crate, and what concerns all services together.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{constant, methods};
use crate::api::ApiKeyLocation;
use crate::emit::layout::Layout;
use crate::emit::tokens;
use crate::plan::{ErrorDocumentPlan, Plan, SchemePlace, SchemePlan, Target, docs};

/// The root module.
pub(super) fn lib(plan: &Plan, layout: Layout) -> TokenStream {
    let attributes = layout.root_attributes();
    let limit = layout.recursion_limit(plan, Target::Server);
    let models = layout.import_models(plan);
    let public = quote!(pub);
    let security = plan.guard.is_some().then(|| {
        let docs = tokens::doc("Who is let in.");
        let module = tokens::module(&public, "security");
        quote!(#docs #module)
    });
    let guards = plan.guard.as_ref().map(|guard| {
        let authorize = guard.authorizes.then(|| quote!(Authorize,));
        quote!(Anyone, #authorize Guards,)
    });
    let support = tokens::module(&public, "support");
    let document = tokens::module(&public, "document");
    let document_docs = tokens::doc("All operations of the document together.");
    let patterns = plan.needs.server_patterns.then(|| {
        let (module, some) = (tokens::module(&TokenStream::new(), "patterns"), layout.of_some_services(plan));
        quote!(#some #module)
    });
    let services = plan.services.iter().map(|service| {
        let docs = tokens::docs(&service.docs);
        let module = tokens::module(&public, service.module.as_str());
        let feature = layout.of_service(service);
        quote!(#feature #docs #module)
    });
    let functions = (!plan.services.is_empty()).then(|| {
        let all = layout.of_all_services(plan);
        quote!(
            #all
            pub use document::{operations, router};
        )
    });
    quote! {
        #attributes
        #limit
        #models
        #[macro_use]
        #support
        #(#services)*
        #patterns
        #security
        #document_docs
        #document
        #functions
        #[cfg(feature = "examples")]
        pub use support::Examples;
        pub use support::{
            #guards Binary, ByteStream, Checks, Event, Events, Head, JsonLines, Kind, Lines, Operation, Operations,
            Rejection, Secret, Server, Typed, Unimplemented, Violation
        };
    }
}

/// `document.rs`: all operations together.
pub(super) fn document(plan: &Plan, layout: Layout) -> TokenStream {
    let all: Vec<TokenStream> = plan
        .services
        .iter()
        .flat_map(|service| methods(plan, service).map(move |(method, _)| (service, method)))
        .map(|(service, method)| {
            let (module, constant) = (tokens::ident(&service.module), constant(&method.ident));
            let feature = layout.of_service(service);
            quote!(#feature &super::#module::#constant)
        })
        .collect();
    let document = plan.error_document.as_ref().map(error_document);
    let refuse = if document.is_some() {
        quote!(|rejection, _| ERROR_DOCUMENT.answer(rejection))
    } else {
        quote!(|rejection, _| rejection.problem())
    };
    let looks = if document.is_some() {
        tokens::doc("A server for some operations, which refuses requests with the error document of the API.")
    } else {
        tokens::doc("A server for some operations, which refuses requests with RFC 9457 problem details.")
    };
    let schemes = schemes(&plan.schemes);
    let Together { functions, new } = together(plan, layout).unwrap_or_default();
    let (asked, guarded) = (asked(plan), plan.guard.is_some().then(|| quote!(.guarded_by(guard))));
    let guards = asked.is_some().then(|| quote!(Guards,));
    let arc = (!plan.services.is_empty()).then(|| {
        let all = layout.of_all_services(plan);
        quote!(
            #all
            use std::sync::Arc;
        )
    });
    let import = document.is_some().then(|| quote!(ErrorDocument,));
    quote! {
        #arc
        use super::support::{#import #guards Operation, Operations, Server};

        /// All operations of the document.
        pub static OPERATIONS: &[&Operation] = &[#(#all),*];

        #document
        #schemes
        #functions

        impl Server {
            #new

            #looks
            pub fn of(operations: Operations #asked) -> Self {
                Self::with_rejections(operations, OPERATIONS, #refuse) #guarded
            }
        }
    }
}

/// The argument for who lets callers in, where the document asks something of them.
fn asked(plan: &Plan) -> Option<TokenStream> {
    plan.guard.is_some().then(|| quote!(, guard: impl Guards))
}

/// One implementation for all services; nothing where there is none: what stands alone, and what belongs to `Server`.
#[derive(Default)]
struct Together {
    functions: TokenStream,
    new: TokenStream,
}

fn together(plan: &Plan, layout: Layout) -> Option<Together> {
    let bounds: Vec<TokenStream> = plan
        .services
        .iter()
        .map(|service| {
            let (module, name) = (tokens::ident(&service.module), tokens::type_name(&service.name));
            quote!(super::#module::#name)
        })
        .collect();
    let (last, others) = plan.services.split_last()?;
    let last = tokens::ident(&last.module);
    let mut others = others.iter().map(|service| tokens::ident(&service.module));
    let operations = match others.next() {
        None => quote!(super::#last::operations(api)),
        Some(first) => quote! {
            super::#first::operations(Arc::clone(&api))
                #(.and(super::#others::operations(Arc::clone(&api))))*
                .and(super::#last::operations(api))
        },
    };
    let (asked, guard) = (asked(plan), plan.guard.is_some().then(|| quote!(, guard)));
    let all = layout.of_all_services(plan);
    let functions = quote! {
        #all
        /// All operations, answered by `api`.
        pub fn operations<T>(api: Arc<T>) -> Operations
        where
            T: #(#bounds)+*
        {
            #operations
        }

        #all
        /// A router for all operations. [`Server`] has more to choose from.
        pub fn router<T>(api: T #asked) -> axum::Router
        where
            T: #(#bounds)+*
        {
            Server::new(api #guard).into_router()
        }
    };
    let new = quote! {
        #all
        /// A server for all operations.
        pub fn new<T>(api: T #asked) -> Self
        where
            T: #(#bounds)+*
        {
            Self::of(operations(Arc::new(api)) #guard)
        }
    };
    Some(Together { functions, new })
}

fn error_document(document: &ErrorDocumentPlan) -> TokenStream {
    let (media_type, default_code, body) = (&document.media_type, &document.default_code, document.body.to_json());
    let codes = document.codes.iter().map(|(status, code)| {
        let status = Literal::u16_unsuffixed(*status);
        quote!((#status, #code))
    });
    quote! {
        /// What the API answers to requests that are refused (`x-error-document`).
        pub static ERROR_DOCUMENT: ErrorDocument = ErrorDocument {
            media_type: #media_type,
            codes: &[#(#codes),*],
            default_code: #default_code,
            body: #body,
        };
    }
}

fn schemes(schemes: &[SchemePlan]) -> Option<TokenStream> {
    let statics = schemes.iter().map(|scheme| {
        let docs = if scheme.docs.lines.is_empty() {
            tokens::doc(&format!("{}.", docs::code(&scheme.wire)))
        } else {
            tokens::docs(&scheme.docs)
        };
        let (ident, name) = (constant(&scheme.ident), &scheme.wire);
        let place = match &scheme.place {
            SchemePlace::Bearer => quote!(Bearer),
            SchemePlace::Basic => quote!(Basic),
            SchemePlace::ApiKey { name, location: ApiKeyLocation::Header } => quote!(Header(#name)),
            SchemePlace::ApiKey { name, location: ApiKeyLocation::Query } => quote!(Query(#name)),
            SchemePlace::ApiKey { name, location: ApiKeyLocation::Cookie } => quote!(Cookie(#name)),
            SchemePlace::Unknown => quote!(Unknown),
        };
        quote!(#docs pub static #ident: Scheme = Scheme { name: #name, place: SchemePlace::#place };)
    });
    (!schemes.is_empty()).then(|| {
        quote! {
            /// The security schemes of the document.
            pub mod schemes {
                use super::super::support::{Scheme, SchemePlace};

                #(#statics)*
            }
        }
    })
}
