//! What every generated server shares: reading requests, refusing them, writing answers, routing. Written by hand.

#[macro_use]
mod macros;

use super::models;
pub use super::models::support::{Defaults, Json, Validate, Violations, limits, schema};

mod accept;
mod arrived;
mod body;
mod document;
#[cfg(feature = "examples")]
mod examples;
mod faults;
mod form;
mod head;
mod json;
mod lines;
mod operation;
mod pairs;
mod parameter;
mod query;
mod received;
mod reject;
mod respond;
mod route;
mod server;
mod stream;
mod style;
mod unimplemented;

pub use arrived::{Arrived, Invalid, Request};
pub use document::ErrorDocument;
#[cfg(feature = "examples")]
pub use examples::{Examples, Printed};
pub use form::{Field, Form, Meaning, Others, Spread};
pub use head::Head;
pub use lines::{Finish, Lines};
pub use operation::{
    Authorizer, Body, Credential, Format, Operation, Payload, Requirement, Scheme, SchemePlace,
};
pub use parameter::{Codec, Parameter, Place, Scalar, Shape, Style};
pub use reject::{Kind, Rejection, Violation};
pub use respond::{Answer, answer};
pub use server::{Operations, Server};
pub use stream::ByteStream;
pub use unimplemented::Unimplemented;
