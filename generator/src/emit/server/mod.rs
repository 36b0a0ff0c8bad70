//! The server.

use super::file::File;
use super::layout::Layout;
use super::manifest::Manifest;
use crate::plan::Plan;

/// All files of the server but its manifest and README.
pub(super) fn files(_plan: &Plan, _layout: Layout) -> Vec<File<'_>> {
    Vec::new()
}

/// What the crate's `Cargo.toml` and README need to know.
pub(super) fn manifest(_plan: &Plan) -> Manifest {
    Manifest::default()
}
