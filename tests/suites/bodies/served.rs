//! The code by which servers read bodies, and the tables of a plan as generated servers have them.
#![allow(dead_code, unused_imports, unreachable_pub, reason = "generated code uses the rest")]

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
#[path = "../../../templates/support/server/values.rs"]
mod values;

use super::models;
use models::support::{Decode, Json, Secret};

use arrived::{Arrived, Invalid, Request};
use binary::Binary;
use byte_stream::ByteStream;
use captures::Captures;
use credentials::Basic;
use document::ErrorDocument;
use events::{Event, Events};
use file::{File, FilePart};
use form::{Field, Form, Meaning, Others, Spread};
use guard::{Anyone, Guard, Guards};
use head::Head;
use lines::JsonLines;
use operation::{Authorizer, Body, Credential, Format, Operation, Payload, Requirement, Scheme, SchemePlace};
use parameter::{Codec, Parameter, Place, Scalar, Shape, Style};
use parts::{Came, PartKind, PartRow, Parted, Parts, PartsTable};
use reject::{Kind, Rejection, Violation};
use respond::{Answer, Checks, Limits, Respond, answer};
use server::{Operations, Server};
use typed::Typed;
use values::{Finish, Lines};

use bindery::plan::{self, Receiving, ScalarKind, UploadKind};
use serde_json::{Map, Value};

use crate::leaked;

/// What a server makes of a body, as JSON.
pub(crate) fn read(how: &Receiving, content_type: &str, bytes: Vec<u8>) -> Result<Value, String> {
    let payload = payload(how, "*/*");
    let operation: &'static Operation = Box::leak(Box::new(Operation {
        body: Some(Body { required: true, payloads: Box::leak(Box::new([payload])) }),
        ..Operation::BASE
    }));
    let request = axum::http::Request::builder().header("content-type", content_type);
    let (head, stream) = request.body(axum::body::Body::from(bytes)).expect("a request").into_parts();
    let head = Head::from(head);
    crate::arrived::run(async move {
        let received = body::receive(operation, &head, stream, 1 << 20).await.map_err(|fault| fault.to_string())?;
        let mut arrived = Arrived::new(operation, head, Captures::default(), Checks::Off);
        arrived.body = received;
        let value = value(how, &mut arrived).await;
        value.map_err(|fault| format!("{fault} {:?} {:?}", arrived.violations, arrived.refusal))
    })
}

async fn value(how: &Receiving, arrived: &mut Arrived) -> Result<Value, String> {
    let refused = |_: Invalid| "refused".to_owned();
    let rejected = |fault: Rejection| fault.to_string();
    match how {
        Receiving::Json(_) | Receiving::Text(..) | Receiving::Form(..) => {
            plain(arrived.json::<Json>().map_err(refused)?)
        }
        Receiving::Parts(..) => plain(arrived.apart().and_then(Arrived::json::<Json>).map_err(refused)?),
        Receiving::AnyText => Ok(arrived.text().map_err(refused)?.expect("a body").into()),
        Receiving::Bytes => text(arrived.bytes().map_err(refused)?.expect("a body")),
        Receiving::Stream => {
            let stream = arrived.stream().map_err(refused)?.expect("a body");
            text(stream.bytes().await.map_err(rejected)?.into())
        }
        Receiving::Lines(_) => {
            let mut lines = arrived.lines::<Json>(|_, _| {}).map_err(refused)?.expect("a body");
            let mut all = Vec::new();
            while let Some(line) = lines.try_next().await.map_err(rejected)? {
                all.push(plain(Some(line))?);
            }
            Ok(Value::Array(all))
        }
        Receiving::Upload(upload) => {
            let mut parts: Parts<Any> = arrived.parts_of(table(upload)).map_err(refused)?.expect("a body");
            let mut all = Map::new();
            while let Some(came) = parts.next().await.map_err(rejected)? {
                let row = &upload.rows[came.row()];
                let name = row.reading.wire.clone();
                match row.kind {
                    UploadKind::File => {
                        all.insert(name, text(came.file().map_err(rejected)?.bytes().await.map_err(rejected)?.into())?);
                    }
                    UploadKind::Files => {
                        let file = text(came.file().map_err(rejected)?.bytes().await.map_err(rejected)?.into())?;
                        let files = all.entry(name).or_insert_with(|| Value::Array(Vec::new()));
                        files.as_array_mut().expect("a list").push(file);
                    }
                    UploadKind::Value(_) | UploadKind::Spread(_) => {
                        all.insert(name, plain(Some(came.value::<Json>(|_, _| {}).map_err(rejected)?))?);
                    }
                }
            }
            Ok(Value::Object(all))
        }
    }
}

