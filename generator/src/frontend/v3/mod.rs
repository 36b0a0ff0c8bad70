//! OpenAPI 3.0.x, 3.1.x and 3.2.x. The only room that knows `openapiv3`. What Swagger 2.0 has in common with them, its front
//! end reads with these rooms (decision 0033).
//!
//! They have nearly all objects in common but what a Schema Object may say, and real documents mix them: one table of keys
//! with the edition that each belongs to, one set of reading rooms (decision 0015).
//!
//! `shape` checks all keys first and reports what is wrong with them; the other rooms read what is right and report
//! only what needs more than one object to see. Schemas get their ids before they are read, so that references are
//! plain look-ups and recursion is no trouble.

pub(in crate::frontend) mod bodies;
mod callbacks;
mod decode;
mod examples;
mod extensions;
mod files;
mod headers;
pub(in crate::frontend) mod operations;
pub(in crate::frontend) mod parameters;
pub(in crate::frontend) mod paths;
mod qualified;
pub(in crate::frontend) mod read;
pub(in crate::frontend) mod refs;
mod resources;
pub(in crate::frontend) mod responses;
pub(in crate::frontend) mod schemas;
mod sections;
mod security;
mod servers;
pub(in crate::frontend) mod shape;
mod targets;
mod weights;
pub(in crate::frontend) mod words;
mod written;

#[cfg(test)]
pub(in crate::frontend) mod tests;

pub use shape::{Holds, StandardKey, standard_keys};
pub(in crate::frontend) use shape::{Survey, settled};

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::api::{Api, CallbackId, Header, NameHint, Parameter, RequestBody, Response, SchemaId, SecurityRequirement};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Label, codes};
use crate::document::{Document, Version};
use crate::source::{Origin, SourceId};
use crate::tree::Node;

/// Reads a document of OpenAPI 3.x.
pub(super) fn lower(document: &Document, survey: Survey, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Lowering::new(document, survey, diagnostics);
    lowering.document();
    lowering.api
}

/// A document on its way to an [`Api`].
pub(in crate::frontend) struct Lowering<'a> {
    pub(in crate::frontend) root: &'a Node,
    /// The document with its other files.
    document: &'a Document,
    pub(in crate::frontend) source: SourceId,
    version: Version,
    survey: shape::Survey,
    pub(in crate::frontend) diagnostics: &'a mut Diagnostics,
    pub(in crate::frontend) api: Api,
    /// The component schemas by name.
    pub(in crate::frontend) components: IndexMap<&'a str, SchemaId>,
    /// What in other files is known by the names of components.
    claims: files::Claims,
    /// Schemas at other places that references lead to, by [`Lowering::key`], and whether they have been read.
    placed: BTreeMap<String, (SchemaId, bool)>,
    /// Those of them in the order of their first reference.
    pending: Vec<Pending>,
    /// Places that literals refer to and that have not been written among the definitions, by their names there.
    undefined: Vec<Pending>,
    /// What dynamic anchors lead to where the reading is.
    scope: resources::Scope,
    /// How many schemas have been read again for another scope.
    scoped: usize,
    shared: Shared,
    /// Callbacks that have an id and are still to be read.
    open_callbacks: Vec<callbacks::Open<'a>>,
    /// Where each `operationId` stands.
    operation_ids: BTreeMap<String, Origin>,
    /// The tags so far.
    tag_names: BTreeSet<String>,
    /// The document's own security, once it has been asked for.
    document_security: Option<Vec<SecurityRequirement>>,
    /// What has been said about a pair of places.
    reported: BTreeSet<(Origin, Origin)>,
    /// How many component parameters have each name, once it has been asked for.
    namesakes: Option<BTreeMap<&'a str, usize>>,
    /// How often a name like a missing one has been looked for.
    suggested: usize,
    /// How much operations hold so far.
    weights: weights::Weights,
}

/// A schema that only references lead to, with the scope it is read in.
#[derive(Debug, Clone)]
struct Pending {
    key: String,
    at: Origin,
    scope: resources::Scope,
}

/// Objects that references lead to, by their places: each is read once. `None` for those that cannot be read.
#[derive(Default)]
struct Shared {
    parameters: BTreeMap<Origin, Option<Parameter>>,
    bodies: BTreeMap<Origin, Option<RequestBody>>,
    responses: BTreeMap<Origin, Option<Response>>,
    headers: BTreeMap<Origin, Option<Header>>,
    /// `schema` and `itemSchema` of Media Type Objects.
    media: BTreeMap<Origin, (Option<SchemaId>, Option<SchemaId>)>,
    callbacks: BTreeMap<Origin, CallbackId>,
}

