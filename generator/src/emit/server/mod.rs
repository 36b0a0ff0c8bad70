//! The server: per service a trait, requests, answers and tables; what they share is hand-written support code.

mod examples;
mod forms;
mod limits;
mod operation;
pub(super) mod readme;
mod request;
mod response;
mod root;
mod security;
mod service;
mod uploads;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::file::File;
use super::layout::Layout;
use super::manifest::{self, Manifest};
use super::tokens;
use crate::plan::{Ident, MethodPlan, Plan, RoutePlan, ServicePlan, Target, docs};

/// All files of the server but its manifest and README.
pub(super) fn files(plan: &Plan, layout: Layout) -> Vec<File<'_>> {
    let below = |path: &str| layout.below(Target::Server, path);
    let mut files = vec![
        File::rust(layout.root(Target::Server), move || root::lib(plan, layout)),
        File::rust(below("document.rs"), move || root::document(plan, layout)),
    ];
    if let Some(guard) = &plan.guard {
        files.push(File::rust(below("security.rs"), move || security::file(plan, guard)));
    }
    for service in &plan.services {
        let module = plain(&service.module);
        files.push(File::rust(below(&format!("{module}.rs")), move || service::file(plan, service)));
        files.push(File::rust(below(&format!("{module}/operation.rs")), move || operation::file(plan, service)));
        files.push(File::rust(below(&format!("{module}/request.rs")), move || request::file(plan, service)));
        files.push(File::rust(below(&format!("{module}/response.rs")), move || response::file(plan, service)));
        files.push(File::rust(below(&format!("{module}/examples.rs")), move || examples::file(plan, service)));
    }
    let (common, parts) = (bindery_templates::server::FILES, bindery_templates::server::MULTIPART);
    let parts = if plan.needs.multipart { parts } else { &[] };
    for source in common.iter().chain(parts) {
        let path = below(&format!("support/{}", source.path));
        files.push(match source.path {
            "mod.rs" if plan.needs.multipart => File::text(path, || Ok(support_root(source.text))),
            _ => File::copy(path, source.text),
        });
    }
    if plan.needs.server_patterns {
        files.push(File::copy(below("patterns.rs"), bindery_templates::models::PATTERNS));
    }
    files
}

/// The module of the support code, with what takes bodies apart.
fn support_root(text: &str) -> String {
    format!("{text}{}", bindery_templates::server::MULTIPART_MODULES)
}

/// What the crate's `Cargo.toml` and README need to know.
pub(super) fn manifest(plan: &Plan) -> Manifest {
    let dependencies = [
        "axum = { version = \"0.8\", default-features = false }",
        "futures-core = { version = \"0.3.31\", default-features = false }",
        "percent-encoding = \"2.3\"",
        "serde = { version = \"1.0.194\", default-features = false, features = [\"std\"] }",
        "serde_json = { version = \"1.0.134\", features = [\"raw_value\"] }",
    ];
    Manifest {
        description: format!("axum server stubs for {}", plan.package.title),
        features: manifest::default_features(plan, &[])
            + &["# The type `Examples`, which answers with the examples of the document.", "examples = []"].join("\n")
            + &manifest::tag_features(plan),
        dependencies: dependencies.into_iter().map(str::to_owned).collect(),
        dev_dependencies: vec![
            "axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }".to_owned(),
            "tokio = { version = \"1.40\", features = [\"macros\", \"net\", \"rt\"] }".to_owned(),
        ],
    }
}

/// The methods of a service with their routes, in document order.
fn methods<'p>(plan: &'p Plan, service: &'p ServicePlan) -> impl Iterator<Item = (&'p MethodPlan, &'p RoutePlan)> {
    service.methods.iter().filter_map(|index| plan.methods.get(*index).zip(plan.routes.get(*index)))
}

/// The static that describes an operation: `LIST_PETS`.
fn constant(ident: &Ident) -> TokenStream {
    tokens::source(&plain(ident).to_ascii_uppercase())
}

/// Silences clippy about a method of a trait whose name says something else of `self` than `&self`.
fn unconventional(ident: &Ident) -> Option<TokenStream> {
    ["into_", "from_"]
        .iter()
        .any(|start| plain(ident).starts_with(start))
        .then(|| quote!(#[allow(clippy::wrong_self_convention, reason = "the document names it so")]))
}

fn plain(ident: &Ident) -> &str {
    ident.as_str().strip_prefix("r#").unwrap_or(ident.as_str())
}

/// `` `GET /pets` ``, fit for docs.
fn title(method: &MethodPlan) -> String {
    docs::code(&format!("{} {}", method.method.as_str(), method.path_text))
}

/// Those of `names` that stand in the tokens, to be imported.
fn imports(tokens: &TokenStream, names: &[&str]) -> Vec<TokenStream> {
    names.iter().filter(|name| mentions(tokens.clone(), name)).map(|name| tokens::source(name)).collect()
}

fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
