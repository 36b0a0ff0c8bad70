//! The drafts of JSON Schema that are put to the proof, and the edition of OpenAPI in which each is written.

use serde_json::Value;

use crate::reading::Reading;
use crate::suite::Remotes;
use crate::{newer, translate};

/// The components that say what a schema says: the first has the given name. Or why it cannot be written.
pub(crate) type Translate = fn(&str, &Value, &Remotes) -> Result<Vec<(String, Value)>, String>;

/// A draft.
#[derive(Clone, Copy)]
pub(crate) struct Dialect {
    /// How people call it.
    pub(crate) name: &'static str,
    /// Its folder in the suite.
    pub(crate) folder: &'static str,
    /// Its page of the documentation.
    pub(crate) page: &'static str,
    /// The crate that is made.
    pub(crate) krate: &'static str,
    /// The edition of OpenAPI.
    pub(crate) edition: &'static str,
    /// The version of documents of that edition.
    pub(crate) version: &'static str,
    pub(crate) translate: Translate,
    /// How schemas without a type are read.
    pub(crate) typed: Reading,
}

/// Draft 4, as OpenAPI 3.0.
pub(crate) const DRAFT_4: Dialect = Dialect {
    name: "draft 4",
    folder: "draft4",
    page: "json-schema-test-suite.md",
    krate: "json-schema",
    edition: "OpenAPI 3.0",
    version: "3.0.3",
    translate: |name, schema, _| translate::translate(name, schema),
    typed: Reading::Typed,
};

/// Draft 2020-12, as OpenAPI 3.1.
pub(crate) const DRAFT_2020_12: Dialect = Dialect {
    name: "draft 2020-12",
    folder: "draft2020-12",
    page: "json-schema-test-suite-2020-12.md",
    krate: "json-schema-2020-12",
    edition: "OpenAPI 3.1",
    version: "3.1.1",
    translate: newer::translate,
    typed: Reading::TypesAlone,
};
