//! Names that schemas give themselves within one document: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema 2020-12, 8.2).

use std::collections::{BTreeMap, BTreeSet};

use iri_string::types::{IriAbsoluteStr, IriAbsoluteString, IriReferenceStr};

use super::refs::{percent_decoded, pointer_of};
use crate::source::JsonPointer;
use crate::tree::Node;

/// The address of the document, which does not say where it is from.
const DOCUMENT: &str = "document:///";

/// A schema with an address of its own, or the whole document.
#[derive(Debug)]
struct Resource {
    address: IriAbsoluteString,
    pointer: JsonPointer,
}

/// A name within a resource.
#[derive(Debug, Clone)]
struct Anchor {
    pointer: JsonPointer,
    dynamic: bool,
}

/// The number of a resource; 0 is the document.
pub(super) type ResourceId = usize;

/// What dynamic anchors lead to, by name: those of the resources that the reading came through, the outermost first.
/// Only names that several resources have are kept, since of others there is no choice.
pub(super) type Scope = BTreeMap<String, JsonPointer>;

/// All resources of a document and the names in them.
#[derive(Debug, Default)]
pub(super) struct Resources {
    /// The address that the document gives itself (`$self`; OpenAPI 3.2.0, OpenAPI Object).
    own: Option<IriAbsoluteString>,
    /// Those beside the document itself.
    embedded: Vec<Resource>,
    by_address: BTreeMap<String, ResourceId>,
    anchors: BTreeMap<(ResourceId, String), Anchor>,
    /// By component or resource: the dynamic names on which its meaning hangs. Empty where no name has a choice.
    needed: BTreeMap<String, BTreeSet<String>>,
}

/// Why a reference leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Miss {
    /// It names another document.
    Elsewhere,
    /// Its fragment is neither a pointer nor a name that a schema has.
    NoSuchName,
}

impl Resources {
    /// Notes `$self` of the document.
    pub(super) fn document(&mut self, address: &str) {
        self.own = self.address(address, 0);
        self.by_address.extend(self.own.clone().map(|own| (own.into(), 0)));
    }

    /// Adds the resource that begins at `pointer`. `Err` if its address is none; the other place if it has the same one.
    pub(super) fn add(
        &mut self,
        id: &str,
        pointer: JsonPointer,
        within: ResourceId,
    ) -> Result<Option<JsonPointer>, ()> {
        let address = self.address(id, within).ok_or(())?;
        let twin = self.by_address.get(address.as_str()).map(|&twin| self.pointer(twin));
        self.embedded.push(Resource { address: address.clone(), pointer });
        if twin.is_none() {
            self.by_address.insert(address.into(), self.embedded.len());
        }
        Ok(twin)
    }

    /// The resource added last.
    pub(super) fn last(&self) -> ResourceId {
        self.embedded.len()
    }

    /// Adds a name. The other place if the resource has it already.
    pub(super) fn name(
        &mut self,
        name: &str,
        dynamic: bool,
        pointer: JsonPointer,
        within: ResourceId,
    ) -> Option<JsonPointer> {
        let key = (within, name.to_owned());
        if let Some(known) = self.anchors.get_mut(&key) {
            // One schema may give itself the same name in both ways.
            known.dynamic |= dynamic && known.pointer == pointer;
            return (known.pointer != pointer).then(|| known.pointer.clone());
        }
        self.anchors.insert(key, Anchor { pointer, dynamic });
        None
    }

    /// Where a resource begins.
    pub(super) fn pointer(&self, id: ResourceId) -> JsonPointer {
        let resource = id.checked_sub(1).and_then(|index| self.embedded.get(index));
        resource.map_or_else(JsonPointer::root, |resource| resource.pointer.clone())
    }

