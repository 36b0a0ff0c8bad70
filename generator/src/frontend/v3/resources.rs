//! Names that schemas give themselves within a document and its files: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema 2020-12, 8.2).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::refs::{percent_decoded, pointer_of};
use crate::document::{Document, Links};
use crate::source::{JsonPointer, Origin, Refusal, SourceId, WebRefusal, resolved};
use crate::tree::Node;

/// A schema with an address of its own, or a whole file.
#[derive(Debug)]
struct Resource {
    /// None if the name of a file makes none.
    address: Option<String>,
    at: Origin,
}

/// A name within a resource.
#[derive(Debug, Clone)]
struct Anchor {
    at: Origin,
    dynamic: bool,
}

/// The number of a resource; 0 is the document.
pub(super) type ResourceId = usize;

/// What dynamic anchors lead to, by name: those of the resources that the reading came through, the outermost first.
/// Only names that several resources have are kept, since of others there is no choice.
pub(super) type Scope = BTreeMap<String, Origin>;

/// All resources of a document and its files, and the names in them.
#[derive(Debug, Default)]
pub(super) struct Resources {
    /// The document first, then its files as they are numbered, then schemas with an `$id`.
    all: Vec<Resource>,
    files: BTreeMap<String, ResourceId>,
    /// Where addresses lead that none of these has.
    links: Arc<Links>,
    by_address: BTreeMap<String, ResourceId>,
    /// Schemas with an `$id`, by the file they stand in.
    embedded: BTreeMap<SourceId, Vec<ResourceId>>,
    anchors: BTreeMap<(ResourceId, String), Anchor>,
    /// By component or resource: the dynamic names on which its meaning hangs. Empty where no name has a choice.
    needed: BTreeMap<Origin, BTreeSet<String>>,
}

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Miss {
    /// It names a file that is not there or may not be read.
    Elsewhere(Refusal),
    /// Its fragment is neither a pointer nor a name that a schema has.
    NoSuchName,
}

impl Miss {
    /// Whether a reference that leads nowhere was clearly meant to lead to a file.
    pub(super) fn tells_of_a_file(&self, reference: &str) -> bool {
        let looks = reference.contains('/') || reference.contains('.');
        let maybe_a_name = match self {
            Miss::NoSuchName => true,
            Miss::Elsewhere(Refusal::Web(refusal)) => {
                matches!(refusal, WebRefusal::Improper(_) | WebRefusal::NotAllowed(_))
            }
            Miss::Elsewhere(refusal) => matches!(refusal, Refusal::NoFolder | Refusal::NoFile),
        };
        looks && !maybe_a_name
    }
}

impl Resources {
    /// The resources that a document and its files are.
    pub(super) fn of(document: &Document) -> Self {
        let mut resources = Self { links: document.files.links(), ..Self::default() };
        let files = document.files.iter().map(|(source, _)| source);
        for source in [document.source].into_iter().chain(files) {
            let address = document.files.address(source);
            resources.files.insert(address.clone(), resources.all.len());
            resources.all.push(Resource { address: Some(address), at: Origin::root(source) });
            let own = document.tree(source).and_then(|root| root.get("$self")?.as_str());
            resources.called(own);
        }
        resources
    }

    /// Takes the address that the file added last gives itself (OpenAPI 3.2, 4.1.2.2.1).
    fn called(&mut self, own: Option<&str>) {
        let Some(address) = own.and_then(|own| self.address(own, self.last())) else { return };
        let id = self.last();
        self.by_address.entry(address.clone()).or_insert(id);
        if let Some(resource) = self.all.last_mut() {
            resource.address = Some(address);
        }
    }

    /// Adds the resource that begins at a place. `Err` if its address is none; the other place if it has the same one.
    pub(super) fn add(&mut self, id: &str, at: Origin, within: ResourceId) -> Result<Option<Origin>, ()> {
        let address = self.address(id, within).ok_or(())?;
        let twin = self.by_address.get(&address).and_then(|&twin| self.start(twin));
        self.embedded.entry(at.source).or_default().push(self.all.len());
        self.all.push(Resource { address: Some(address.clone()), at });
        if twin.is_none() {
            self.by_address.insert(address, self.last());
        }
        Ok(twin)
    }

    /// The resource added last.
    pub(super) fn last(&self) -> ResourceId {
        self.all.len().saturating_sub(1)
    }

