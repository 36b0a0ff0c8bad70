//! `Cargo.toml`, README and the files beside them.

use super::file::File;
use super::layout::Layout;
use crate::plan::Plan;

/// What a target adds to the manifest and README of its crate. Every text is TOML or Markdown by construction.
#[derive(Debug, Clone, Default)]
pub(super) struct Manifest {
    /// `description` of the package, one line: `Async client for …`.
    pub(super) description: String,
    /// Lines of `[features]`; empty: no such table.
    pub(super) features: String,
    /// Lines of `[dependencies]`, without the models crate and without `CratePlan::dependencies`, which are added.
    /// Lines are sorted by package.
    pub(super) dependencies: Vec<String>,
    /// Lines of `[dev-dependencies]`, for what examples in README and docs need.
    pub(super) dev_dependencies: Vec<String>,
    /// The README below its title: Markdown, whose Rust blocks are doctests of the crate.
    pub(super) readme: String,
}

/// Manifests, READMEs and the files at the root.
pub(super) fn files(_plan: &Plan, _layout: Layout) -> Vec<File<'_>> {
    Vec::new()
}
