//! The part of a text that a set of pointers asks for, as shapes with their spans.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Parser};

use super::joined::Joined;
use super::locate::{Place, Span, Unit};
use super::{At, JsonPointer, JsonToken, JsonTokens};

/// The most aliases and merges followed from one node to the next.
const HOPS: usize = 64;

/// The pointers asked for, as a tree. Node 0 is the root.
#[derive(Debug)]
pub(super) struct Wanted {
    children: Vec<BTreeMap<String, usize>>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { children: vec![BTreeMap::new()] }
    }
}

impl Wanted {
    /// Adds a pointer; its node.
    pub(super) fn add(&mut self, pointer: &JsonPointer) -> usize {
        let mut node = 0;
        for segment in pointer.segments() {
            let fresh = self.children.len();
            let Some(children) = self.children.get_mut(node) else { break };
            node = *children.entry(segment).or_insert(fresh);
            if node == fresh {
                self.children.push(BTreeMap::new());
            }
        }
        node
    }

    fn child(&self, node: usize, segment: &str) -> Option<usize> {
        self.children.get(node)?.get(segment).copied()
    }
}

/// A node of the text.
#[derive(Debug)]
struct Shape {
    spot: Spot,
    mapping: bool,
    /// More than one where a key is repeated.
    children: BTreeMap<String, Vec<usize>>,
    /// The values of `<<`.
    merges: Vec<usize>,
    alias: Option<usize>,
}

/// Where a node stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    key: Option<Span>,
    value: Span,
}

impl Spot {
    /// The key or the value; whichever there is if the other is missing or empty.
    pub(super) fn span(&self, at: At) -> Option<Span> {
        let value = Some(self.value).filter(|span| !span.is_empty());
        match at {
            At::Key => self.key.or(value),
            At::Value => value.or(self.key),
        }
    }
}

/// What a text says next.
enum Step<'t> {
    Open { mapping: bool, anchor: usize },
    Close,
    Scalar { text: Cow<'t, str>, anchor: usize },
    Alias(usize),
}

/// A collection that is being read.
struct Frame {
    /// `None` if nothing in it is asked for.
    shape: Option<usize>,
    wanted: Option<usize>,
    /// All below is kept, since an alias or a merge may lead here.
    keep: bool,
    mapping: bool,
    /// No character of it has been seen yet: block collections begin with their first child.
    bare: bool,
    /// The key whose value comes next.
    pending: Option<(String, Span)>,
    /// The index of the next item.
    next: usize,
    /// It is itself a key.
    is_key: Option<Span>,
}

/// The shapes of a text. Shape 0 is the root, if there is one.
pub(super) struct Outline {
    pub(super) unit: Unit,
    shapes: Vec<Shape>,
    anchors: BTreeMap<usize, usize>,
    root: Option<usize>,
}

impl Outline {
    /// Reads as much of `text` as can be read.
    pub(super) fn read(text: &str, wanted: &Wanted) -> Self {
        if text.trim_start().starts_with(['{', '['])
            && let Some(outline) = Self::read_json(text, wanted)
        {
            return outline;
        }
        let (mut outline, mut fault) = Self::read_yaml(text, wanted);
        let mut joined = fault.map(|_| Joined::new(text));
        while let Some(text) = fault.and_then(|at| joined.as_mut()?.mended(at)) {
            (outline, fault) = Self::read_yaml(&text, wanted);
        }
        outline
    }

    /// Reads as much as can be read, and where a fault stops the reading.
    fn read_yaml(text: &str, wanted: &Wanted) -> (Self, Option<usize>) {
        let mut reader = Reader::new(Unit::Chars, wanted);
        for event in Parser::new_from_str(text) {
            let (event, span) = match event {
                Ok(found) => found,
                Err(fault) => return (reader.outline, Some(fault.marker().index())),
            };
            let step = match event {
                Event::MappingStart(_, anchor, _) => Step::Open { mapping: true, anchor },
                Event::SequenceStart(_, anchor, _) => Step::Open { mapping: false, anchor },
                Event::MappingEnd | Event::SequenceEnd => Step::Close,
                Event::Scalar(text, _, anchor, _) => Step::Scalar { text, anchor },
                Event::Alias(anchor) => Step::Alias(anchor),
                Event::DocumentEnd => break,
                _ => continue,
            };
            reader.step(step, Span { start: span.start.index(), end: span.end.index() });
        }
        (reader.outline, None)
    }

