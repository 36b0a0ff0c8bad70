//! The document again, as bindery understood it, with the answers that the layer of a generated server gives by itself.
//!
//! The tree of the document is changed at the places that say something else than what was read; all the rest stays as
//! it is, with its references and extensions.

mod answers;
mod refusal;
mod repairs;

use crate::api::Api;
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::document::{Document, Version};
use crate::passes::Normalized;
use crate::plan::Plan;
use crate::source::Origin;
use crate::tree::Node;

/// The document as a tree. The same edition of the standard; an exported document is its own export.
pub fn export(document: &Document, api: &Normalized<Api>, plan: &Plan, findings: &Diagnostics) -> Node {
    let mut root = document.root.clone();
    repairs::apply(&mut root, api, plan, findings);
    answers::add(&mut root, api, plan);
    root
}

/// Why a document cannot be exported. In Swagger 2.0 an answer has one schema for all its media types, and no schema is
/// one of several: what the layer answers beside the operation itself has no words there. An export is one file.
pub fn refused(document: &Document) -> Option<Diagnostic> {
    if document.files.iter().next().is_some() {
        let message = "an export is one document, and this one refers to other files";
        let label = Label::key(&Origin::root(document.source), "of many files");
        return Some(Diagnostic::new(&codes::OA103, message, label).help("bundle it into one file first"));
    }
    let label = Label::value(&Origin::root(document.source).child("swagger"), "");
    let message = "Swagger 2.0 has no words for the answers that an export adds: it has one schema for each answer";
    let found = Diagnostic::new(&codes::OA002, message, label);
    (document.version == Version::V20).then(|| found.help("convert the document to OpenAPI 3 and export that"))
}
