//! What a refusal says: rules and places, nothing of what was sent, and nothing of how the server is made.

use std::time::Duration;

use crate::serve_gateways;
use crate::wire::{Rest, head, post};

/// Sent at every place; it must not come back.
const SENT: &str = "Zq7-sent";

/// Words of Rust, serde and axum.
const INSIDE: &[&str] =
    &["serde", "axum", "hyper", "panicked", "src/", "::", "Err(", "Some(", "expected `", "invalid type"];

#[tokio::test]
async fn refusals_say_nothing_of_the_input() {
    let server = serve_gateways(Duration::from_secs(60)).await;
    let gateway = |rest: &str| format!(r#"{{"DATA_TYPE":"storage_gateway#1.0.0"{rest}}}"#);
    let to = |line: String| (head(&line, &["Connection: close"]), String::new());
    let with =
        |header: &str| (head("GET /api/storage_gateways HTTP/1.1", &[header, "Connection: close"]), String::new());
    let body = |text: String| (post(text.len()), text);
    for (what, (asked, body), status) in [
        ("a path that is none", to(format!("GET /api/{SENT} HTTP/1.1")), 404),
        ("a method that is none here", to("DELETE /api/storage_gateways HTTP/1.1".to_owned()), 405),
        ("a path with bytes that are no text", to(format!("GET /api/storage_gateways/{SENT}%ff HTTP/1.1")), 400),
        ("a query", to(format!("GET /api/storage_gateways?page_size={SENT} HTTP/1.1")), 400),
        ("a media type that nobody has", with(&format!("Accept: application/{SENT}")), 406),
        ("a text for a list", body(gateway(&format!(r#","users_allow":"{SENT}""#))), 400),
        ("a text for a number", body(gateway(&format!(r#","authentication_timeout_mins":"{SENT}""#))), 400),
        ("no JSON", body(SENT.to_owned()), 400),
        ("a tag that nobody knows", body(format!(r#"{{"DATA_TYPE":"{SENT}"}}"#)), 422),
    ] {
        let answer = server.ask(asked, Rest::Bytes(body.into_bytes())).await;
        assert_eq!(answer.status, Some(status), "{what}: {answer:?}");
        assert!(!answer.text.contains(SENT), "{what} comes back: {}", answer.text);
        let inside = INSIDE.iter().find(|word| answer.text.contains(**word));
        assert_eq!(inside, None, "{what}: {}", answer.text);
    }
}
