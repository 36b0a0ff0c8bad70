//! The models: one file with all types, and the support sources.

mod aliases;
mod enums;
mod newtypes;
mod patch;
mod structs;
mod unions;
mod validate;

use bindery_templates::models as sources;
use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::layout::Layout;
use super::manifest::{self, Manifest};
use super::tokens::{self, Paths};
use crate::plan::{Check, Plan, RustType, ScalarType, Target, TypeDef};

/// All files of the models but manifest and README.
pub(super) fn files(plan: &Plan, layout: Layout) -> Vec<File<'_>> {
    let below = |path: &str| layout.below(Target::Models, path);
    let mut files = vec![
        File::rust(layout.root(Target::Models), move || root(plan, layout)),
        File::rust(below("types.rs"), move || types(plan)),
    ];
    if has_patterns(plan) {
        files.push(File::copy(below("patterns.rs"), sources::PATTERNS));
    }
    files.extend(sources::FILES.iter().map(|file| File::copy(below(&format!("support/{}", file.path)), file.text)));
    files
}

/// What the crate's `Cargo.toml` and README need to know.
pub(super) fn manifest(plan: &Plan) -> Manifest {
    let mut dependencies = vec![
        r#"serde = { version = "1.0.100", default-features = false, features = ["std"] }"#.to_owned(),
        r#"serde_json = { version = "1.0.100", features = ["raw_value"] }"#.to_owned(),
    ];
    if has_patterns(plan) {
        dependencies.push(r#"regex-lite = "0.1.5""#.to_owned());
    }
    Manifest {
        description: format!("Types of the {}", plan.package.title),
        dependencies,
        readme: manifest::models_readme(plan),
        ..Manifest::default()
    }
}

/// `lib.rs` or `mod.rs`.
fn root(plan: &Plan, layout: Layout) -> TokenStream {
    let attributes = layout.root_attributes();
    let support = tokens::module(&quote!(pub), "support");
    let patterns = has_patterns(plan).then(|| tokens::module(&TokenStream::new(), "patterns"));
    let types = tokens::module(&TokenStream::new(), "types");
    // Types that the document calls deprecated still name each other.
    let deprecated = plan.types.iter().any(|(_, def)| is_deprecated(def)).then(|| quote!(#[allow(deprecated)]));
    let boxed = plan.types.iter().any(|(_, def)| matches!(def, TypeDef::Union(_)));
    let large = boxed.then(|| quote!(#[allow(clippy::large_enum_variant)]));
    quote! {
        #attributes
        #[macro_use]
        #support
        #patterns
        #deprecated
        #large
        #types
        pub use types::*;
    }
}

/// `types.rs`.
fn types(plan: &Plan) -> TokenStream {
    let paths = Paths::in_models(plan);
    let support = names_support(plan).then(|| {
        quote!(
            use super::support;
        )
    });
    let patterns = has_patterns(plan).then(|| {
        quote!(
            use super::patterns;
        )
    });
    let items = plan.types.iter().map(|(_, def)| match def {
        TypeDef::Struct(def) => structs::item(paths, def),
        TypeDef::Enum(def) => enums::item(def),
        TypeDef::Union(def) => unions::item(paths, def),
        TypeDef::Newtype(def) => newtypes::item(paths, def),
        TypeDef::Alias(def) => aliases::item(paths, def),
    });
    let unlimited = validate::unlimited(plan);
    quote! {
        #patterns
        #support
        #(#items)*
        #unlimited
    }
}

/// Whether `types.rs` names `support`: all tables do.
fn names_support(plan: &Plan) -> bool {
    fn named(ty: &RustType) -> bool {
        match ty {
            RustType::Json | RustType::Scalar(ScalarType::Secret) => true,
            RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => {
                named(inner)
            }
            RustType::Scalar(_) | RustType::Def(_) | RustType::External(..) => false,
        }
    }
    plan.types.iter().any(|(_, def)| match def {
        TypeDef::Alias(def) => named(&def.ty),
        _ => true,
    })
}

fn is_deprecated(def: &TypeDef) -> bool {
    match def {
        TypeDef::Struct(def) => def.deprecated,
        TypeDef::Enum(def) => def.deprecated,
        TypeDef::Union(def) => def.deprecated,
        TypeDef::Newtype(_) | TypeDef::Alias(_) => false,
    }
}

/// Whether a check of the plan is printed that needs `patterns`.
fn has_patterns(plan: &Plan) -> bool {
    plan.types.iter().any(|(_, def)| match def {
        TypeDef::Struct(def) => def.fields.iter().any(|field| {
            field.checks.iter().any(|check| {
                matches!(check.check, Check::Pattern(_))
                    && validate::applies(plan, &field.ty, check.depth, &check.check)
            })
        }),
        _ => false,
    })
}
