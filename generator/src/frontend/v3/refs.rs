//! `$ref` to what it leads to: dangling, circular and external references.

use crate::api::Docs;
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
pub(super) use crate::source::percent_decoded;
use crate::source::{JsonPointer, Origin};
use crate::tree::{Mapping, Node};

use super::super::refusal::refused;
use super::Lowering;
use super::read;
use super::resources::Miss;
use super::sections::prefix;
use super::shape::{Kind, Place, place};
use super::words::suggestion;

/// References that lead to references; nobody means more than a few.
const MOST_HOPS: usize = 64;

/// Searches for a name like a missing one. A document that is split over many files has thousands of broken references,
/// and each search reads all names.
const MOST_SUGGESTIONS: usize = 50;

/// The pointer of a reference within the document: percent signs decoded, tildes kept in their one spelling.
/// `None` if it leaves the document or is no pointer.
pub(in crate::frontend) fn canonical(reference: &str) -> Option<JsonPointer> {
    pointer_of(reference.strip_prefix('#')?)
}

/// The pointer that the fragment of a reference is.
pub(super) fn pointer_of(fragment: &str) -> Option<JsonPointer> {
    let decoded = percent_decoded(fragment)?;
    let pointer = JsonPointer::parse(&decoded)?;
    if !decoded.contains('~') {
        return Some(pointer);
    }
    let root = JsonPointer::root();
    Some(pointer.segments().iter().fold(root, |at, segment| at.child(segment)))
}

/// Whether a node can be read as a schema: a boolean, or an object that is empty or has a key that schemas have.
pub(super) fn may_be_schema(node: &Node) -> bool {
    let known = |mapping: &Mapping| mapping.is_empty() || mapping.iter().any(|(key, _)| Kind::Schema.has(key));
    node.as_bool().is_some() || node.as_mapping().is_some_and(known)
}

/// Whether the table knows that something else stands at a place than an object of this kind.
pub(super) fn is_of_another_kind(version: Version, kind: Kind, pointer: &JsonPointer) -> bool {
    match place(version, &pointer.segments()) {
        Place::Object(found) => found != kind,
        Place::Other => true,
        Place::Unknown => false,
    }
}

/// The name, unescaped, if a pointer leads to a component of this section itself.
pub(super) fn component_name(version: Version, pointer: &str, section: &'static str) -> Option<String> {
    let name = pointer.strip_prefix(prefix(version, section).as_str())?;
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}

/// The node at a pointer, or the mapping that lacks the next segment, with that segment.
pub(in crate::frontend) fn walk<'n>(
    root: &'n Node,
    segments: &[String],
) -> Result<&'n Node, (Option<&'n Mapping>, usize)> {
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
pub(in crate::frontend) struct Resolved<'n> {
    /// The object.
    pub(in crate::frontend) mapping: &'n Mapping,
    /// Where it stands.
    pub(in crate::frontend) at: Origin,
    /// The name of the component it is; else of the file, or the last word of the way to it.
    name: String,
    /// Whether a reference led here, so that others may lead here too.
    pub(in crate::frontend) shared: bool,
    /// Texts of the reference that stand for its own (OpenAPI 3.1.1, 4.8.23).
    pub(in crate::frontend) texts: Overriding,
}

/// `summary` and `description` of a Reference Object.
#[derive(Debug, Default)]
pub(in crate::frontend) struct Overriding {
    pub(super) summary: Option<String>,
    pub(super) description: Option<String>,
}

impl Overriding {
    /// The docs with these texts in the place of their own.
    pub(super) fn laid_over(self, docs: Docs) -> Docs {
        Docs { title: self.summary.or(docs.title), description: self.description.or(docs.description), ..docs }
    }
}

impl Resolved<'_> {
    /// The name of the component it is; else of the file, or the last word of the way to it.
    pub(in crate::frontend) fn name(&self) -> String {
        self.name.clone()
    }
}

