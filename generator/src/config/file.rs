//! `bindery.toml`: what a project generates, and where to.

use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, ModelsPath, PackagePath, keys, nearest};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Label, codes};
use crate::source::{Hosts, LineCol, Origin, PROJECT, Region, SourceId, SourceMap, WebAddress};

/// The name of the file.
pub const NAME: &str = PROJECT;

/// A file, read.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its APIs in the order of the file.
    pub apis: Vec<ProjectApi>,
}

/// Where the crates of an API are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// They are written to this folder, from the folder of the file.
    Folder(PathBuf),
    /// Nothing is written: others import its models, which are elsewhere.
    Elsewhere(PackagePath),
}

/// One `[api.<name>]`.
#[derive(Debug, Clone)]
pub struct ProjectApi {
    /// Its name.
    pub name: String,
    /// The document; a path is from the folder of the file.
    pub document: DocumentPlace,
    /// The output folder, from the folder of the file, or the crate that exists already.
    pub out: Output,
    /// The APIs whose models it imports, by their places in [`Project::apis`], and where these are for it. None leads back
    /// to it.
    pub imports: Vec<(usize, ModelsPath)>,
    /// The folder below which the document's files stand, from the folder of the file; none: the document's own.
    pub root: Option<PathBuf>,
    /// The overlays in their order, from the folder of the file.
    pub overlays: Vec<PathBuf>,
    /// The hosts that the document and its files may take texts from.
    pub hosts: Hosts,
    /// The choices.
    pub config: Config,
}

/// Where a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentPlace {
    /// A file.
    File(PathBuf),
    /// A text of another host.
    Web(WebAddress),
}

const ROOT_KEYS: [&str; 1] = ["api"];
const NEW_API: &str = "write a table `[api.<name>]` with `document` and `out`";

/// Reads a file. All its faults are reported; `None` if there is one.
pub fn read(sources: &SourceMap, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Project> {
    let (root, syntax) = DeTable::parse_recoverable(sources.text(source));
    let mut reader = Reader { sources, source, diagnostics, faults: 0 };
    for error in &syntax {
        reader.fault(error.span().unwrap_or_default(), error.message().to_owned(), None);
    }
    // What the parser could not read is not judged a second time: its guesses would be reported as missing keys.
    let apis = if syntax.is_empty() { reader.apis(root.get_ref()) } else { Vec::new() };
    reader.apart(&apis);
    let mut apis = apis;
    reader.resolve_imports(&mut apis);
    let sound = reader.faults == 0;
    sound.then(|| Project { apis: apis.into_iter().map(|api| api.value).collect() })
}

/// A value and where it stands.
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
    /// The names of its imports, and where they stand.
    pub(super) imports: Vec<(String, Range<usize>)>,
}

pub(super) type Entry<'t> = (&'t str, Range<usize>, &'t Spanned<DeValue<'t>>);

pub(super) struct Reader<'a> {
    sources: &'a SourceMap,
    source: SourceId,
    diagnostics: &'a mut Diagnostics,
    faults: usize,
}

