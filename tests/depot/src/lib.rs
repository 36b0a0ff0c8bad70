//! Client and server of a depot, made of `openapi.yaml` when this is built: bodies of all kinds go from the one to the other.

mod api {
    include!(concat!(env!("OUT_DIR"), "/openapi/mod.rs"));
}

pub use api::{client, models, server};
