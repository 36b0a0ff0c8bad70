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
    "deadline.rs",
    "decode.rs",
    "delivery.rs",
    "draft.rs",
    "encode.rs",
    "endpoint.rs",
    "error.rs",
    "events.rs",
    "exchange.rs",
    "feed.rs",
    "headers.rs",
    "hooks.rs",
    "http_body.rs",
    "inspect.rs",
    "issued.rs",
    "item.rs",
    "macros.rs",
    "media.rs",
    "mod.rs",
    "oauth2.rs",
    "open.rs",
    "operation.rs",
    "origin.rs",
    "pages.rs",
    "path.rs",
    "provider.rs",
    "random.rs",
    "request.rs",
    "reqwest.rs",
    "response.rs",
    "retry.rs",
    "scalars.rs",
    "sse.rs",
    "style.rs",
    "summary.rs",
    "tower.rs",
    "trace.rs",
    "transport.rs",
    "values.rs",
];
