//! `bindery mock`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use etcetera::BaseStrategy as _;

use super::Exit;
use super::args::{FindingsFormat, Mock};
use super::project::{self, Place};
use super::session::Session;
use super::terminal::Terminal;
use crate::config::{Config, Integers, Target};
use crate::diagnostics::{Diagnostic, Strictness, codes};
use crate::output::{Folder, compare, recover};
use crate::plan::Plan;
use crate::source::SourceId;
use crate::{Stages, pipeline};

/// Where a mock is built and what it is called.
struct Program {
    /// The workspace of its crates.
    folder: Place,
    /// What Cargo builds into, the same for all mocks, so that what they share is compiled once.
    target: PathBuf,
    /// The package, and the file of the program without its ending.
    name: String,
}

pub(super) fn run(args: &Mock, terminal: &mut Terminal<'_>) -> Exit {
    let mut session = Session::new(Strictness::Normal, FindingsFormat::Text);
    let built = write(args, &mut session, terminal).and_then(|program| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        build(&cargo, &program, args.offline, &mut session).then_some(program)
    });
    let exit = session.close(terminal);
    let Some(program) = built.filter(|_| exit == Exit::Fine) else { return Exit::Findings };
    let file = program.target.join("debug").join(format!("{}{}", program.name, std::env::consts::EXE_SUFFIX));
    if args.build_only {
        terminal.print(&format!("{}\n", file.display()));
        return Exit::Fine;
    }
    let mut command = Command::new(&file);
    command.arg(format!("{}:{}", bracketed(&args.address), args.port));
    command.args(args.as_printed.then_some("as-printed"));
    match start(&mut command) {
        Ok(true) => Exit::Fine,
        Ok(false) => Exit::Findings,
        Err(error) => {
            terminal.say(&format!("error: `{}` cannot be run: {error}\n", file.display()));
            Exit::Findings
        }
    }
}

/// Writes the crates. None if something forbids it, which has been reported.
fn write(args: &Mock, session: &mut Session, terminal: &mut Terminal<'_>) -> Option<Program> {
    let here = terminal.folder();
    let targets = vec![Target::Models, Target::Server];
    // A mock has nobody who wants `i64`: it takes every integer that the document allows.
    let config = Config { targets, workspace: false, integers: Integers::Exact, ..Config::default() };
    let tasks: Vec<_> = project::document(session, here, &args.document, &args.files, config).into_iter().collect();
    let mut outcomes = session.generate(&tasks);
    let (outcome, task) = (outcomes.first_mut()?, tasks.first()?);
    let Stages { plan: Some(plan), .. } = &outcome.stages else { return None };
    if session.diagnostics.has_errors() {
        return None;
    }
    for (path, bytes) in pipeline::emit_mock(plan, &mut session.diagnostics).iter() {
        outcome.files.insert(path, bytes);
    }
    let program = program(args, session, task.source, plan, here)?;
    let folder = Folder { path: &program.folder.path, shown: &program.folder.shown };
    let owned = [Target::Models.as_str(), Target::Server.as_str(), "mock"];
    let changes = match recover(folder.path) {
        Ok(()) => compare(&outcome.files, folder, &owned, &mut session.diagnostics),
        Err(error) => return refused(folder.shown, &error, session),
    };
    if session.diagnostics.has_errors() {
        return None;
    }
    if let Err((path, error)) = changes.apply(&outcome.files) {
        return refused(&path, &error, session);
    }
    for (method, status) in plan.unprinted() {
        let (verb, path) = (method.method.as_str(), &method.path_text);
        terminal.say(&format!("no value can be made for {verb} {path} {status}: its answer is 501\n"));
    }
    Some(program)
}

fn refused<T>(path: &Path, error: &std::io::Error, session: &mut Session) -> Option<T> {
    let message = format!("`{}` cannot be written: {error}", path.display());
    session.diagnostics.push(Diagnostic::without_place(&codes::OA603, message));
    None
}

fn program(args: &Mock, session: &mut Session, source: SourceId, plan: &Plan, here: &Path) -> Option<Program> {
    let name = plan.mock_package();
    let mocks = match (&args.directory, etcetera::choose_base_strategy()) {
        (Some(given), _) => here.join(given),
        (None, Ok(base)) => base.cache_dir().join("bindery").join("mock"),
        (None, Err(error)) => {
            let message = format!("there is no folder for caches: {error}; name one with `--directory`");
            session.diagnostics.push(Diagnostic::without_place(&codes::OA603, message));
            return None;
        }
    };
    // The name has to tell documents apart, not to withstand an attack: each folder is compared file by file anyway.
    let document = digest(&[env!("CARGO_PKG_VERSION"), session.sources.text(source)]);
    let folder = mocks.join(format!("{}-{document:016x}", plan.package.name));
    Some(Program { target: mocks.join("target"), folder: Place::new(here, &folder), name })
}

/// FNV-1a, which is the same on every machine and in every version of Rust.
fn digest(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0xFF]));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Whether Cargo has built the program; what it says goes to the error stream as it says it.
fn build(cargo: &OsString, program: &Program, offline: bool, session: &mut Session) -> bool {
    let mut command = Command::new(cargo);
    command.args(["build", "--package", &program.name]).current_dir(&program.folder.path);
    command.arg("--target-dir").arg(&program.target).args(offline.then_some("--offline"));
    let message = match command.stdin(Stdio::null()).stdout(Stdio::null()).status() {
        Ok(status) if status.success() => return true,
        Ok(_) => format!("Cargo does not build the mock in `{}`", program.folder.shown.display()),
        Err(error) => format!("`{}` cannot be run: {error}", cargo.display()),
    };
    session.diagnostics.push(Diagnostic::without_place(&codes::OA604, message));
    false
}

fn bracketed(address: &str) -> String {
    if address.contains(':') && !address.starts_with('[') { format!("[{address}]") } else { address.to_owned() }
}

/// Becomes the program, so that signals reach it and nothing is left behind.
#[cfg(unix)]
fn start(command: &mut Command) -> std::io::Result<bool> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

/// Runs the program until it ends, and says whether it ended well.
#[cfg(not(unix))]
fn start(command: &mut Command) -> std::io::Result<bool> {
    command.status().map(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_apart() {
        assert_eq!(digest(&[""]), digest(&[""]));
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        // The published value of FNV-1a for one byte, so that no version of bindery looks elsewhere.
        assert_eq!(digest(&[]), 0xCBF2_9CE4_8422_2325);
    }

    #[test]
    fn a_machine_without_cargo_is_told_so() {
        let folder = tempfile::tempdir().expect("folder");
        let place = Place::new(folder.path(), Path::new("mock"));
        let program = Program { folder: place, target: folder.path().join("target"), name: "pets-mock".to_owned() };
        std::fs::create_dir_all(&program.folder.path).expect("folder");
        let mut session = Session::new(Strictness::Normal, FindingsFormat::Text);
        assert!(!build(&OsString::from("/nowhere/cargo"), &program, true, &mut session));
        let said: Vec<_> = session.diagnostics.iter().map(|found| (found.code.id, found.message.as_str())).collect();
        assert!(
            matches!(said.as_slice(), [("OA604", message)] if message.starts_with("`/nowhere/cargo` cannot be run: "))
        );
    }

    #[test]
    fn addresses_of_ipv6_stand_in_brackets() {
        assert_eq!(["127.0.0.1", "::1", "[::1]"].map(bracketed), ["127.0.0.1", "[::1]", "[::1]"]);
    }
}
