//! Values that can be sent as parameters.

use bindery::api::{ParameterLocation, ParameterShape};
use bindery::plan::{ArgumentPlan, Codec, Shape};
use bindery::tree::Node;

use super::cases::schema;
use crate::values::{self, Place, Source};

/// A value for an argument; none if none can be made.
pub(super) fn value(source: &mut Source<'_>, argument: &ArgumentPlan, shape: &ParameterShape) -> Option<Node> {
    let place = match (&argument.codec, argument.location) {
        // JSON text is percent-encoded, or escaped in a header: anything goes.
        (Codec::Json, _) => Place::Sent,
        (Codec::Style { .. }, ParameterLocation::Header) => Place::Header,
        (Codec::Style { shape: Shape::Scalar(_), .. }, _) => Place::Single,
        (Codec::Style { .. } | Codec::Form(..), _) => Place::Parted,
    };
    match schema(shape) {
        Some(schema) => values::random(source, schema, place),
        None => Some(Node::String("word".to_owned())),
    }
}
