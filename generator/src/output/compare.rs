//! What stands between the files of a run and the disk. Reads only.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::names::{self, Spellings};
use super::{FileSet, Folder, mark};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

/// What would have to be done to a folder.
#[derive(Debug)]
pub struct Changes {
    /// The folder.
    pub(super) root: PathBuf,
    /// What messages call it.
    pub(super) shown: PathBuf,
    /// Folders below it that hold nothing but generated files, made in this run or not.
    pub(super) owned: Vec<String>,
    /// Files to write, sorted.
    pub(super) writes: Vec<Write>,
    /// Files of an earlier run that are no longer made, sorted.
    pub(super) removals: Vec<Removal>,
}

/// What is done to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It is not there yet.
    Create,
    /// It differs.
    Replace,
    /// It is no longer made.
    Remove,
}

/// A file that is new or differs.
#[derive(Debug)]
pub(super) struct Write {
    pub(super) name: String,
    pub(super) old: Option<Vec<u8>>,
    pub(super) new: Vec<u8>,
}

/// A file that is no longer made.
#[derive(Debug)]
pub(super) struct Removal {
    pub(super) name: String,
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only a diff shows it"))]
    pub(super) old: Vec<u8>,
}

impl Changes {
    /// How many files are new or differ.
    pub fn written(&self) -> usize {
        self.writes.len()
    }

    /// What would be done to which file, in order of their names.
    pub fn list(&self) -> Vec<(Deed, &str)> {
        let written = self.writes.iter().map(|write| match write.old {
            Some(_) => (Deed::Replace, write.name.as_str()),
            None => (Deed::Create, write.name.as_str()),
        });
        let removed = self.removals.iter().map(|removal| (Deed::Remove, removal.name.as_str()));
        let mut all: Vec<_> = written.chain(removed).collect();
        all.sort_by_key(|(_, name)| *name);
        all
    }

    /// How many files of an earlier run are no longer made.
    pub fn removed(&self) -> usize {
        self.removals.len()
    }
}

/// Compares files with a folder. Whatever forbids writing is reported, all of it: files of others in the way, links
/// that lead away, names that no file of ours may have.
///
/// `owned` names further folders below the output folder that hold nothing but generated files, even if this run makes
/// none there: the crates of targets that are no longer asked for.
pub fn compare(files: &FileSet, folder: Folder<'_>, owned: &[&str], diagnostics: &mut Diagnostics) -> Changes {
    let mut comparison = Comparison { folder, diagnostics };
    let mut changes = Changes {
        root: folder.path.to_owned(),
        shown: folder.shown.to_owned(),
        owned: owned.iter().map(|name| (*name).to_owned()).collect(),
        writes: Vec::new(),
        removals: Vec::new(),
    };
    if fs::metadata(folder.path).is_ok_and(|found| !found.is_dir()) {
        comparison.in_the_way("", "is not a folder");
        return changes;
    }
    let mut tops: BTreeSet<&str> = owned.iter().copied().collect();
    let mut spellings = Spellings::default();
    for (name, bytes) in files.iter() {
        if comparison.is_ours(name, bytes, &mut spellings) {
            tops.extend(name.split_once('/').map(|(top, _)| top));
            changes.writes.extend(comparison.write(name, bytes));
        }
    }
    for top in tops {
        comparison.removals(top, files, &mut changes.removals);
    }
    changes.removals.sort_by(|a, b| a.name.cmp(&b.name));
    changes
}

