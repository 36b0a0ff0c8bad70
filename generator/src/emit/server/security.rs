//! `security.rs`: a trait per scheme that says who calls, and what is asked of callers together.

use proc_macro2::TokenStream;
use quote::quote;

use super::{constant, unconventional};
use crate::emit::tokens;
use crate::plan::{GuardPlan, Plan, SchemePlace, SchemePlan, docs};

pub(super) fn file(plan: &Plan, guard: &GuardPlan) -> TokenStream {
    let schemes: Vec<&SchemePlan> = guard.schemes.iter().filter_map(|index| plan.schemes.get(*index)).collect();
    let traits: TokenStream = schemes.iter().map(|scheme| authenticator(scheme)).collect();
    let rows = schemes.iter().map(|scheme| {
        let (constant, name) = (constant(&scheme.ident), tokens::type_name(&scheme.authenticator));
        let (how, ask) = (tokens::source(asked(scheme).how), tokens::ident(&scheme.ident));
        quote!(#how #constant => #name::#ask,)
    });
    let decide = guard.authorizes.then(|| quote!(support::Authorize));
    let statics = (!schemes.is_empty()).then(|| {
        quote!(
            use super::document::schemes;
        )
    });
    quote! {
        #statics
        use super::support;

        #traits

        guards! { #decide; #(#rows)* }
    }
}

/// How an authenticator is asked.
struct Asking {
    how: &'static str,
    credential: TokenStream,
    principal: TokenStream,
    what: &'static str,
    nobody: &'static str,
}

fn asked(scheme: &SchemePlan) -> Asking {
    let (how, credential, what) = match scheme.place {
        SchemePlace::Bearer => ("text", quote!(token: support::Secret,), "Tells whose a bearer token is."),
        SchemePlace::Basic => ("basic", quote!(user: support::Basic,), "Tells who a user with this password is."),
        SchemePlace::ApiKey { .. } => ("text", quote!(key: support::Secret,), "Tells whose a key is."),
        SchemePlace::Unknown => {
            let what = "Tells who calls, if the request has a credential of this scheme at all.";
            return Asking {
                how: "other",
                credential: quote!(),
                principal: quote!(Option<Self::Principal>),
                what,
                nobody: NOBODY,
            };
        }
    };
    Asking { how, credential, principal: quote!(Self::Principal), what, nobody: NOBODY }
}

const NOBODY: &str =
    "It is nobody's, usually [`Rejection::unauthorized`](support::Rejection::unauthorized); or it cannot be found out.";

fn authenticator(scheme: &SchemePlan) -> TokenStream {
    let first = tokens::doc(&format!("Finds out who calls by the scheme {}.", docs::code(&scheme.wire)));
    let more = (!scheme.docs.lines.is_empty()).then(|| {
        let (blank, docs) = (tokens::doc(""), tokens::docs(&scheme.docs));
        quote!(#blank #docs)
    });
    let (name, ask) = (tokens::type_name(&scheme.authenticator), tokens::ident(&scheme.ident));
    let Asking { credential, principal, what, nobody, .. } = asked(scheme);
    let (what, nobody) = (tokens::doc(what), tokens::doc(nobody));
    let unconventional = unconventional(&scheme.ident);
    let [blank, errors] = ["", "# Errors"].map(tokens::doc);
    quote! {
        #first
        #more
        pub trait #name: Send + Sync + 'static {
            /// Who calls; operations find it with [`Head::principal`](support::Head::principal).
            type Principal: Send + Sync + 'static;

            #what
            #blank
            #errors
            #nobody
            #unconventional
            fn #ask(&self, #credential head: &support::Head) -> impl Future<Output = Result<#principal, support::Rejection>> + Send;
        }
    }
}
