//! What models have of other crates.

use bindery_templates::models as sources;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens;
use crate::plan::{ModelsPath, Plan};

/// The support module, or that of the first import with the tables beside it; and what tells that both are of one make.
pub(super) fn support(plan: &Plan) -> TokenStream {
    let edition = Literal::u64_unsuffixed(sources::edition());
    let Some(first) = plan.imports.models.first() else {
        let support = tokens::module(&quote!(pub), "support");
        let edition = plan.imports.shared.then(|| {
            quote! {
                #[doc = " The make of `support`: crates that use it are made with the same one."]
                #[doc(hidden)]
                pub const SUPPORT: u64 = #edition;
            }
        });
        return quote!(#[macro_use] #support #edition);
    };
    let tables = tokens::module(&TokenStream::new(), "tables");
    let from = tokens::source(&first.rust);
    let edition = edition_of(first, &edition, plan.imports.shared);
    quote! {
        #[macro_use]
        #tables
        pub use #from::support;
        #edition
    }
}

fn edition_of(first: &ModelsPath, edition: &Literal, shared: bool) -> TokenStream {
    let from = tokens::source(&first.rust);
    let name = first.package.as_ref().map_or(first.rust.as_str(), |package| package.name.as_str());
    let message = format!("`{name}` was made by another bindery: make both with one");
    let shared = shared.then(|| quote!(#[doc(hidden)] pub use #from::SUPPORT;));
    quote! {
        #shared
        const _: () = assert!(#from::SUPPORT == #edition, #message);
    }
}

/// The types of other crates under the names that they have here.
pub(super) fn types(plan: &Plan) -> TokenStream {
    let imported = plan.imports.types.iter().filter_map(|(id, imported)| Some((plan.types.get(*id)?, imported)));
    let lines = imported.map(|(def, imported)| {
        let (from, there) = (tokens::source(&imported.from), tokens::type_name(&imported.name));
        let here = tokens::type_name(def.name());
        if imported.name == *def.name() {
            quote!(pub use #from::#there;)
        } else {
            quote!(pub use #from::#there as #here;)
        }
    });
    lines.collect()
}

/// Lines for the manifest: the crates that types come from.
pub(super) fn dependencies(plan: &Plan) -> impl Iterator<Item = String> {
    plan.imports.models.iter().filter_map(|models| models.package.as_ref()).map(|package| {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let path = package.path.as_ref().map(|path| format!("path = {}", text(path)));
        let version = package.version.as_ref().map(|version| format!("version = {}", text(version)));
        let places: Vec<String> = path.into_iter().chain(version).collect();
        format!("{} = {{ {} }}", package.name, places.join(", "))
    })
}
