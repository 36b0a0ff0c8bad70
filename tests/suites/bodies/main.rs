//! What becomes of each kind of body that a client sends: from the document, by the plan, to the bytes; and what parsers that
//! are not ours make of them. The table is a page of the documentation.

// In clients it is public, and all of it is used by one or another.
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "../../../templates/support/client/mod.rs"]
mod support;

mod models;

mod arrived;
mod rows;
mod served;

use std::fmt::Write as _;
use std::future::Future;
use std::task::{Context, Poll, Waker};

use bindery::api::ParameterStyle;
use bindery::config::{Config, Target};
use bindery::plan::{
    Codec, FieldStyle, FieldWriting, HeadedPlan, HeaderPlan, PartRow, PartWriting, Plan, Writing, WrittenPlan,
};
use bindery_tests::{Run, same_as_page};
use serde_json::value::RawValue;

use rows::{FORMS, MULTIPART, Row, WHOLE};
use support::{Body, Field, JsonLines, Multipart, Parameter, Part, Payload, RequestError, Style};

const HEAD: &str = "\
# What becomes of each body

What a generated client sends as the body of a request: for each kind of property and encoding, the value and the exact bytes, and what a generated server
reads from them. The rows are written by a test, which takes each document through the generator, each value through the code of the client and the
bytes through that of the server, and reads forms and multipart bodies back with parsers that are not ours (`form_urlencoded`, `multer`):

```sh
UPDATE_DOCS=1 cargo test -p bindery-tests --test bodies
```

Properties that are absent or `null` and empty lists are left out, so a server reads them as absent; what OpenAPI 3.0 and 3.1 say alike stands here once. The
editions before 3.0.4 and 3.1.1 leave open what becomes of an object in a form without an encoding; it is JSON text, as the later ones have it.
";

#[test]
fn each_body_becomes_what_the_page_says() {
    let mut page = HEAD.to_owned();
    let heads = [
        ("Forms", "A space is `+`, as WHATWG's URL standard has it; parsers of forms read `%20` and `+` alike.", FORMS),
        (
            "Multipart bodies",
            "`|` stands for a line break (CR LF), the boundary is `cut`. A part without a content type is plain text (RFC 7578, 4.4). \
             Headers of parts are of the style `simple`; each part of a list has headers of its own.",
            MULTIPART,
        ),
        (
            "Other bodies",
            "`|` stands for a line break (LF; CR LF between parts), `RS` for a record separator. The schema of multipart bodies is their \
             `itemSchema`, the encoding their `itemEncoding`: items that are objects, or said to be JSON, are typed streams in client and server.",
            WHOLE,
        ),
    ];
    for (title, text, rows) in heads {
        let _ = write!(
            page,
            "\n## {title}\n\n{text}\n\n| OpenAPI | Media type | Schema | Encoding | Value | Bytes | The server reads |\n|---|---|---|---|---|---|---|\n"
        );
        for row in rows {
            let bytes = row.written().map_or_else(|refused| refused.to_string(), |written| code(&written));
            let (version, media) = (row.version.get(..3).unwrap_or_default(), code(row.media));
            let (schema, encoding, value) = (code(row.schema), code(row.encoding), code(row.value));
            let read = row.read_back();
            let _ = writeln!(page, "| {version} | {media} | {schema} | {encoding} | {value} | {bytes} | {read} |");
        }
    }
    same_as_page("bodies.md", &page);
}

/// A text as code in a cell; nothing of nothing.
fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let shown = text.replace("\r\n", "|").replace('\n', "|").replace('\u{1e}', "RS ");
    format!("`{}`", shown.replace('|', "\\|"))
}

impl Row {
    /// What is sent, as text, or why nothing is.
    fn written(&self) -> Result<String, RequestError> {
        let body = self.payload()?.body()?;
        Ok(String::from_utf8(ready(body.collect(1 << 20)).expect("a body").to_vec()).expect("rows are text"))
    }

    /// The value, written as the plan of the row's document says.
    fn payload(&self) -> Result<Payload, RequestError> {
        let plan = self.plan();
        let body = plan.methods[0].body.as_ref().expect("each row has a body");
        written(&body.written[0], self.value)
    }

    /// What a server makes of what is sent: the same, or what is left of it.
    fn read_back(&self) -> String {
        let Ok(payload) = self.payload() else { return String::new() };
        let plan = self.plan();
        let received = &plan.methods[0].body.as_ref().expect("each row has a body").received[0];
        let mut sent: serde_json::Value = serde_json::from_str(self.value).expect("rows are JSON");
        // What stands beside the property are headers of its part, which a server has as they came.
        if let Some(sent) = sent.as_object_mut().filter(|_| self.encoding.contains("headers:")) {
            sent.retain(|name, _| name == "a");
        }
        match served::read(&received.how, payload.content_type(), bytes(&payload)) {
            Ok(read) if read == sent => "the same".to_owned(),
            Ok(read) => code(&read.to_string()),
            Err(fault) => fault,
        }
    }

