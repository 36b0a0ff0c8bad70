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
    "base64.rs",
    "choice.rs",
    "decode.rs",
    "defaults.rs",
    "evaluated.rs",
    "held.rs",
    "integer.rs",
    "integers.rs",
    "json.rs",
    "limits.rs",
    "maybe.rs",
    "moment.rs",
    "nesting.rs",
    "newtype.rs",
    "number.rs",
    "numeral.rs",
    "object.rs",
    "patch.rs",
    "schema.rs",
    "scalar.rs",
    "secret.rs",
    "single.rs",
    "spelled.rs",
    "tag.rs",
    "texts.rs",
    "tuple.rs",
    "union.rs",
    "validate.rs",
    "value.rs",
    "values.rs",
];

/// The module for models that have patterns, beside `support`. It needs the crate `regex-lite`.
pub const PATTERNS: &str = include_str!("../support/models/patterns.rs");

/// The module for models that have dates, beside `support`. Its parts need the crates `chrono`, `time` and `jiff`, each
/// behind a feature of its name.
pub const CALENDARS: &str = include_str!("../support/models/calendars.rs");
