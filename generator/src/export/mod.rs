//! The document again, as bindery understood it, with the answers that the layer of a generated server gives by itself.
//!
//! The tree of the document is changed at the places that say something else than what was read; all the rest stays as
//! it is, with its references and extensions.

mod answers;
mod refusal;
mod repairs;

use crate::api::Api;
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::passes::Normalized;
use crate::plan::Plan;
use crate::tree::Node;

/// The document as a tree. The same edition of the standard; an exported document is its own export.
pub fn export(document: &Document, api: &Normalized<Api>, plan: &Plan, findings: &Diagnostics) -> Node {
    let mut root = document.root.clone();
    repairs::apply(&mut root, api, plan, findings);
    answers::add(&mut root, api, plan);
    root
}
