//! The two ways in which the same modules are laid out.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::{Plan, ServicePlan, Target, names};

/// Where files go, and how the roots of the targets see each other. Everything below a root is the same in both:
/// it names its neighbours by `super::`, never by `crate::`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A crate per target: `models/src/lib.rs` and so on.
    Crates,
    /// One tree of modules: `models/mod.rs` and so on.
    Tree,
}

impl Layout {
    /// The path of the root module of `target`: `client/src/lib.rs` or `client/mod.rs`.
    pub(super) fn root(self, target: Target) -> String {
        match self {
            Layout::Crates => format!("{}/src/lib.rs", folder(target)),
            Layout::Tree => format!("{}/mod.rs", folder(target)),
        }
    }

    /// The path of a file below the root module of `target`: `client/src/{below}` or `client/{below}`.
    pub(super) fn below(self, target: Target, below: &str) -> String {
        match self {
            Layout::Crates => format!("{}/src/{below}", folder(target)),
            Layout::Tree => format!("{}/{below}", folder(target)),
        }
    }

    /// What a root module begins with: crate docs (the README, whose examples are tested) and lints; nothing in a tree,
    /// where neither may stand.
    pub(super) fn root_attributes(self) -> TokenStream {
        match self {
            Layout::Crates => quote! {
                #![doc = include_str!("../README.md")]
                #![forbid(unsafe_code)]
            },
            Layout::Tree => TokenStream::new(),
        }
    }

    /// How deeply the compiler has to look into the types of a target. In a tree, that is for the crate around it to say.
    pub(super) fn recursion_limit(self, plan: &Plan, target: Target) -> Option<TokenStream> {
        let limit = plan.crate_for(target)?.recursion_limit.filter(|_| self == Layout::Crates)?.to_string();
        Some(quote!(#![recursion_limit = #limit]))
    }

    /// How the roots of client and server import the models, under the name `models`.
    pub(super) fn import_models(self, plan: &Plan) -> TokenStream {
        match (self, plan.crate_for(Target::Models)) {
            (Layout::Crates, Some(krate)) => {
                let path = format_ident!("{}", krate.path);
                quote!(pub use #path as models;)
            }
            _ => quote!(
                pub use super::models;
            ),
        }
    }
}

/// What crates have only where some of their features are on. A module tree has all of it.
impl Layout {
    /// Before what belongs to one service.
    pub(super) fn of_service(self, service: &ServicePlan) -> Option<TokenStream> {
        let feature = service.feature.as_ref().filter(|_| self == Layout::Crates)?;
        Some(quote!(#[cfg(feature = #feature)]))
    }

    /// Before what belongs to all services together.
    pub(super) fn of_all_services(self, plan: &Plan) -> Option<TokenStream> {
        let all = self.all_tags(plan)?;
        Some(quote!(#[cfg(feature = #all)]))
    }

    /// Before what some services need, and none may be there.
    pub(super) fn of_some_services(self, plan: &Plan) -> Option<TokenStream> {
        let all = self.all_tags(plan)?;
        Some(quote! {
            #[cfg_attr(not(feature = #all), allow(dead_code, reason = "what needs it may not be there"))]
        })
    }

    fn all_tags(self, plan: &Plan) -> Option<&'static str> {
        plan.tag_features().next().filter(|_| self == Layout::Crates).map(|_| names::ALL_TAGS)
    }
}

/// The folder of a target.
pub(super) fn folder(target: Target) -> &'static str {
    match target {
        Target::Models => "models",
        Target::Client => "client",
        Target::Server => "server",
    }
}

/// What a crate begins with that takes or gives types which stand in each other very deeply; nothing for others.
pub(super) fn limit_of_users(plan: &Plan, target: Target) -> String {
    let limit = plan.crate_for(target).and_then(|krate| krate.recursion_limit);
    limit.map_or_else(String::new, |limit| format!("#![recursion_limit = \"{limit}\"]\n\n"))
}
