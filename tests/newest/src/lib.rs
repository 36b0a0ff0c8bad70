//! Client and server of `openapi.yaml`, made when this is built: the round trips use them for what OpenAPI 3.2 has and the
//! documents of `specs/` have not.

mod api {
    include!(concat!(env!("OUT_DIR"), "/openapi/mod.rs"));
}

pub use api::{client, models, server};