fn plain(json: Option<Json>) -> Result<Value, String> {
    serde_json::from_str(json.expect("a body").as_str()).map_err(|fault| fault.to_string())
}

fn text(bytes: Vec<u8>) -> Result<Value, String> {
    String::from_utf8(bytes).map(Value::from).map_err(|fault| fault.to_string())
}

/// A body of any parts, each as it came.
struct Any;

impl Parted for Any {
    type Part<'p> = Came<'p>;
    const TABLE: &'static PartsTable = &PartsTable { rows: &[], others: Others::Ignored };

    fn part(came: Came<'_>) -> Result<Came<'_>, Rejection> {
        Ok(came)
    }

    async fn collect(_: Parts<Self>) -> Result<Self, Rejection> {
        Ok(Self)
    }
}

/// A payload as the generator prints it.
fn payload(how: &Receiving, essence: &'static str) -> Payload {
    match how {
        Receiving::Json(_) => Payload::json(essence),
        Receiving::AnyText => Payload::text(essence),
        Receiving::Text(_, of) => Payload::value(essence, meaning(of)),
        Receiving::Form(_, of) => Payload::form(essence, form(of)),
        Receiving::Parts(_, of) => Payload::parts(essence, form(of)),
        Receiving::Bytes => Payload::binary(essence),
        Receiving::Upload(_) | Receiving::Lines(_) | Receiving::Stream => Payload::stream(essence),
    }
}

fn form(of: &plan::FormReading) -> &'static Form {
    let fields: Vec<Field> = of.fields.iter().map(field).collect();
    let form = Form::new(fields.leak());
    Box::leak(Box::new(match &of.others {
        plan::OtherNames::Ignored => form,
        plan::OtherNames::Refused => form.closed(),
        plan::OtherNames::Kept(kept) => form.others(meaning(kept)),
    }))
}

fn field(of: &plan::FieldReading) -> Field {
    let field = Field::new(leaked(&of.wire), meaning(&of.meaning));
    let field = match of.spread {
        plan::Spread::Each => field,
        plan::Spread::Joined(by) => field.joined(by),
        plan::Spread::Deep => field.deep(),
    };
    field.types(of.types.iter().map(|one| leaked(one)).collect::<Vec<_>>().leak())
}

fn table(upload: &plan::UploadPlan) -> &'static PartsTable {
    let rows = upload.rows.iter().map(|row| {
        let kind = match row.kind {
            UploadKind::File => PartKind::File,
            UploadKind::Files => PartKind::Files,
            UploadKind::Value(_) => PartKind::Value,
            UploadKind::Spread(_) => PartKind::Spread,
        };
        let plain = PartRow::new(field(&row.reading), kind);
        if row.required || row.count.is_some_and(|count| count.required) { plain.required() } else { plain }
    });
    let others = if upload.closed { Others::Refused } else { Others::Ignored };
    Box::leak(Box::new(PartsTable { rows: rows.collect::<Vec<_>>().leak(), others }))
}

fn meaning(of: &plan::Meaning) -> Meaning {
    let leak = |one: &plan::Meaning| -> &'static Meaning { Box::leak(Box::new(meaning(one))) };
    match of {
        plan::Meaning::Scalar(kind) => Meaning::Scalar(match kind {
            ScalarKind::String => Scalar::String,
            ScalarKind::Integer => Scalar::Integer,
            ScalarKind::Number => Scalar::Number,
            ScalarKind::Boolean => Scalar::Boolean,
            ScalarKind::Literal => Scalar::Literal,
            ScalarKind::Any => Scalar::Any,
        }),
        plan::Meaning::Json => Meaning::Json,
        plan::Meaning::JsonOrText => Meaning::JsonOrText,
        plan::Meaning::List(item) => Meaning::List(leak(item)),
        plan::Meaning::Object(known, others) => {
            let known: Vec<_> = known.iter().map(|(name, one)| (leaked(name), meaning(one))).collect();
            Meaning::Object(known.leak(), leak(others))
        }
        plan::Meaning::AnyOf(kinds) => Meaning::AnyOf(kinds.iter().map(meaning).collect::<Vec<_>>().leak()),
        plan::Meaning::Above(levels) => Meaning::Above(*levels),
    }
}
