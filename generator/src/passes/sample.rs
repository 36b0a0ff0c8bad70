//! A value made from a schema.

use crate::api::{Api, SchemaId};
use crate::tree::Node;

/// A value that satisfies `schema`, as lifelike as it can be; `None` if none can be made.
pub fn sample(_api: &Api, _schema: SchemaId) -> Option<Node> {
    None
}
