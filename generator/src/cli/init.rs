//! `bindery init`.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::Exit;
use super::args::{FindingsFormat, Init};
use super::project::{self, Place};
use super::session::Session;
use super::terminal::Terminal;
use crate::config::{Config, file};
use crate::diagnostics::{Diagnostic, Diagnostics, Strictness, codes};

pub(super) fn run(args: &Init, terminal: &mut Terminal<'_>) -> Exit {
    let mut session = Session::new(Strictness::Normal, FindingsFormat::Text);
    let folder = terminal.folder();
    match begun(args, &mut session, folder) {
        Ok(Some(said)) => {
            terminal.print(&said);
            Exit::Fine
        }
        Ok(None) => session.close(terminal),
        Err(message) => {
            session.diagnostics.push(Diagnostic::without_place(&codes::OA501, message));
            session.close(terminal)
        }
    }
}

/// A table to be written, and the project that it is written to.
struct Entry {
    name: String,
    document: String,
    out: String,
    root: Option<String>,
    surroundings: Surroundings,
}

/// What Cargo finds above the crates.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Surroundings {
    /// Nothing: the crates are a workspace of their own.
    None,
    /// A package that may depend on them.
    Package,
    /// A workspace that they belong to.
    Member,
    /// A workspace that they have to belong to, and its folder.
    Workspace(PathBuf),
}

/// What was written, for people. `None` if the document or the file that is there has faults, which are reported.
fn begun(args: &Init, session: &mut Session, folder: &Path) -> Result<Option<String>, String> {
    let home = project::home(folder).unwrap_or_else(|| Place { path: folder.to_owned(), shown: PathBuf::new() });
    let inside = |path: &Path| {
        let outside = || format!("`{}` does not stand below the folder of `{}`", path.display(), file::NAME);
        below(&home, &folder.join(path)).ok_or_else(outside)
    };
    let document = inside(&args.document)?;
    let root = args.files.root.as_deref().filter(|root| folder.join(root).components().ne(home.path.components()));
    let root = match (&args.files.root, root) {
        (Some(_), None) => Some(".".to_owned()),
        (_, root) => root.map(inside).transpose()?,
    };
    let Some(name) = name(args, session, folder) else { return Ok(None) };
    let out = match &args.out {
        Some(out) => inside(out)?,
        None => format!("generated/{name}"),
    };
    let surroundings = surroundings(&home.path, &out);
    let entry = Entry { name, document, out, root, surroundings };
    let path = home.path.join(file::NAME);
    let shown = home.shown.join(file::NAME);
    let there = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(format!("`{}` cannot be read: {error}", shown.display())),
    };
    if let Some(there) = &there {
        let source = session.sources.add(shown.clone(), there.clone());
        let Some(project) = file::read(&session.sources, source, &mut session.diagnostics) else { return Ok(None) };
        if project.apis.iter().any(|api| api.name == entry.name) {
            let message =
                format!("`[api.{}]` is in `{}` already; `--name` gives another name", entry.name, shown.display());
            return Err(message);
        }
    }
    let text = extended(there.as_deref(), &entry);
    // The file with the new table must be one that `generate` takes: no API twice, no folder for two.
    let source = session.sources.add(shown.clone(), text.clone());
    if file::read(&session.sources, source, &mut session.diagnostics).is_none() {
        return Ok(None);
    }
    written(&path, &text).map_err(|error| format!("`{}` cannot be written: {error}", shown.display()))?;
    let verb = if there.is_some() { "extended" } else { "written" };
    Ok(Some(format!(
        "{} is {verb}: `[api.{}]`, {} -> {}\n{}",
        shown.display(),
        entry.name,
        entry.document,
        entry.out,
        next(&entry)
    )))
}

/// The name that the crates get. `None` if the document has errors, which are reported.
fn name(args: &Init, session: &mut Session, folder: &Path) -> Option<String> {
    let config = Config { name: args.name.clone(), ..Config::default() };
    let task = project::document(session, folder, &args.document, &args.files, config)?;
    let outcomes = session.generate(std::slice::from_ref(&task));
    if session.diagnostics.has_errors() {
        return None;
    }
    // What else there is to say of the document is said by `generate`.
    session.diagnostics = Diagnostics::new(Strictness::Normal);
    outcomes.first()?.stages.plan.as_ref().map(|plan| plan.package.name.clone())
}

/// A path from the folder of the project, with slashes; `None` if it does not stand below it.
fn below(home: &Place, path: &Path) -> Option<String> {
    let lexical: PathBuf = path.components().collect();
    let inside = lexical.strip_prefix(&home.path).ok()?;
    let steps: Option<Vec<&str>> = inside.components().map(|step| step.as_os_str().to_str()).collect();
    steps.filter(|steps| !steps.is_empty() && !steps.contains(&"..")).map(|steps| steps.join("/"))
}

/// The file with one more table at its end.
fn extended(there: Option<&str>, entry: &Entry) -> String {
    let mut text = match there {
        Some(there) => format!("{}\n\n", there.trim_end()),
        None => "# What `bindery generate` writes; `bindery explain OA501` lists all keys.\n\n".to_owned(),
    };
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    text.push_str(&format!(
        "[api.{}]\ndocument = {}\nout = {}\n",
        entry.name,
        quoted(&entry.document),
        quoted(&entry.out)
    ));
    if let Some(root) = &entry.root {
        text.push_str(&format!("root = {}\n", quoted(root)));
    }
    if entry.surroundings == Surroundings::None {
        text.push_str("workspace = true\n");
    }
    text
}

fn surroundings(home: &Path, out: &str) -> Surroundings {
    let mut found = Surroundings::None;
    for folder in home.ancestors() {
        let Ok(manifest) = fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        let Ok(manifest) = manifest.parse::<toml::Table>() else { continue };
        if let Some(workspace) = manifest.get("workspace") {
            let krate = home.strip_prefix(folder).unwrap_or(home).join(out).join("models");
            let members = workspace.get("members").and_then(toml::Value::as_array).into_iter().flatten();
            let is_member = members.filter_map(toml::Value::as_str).any(|pattern| covers(pattern, &krate));
            return if is_member { Surroundings::Member } else { Surroundings::Workspace(folder.to_owned()) };
        }
        found = Surroundings::Package;
    }
    found
}

/// Whether a pattern of `members` has a folder: a star stands for one name.
fn covers(pattern: &str, folder: &Path) -> bool {
    let steps: Vec<_> = folder.components().map(|step| step.as_os_str().to_string_lossy()).collect();
    let wanted: Vec<&str> = pattern.split('/').filter(|step| !step.is_empty() && *step != ".").collect();
    wanted.len() == steps.len() && wanted.iter().zip(&steps).all(|(wanted, step)| *wanted == "*" || wanted == step)
}

/// What is left to do by hand.
fn next(entry: &Entry) -> String {
    let Entry { name, out, surroundings, .. } = entry;
    let hint = match surroundings {
        Surroundings::Member => return "next: bindery generate\n".to_owned(),
        Surroundings::None => format!("`{out}` will be a workspace of its own"),
        Surroundings::Package => {
            format!("in `Cargo.toml`, below [dependencies]: {name}-client = {{ path = \"{out}/client\" }}")
        }
        Surroundings::Workspace(folder) => {
            format!("`{out}/*` has to be among `members` of `{}`", folder.join("Cargo.toml").display())
        }
    };
    format!("next: bindery generate\n      {hint}\n")
}

/// Whole or not at all.
fn written(path: &Path, text: &str) -> io::Result<()> {
    let new = path.with_extension("toml.new");
    let mut file = fs::File::create(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, path)
}
