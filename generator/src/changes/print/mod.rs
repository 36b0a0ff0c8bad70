//! Changes as text for people, as JSON for programs, as Markdown for changelogs.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use super::compare::{Change, Comparison};
use super::step::next_version;
use crate::source::{At, Origin, SourceMap, locate};

/// A comparison with its places looked up.
#[derive(Debug)]
pub struct Shown {
    /// The comparison.
    pub comparison: Comparison,
    /// For each change where it stood and where it stands: file, line, column.
    places: Vec<[Option<Spot>; 2]>,
}

#[derive(Debug, Clone)]
struct Spot {
    file: String,
    line: usize,
    column: usize,
}

impl Shown {
    /// Looks up the places of all changes.
    pub fn new(comparison: Comparison, sources: &SourceMap) -> Self {
        let origins = |change: &Change| [change.old_place.clone(), change.new_place.clone()];
        let asked: Vec<(Origin, At)> =
            comparison.changes.iter().flat_map(origins).flatten().map(|origin| (origin, At::Key)).collect();
        let mut found = locate(sources, &asked).into_iter();
        let mut spot = |origin: Option<Origin>| {
            let origin = origin?;
            let region = found.next().flatten()?;
            let file = sources.name(origin.source).to_string_lossy().replace('\\', "/");
            Some(Spot { file, line: region.start.line, column: region.start.column })
        };
        let places = comparison.changes.iter().map(|change| origins(change).map(&mut spot)).collect();
        Self { comparison, places }
    }

    fn changes(&self) -> impl Iterator<Item = (&Change, &[Option<Spot>; 2])> {
        self.comparison.changes.iter().zip(&self.places)
    }

    /// The version that the crates should have, if it is known which one they have.
    pub fn next_version(&self) -> Option<String> {
        next_version(self.comparison.version.as_deref()?, self.comparison.largest_step())
    }
}

/// What a change is about: `GET /pets parameter query limit`.
fn subject(change: &Change) -> String {
    let (head, rest) = change.key.path.split_at(change.key.subject().len());
    let word = change.key.kind.as_str();
    let rest: Vec<&str> = rest.iter().map(String::as_str).filter(|part| *part != word).collect();
    let head = head.join(" ");
    match (head.is_empty(), change.key.parent().is_some()) {
        (true, _) => word.to_owned(),
        (_, true) => format!("{head} {word} {}", rest.join(" ")).trim_end().to_owned(),
        (_, false) => format!("{word} {head} {}", rest.join(" ")).trim_end().to_owned(),
    }
}

/// `` `a` -> `b` ``, if there is something to show.
fn difference(change: &Change) -> Option<String> {
    let shown = |text: &Option<String>| text.as_ref().map_or("nothing".to_owned(), |text| format!("`{text}`"));
    (change.old.is_some() || change.new.is_some()).then(|| format!("{} -> {}", shown(&change.old), shown(&change.new)))
}
