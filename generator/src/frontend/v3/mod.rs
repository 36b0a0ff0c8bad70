//! OpenAPI 3.0.x and 3.1.x. The only room that knows `openapiv3`.
//!
//! The two have all objects in common but what a Schema Object may say, and real documents mix them: one table of keys
//! with the edition that each belongs to, one set of reading rooms (decision 0015).
//!
//! `shape` checks all keys first and reports what is wrong with them; the other rooms read what is right and report
//! only what needs more than one object to see. Schemas get their ids before they are read, so that references are
//! plain look-ups and recursion is no trouble.

mod bodies;
mod callbacks;
mod decode;
mod examples;
mod extensions;
mod headers;
mod operations;
mod parameters;
mod paths;
mod read;
mod refs;
mod resources;
mod responses;
mod schemas;
mod security;
mod servers;
mod shape;
mod targets;
mod weights;
mod words;

#[cfg(test)]
mod tests;

pub use shape::{Holds, StandardKey, standard_keys};

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::api::{Api, CallbackId, Header, NameHint, Parameter, RequestBody, Response, SchemaId, SecurityRequirement};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Label};
use crate::document::{Document, Version};
use crate::source::{Origin, SourceId};
use crate::tree::Node;

/// Reads a document of OpenAPI 3.0.x.
pub(super) fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Api {
    let survey = shape::survey(document, diagnostics);
    let mut lowering = Lowering {
        root: &document.root,
        source: document.source,
        version: document.version,
        survey,
        diagnostics,
        api: Api::default(),
        components: IndexMap::new(),
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
    lowering.document();
    lowering.api
}

/// A document on its way to an [`Api`].
struct Lowering<'a> {
    root: &'a Node,
    source: SourceId,
    version: Version,
    survey: shape::Survey,
    diagnostics: &'a mut Diagnostics,
    api: Api,
    /// The component schemas by name.
    components: IndexMap<&'a str, SchemaId>,
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

/// Objects that references lead to, by pointer: each is read once. `None` for those that cannot be read.
#[derive(Default)]
struct Shared {
    parameters: BTreeMap<String, Option<Parameter>>,
    bodies: BTreeMap<String, Option<RequestBody>>,
    responses: BTreeMap<String, Option<Response>>,
    headers: BTreeMap<String, Option<Header>>,
    callbacks: BTreeMap<String, CallbackId>,
}

impl<'a> Lowering<'a> {
    fn document(&mut self) {
        let root = Origin::root(self.source);
        let document = self.root;
        self.info(document.get("info"));
        self.api.servers = self.servers(document.get("servers"), &root.child("servers"));
        self.declared_tags(document.get("tags"), &root.child("tags"));
        self.security_schemes(&root);
        self.component_schemas(&root);
        self.paths(document.get("paths"), &root.child("paths"));
        self.webhooks(document.get("webhooks"), &root.child("webhooks"));
        self.open_callbacks();
        self.placed_schemas();
        self.definitions();
        self.break_alias_cycles();
        self.api.error_document = self.error_document(document.get("x-error-document"), &root);
    }

    /// Ids first, so that every reference among the components is a look-up; then the schemas themselves.
    fn component_schemas(&mut self, root: &Origin) {
        let at = root.descend(["components", "schemas"]);
        let Some(schemas) = self.component_section("schemas") else { return };
        for (name, _) in schemas.iter() {
            let id = self.reserve(NameHint::Component(name.to_owned()), at.child(name));
            self.components.insert(name, id);
            self.api.components.push((name.to_owned(), id));
        }
        for (name, node) in schemas.iter() {
            if let Some(&id) = self.components.get(name) {
                let at = at.child(name);
                self.scope = self.usual_scope(&at);
                self.fill(id, node, &at, schemas::Setting::default());
            }
        }
        self.scope = self.usual_scope(root);
    }

    /// The scope at a place that no other schema led to.
    fn usual_scope(&self, at: &Origin) -> resources::Scope {
        let resources = &self.survey.resources;
        resources.entered(&resources::Scope::new(), &at.pointer)
    }

    /// Schemas that only references lead to, outside of what has been read. Reading them may find more.
    fn placed_schemas(&mut self) {
        let mut next = 0;
        while let Some(Pending { key, at, scope }) = self.pending.get(next).cloned() {
            next += 1;
            let Some(&(id, false)) = self.placed.get(&key) else { continue };
            if let Ok(node) = refs::walk(self.root, &at.pointer.segments()) {
                self.scope = scope;
                self.fill(id, node, &at, schemas::Setting::default());
            }
        }
    }

    fn component_section(&self, section: &str) -> Option<&'a crate::tree::Mapping> {
        self.root.get("components")?.get(section)?.as_mapping()
    }

    /// A finding about a value.
    fn report(&mut self, code: &'static Code, at: &Origin, message: impl Into<String>, text: &str) {
        self.diagnostics.push(Diagnostic::new(code, message, Label::value(at, text)));
    }

    /// A finding about a key.
    fn report_key(&mut self, code: &'static Code, at: &Origin, message: impl Into<String>, text: &str) {
        self.diagnostics.push(Diagnostic::new(code, message, Label::key(at, text)));
    }
}
