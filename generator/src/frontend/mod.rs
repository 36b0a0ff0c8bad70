//! Tree to [`Api`]: one front end per family of versions of the standard.

use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::api::Api;
use crate::diagnostics::Diagnostics;
use crate::document::{Document, Version};

mod far;
mod refusal;
mod v2;
mod v3;

pub use far::far;
pub use v3::{Holds, StandardKey, standard_keys};

/// Stack for the walks, which recurse as deeply as the document is nested; `document` sets the bound.
const STACK: usize = 64 << 20;

/// Reads a document. Faulty nodes are reported and left out, the rest is kept.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Api {
    let diagnostics = Mutex::new(diagnostics);
    let work = || {
        let mut diagnostics = diagnostics.lock().unwrap_or_else(PoisonError::into_inner);
        let (settled, survey) = v3::settled(document, &mut diagnostics);
        let document = settled.as_ref().unwrap_or(document);
        match document.version {
            Version::V20 => v2::lower(document, survey, &mut diagnostics),
            Version::V30 | Version::V31 | Version::V32 => v3::lower(document, survey, &mut diagnostics),
        }
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(api)) => api,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // No thread can be had; most documents need none.
            Err(_) => work(),
        }
    })
}
