//! Documents of many files from one text: a line `--- NAME` begins a file.

use std::fs;
use std::path::{Component, Path};

use tempfile::TempDir;

/// The file that a run begins with, and that holds what stands before the first name.
const MAIN: &str = "openapi.yaml";
/// More files than these say nothing new.
const MOST: usize = 12;

/// Writes the files of a text below a folder of their own. Names that would lead out of it are left out: whether
/// references do is what is asked here.
///
/// # Panics
/// If the folder for files of the moment refuses one.
pub fn laid_out(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for files of the moment");
    let mut parts = vec![(MAIN, String::new())];
    for line in text.lines() {
        match line.strip_prefix("--- ") {
            Some(name) if parts.len() < MOST && is_inside(name) => parts.push((name, String::new())),
            _ => {
                let (_, last) = parts.last_mut().expect("the document itself");
                last.push_str(line);
                last.push('\n');
            }
        }
    }
    // A name may be a folder already, or below a file: then that file is not there.
    for (name, text) in parts.iter().rev() {
        let path = folder.path().join(name);
        if path.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok()) {
            fs::write(path, text).ok();
        }
    }
    folder
}

/// The document among the files.
pub fn main_of(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join(MAIN)
}

fn is_inside(name: &str) -> bool {
    let steps = Path::new(name).components().collect::<Vec<_>>();
    let plain = |step: &Component<'_>| matches!(step, Component::Normal(_));
    let is_main = steps.first().is_some_and(|step| step.as_os_str() == MAIN);
    (1..4).contains(&steps.len()) && steps.iter().all(plain) && !is_main && !name.contains('\0') && name.len() < 60
}