impl<'a> Lowering<'a> {
    /// Makes ready to read a document that has been surveyed.
    pub(in crate::frontend) fn new(document: &'a Document, survey: Survey, diagnostics: &'a mut Diagnostics) -> Self {
        let mut lowering = Self {
            root: &document.root,
            document,
            source: document.source,
            version: document.version,
            survey,
            diagnostics,
            api: Api::default(),
            components: IndexMap::new(),
            claims: files::Claims::default(),
            placed: BTreeMap::new(),
            pending: Vec::new(),
            undefined: Vec::new(),
            scope: resources::Scope::new(),
            scoped: 0,
            shared: Shared::default(),
            open_callbacks: Vec::new(),
            operation_ids: BTreeMap::new(),
            tag_names: BTreeSet::new(),
            document_security: None,
            reported: BTreeSet::new(),
            namesakes: None,
            suggested: 0,
            weights: weights::Weights::default(),
        };
        lowering.api.coverage = std::mem::take(&mut lowering.survey.coverage);
        lowering
    }

    fn document(&mut self) {
        let root = Origin::root(self.source);
        let document = self.root;
        self.api.address = document.get("$self").and_then(Node::as_str).map(str::to_owned);
        self.dialect(document.get("jsonSchemaDialect").and_then(Node::as_str), &root.child("jsonSchemaDialect"));
        self.info(document.get("info"));
        self.api.servers = self.servers(document.get("servers"), &root.child("servers"));
        self.declared_tags(document.get("tags"), &root.child("tags"));
        self.claim_components(&root);
        self.security_schemes(&root);
        self.component_schemas(&root);
        self.paths(document.get("paths"), &root.child("paths"));
        self.webhooks(document.get("webhooks"), &root.child("webhooks"));
        self.open_callbacks();
        self.placed_schemas();
        self.definitions();
        self.tell_namesakes_apart();
        self.break_alias_cycles();
        self.api.error_document = self.error_document(document.get("x-error-document"), &root);
    }

    /// `jsonSchemaDialect`: what `$schema` is for schemas that say nothing else. All are read as what the standard has.
    fn dialect(&mut self, dialect: Option<&str>, at: &Origin) {
        let standard = |dialect: &str| {
            dialect.starts_with("https://json-schema.org/draft/2020-12/")
                || dialect.starts_with("https://spec.openapis.org/oas/3.")
        };
        if let Some(dialect) = dialect.filter(|dialect| !standard(dialect)) {
            let message = format!("schemas are read as JSON Schema 2020-12, whatever `{dialect}` is");
            self.report(&codes::OA008, at, message, "not used");
        }
    }

    /// Ids first, so that every reference among the components is a look-up; then the schemas themselves.
    pub(in crate::frontend) fn component_schemas(&mut self, root: &Origin) {
        let at = root.descend(sections::way(self.version, "schemas"));
        let Some(schemas) = self.component_section("schemas") else { return };
        for (name, _) in schemas.iter() {
            let id = self.reserve(NameHint::Component(name.to_owned()), at.child(name));
            self.components.insert(name, id);
            self.api.components.push((name.to_owned(), id));
        }
        self.claim_schemas(schemas, &at);
        for (name, node) in schemas.iter() {
            if let Some(&id) = self.components.get(name) {
                let (node, at) = self.claimed_schema(name).unwrap_or_else(|| (node, at.child(name)));
                self.scope = self.usual_scope(&at);
                self.fill(id, node, &at, schemas::Setting::default());
            }
        }
        self.scope = self.usual_scope(root);
    }

    /// The scope at a place that no other schema led to.
    fn usual_scope(&self, at: &Origin) -> resources::Scope {
        let resources = &self.survey.resources;
        resources.entered(&resources::Scope::new(), at)
    }

    /// Schemas that only references lead to, outside of what has been read. Reading them may find more.
    pub(in crate::frontend) fn placed_schemas(&mut self) {
        let mut next = 0;
        while let Some(Pending { key, at, scope }) = self.pending.get(next).cloned() {
            next += 1;
            let Some(&(id, false)) = self.placed.get(&key) else { continue };
            if let Ok(node) = self.node(&at) {
                self.scope = scope;
                self.fill(id, node, &at, schemas::Setting::default());
            }
        }
    }

    /// The named parts of a kind, by the word that OpenAPI 3 has for them.
    pub(in crate::frontend) fn component_section(&self, section: &'static str) -> Option<&'a crate::tree::Mapping> {
        let way = sections::way(self.version, section);
        way.into_iter().try_fold(self.root, |at, key| at.get(key))?.as_mapping()
    }

    /// A finding about a value.
    pub(in crate::frontend) fn report(
        &mut self,
        code: &'static Code,
        at: &Origin,
        message: impl Into<String>,
        text: &str,
    ) {
        self.diagnostics.push(Diagnostic::new(code, message, Label::value(at, text)));
    }

    /// A finding about a key.
    pub(in crate::frontend) fn report_key(
        &mut self,
        code: &'static Code,
        at: &Origin,
        message: impl Into<String>,
        text: &str,
    ) {
        self.diagnostics.push(Diagnostic::new(code, message, Label::key(at, text)));
    }
}
