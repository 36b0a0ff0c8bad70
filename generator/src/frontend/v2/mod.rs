//! Swagger 2.0, lowered to the same `Api` as OpenAPI 3 (decision 0033). Nothing is rewritten on the way: what is found
//! points into the document as it was written.
//!
//! Its schemas, paths, tags and requirements are read by the rooms of OpenAPI 3, which know them; these rooms read what
//! is its own: where the API is, what is sent and answered in which media types, who is let in.

mod bodies;
mod forms;
mod heirs;
mod items;
mod media;
mod operations;
mod parameters;
mod responses;
mod security;
mod servers;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, SchemaId};
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::source::Origin;

use super::v3::{Lowering, Survey};
use bodies::Body;
use media::Listed;
use parameters::Sent;
use responses::Described;

/// Reads a document of Swagger 2.0.
pub(super) fn lower(document: &Document, survey: Survey, diagnostics: &mut Diagnostics) -> Api {
    let mut reading = Reading {
        v3: Lowering::new(document, survey, diagnostics),
        consumes: Listed::default(),
        produces: Listed::default(),
        parameters: BTreeMap::new(),
        bodies: BTreeMap::new(),
        fields: BTreeMap::new(),
        responses: BTreeMap::new(),
        reported: BTreeSet::new(),
    };
    reading.document(&Origin::root(document.source));
    reading.v3.api
}

/// A document on its way to an [`Api`].
struct Reading<'a> {
    /// The rooms of OpenAPI 3, which hold the document and the model.
    v3: Lowering<'a>,
    /// What operations take that do not say it themselves.
    consumes: Listed,
    /// What they answer.
    produces: Listed,
    /// Parameters that references lead to, by place, each read once. `None` for those that cannot be read.
    parameters: BTreeMap<Origin, Option<Sent<'a>>>,
    /// Bodies, by place, so that those of a path item are read once.
    bodies: BTreeMap<Origin, Body<'a>>,
    /// The schemas of fields of forms, by place.
    fields: BTreeMap<Origin, SchemaId>,
    /// Responses that references lead to, by place.
    responses: BTreeMap<Origin, Described<'a>>,
    /// Places of which something has been said that is said once.
    reported: BTreeSet<Origin>,
}

impl Reading<'_> {
    fn document(&mut self, root: &Origin) {
        let document = self.v3.root;
        self.v3.info(document.get("info"));
        self.v3.api.servers = self.servers(document.get("schemes"), &root.child("schemes"));
        self.v3.declared_tags(document.get("tags"), &root.child("tags"));
        self.security_schemes(&root.child("securityDefinitions"));
        self.v3.claim_components(root);
        self.v3.component_schemas(root);
        self.consumes = self.listed(document.get("consumes"), root.child("consumes"));
        self.produces = self.listed(document.get("produces"), root.child("produces"));
        self.paths(document.get("paths"), &root.child("paths"));
        self.v3.placed_schemas();
        self.values_of_heirs();
        self.v3.tell_namesakes_apart();
        self.v3.definitions();
        self.v3.break_alias_cycles();
        self.v3.api.error_document = self.v3.error_document(document.get("x-error-document"), root);
    }
}
