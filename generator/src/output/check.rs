//! The output compared with the disk, for people.

use similar::TextDiff;

use super::Folder;
use super::compare::Changes;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

/// A unified diff from what is on disk to what the document gives; empty if they agree.
pub fn diff(changes: &Changes) -> String {
    each(changes).into_iter().map(|stale| stale.diff()).collect()
}

/// One finding per file that differs.
pub fn report_stale(changes: &Changes, diagnostics: &mut Diagnostics) {
    for stale in each(changes) {
        let word = match (stale.old, stale.new) {
            (None, _) => "is missing",
            (_, None) => "is no longer made",
            _ => "differs from what the document gives",
        };
        diagnostics.push(Diagnostic::without_place(&codes::OA602, format!("`{}` {word}", stale.shown)));
    }
}

struct Stale<'a> {
    shown: String,
    old: Option<&'a [u8]>,
    new: Option<&'a [u8]>,
}

impl Stale<'_> {
    fn diff(&self) -> String {
        let header = |bytes: Option<&[u8]>| if bytes.is_some() { self.shown.as_str() } else { "/dev/null" };
        let text = |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
        TextDiff::from_lines(text(self.old), text(self.new))
            .unified_diff()
            .header(header(self.old), header(self.new))
            .to_string()
    }
}

/// All files that differ, sorted by name.
fn each(changes: &Changes) -> Vec<Stale<'_>> {
    let folder = Folder { path: &changes.root, shown: &changes.shown };
    let writes = changes.writes.iter().map(|write| (&write.name, write.old.as_deref(), Some(write.new.as_slice())));
    let removals = changes.removals.iter().map(|removal| (&removal.name, Some(removal.old.as_slice()), None));
    let mut all: Vec<_> = writes.chain(removals).collect();
    all.sort_by_key(|(name, ..)| *name);
    all.into_iter().map(|(name, old, new)| Stale { shown: folder.shown(name), old, new }).collect()
}
