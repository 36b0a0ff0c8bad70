//! What a command is about: one document, or the APIs of a project.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::args::Files;
use super::session::Session;
use crate::config::{Config, Target, file};
use crate::diagnostics::{Code, Diagnostic, codes};
use crate::source::{Reach, SourceId};

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
    let place = Place::new(folder, given);
    let source = load(session, &place, &codes::OA603)?;
    let root = files.root.as_ref().map(|root| Place::new(folder, root));
    let config = Config { reach: reach(root), ..config };
    let out = Place::new(folder, Path::new("."));
    Some(Task { source, document: place.shown, out, config, project: None, owned: Vec::new() })
}

/// How far references may lead if their files stand below a folder.
fn reach(root: Option<Place>) -> Reach {
    match root {
        Some(Place { path, shown }) => Reach { root: Some(path), shown_root: Some(shown) },
        None => Reach::default(),
    }
}

/// Whether there is a project, and its tasks; those that cannot be read are reported and left out.
pub(super) fn tasks(session: &mut Session, folder: &Path) -> Option<Vec<Task>> {
    let home = find(folder)?;
    let place = home.join(Path::new(file::NAME));
    let Some(source) = load(session, &place, &codes::OA501) else {
        return Some(Vec::new());
    };
    let project = file::read(&session.sources, source, &mut session.diagnostics);
    let apis = project.map(|project| project.apis).unwrap_or_default();
    let mut tasks = Vec::new();
    let project = Some(place);
    for api in apis {
        let place = home.join(&api.document);
        if let Some(source) = load(session, &place, &codes::OA603) {
            let reach = reach(api.root.map(|root| home.join(&root)));
            let config = Config { strictness: session.diagnostics.strictness(), reach, ..api.config };
            let out = home.join(&api.out);
            tasks.push(Task {
                source,
                document: place.shown,
                out,
                config,
                project: project.clone(),
                owned: CRATES.to_vec(),
            });
        }
    }
    Some(tasks)
}

/// The nearest folder with a `bindery.toml`, from `folder` upwards.
fn find(folder: &Path) -> Option<Place> {
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
