//! Support sources of the server.

use crate::Source;

macro_rules! sources {
    ($($path:literal),* $(,)?) => {
        &[$(Source { path: $path, text: include_str!(concat!("../support/server/", $path)) }),*]
    };
}

/// All files of the `support` module, in order.
pub const FILES: &[Source] = sources![
    "mod.rs",
    "accept.rs",
    "answers.rs",
    "arrived.rs",
    "binary.rs",
    "body.rs",
    "credentials.rs",
    "document.rs",
    "events.rs",
    "examples.rs",
    "faults.rs",
    "guard.rs",
    "head.rs",
    "json.rs",
    "lines.rs",
    "macros.rs",
    "operation.rs",
    "parameter.rs",
    "query.rs",
    "reject.rs",
    "respond.rs",
    "route.rs",
    "server.rs",
    "streams.rs",
    "style.rs",
    "typed.rs",
    "unimplemented.rs",
];
