//! A `$ref` and what stands beside it (OpenAPI 3.0.3, 4.7.23; JSON Schema 2020-12, 8.2.3.1).

use crate::api::{SchemaId, SchemaKind};
use crate::document::Version;
use crate::frontend::v3::Lowering;
use crate::frontend::v3::shape::TAKEN_BESIDE_REFERENCE;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Setting;

/// Keys that say nothing of values and have no place in the model.
const WITHOUT_EFFECT: &[&str] = &[
    "$ref",
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
    fn beside_reference(&self, mapping: &Mapping) -> Beside {
        let keys = || mapping.iter().map(|(key, _)| key);
        if self.version < Version::V31 {
            let taken = keys().any(|key| TAKEN_BESIDE_REFERENCE.contains(&key));
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
    pub(super) fn plain_reference<'n>(&self, node: &'n Node) -> Option<&'n str> {
        let mapping = node.as_mapping()?;
        let target = mapping.get("$ref")?.as_str()?;
        (self.beside_reference(mapping) == Beside::Nothing).then_some(target)
    }

    /// A schema with a reference: another name for what it leads to, or what that and the rest have in common.
    pub(super) fn fill_reference(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, setting: Setting) {
        if self.beside_reference(mapping) == Beside::More {
            self.composed(id, mapping, at, setting);
        } else if let Some(target) = self.target(mapping, at) {
            self.api.schemas[id].kind = SchemaKind::Alias(target);
        }
        self.annotate(id, mapping, at);
        if self.version < Version::V31 {
            // Nothing else counts beside a reference.
            let schema = &mut self.api.schemas[id];
            schema.examples.clear();
            schema.docs.title = None;
            schema.docs.since.clear();
            schema.docs.inferred = false;
        }
    }

    /// The schema that `$ref` leads to. `None` if there is none, which has been reported.
    pub(super) fn target(&mut self, mapping: &Mapping, at: &Origin) -> Option<SchemaId> {
        let reference = mapping.get("$ref").and_then(Node::as_str)?;
        self.referred_schema(reference, at)
    }
}
