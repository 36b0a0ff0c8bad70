//! `$ref` to what it leads to: dangling, circular and external references.

use crate::api::{Idx, NameHint, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::{JsonPointer, Origin};
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::shape::Kind;
use super::words::suggestion;

/// References that lead to references; nobody means more than a few.
const MOST_HOPS: usize = 64;

/// Searches for a name like a missing one. A document that is split over many files has thousands of broken references,
/// and each search reads all names.
const MOST_SUGGESTIONS: usize = 50;

/// The pointer of a reference within the document: percent signs decoded, tildes kept in their one spelling.
/// `None` if it leaves the document or is no pointer.
pub(super) fn canonical(reference: &str) -> Option<JsonPointer> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_decoded(fragment)?;
    let pointer = JsonPointer::parse(&decoded)?;
    let root = JsonPointer::root();
    Some(pointer.segments().iter().fold(root, |at, segment| at.child(segment)))
}

fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = || char::from(byte) == '%';
        if !hex() {
            bytes.push(byte);
            continue;
        }
        let mut ahead = rest.clone();
        let digits = (ahead.next().and_then(digit), ahead.next().and_then(digit));
        if let (Some(high), Some(low)) = digits {
            bytes.push(high * 16 + low);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Whether a node can be read as a schema: an object that is empty or has a key that schemas have.
fn may_be_schema(node: &Node) -> bool {
    const KEYS: [&str; 17] = [
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "default",
        "description",
        "enum",
        "example",
        "format",
        "items",
        "not",
        "nullable",
        "oneOf",
        "pattern",
        "properties",
        "title",
        "type",
    ];
    node.as_mapping().is_some_and(|mapping| mapping.is_empty() || KEYS.iter().any(|key| mapping.get(key).is_some()))
}

/// The name, unescaped, if a pointer leads to a component of this section itself.
pub(super) fn component_name(pointer: &str, section: &str) -> Option<String> {
    let name = pointer.strip_prefix("/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}

/// The node at a pointer, or the mapping that lacks the next segment, with that segment.
pub(super) fn walk<'n>(root: &'n Node, segments: &[String]) -> Result<&'n Node, (Option<&'n Mapping>, usize)> {
    let mut node = root;
    for (depth, segment) in segments.iter().enumerate() {
        let next = match node {
            Node::Mapping(mapping) => mapping.get(segment),
            Node::Sequence(items) => segment.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        };
        node = next.ok_or((node.as_mapping(), depth))?;
    }
    Ok(node)
}

/// What a node is once its references have been followed.
pub(super) struct Resolved<'n> {
    /// The object.
    pub(super) mapping: &'n Mapping,
    /// Where it stands.
    pub(super) at: Origin,
    /// Whether a reference led here, so that others may lead here too.
    pub(super) shared: bool,
}

impl Resolved<'_> {
    /// The name of the component it is, or the last segment of the way to it.
    pub(super) fn name(&self) -> String {
        self.at.pointer.last().unwrap_or_default()
    }
}

