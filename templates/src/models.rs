//! Support sources of the models.

use crate::Source;

macro_rules! sources {
    ($($path:literal),* $(,)?) => {
        &[$(Source { path: $path, text: include_str!(concat!("../support/models/", $path)) }),*]
    };
}

/// All files of the `support` module, in order.
pub const FILES: &[Source] = sources![
    "mod.rs",
    "decode.rs",
    "json.rs",
    "limits.rs",
    "maybe.rs",
    "nesting.rs",
    "number.rs",
    "object.rs",
    "patch.rs",
    "schema.rs",
    "scalar.rs",
    "secret.rs",
    "union.rs",
    "validate.rs",
    "value.rs",
];

/// The module for models that have patterns, beside `support`. It needs the crate `regex-lite`.
pub const PATTERNS: &str = include_str!("../support/models/patterns.rs");
