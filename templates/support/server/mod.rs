//! What every generated server shares: reading requests, refusing them, writing answers, routing. Written by hand.

#[macro_use]
mod answers;
#[macro_use]
mod macros;

use super::models;
pub use super::models::support::{Defaults, Json, Secret, Validate, Violations, limits, schema};

mod accept;
mod arrived;
mod binary;
mod body;
mod byte_stream;
mod captures;
mod credentials;
mod document;
mod events;
#[cfg(feature = "examples")]
mod examples;
mod faults;
mod form;
mod guard;
mod head;
mod json;
mod lines;
mod mixed;
mod operation;
mod pairs;
mod parameter;
mod query;
mod querystring;
mod received;
mod reject;
mod respond;
mod route;
mod server;
mod streams;
mod style;
mod typed;
mod unimplemented;
mod values;

pub use arrived::{Arrived, Invalid, Request};
pub use binary::Binary;
pub use byte_stream::ByteStream;
pub use credentials::Basic;
pub use document::ErrorDocument;
pub use events::{Event, Events};
#[cfg(feature = "examples")]
pub use examples::{Covers, Examples, Printed};
pub use form::{Field, Form, Meaning, Others, Spread};
pub use guard::{Anyone, Authorize, Guard, Guards, Principal};
pub use head::Head;
pub use lines::JsonLines;
pub use operation::{
    Authorizer, Body, Credential, Format, Operation, Payload, Requirement, Scheme, SchemePlace,
};
pub use parameter::{Codec, Parameter, Place, Scalar, Shape, Style};
pub use reject::{Kind, Rejection, Violation};
pub use respond::{Answer, Checks, Limits, Respond, answer};
pub use server::{Operations, Server};
pub use typed::Typed;
pub use unimplemented::Unimplemented;
pub use values::{Finish, Lines};