    /// Whether no schema has an address of its own.
    pub(super) fn are_files_alone(&self) -> bool {
        self.embedded.is_empty()
    }

    /// Adds a name. The other place if the resource has it already.
    pub(super) fn name(&mut self, name: &str, dynamic: bool, at: Origin, within: ResourceId) -> Option<Origin> {
        let key = (within, name.to_owned());
        if let Some(known) = self.anchors.get_mut(&key) {
            // One schema may give itself the same name in both ways.
            known.dynamic |= dynamic && known.at == at;
            return (known.at != at).then(|| known.at.clone());
        }
        self.anchors.insert(key, Anchor { at, dynamic });
        None
    }

    /// The file that a resource stands in.
    pub(super) fn source(&self, id: ResourceId, otherwise: SourceId) -> SourceId {
        self.all.get(id).map_or(otherwise, |resource| resource.at.source)
    }

    /// Where a resource begins.
    fn start(&self, id: ResourceId) -> Option<Origin> {
        self.all.get(id).map(|resource| resource.at.clone())
    }

    /// The resource that a file is.
    pub(super) fn file(source: SourceId) -> ResourceId {
        source.number().map_or(0, |number| number + 1)
    }

    /// Whether a resource is a whole file.
    pub(super) fn is_file(&self, id: ResourceId) -> bool {
        id < self.files.len()
    }

    /// The innermost resource that a place is in.
    pub(super) fn enclosing(&self, at: &Origin) -> ResourceId {
        let inside = |outer: &JsonPointer| {
            let rest = at.pointer.as_str().strip_prefix(outer.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let embedded = self.embedded.get(&at.source).into_iter().flatten();
        let around = embedded.filter_map(|id| Some((*id, &self.all.get(*id)?.at.pointer)));
        let around = around.filter(|(_, pointer)| inside(pointer));
        around.max_by_key(|(_, pointer)| pointer.as_str().len()).map_or(Self::file(at.source), |(id, _)| id)
    }

    /// An absolute address without a fragment, from one that may be relative to that of a resource.
    fn address(&self, reference: &str, within: ResourceId) -> Option<String> {
        resolved(reference, self.all.get(within)?.address.as_ref()?)
    }

    /// The resource and the fragment that a reference within a resource names.
    fn split<'r>(&self, reference: &'r str, within: ResourceId) -> Result<(ResourceId, &'r str), Miss> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if address.is_empty() {
            return Ok((within, fragment));
        }
        if !self.by_address.is_empty()
            && let Some(whole) = self.address(address, within)
            && let Some(&id) = self.by_address.get(&whole).or_else(|| self.files.get(&whole))
        {
            return Ok((self.inner(id), fragment));
        }
        let source = self.start(within).ok_or(Miss::NoSuchName)?.source;
        let file = self.links.target(source, address).map_err(Miss::Elsewhere)?;
        Ok((self.inner(Self::file(file)), fragment))
    }

    /// The schema that a file is, if that has an `$id`; else the resource itself.
    fn inner(&self, id: ResourceId) -> ResourceId {
        self.all.get(id).filter(|_| self.is_file(id)).map_or(id, |file| self.enclosing(&file.at))
    }

    /// The place that a reference within a resource names. Whether anything stands there is not asked.
    pub(super) fn place(&self, reference: &str, within: ResourceId) -> Result<Origin, Miss> {
        let (id, fragment) = self.split(reference, within)?;
        self.place_in(id, fragment)
    }

    /// The place in a resource that a fragment names.
    pub(super) fn place_in(&self, id: ResourceId, fragment: &str) -> Result<Origin, Miss> {
        if fragment.is_empty() || fragment.starts_with('/') {
            let below = pointer_of(fragment).ok_or(Miss::NoSuchName)?;
            let start = self.start(id).ok_or(Miss::NoSuchName)?;
            return Ok(below.segments().iter().fold(start, |at, segment| at.child(segment)));
        }
        self.anchor(id, fragment).map(|anchor| anchor.at.clone()).ok_or(Miss::NoSuchName)
    }

    fn anchor(&self, id: ResourceId, fragment: &str) -> Option<&Anchor> {
        self.anchors.get(&(id, percent_decoded(fragment)?))
    }

