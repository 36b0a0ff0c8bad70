//! The models: one file with all types, and the support sources.

mod aliases;
mod defaults;
mod enums;
mod imports;
mod nests;
mod newtypes;
mod patch;
mod structs;
mod tuples;
mod unions;
mod validate;

#[cfg(test)]
mod tests;

use bindery_templates::models as sources;
use proc_macro2::TokenStream;
use quote::quote;

use super::file::{File, Part};
use super::layout::Layout;
use super::manifest::Manifest;
use super::tokens::{self, Paths};
use crate::plan::{CallbackPlan, Plan, RustType, Target, TypeDef};

/// All files of the models but manifest and README.
pub(super) fn files(plan: &Plan, layout: Layout) -> Vec<File<'_>> {
    let below = |path: &str| layout.below(Target::Models, path);
    let mut files = vec![File::rust(layout.root(Target::Models), move || root(plan, layout))];
    if plan.has_types() {
        files.push(File::parts(below("types.rs"), types(plan)));
    }
    for (name, _, callbacks) in callbacks(plan) {
        files.push(File::rust(below(&format!("{name}.rs")), move || aliases::all(plan, callbacks)));
    }
    if plan.needs.model_patterns {
        files.push(File::copy(below("patterns.rs"), sources::PATTERNS));
    }
    if has_calendars(plan, layout) && plan.imports.models.is_empty() {
        files.push(File::copy(below("calendars.rs"), sources::CALENDARS));
    }
    if plan.imports.models.is_empty() {
        files.extend(sources::FILES.iter().map(|file| File::copy(below(&format!("support/{}", file.path)), file.text)));
    } else {
        files.push(File::copy(below("tables.rs"), sources::TABLES.as_str()));
    }
    files
}

