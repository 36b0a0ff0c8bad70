//! The door for build scripts.

use std::env;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;

use crate::config::{Config, ModelsPath, Target};
use crate::diagnostics::{self, Code, Diagnostic, Diagnostics, Severity, codes};
use crate::frontend;
use crate::output::{Folder, compare, recover};
use crate::source::{
    Asking, FOLDER, LOCK, Library, Shelfmark, Silence, SourceId, SourceMap, Web, WebAddress, WebRefusal, locate,
};
use crate::{Import, Stages};

/// How many warnings a build shows: Cargo repeats them in every build, and more than a few hide each other.
const SHOWN_WARNINGS: usize = 5;

/// What generated code asks for by `cfg(feature = …)`; in crates these are Cargo features.
const FEATURES: [&str; 6] = ["blocking", "examples", "reqwest", "tokio", "tower", "tracing"];

/// Generates models, client and server from a document into `OUT_DIR`. All that a build script does:
///
/// ```no_run
/// bindery::build("openapi.yaml");
/// ```
///
/// and in the crate, where `openapi` is the name of the document without its ending:
///
/// ```ignore
/// mod api {
///     include!(concat!(env!("OUT_DIR"), "/openapi/mod.rs"));
/// }
/// use api::{client, models, server};
/// ```
///
/// Errors go to the error stream and end the build; warnings are shown by Cargo.
///
/// The client sends over reqwest, unless the crate has a feature `tower` or `reqwest` of its own that is on:
/// then it has what these say. [`Build::features`] says it outright.
pub fn build(document: impl AsRef<Path>) {
    Build::new(document).compile();
}

/// [`build`] with choices.
///
/// ```no_run
/// use bindery::{Build, Target};
///
/// Build::new("specs/pets.json").name("pets").targets([Target::Client]).compile();
/// ```
#[derive(Debug, Clone)]
pub struct Build {
    document: PathBuf,
    name: Option<String>,
    out: Option<PathBuf>,
    features: Option<Vec<String>>,
    config: Config,
    imports: Vec<Neighbour>,
}

/// A build whose models another one uses, and the way to them.
#[derive(Debug, Clone)]
struct Neighbour {
    build: Build,
    models: String,
}

impl Build {
    /// For a document, its path from the folder of the package; or its address at another host. What it has from other
    /// hosts is read where `bindery generate` or `bindery fetch` has kept it: a build asks nobody.
    pub fn new(document: impl AsRef<Path>) -> Self {
        let document = document.as_ref().to_owned();
        Self { document, name: None, out: None, features: None, config: Config::default(), imports: Vec::new() }
    }

    /// What to write; models come with client and server.
    #[must_use]
    pub fn targets(mut self, targets: impl IntoIterator<Item = Target>) -> Self {
        self.config.targets = Target::closure(&targets.into_iter().collect::<Vec<_>>());
        self
    }

    /// The name of the folder below `OUT_DIR`, in place of the document's: for two documents of one name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Another folder in place of `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Which parts of the code are there: `reqwest` and `tower` (transports of the client), `tokio` (a clock for it, which
    /// `reqwest` brings along), `blocking` (calls that wait), `tracing` (its spans), `examples` (a server that answers with
    /// the document's examples). In crates these are Cargo features.
    #[must_use]
    pub fn features<T: Into<String>>(mut self, features: impl IntoIterator<Item = T>) -> Self {
        self.features = Some(features.into_iter().map(Into::into).collect());
        self
    }

