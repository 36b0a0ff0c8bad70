//! What a command is about: one document, or the APIs of a project.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::args::Files;
use super::session::Session;
use crate::config::file::{self, DocumentPlace, Output, ProjectApi};
use crate::config::{Config, ModelsPath, Target};
use crate::diagnostics::{Code, Diagnostic, codes};
use crate::frontend;
use crate::source::{About, Hosts, Library, Reach, Shelfmark, SourceId, Web, WebAddress, WebRefusal};

/// A path and the name that users know it by.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) shown: PathBuf,
}

impl Place {
    /// `given` from `folder`. However it is spelt, it is shown in one way: below the folder without its name.
    pub(super) fn new(folder: &Path, given: &Path) -> Self {
        let path = folder.join(given);
        let short = given.strip_prefix(folder).unwrap_or(given);
        let shown: PathBuf = short.components().filter(|part| *part != Component::CurDir).collect();
        Self { path, shown: if shown.as_os_str().is_empty() { PathBuf::from(".") } else { shown } }
    }

    fn join(&self, below: &Path) -> Self {
        Self { path: self.path.join(below), shown: self.shown.join(below) }
    }
}

/// One API to work on.
#[derive(Debug)]
pub(super) struct Task {
    /// Its document, loaded.
    pub(super) source: SourceId,
    /// What messages call the document.
    pub(super) document: PathBuf,
    /// The output folder; of no meaning to commands that write nothing.
    pub(super) out: Place,
    /// The choices.
    pub(super) config: Config,
    /// The `bindery.toml` that it stands in, if it stands in one.
    pub(super) project: Option<Place>,
    /// Folders below the output folder that hold nothing but our crates.
    pub(super) owned: Vec<&'static str>,
    /// The tasks whose models it imports, and where these are.
    pub(super) imports: Vec<(usize, ModelsPath)>,
    /// Whether its crates exist elsewhere and nothing is written.
    pub(super) elsewhere: bool,
}

/// The folders of all crates.
pub(super) const CRATES: [&str; 3] = [Target::Models.as_str(), Target::Client.as_str(), Target::Server.as_str()];

/// No project was found: a fault of usage.
pub(super) const NO_PROJECT: &str = "error: no document is given, and no `bindery.toml` is here or in a folder above\n\n\
    Name a document and a folder, as in `bindery generate openapi.yaml --out generated`, or write a `bindery.toml`.\n";

/// The one task of a document. `None` if it cannot be read, which is reported.
pub(super) fn document(
    session: &mut Session,
    folder: &Path,
    given: &Path,
    files: &Files,
    config: Config,
) -> Option<Task> {
    let hosts = files.allowed();
    let (source, document, reach) = match given.to_str().filter(|text| text.contains("://")) {
        Some(text) => match WebAddress::parse(text) {
            Ok(address) => far(session, &library_home(folder, Path::new("")), &address, hosts)?,
            Err(why) => return refused(session, &WebRefusal::Improper(why), text),
        },
        None => {
            let place = Place::new(folder, given);
            let source = load(session, &place, &codes::OA603)?;
            let above = place.path.parent().unwrap_or(folder);
            let home = library_home(above, place.shown.parent().unwrap_or(Path::new("")));
            let root = files.root.as_ref().map(|root| Place::new(folder, root));
            let reach = Reach { web: web(session, &home, &place.path, hosts), ..reach(root) };
            (source, place.shown, reach)
        }
    };
    let overlays = files.overlays.iter().map(|overlay| load(session, &Place::new(folder, overlay), &codes::OA603));
    let overlays = overlays.collect::<Option<Vec<_>>>()?;
    let out = Place::new(folder, Path::new("."));
    let config = Config { reach, overlays, ..config };
    Some(Task {
        source,
        document,
        out,
        config,
        project: None,
        owned: Vec::new(),
        imports: Vec::new(),
        elsewhere: false,
    })
}

/// How far references may lead if their files stand below a folder.
fn reach(root: Option<Place>) -> Reach {
    match root {
        Some(Place { path, shown }) => Reach { root: Some(path), shown_root: Some(shown), ..Reach::default() },
        None => Reach::default(),
    }
}

/// The folder of the lock file for documents in a folder.
fn library_home(folder: &Path, shown: &Path) -> Place {
    let real = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let path = Library::home(folder);
    let up = real.ancestors().take_while(|above| *above != path).map(|_| "..");
    Place { shown: up.fold(shown.to_owned(), |shown, up| shown.join(up)), path }
}

/// What a document in a file may take from other hosts.
fn web(session: &mut Session, home: &Place, document: &Path, hosts: Hosts) -> Web {
    let library = session.library(home);
    Web::Of(Shelfmark { document: Library::mark(library.folder(), document), library }, hosts)
}

