//! A `$ref` and what stands beside it (OpenAPI 3.0.3, 4.7.23; JSON Schema 2020-12, 8.2.3.1).

use crate::api::{SchemaId, SchemaKind};
use crate::document::Version;
use crate::frontend::v3::Lowering;
use crate::frontend::v3::shape::{NULLABLE_OF_2_0, TAKEN_BESIDE_REFERENCE};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Setting;

/// Keys that say nothing of values and have no place in the model.
const WITHOUT_EFFECT: &[&str] = &[
    "$ref",
    "$dynamicRef",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$schema",
    "$comment",
    "$defs",
    "$vocabulary",
    "definitions",
    "externalDocs",
    "xml",
];

/// Keys that say nothing of values: texts, a default, who sends it; null beside whatever it leads to.
const WORDS: &[&str] = &[
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "example",
    "examples",
    "x-since",
    "x-inferred",
];

/// What stands beside a `$ref`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Nothing that counts: the schema is the one it leads to.
    Nothing,
    /// Words about this use of it.
    Words,
    /// More that values have to meet.
    More,
}

impl<'a> Lowering<'a> {
    fn beside_reference(&self, mapping: &Mapping, at: &Origin) -> Beside {
        let keys = || mapping.iter().map(|(key, _)| key);
        if self.edition(at) < Version::V31 {
            let null = |key| self.version == Version::V20 && key == NULLABLE_OF_2_0;
            let taken = keys().any(|key| TAKEN_BESIDE_REFERENCE.contains(&key) || null(key));
            return if taken { Beside::Words } else { Beside::Nothing };
        }
        let counts = |key: &&str| !WITHOUT_EFFECT.contains(key) && (!key.starts_with("x-") || WORDS.contains(key));
        keys().filter(counts).fold(Beside::Nothing, |so_far, key| match so_far {
            Beside::More => Beside::More,
            _ if WORDS.contains(&key) => Beside::Words,
            _ => Beside::More,
        })
    }

    /// The reference that a schema is, if nothing that is taken stands beside it.
    pub(in super::super) fn plain_reference(&self, node: &Node, at: &Origin) -> Option<&'static str> {
        let mapping = node.as_mapping()?;
        let key = only_reference(mapping)?;
        (self.beside_reference(mapping, at) == Beside::Nothing).then_some(key)
    }

    /// A schema with a reference: another name for what it leads to, or what that and the rest have in common.
    pub(super) fn fill_reference(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, setting: Setting) {
        match only_reference(mapping) {
            Some(key) if self.beside_reference(mapping, at) != Beside::More => {
                if let Some(target) = self.target_of(key, mapping, at) {
                    self.api.schemas[id].kind = SchemaKind::Alias(target);
                }
            }
            _ => self.composed(id, mapping, at, setting),
        }
        self.annotate(id, mapping, at);
        if self.edition(at) < Version::V31 {
            // Nothing else counts beside a reference.
            let schema = &mut self.api.schemas[id];
            schema.examples.clear();
            schema.docs.title = None;
            schema.docs.since.clear();
            schema.docs.inferred = false;
        }
    }

    /// The schema that the reference under a key leads to. `None` if there is none, which has been reported.
    pub(super) fn target(&mut self, key: &str, node: &Node, at: &Origin) -> Option<SchemaId> {
        self.target_of(key, node.as_mapping()?, at)
    }

    /// As [`Lowering::target`].
    pub(super) fn target_of(&mut self, key: &str, mapping: &Mapping, at: &Origin) -> Option<SchemaId> {
        let reference = mapping.get(key).and_then(Node::as_str)?;
        if key == "$ref" { self.referred_schema(reference, at) } else { self.dynamic_schema(reference, at) }
    }
}

/// The keys under which references to schemas stand.
pub(super) const REFERENCES: [&str; 2] = ["$ref", "$dynamicRef"];

/// Whether a schema has a reference.
pub(super) fn has_reference(mapping: &Mapping) -> bool {
    REFERENCES.iter().any(|key| mapping.get(key).is_some())
}

/// The key of the reference, if there is one and not two.
fn only_reference(mapping: &Mapping) -> Option<&'static str> {
    let mut keys =
        REFERENCES.into_iter().filter(|key| mapping.get(key).is_some_and(|target| target.as_str().is_some()));
    keys.next().filter(|_| keys.next().is_none())
}