    /// The name that a reference ends in, if it is a dynamic one where it leads: another may stand for it.
    pub(super) fn dynamic_name(&self, reference: &str, within: ResourceId) -> Option<String> {
        let (id, fragment) = self.split(reference, within).ok()?;
        self.anchor(id, fragment).filter(|anchor| anchor.dynamic)?;
        percent_decoded(fragment)
    }

    /// All places with this dynamic name.
    pub(super) fn dynamic_places(&self, name: &str) -> impl Iterator<Item = &Origin> {
        self.dynamic().filter(move |(_, known, _)| *known == name).map(|(_, _, at)| at)
    }

    fn dynamic(&self) -> impl Iterator<Item = (ResourceId, &str, &Origin)> {
        let dynamic = self.anchors.iter().filter(|(_, anchor)| anchor.dynamic);
        dynamic.map(|((id, name), anchor)| (*id, name.as_str(), &anchor.at))
    }

    /// Whether there is a choice between places with this dynamic name.
    fn has_choice(&self, name: &str) -> bool {
        self.dynamic_places(name).count() > 1
    }

    /// The scope once the reading comes to a place: names that are not taken yet get what they lead to in its resource.
    pub(super) fn entered(&self, scope: &Scope, place: &Origin) -> Scope {
        let mut scope = scope.clone();
        if self.needed.is_empty() {
            return scope;
        }
        let id = self.enclosing(place);
        for (_, name, place) in self.dynamic().filter(|(at, name, _)| *at == id && self.has_choice(name)) {
            scope.entry(name.to_owned()).or_insert_with(|| place.clone());
        }
        scope
    }

    /// As far as what stands at a place hangs on it, the scope of its reading.
    pub(super) fn relevant(&self, scope: &Scope, place: &Origin) -> Scope {
        let needed = self.needed.get(&self.part(place));
        let needed = |name: &str| needed.is_some_and(|needed| needed.contains(name));
        scope.iter().filter(|(name, _)| needed(name)).map(|(name, place)| (name.clone(), place.clone())).collect()
    }

    /// The component, the schema with an `$id` or the file that a place is in.
    fn part(&self, place: &Origin) -> Origin {
        let root = Origin::root(place.source);
        match self.enclosing(place) {
            0 => place.pointer.segments().iter().take(3).fold(root, |at, segment| at.child(segment)),
            id => self.start(id).unwrap_or(root),
        }
    }

    /// Finds out which parts of the document hang on dynamic names, by the references in them.
    pub(super) fn settle(&mut self, document: &Document) {
        if !self.dynamic().any(|(_, name, _)| self.has_choice(name)) {
            return;
        }
        let mut needed: BTreeMap<Origin, BTreeSet<String>> = BTreeMap::new();
        let mut edges: BTreeSet<(Origin, Origin)> = BTreeSet::new();
        let files =
            document.files.iter().filter_map(|(source, file)| Some((Origin::root(source), file.root.as_ref()?)));
        let mut open: Vec<_> = files.chain([(Origin::root(document.source), &document.root)]).collect();
        while let Some((at, node)) = open.pop() {
            let (within, from) = (self.enclosing(&at), self.part(&at));
            for key in ["$ref", "$dynamicRef"] {
                let Some(text) = node.get(key).and_then(Node::as_str) else { continue };
                let name = self.dynamic_name(text, within).filter(|name| key == "$dynamicRef" && self.has_choice(name));
                let chosen = name.iter().flat_map(|name| self.dynamic_places(name).cloned());
                let places = self.place(text, within).into_iter().chain(chosen);
                edges.extend(places.map(|place| (from.clone(), self.part(&place))));
                needed.entry(from.clone()).or_default().extend(name.clone());
            }
            match node {
                Node::Mapping(mapping) => open.extend(mapping.iter().map(|(key, node)| (at.child(key), node))),
                Node::Sequence(items) => {
                    open.extend(items.iter().enumerate().map(|(index, node)| (at.child(index), node)));
                }
                _ => {}
            }
        }
        // What a part refers to hands its needs on, until nothing changes.
        loop {
            let mut changed = false;
            for (from, to) in &edges {
                let more = needed.get(to).cloned().unwrap_or_default();
                let own = needed.entry(from.clone()).or_default();
                let before = own.len();
                own.extend(more);
                changed |= own.len() > before;
            }
            if !changed {
                break;
            }
        }
        self.needed = needed;
    }
}
