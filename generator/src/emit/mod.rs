//! Plan to files. Decides nothing.

mod client;
mod file;
mod layout;
mod manifest;
mod model;
mod server;
mod tokens;

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::output::FileSet;
use crate::plan::{Plan, Target};
use crate::render;

use file::File;
use layout::Layout;

/// All files of a plan as crates, by path below the output folder.
pub(crate) fn emit(plan: &Plan, diagnostics: &mut Diagnostics) -> FileSet {
    write(plan, Layout::Crates, diagnostics)
}

/// All files of a plan as one tree of modules with `mod.rs` at its root, for build scripts.
pub(crate) fn emit_tree(plan: &Plan, diagnostics: &mut Diagnostics) -> FileSet {
    write(plan, Layout::Tree, diagnostics)
}

/// The files of one target.
fn files(plan: &Plan, target: Target, layout: Layout) -> Vec<File<'_>> {
    match target {
        Target::Models => model::files(plan, layout),
        Target::Client => client::files(plan, layout),
        Target::Server => server::files(plan, layout),
    }
}

fn write(plan: &Plan, layout: Layout, diagnostics: &mut Diagnostics) -> FileSet {
    let mut all = manifest::files(plan, layout);
    for krate in &plan.crates {
        all.extend(files(plan, krate.target, layout));
    }
    let mut set = FileSet::default();
    for (path, made) in all.iter().map(|file| (&file.path, file.make(plan))) {
        match made {
            Ok(text) => set.insert(path.as_str(), text),
            Err(fault) => diagnostics.push(bug(path, &fault)),
        }
    }
    set
}

fn bug(path: &str, fault: &render::Fault) -> Diagnostic {
    Diagnostic::without_place(&codes::OA901, format!("{path}: {fault}"))
}
