//! IR 2: what we will write. No question is open any more: the printing rooms decide nothing.

mod answers;
mod check;
mod codec;
mod content;
mod crates;
mod ident;
mod imports;
mod items;
mod methods;
mod needs;
mod operations;
mod printed;
mod received;
mod refusals;
mod routes;
mod rust_type;
mod servers;
mod type_def;
mod written;

pub mod docs;
pub mod dump;
pub mod names;
pub mod types;

pub use answers::{AnswerPlan, Answering, HeaderConstant, HeaderPlan, ReadPlan, StreamPlan, SuccessPlan};
pub use check::{Check, FieldCheck, Regexes, SchemaText};
pub use codec::{Codec, ScalarKind, Shape};
pub use content::{CallbackPlan, Content, PartCodec, PartPlan};
pub use ident::{Ident, TypeName};
pub use imports::{Home, Import, ImportPlan, ImportedType, Imports, ModelsPath, PackagePath};
pub use items::{
    AliasDef, ArmPlan, Attempt, DefaultPlan, DocText, EnumDef, EnumRepr, EnumValue, ExtraField, FieldPlan, JsonKind,
    NestDef, NewtypeDef, PatchOf, PlacePlan, Presence, RestPlan, StructDef, TupleDef, TypeId, UnionDef, UnionDispatch,
    UnionKind, VariantPlan,
};
pub use methods::{
    ArgumentPlan, AuthPlan, AuthorizerPlan, BodyFormat, BodyPlan, ClientPlan, ErrorDocumentPlan, ExamplePlan,
    GuardPlan, MethodPlan, OutcomePlan, PagePlan, PageSource, PageStyle, PathPart, PayloadPlan, ResponseBody,
    SchemePlace, SchemePlan, ServicePlan,
};
pub use needs::Needs;
pub use printed::{PrintedBody, PrintedPlan};
pub use received::{
    FieldReading, FileCount, FormReading, Meaning, OtherNames, ReceivedPlan, Receiving, Spread, UploadKind, UploadPlan,
    UploadRow,
};
pub use routes::RoutePlan;
pub use rust_type::{Dependency, RustType, ScalarType};
pub use servers::{ServerPlan, UrlPart, VariablePlan};
pub use type_def::TypeDef;
pub use written::{FieldStyle, FieldWriting, HeadedPlan, PartRow, PartWriting, PartsPlan, Writing, WrittenPlan};

use std::collections::BTreeMap;

pub use crate::api::{Fallback, FallbackReason};
use crate::api::{IndexVec, SchemaId};
pub use crate::config::{Derive, Target};
use crate::source::Origin;

/// Everything that will be written for one document.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Names and texts that manifests and crate docs need.
    pub package: PackagePlan,
    /// The crates to write, in order of dependence.
    pub crates: Vec<CratePlan>,
    /// All types of the models crate, in the order they are printed.
    pub types: IndexVec<TypeId, TypeDef>,
    /// The type of each schema that has one of its own.
    pub of_schemas: BTreeMap<SchemaId, TypeId>,
    /// The types that are not printed, because other crates have them.
    pub imports: ImportPlan,
    /// The types of request bodies that have defaults, or hold types that have.
    pub defaults: BTreeMap<TypeId, Vec<DefaultPlan>>,
    /// All operations in document order.
    pub methods: Vec<MethodPlan>,
    /// Types of other crates, each once: the models read them as serde does.
    pub foreign: Vec<RustType>,
    /// What types derive beside what they have anyway.
    pub derives: BTreeMap<TypeName, Vec<Derive>>,
    /// The requests of webhooks, in document order.
    pub webhooks: Vec<CallbackPlan>,
    /// The requests of callbacks, in document order, each once.
    pub callbacks: Vec<CallbackPlan>,
    /// The routes of a server, one per method, in the same order.
    pub routes: Vec<RoutePlan>,
    /// One service per tag, in document order.
    pub services: Vec<ServicePlan>,
    /// Headers of answers, by name.
    pub headers: Vec<HeaderConstant>,
    /// Security schemes in document order; `AuthPlan` names them by index.
    pub schemes: Vec<SchemePlan>,
    /// What a server asks of callers; none: everybody is let in.
    pub guard: Option<GuardPlan>,
    /// Default base URL with variables filled in, if the document gives an absolute one.
    pub base_url: Option<String>,
    /// The servers that have a host, in document order.
    pub servers: Vec<ServerPlan>,
    /// How rejections look, if the document says so.
    pub error_document: Option<ErrorDocumentPlan>,
    /// What generated code needs beside itself.
    pub needs: Needs,
    /// Names of the standard prelude that types of this plan shadow: they are printed as absolute paths.
    pub shadowed: Vec<&'static str>,
    /// Schemas given up for any JSON, first those that the phases before gave up.
    pub fallbacks: Vec<Fallback>,
    /// Names that had to change to stay apart.
    pub renames: Vec<Rename>,
}

