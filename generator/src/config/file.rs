//! `bindery.toml`: what a project generates, and where to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Enums, Integers, Layout, Target, UnknownProperties, nearest, paths};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::source::{LineCol, Origin, Region, SourceId, SourceMap};

/// The name of the file.
pub const NAME: &str = "bindery.toml";

/// A file, read.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its APIs in the order of the file.
    pub apis: Vec<ProjectApi>,
}

/// One `[api.<name>]`.
#[derive(Debug, Clone)]
pub struct ProjectApi {
    /// Its name.
    pub name: String,
    /// The document, from the folder of the file.
    pub document: PathBuf,
    /// The output folder, from the folder of the file.
    pub out: PathBuf,
    /// The folder below which the document's files stand, from the folder of the file; none: the document's own.
    pub root: Option<PathBuf>,
    /// The choices.
    pub config: Config,
}

const ROOT_KEYS: [&str; 1] = ["api"];
const API_KEYS: [&str; 13] = [
    "document",
    "out",
    "root",
    "targets",
    "version",
    "license",
    "unknown-properties",
    "unknown-properties-of",
    "enums",
    "integers",
    "pagination",
    "workspace",
    "layout",
];
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
    let sound = reader.faults == 0;
    sound.then(|| Project { apis: apis.into_iter().map(|api| api.value).collect() })
}

/// A value and where it stands.
struct Placed<T> {
    value: T,
    span: Range<usize>,
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
        self.faults += 1;
        let (origin, region) = self.place(span);
        let place = Label::region(&origin, region, "");
        let found = Diagnostic::new(&codes::OA501, message, place);
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
        let (mut document, mut out, mut root) = (None, None, None);
        let mut config = Config { name: Some(name.to_owned()), workspace: false, ..Config::default() };
        for (key, _, value) in self.entries(table, &whole, &API_KEYS) {
            match key {
                "document" => document = Some(self.path(value, key)),
                "out" => out = Some(self.path(value, key)),
                "root" => root = self.path(value, key),
                "targets" => config.targets = self.targets(value).unwrap_or(config.targets),
                "version" => config.version = self.version(value).unwrap_or(config.version),
                "license" => config.license = self.license(value).unwrap_or(config.license),
                "unknown-properties" => {
                    config.unknown_properties = self.unknown_properties(value, key).unwrap_or_default();
                }
                "unknown-properties-of" => config.unknown_properties_of = self.unknown_properties_of(value, key),
                "enums" => config.enums = self.enums(value).unwrap_or(config.enums),
                "integers" => config.integers = self.integers(value).unwrap_or_default(),
                "pagination" => config.pagination = self.pagination(value),
                "layout" => config.layout = self.layout(value).unwrap_or_default(),
                "workspace" => config.workspace = self.boolean(value, key).unwrap_or(config.workspace),
                _ => {}
            }
        }
        for (key, found) in [("document", &document), ("out", &out)] {
            // A misspelt key is one fault, not two.
            let misspelt = table.keys().any(|word| nearest(word.get_ref(), API_KEYS) == Some(key));
            if found.is_none() && !misspelt {
                self.fault(span.clone(), format!("{whole} has no `{key}`"), None);
            }
        }
        let api = ProjectApi { name: name.to_owned(), document: document??, out: out??, root, config };
        Some(Placed { value: api, span })
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
            let out = &later.value.out;
            for other in earlier.filter(|other| other.out.starts_with(out) || out.starts_with(&other.out)) {
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

    fn boolean(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<bool> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(value, key, "`true` or `false`");
        }
        found
    }

    fn path(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<PathBuf> {
        let text = self.string(value, key)?;
        match paths::inside(text) {
            Ok(path) => Some(path),
            Err(fault) => {
                let help = format!("write a path from the folder of {NAME}, without `..`");
                self.fault(value.span(), format!("the path `{text}` of `{key}` {fault}"), Some(help));
                None
            }
        }
    }

    fn targets(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Vec<Target>> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, "targets", "a list of strings");
            return None;
        };
        if items.is_empty() {
            self.fault(value.span(), "`targets` is empty".to_owned(), None);
        }
        let mut chosen = Vec::new();
        for item in items.iter() {
            let Some(word) = item.get_ref().as_str() else {
                self.wrong(item, "targets", "a list of strings");
                continue;
            };
            match Target::parse(word) {
                Some(target) => chosen.push(target),
                None => self.word(item, "targets", word, &Target::ALL.map(Target::as_str)),
            }
        }
        Some(Target::closure(&chosen))
    }

    fn unknown_properties(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<UnknownProperties> {
        let word = self.string(value, key)?;
        let choice = UnknownProperties::parse(word);
        if choice.is_none() {
            self.word(value, key, word, &UnknownProperties::ALL.map(UnknownProperties::as_str));
        }
        choice
    }

    fn unknown_properties_of(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
    ) -> BTreeMap<String, UnknownProperties> {
        let Some(table) = self.table(value, key) else { return BTreeMap::new() };
        let choices = in_order(table).into_iter().filter_map(|(name, _, value)| {
            Some((name.to_owned(), self.unknown_properties(value, &format!("{key}.{name}"))?))
        });
        choices.collect()
    }

    fn enums(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Enums> {
        if let Some(word) = value.get_ref().as_str() {
            return match word {
                "open" => Some(Enums::Open),
                "closed" => Some(Enums::AllClosed),
                word => {
                    self.word(value, "enums", word, &["open", "closed"]);
                    None
                }
            };
        }
        let names = value.get_ref().as_array().map(|items| items.iter().map(|item| item.get_ref().as_str()));
        match names.map(|names| names.map(|name| name.map(str::to_owned)).collect::<Option<Vec<_>>>()) {
            Some(Some(names)) => Some(Enums::Closed(names)),
            _ => {
                self.wrong(value, "enums", "`open`, `closed` or a list of names of schemas");
                None
            }
        }
    }

    fn layout(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Layout> {
        let word = self.string(value, "layout")?;
        let choice = Layout::parse(word);
        if choice.is_none() {
            self.word(value, "layout", word, &Layout::ALL.map(Layout::as_str));
        }
        choice
    }

    fn integers(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Integers> {
        let word = self.string(value, "integers")?;
        let choice = Integers::parse(word);
        if choice.is_none() {
            self.word(value, "integers", word, &Integers::ALL.map(Integers::as_str));
        }
        choice
    }

    pub(super) fn word(&mut self, value: &Spanned<DeValue<'_>>, key: &str, word: &str, known: &[&str]) {
        let help = match nearest(word, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("known are {}", listed(known)),
        };
        self.fault(value.span(), format!("`{key}` knows no `{word}`"), Some(help));
    }

    fn version(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
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
