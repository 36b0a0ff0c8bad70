//! Changes to disk: all of them or none.

use std::cmp::Reverse;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::compare::{Changes, compare};
use super::journal::{Journal, Step, remove_empty_folders};
use super::work::{self, Work};
use super::{FileSet, Folder};
use crate::diagnostics::Diagnostics;

/// What the file system said, with the path it said it of.
type Refused = (PathBuf, io::Error);

impl Changes {
    /// Carries the changes out, one run at a time: everything is written beside the old files first, then takes its place.
    /// If the file system refuses on the way, what has been done is undone; if the run is killed on the way,
    /// [`recover`] undoes it. Manifests come last, since Cargo refuses a whole workspace over one manifest without its
    /// files. What is no longer made goes, with folders that this leaves empty.
    ///
    /// `files` are those that were compared. The folder is compared again: another run may have written to it since.
    ///
    /// # Errors
    /// What the file system said first, with the path it said it of.
    pub fn apply(&self, files: &FileSet) -> Result<(), (PathBuf, io::Error)> {
        self.apply_by(files, &place)
    }

    /// As [`Changes::apply`], with another way for files to take their places.
    pub(super) fn apply_by(&self, files: &FileSet, place: Place<'_>) -> Result<(), Refused> {
        if self.writes.is_empty() && self.removals.is_empty() {
            return Ok(());
        }
        let of_folder = |error| (self.shown.clone(), error);
        let work = Work::enter(&self.root).map_err(of_folder)?;
        let done = undo_what_is_left(&work, &self.root).map_err(of_folder).and_then(|()| {
            let now = self.again(files)?;
            now.commit(&work, place)
        });
        work.leave();
        done
    }

    /// What has to be done now that no other run writes.
    fn again(&self, files: &FileSet) -> Result<Changes, Refused> {
        let mut diagnostics = Diagnostics::default();
        let owned: Vec<&str> = self.owned.iter().map(String::as_str).collect();
        let folder = Folder { path: &self.root, shown: &self.shown };
        let now = compare(files, folder, &owned, &mut diagnostics);
        match diagnostics.iter().next() {
            Some(found) => Err((self.shown.clone(), io::Error::new(ErrorKind::AlreadyExists, found.message.clone()))),
            None => Ok(now),
        }
    }

    fn commit(&self, work: &Work, place: Place<'_>) -> Result<(), Refused> {
        let steps = self.steps();
        let refused = |name: &str| {
            let shown = self.shown.join(name);
            move |error| (shown, error)
        };
        work.clear().map_err(refused(work::FOLDER))?;
        for (index, (name, new)) in steps.iter().enumerate() {
            self.prepare(work, index, name, *new).map_err(refused(name))?;
        }
        let had = |index: usize| fs::symlink_metadata(work.kept(index)).is_ok();
        let journal =
            steps.iter().enumerate().map(|(index, (name, _))| Step { name: (*name).to_owned(), had: had(index) });
        let journal = Journal { steps: journal.collect() };
        journal.write(work).map_err(refused(work::FOLDER))?;
        for (index, (name, new)) in steps.iter().enumerate() {
            let path = self.root.join(name);
            let done = match new {
                Some(_) => settle(&work.made(index), &path, place),
                None => fs::remove_file(&path),
            };
            if let Err(error) = done {
                // What cannot be undone now stays in the journal, for the next run.
                let _ = journal.undo(work, &self.root);
                return Err(refused(name)(error));
            }
            if new.is_none() {
                remove_empty_folders(&self.root, name);
            }
        }
        fs::remove_file(work.journal()).map_err(refused(work::FOLDER))
    }

    /// Names with what is to stand there, nothing for what goes, in the order in which it is done.
    fn steps(&self) -> Vec<(&str, Option<&[u8]>)> {
        let writes = self.writes.iter().map(|write| (write.name.as_str(), Some(write.new.as_slice())));
        let (mut manifests, mut steps): (Vec<_>, Vec<_>) = writes.partition(|(name, _)| is_manifest(name));
        // The manifest of a workspace names those below it.
        manifests.sort_by_key(|(name, _)| Reverse(name.matches('/').count()));
        steps.extend(manifests);
        steps.extend(self.removals.iter().map(|removal| (removal.name.as_str(), None)));
        steps
    }

    /// Writes what is new beside its place, and keeps what stands there.
    fn prepare(&self, work: &Work, index: usize, name: &str, new: Option<&[u8]>) -> io::Result<()> {
        if let Some(new) = new {
            fs::write(work.made(index), new)?;
        }
        let (old, kept) = (self.root.join(name), work.kept(index));
        match fs::symlink_metadata(&old) {
            // A second name for the same file keeps its time too; not every file system has such names.
            Ok(_) => fs::hard_link(&old, &kept).or_else(|_| fs::copy(&old, &kept).map(|_| ())),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Undoes what a run did that was killed while it wrote to the folder; waits for one that is still writing.
///
/// # Errors
/// What the file system said.
pub fn recover(root: &Path) -> io::Result<()> {
    if !work::is_left(root) {
        return Ok(());
    }
    let work = Work::enter(root)?;
    let done = undo_what_is_left(&work, root);
    work.leave();
    done
}

/// Whether a run was killed while it wrote to the folder, or is writing now. Changes nothing.
#[cfg(feature = "cli")]
pub fn is_unfinished(root: &Path) -> bool {
    work::is_left(root)
}

pub(super) fn undo_what_is_left(work: &Work, root: &Path) -> io::Result<()> {
    Journal::read(work)?.map_or(Ok(()), |journal| journal.undo(work, root))
}

/// How a file that is whole takes its place.
pub(super) type Place<'a> = &'a dyn Fn(&Path, &Path) -> io::Result<()>;

fn settle(made: &Path, path: &Path, place: Place<'_>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    place(made, path)
}

/// At once. Where a folder of the output is a file system of its own, the file is brought there first.
fn place(made: &Path, path: &Path) -> io::Result<()> {
    match fs::rename(made, path) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let beside = path.with_extension("bindery-new");
            fs::copy(made, &beside)?;
            fs::rename(beside, path)
        }
        done => done,
    }
}

fn is_manifest(name: &str) -> bool {
    name == "Cargo.toml" || name.ends_with("/Cargo.toml")
}
