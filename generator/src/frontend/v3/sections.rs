//! Where the named parts of a document stand: below `components`, or in Swagger 2.0 below keys of the document itself.

use crate::document::Version;

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
