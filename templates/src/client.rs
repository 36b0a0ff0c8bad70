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
    "clock.rs",
    "credentials.rs",
    "deadline.rs",
    "decode.rs",
    "delivery.rs",
    "draft.rs",
    "encode.rs",
    "endpoint.rs",
    "error.rs",
    "exchange.rs",
    "form.rs",
    "hooks.rs",
    "http_body.rs",
    "issued.rs",
    "lines.rs",
    "macros.rs",
    "mod.rs",
    "multipart.rs",
    "oauth2.rs",
    "operation.rs",
    "origin.rs",
    "pages.rs",
    "part.rs",
    "parts.rs",
    "path.rs",
    "payload.rs",
    "provider.rs",
    "random.rs",
    "request.rs",
    "reqwest.rs",
    "response.rs",
    "retry.rs",
    "scalars.rs",
    "style.rs",
    "summary.rs",
    "tower.rs",
    "trace.rs",
    "transport.rs",
    "upload.rs",
];
