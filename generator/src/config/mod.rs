//! What a run is asked to do.

use crate::diagnostics::Strictness;

/// The choices of one API. Differences in taste are no choices.
#[derive(Debug, Clone)]
pub struct Config {
    /// Short name in kebab case; crates are `<name>-models` and so on. None: made from the title.
    pub name: Option<String>,
    /// What to write.
    pub targets: Vec<Target>,
    /// Version of the crates.
    pub version: String,
    /// Licence of the crates (SPDX).
    pub license: String,
    /// Whether the output folder is a Cargo workspace of its own.
    pub workspace: bool,
    /// Whether properties that no schema names are kept.
    pub unknown_properties: UnknownProperties,
    /// How findings are taken.
    pub strictness: Strictness,
}

/// What happens to properties that no schema names, where the document does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownProperties {
    /// They are skipped.
    #[default]
    Ignore,
    /// They are kept in a field of their own and sent back.
    Keep,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: None,
            targets: vec![Target::Models, Target::Client, Target::Server],
            version: "0.1.0".to_owned(),
            license: "MIT OR Apache-2.0".to_owned(),
            workspace: true,
            unknown_properties: UnknownProperties::Ignore,
            strictness: Strictness::Normal,
        }
    }
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Types.
    Models,
    /// The async client.
    Client,
    /// axum server stubs.
    Server,
}