    fn plan(&self) -> Plan {
        let (version, media, schema) = (self.version, self.media, self.schema);
        let object = media.contains("form");
        let schema =
            if object { format!("{{ type: object, properties: {{ a: {schema} }} }}") } else { schema.to_owned() };
        // Parts without names have a type together.
        let items = media.starts_with("multipart/") && !object;
        let key = if items { "itemSchema" } else { "schema" };
        let encoding = match self.encoding {
            "" => String::new(),
            of_items if items => format!(", itemEncoding: {of_items}"),
            of_property => format!(", encoding: {{ a: {of_property} }}"),
        };
        let text = format!(
            "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /:\n    post:\n      requestBody:\n        \
             required: true\n        content: {{ '{media}': {{ {key}: {schema}{encoding} }} }}\n      responses: {{ '204': {{ description: d }} }}\n"
        );
        let run = Run::text("bodies.yaml", text, &Config::default());
        assert!(!run.diagnostics.has_errors(), "{}", run.findings());
        run.stages.plan.expect("no error, so there is a plan")
    }
}

/// What a generated method does, for a value of any type.
fn written(way: &WrittenPlan, json: &str) -> Result<Payload, RequestError> {
    let value = || RawValue::from_string(json.to_owned()).expect("rows are JSON");
    let media = leaked(&way.content_type);
    match &way.how {
        Writing::Json(_) => Payload::json(media, &value()),
        Writing::Text(_) => Payload::text(media, &value()),
        Writing::Form(_, fields) => Payload::form(media, &fields.iter().map(field).collect::<Vec<_>>(), &value()),
        Writing::Parts(parts) => {
            let values: Vec<(String, Box<RawValue>)> = named(json);
            let body = Multipart::new(media).boundary("cut");
            let parts =
                parts.parts.iter().filter_map(|part| Some((part, values.iter().find(|(name, _)| *name == part.wire)?)));
            let body = parts.fold(body, |body, (row, (_, value))| match &row.headed {
                Some(headed) => with_headers(body, row, headed, value, &values),
                None => part(body, &row.wire, &row.how, value),
            });
            body.payload()
        }
        Writing::Lines(_) => Payload::lines(media, JsonLines::from(&items(json))),
        Writing::AnyText | Writing::Bytes => Payload::bytes(media, text(json)),
        Writing::Multipart => Multipart::new(media).boundary("cut").unnamed(Part::json(&value())).payload(),
    }
}

/// A part with its headers: values of the row under their names, a list of them where a list is several parts.
fn with_headers(
    body: Multipart,
    row: &PartRow,
    headed: &HeadedPlan,
    value: &RawValue,
    values: &[(String, Box<RawValue>)],
) -> Multipart {
    let of = |header: &HeaderPlan| values.iter().find(|(name, _)| *name == header.wire).map(|(_, value)| value);
    let one = |value: &RawValue, header: &dyn Fn(&HeaderPlan) -> Option<Box<RawValue>>| {
        headed.headers.iter().fold(part(Multipart::apart(), &row.wire, &headed.how, value), |apart, own| {
            match header(own) {
                Some(value) => apart.parameter(parameter(own), &value),
                None => apart,
            }
        })
    };
    if !headed.each {
        return body.headed(leaked(&row.wire), one(value, &|header| of(header).cloned()));
    }
    let parts = items(value.get());
    let parts = parts.iter().enumerate();
    let parts = parts.map(|(i, value)| one(value, &|header| items(of(header)?.get()).into_iter().nth(i)));
    body.headed_each(parts.collect::<Vec<_>>())
}

/// A header as the generator prints it.
fn parameter(header: &HeaderPlan) -> Parameter {
    let parameter = Parameter::header(leaked(&header.wire));
    match header.codec {
        Codec::Json | Codec::Form(..) => parameter.style(Style::Json),
        Codec::Style { explode: true, .. } => parameter.exploded(),
        Codec::Style { .. } => parameter,
    }
}

fn part(body: Multipart, name: &str, how: &PartWriting, value: &RawValue) -> Multipart {
    let name = leaked(name);
    match how {
        PartWriting::File(media) => body.file(name, leaked(media), text(value.get())),
        PartWriting::Files(media) => {
            body.files(name, leaked(media), items(value.get()).iter().map(|item| text(item.get())))
        }
        PartWriting::Text(media) => body.text(name, leaked(media), value),
        PartWriting::Texts(media) => body.texts(name, leaked(media), items(value.get())),
        PartWriting::Json(media) => body.json(name, leaked(media), value),
        PartWriting::Jsons(media) => body.jsons(name, leaked(media), items(value.get())),
        PartWriting::Styled(style) => body.styled(field(style), value),
    }
}

