//! JSON Lines, NDJSON, JSON text sequences, and parts of JSON.

use serde_json::Value;

use crate::ready;
use crate::script::{Connection, Script};
use crate::support::{self, Call, Error, ValueSource};

operation! {
    /// Numbers.
    Export: GET "/export" accept "application/x-ndjson" security [],
    ok [200 => bytes in "application/x-ndjson"] bytes::Bytes,
    err ExportError { 404 => NotFound(Value) json, }
}

impl ValueSource for Export {
    type Value = Vec<u32>;
    const MEDIA: &'static str = "application/x-ndjson";
}

operation! {
    /// Numbers, in parts.
    Mixed: GET "/mixed" accept "multipart/mixed" security [],
    ok [200 => bytes in "multipart/mixed"] bytes::Bytes,
    err MixedError { 404 => NotFound(Value) json, }
}

impl ValueSource for Mixed {
    type Value = Vec<u32>;
    const MEDIA: &'static str = "multipart/mixed";
}

fn export(script: &Script) -> support::Values<Export> {
    Call::<Export>::new(&script.endpoint()).values()
}

fn all<O: ValueSource<Value = Vec<u32>>>(mut values: support::Values<O>) -> Vec<String> {
    let mut found = Vec::new();
    loop {
        match ready(values.try_next()) {
            Ok(Some(value)) => found.push(format!("{value:?}")),
            Ok(None) => return found,
            Err(Error::Item(error)) => {
                let text = String::from_utf8_lossy(error.bytes()).into_owned();
                found.push(format!("{error}: {}", text.chars().take(12).collect::<String>()));
            }
            Err(error) => found.push(format!("{error}")),
        }
    }
}

/// Stream, values.
const STREAMS: &[(&str, &[&str])] = &[
    ("[1]\n[2]\n", &["[1]", "[2]"]),
    ("[1]\r\n\r\n \n[2]", &["[1]", "[2]"]),
    ("\u{feff}[1]\n", &["[1]"]),
    ("", &[]),
    ("\n\n", &[]),
    (
        "[1]\n\n[2,\"x\"]\n[3]\n[4",
        &[
            "[1]",
            "line 3 is not what the document says, at `/1`: [2,\"x\"]",
            "[3]",
            "line 5 is not what the document says, at `/0`: [4",
        ],
    ),
    // A sequence has its values between separators, over several lines if they like (RFC 7464).
    (
        "\u{1e}[1,\n2]\n\u{1e}\u{1e}[3]\n\u{1e}[4",
        &["[1, 2]", "[3]", "line 3 is not what the document says, at `/0`: [4"],
    ),
];

#[test]
fn values_come_line_by_line_wherever_pieces_end() {
    for (stream, expected) in STREAMS {
        for size in 1..=stream.len().max(1) {
            let script = Script::new([Connection::of("Application/X-NDJSON; charset=utf-8", stream).in_pieces(size)]);
            assert_eq!(all(export(&script)), *expected, "{stream:?} in pieces of {size}");
            assert_eq!(script.asked("accept"), [Some("application/x-ndjson".to_owned())]);
        }
    }
}

#[test]
fn lines_have_a_limit_and_a_break_is_told() {
    let long = format!("[1]\n[{}]\n[2]\n", "1,".repeat(100));
    for size in [1, 9, 1000] {
        let script = Script::new([Connection::of("application/jsonl", &long).in_pieces(size)]);
        let found = all(export(&script).line_limit(20));
        assert_eq!(found, ["[1]", "line 2 is not what the document says, at ``: [1,1,1,1,1,1"], "nothing follows");
    }
    let script = Script::new([Connection::of("application/x-ndjson", "[1]\n[2]").breaks()]);
    assert_eq!(all(export(&script)), ["[1]", "no answer"]);
}

#[test]
fn other_answers_are_those_of_any_call() {
    let rows = [
        (Connection::of("application/json", "{}").status(404), "404 Not Found"),
        (Connection::of("application/json", "[]").status(500), "undocumented answer: 500 Internal Server Error"),
        (Connection::of("text/html", "<html>"), "undocumented answer: 200 OK"),
    ];
    for (connection, expected) in rows {
        assert_eq!(all(export(&Script::new([connection]))), [expected]);
    }
    assert_eq!(all(export(&Script::new([Connection::of("", "").status(204)]))), [""; 0]);
}

/// Content type, body, values.
const PARTS: &[(&str, &str, &[&str])] = &[
    ("multipart/mixed; boundary=b", "--b\r\nA: b\r\n\r\n[1]\r\n--b\r\n\r\n[2]\r\n--b--\r\n", &["[1]", "[2]"]),
    ("multipart/mixed; boundary=\"b\"", "before\r\n--b\r\n\r\n[1,\r\n2]\r\n--b--\r\nafter", &["[1, 2]"]),
    (
        "multipart/mixed; boundary=b",
        "--b\r\n\r\n[\"x\"]\r\n--b\r\n\r\n[2]\r\n--b--",
        &["line 1 is not what the document says, at `/0`: [\"x\"]", "[2]"],
    ),
    (
        "multipart/mixed; boundary=b",
        "--b\r\n\r\n[1]\r\n--b\r\n\r\n[2]",
        &["[1]", "line 2 is not what the document says, at ``: "],
    ),
    ("multipart/mixed", "--b--", &["line 0 is not what the document says, at ``: "]),
];

#[test]
fn values_come_part_by_part_wherever_pieces_end() {
    for (content_type, stream, expected) in PARTS {
        for size in 1..=stream.len() {
            let script = Script::new([Connection::of(content_type, stream).in_pieces(size)]);
            let mixed = Call::<Mixed>::new(&script.endpoint()).values();
            assert_eq!(all(mixed), *expected, "{stream:?} in pieces of {size}");
            assert_eq!(script.asked("accept"), [Some("multipart/mixed".to_owned())]);
        }
    }
}