    /// The folder below which the files stand that the document refers to, in place of the document's own.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.config.reach.root = Some(folder.into());
        self
    }

    /// Lets other builds use these models, by [`Build::import`].
    #[must_use]
    pub fn shared(mut self) -> Self {
        self.config.shared = true;
        self
    }

    /// Uses the models of another build, which is [shared](Build::shared), in place of types of its own: for schemas that
    /// stand in the files of both documents. `models` is the way to them from anywhere in the crate.
    ///
    /// ```no_run
    /// use bindery::{Build, Target};
    ///
    /// let common = Build::new("specs/common.yaml").targets([Target::Models]).shared();
    /// common.compile();
    /// Build::new("specs/pets.yaml").import(&common, "crate::common::models").compile();
    /// ```
    #[must_use]
    pub fn import(mut self, build: &Build, models: impl Into<String>) -> Self {
        self.imports.push(Neighbour { build: build.clone(), models: models.into() });
        self
    }

    /// How properties that no schema names are taken, how findings are taken, and so on.
    #[must_use]
    pub fn config(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(&mut self.config);
        self
    }

    /// Generates, tells Cargo what it must know, and ends the process with the findings where there are errors.
    pub fn compile(&self) {
        let mut sources = SourceMap::default();
        let made = self.run(&mut sources);
        let watched = self.watched(&sources);
        for line in watched.into_iter().chain(self.feature_lines(|name| env::var_os(name).is_some())) {
            println!("{line}");
        }
        match made {
            Ok(warnings) => {
                for line in shown(&warnings) {
                    println!("cargo::warning={line}");
                }
            }
            Err(error) => {
                eprint!("{error}");
                process::exit(1);
            }
        }
    }

    /// Generates and returns the warnings, a line each; prints nothing.
    ///
    /// # Errors
    /// The findings, if one is an error; then nothing has been written.
    pub fn try_compile(&self) -> Result<Vec<String>, BuildError> {
        self.run(&mut SourceMap::default())
    }

    /// The same, with the texts that have been read.
    fn run(&self, sources: &mut SourceMap) -> Result<Vec<String>, BuildError> {
        let (source, config) = self.read(sources)?;
        let root = self.folder()?;
        recover(&root).map_err(|error| {
            BuildError::io(format!("what an earlier run left in `{}` cannot be undone: {error}", root.display()))
        })?;
        let imported = self.imported(sources)?;
        let imports: Vec<Import<'_>> = imported.iter().filter_map(Imported::import).collect();
        let outcome = crate::generate_tree_with(sources, source, &config, &imports);
        let mut diagnostics = outcome.diagnostics;
        if !diagnostics.has_errors() {
            let folder = Folder { path: &root, shown: &root };
            let changes = compare(&outcome.files, folder, &Target::ALL.map(Target::as_str), &mut diagnostics);
            if !diagnostics.has_errors() {
                changes.apply(&outcome.files).map_err(|(path, error)| {
                    BuildError::io(format!("`{}` cannot be written: {error}", path.display()))
                })?;
                return Ok(warnings(&diagnostics, sources));
            }
        }
        Err(BuildError { text: diagnostics::render(&diagnostics, sources) })
    }

    /// The document, and the choices with what it may have from other hosts.
    fn read(&self, sources: &mut SourceMap) -> Result<(SourceId, Config), BuildError> {
        let mut config = self.config.clone();
        config.reach.web = Web::Kept(self.shelfmark());
        let source = match self.address() {
            Some(text) => far(sources, text, &config.reach.web)?,
            None => sources.load(&self.document).map_err(|error| self.unreadable(&error))?,
        };
        Ok((source, config))
    }

    /// The document's address, if it is at another host.
    fn address(&self) -> Option<&str> {
        self.document.to_str().filter(|text| text.contains("://"))
    }

    /// What the document has from other hosts: a build asks nobody, it reads what `bindery generate` has locked and kept.
    fn shelfmark(&self) -> Shelfmark {
        let folder =
            Library::home(self.document.parent().filter(|above| *above != Path::new("")).unwrap_or(Path::new(".")));
        let document = Library::mark(&folder, &self.document);
        Self::mark_in(&folder, document)
    }

    fn mark_in(folder: &Path, document: String) -> Shelfmark {
        Shelfmark { library: Arc::new(Library::new(folder, folder, Asking::Never(Silence::Build))), document }
    }

    /// Plans the builds whose models are used.
    fn imported(&self, sources: &mut SourceMap) -> Result<Vec<Imported>, BuildError> {
        let mut all: Vec<Imported> = Vec::new();
        for Neighbour { build, models } in &self.imports {
            let shown = build.document.display();
            if !build.config.shared {
                return Err(BuildError::of(&codes::OA501, format!("`{shown}` is imported and not `shared`")));
            }
            let (source, config) = build.read(sources)?;
            let theirs = build.imported(sources)?;
            let imports: Vec<Import<'_>> = theirs.iter().filter_map(Imported::import).collect();
            let outcome = crate::plan_alone(sources, source, &config, &imports);
            if outcome.diagnostics.has_errors() {
                return Err(BuildError { text: diagnostics::render(&outcome.diagnostics, sources) });
            }
            let models = ModelsPath { api: shown.to_string(), rust: models.clone(), package: None };
            all.push(Imported { models, stages: outcome.stages });
        }
        let supports: Vec<String> =
            all.iter().filter_map(Imported::import).map(|import| import.support().to_owned()).collect();
        match supports.first() {
            Some(first) if supports.iter().any(|other| other != first) => {
                let message = format!("what `{}` imports does not share its support code", self.document.display());
                Err(BuildError::of(&codes::OA113, message))
            }
            _ => Ok(all),
        }
    }

    /// The files that it and what it imports begin with: documents, and the lock of what is from other hosts.
    fn files(&self, sources: &SourceMap) -> Vec<PathBuf> {
        let lock = self.shelfmark().library.folder().join(LOCK);
        let far = sources.other_files().any(|file| file.parent().is_some_and(|folder| folder.ends_with(FOLDER)));
        let lock = Some(lock).filter(|_| far || self.address().is_some());
        let document = Some(self.document.clone()).filter(|_| self.address().is_none());
        let theirs = self.imports.iter().flat_map(|import| import.build.files(sources));
        document.into_iter().chain(lock).chain(theirs).collect()
    }

    /// What Cargo must know of files: a change of any of them changes what is made.
    fn watched(&self, sources: &SourceMap) -> Vec<String> {
        let own = self.files(sources);
        let files = own.iter().map(PathBuf::as_path).chain(sources.other_files());
        files.map(|file| format!("cargo::rerun-if-changed={}", file.display())).collect()
    }

    /// What Cargo must know of features. `is_set` tells of environment variables, where Cargo puts the features of the
    /// crate that is built.
    fn feature_lines(&self, is_set: impl Fn(&str) -> bool) -> Vec<String> {
        let listed = FEATURES.map(|name| format!("{name:?}")).join(", ");
        let mut lines = vec![format!("cargo::rustc-check-cfg=cfg(feature, values({listed}))")];
        let own = |name: &str| is_set(&format!("CARGO_FEATURE_{}", name.to_uppercase()));
        let chosen: Vec<&str> = match &self.features {
            Some(features) => features.iter().map(String::as_str).collect(),
            None if !self.config.targets.contains(&Target::Client) || own("reqwest") || own("tower") => Vec::new(),
            None => vec!["reqwest"],
        };
        lines.extend(chosen.iter().map(|name| format!("cargo::rustc-cfg=feature={name:?}")));
        lines
    }

    fn unreadable(&self, error: &io::Error) -> BuildError {
        BuildError::io(format!("`{}` cannot be read: {error}", self.document.display()))
    }

    /// The folder of the tree.
    fn folder(&self) -> Result<PathBuf, BuildError> {
        let out = match &self.out {
            Some(out) => out.clone(),
            None => env::var_os("OUT_DIR")
                .map(PathBuf::from)
                .ok_or_else(|| BuildError::io("`OUT_DIR` is not set: this belongs into a build script".to_owned()))?,
        };
        let stem = self.document.file_stem().unwrap_or("openapi".as_ref());
        Ok(out.join(self.name.as_deref().map_or(stem, |name| name.as_ref())))
    }
}

