//! Values that can be sent as parameters.

use bindery::api::{Api, ParameterLocation, ParameterShape};
use bindery::plan::{ArgumentPlan, Codec, Shape};
use bindery::tree::Node;

use super::cases::schema;
use crate::values::{self, Place, Rng};

/// A value for an argument; none if none can be made.
pub(super) fn value(api: &Api, rng: &mut Rng, argument: &ArgumentPlan, shape: &ParameterShape) -> Option<Node> {
    let place = match (&argument.codec, argument.location) {
        // JSON text is percent-encoded, or escaped in a header: anything goes.
        (Codec::Json, _) => Place::Sent,
        (Codec::Style { .. }, ParameterLocation::Header) => Place::Header,
        (Codec::Style { shape: Shape::Scalar(_), .. }, _) => Place::Single,
        (Codec::Style { .. }, _) => Place::Parted,
    };
    match schema(shape) {
        Some(schema) => values::random(api, schema, place, rng),
        None => Some(Node::String("word".to_owned())),
    }
}
