//! The files of a run and the places in them. Places are pointers; lines are looked up only to be printed.

mod address;
mod distance;
mod iri;
mod joined;
mod json;
mod locate;
mod moves;
mod origin;
mod outline;
mod pointer;
mod shelf;
mod web;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use address::{percent_decoded, percent_encoded};
pub use distance::distance;
pub use iri::resolved;
pub use json::{JsonToken, JsonTokens};
pub use locate::{Region, locate, locate_repeats};
pub use moves::{Moves, WrittenAt};
pub use origin::{At, Origin};
pub use pointer::JsonPointer;
pub use shelf::{Location, Reach, Refusal, Shelf};
pub use web::{
    About, Answer, Asking, Change, Digest, Entry, FOLDER, Failure, Fetch, Host, Hosts, Improper, LOCK, Library, Lock,
    LockFault, Nets, PROJECT, Question, Shelfmark, Silence, Taken, Web, WebAddress, WebRefusal, is_public, kept_name,
};

/// One text of a [`SourceMap`]: a document, or one of the other files that its references lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId {
    document: u32,
    /// 0 for the document itself, else its other files from 1.
    file: u32,
}

/// A line and a column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineCol {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// All texts of a run, each with the name that users know it by.
#[derive(Debug, Default)]
pub struct SourceMap {
    documents: Vec<SourceDocument>,
}

#[derive(Debug)]
struct SourceDocument {
    text: SourceText,
    /// The other files, once they have been gathered.
    files: OnceLock<Vec<SourceText>>,
}

/// A text and the name that diagnostics will print.
#[derive(Debug)]
pub struct SourceText {
    /// The name.
    pub name: PathBuf,
    /// The text, without a byte order mark.
    pub text: String,
    /// The file it was read from, or is kept in; none for what came from elsewhere.
    pub path: Option<PathBuf>,
    /// Its address at another host, if it is from there.
    pub address: Option<WebAddress>,
}

impl SourceText {
    /// A text, a byte order mark taken off.
    pub fn new(name: impl Into<PathBuf>, text: String, path: Option<PathBuf>) -> Self {
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        Self { name: name.into(), text, path, address: None }
    }

    /// A text of another host. None if it is not UTF-8.
    pub fn of_web(taken: &Taken) -> Option<Self> {
        let text = String::from_utf8(taken.bytes.clone()).ok()?;
        let text = Self::new(taken.at.as_str(), text, Some(taken.kept.clone()));
        Some(Self { address: Some(taken.at.clone()), ..text })
    }
}

impl SourceId {
    /// The other file of this document with this number, from 0 in the order of [`SourceMap::gathered`].
    #[must_use]
    pub fn other(self, index: usize) -> Self {
        Self { file: u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1), ..self }
    }

    /// The number of one of the other files; none for a document.
    pub fn number(self) -> Option<usize> {
        (self.file as usize).checked_sub(1)
    }
}

impl SourceMap {
    /// Adds a text under the name that diagnostics will print, a byte order mark taken off. It has no folder, so that
    /// its references lead to no other files.
    pub fn add(&mut self, name: impl Into<PathBuf>, text: String) -> SourceId {
        self.push(SourceText::new(name, text, None))
    }

    /// Adds a text that was read from a file.
    pub fn add_file(&mut self, name: impl Into<PathBuf>, text: String, path: impl Into<PathBuf>) -> SourceId {
        self.push(SourceText::new(name, text, Some(path.into())))
    }

    /// Adds a text of another host. None if it is not UTF-8.
    pub fn add_web(&mut self, taken: &Taken) -> Option<SourceId> {
        SourceText::of_web(taken).map(|text| self.push(text))
    }

    /// Reads a file as UTF-8.
    ///
    /// # Errors
    /// What the file system says; `InvalidData` for bytes that are not UTF-8.
    pub fn load(&mut self, path: &Path) -> io::Result<SourceId> {
        Ok(self.add_file(path, std::fs::read_to_string(path)?, path))
    }

    fn push(&mut self, text: SourceText) -> SourceId {
        self.documents.push(SourceDocument { text, files: OnceLock::new() });
        SourceId { document: u32::try_from(self.documents.len() - 1).unwrap_or(u32::MAX), file: 0 }
    }

    /// Takes the other files of a document, once. They have the ids [`SourceId::other`].
    pub fn gathered(&self, document: SourceId, files: Vec<SourceText>) {
        if let Some(known) = self.documents.get(document.document as usize) {
            // Who asks a second time gets the same files.
            let _ = known.files.set(files);
        }
    }

    fn entry(&self, id: SourceId) -> Option<&SourceText> {
        let document = self.documents.get(id.document as usize)?;
        match id.number() {
            None => Some(&document.text),
            Some(index) => document.files.get()?.get(index),
        }
    }

    /// The text of a file; empty for an id of another map.
    pub fn text(&self, id: SourceId) -> &str {
        self.entry(id).map_or("", |file| file.text.as_str())
    }

    /// The name of a file.
    pub fn name(&self, id: SourceId) -> &Path {
        self.entry(id).map_or(Path::new(""), |file| file.name.as_path())
    }

    /// Where a document was read; none if it came as a text.
    pub fn path(&self, id: SourceId) -> Option<&Path> {
        self.documents.get(id.document as usize)?.text.path.as_deref()
    }

    /// The address of a document at another host, if it is from there.
    pub fn address(&self, id: SourceId) -> Option<&WebAddress> {
        self.documents.get(id.document as usize)?.text.address.as_ref()
    }

    /// Where a text stands, the same for each document that reads it: links resolved; its name if it was read nowhere.
    pub fn place(&self, id: SourceId) -> PathBuf {
        let Some(file) = self.entry(id) else { return PathBuf::new() };
        let real = file.path.as_deref().map(|path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
        real.unwrap_or_else(|| file.name.clone())
    }

    /// The files that have been read beside the documents, in the order of the references to them.
    pub fn other_files(&self) -> impl Iterator<Item = &Path> {
        let files = self.documents.iter().filter_map(|document| document.files.get());
        files.flatten().filter_map(|file| file.path.as_deref())
    }
}
