//! The folder that a run works in while it writes: what is made waits there until all of it is whole, and one run at a
//! time is in it.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Its name below the output folder. It is there while a run writes, and after one that was killed.
pub(super) const FOLDER: &str = ".bindery";

/// The folder, held against other runs until it is left.
#[derive(Debug)]
pub(super) struct Work {
    folder: PathBuf,
    /// Locked as long as it is open.
    lock: File,
    /// Whether the output folder came with this run.
    new: bool,
}

impl Work {
    /// Waits until no other run writes to the output folder `root`, which is made if there is none.
    pub(super) fn enter(root: &Path) -> io::Result<Self> {
        let folder = root.join(FOLDER);
        let new = !root.exists();
        loop {
            fs::create_dir_all(root)?;
            match fs::create_dir(&folder) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            match locked(&folder) {
                Ok(Some(lock)) => return Ok(Self { folder, lock, new }),
                // The run before this one took it away, or is about to.
                Ok(None) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The list of what is being done, which is there from before the first file takes its place until after the last.
    pub(super) fn journal(&self) -> PathBuf {
        self.folder.join("journal")
    }

    /// Where the file of this number waits for its place.
    pub(super) fn made(&self, index: usize) -> PathBuf {
        self.folder.join("new").join(index.to_string())
    }

    /// Where the file of this number is kept that stood in its place before.
    pub(super) fn kept(&self, index: usize) -> PathBuf {
        self.folder.join("old").join(index.to_string())
    }

    /// Makes the two folders anew, empty.
    pub(super) fn clear(&self) -> io::Result<()> {
        for below in ["new", "old"] {
            self.take_away(below)?;
            fs::create_dir(self.folder.join(below))?;
        }
        Ok(())
    }

    fn take_away(&self, below: &str) -> io::Result<()> {
        match fs::remove_dir_all(self.folder.join(below)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Takes the folder away, unless a journal says that something is left to be put right.
    pub(super) fn leave(self) {
        if self.journal().exists() {
            return;
        }
        // The lock goes last: who enters after it is gone has a folder of its own, or one that is not empty and stays.
        let gone = ["new", "old"].iter().all(|below| self.take_away(below).is_ok());
        if gone && fs::remove_file(self.folder.join(LOCK)).is_ok() {
            // It stays where another run has come in, and so does what is above it.
            let empty = fs::remove_dir(&self.folder).is_ok();
            if let Some(root) = self.folder.parent().filter(|_| empty && self.new) {
                let _ = fs::remove_dir(root);
            }
        }
        drop(self.lock);
    }
}

const LOCK: &str = "lock";

/// Whether a run was killed while it wrote to `root`, or is writing now.
pub(super) fn is_left(root: &Path) -> bool {
    fs::symlink_metadata(root.join(FOLDER)).is_ok()
}

/// The lock of a folder; none if it has been taken away in the meantime.
fn locked(folder: &Path) -> io::Result<Option<File>> {
    let is_folder = fs::symlink_metadata(folder)?.is_dir();
    let path = folder.join(LOCK);
    let is_link = fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file());
    if !is_folder || is_link {
        return Err(io::Error::new(ErrorKind::AlreadyExists, format!("`{FOLDER}` in it is not a folder of bindery's")));
    }
    let file = File::options().create(true).truncate(false).write(true).open(&path)?;
    file.lock()?;
    Ok(is_at(&file, &path)?.then_some(file))
}

/// Whether an open file is still the one of this name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let (open, named) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok((open.dev(), open.ino()) == (named.dev(), named.ino()))
}

/// Elsewhere a file keeps its name as long as it is open.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    fs::symlink_metadata(path).map(|found| found.is_file())
}
