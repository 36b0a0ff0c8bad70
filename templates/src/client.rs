//! Support sources of the client.

use crate::Source;

macro_rules! sources {
    ($($path:literal),* $(,)?) => {
        &[$(Source { path: $path, text: include_str!(concat!("../support/client/", $path)) }),*]
    };
}

/// All files, in order.
pub const FILES: &[Source] = sources![
    "base_url.rs",
    "call.rs",
    "credentials.rs",
    "decode.rs",
    "draft.rs",
    "encode.rs",
    "endpoint.rs",
    "error.rs",
    "exchange.rs",
    "http_body.rs",
    "macros.rs",
    "mod.rs",
    "operation.rs",
    "pages.rs",
    "path.rs",
    "reqwest.rs",
    "request.rs",
    "response.rs",
    "scalars.rs",
    "style.rs",
    "summary.rs",
    "tower.rs",
    "transport.rs",
];
