//! What becomes of a folder when a run cannot finish.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::SystemTime;

use super::super::*;
use super::{MARK, applied, compared, files, put};

/// Every file below a folder with its text and time.
fn state(root: &Path) -> BTreeMap<String, (String, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let time = fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
            let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
            found.insert(name, (fs::read_to_string(&path).expect("text"), time));
        }
    }
    found
}

/// Three files stay, two change, two are new, one goes: five steps, four of which are a file that takes its place.
fn before_and_after() -> (FileSet, FileSet) {
    let old =
        [("Cargo.toml", "1"), ("models/src/lib.rs", "1"), ("models/src/old/gone.rs", ""), ("models/src/same.rs", "")];
    let new = [
        ("Cargo.toml", "2"),
        ("models/src/lib.rs", "2"),
        ("models/src/same.rs", ""),
        ("models/src/new/a.rs", ""),
        ("models/b.rs", ""),
    ];
    (files(&old), files(&new))
}

const PLACED: usize = 4;

#[test]
fn a_refusal_on_the_way_leaves_everything_as_it_was() {
    for refused in 0..PLACED {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path();
        let (old, new) = before_and_after();
        applied(&old, root, &[]);
        put(root, "models/mine.txt", "mine");
        let before = state(root);
        let (changes, _) = compared(&new, root, &[]);
        let placed = Cell::new(0);
        let done = changes.apply_by(&new, &|made, path| {
            placed.set(placed.get() + 1);
            if placed.get() > refused { Err(io::Error::other("full")) } else { fs::rename(made, path) }
        });
        let (path, error) = done.expect_err("the disk is full");
        assert!(path.starts_with("out") && error.to_string() == "full", "{path:?}: {error}");
        assert_eq!(state(root), before, "refused after {refused}");
        assert!(!root.join(".bindery").exists() && !root.join("models/src/new").exists());
    }
}

#[test]
fn a_run_that_is_killed_on_the_way_is_undone_by_the_next_one() {
    for killed in 0..PLACED {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path();
        let (old, new) = before_and_after();
        applied(&old, root, &[]);
        let before = state(root);
        let (changes, _) = compared(&new, root, &[]);
        let placed = Cell::new(0);
        let kill = |made: &Path, path: &Path| {
            placed.set(placed.get() + 1);
            assert!(placed.get() <= killed, "killed");
            fs::rename(made, path)
        };
        assert!(catch_unwind(AssertUnwindSafe(|| changes.apply_by(&new, &kill))).is_err());
        // Between the two runs it is a mixture, and that can be seen.
        assert!(root.join(".bindery/journal").exists());
        recover(root).expect("undone");
        assert_eq!(state(root), before, "killed after {killed}");
        // A run that is not told to recover first does so by itself before it writes.
        assert!(
            catch_unwind(AssertUnwindSafe(|| {
                placed.set(0);
                changes.apply_by(&new, &kill)
            }))
            .is_err()
        );
        changes.apply(&new).expect("written");
        assert_eq!(compared(&new, root, &[]).0.written(), 0);
        assert!(!root.join("models/src/old").exists() && !root.join(".bindery").exists());
    }
}

#[test]
fn a_run_that_is_killed_before_the_first_file_takes_its_place_leaves_nothing_but_its_folder() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    let (old, _) = before_and_after();
    applied(&old, root, &[]);
    let before = state(root);
    put(root, ".bindery/lock", "");
    put(root, ".bindery/new/0", "half a fi");
    recover(root).expect("nothing to undo");
    assert_eq!(state(root), before);
    assert!(!root.join(".bindery").exists());
}

#[test]
fn a_folder_that_a_run_has_made_goes_when_the_run_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path().join("out");
    let made = files(&[("models/a.rs", "")]);
    let (changes, _) = compared(&made, &root, &[]);
    assert!(changes.apply_by(&made, &|_, _| Err(io::Error::other("full"))).is_err());
    assert!(!root.exists());
}

#[test]
fn what_comes_between_comparing_and_writing_is_seen() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    let made = files(&[("models/a.rs", ""), ("models/b.rs", "")]);
    let (changes, _) = compared(&made, root, &[]);
    put(root, "models/b.rs", "// by hand\n");
    let (_, error) = changes.apply(&made).expect_err("a file of the user's");
    assert_eq!(error.to_string(), "`out/models/b.rs` is not marked as generated and is left alone");
    assert!(!root.join("models/a.rs").exists() && !root.join(".bindery").exists());
    // What another run has written in the meantime is no reason to fail, and what it made beside goes.
    fs::remove_file(root.join("models/b.rs")).expect("removed");
    put(root, "models/a.rs", MARK);
    put(root, "models/c.rs", MARK);
    changes.apply(&made).expect("written");
    assert!(!root.join("models/c.rs").exists());
}

