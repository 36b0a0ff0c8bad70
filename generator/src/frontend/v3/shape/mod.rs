//! Checks every key of a document against the table of the standard, before anything is read from it: what is unknown,
//! misspelt, of the wrong kind or missing is reported here and nowhere else, so that the reading rooms may skip it in
//! silence. Counts what is used on the way.

mod files;
mod forms;
mod key;
mod kind;
mod list;
mod names;
mod place;
mod references;
mod splice;
mod table;
mod table_v2;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::api::Coverage;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Label, Severity, codes};
use crate::document::{Document, Version};
use crate::source::{Origin, SourceId};
use crate::tree::{Mapping, Node};

use super::resources::{ResourceId, Resources};
use super::sections;
use super::words::suggestion;
use key::{Form, Key, Treatment};
pub(in crate::frontend) use kind::Kind;
pub use list::{Holds, StandardKey, standard_keys};
pub(super) use place::{Place, place};
pub(in crate::frontend) use splice::settled;
pub(in crate::frontend) use table_v2::{KindV2, NULLABLE_OF_2_0};

/// Keys beside a `$ref` to a schema that the standard ignores and authors mean.
pub(super) const TAKEN_BESIDE_REFERENCE: &[&str] =
    &["description", "nullable", "default", "readOnly", "writeOnly", "deprecated"];

/// What the walk has found out for the rooms that read.
#[derive(Debug, Default)]
pub(in crate::frontend) struct Survey {
    /// Keys by what becomes of them.
    pub(super) coverage: Coverage,
    /// Numbers and booleans that stand for strings.
    pub(super) texts: BTreeSet<Origin>,
    /// What has been reported as an error.
    pub(super) faults: BTreeSet<Origin>,
    /// Schemas that references lead to and that are no components.
    pub(super) deep: BTreeSet<Origin>,
    /// The names that schemas give themselves.
    pub(super) resources: Resources,
    /// References that stand where none may.
    splices: Vec<splice::Splice>,
}

impl Survey {
    /// Whether something at or below this place has been reported.
    pub(super) fn has_fault_below(&self, at: &Origin) -> bool {
        let rest = |fault: &Origin| fault.pointer.as_str().strip_prefix(at.pointer.as_str()).map(str::to_owned);
        self.faults
            .range(at.clone()..)
            .take_while(|fault| fault.source == at.source)
            .map_while(rest)
            .any(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Walks over the whole document, and over what it refers to in other files.
fn survey(document: &Document, diagnostics: &mut Diagnostics) -> Survey {
    let mut walk = Walk {
        source: document.source,
        version: document.version,
        survey: Survey { resources: Resources::of(document), ..Survey::default() },
        diagnostics,
        within: 0,
        references: Vec::new(),
        schemas: sections::prefix(document.version, "schemas"),
        seen: BTreeSet::new(),
    };
    walk.object(Kind::root(document.version), &document.root, &Trail { parent: None, key: "" }, false);
    walk.files(document);
    names::settle(walk, document)
}

/// The way to a node, kept on the stack: a pointer is made only for what is reported.
struct Trail<'t> {
    parent: Option<&'t Trail<'t>>,
    key: &'t str,
}

impl Trail<'_> {
    fn origin(&self, source: SourceId) -> Origin {
        let mut keys = Vec::new();
        let mut at = self;
        while let Some(parent) = at.parent {
            keys.push(at.key);
            at = parent;
        }
        Origin::root(source).descend(keys.into_iter().rev())
    }
}

/// A reference that leads to another file, or into a schema.
struct Reference {
    within: ResourceId,
    text: String,
    kind: Kind,
}

struct Walk<'a> {
    source: SourceId,
    version: Version,
    survey: Survey,
    /// The resource that the walk is in.
    within: ResourceId,
    /// References with the resource that they stand in, but for plain ones within the document.
    references: Vec<Reference>,
    /// What pointers to the named schemas begin with.
    schemas: String,
    /// Objects in other files that have been checked.
    seen: BTreeSet<Origin>,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    /// Checks an object of the standard. `annotation`: nobody will read it, so nothing in it can be an error.
    fn object(&mut self, kind: Kind, node: &Node, at: &Trail<'_>, annotation: bool) {
        let outside = self.within;
        if self.source.number().is_some() {
            if !self.seen.insert(at.origin(self.source)) {
                return;
            }
            if node.get("$id").is_some() {
                self.within = self.survey.resources.enclosing(&at.origin(self.source));
            }
        } else if let Some(mapping) = node.as_mapping().filter(|_| kind == Kind::Schema) {
            self.names(mapping, at);
        }
        if kind == Kind::Discriminator {
            self.mapped(node);
        }
        self.keys(kind, node, at, annotation);
        self.within = outside;
    }

