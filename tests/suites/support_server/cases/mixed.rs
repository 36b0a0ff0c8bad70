//! JSON values that are the parts of a body.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use futures_util::stream;

use crate::models::support::Json;
use crate::{Answer, ByteStream, JsonLines, Lines};

/// What is read of a body in pieces of `size` bytes: values, and what is wrong.
async fn read(content_type: &str, body: &str, size: usize) -> Vec<String> {
    let pieces: Vec<Result<Bytes, std::io::Error>> =
        body.as_bytes().chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let headers =
        HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_str(content_type).expect("a header"))]);
    let stream = ByteStream::new(Body::from_stream(stream::iter(pieces)), 1 << 20, &headers);
    let mut lines = Lines::<Json>::from(stream).line_limit(20);
    let mut told = Vec::new();
    loop {
        match lines.try_next().await {
            Ok(Some(value)) => told.push(value.as_str().to_owned()),
            Ok(None) => return told,
            Err(fault) => {
                let why = fault.violations.iter().map(|one| format!("{} {}", one.pointer, one.rule));
                told.push(format!("{:?} {}", fault.kind, why.collect::<Vec<_>>().join(", ")));
            }
        }
    }
}

/// Content type, body, what is read.
const BODIES: &[(&str, &str, &[&str])] = &[
    (
        "multipart/mixed; boundary=b",
        "--b\r\nContent-Type: application/json\r\n\r\n[1]\r\n--b\r\n\r\n2\r\n--b--\r\n",
        &["[1]", "2"],
    ),
    // What stands before and after is nothing, and blanks may follow a boundary.
    ("Multipart/Mixed; charset=x; Boundary=\"b\"", "hello\r\n--b \t\r\n\r\n1\r\n--b--\r\n--b\r\n\r\n2", &["1"]),
    // Several lines, and what is no boundary.
    ("multipart/mixed; boundary=b", "--b\r\n\r\n[1,\r\n-- b,2]\r\n--b--", &["Malformed /1/1 invalid number"]),
    ("multipart/mixed; boundary=b", "--b\r\n\r\n[1,\r\n2]\r\n--b--", &["[1,\r\n2]"]),
    // After a part that cannot be read, the next one can.
    (
        "multipart/mixed; boundary=b",
        "--b\r\n\r\n\r\n--b\r\n\r\n2\r\n--b--",
        &["Malformed /1 EOF while parsing a value", "2"],
    ),
    ("multipart/mixed; boundary=b", "--b--", &[]),
    ("multipart/mixed; boundary=b", "--b\r\n\r\n1\r\n--b\r\n\r\n2", &["1", "Malformed  multipart"]),
    ("multipart/mixed; boundary=b", "1\n2\n", &["Malformed  multipart"]),
    ("multipart/mixed", "--b\r\n\r\n1\r\n--b--", &["Malformed  boundary"]),
    (
        "multipart/mixed; boundary=b",
        "--b\r\n\r\n1\r\n--b\r\n\r\n\"123456789012345678901\"\r\n--b\r\n\r\n3\r\n--b--",
        &["1", "TooLarge /2 size"],
    ),
];

#[tokio::test]
async fn parts_come_one_by_one_wherever_pieces_end() {
    for (content_type, body, expected) in BODIES {
        for size in 1..=body.len() {
            assert_eq!(read(content_type, body, size).await, *expected, "{body:?} in pieces of {size}");
        }
    }
}

#[tokio::test]
async fn headers_without_an_end_are_too_large() {
    let body = format!("--b\r\nX: {}", "x".repeat(20_000));
    assert_eq!(read("multipart/mixed; boundary=b", &body, 1000).await, ["TooLarge /1 size"]);
}

#[tokio::test]
async fn answers_are_parts_that_say_what_they_are() {
    let values: JsonLines<serde_json::Value> =
        vec![serde_json::json!({"a": "\r\n--json-part"}), serde_json::json!(2)].into();
    let answer = Answer::new(axum::http::StatusCode::OK).lines("multipart/mixed", values, None);
    let content_type = answer.headers()[header::CONTENT_TYPE].to_str().expect("text").to_owned();
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    assert_eq!(content_type, "multipart/mixed; boundary=json-part");
    assert_eq!(
        text,
        "--json-part\r\nContent-Type: application/json\r\n\r\n{\"a\":\"\\r\\n--json-part\"}\r\n\
         --json-part\r\nContent-Type: application/json\r\n\r\n2\r\n--json-part--\r\n"
    );
    // A parser that is not ours takes it apart, too.
    let mut parts = multer::Multipart::new(stream::iter([Ok::<_, std::io::Error>(Bytes::from(text))]), "json-part");
    let mut seen = Vec::new();
    while let Some(part) = parts.next_field().await.expect("a part") {
        seen.push(part.text().await.expect("text"));
    }
    assert_eq!(seen, [r#"{"a":"\r\n--json-part"}"#, "2"]);
}
