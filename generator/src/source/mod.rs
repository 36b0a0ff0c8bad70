//! The files of a run and the places in them. Places are pointers; lines are looked up only to be printed.

mod joined;
mod json;
mod locate;
mod origin;
mod outline;
mod pointer;

use std::io;
use std::path::{Path, PathBuf};

pub use json::{JsonToken, JsonTokens};
pub use locate::{Region, locate, locate_repeats};
pub use origin::{At, Origin};
pub use pointer::JsonPointer;

/// One text of a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

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
    files: Vec<SourceFile>,
}

#[derive(Debug)]
struct SourceFile {
    name: PathBuf,
    text: String,
}

impl SourceMap {
    /// Adds a text under the name that diagnostics will print, a byte order mark taken off.
    pub fn add(&mut self, name: impl Into<PathBuf>, text: String) -> SourceId {
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        self.files.push(SourceFile { name: name.into(), text });
        SourceId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// Reads a file as UTF-8.
    ///
    /// # Errors
    /// What the file system says; `InvalidData` for bytes that are not UTF-8.
    pub fn load(&mut self, path: &Path) -> io::Result<SourceId> {
        Ok(self.add(path, std::fs::read_to_string(path)?))
    }

    /// The text of a file; empty for an id of another map.
    pub fn text(&self, id: SourceId) -> &str {
        self.files.get(id.0 as usize).map_or("", |file| file.text.as_str())
    }

    /// The name of a file.
    pub fn name(&self, id: SourceId) -> &Path {
        self.files.get(id.0 as usize).map_or(Path::new(""), |file| file.name.as_path())
    }
}