/// Names and texts that manifests and crate docs need.
#[derive(Debug, Clone)]
pub struct PackagePlan {
    /// The API's short name in kebab case, such as `gcs`: crates are `gcs-models` and so on.
    pub name: String,
    /// The document's title.
    pub title: String,
    /// The document's own version, for docs.
    pub document_version: String,
    /// The version of the crates.
    pub version: String,
    /// Licence of the generated crates (SPDX).
    pub license: String,
    /// Description of the API, inert.
    pub docs: DocText,
    /// The command that makes these files, for headers: `bindery generate`.
    pub command: String,
    /// Whether the output folder is a Cargo workspace of its own.
    pub workspace: bool,
}

/// One crate.
#[derive(Debug, Clone)]
pub struct CratePlan {
    /// What it is.
    pub target: Target,
    /// Its package name, such as `gcs-models`.
    pub package: String,
    /// Its name in Rust paths, such as `gcs_models`.
    pub path: String,
    /// What it depends on because of the types in use, in order.
    pub dependencies: Vec<Dependency>,
    /// How far the compiler has to look through types, if further than it does by itself.
    pub recursion_limit: Option<usize>,
}

/// A name that had to change to stay apart from another.
#[derive(Debug, Clone)]
pub struct Rename {
    /// What it names.
    pub origin: Origin,
    /// The name it would have had.
    pub wanted: String,
    /// The name it has.
    pub chosen: String,
}

impl Plan {
    /// Whether the models have a module of types.
    pub fn has_types(&self) -> bool {
        !self.types.is_empty() || !self.foreign.is_empty()
    }

    /// The Cargo features of tags, in document order.
    pub fn tag_features(&self) -> impl Iterator<Item = &str> {
        self.services.iter().filter_map(|service| service.feature.as_deref())
    }

    /// The crate for `target`, if it is to be written.
    pub fn crate_for(&self, target: Target) -> Option<&CratePlan> {
        self.crates.iter().find(|plan| plan.target == target)
    }
}

/// Decides everything that is left to decide.
pub fn plan(
    api: &crate::passes::Normalized<crate::api::Api>,
    config: &crate::config::Config,
    diagnostics: &mut crate::diagnostics::Diagnostics,
) -> Plan {
    plan_with(api, config, &Imports::default(), diagnostics)
}

/// The same beside other APIs, whose types are used where they are the same.
pub fn plan_with(
    api: &crate::passes::Normalized<crate::api::Api>,
    config: &crate::config::Config,
    imports: &Imports<'_>,
    diagnostics: &mut crate::diagnostics::Diagnostics,
) -> Plan {
    let mut types = types::Types::new(api, config, imports, diagnostics);
    let operations = operations::plan(api, &mut types, config, diagnostics);
    let fallbacks = api.fallbacks.iter().cloned().chain(std::mem::take(&mut types.fallbacks)).collect();
    let mut renames = std::mem::take(&mut types.renames);
    let routes = routes::plan(&operations.methods, &mut renames, diagnostics);
    let defaults = types.defaults(&operations.methods);
    let (of_schemas, imports) = (types.of_schemas(), types.imports(imports));
    let derives = types.derives(diagnostics);
    let foreign = types.all_foreign();
    if let (Some(ty), Some(models)) = (foreign.first(), imports.models.first()) {
        diagnostics.push(foreign_beside_imports(ty, models));
    }
    let types = types.into_defs();
    let package = crates::package(api, config);
    let callbacks = operations.webhooks.iter().chain(&operations.callbacks);
    let named: Vec<&AliasDef> = callbacks.flat_map(|callback| &callback.types).collect();
    let needs = Needs::of(&types, &named, &operations.methods, &imports);
    Plan {
        crates: crates::crates(
            &package,
            &crates::Named { types: &types, aliases: &named, methods: &operations.methods },
            &needs,
            &imports,
            &foreign,
            config,
        ),
        package,
        needs,
        shadowed: crates::shadowed(&types),
        types,
        of_schemas,
        imports,
        derives,
        foreign,
        defaults,
        methods: operations.methods,
        webhooks: operations.webhooks,
        callbacks: operations.callbacks,
        routes,
        services: operations.services,
        headers: operations.headers,
        schemes: operations.schemes,
        guard: operations.guard,
        base_url: operations.base_url,
        servers: operations.servers,
        error_document: operations.error_document,
        fallbacks,
        renames,
    }
}

/// Support code says how a type is read and written, and here it is that of another crate: nobody but this may say so of a
/// third one's types.
fn foreign_beside_imports(ty: &RustType, models: &crate::config::ModelsPath) -> crate::diagnostics::Diagnostic {
    let name = if let RustType::External(path, ..) = ty { path.as_str() } else { "a type" };
    let message =
        format!("`{name}` cannot stand for a schema here, because the models of `{}` are imported", models.api);
    crate::diagnostics::Diagnostic::without_place(&crate::diagnostics::codes::OA501, message)
        .help("choose the type in `types` of the imported API, in a schema of its own document")
}

#[cfg(test)]
mod tests {
    use super::FallbackReason;
    use crate::diagnostics::codes;

    #[test]
    fn the_page_of_fallbacks_lists_every_reason() {
        for reason in FallbackReason::ALL {
            assert!(codes::OA206.doc.contains(&format!("| `{}` |", reason.name())), "{reason}");
        }
    }
}
