//! Files to disk, or compared with it.

#[cfg(feature = "cli")]
mod check;
mod compare;
mod journal;
mod mark;
mod names;
#[cfg(feature = "cli")]
mod vendor;
mod work;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

#[cfg(feature = "cli")]
pub use check::{diff, report_stale};
pub use compare::{Changes, Deed, compare};
#[cfg(feature = "cli")]
pub use vendor::{is_settled, settle};
#[cfg(feature = "cli")]
pub use write::is_unfinished;
pub use write::recover;

/// Files by path below the output folder, `/` between segments on every machine, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, Vec<u8>>,
}

impl FileSet {
    /// Adds a file; a file of the same path is replaced. Paths are judged by [`compare`].
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// An output folder and the name that its user knows it by.
#[derive(Debug, Clone, Copy)]
pub struct Folder<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What messages call it.
    pub shown: &'a Path,
}

impl Folder<'_> {
    /// What messages call the file `name` of this folder.
    fn shown(&self, name: &str) -> String {
        let shown = self.shown.join(name);
        // The same words on every machine.
        shown.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}

#[cfg(test)]
mod tests;