    fn keys(&mut self, kind: Kind, node: &Node, at: &Trail<'_>, annotation: bool) {
        let Some(mapping) = node.as_mapping() else {
            if kind == Kind::Schema && node.as_bool().is_some() {
                self.newer(Version::V31, at, "a boolean schema belongs to OpenAPI 3.1; it is taken as one");
            } else if node == &Node::Null && matches!(kind, Kind::Schema | Kind::Response | Kind::MediaType) {
                self.misread(at, &format!("null stands where {} belongs; it is read as empty", kind.words()));
            } else {
                self.wrong(at, kind.words(), node, annotation);
            }
            return;
        };
        let referable = kind.referable() || kind == Kind::MediaType && self.version >= Version::V32;
        if referable && mapping.get("$ref").is_some_and(|target| self.reference(kind, target, mapping, at)) {
            return;
        }
        if kind.followed_anyway()
            && let Some(text) = mapping.get("$ref").and_then(Node::as_str)
        {
            self.refers(kind, text);
            self.count_used("$ref");
            let below = Trail { parent: Some(at), key: "$ref" };
            self.misread(&below, &format!("the standard allows no reference to {}; it is followed", kind.words()));
            return;
        }
        if !referable && kind.key("$ref").is_none() {
            self.notes_splice(Form::One(kind), node, at);
        }
        for (name, value) in mapping.iter() {
            let below = Trail { parent: Some(at), key: name };
            if name == "$ref" && referable {
                continue;
            }
            if let Some(key) = kind.key(name) {
                self.later(kind, name, &below);
                self.key(key, value, &below, annotation);
            } else if name.starts_with("x-") {
                self.extension(kind, name);
            } else if let Some(entry) = kind.entries() {
                self.count_used(entry_word(kind));
                self.object(entry, value, &below, annotation);
            } else if let Some(key) = self.of_schema(kind, name, &below) {
                self.key(key, value, &below, annotation);
            } else {
                self.unknown(kind, name, &below);
            }
        }
        self.missing(kind, mapping, at, annotation);
        self.emptiness(kind, mapping, at);
    }

    /// Objects that must have something in them.
    fn emptiness(&mut self, kind: Kind, mapping: &Mapping, at: &Trail<'_>) {
        let has = |key: &str| mapping.get(key).is_some_and(|value| value != &Node::Null);
        let missing = match kind {
            Kind::Document if self.version >= Version::V31 => {
                (!["paths", "components", "webhooks"].iter().any(|key| has(key)))
                    .then_some("one of `paths`, `components` and `webhooks`")
            }
            Kind::Responses | Kind::V2(KindV2::Responses) => mapping.is_empty().then_some("a response"),
            _ => None,
        };
        if let Some(missing) = missing {
            let message = format!("{} must have {missing}", kind.words());
            self.fault(&codes::OA006, Severity::Warning, at, &message, "");
        }
    }

    /// Checks the value under a key of the table.
    fn key(&mut self, key: &Key, value: &Node, at: &Trail<'_>, annotation: bool) {
        match key.treatment {
            Treatment::Used => self.count_used(key.name),
            Treatment::Annotation => self.count_annotation(key.name),
            Treatment::Older => {
                self.count_used(key.name);
                self.older(at, &format!("`{}` belongs to OpenAPI 3.0; it is taken as meant there", key.name));
            }
            Treatment::Draft => {
                self.count_used(key.name);
                let message = format!("`{}` is of older drafts of JSON Schema; it is taken as meant there", key.name);
                self.misread(at, &message);
            }
            Treatment::Unsupported | Treatment::Foreign => return self.unsupported(key, at),
        }
        if let Some(since) = key.since {
            self.newer(
                since,
                at,
                &format!("`{}` belongs to OpenAPI {}; it is taken as meant there", key.name, since.short()),
            );
        }
        if !matches!(key.form, Form::One(_)) {
            self.notes_splice(key.form, value, at);
        }
        if value == &Node::Null && key.form != Form::Anything {
            self.misread(at, &format!("null stands under `{}`; it is read as absent", key.name));
            return;
        }
        self.form(key.form, value, at, annotation || key.treatment == Treatment::Annotation);
    }

    fn unsupported(&mut self, key: &Key, at: &Trail<'_>) {
        *self.survey.coverage.unsupported.entry((codes::OA008.id, key.name.to_owned())).or_default() += 1;
        let message = match key.treatment {
            Treatment::Foreign => {
                format!("`{}` belongs to another version of the standard and has no effect", key.name)
            }
            _ => format!("`{}` is not used yet", key.name),
        };
        let place = at.origin(self.source);
        self.diagnostics.push(Diagnostic::new(&codes::OA008, message, Label::key(&place, "not used")));
    }

