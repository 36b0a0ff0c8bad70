//! Plan to files. Decides nothing.

mod client;
mod file;
mod layout;
mod manifest;
#[cfg(feature = "cli")]
mod mock;
mod model;
mod server;
mod single;
mod tokens;

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::output::FileSet;
use crate::plan::{Plan, Target};
use crate::render::Fault;

use file::File;
use layout::Layout;

pub(crate) use single::one_file;

/// Stack for the printers, which recurse as deeply as types are nested.
const STACK: usize = 64 << 20;

/// All files of a plan as crates, by path below the output folder.
pub(crate) fn emit(plan: &Plan, diagnostics: &mut Diagnostics) -> FileSet {
    write(plan, Layout::Crates, diagnostics)
}

/// All files of a plan as one tree of modules with `mod.rs` at its root, for build scripts.
pub(crate) fn emit_tree(plan: &Plan, diagnostics: &mut Diagnostics) -> FileSet {
    write(plan, Layout::Tree, diagnostics)
}

/// The files that make a mock of models and server.
#[cfg(feature = "cli")]
pub(crate) fn emit_mock(plan: &Plan, diagnostics: &mut Diagnostics) -> FileSet {
    print(plan, &mock::files(plan), diagnostics)
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
    print(plan, &all, diagnostics)
}

/// The most source text that is made, in bytes; the largest real document that we know is given a tenth of it.
const OUTPUT: usize = 256 << 20;

fn print(plan: &Plan, all: &[File<'_>], diagnostics: &mut Diagnostics) -> FileSet {
    let mut set = FileSet::default();
    for (file, made) in all.iter().zip(make(all, plan, OUTPUT, diagnostics)) {
        match made {
            Ok(_) if set.get(&file.path).is_some() => {
                let fault = Fault("two files of one name".to_owned());
                diagnostics.push(bug(&file.path, &fault));
            }
            Ok(text) => set.insert(file.path.as_str(), text),
            Err(fault) => diagnostics.push(bug(&file.path, &fault)),
        }
    }
    set
}

/// The texts of all files, in their order, made on as many threads as there are processors. Once they are more than `most`
/// bytes, which is reported, no more is made.
fn make(files: &[File<'_>], plan: &Plan, most: usize, diagnostics: &mut Diagnostics) -> Vec<Result<String, Fault>> {
    let parts: Vec<(&File<'_>, usize)> =
        files.iter().flat_map(|file| (0..file.len()).map(move |part| (file, part))).collect();
    let (next, bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut made = Vec::new();
        while let Some((index, (file, part))) = take(&parts, &next) {
            let text = if bytes.load(Ordering::Relaxed) > most { Ok(String::new()) } else { file.part(*part) };
            bytes.fetch_add(text.as_ref().map_or(0, String::len), Ordering::Relaxed);
            made.push((index, text));
        }
        made
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(parts.len());
    let mut all = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let workers: Vec<_> = (0..threads).filter_map(spawn).collect();
        // A thread that panics has a fault that must be seen.
        let made = workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        let mut all: Vec<_> = made.collect();
        // What is left where no thread can be had.
        all.extend(work());
        all
    });
    if bytes.into_inner() > most {
        let message = format!("the crates would have more than {most} bytes");
        diagnostics.push(Diagnostic::without_place(&codes::OA011, message));
    }
    all.sort_by_key(|(index, _)| *index);
    let mut made = all.into_iter().map(|(_, made)| made);
    let whole = |file: &File<'_>| {
        let parts: Vec<_> = made.by_ref().take(file.len()).collect();
        parts.into_iter().collect::<Result<Vec<_>, _>>().map(|parts| file.whole(plan, parts))
    };
    files.iter().map(whole).collect()
}

fn take<'w, T>(work: &'w [T], next: &AtomicUsize) -> Option<(usize, &'w T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    work.get(index).map(|item| (index, item))
}

fn bug(path: &str, fault: &Fault) -> Diagnostic {
    Diagnostic::without_place(&codes::OA901, format!("{path}: {fault}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::{SourceMap, generate};

    #[test]
    fn no_more_than_so_much_is_made() {
        let mut sources = SourceMap::default();
        let text = "openapi: 3.0.3\ninfo: { title: A, version: '1' }\npaths: {}\n".to_owned();
        let source = sources.add("a.yaml", text);
        let outcome = generate(&sources, source, &Config::default());
        let plan = outcome.stages.plan.expect("a plan");
        let all = manifest::files(&plan, Layout::Crates);
        let made = |most: usize| {
            let mut diagnostics = Diagnostics::default();
            let made = make(&all, &plan, most, &mut diagnostics);
            let said: Vec<String> =
                diagnostics.iter().map(|found| format!("{} {}", found.code.id, found.message)).collect();
            (made.len(), said)
        };
        assert_eq!(made(1_000_000), (all.len(), Vec::new()));
        assert_eq!(made(10), (all.len(), vec!["OA011 the crates would have more than 10 bytes".to_owned()]));
    }
}
