//! `consumes` and `produces`.

use crate::api::{ContentKind, MediaRange};
use crate::diagnostics::codes;
use crate::frontend::v3::bodies::{content_kind, is_media_range, media_range};
use crate::frontend::v3::read;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Reading;

/// Media types of one list. Every answer has all of them, so a long list would be copied as often as there are answers.
const MOST: usize = 32;

/// A list of media types, and where it stands if it does.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    ranges: Vec<(MediaRange, Origin)>,
    pub(super) at: Option<Origin>,
}

impl Listed {
    /// The media types in order.
    pub(super) fn ranges(&self) -> impl Iterator<Item = &MediaRange> {
        self.ranges.iter().map(|(range, _)| range)
    }

    /// The media types and where they are named; if none is, this one at the place that it is for.
    pub(super) fn or(&self, usual: &str, at: &Origin) -> Vec<(MediaRange, Origin)> {
        if self.ranges.is_empty() { vec![(media_range(usual), at.clone())] } else { self.ranges.clone() }
    }
}

/// What a media type means for values of a schema.
pub(super) fn kind(range: &MediaRange, schema: Option<&Node>) -> ContentKind {
    content_kind(&range.essence, schema)
}

impl<'a> Reading<'a> {
    /// The list of an operation, which stands for the document's even if it is empty.
    pub(super) fn own_list(&mut self, mapping: &'a Mapping, key: &str, at: &Origin, all: &Listed) -> Listed {
        match mapping.get(key) {
            None | Some(Node::Null) => all.clone(),
            node => self.listed(node, at.child(key)),
        }
    }

    /// A list of media types, each once.
    pub(super) fn listed(&mut self, node: Option<&'a Node>, at: Origin) -> Listed {
        let mut ranges: Vec<(MediaRange, Origin)> = Vec::new();
        let items: Vec<(&Node, Origin)> = match node {
            None => return Listed::default(),
            Some(Node::Sequence(items)) => items.iter().zip(0_usize..).map(|(item, i)| (item, at.child(i))).collect(),
            Some(one) => vec![(one, at.clone())],
        };
        for (item, place) in items {
            let Some(text) = read::as_text(item).filter(|text| !text.trim().is_empty()) else { continue };
            if ranges.len() == MOST {
                let message = format!("more than {MOST} media types: this one and what follows is left out");
                self.v3.report(&codes::OA009, &place, message, "left out");
                break;
            }
            let range = media_range(text.trim());
            if !is_media_range(&range.essence) && self.reported.insert(place.clone()) {
                self.v3.report(&codes::OA305, &place, format!("`{text}` is no media type"), "read as bytes");
            }
            if ranges.iter().all(|(known, _)| known.text != range.text) {
                ranges.push((range, place));
            }
        }
        Listed { ranges, at: Some(at) }
    }
}