/// A field as the generator prints it.
fn field(field: &FieldWriting) -> Field {
    let name = leaked(&field.wire);
    match field.how {
        FieldStyle::Deep => Field::deep(name),
        FieldStyle::Json => Field::json(name),
        FieldStyle::Style { style, explode, allow_reserved } => {
            let field = Field::new(name, style_of(style));
            let field = if explode { field } else { field.joined() };
            if allow_reserved { field.allow_reserved() } else { field }
        }
    }
}

fn style_of(style: ParameterStyle) -> Style {
    match style {
        ParameterStyle::Matrix => Style::Matrix,
        ParameterStyle::Label => Style::Label,
        ParameterStyle::Form => Style::Form,
        ParameterStyle::Simple => Style::Simple,
        ParameterStyle::SpaceDelimited => Style::SpaceDelimited,
        ParameterStyle::PipeDelimited => Style::PipeDelimited,
        ParameterStyle::TabDelimited => Style::TabDelimited,
        ParameterStyle::DeepObject => Style::DeepObject,
        ParameterStyle::Cookie => Style::Cookie,
    }
}

/// Generated code has its names as literals.
fn leaked(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn items(json: &str) -> Vec<Box<RawValue>> {
    serde_json::from_str(json).expect("rows of lists are lists")
}

fn text(json: &str) -> String {
    serde_json::from_str(json).expect("rows of texts are texts")
}

fn named(json: &str) -> Vec<(String, Box<RawValue>)> {
    let map: std::collections::BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).expect("rows of objects");
    map.into_iter().collect()
}

/// Runs a future that never has to wait.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing to wait for"),
    }
}

/// The bytes of a payload.
fn bytes(payload: &Payload) -> Vec<u8> {
    let body: Body = payload.body().expect("not sent yet");
    ready(body.collect(1 << 20)).expect("a body").to_vec()
}

#[test]
fn a_server_reads_what_a_client_wrote() {
    for row in FORMS.iter().chain(MULTIPART).chain(WHOLE).filter(|row| row.payload().is_ok()) {
        // Nothing is sent of null and of an empty list.
        let lost = [r#"{"a":null}"#, r#"{"a":[]}"#].contains(&row.value) || row.value.contains(r#""k":null"#);
        let read = row.read_back();
        assert_eq!(read == "the same", !lost, "{} {} {}: {read}", row.schema, row.encoding, row.value);
    }
}

#[test]
fn forms_without_properties_are_told_of_only_where_a_server_reads_them() {
    let document = |schema: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: Forms, version: '1' }}\npaths:\n  /a:\n    post:\n      operationId: a\n      \
            requestBody: {{ content: {{ application/x-www-form-urlencoded: {{ schema: {schema} }} }} }}\n      \
            responses: {{ '204': {{ description: done }} }}\n"
        )
    };
    let findings = |schema: &str, targets: &[Target]| {
        let config = Config { targets: Target::closure(targets), ..Config::default() };
        Run::text("forms.yaml", document(schema), &config).findings()
    };
    let (typed, other) = ("{ type: object, properties: { a: { type: string } } }", "{ type: array, items: {} }");
    assert_eq!(findings(typed, &Target::ALL), "");
    assert_eq!(findings(other, &[Target::Client]), "");
    assert!(
        findings(other, &Target::ALL)
            .starts_with("warning[OA305]: the server takes `application/x-www-form-urlencoded` as bytes")
    );
}

/// A body with a file is taken part by part: the struct of all parts has the defaults of those that are left out.
#[test]
fn parts_beside_a_file_have_their_defaults() {
    let row = "{ type: object, properties: { file: { type: string, format: binary }, n: { type: integer, default: 4 }, \
               list: { type: array, items: { type: integer }, default: [1] }, m: { type: integer } } }";
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /:\n    post:\n      requestBody:\n        \
         content: {{ multipart/form-data: {{ schema: {row} }} }}\n      responses: {{ '204': {{ description: d }} }}\n"
    );
    let plan = Run::text("parts.yaml", text, &Config::default()).stages.plan.expect("no error, so there is a plan");
    let received = plan.methods.iter().filter_map(|method| method.body.as_ref()).flat_map(|body| &body.received);
    let rows = received.flat_map(|received| match &received.how {
        bindery::plan::Receiving::Upload(upload) => upload.rows.as_slice(),
        _ => &[],
    });
    let defaults: Vec<(String, Option<String>)> = rows
        .map(|row| (row.reading.wire.clone(), row.default.as_ref().map(|value| value.to_json().to_string())))
        .collect();
    let expected = [("file", None), ("n", Some("4")), ("list", Some("[1]")), ("m", None)];
    assert_eq!(defaults, expected.map(|(name, value)| (name.to_owned(), value.map(str::to_owned))));
}
