//! What arrives: other parsers read what is sent, and a server has the same bytes.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use bytes::Bytes;
use futures_core::Stream;
use serde_json::Value;

use crate::rows::{FORMS, MULTIPART};
use crate::support::{
    self, Body, Call, Decoded, EndpointBuilder, Multipart, Operation, Part, Payload, RawResponse, Route,
    ServiceTransport,
};
use crate::{bytes, ready};

/// Names and values that a row should give, made from its value by other means than ours.
fn pairs(row: &crate::Row) -> Option<Vec<(String, String)>> {
    let value: Value = serde_json::from_str(row.value).expect("rows are JSON");
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match (row.encoding, &value["a"]) {
        ("", Value::Null) => Some(Vec::new()),
        ("", Value::Array(items)) => Some(items.iter().map(|item| ("a".to_owned(), text(item))).collect()),
        ("" | "{ allowReserved: true }", Value::Number(_)) => None,
        ("" | "{ allowReserved: true }", one) => Some(vec![("a".to_owned(), text(one))]),
        _ => None,
    }
}

#[test]
fn another_parser_reads_the_same_from_forms() {
    let mut read = 0;
    for row in FORMS {
        let Some(expected) = pairs(row) else { continue };
        let sent = bytes(&row.payload().expect("a form"));
        let found: Vec<(String, String)> = form_urlencoded::parse(&sent).into_owned().collect();
        assert_eq!(found, expected, "{} {}", row.schema, row.value);
        read += 1;
    }
    assert!(read > 8, "{read} rows were read");
}

#[test]
fn what_is_written_is_what_another_writer_writes() {
    let text = "a b+c&d=e/~é*-._%20\u{1f600}";
    let written = Payload::form("application/x-www-form-urlencoded", &[], &serde_json::json!({ text: text }));
    let other = form_urlencoded::Serializer::new(String::new()).append_pair(text, text).finish();
    assert_eq!(bytes(&written.expect("a form")), other.into_bytes());
}

/// Name, file name, content type and text of each part.
type Found = (Option<String>, Option<String>, Option<String>, String);

async fn read(boundary: &str, sent: Vec<u8>) -> Vec<Found> {
    let mut parts = multer::Multipart::with_reader(std::io::Cursor::new(sent), boundary);
    let mut found = Vec::new();
    while let Some(part) = parts.next_field().await.expect("a part") {
        let (name, file) = (part.name().map(str::to_owned), part.file_name().map(str::to_owned));
        let content_type = part.content_type().map(ToString::to_string);
        found.push((name, file, content_type, part.text().await.expect("a text")));
    }
    found
}

pub(crate) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

#[test]
fn another_parser_reads_the_same_from_multipart_bodies() {
    let mut parts = 0;
    for row in MULTIPART {
        // A header that cannot be sent keeps its row from being so.
        let Ok(payload) = row.payload() else { continue };
        let found = run(read("cut", bytes(&payload)));
        let value: Value = serde_json::from_str(row.value).expect("rows are JSON");
        let texts: Vec<&str> = found.iter().map(|(.., text)| text.as_str()).collect();
        parts += texts.len();
        match &value["a"] {
            Value::String(text) => assert_eq!(texts, [text]),
            Value::Null => assert_eq!(texts, [""; 0]),
            other => assert!(
                found.iter().all(|(name, ..)| name.as_deref().is_some_and(|name| name.starts_with('a'))),
                "{other}"
            ),
        }
    }
    assert!(parts >= MULTIPART.len() - 2, "{parts} parts were read");
}

#[test]
fn another_parser_reads_names_and_files() {
    let body = Multipart::new("multipart/form-data")
        .boundary("cut")
        .file("file", "image/png", Part::new("PNG").file_name("größe 1.png"))
        .part("größe", "é")
        .payload();
    let expected: [Found; 2] = [
        (Some("file".into()), Some("größe 1.png".into()), Some("image/png".into()), "PNG".into()),
        (Some("größe".into()), None, None, "é".into()),
    ];
    assert_eq!(run(read("cut", bytes(&body.expect("a body")))), expected);
}

enum Send {}

impl Operation for Send {
    type Ok = String;
    type Err = ();
    const ROUTE: Route = Route { method: "POST", path: "/", accept: "", security: &[] };

    fn decode(raw: RawResponse) -> Decoded<Self> {
        raw.ok(support::text)
    }
}

/// Answers with content type, length and bytes of what came.
async fn told(headers: http::HeaderMap, body: axum::body::Body) -> String {
    let length = http_body::Body::size_hint(&body).exact();
    let bytes = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
    let media = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    format!("{media} {length:?} {}", String::from_utf8_lossy(&bytes))
}

struct Chunks(Vec<&'static str>);

impl Stream for Chunks {
    type Item = Result<Bytes, support::TransportError>;
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop().map(|text| Ok(Bytes::from_static(text.as_bytes()))))
    }
}

#[test]
fn a_server_has_the_bytes_that_were_sent() {
    let app = Router::new().route("/", axum::routing::post(told));
    let mut settings = EndpointBuilder::default();
    settings.transport(ServiceTransport::new(app));
    let endpoint = settings.build("https://pets.example", "", "test/1").expect("a client");
    let sent = |payload| {
        let call: Call<Send> = Call::new(&Arc::clone(&endpoint)).payload(payload);
        run(call.send()).expect("an answer").body
    };
    for row in FORMS.iter().chain(MULTIPART) {
        let Ok(payload) = row.payload() else { continue };
        let (media, bytes) = (payload.content_type().to_owned(), bytes(&payload));
        let expected = format!("{media} Some({}) {}", bytes.len(), String::from_utf8_lossy(&bytes));
        assert_eq!(sent(Ok(payload)), expected);
    }
    let streamed = |body| Multipart::new("multipart/form-data").boundary("cut").part("a", body).payload();
    let parts = "--cut\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nxyz\r\n--cut--\r\n";
    let media = "multipart/form-data; boundary=cut";
    let sized = streamed(Body::sized_stream(3, Chunks(vec!["z", "xy"])));
    assert_eq!(sent(sized), format!("{media} Some({}) {parts}", parts.len()));
    assert_eq!(sent(streamed(Body::stream(Chunks(vec!["z", "xy"])))), format!("{media} None {parts}"));
    assert_eq!(sent(Payload::bytes("a/b", Body::stream(Chunks(vec!["b", "a"])))), "a/b None ab");
    assert_eq!(ready(Body::sized_stream(3, Chunks(vec!["abc"])).collect(9)).expect("a body"), "abc");
}
