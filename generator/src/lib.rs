//! bindery turns an OpenAPI document into Rust: models, an async client and axum server stubs.
//!
//! Bytes go in and files come out; the disk is touched by the caller alone.
//!
//! ```
//! use bindery::{Config, SourceMap, generate};
//!
//! let mut sources = SourceMap::default();
//! let document = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\n";
//! let source = sources.add("pets.yaml", document.to_owned());
//! let outcome = generate(&sources, source, &Config { name: Some("pets".to_owned()), ..Config::default() });
//!
//! eprint!("{}", bindery::diagnostics::render(&outcome.diagnostics, &sources));
//! for (path, bytes) in outcome.files.iter() {
//!     println!("{path}: {} bytes", bytes.len());
//! }
//! ```
//!
//! From a build script it is one line, [`build`]; [`Build`] has the choices.
//!
//! The feature `cli`, on by default, holds the command line and `bindery.toml`; a build script needs neither.

pub mod api;
#[cfg(feature = "cli")]
pub mod changes;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod export;
pub mod frontend;
pub mod output;
pub mod overlay;
pub mod passes;
pub mod pipeline;
pub mod plan;
pub mod source;
pub mod tree;

mod cargo_build;
mod emit;
mod render;
mod verify;

pub use cargo_build::{Build, BuildError, build};
pub use config::{Config, Layout, Target, UnknownProperties};
pub use diagnostics::{Diagnostics, Strictness};
pub use output::FileSet;
pub use pipeline::Stages;
pub use plan::{Import, ModelsPath, PackagePath};
pub use source::{SourceId, SourceMap};

use std::panic::resume_unwind;
use std::thread;

use diagnostics::{Diagnostic, codes};

/// What a run has made.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files; none if a finding is an error.
    pub files: FileSet,
    /// The findings.
    pub diagnostics: Diagnostics,
    /// What the phases have made on the way.
    pub stages: Stages,
}

/// Generates crates, `models/`, `client/` and `server/` below one folder, or modules, as [`Config::layout`] says.
pub fn generate(sources: &SourceMap, source: SourceId, config: &Config) -> Outcome {
    generate_with(sources, source, config, &[])
}

/// The same beside other APIs, planned before, whose models are used where they have the types.
pub fn generate_with(sources: &SourceMap, source: SourceId, config: &Config, imports: &[Import<'_>]) -> Outcome {
    match config.layout {
        Layout::Crates => run(sources, source, config, imports, pipeline::emit, pipeline::verify),
        Layout::Modules | Layout::Module => generate_tree_with(sources, source, config, imports),
    }
}

/// Generates one tree of modules with `mod.rs` at its root, for build scripts and for people who want no crates.
///
/// Where [`Config::layout`] asks for a single module, the tree is that one file.
pub fn generate_tree(sources: &SourceMap, source: SourceId, config: &Config) -> Outcome {
    generate_tree_with(sources, source, config, &[])
}

/// The same beside other APIs, planned before, whose models are used where they have the types.
pub fn generate_tree_with(sources: &SourceMap, source: SourceId, config: &Config, imports: &[Import<'_>]) -> Outcome {
    let mut outcome = run(sources, source, config, imports, pipeline::emit_tree, pipeline::verify_tree);
    if config.layout == Layout::Module && !outcome.files.is_empty() {
        outcome.files = emit::one_file(&outcome.files);
    }
    outcome
}

/// Plans an API beside others and writes nothing.
fn plan_alone(sources: &SourceMap, source: SourceId, config: &Config, imports: &[Import<'_>]) -> Outcome {
    run(sources, source, config, imports, |_, _| FileSet::default(), |_, _, _| ())
}

/// Stack for the phases, some of which recurse as deeply as schemas lead to each other. Only what is used of it is taken.
const STACK: usize = 512 << 20;

/// Works where deep recursion cannot overflow, however small the caller's own stack; in place where no thread can be had.
fn run(
    sources: &SourceMap,
    source: SourceId,
    config: &Config,
    imports: &[Import<'_>],
    emit: fn(&plan::Plan, &mut Diagnostics) -> FileSet,
    verify: fn(&plan::Plan, &FileSet, &mut Diagnostics),
) -> Outcome {
    let work = || {
        let mut outcome = phases(sources, source, config, imports, emit);
        if let Some(plan) = outcome.stages.plan.as_ref().filter(|_| config.verify && !outcome.diagnostics.has_errors())
        {
            verify(plan, &outcome.files, &mut outcome.diagnostics);
        }
        if outcome.diagnostics.has_errors() {
            outcome.files = FileSet::default();
        }
        outcome
    };
    thread::scope(|scope| match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
        Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
        Err(_) => work(),
    })
}

fn phases(
    sources: &SourceMap,
    source: SourceId,
    config: &Config,
    imports: &[Import<'_>],
    emit: fn(&plan::Plan, &mut Diagnostics) -> FileSet,
) -> Outcome {
    let mut diagnostics = Diagnostics::new(config.strictness);
    let mut stages = Stages::default();
    let planned = pipeline::plan_with(sources, source, config, imports, &mut stages, &mut diagnostics);
    let files = match (&stages.plan, planned) {
        (Some(plan), Ok(())) => emit(plan, &mut diagnostics),
        _ => FileSet::default(),
    };
    if planned.is_err() && !diagnostics.has_errors() {
        let message = "bindery stopped without saying why";
        diagnostics.push(Diagnostic::without_place(&codes::OA901, message));
    }
    Outcome { files, diagnostics, stages }
}