/// A document of another host, which is allowed by being named.
fn far(session: &mut Session, home: &Place, address: &WebAddress, hosts: Hosts) -> Option<(SourceId, PathBuf, Reach)> {
    let mut hosts = hosts;
    if hosts.nets(address.host()).is_none() {
        hosts.public.insert(address.host().clone());
    }
    let mark = Shelfmark { library: session.library(home), document: address.as_str().to_owned() };
    let web = Web::Of(mark, hosts);
    let taken = match web.take(address) {
        Ok(taken) => taken,
        Err(refusal) => return refused(session, &refusal, address.as_str()),
    };
    let Some(source) = session.sources.add_web(&taken) else {
        let message = format!("`{address}` is not UTF-8 text");
        session.diagnostics.push(Diagnostic::without_place(&codes::OA603, message));
        return None;
    };
    Some((source, address.as_str().into(), Reach { web, ..Reach::default() }))
}

fn refused<T>(session: &mut Session, refusal: &WebRefusal, named: &str) -> Option<T> {
    let (code, message, help) = frontend::far(refusal, named);
    session.diagnostics.push(Diagnostic::without_place(code, message).help(help));
    None
}

/// Whether there is a project, and its tasks; those that cannot be read are reported and left out.
pub(super) fn tasks(session: &mut Session, folder: &Path) -> Option<Vec<Task>> {
    let home = home(folder)?;
    let place = home.join(Path::new(file::NAME));
    let Some(source) = load(session, &place, &codes::OA501) else {
        return Some(Vec::new());
    };
    let project = file::read(&session.sources, source, &mut session.diagnostics);
    let apis = project.map(|project| project.apis).unwrap_or_default();
    let mut tasks = Vec::new();
    // An API that cannot be read has no task: others are counted from those that have.
    let mut numbers = BTreeMap::new();
    for (number, api) in apis.into_iter().enumerate() {
        if let Some(task) = task(session, &home, api) {
            numbers.insert(number, tasks.len());
            tasks.push(task);
        }
    }
    for task in &mut tasks {
        let known = std::mem::take(&mut task.imports).into_iter();
        task.imports = known.filter_map(|(at, path)| Some((*numbers.get(&at)?, path))).collect();
    }
    Some(tasks)
}

fn task(session: &mut Session, home: &Place, api: ProjectApi) -> Option<Task> {
    let real = Place { path: Library::home(&home.path), shown: home.shown.clone() };
    let (source, document, reach) = match &api.document {
        DocumentPlace::Web(address) => far(session, &real, address, api.hosts)?,
        DocumentPlace::File(path) => {
            let place = home.join(path);
            let source = load(session, &place, &codes::OA603)?;
            let root = api.root.map(|root| home.join(&root));
            let reach = Reach { web: web(session, &real, &place.path, api.hosts), ..reach(root) };
            (source, place.shown, reach)
        }
    };
    let overlays = api.overlays.iter().map(|overlay| load(session, &home.join(overlay), &codes::OA603));
    let overlays = overlays.collect::<Option<Vec<_>>>()?;
    let config = Config { strictness: session.diagnostics.strictness(), reach, overlays, ..api.config };
    let (out, elsewhere) = match &api.out {
        Output::Folder(out) => (home.join(out), false),
        Output::Elsewhere(_) => (home.join(Path::new(".")), true),
    };
    let project = Some(home.join(Path::new(file::NAME)));
    Some(Task { source, document, out, config, project, owned: CRATES.to_vec(), imports: api.imports, elsewhere })
}

/// Which documents a run over these tasks is about.
pub(super) fn about<'t>(tasks: impl Iterator<Item = &'t Task>, named: bool) -> About {
    let mark = |task: &Task| match &task.config.reach.web {
        Web::Of(mark, _) | Web::Kept(mark) => Some(mark.document.clone()),
        Web::Nothing => None,
    };
    if named { About::These(tasks.filter_map(mark).collect()) } else { About::All }
}

/// The nearest folder with a `bindery.toml`, from `folder` upwards.
pub(super) fn home(folder: &Path) -> Option<Place> {
    let mut shown = PathBuf::new();
    for path in folder.ancestors() {
        if path.join(file::NAME).is_file() {
            return Some(Place { path: path.to_owned(), shown });
        }
        shown.push("..");
    }
    None
}

fn load(session: &mut Session, place: &Place, code: &'static Code) -> Option<SourceId> {
    let shown = place.shown.display();
    match std::fs::read_to_string(&place.path) {
        Ok(text) => Some(session.sources.add_file(place.shown.clone(), text, &place.path)),
        Err(error) => {
            let message = match error.kind() {
                ErrorKind::InvalidData => format!("`{shown}` is not UTF-8 text"),
                _ => format!("`{shown}` cannot be read: {error}"),
            };
            session.diagnostics.push(Diagnostic::without_place(code, message));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_in_one_way() {
        for given in ["generated/x", "./generated/x", "generated//x/", "/project/generated/./x/"] {
            let place = Place::new(Path::new("/project"), Path::new(given));
            assert_eq!(place.shown.to_str(), Some("generated/x"), "{given}");
        }
        assert_eq!(Place::new(Path::new("/project"), Path::new("./")).shown.to_str(), Some("."));
        assert_eq!(Place::new(Path::new("/project"), Path::new("/else")).shown.to_str(), Some("/else"));
    }
}
