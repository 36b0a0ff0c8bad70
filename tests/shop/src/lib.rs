//! The client of a shop, made of `openapi.yaml` when this is built: the examples of `generator/docs/client.md` use it
//! for what the documents of `specs/` do not have.

mod api {
    include!(concat!(env!("OUT_DIR"), "/openapi/mod.rs"));
}

pub use api::{client, models};
