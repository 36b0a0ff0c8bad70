//! The place of a document that an override is about.

use super::Refused;
use crate::config::overrides::Target;
use crate::document::Version;
use crate::source::{JsonPointer, percent_decoded};
use crate::tree::{Mapping, Node};

/// References and members of `allOf` that are followed to one place.
const HOPS: usize = 16;

/// Where the component schemas stand.
pub(super) fn schemas(version: Version) -> JsonPointer {
    let root = JsonPointer::root();
    if version == Version::V20 { root.child("definitions") } else { root.child("components").child("schemas") }
}

/// The place that a target names.
pub(super) fn place(root: &Node, version: Version, target: &Target) -> Result<JsonPointer, Refused> {
    let (start, below) = match target {
        Target::Pointer(pointer) => (JsonPointer::root(), pointer.clone()),
        Target::Schema(name, below) => {
            let section = schemas(version);
            let known = || keys(root, &section);
            if !known().any(|key| key == name) {
                return Err(Refused::meant("is no schema of the document", name, known()));
            }
            (section.child(name), below.clone())
        }
        Target::Operation(id, below) => {
            let all = || operations(root).filter_map(|(place, node)| Some((place, node.get("operationId")?.as_str()?)));
            let Some((place, _)) = all().find(|(_, known)| known == id) else {
                return Err(Refused::meant("is no operation of the document", id, all().map(|(_, id)| id)));
            };
            return in_operation(root, &place, &below.segments());
        }
        Target::Path(method, path) => {
            let section = JsonPointer::root().child("paths");
            let item = section.child(path);
            if root.at(&item.segments()).is_none() {
                return Err(Refused::meant("is no operation of the document", path, keys(root, &section)));
            }
            let place = item.child(method);
            if root.at(&place.segments()).is_none() {
                return Err(Refused::new(format!("is no operation of the document: the path has no `{method}`")));
            }
            (place, JsonPointer::root())
        }
    };
    walk(root, start, &below.segments(), HOPS)
}

/// A place in an operation. The parameters of its path item are its own, too.
fn in_operation(root: &Node, place: &JsonPointer, below: &[String]) -> Result<JsonPointer, Refused> {
    let found = walk(root, place.clone(), below, HOPS);
    if found.is_err() && below.first().is_some_and(|key| key == "parameters") {
        let item = place.parent();
        if root.at(&item.child("parameters").segments()).is_some() {
            let shared = walk(root, item, below, HOPS);
            // What is told of is the list that has the nearer name.
            let own = root.at(&place.child("parameters").segments()).is_some();
            return if own { shared.or(found) } else { shared };
        }
    }
    found
}

fn keys<'n>(root: &'n Node, place: &JsonPointer) -> impl Iterator<Item = &'n str> {
    entries(root.at(&place.segments())).map(|(key, _)| key)
}

fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    node.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter)
}

/// All operations of paths and webhooks.
fn operations(root: &Node) -> impl Iterator<Item = (JsonPointer, &Node)> {
    ["paths", "webhooks"].into_iter().flat_map(move |section| {
        let place = JsonPointer::root().child(section);
        entries(root.get(section)).flat_map(move |(path, item)| {
            let place = place.child(path);
            entries(Some(item)).map(move |(method, node)| (place.child(method), node))
        })
    })
}

/// Follows keys, positions and names; where a key is not there, the reference that stands in its place, and the members
/// of an `allOf`.
fn walk(root: &Node, start: JsonPointer, rest: &[String], hops: usize) -> Result<JsonPointer, Refused> {
    let mut place = start;
    for (i, segment) in rest.iter().enumerate() {
        let Some(node) = root.at(&place.segments()) else { break };
        let next = match node {
            Node::Mapping(mapping) => mapping.get(segment).map(|_| place.child(segment)),
            Node::Sequence(items) => item(root, &place, items, segment),
            _ => None,
        };
        let Some(next) = next else {
            let from_here = rest.get(i..).unwrap_or_default();
            return elsewhere(root, &place, node, from_here, hops).ok_or_else(|| {
                let message = format!("leads nowhere: there is no `{segment}`");
                match node {
                    Node::Mapping(mapping) => Refused::meant(message, segment, mapping.iter().map(|(key, _)| key)),
                    _ => Refused::new(message),
                }
            });
        };
        // A schema may have the key and not what is asked for below: then another member of its `allOf` has it.
        if let (Some(_), Some(below)) = (node.get("allOf"), rest.get(i..))
            && walk_plainly(root, &place, below).is_none()
            && let Some(found) = elsewhere(root, &place, node, below, hops)
        {
            return Ok(found);
        }
        place = next;
    }
    Ok(place)
}

fn walk_plainly(root: &Node, place: &JsonPointer, rest: &[String]) -> Option<JsonPointer> {
    let place = rest.iter().fold(place.clone(), |place, segment| place.child(segment));
    root.at(&place.segments()).map(|_| place)
}

/// An item by its position, or by its `name`; a reference is followed to what has the name.
fn item(root: &Node, place: &JsonPointer, items: &[Node], segment: &str) -> Option<JsonPointer> {
    if segment.parse::<usize>().is_ok_and(|index| index < items.len()) {
        return Some(place.child(segment));
    }
    items.iter().enumerate().find_map(|(i, node)| {
        let at = match referred(node) {
            Some(target) => target,
            None => place.child(i),
        };
        let name = root.at(&at.segments())?.get("name")?.as_str()?;
        (name == segment).then_some(at)
    })
}

fn elsewhere(root: &Node, place: &JsonPointer, node: &Node, rest: &[String], hops: usize) -> Option<JsonPointer> {
    let hops = hops.checked_sub(1)?;
    if let Some(target) = referred(node) {
        return walk(root, target, rest, hops).ok();
    }
    let members = node.get("allOf")?.as_sequence()?;
    let members = (0..members.len()).map(|i| place.child("allOf").child(i));
    members.into_iter().find_map(|member| walk(root, member, rest, hops).ok())
}

/// The place that a reference within the document leads to.
fn referred(node: &Node) -> Option<JsonPointer> {
    JsonPointer::parse(&percent_decoded(node.get("$ref")?.as_str()?.strip_prefix('#')?)?)
}
