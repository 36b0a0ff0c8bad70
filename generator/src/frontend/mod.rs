//! Tree to [`Api`]: one front end per version of the standard.

use crate::api::Api;
use crate::diagnostics::Diagnostics;
use crate::document::{Document, Version};

mod v30;

/// Reads a document. Faulty nodes are reported and left out, the rest is kept.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Api {
    match document.version {
        Version::V30 => v30::lower(document, diagnostics),
    }
}