    /// The innermost resource that a place is in.
    pub(super) fn enclosing(&self, pointer: &JsonPointer) -> ResourceId {
        let inside = |outer: &JsonPointer| {
            let rest = pointer.as_str().strip_prefix(outer.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let around = self.embedded.iter().zip(1..).filter(|(resource, _)| inside(&resource.pointer));
        around.max_by_key(|(resource, _)| resource.pointer.as_str().len()).map_or(0, |(_, id)| id)
    }

    /// An absolute address without a fragment, from one that may be relative to that of a resource.
    fn address(&self, reference: &str, within: ResourceId) -> Option<IriAbsoluteString> {
        let reference = IriReferenceStr::new(reference).ok()?;
        let base = within.checked_sub(1).and_then(|index| self.embedded.get(index));
        let base = base.map(|resource| &resource.address).or(self.own.as_ref());
        let base = base.map_or(DOCUMENT, |address| address.as_str());
        let whole = reference.resolve_against(IriAbsoluteStr::new(base).ok()?).to_string();
        let (address, _) = whole.split_once('#').unwrap_or((&whole, ""));
        IriAbsoluteStr::new(address)
            .ok()
            .map(|address| address.normalize().to_string())
            .and_then(|address| IriAbsoluteString::try_from(address).ok())
    }

    /// The resource and the fragment that a reference within a resource names.
    fn split<'r>(&self, reference: &'r str, within: ResourceId) -> Result<(ResourceId, &'r str), Miss> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if address.is_empty() {
            return Ok((within, fragment));
        }
        if self.by_address.is_empty() {
            return Err(Miss::Elsewhere);
        }
        let address = self.address(address, within).ok_or(Miss::Elsewhere)?;
        let known = self.by_address.get(address.as_str()).copied();
        known.map(|id| (id, fragment)).ok_or(Miss::Elsewhere)
    }

    /// The place that a reference within a resource names. Whether anything stands there is not asked.
    pub(super) fn place(&self, reference: &str, within: ResourceId) -> Result<JsonPointer, Miss> {
        let (id, fragment) = self.split(reference, within)?;
        if fragment.is_empty() || fragment.starts_with('/') {
            let below = pointer_of(fragment).ok_or(Miss::NoSuchName)?;
            let start = self.pointer(id);
            return Ok(below.segments().iter().fold(start, |at, segment| at.child(segment)));
        }
        self.anchor(id, fragment).map(|anchor| anchor.pointer.clone()).ok_or(Miss::NoSuchName)
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
    pub(super) fn dynamic_places(&self, name: &str) -> impl Iterator<Item = &JsonPointer> {
        self.dynamic().filter(move |(_, known, _)| *known == name).map(|(_, _, pointer)| pointer)
    }

    fn dynamic(&self) -> impl Iterator<Item = (ResourceId, &str, &JsonPointer)> {
        let dynamic = self.anchors.iter().filter(|(_, anchor)| anchor.dynamic);
        dynamic.map(|((id, name), anchor)| (*id, name.as_str(), &anchor.pointer))
    }

    /// Whether there is a choice between places with this dynamic name.
    fn has_choice(&self, name: &str) -> bool {
        self.dynamic_places(name).count() > 1
    }

    /// The scope once the reading comes to a place: names that are not taken yet get what they lead to in its resource.
    pub(super) fn entered(&self, scope: &Scope, place: &JsonPointer) -> Scope {
        let mut scope = scope.clone();
        if self.needed.is_empty() {
            return scope;
        }
        let id = self.enclosing(place);
        for (_, name, pointer) in self.dynamic().filter(|(at, name, _)| *at == id && self.has_choice(name)) {
            scope.entry(name.to_owned()).or_insert_with(|| pointer.clone());
        }
        scope
    }

    /// As far as what stands at a place hangs on it, the scope of its reading.
    pub(super) fn relevant(&self, scope: &Scope, place: &JsonPointer) -> Scope {
        let needed = self.needed.get(self.part(place).as_str());
        let needed = |name: &str| needed.is_some_and(|needed| needed.contains(name));
        scope.iter().filter(|(name, _)| needed(name)).map(|(name, place)| (name.clone(), place.clone())).collect()
    }

    /// The resource or the component that a place is in.
    fn part(&self, place: &JsonPointer) -> JsonPointer {
        match self.enclosing(place) {
            0 => place.segments().iter().take(3).fold(JsonPointer::root(), |at, segment| at.child(segment)),
            id => self.pointer(id),
        }
    }

    /// Finds out which parts of the document hang on dynamic names, by the references in them.
    pub(super) fn settle(&mut self, root: &Node) {
        if !self.dynamic().any(|(_, name, _)| self.has_choice(name)) {
            return;
        }
        let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut edges: BTreeSet<(String, String)> = BTreeSet::new();
        let mut open = vec![(JsonPointer::root(), root)];
        while let Some((at, node)) = open.pop() {
            let (within, from) = (self.enclosing(&at), self.part(&at).to_string());
            for key in ["$ref", "$dynamicRef"] {
                let Some(text) = node.get(key).and_then(Node::as_str) else { continue };
                let name = self.dynamic_name(text, within).filter(|name| key == "$dynamicRef" && self.has_choice(name));
                let chosen = name.iter().flat_map(|name| self.dynamic_places(name).cloned());
                let places = self.place(text, within).into_iter().chain(chosen);
                edges.extend(places.map(|place| (from.clone(), self.part(&place).to_string())));
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
