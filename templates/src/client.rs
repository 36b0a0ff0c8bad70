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
    "body.rs",
    "call.rs",
    "clock.rs",
    "credentials.rs",
    "decode.rs",
    "draft.rs",
    "encode.rs",
    "endpoint.rs",
    "error.rs",
    "events.rs",
    "exchange.rs",
    "feed.rs",
    "headers.rs",
    "http_body.rs",
    "inspect.rs",
    "item.rs",
    "lines.rs",
    "macros.rs",
    "media.rs",
    "mod.rs",
    "open.rs",
    "operation.rs",
    "pages.rs",
    "path.rs",
    "request.rs",
    "reqwest.rs",
    "response.rs",
    "scalars.rs",
    "sse.rs",
    "style.rs",
    "summary.rs",
    "tower.rs",
    "transport.rs",
];