impl Reader<'_> {
    pub(super) fn fault(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        self.push(&codes::OA501, span, message, help);
    }

    pub(super) fn push(&mut self, code: &'static Code, span: Range<usize>, message: String, help: Option<String>) {
        self.faults += 1;
        let (origin, region) = self.place(span);
        let place = Label::region(&origin, region, "");
        let found = Diagnostic::new(code, message, place);
        self.diagnostics.push(match help {
            Some(help) => found.help(help),
            None => found,
        });
    }

    /// Where a stretch of the file stands.
    pub(super) fn place(&self, span: Range<usize>) -> (Origin, Region) {
        let text = self.sources.text(self.source);
        let region = Region { start: line_column(text, span.start), end: line_column(text, span.end) };
        (Origin::root(self.source), region)
    }

    fn apis(&mut self, root: &DeTable<'_>) -> Vec<Placed<ProjectApi>> {
        let entries = self.entries(root, "the file", &ROOT_KEYS);
        let Some((_, span, value)) = entries.into_iter().find(|(key, ..)| *key == "api") else {
            // A misspelt `[api.x]` has been reported already, and that is the one fault.
            if self.faults == 0 {
                self.fault(0..0, "no API is configured".to_owned(), Some(NEW_API.to_owned()));
            }
            return Vec::new();
        };
        let Some(table) = self.table(value, "api") else { return Vec::new() };
        if table.is_empty() {
            self.fault(span, "no API is configured".to_owned(), Some(NEW_API.to_owned()));
        }
        in_order(table).into_iter().filter_map(|entry| self.api(entry)).collect()
    }

    fn api(&mut self, (name, span, value): Entry<'_>) -> Option<Placed<ProjectApi>> {
        if let Err(fault) = Config::check_name(name) {
            self.fault(span.clone(), format!("`{name}` cannot be the name of an API"), Some(fault.to_owned()));
        }
        let table = self.table(value, &format!("api.{name}"))?;
        let whole = format!("`[api.{name}]`");
        let (mut document, mut out, mut root, mut models) = (None, None, None, None);
        let (mut imports, mut overlays) = (Vec::new(), Vec::new());
        let mut hosts = Hosts::default();
        let mut config = Config { name: Some(name.to_owned()), workspace: false, ..Config::default() };
        for (key, _, value) in self.entries(table, &whole, &keys::names()) {
            match key {
                "document" => document = Some(self.document(value)),
                "out" => out = Some(self.path(value, key)),
                "root" => root = self.path(value, key),
                "overlays" => overlays = self.paths(value, key),
                "overrides" => config.overrides = self.overrides(value),
                "include" => config.selection.include = self.selectors(value, key),
                "exclude" => config.selection.exclude = self.selectors(value, key),
                "allow-hosts" => hosts.public = self.hosts(value, key),
                "allow-private-hosts" => hosts.private = self.hosts(value, key),
                "import" => imports = self.imports(value),
                "models" => models = Some(self.models(value, name)),
                "shared" => config.shared = self.boolean(value, key).unwrap_or(config.shared),
                "targets" => config.targets = self.targets(value).unwrap_or(config.targets),
                "version" => config.version = self.version(value).unwrap_or(config.version),
                "license" => config.license = self.license(value).unwrap_or(config.license),
                "unknown-properties" => {
                    config.unknown_properties = self.unknown_properties(value, key).unwrap_or_default();
                }
                "unknown-properties-of" => config.unknown_properties_of = self.unknown_properties_of(value, key),
                "enums" => config.enums = self.enums(value).unwrap_or(config.enums),
                "integers" => config.integers = self.integers(value).unwrap_or_default(),
                "types" => config.types.list = self.foreign_types(value),
                "crates" => config.types.crates = self.crates(value),
                "derive" => config.derives.all = self.derives(value, key),
                "derive-of" => config.derives.of = self.derives_of(value, key),
                "pagination" => config.pagination = self.pagination(value),
                "layout" => config.layout = self.layout(value).unwrap_or_default(),
                "workspace" => config.workspace = self.boolean(value, key).unwrap_or(config.workspace),
                _ => {}
            }
        }
        let out = match (out, models) {
            (Some(_), Some(_)) => {
                let help = "`models` says that they exist and are not written".to_owned();
                self.fault(span.clone(), format!("{whole} has both `out` and `models`"), Some(help));
                None
            }
            (out, None) => out.map(|out: Option<PathBuf>| out.map(Output::Folder)),
            (None, models) => models.map(|models: Option<PackagePath>| models.map(Output::Elsewhere)),
        };
        for (key, found) in [("document", document.is_some()), ("out", out.is_some())] {
            // A misspelt key is one fault, not two.
            let misspelt = table.keys().any(|word| nearest(word.get_ref(), keys::names()) == Some(key));
            if !found && !misspelt {
                self.fault(span.clone(), format!("{whole} has no `{key}`"), None);
            }
        }
        let (document, out, none) = (document??, out??, Vec::new());
        let api = ProjectApi { name: name.to_owned(), document, out, imports: none, root, overlays, hosts, config };
        Some(Placed { value: api, span, imports })
    }

    /// The entries of a table as far as their keys are known, in the order of the file; the others are reported.
    pub(super) fn entries<'t>(
        &mut self,
        table: &'t DeTable<'t>,
        whole: &str,
        known: &[&'static str],
    ) -> Vec<Entry<'t>> {
        let (good, bad): (Vec<_>, Vec<_>) = in_order(table).into_iter().partition(|(key, ..)| known.contains(key));
        for (key, span, _) in bad {
            let help = match nearest(key, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("known are {}", listed(known)),
            };
            self.fault(span, format!("{whole} knows no `{key}`"), Some(help));
        }
        good
    }

    /// Each API has a folder of its own: two in one would overwrite and remove each other's files.
    fn apart(&mut self, apis: &[Placed<ProjectApi>]) {
        for (i, later) in apis.iter().enumerate() {
            let earlier = apis.iter().take(i).map(|api| &api.value);
            let Output::Folder(out) = &later.value.out else { continue };
            let near = |other: &Output| match other {
                Output::Folder(other) => other.starts_with(out) || out.starts_with(other),
                Output::Elsewhere(_) => false,
            };
            for other in earlier.filter(|other| near(&other.out)) {
                let message = format!("`{}` and `{}` are written to the same folder", other.name, later.value.name);
                self.fault(later.span.clone(), message, Some("give each API a folder of its own".to_owned()));
            }
        }
    }

    pub(super) fn wrong(&mut self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) {
        let is = value.get_ref().type_str();
        self.fault(value.span(), format!("`{key}` must be {wanted}, this is of type {is}"), None);
    }

    pub(super) fn table<'t>(&mut self, value: &'t Spanned<DeValue<'t>>, key: &str) -> Option<&'t DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, key, "a table");
        }
        table
    }

    pub(super) fn string<'t>(&mut self, value: &'t Spanned<DeValue<'_>>, key: &str) -> Option<&'t str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(value, key, "a string");
        }
        text
    }

    pub(super) fn boolean(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<bool> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(value, key, "`true` or `false`");
        }
        found
    }

    pub(super) fn word(&mut self, value: &Spanned<DeValue<'_>>, key: &str, word: &str, known: &[&str]) {
        let help = match nearest(word, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("known are {}", listed(known)),
        };
        self.fault(value.span(), format!("`{key}` knows no `{word}`"), Some(help));
    }

    pub(super) fn version(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = self.string(value, "version")?;
        if let Err(fault) = Config::check_version(text) {
            self.fault(value.span(), format!("`{text}` is no version"), Some(fault.to_owned()));
        }
        Some(text.to_owned())
    }

    fn license(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = self.string(value, "license")?;
        if text.trim().is_empty() || text.contains(char::is_control) {
            let help = "write an SPDX expression, such as `MIT OR Apache-2.0`".to_owned();
            self.fault(value.span(), "`license` is no licence".to_owned(), Some(help));
        }
        Some(text.to_owned())
    }
}

/// The parser sorts keys; people expect the order in which they wrote them.
pub(super) fn in_order<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> =
        table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value)).collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn line_column(text: &str, at: usize) -> LineCol {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    LineCol { line, column }
}

#[cfg(test)]
mod tests;