    fn extension(&mut self, kind: Kind, name: &str) {
        let of_2_0 = if self.version > Version::V20 { &[][..] } else { table_v2::extensions(kind) };
        match kind.extensions().iter().chain(of_2_0).find(|known| **known == name) {
            Some(known) => self.count_used(known),
            None => self.count_annotation(name),
        }
    }

    fn unknown(&mut self, kind: Kind, name: &str, at: &Trail<'_>) {
        *self.survey.coverage.unsupported.entry((codes::OA004.id, name.to_owned())).or_default() += 1;
        let place = at.origin(self.source);
        let found = Diagnostic::new(
            &codes::OA004,
            format!("`{name}` is no key of {}", kind.words()),
            Label::key(&place, "unknown key"),
        );
        self.diagnostics.push(match suggestion(name, kind.keys().iter().map(|key| key.name)) {
            Some(known) => found.help(format!("did you mean `{known}`?")),
            None => found.help("it has no effect; a key of your own begins with `x-`"),
        });
    }

    fn missing(&mut self, kind: Kind, mapping: &Mapping, at: &Trail<'_>, annotation: bool) {
        for key in kind.keys().iter().filter(|key| key.required && mapping.get(key.name).is_none()) {
            if since_when_optional(kind, key.name).is_some_and(|since| self.version >= since) {
                continue;
            }
            let needed = match (kind, key.name) {
                // Nothing but the document calls the whole query by a name.
                (Kind::Parameter, "name") => mapping.get("in").and_then(Node::as_str) != Some("querystring"),
                (Kind::V2(KindV2::Parameter), "name" | "in")
                | (Kind::V2(KindV2::SecurityScheme) | Kind::SecurityScheme, "type")
                | (Kind::Parameter, "in")
                | (Kind::Tag, "name") => true,
                _ => false,
            };
            let severity = if needed && !annotation { Severity::Error } else { Severity::Warning };
            self.fault(&codes::OA006, severity, at, &format!("{} must have `{}`", kind.words(), key.name), "");
        }
    }

    fn wrong(&mut self, at: &Trail<'_>, expected: &str, node: &Node, annotation: bool) {
        let severity = if annotation { Severity::Warning } else { Severity::Error };
        let text = format!("this is {}", node.kind());
        self.fault(&codes::OA005, severity, at, &format!("{expected} is expected here"), &text);
    }

    /// What an edition has and older ones have not.
    fn newer(&mut self, since: Version, at: &Trail<'_>, message: &str) {
        if self.version < since {
            self.misread(at, message);
        }
    }

    /// What OpenAPI 3.0 has and newer ones have no more.
    fn older(&mut self, at: &Trail<'_>, message: &str) {
        if self.version > Version::V30 {
            self.misread(at, message);
        }
    }

    fn misread(&mut self, at: &Trail<'_>, message: &str) {
        self.fault(&codes::OA009, Severity::Warning, at, message, "");
    }

    fn fault(&mut self, code: &'static Code, severity: Severity, at: &Trail<'_>, message: &str, text: &str) {
        let place = at.origin(self.source);
        if severity == Severity::Error {
            self.survey.faults.insert(place.clone());
        }
        let mut diagnostic = Diagnostic::new(code, message, Label::value(&place, text));
        diagnostic.severity = severity;
        self.diagnostics.push(diagnostic);
    }

    fn count_used(&mut self, name: &'static str) {
        *self.survey.coverage.used.entry(name).or_default() += 1;
    }

    fn count_annotation(&mut self, name: &str) {
        if let Some(count) = self.survey.coverage.annotations.get_mut(name) {
            *count += 1;
        } else {
            self.survey.coverage.annotations.insert(name.to_owned(), 1);
        }
    }
}

/// How entries under names of their own are counted.
fn entry_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Paths | Kind::V2(KindV2::Paths) => "(path)",
        Kind::Responses | Kind::V2(KindV2::Responses) => "(status)",
        _ => "(expression)",
    }
}

/// The first edition that does not ask for a key that OpenAPI 3.0 asks for; none if they all do.
fn since_when_optional(kind: Kind, key: &str) -> Option<Version> {
    match (kind, key) {
        (Kind::Document, "paths") | (Kind::Operation, "responses") => Some(Version::V31),
        (Kind::Response, "description") => Some(Version::V32),
        _ => None,
    }
}