/// What the crate's `Cargo.toml` and README need to know.
pub(super) fn manifest(plan: &Plan) -> Manifest {
    // Without it serde_json reads floats quickly, and some of them to their neighbour.
    let exact = if plan.needs.exact_floats { r#""float_roundtrip", "# } else { "" };
    let mut dependencies = vec![
        r#"serde = { version = "1.0.194", default-features = false, features = ["std"] }"#.to_owned(),
        format!(r#"serde_json = {{ version = "1.0.134", features = [{exact}"raw_value"] }}"#),
    ];
    dependencies.extend(imports::dependencies(plan));
    let support = plan.imports.models.first().and_then(|models| models.package.as_ref());
    // One that the configuration asks for is there always.
    let chosen = |name: &str| {
        let models = plan.crate_for(Target::Models);
        models.is_some_and(|models| models.dependencies.iter().any(|one| one.package == name))
    };
    if support.is_none() {
        let optional = plan.needs.calendars.iter().filter(|calendar| !chosen(&calendar.package));
        dependencies.extend(optional.map(|calendar| {
            let (name, version) = (&calendar.package, &calendar.version);
            format!(r#"{name} = {{ version = "{version}", default-features = false, optional = true }}"#)
        }));
    }
    let features = plan.needs.calendars.iter().map(|calendar| {
        let name = &calendar.package;
        match support {
            Some(models) => format!(r#"{name} = ["{}/{name}"]"#, models.name),
            None if chosen(name) => format!("{name} = []"),
            None => format!(r#"{name} = ["dep:{name}"]"#),
        }
    });
    let features: Vec<_> = features.collect();
    let features = match features.as_slice() {
        [] => String::new(),
        lines => format!("# Conversions of dates to and from the types of these crates.\n{}", lines.join("\n")),
    };
    Manifest {
        description: format!("Types of the {}", plan.package.title),
        features,
        dependencies,
        ..Manifest::default()
    }
}

/// `lib.rs` or `mod.rs`.
fn root(plan: &Plan, layout: Layout) -> TokenStream {
    let attributes = layout.root_attributes();
    let limit = layout.recursion_limit(plan, Target::Models);
    let support = imports::support(plan);
    let patterns = plan.needs.model_patterns.then(|| tokens::module(&TokenStream::new(), "patterns"));
    let own = has_calendars(plan, layout) && plan.imports.models.is_empty();
    let calendars = own.then(|| {
        let features = plan.needs.calendars.iter().map(|calendar| &calendar.package);
        let calendars = tokens::module(&TokenStream::new(), "calendars");
        quote!(#[cfg(any(#(feature = #features),*))] #calendars)
    });
    let deprecated = plan.types.iter().any(|(_, def)| def.is_deprecated());
    let deprecated =
        deprecated.then(|| quote!(#[allow(deprecated, reason = "deprecated types still name each other")]));
    let unions = plan.types.iter().any(|(_, def)| matches!(def, TypeDef::Union(_)));
    let large = unions.then(|| {
        quote!(#[allow(clippy::large_enum_variant, reason = "arms are held as they are, to be matched without a box between")])
    });
    let callbacks = callbacks(plan).map(|(name, docs, _)| {
        let (docs, module) = (tokens::doc(docs), tokens::module(&quote!(pub), name));
        quote!(#docs #deprecated #module)
    });
    let callbacks: Vec<_> = callbacks.collect();
    let types = plan.has_types().then(|| {
        let types = tokens::module(&TokenStream::new(), "types");
        quote!(#deprecated #large #types pub use types::*;)
    });
    quote! {
        #attributes
        #limit
        #support
        #patterns
        #calendars
        #(#callbacks)*
        #types
    }
}

/// The modules with names for what the API sends by itself: name, docs, content.
fn callbacks(plan: &Plan) -> impl Iterator<Item = (&'static str, &'static str, &[CallbackPlan])> {
    [
        ("webhooks", "What the webhooks of the API send, and what they are answered.", plan.webhooks.as_slice()),
        ("callbacks", "What the API sends because of a call, and what it is answered.", plan.callbacks.as_slice()),
    ]
    .into_iter()
    .filter(|(.., callbacks)| callbacks.iter().any(|callback| !callback.types.is_empty()))
}

/// How many types are a part of `types.rs`.
const PART: usize = 64;

/// `types.rs`.
fn types(plan: &Plan) -> Vec<Part<'_>> {
    let paths = Paths::in_models(plan);
    let types: Vec<&TypeDef> = plan.printed_types().map(|(_, def)| def).collect();
    let mut parts: Vec<Part<'_>> = vec![Box::new(move || vec![named(plan, paths)])];
    for types in types.chunks(PART) {
        let types = types.to_vec();
        parts.push(Box::new(move || types.iter().map(|def| item(plan, paths, def)).collect()));
    }
    parts.push(Box::new(move || {
        let foreign: Vec<_> = plan.foreign.iter().map(|ty| paths.ty(ty)).collect();
        let foreign = (!foreign.is_empty()).then(|| quote!(foreign! { #(#foreign,)* }));
        let printed = plan.defaults.iter().filter(|(id, _)| plan.is_printed(**id));
        let defaults = printed.filter_map(|(id, rows)| defaults::table(plan.types.get(*id)?, rows));
        defaults.chain(foreign).collect()
    }));
    parts
}

/// A type.
fn item(plan: &Plan, paths: Paths<'_>, def: &TypeDef) -> TokenStream {
    let more = plan.derives.get(def.name()).into_iter().flatten().map(|derive| tokens::source(derive.as_str()));
    let derives = quote!(#(, #more)*);
    match def {
        TypeDef::Struct(def) => structs::item(paths, def, &derives),
        TypeDef::Enum(def) => enums::item(def, &derives),
        TypeDef::Union(def) => unions::item(paths, def, &derives),
        TypeDef::Tuple(def) => tuples::item(paths, def, &derives),
        TypeDef::Newtype(def) => newtypes::item(def),
        TypeDef::Nest(def) => nests::item(paths, def),
        TypeDef::Alias(def) => aliases::item(paths, def),
    }
}

/// What `types.rs` needs of other modules.
fn named(plan: &Plan, paths: Paths<'_>) -> TokenStream {
    let map = paths.imports_map().then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let support = names_support(plan).then(|| {
        quote!(
            use super::support;
        )
    });
    let patterns = plan.needs.model_patterns.then(|| {
        quote!(
            use super::patterns;
        )
    });
    let imported = imports::types(plan);
    quote!(#map #patterns #support #imported)
}

/// Whether `types.rs` names `support`: all tables do.
fn names_support(plan: &Plan) -> bool {
    fn named(ty: &RustType) -> bool {
        match ty {
            RustType::Json => true,
            RustType::Scalar(scalar) => scalar.is_of_support(),
            RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => {
                named(inner)
            }
            RustType::Def(_) | RustType::External(..) => false,
        }
    }
    !plan.foreign.is_empty()
        || plan.printed_types().any(|(_, def)| match def {
            TypeDef::Alias(def) => named(&def.ty),
            _ => true,
        })
}

/// Whether there are dates, for which other crates have types. A tree of modules has no features of its own.
fn has_calendars(plan: &Plan, layout: Layout) -> bool {
    layout == Layout::Crates && !plan.needs.calendars.is_empty()
}
