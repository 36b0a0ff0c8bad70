//! Where the named parts of a document stand: below `components`, or in Swagger 2.0 below keys of the document itself.

use crate::diagnostics::codes;
use crate::document::Version;
use crate::source::{JsonPointer, Origin};

use super::Lowering;
use super::shape::Kind;

/// The keys that lead to the parts of a kind, which is called by the word that OpenAPI 3 has for it.
pub(super) fn way(version: Version, section: &'static str) -> Vec<&'static str> {
    if version > Version::V20 {
        return vec!["components", section];
    }
    vec![match section {
        "schemas" => "definitions",
        "securitySchemes" => "securityDefinitions",
        other => other,
    }]
}

/// The beginning of the pointers that lead to them.
pub(super) fn prefix(version: Version, section: &'static str) -> String {
    way(version, section).iter().map(|key| format!("/{key}")).collect::<String>() + "/"
}

impl Lowering<'_> {
    /// The place of a named part that a reference of Swagger 2.0 names by its name alone, as those before 2.0 did.
    pub(super) fn named_alone(&mut self, kind: Kind, reference: &str, at: &Origin) -> Option<Origin> {
        let section = kind.section().filter(|_| self.version == Version::V20)?;
        self.component_section(section)?.get(reference)?;
        let start = way(self.version, section).into_iter().fold(JsonPointer::root(), |at, key| at.child(key));
        if self.reported.insert((at.clone(), at.clone())) {
            let message =
                format!("a reference is `#{}{reference}`; the name alone is followed", prefix(self.version, section));
            self.report(&codes::OA009, at, message, "");
        }
        Some(Origin { source: self.source, pointer: start.child(reference) })
    }
}