    /// `None` if it is no JSON after all.
    fn read_json(text: &str, wanted: &Wanted) -> Option<Self> {
        let mut reader = Reader::new(Unit::Bytes, wanted);
        let mut tokens = JsonTokens::new(text);
        for (token, range) in tokens.by_ref() {
            let raw = text.get(range.clone()).unwrap_or_default();
            let step = match token {
                JsonToken::OpenObject => Step::Open { mapping: true, anchor: 0 },
                JsonToken::OpenArray => Step::Open { mapping: false, anchor: 0 },
                JsonToken::Close => Step::Close,
                JsonToken::Separator => continue,
                JsonToken::String => Step::Scalar { text: unquoted(raw), anchor: 0 },
                JsonToken::Number | JsonToken::Word => Step::Scalar { text: Cow::Borrowed(raw), anchor: 0 },
            };
            reader.step(step, Span { start: range.start, end: range.end });
        }
        (!tokens.stopped).then_some(reader.outline)
    }

    /// Where each wanted node was found, by its number.
    pub(super) fn resolve(&self, wanted: &Wanted) -> Vec<Place> {
        let mut places = vec![Place::default(); wanted.children.len()];
        let root: Vec<usize> = self.root.into_iter().collect();
        let mut open = vec![(0, root, Span::default())];
        while let Some((node, found, fallback)) = open.pop() {
            let spots: Vec<Spot> = found.iter().filter_map(|shape| Some(self.shapes.get(*shape)?.spot)).collect();
            let below = spots.first().and_then(|spot| spot.span(At::Key)).unwrap_or(fallback);
            for (segment, child) in wanted.children.get(node).into_iter().flatten() {
                let shapes = found.first().map(|shape| self.child(*shape, segment, HOPS)).unwrap_or_default();
                open.push((*child, shapes, below));
            }
            if let Some(place) = places.get_mut(node) {
                *place = Place { spots, fallback };
            }
        }
        places
    }

    fn child(&self, shape: usize, segment: &str, hops: usize) -> Vec<usize> {
        let Some(found) = self.shapes.get(shape) else { return Vec::new() };
        if let Some(children) = found.children.get(segment) {
            return children.clone();
        }
        let Some(hops) = hops.checked_sub(1) else { return Vec::new() };
        let anchored = found.alias.and_then(|anchor| self.anchors.get(&anchor)).copied();
        let mut next = anchored.into_iter().chain(found.merges.iter().flat_map(|merge| self.merged(*merge)));
        next.find_map(|next| Some(self.child(next, segment, hops)).filter(|children| !children.is_empty()))
            .unwrap_or_default()
    }

    /// The mappings that a value of `<<` names: itself, or its items.
    fn merged(&self, shape: usize) -> Vec<usize> {
        match self.shapes.get(shape) {
            Some(list) if !list.mapping && list.alias.is_none() => list.children.values().flatten().copied().collect(),
            _ => vec![shape],
        }
    }
}

/// The value of a JSON string.
fn unquoted(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')).unwrap_or(raw);
    if inner.contains('\\') {
        serde_json::from_str(raw).map_or(Cow::Borrowed(inner), Cow::Owned)
    } else {
        Cow::Borrowed(inner)
    }
}

struct Reader<'w> {
    wanted: &'w Wanted,
    outline: Outline,
    open: Vec<Frame>,
}