impl<'a> Lowering<'a> {
    /// Follows references until an object stands there. `None` if none does, which has been reported.
    pub(super) fn resolve(&mut self, kind: Kind, node: &'a Node, at: &Origin) -> Option<Resolved<'a>> {
        let (mut node, mut here, mut shared) = (node, at.clone(), false);
        for _ in 0..MOST_HOPS {
            let mapping = node.as_mapping()?;
            let referable = kind.referable() || kind.followed_anyway();
            let Some(reference) = mapping.get("$ref").filter(|_| referable) else {
                return Some(Resolved { mapping, at: here, shared });
            };
            let pointer = self.follow(kind, reference.as_str()?, &here)?;
            node = walk(self.root, &pointer.segments()).ok()?;
            here = Origin { source: self.source, pointer };
            shared = true;
            if here == *at {
                break;
            }
        }
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OA102,
                "this reference leads back to itself through others",
                Label::value(&at.child("$ref"), "leads in a circle"),
            )
            .help("one of them must lead to an object"),
        );
        None
    }

    /// The pointer a reference leads to, if something stands there that may be of this kind.
    pub(super) fn follow(&mut self, kind: Kind, reference: &str, at: &Origin) -> Option<JsonPointer> {
        let place = at.child("$ref");
        if !reference.starts_with('#') {
            let found = Diagnostic::new(
                &codes::OA103,
                format!("`{reference}` leaves the document"),
                Label::value(&place, "external reference"),
            );
            let named = kind.section().filter(|section| {
                self.component_section(section).is_some_and(|components| components.get(reference).is_some())
            });
            self.diagnostics.push(match named {
                Some(section) => found.help(format!("did you mean `#/components/{section}/{reference}`?")),
                None => found,
            });
            return None;
        }
        let Some(pointer) = canonical(reference) else {
            self.unresolved(reference, &place, "a reference within the document begins with `#/`".to_owned());
            return None;
        };
        match walk(self.root, &pointer.segments()) {
            Ok(_) if kind == Kind::Header && component_name(pointer.as_str(), "parameters").is_some() => {
                let message = "it leads to a Parameter Object, which is read as a Header Object";
                self.report(&codes::OA009, &place, message, "not in `headers`");
                Some(pointer)
            }
            Ok(_) if self.of_other_section(kind, &pointer) => {
                let message = format!("it leads to something else than {}", kind.words());
                self.unresolved(reference, &place, message);
                None
            }
            Ok(node) if matches!(kind, Kind::Schema) && !may_be_schema(node) => {
                let message = format!("it leads to {}, which is no schema", node.kind());
                self.unresolved(reference, &place, message);
                None
            }
            Ok(_) => Some(pointer),
            Err((mapping, depth)) => {
                let help = self.suggested_target(kind, &pointer, mapping, depth);
                self.unresolved(reference, &place, help);
                None
            }
        }
    }

    fn of_other_section(&self, kind: Kind, pointer: &JsonPointer) -> bool {
        let mut segments = pointer.as_str().split('/').skip(1);
        let (components, section, name, more) = (segments.next(), segments.next(), segments.next(), segments.next());
        let component = components == Some("components") && name.is_some() && more.is_none();
        component && section.is_some_and(|section| kind.section().is_some_and(|own| own != section))
    }

    fn suggested_target(
        &mut self,
        kind: Kind,
        pointer: &JsonPointer,
        mapping: Option<&Mapping>,
        depth: usize,
    ) -> String {
        let segments = pointer.segments();
        let own = kind.section().and_then(|section| Some((section, self.component_section(section)?)));
        if let (Some((section, components)), Some(name)) = (own, segments.last())
            && components.get(name).is_some()
        {
            return format!("did you mean `#/components/{section}/{name}`?");
        }
        let Some(missing) = segments.get(depth) else { return String::new() };
        if self.suggested >= MOST_SUGGESTIONS {
            return format!("`{missing}` is not there");
        }
        self.suggested += 1;
        let near = suggestion(missing, mapping.into_iter().flat_map(Mapping::iter).map(|(key, _)| key));
        match near {
            Some(near) => format!("`{missing}` is not there; did you mean `{near}`?"),
            None => format!("`{missing}` is not there"),
        }
    }

    fn unresolved(&mut self, reference: &str, place: &Origin, help: String) {
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OA101,
                format!("`{reference}` leads nowhere"),
                Label::value(place, "unresolved reference"),
            )
            .help(help),
        );
    }

    /// The schema a reference leads to. `None` if there is none, which has been reported.
    pub(super) fn referred_schema(&mut self, reference: &str, at: &Origin) -> Option<SchemaId> {
        if let Some(name) = reference.strip_prefix("#/components/schemas/")
            && let Some(&id) = self.components.get(name)
        {
            return Some(id);
        }
        let pointer = self.follow(Kind::Schema, reference, at)?;
        if let Some(name) = component_name(pointer.as_str(), "schemas") {
            return self.components.get(name.as_str()).copied();
        }
        if let Some(&(id, _)) = self.placed.get(pointer.as_str()) {
            return Some(id);
        }
        let origin = Origin { source: self.source, pointer };
        let name = NameHint::Operation(vec![origin.pointer.last().unwrap_or_default()]);
        let id = self.reserve(name, origin.clone());
        self.placed.insert(origin.pointer.as_str().to_owned(), (id, false));
        self.pending.push(origin);
        Some(id)
    }

    /// A schema that is nothing but a reference, to one that is nothing but a reference, and so on in a circle, has
    /// no meaning: it is reported once and becomes any value.
    pub(super) fn break_alias_cycles(&mut self) {
        // By schema: the walk that came by first.
        let mut walks = vec![0_usize; self.api.schemas.len()];
        for (walk, start) in self.api.schemas.ids().enumerate().map(|(index, id)| (index + 1, id)) {
            let mut at = start;
            let met = loop {
                let Some(seen) = walks.get_mut(at.index()) else { break false };
                if *seen != 0 {
                    break *seen == walk;
                }
                *seen = walk;
                let SchemaKind::Alias(next) = self.api.schemas[at].kind else { break false };
                at = next;
            };
            if met {
                self.circular(at);
            }
        }
    }

    /// Reports the circle that goes through this schema, and opens it.
    fn circular(&mut self, start: SchemaId) {
        let mut ring = vec![start];
        let mut at = start;
        while let SchemaKind::Alias(next) = self.api.schemas[at].kind
            && next != start
        {
            ring.push(next);
            at = next;
        }
        let origins: Vec<_> = ring.iter().map(|id| self.api.schemas[*id].origin.clone()).collect();
        let Some((first, others)) = origins.split_first() else { return };
        let found = Diagnostic::new(
            &codes::OA102,
            "this schema is nothing but a reference to itself",
            Label::key(first, "leads in a circle"),
        )
        .help("one of the schemas in the circle must say what its values are");
        let found = others.iter().fold(found, |found, other| found.and(Label::key(other, "by way of this")));
        self.diagnostics.push(found);
        for id in ring {
            self.api.schemas[id].kind = SchemaKind::Any;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_decoded_once() {
        let canonical = |text| canonical(text).map(|pointer| pointer.as_str().to_owned());
        assert_eq!(canonical("#/components/schemas/A%20b").as_deref(), Some("/components/schemas/A b"));
        assert_eq!(canonical("#/paths/~1pets~1%7Bid%7D/get").as_deref(), Some("/paths/~1pets~1{id}/get"));
        assert_eq!(canonical("#/a~0b/100%").as_deref(), Some("/a~0b/100%"));
        assert_eq!(canonical("#"), Some(String::new()));
        assert_eq!(canonical("#anchor"), None);
        assert_eq!(canonical("other.yaml#/a"), None);
    }
}