struct Comparison<'a> {
    folder: Folder<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl Comparison<'_> {
    fn in_the_way(&mut self, name: &str, why: &str) {
        let shown = if name.is_empty() { self.folder.shown.display().to_string() } else { self.folder.shown(name) };
        self.diagnostics.push(Diagnostic::without_place(&codes::OA601, format!("`{shown}` {why}")));
    }

    fn refused(&mut self, name: &str, error: &io::Error) {
        let shown = self.folder.shown(name);
        self.diagnostics.push(Diagnostic::without_place(&codes::OA603, format!("`{shown}` cannot be read: {error}")));
    }

    /// Guards against faults of our own: a name that leaves the folder or that some machine does not have, a file that the
    /// next run could not recognise.
    fn is_ours<'n>(&mut self, name: &'n str, bytes: &[u8], spellings: &mut Spellings<'n>) -> bool {
        let fault = if !names::is_path(name) {
            "has no path that may be written".to_owned()
        } else if !mark::carries(name, bytes) {
            "does not say that it is generated".to_owned()
        } else if let Some(other) = spellings.add(name) {
            format!("is the same as `{other}` where the case of letters does not count")
        } else {
            return true;
        };
        let message = format!("the generated file `{name}` {fault}");
        self.diagnostics.push(Diagnostic::without_place(&codes::OA901, message));
        false
    }

    /// What has to be written under `name`, if anything.
    fn write(&mut self, name: &str, new: &[u8]) -> Option<Write> {
        let write = |old| Some(Write { name: name.to_owned(), old, new: new.to_owned() });
        let ends = name.match_indices('/').map(|(end, _)| end);
        for parent in ends.filter_map(|end| name.get(..end)) {
            match self.kind(parent)? {
                Kind::Nothing => return write(None),
                Kind::Folder => {}
                Kind::Link => return self.nothing(parent, "is a link, and links are not followed"),
                Kind::File => return self.nothing(parent, "is a file where a folder is needed"),
            }
        }
        match self.kind(name)? {
            Kind::Nothing => write(None),
            Kind::Folder => self.nothing(name, "is a folder where a file is needed"),
            Kind::Link => self.nothing(name, "is a link, and links are not followed"),
            Kind::File => match fs::read(self.folder.path.join(name)) {
                Ok(old) if old == new => None,
                Ok(old) if mark::carries(name, &old) => write(Some(old)),
                Ok(_) => self.nothing(name, "is not marked as generated and is left alone"),
                Err(error) => {
                    self.refused(name, &error);
                    None
                }
            },
        }
    }

    fn nothing<T>(&mut self, name: &str, why: &str) -> Option<T> {
        self.in_the_way(name, why);
        None
    }

    /// What stands under `name`; `None` if the file system does not say, which is reported.
    fn kind(&mut self, name: &str) -> Option<Kind> {
        match fs::symlink_metadata(self.folder.path.join(name)) {
            Ok(found) if found.is_symlink() => Some(Kind::Link),
            Ok(found) if found.is_dir() => Some(Kind::Folder),
            Ok(_) => Some(Kind::File),
            // A parent that is a file has been reported where the parents are looked at.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Some(Kind::Nothing),
            Err(error) => {
                self.refused(name, &error);
                None
            }
        }
    }

    /// Collects marked files below the folder `top` that are not among `files`. Links are not followed; hidden folders
    /// and Cargo's own output are not looked into.
    fn removals(&mut self, top: &str, files: &FileSet, removals: &mut Vec<Removal>) {
        let mut open = vec![top.to_owned()];
        while let Some(at) = open.pop() {
            if self.kind(&at) != Some(Kind::Folder) {
                continue;
            }
            let path = self.folder.path.join(&at);
            match entries(&path) {
                Ok(names) => {
                    for name in names {
                        let (hidden, name) = (name.starts_with('.') || name == "target", format!("{at}/{name}"));
                        if mark::can_carry(&name) && files.get(&name).is_none() {
                            removals.extend(self.removal(&name));
                        }
                        if !hidden {
                            open.push(name);
                        }
                    }
                }
                Err(error) => self.refused(&at, &error),
            }
        }
    }

    fn removal(&mut self, name: &str) -> Option<Removal> {
        if self.kind(name)? != Kind::File {
            return None;
        }
        match fs::read(self.folder.path.join(name)) {
            Ok(old) if mark::carries(name, &old) => Some(Removal { name: name.to_owned(), old }),
            Ok(_) => None,
            Err(error) => {
                self.refused(name, &error);
                None
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nothing,
    File,
    Folder,
    Link,
}

/// Names in a folder. A name that is not Unicode cannot be one of ours.
fn entries(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}
