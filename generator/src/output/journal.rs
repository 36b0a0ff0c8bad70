//! What a run is about to do, written down before it begins, so that a run that was killed can be undone.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::work::Work;
use super::{mark, names};

const TITLE: &str = "journal of bindery 1";

/// The files whose places change, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// Its path below the output folder.
    pub(super) name: String,
    /// Whether a file stood there before, which is kept.
    pub(super) had: bool,
}

impl Journal {
    /// Writes it down, all at once.
    pub(super) fn write(&self, work: &Work) -> io::Result<()> {
        let lines =
            self.steps.iter().map(|step| format!("{} {}\n", if step.had { "changes" } else { "makes" }, step.name));
        let text = format!("{TITLE}\n{}", lines.collect::<String>());
        let part = work.made(self.steps.len());
        let mut file = File::create_new(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(part, work.journal())
    }

    /// Reads the journal that a run left, if one did.
    pub(super) fn read(work: &Work) -> io::Result<Option<Self>> {
        let text = match fs::symlink_metadata(work.journal()) {
            Ok(found) if found.is_file() => fs::read_to_string(work.journal())?,
            Ok(_) => return Err(stranger()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut lines = text.lines();
        if lines.next() != Some(TITLE) {
            return Err(stranger());
        }
        let step = |line: &str| {
            let (word, name) = line.split_once(' ')?;
            let had = match word {
                "changes" => true,
                "makes" => false,
                _ => return None,
            };
            names::is_path(name).then(|| Step { name: name.to_owned(), had })
        };
        let steps: Option<Vec<Step>> = lines.map(step).collect();
        steps.map(|steps| Some(Self { steps })).ok_or_else(stranger)
    }

    /// Puts everything back as it was before, then throws itself away. Whoever wrote the journal, nothing is touched but
    /// generated files below `root` that no link leads to.
    pub(super) fn undo(&self, work: &Work, root: &Path) -> io::Result<()> {
        for (index, step) in self.steps.iter().enumerate() {
            let (kept, path) = (work.kept(index), root.join(&step.name));
            if !is_plain(root, &step.name) || is_of_others(&path, &step.name) {
                return Err(io::Error::new(ErrorKind::AlreadyExists, format!("`{}` is in the way", step.name)));
            }
            match step.had {
                true if is_ours(&kept, &step.name) => {
                    fs::create_dir_all(path.parent().unwrap_or(root))?;
                    fs::rename(kept, path)?;
                }
                // Put back already.
                true => {}
                false => {
                    if is_ours(&path, &step.name) {
                        fs::remove_file(&path)?;
                    }
                    remove_empty_folders(root, &step.name);
                }
            }
        }
        fs::remove_file(work.journal())
    }
}

fn stranger() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "`.bindery/journal` is none of bindery's; remove the folder `.bindery`")
}

/// Whether only real folders, or nothing yet, are on the way to `name`.
fn is_plain(root: &Path, name: &str) -> bool {
    let parents = name.match_indices('/').filter_map(|(end, _)| name.get(..end));
    parents.map(|parent| fs::symlink_metadata(root.join(parent))).all(|found| match found {
        Ok(found) => found.is_dir(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    })
}

fn is_ours(path: &Path, name: &str) -> bool {
    let file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    file && fs::read(path).is_ok_and(|bytes| mark::carries(name, &bytes))
}

fn is_of_others(path: &Path, name: &str) -> bool {
    fs::symlink_metadata(path).is_ok() && !is_ours(path, name)
}

/// Removes the folders above a file that is gone, as far as they are empty.
pub(super) fn remove_empty_folders(root: &Path, name: &str) {
    let folders = Path::new(name).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders {
        // A folder that still holds something refuses to go, and so do those above it.
        if fs::remove_dir(root.join(folder)).is_err() {
            break;
        }
    }
}