/// The document at another host, as it is kept.
fn far(sources: &mut SourceMap, text: &str, web: &Web) -> Result<SourceId, BuildError> {
    let taken = WebAddress::parse(text).map_err(WebRefusal::Improper).and_then(|address| web.take(&address));
    let source = taken.map(|taken| sources.add_web(&taken));
    let (code, message, help) = match source {
        Ok(Some(source)) => return Ok(source),
        Ok(None) => (&codes::OA603, format!("`{text}` is not UTF-8 text"), "save it as UTF-8".to_owned()),
        Err(refusal) => frontend::far(&refusal, text),
    };
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::without_place(code, message).help(help));
    Err(BuildError { text: diagnostics::render(&diagnostics, sources) })
}

/// A build that has been planned, and the way to its models.
struct Imported {
    models: ModelsPath,
    stages: Stages,
}

impl Imported {
    fn import(&self) -> Option<Import<'_>> {
        let (api, plan) = (self.stages.api.as_ref()?, self.stages.plan.as_ref()?);
        Some(Import { models: self.models.clone(), api, plan })
    }
}

/// Why a build script made nothing.
#[derive(Debug, Clone)]
pub struct BuildError {
    text: String,
}

impl BuildError {
    fn io(message: String) -> Self {
        Self::of(&codes::OA603, message)
    }

    fn of(code: &'static Code, message: String) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::without_place(code, message));
        Self { text: diagnostics::render(&diagnostics, &SourceMap::default()) }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for BuildError {}

/// `openapi.yaml:412:3: path parameter `id` is not declared [OA301]`
fn warnings(diagnostics: &Diagnostics, sources: &SourceMap) -> Vec<String> {
    let found: Vec<_> = diagnostics.iter().filter(|found| found.severity == Severity::Warning).collect();
    let places: Vec<_> =
        found.iter().filter_map(|found| found.primary.as_ref()).map(|label| (label.origin.clone(), label.at)).collect();
    let mut regions = locate(sources, &places).into_iter();
    let lines = found.iter().map(|found| {
        let place = found.primary.as_ref().map_or_else(String::new, |label| {
            let file = sources.name(label.origin.source).display();
            let looked_up = regions.next().flatten();
            match label.region.or(looked_up) {
                Some(region) => format!("{file}:{}:{}: ", region.start.line, region.start.column),
                None => format!("{file}: "),
            }
        });
        format!("{place}{} [{}]", found.message, found.code.id).replace(['\n', '\r'], " ")
    });
    lines.collect()
}

/// The first few, and how many there are beyond.
fn shown(warnings: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = warnings.iter().take(SHOWN_WARNINGS).cloned().collect();
    let more = warnings.len() - lines.len();
    if more > 0 {
        lines.push(format!("and {more} more: `bindery report` lists them"));
    }
    lines
}

#[cfg(test)]
mod tests;
