//! Client and server of `openapi.yaml`, made when this is built: the round trips use them for answers that the documents
//! of `specs/` do not have.

mod api {
    include!(concat!(env!("OUT_DIR"), "/openapi/mod.rs"));
}

pub use api::{client, models, server};
