//! What becomes of the keys of a document. Each is used, kept out on purpose, or not supported.

use std::collections::BTreeMap;

/// Keys by what becomes of them, with how often they stand in the document.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Keys that have an effect.
    pub used: BTreeMap<&'static str, usize>,
    /// Keys that are for people or for other tools.
    pub annotations: BTreeMap<String, usize>,
    /// Keys without effect, under the id of the code that reports them.
    pub unsupported: BTreeMap<(&'static str, String), usize>,
}