impl<'w> Reader<'w> {
    fn new(unit: Unit, wanted: &'w Wanted) -> Self {
        let outline = Outline { unit, shapes: Vec::new(), anchors: BTreeMap::new(), root: None };
        Self { wanted, outline, open: Vec::new() }
    }

    fn step(&mut self, step: Step<'_>, span: Span) {
        if matches!(step, Step::Close) {
            self.close();
            return;
        }
        if let Some(frame) = self.open.last_mut()
            && frame.mapping
            && frame.pending.is_none()
        {
            let named = frame.shape.is_some();
            match step {
                Step::Scalar { text, .. } => {
                    let text = if named { text.into_owned() } else { String::new() };
                    frame.pending = Some((text, span));
                }
                Step::Open { mapping, .. } => self.open.push(Frame {
                    shape: None,
                    wanted: None,
                    keep: false,
                    mapping,
                    bare: false,
                    pending: None,
                    next: 0,
                    is_key: Some(span),
                }),
                _ => frame.pending = Some((String::new(), span)),
            }
            self.begin(span);
            return;
        }
        self.value(&step, span);
    }

    /// A node that is no key.
    fn value(&mut self, step: &Step<'_>, span: Span) {
        let (segment, key, parent) = match self.open.last_mut() {
            Some(frame) if frame.mapping => {
                let (text, span) = frame.pending.take().unwrap_or_default();
                (text, Some(span), Some(&*frame))
            }
            Some(frame) => {
                let index = frame.next;
                frame.next += 1;
                let text = if frame.shape.is_some() { index.to_string() } else { String::new() };
                (text, None, Some(&*frame))
            }
            None => (String::new(), None, None),
        };
        let merge = key.is_some() && segment == "<<" && self.outline.unit == Unit::Chars;
        let (above, wanted, kept) = match parent {
            Some(frame) => {
                let wanted = frame.wanted.and_then(|node| self.wanted.child(node, &segment));
                (frame.shape, wanted, frame.keep)
            }
            None => (None, Some(0), false),
        };
        let (anchor, opens, alias) = match *step {
            Step::Open { mapping, anchor } => (anchor, Some(mapping), None),
            Step::Scalar { anchor, .. } => (anchor, None, None),
            Step::Alias(anchor) => (0, None, Some(anchor)),
            Step::Close => return,
        };
        let keep = kept || anchor != 0 || (merge && above.is_some());
        let mut shape = None;
        if keep || wanted.is_some() {
            let id = self.outline.shapes.len();
            self.outline.shapes.push(Shape {
                spot: Spot { key, value: span },
                mapping: opens == Some(true),
                children: BTreeMap::new(),
                merges: Vec::new(),
                alias,
            });
            shape = Some(id);
            if anchor != 0 {
                self.outline.anchors.insert(anchor, id);
            }
            match above.and_then(|above| self.outline.shapes.get_mut(above)) {
                Some(above) => above.attach(segment, id, merge),
                None if self.open.is_empty() => self.outline.root = Some(id),
                None => {}
            }
        }
        self.begin(span);
        if let Some(mapping) = opens {
            let bare = span.is_empty();
            self.open.push(Frame { shape, wanted, keep, mapping, bare, pending: None, next: 0, is_key: None });
        }
    }

    /// Tells the open collections that have shown nothing yet that they begin here.
    fn begin(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        for frame in self.open.iter_mut().rev().skip_while(|frame| frame.is_key.is_some()) {
            if !frame.bare {
                break;
            }
            frame.bare = false;
            if let Some(shape) = frame.shape.and_then(|shape| self.outline.shapes.get_mut(shape)) {
                shape.spot.value = span;
            }
        }
    }

    fn close(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        if let (Some(span), Some(frame)) = (closed.is_key, self.open.last_mut()) {
            frame.pending = Some((String::new(), span));
        }
    }
}

impl Shape {
    fn attach(&mut self, segment: String, child: usize, merge: bool) {
        if merge {
            self.merges.push(child);
        }
        self.children.entry(segment).or_default().push(child);
    }
}