impl<'a> Lowering<'a> {
    /// Follows references until an object stands there. `None` if none does, which has been reported.
    pub(in crate::frontend) fn resolve(&mut self, kind: Kind, node: &'a Node, at: &Origin) -> Option<Resolved<'a>> {
        let (mut node, mut here, mut shared) = (node, at.clone(), false);
        let mut texts = Overriding::default();
        for _ in 0..MOST_HOPS {
            let mapping = node.as_mapping()?;
            let referable = kind.referable() || kind.followed_anyway();
            let Some(reference) = mapping.get("$ref").filter(|_| referable) else {
                return Some(Resolved { mapping, name: self.name_of(&here), at: here, shared, texts });
            };
            if self.edition(&here) > Version::V30 && kind != Kind::PathItem {
                texts.summary = texts.summary.or_else(|| read::text(mapping, "summary"));
                texts.description = texts.description.or_else(|| read::text(mapping, "description"));
            }
            here = self.follow(kind, reference.as_str()?, &here, "$ref")?;
            node = self.node(&here).ok()?;
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

    /// The place a reference leads to, if something stands there that may be of this kind.
    pub(super) fn follow(&mut self, kind: Kind, reference: &str, at: &Origin, key: &str) -> Option<Origin> {
        let place = at.child(key);
        let target = match self.place(reference, at) {
            Ok(target) => target,
            Err(miss) => {
                if let Some(there) = self.named_alone(kind, reference, &place) {
                    return Some(there);
                }
                self.missed(kind, reference, &place, &miss);
                return None;
            }
        };
        // A file without a tree has been reported.
        self.document.tree(target.source)?;
        let in_parameters = component_name(self.version, target.pointer.as_str(), "parameters").is_some();
        match self.node(&target) {
            Ok(_) if kind == Kind::Header && in_parameters => {
                let message = "it leads to a Parameter Object, which is read as a Header Object";
                self.report(&codes::OA009, &place, message, "not in `headers`");
                Some(target)
            }
            Ok(_)
                if self.is_whole_document(target.source) && is_of_another_kind(self.version, kind, &target.pointer) =>
            {
                let message = format!("it leads to something else than {}", kind.words());
                self.unresolved(reference, &place, message);
                None
            }
            Ok(node) if matches!(kind, Kind::Schema) && !may_be_schema(node) => {
                let whole = target.pointer.is_root() && target.source != at.source && node.as_mapping().is_none();
                let message = match (whole, node) {
                    (false, _) => format!("it leads to {}, which is no schema", node.kind()),
                    (true, Node::Null) => "the file is empty".to_owned(),
                    (true, _) => {
                        format!("the whole file is {}; a reference leads to an object of YAML or JSON", node.kind())
                    }
                };
                self.unresolved(reference, &place, message);
                None
            }
            Ok(_) => Some(target),
            Err((mapping, depth)) => {
                let help = self.suggested_target(kind, &target, mapping, depth);
                self.unresolved(reference, &place, help);
                None
            }
        }
    }

    /// The place that a reference names. A pointer inside of a schema with an `$id` begins there; one that finds nothing
    /// is taken from the root of its file, as those mean it who do not know that.
    pub(super) fn place(&mut self, reference: &str, at: &Origin) -> Result<Origin, Miss> {
        let resources = &self.survey.resources;
        let within = resources.enclosing(at);
        let place = resources.place(reference, within)?;
        if resources.is_file(within) || self.node(&place).is_ok() {
            return Ok(place);
        }
        let whole = canonical(reference).map(|pointer| Origin { source: at.source, pointer });
        let Some(whole) = whole.filter(|whole| self.node(whole).is_ok()) else { return Ok(place) };
        if self.edition(at) > Version::V30 && self.reported.insert((at.clone(), Origin::root(self.source))) {
            let message = "a pointer begins at the schema around it with `$id`; this one is taken from the document";
            self.report(&codes::OA009, &at.child("$ref"), message, "");
        }
        Ok(whole)
    }

    pub(super) fn missed(&mut self, kind: Kind, reference: &str, place: &Origin, miss: &Miss) {
        let refusal = match miss {
            Miss::NoSuchName => {
                let help = match self.without_hash(reference, place) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => {
                        "within the document a reference begins with `#/` or is the `$anchor` of a schema".to_owned()
                    }
                };
                return self.unresolved(reference, place, help);
            }
            Miss::Elsewhere(refusal) => refusal,
        };
        if !self.reported.insert((place.clone(), place.clone())) {
            return;
        }
        let named = kind.section().filter(|section| {
            self.component_section(section).is_some_and(|components| components.get(reference).is_some())
        });
        let found = refused(refusal, reference, place);
        self.diagnostics.push(match named {
            Some(section) => found.help(format!("did you mean `#{}{reference}`?", prefix(self.version, section))),
            None => match self.without_hash(reference, place) {
                Some(meant) => found.help(format!("did you mean `{meant}`?")),
                None => found,
            },
        });
    }

    /// A text that would be a pointer into the same file if it began with `#/`, as that pointer.
    fn without_hash(&self, reference: &str, place: &Origin) -> Option<String> {
        let text = reference.replace('\\', "/");
        let meant = format!("#/{}", text.trim_start_matches(['#', '/']));
        let pointer = canonical(&meant)?;
        self.node(&Origin { source: place.source, pointer }).is_ok().then_some(meant)
    }

    fn suggested_target(&mut self, kind: Kind, target: &Origin, mapping: Option<&Mapping>, depth: usize) -> String {
        let segments = target.pointer.segments();
        let own = kind.section().and_then(|section| Some((section, self.component_section(section)?)));
        if let (Some((section, components)), Some(name)) = (own, segments.last())
            && components.get(name).is_some()
        {
            let meant = format!("#{}{name}", prefix(self.version, section));
            // The same words in another file: a pointer is followed in the file that it stands in.
            if target.source != self.source && canonical(&meant).as_ref() == Some(&target.pointer) {
                return format!("the document has `{meant}`, this file has not: name the document's file before it");
            }
            return format!("did you mean `{meant}`?");
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

    /// Said once of a place, however often the reference is followed.
    fn unresolved(&mut self, reference: &str, place: &Origin, help: String) {
        if !self.reported.insert((place.clone(), place.clone())) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OA101,
                format!("`{reference}` leads nowhere"),
                Label::value(place, "unresolved reference"),
            )
            .help(help),
        );
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
