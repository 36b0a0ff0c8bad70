//! Where parts of a tree are written that do not stand where the text of the document has them: an overlay has put them
//! there, or has taken away what stood before them.

use std::collections::BTreeMap;

use super::{JsonPointer, Origin, Region};

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenAt {
    /// The file and the place in it.
    pub origin: Origin,
    /// The stretch of text, where no pointer leads to it; it stands for all that is below, too.
    pub region: Option<Region>,
}

impl From<Origin> for WrittenAt {
    fn from(origin: Origin) -> Self {
        Self { origin, region: None }
    }
}

/// The places of a document whose values are written elsewhere, each with all that is below.
#[derive(Debug, Clone, Default)]
pub struct Moves {
    places: BTreeMap<JsonPointer, WrittenAt>,
}

/// What is known of the places below one place, by the rest of their pointers.
#[derive(Debug, Default)]
pub struct Below(Vec<(String, WrittenAt)>);

/// So many bytes of pointers take as much as a value does.
const TEXT: usize = 64;

fn weight(bytes: usize, at: &WrittenAt) -> usize {
    (bytes + at.origin.pointer.as_str().len()) / TEXT
}

impl Below {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What it would take to note this at a place, in bytes of pointers by 64.
    pub fn weight(&self, place: &JsonPointer) -> usize {
        self.0.iter().map(|(rest, at)| weight(place.as_str().len() + rest.len(), at)).sum()
    }
}

impl Moves {
    /// Whether everything stands where the tree has it.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How much is noted, in bytes of pointers by 64.
    pub fn weight(&self) -> usize {
        self.places.iter().map(|(place, at)| weight(place.as_str().len(), at)).sum()
    }

    /// Where the value at a place of the tree is written.
    pub fn written_at(&self, place: &Origin) -> WrittenAt {
        let mut around = place.pointer.clone();
        loop {
            if let Some(found) = self.places.get(&around) {
                let mut found = found.clone();
                if found.region.is_none() {
                    let rest = place.pointer.as_str().get(around.as_str().len()..).unwrap_or_default();
                    let pointer = JsonPointer::parse(&format!("{}{rest}", found.origin.pointer));
                    found.origin.pointer = pointer.unwrap_or(found.origin.pointer);
                }
                return found;
            }
            if around.is_root() {
                return place.clone().into();
            }
            around = around.parent();
        }
    }

    /// The value at a place is written elsewhere, with all that is below.
    pub fn put(&mut self, place: &JsonPointer, written_at: WrittenAt) {
        self.take(place);
        self.places.insert(place.clone(), written_at);
    }

    /// Takes out what is known of the places below one place. Nothing is known of it afterwards.
    pub fn take(&mut self, place: &JsonPointer) -> Below {
        self.places.remove(place);
        let found = self.known_below(place);
        for (rest, _) in &found {
            if let Some(pointer) = JsonPointer::parse(&format!("{place}{rest}")) {
                self.places.remove(&pointer);
            }
        }
        Below(found)
    }

    /// The same, and it stays known.
    pub fn below(&self, place: &JsonPointer) -> Below {
        Below(self.known_below(place))
    }

    /// Notes what is known of the places below one place.
    pub fn give(&mut self, place: &JsonPointer, below: Below) {
        for (rest, written_at) in below.0 {
            if let Some(pointer) = JsonPointer::parse(&format!("{place}{rest}")) {
                self.places.insert(pointer, written_at);
            }
        }
    }

    fn known_below(&self, place: &JsonPointer) -> Vec<(String, WrittenAt)> {
        let start = place.child("");
        let inner = self.places.range(start.clone()..);
        let inner = inner.take_while(|(pointer, _)| pointer.as_str().starts_with(start.as_str()));
        let rest = |pointer: &JsonPointer| pointer.as_str().get(place.as_str().len()..).unwrap_or_default().to_owned();
        inner.map(|(pointer, written_at)| (rest(pointer), written_at.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn what_is_below_comes_along() {
        let mut sources = SourceMap::default();
        let (document, overlay) = (sources.add("a", String::new()), sources.add("b", String::new()));
        let at = |source, text: &str| Origin { source, pointer: JsonPointer::parse(text).expect("a pointer") };
        let mut moves = Moves::default();
        moves.put(&at(document, "/a/0").pointer, at(document, "/a/1").into());
        moves.put(&at(document, "/a/0/x").pointer, at(overlay, "/u").into());
        let written = |moves: &Moves, text| moves.written_at(&at(document, text)).origin;
        assert_eq!(written(&moves, "/a/0/y"), at(document, "/a/1/y"));
        assert_eq!(written(&moves, "/a/0/x/z"), at(overlay, "/u/z"));
        assert_eq!(written(&moves, "/a/00"), at(document, "/a/00"));
        let below = moves.take(&at(document, "/a/0").pointer);
        assert!(moves.is_empty());
        moves.give(&at(document, "/b").pointer, below);
        assert_eq!(written(&moves, "/b/x"), at(overlay, "/u"));
    }
}
