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
    "byte_stream.rs",
    "captures.rs",
    "credentials.rs",
    "document.rs",
    "events.rs",
    "examples.rs",
    "faults.rs",
    "form.rs",
    "guard.rs",
    "head.rs",
    "json.rs",
    "lines.rs",
    "mixed.rs",
    "macros.rs",
    "operation.rs",
    "pairs.rs",
    "parameter.rs",
    "query.rs",
    "querystring.rs",
    "received.rs",
    "reject.rs",
    "respond.rs",
    "route.rs",
    "server.rs",
    "streams.rs",
    "style.rs",
    "typed.rs",
    "unimplemented.rs",
    "values.rs",
];

/// What servers have beside that whose document has bodies of several parts.
pub const MULTIPART: &[Source] = sources!["file.rs", "multipart.rs", "parts.rs"];

/// What `mod.rs` says of these.
pub const MULTIPART_MODULES: &str = "
mod file;
mod multipart;
mod parts;

pub use file::{File, FilePart};
pub use parts::{Came, PartKind, PartRow, Parted, Parts, PartsTable, came, or_default};
";
