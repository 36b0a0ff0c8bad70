//! The phases in order, and nothing else. Loading and writing stay with the caller.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::api::Api;
use crate::config::Config;
use crate::diagnostics::{Diagnostics, ErrorsReported};
use crate::document::{self, Document};
use crate::emit;
use crate::frontend;
use crate::output::FileSet;
use crate::overlay;
use crate::passes::{self, Normalized};
use crate::plan::{self, Import, Imports, Plan};
use crate::source::{SourceId, SourceMap};
use crate::verify::{self, Form};

/// Everything a run has made, as far as it came.
#[derive(Debug, Default)]
pub struct Stages {
    /// After `parse`.
    pub document: Option<Document>,
    /// After `normalize`.
    pub api: Option<Normalized<Api>>,
    /// After `plan`.
    pub plan: Option<Plan>,
}

/// Runs the phases up to the plan. Stops between phases if something forbids going on.
///
/// # Errors
/// At least one finding in `diagnostics` is an error.
pub fn plan(
    sources: &SourceMap,
    source: SourceId,
    config: &Config,
    stages: &mut Stages,
    diagnostics: &mut Diagnostics,
) -> Result<(), ErrorsReported> {
    plan_with(sources, source, config, &[], stages, diagnostics)
}

/// The same beside other APIs whose models are used.
///
/// # Errors
/// At least one finding in `diagnostics` is an error.
pub fn plan_with(
    sources: &SourceMap,
    source: SourceId,
    config: &Config,
    imports: &[Import<'_>],
    stages: &mut Stages,
    diagnostics: &mut Diagnostics,
) -> Result<(), ErrorsReported> {
    let done = phases(sources, source, config, imports, stages, diagnostics);
    if let Some(document) = stages.document.as_ref().filter(|document| !document.moves.is_empty()) {
        diagnostics.relocate(&document.moves, document.source);
    }
    done
}

fn phases(
    sources: &SourceMap,
    source: SourceId,
    config: &Config,
    imports: &[Import<'_>],
    stages: &mut Stages,
    diagnostics: &mut Diagnostics,
) -> Result<(), ErrorsReported> {
    let document = document::parse(sources, source, diagnostics).ok_or(ErrorsReported)?;
    #[cfg(feature = "overlay")]
    let document = overlay::apply(document, &config.overlays, sources, diagnostics)?;
    let document = overlay::repair(document, &config.overrides, diagnostics);
    let document = stages.document.insert(document::gather(document, sources, &config.reach));
    let mut api = frontend::lower(document, diagnostics);
    api.names.clone_from(&document.names);
    let api = stages.api.insert(passes::run(api, config, diagnostics));
    diagnostics.propagate()?;
    let imports = Imports { list: imports.to_vec(), places: places(sources, api, imports) };
    stages.plan = Some(plan::plan_with(api, config, &imports, diagnostics));
    diagnostics.propagate()
}

/// Where the files stand in which schemas do; of no meaning without imports.
fn places(sources: &SourceMap, api: &Api, imports: &[Import<'_>]) -> BTreeMap<SourceId, PathBuf> {
    let apis = imports.iter().map(|import| import.api).chain((!imports.is_empty()).then_some(api));
    let files: BTreeSet<SourceId> =
        apis.flat_map(|api| api.schemas.iter().map(|(_, schema)| schema.origin.source)).collect();
    files.into_iter().map(|file| (file, sources.place(file))).collect()
}

/// Prints a plan as crates. A finding here is a fault in bindery, and the file it names is missing.
pub fn emit(plan: &Plan, diagnostics: &mut Diagnostics) -> FileSet {
    emit::emit(plan, diagnostics)
}

/// Prints what makes a mock server of models and server: the manifest of their workspace, and a program.
#[cfg(feature = "cli")]
pub fn emit_mock(plan: &Plan, diagnostics: &mut Diagnostics) -> FileSet {
    emit::emit_mock(plan, diagnostics)
}

/// Prints a plan as one tree of modules, for build scripts.
pub fn emit_tree(plan: &Plan, diagnostics: &mut Diagnostics) -> FileSet {
    emit::emit_tree(plan, diagnostics)
}

/// Holds crates against the plan that they were made of. A finding here is a fault in bindery.
pub fn verify(plan: &Plan, files: &FileSet, diagnostics: &mut Diagnostics) {
    verify::judge(plan, Form::Crates, files, diagnostics);
}

/// The same for one tree of modules.
pub fn verify_tree(plan: &Plan, files: &FileSet, diagnostics: &mut Diagnostics) {
    verify::judge(plan, Form::Tree, files, diagnostics);
}
