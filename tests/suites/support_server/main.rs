//! The code that all operations of a server share, file by file, as `templates/support/server/mod.rs` puts it together.
#![allow(unused, unreachable_pub, reason = "generated code uses the rest")]

#[path = "../../../templates/support/server/answers.rs"]
#[macro_use]
mod answers;
#[path = "../../../templates/support/server/macros.rs"]
#[macro_use]
mod macros;

#[path = "../../../templates/support/server/accept.rs"]
mod accept;
#[path = "../../../templates/support/server/arrived.rs"]
mod arrived;
#[path = "../../../templates/support/server/binary.rs"]
mod binary;
#[path = "../../../templates/support/server/body.rs"]
mod body;
#[path = "../../../templates/support/server/byte_stream.rs"]
mod byte_stream;
#[path = "../../../templates/support/server/captures.rs"]
mod captures;
#[path = "../../../templates/support/server/credentials.rs"]
mod credentials;
#[path = "../../../templates/support/server/document.rs"]
mod document;
#[path = "../../../templates/support/server/events.rs"]
mod events;
#[path = "../../../templates/support/server/examples.rs"]
mod examples;
#[path = "../../../templates/support/server/faults.rs"]
mod faults;
#[path = "../../../templates/support/server/file.rs"]
mod file;
#[path = "../../../templates/support/server/form.rs"]
mod form;
#[path = "../../../templates/support/server/guard.rs"]
mod guard;
#[path = "../../../templates/support/server/head.rs"]
mod head;
#[path = "../../../templates/support/server/json.rs"]
mod json;
#[path = "../../../templates/support/server/lines.rs"]
mod lines;
#[path = "../../../templates/support/server/mixed.rs"]
mod mixed;
mod models;
#[path = "../../../templates/support/server/multipart.rs"]
mod multipart;
#[path = "../../../templates/support/server/operation.rs"]
mod operation;
#[path = "../../../templates/support/server/pairs.rs"]
mod pairs;
#[path = "../../../templates/support/server/parameter.rs"]
mod parameter;
#[path = "../../../templates/support/server/parts.rs"]
mod parts;
#[path = "../../../templates/support/server/query.rs"]
mod query;
#[path = "../../../templates/support/server/querystring.rs"]
mod querystring;
#[path = "../../../templates/support/server/received.rs"]
mod received;
#[path = "../../../templates/support/server/reject.rs"]
mod reject;
#[path = "../../../templates/support/server/respond.rs"]
mod respond;
#[path = "../../../templates/support/server/route.rs"]
mod route;
#[path = "../../../templates/support/server/server.rs"]
mod server;
#[path = "../../../templates/support/server/streams.rs"]
mod streams;
#[path = "../../../templates/support/server/style.rs"]
mod style;
#[path = "../../../templates/support/server/typed.rs"]
mod typed;
#[path = "../../../templates/support/server/unimplemented.rs"]
mod unimplemented;
#[path = "../../../templates/support/server/values.rs"]
mod values;

mod cases {
    mod accept;
    mod answers;
    mod body;
    mod document;
    mod examples;
    mod faults;
    mod guard;
    mod inputs;
    mod leaving;
    mod mixed;
    mod querystring;
    mod respond;
    mod route;
    mod routing;
    mod streams;
    mod style;
}

use arrived::{Arrived, Invalid, Request};
use binary::Binary;
use byte_stream::ByteStream;
use credentials::Basic;
use document::ErrorDocument;
use events::{Event, Events};
use examples::{Examples, Printed};
use file::{File, FilePart};
use form::{Field, Form, Meaning, Others, Spread};
use guard::{Anyone, Guard, Guards};
use head::Head;
use lines::JsonLines;
use models::support::Secret;
use operation::{Authorizer, Body, Credential, Format, Operation, Payload, Requirement, Scheme, SchemePlace};
use parameter::{Codec, Parameter, Place, Scalar, Shape, Style};
use parts::{Came, PartKind, PartRow, Parted, Parts, PartsTable};
use reject::{Kind, Rejection, Violation};
use respond::{Answer, Checks, Limits, Respond, answer};
use server::{Operations, Server};
use typed::Typed;
use unimplemented::Unimplemented;
use values::{Finish, Lines};