#[test]
fn a_journal_of_others_does_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let (root, away) = (folder.path().join("out"), folder.path().join("away.rs"));
    put(folder.path(), "away.rs", MARK);
    put(&root, "models/mine.rs", "// by hand\n");
    put(&root, "models/ours.rs", MARK);
    put(&root, ".bindery/old/0", "// by hand, too\n");
    for (journal, said) in [
        ("nothing that we know\n", "`.bindery/journal` is none of bindery's"),
        ("journal of bindery 1\nmakes ../away.rs\n", "`.bindery/journal` is none of bindery's"),
        ("journal of bindery 1\nchanges /etc/passwd\n", "`.bindery/journal` is none of bindery's"),
        ("journal of bindery 1\nmakes models/mine.rs\n", "`models/mine.rs` is in the way"),
        ("journal of bindery 1\nchanges models/mine.rs\n", "`models/mine.rs` is in the way"),
    ] {
        put(&root, ".bindery/journal", journal);
        let error = recover(&root).expect_err("no journal of ours");
        assert!(error.to_string().starts_with(said), "{journal}: {error}");
    }
    // What is kept must be generated to come back.
    put(&root, ".bindery/journal", "journal of bindery 1\nchanges models/ours.rs\n");
    recover(&root).expect("nothing to do");
    assert_eq!(fs::read_to_string(root.join("models/ours.rs")).expect("file"), MARK);
    assert!(away.exists() && root.join("models/mine.rs").exists() && !root.join(".bindery").exists());
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_run_or_its_undoing_away() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("folder");
    let (root, away) = (folder.path().join("out"), folder.path().join("away"));
    put(&away, "a.rs", MARK);
    fs::create_dir_all(&root).expect("folder");
    let made = files(&[("models/a.rs", "")]);
    // The folder of a run.
    symlink(&away, root.join(".bindery")).expect("link");
    assert!(compared(&made, &root, &[]).0.apply(&made).is_err());
    assert!(recover(&root).is_err());
    fs::remove_file(root.join(".bindery")).expect("removed");
    // Its lock, its journal, a folder that the journal names.
    put(&root, ".bindery/x", "");
    symlink(away.join("lock"), root.join(".bindery/lock")).expect("link");
    assert!(recover(&root).is_err());
    fs::remove_file(root.join(".bindery/lock")).expect("removed");
    put(&away, "journal", "journal of bindery 1\nmakes models/a.rs\n");
    symlink(away.join("journal"), root.join(".bindery/journal")).expect("link");
    assert!(recover(&root).is_err());
    fs::remove_file(root.join(".bindery/journal")).expect("removed");
    symlink(&away, root.join("models")).expect("link");
    put(&root, ".bindery/journal", "journal of bindery 1\nmakes models/a.rs\n");
    assert!(recover(&root).is_err());
    let names = state(&away);
    assert_eq!(names.keys().collect::<Vec<_>>(), ["a.rs", "journal"], "nothing outside came or went");
}

#[test]
fn two_runs_at_once_leave_the_files_of_one_of_them() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path().join("out");
    let set = |word: &str| {
        let list: Vec<(String, String)> =
            (0..12).map(|i| (format!("models/src/{word}{i}.rs"), word.to_owned())).collect();
        let shared = (0..12).map(|i| (format!("models/src/shared{i}.rs"), word.to_owned()));
        let list: Vec<(String, String)> = list.into_iter().chain(shared).collect();
        let list: Vec<(&str, &str)> = list.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        files(&list)
    };
    let sets = [set("one"), set("two")];
    std::thread::scope(|scope| {
        for set in &sets {
            let root = &root;
            scope.spawn(move || {
                for _ in 0..10 {
                    applied_anyhow(set, root);
                }
            });
        }
    });
    let left = sets.iter().filter(|set| compared(set, &root, &["models"]).0.steps_left() == 0).count();
    assert_eq!(left, 1, "{:?}", state(&root).keys());
    assert!(!root.join(".bindery").exists());
}

fn applied_anyhow(files: &FileSet, root: &Path) {
    let (changes, said) = compared(files, root, &["models"]);
    assert_eq!(said, [""; 0]);
    changes.apply(files).expect("written");
}

impl Changes {
    fn steps_left(&self) -> usize {
        self.written() + self.removed()
    }
}
