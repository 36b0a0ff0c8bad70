//! The lock file and the texts that are kept beside it, to disk or compared with it.
//!
//! Kept files are called by their contents, so that new ones disturb nobody: the lock file takes its place once they are
//! whole, and what it no longer speaks of goes afterwards. A run that is killed on the way leaves the old state or the new.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::work::Work;
use super::write::undo_what_is_left;
use crate::source::{About, FOLDER, LOCK, Library, Lock, Taken};

/// Hashes are of bytes: no version control may write line ends anew.
const ATTRIBUTES: (&str, &str) = (".gitattributes", "* -text\n");

/// Whether the lock file is what this run would write.
pub fn is_settled(library: &Library, about: &About) -> bool {
    library.read_lock().is_ok_and(|lock| library.settled(&lock, about) == lock)
}

/// Writes what documents of this run took from other hosts, one run at a time. What nobody takes any more goes.
///
/// # Errors
/// What the file system said first, with the path it said it of.
pub fn settle(library: &Library, about: &About) -> Result<(), (PathBuf, io::Error)> {
    let used = library.used();
    let kept_here = used.values().all(|(taken, _)| is_kept(taken));
    // Nothing is known here and nothing was taken, or nothing is new; a faulty file of which nobody asked stays.
    let Ok(before) = library.read_lock() else { return Ok(()) };
    if kept_here && library.settled(&before, about) == before {
        return Ok(());
    }
    let refused = |name: &str| {
        let shown = library.shown().join(name);
        move |error| (shown, error)
    };
    let folder = library.folder();
    let work = Work::enter(folder).map_err(refused(LOCK))?;
    let ready = undo_what_is_left(&work, folder).and_then(|()| work.clear());
    let done = ready.map_err(refused(LOCK)).and_then(|()| {
        let taken: Vec<&Taken> = used.values().map(|(taken, _)| taken.as_ref()).collect();
        keep(&work, folder, &taken).map_err(refused(FOLDER))?;
        // Another run may have written since.
        let broken = |_| refused(LOCK)(ErrorKind::InvalidData.into());
        let before = library.read_lock().map_err(broken)?;
        let after = library.settled(&before, about);
        write_lock(&work, folder, &after).map_err(refused(LOCK))?;
        clear_away(folder, &before, &after);
        Ok(())
    });
    work.leave();
    done
}

/// Whether the file of a text holds it; one that was changed may have its name.
fn is_kept(taken: &Taken) -> bool {
    fs::read(&taken.kept).is_ok_and(|bytes| bytes == taken.bytes)
}

fn keep(work: &Work, folder: &Path, taken: &[&Taken]) -> io::Result<()> {
    let missing: Vec<_> = taken.iter().filter(|taken| !is_kept(taken)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let vendor = folder.join(FOLDER);
    fs::create_dir_all(&vendor)?;
    if !fs::symlink_metadata(&vendor)?.is_dir() {
        return Err(io::Error::new(ErrorKind::AlreadyExists, "it is a link, and no link is followed"));
    }
    let attributes = vendor.join(ATTRIBUTES.0);
    if !attributes.exists() {
        place(work, &attributes, ATTRIBUTES.1.as_bytes())?;
    }
    missing.into_iter().try_for_each(|taken| place(work, &taken.kept, &taken.bytes))
}

fn write_lock(work: &Work, folder: &Path, lock: &Lock) -> io::Result<()> {
    let path = folder.join(LOCK);
    if lock.entries.is_empty() {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    place(work, &path, lock.text().as_bytes())
}

/// A file that takes its place when it is whole.
fn place(work: &Work, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let made = work.made(0);
    fs::write(&made, bytes)?;
    fs::rename(made, path)
}

/// Only names that the lock file gave are removed. What cannot be removed harms nobody.
fn clear_away(folder: &Path, before: &Lock, after: &Lock) {
    let vendor = folder.join(FOLDER);
    for name in before.kept().difference(&after.kept()) {
        let _ = fs::remove_file(vendor.join(name));
    }
    if after.entries.is_empty() {
        let ours = fs::read_to_string(vendor.join(ATTRIBUTES.0)).is_ok_and(|text| text == ATTRIBUTES.1);
        let alone = fs::read_dir(&vendor).is_ok_and(|files| files.count() == 1);
        if ours && alone {
            let _ = fs::remove_file(vendor.join(ATTRIBUTES.0));
            let _ = fs::remove_dir(vendor);
        }
    }
}
