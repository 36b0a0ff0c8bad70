//! Request lines and headers.

use std::time::Duration;

use crate::serve_gateways;
use crate::wire::{Rest, head};

#[tokio::test]
async fn lines_and_headers_that_are_none() {
    let server = serve_gateways(Duration::from_secs(60)).await;
    let get = |target: &str| head(&format!("GET {target} HTTP/1.1"), &["Connection: close"]);
    let with = |header: &str| head("GET /api/storage_gateways HTTP/1.1", &["Connection: close", header]);
    let many: Vec<String> = (0..10_000).map(|n| format!("X-{n}: {n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (what, asked, statuses) in [
        ("no method of the path", head("BREW /api/storage_gateways HTTP/1.1", &["Connection: close"]), &[405][..]),
        ("no HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), &[400]),
        ("a line without an end", vec![b'A'; 1 << 20], &[400, 414, 431]),
        ("a path that is not UTF-8", get("/api/storage_gateways/%FF%FE"), &[400]),
        ("a path that is not encoded", get("/api/storage_gateways/%zz"), &[400]),
        ("a zero in a path", get("/api/storage_gateways/%00"), &[400]),
        ("dots in a path", get("/api/../../etc/passwd"), &[404]),
        ("encoded dots", get("/api/storage_gateways/%2e%2e%2f%2e%2e"), &[400]),
        ("a very long path", get(&format!("/{}", "a/".repeat(20_000))), &[404, 414, 431]),
        ("a parameter a thousand times", get(&format!("/api/storage_gateways?{}", "marker=1&".repeat(1000))), &[400]),
        (
            "a query of fifty thousand names",
            get(&format!("/api/storage_gateways?{}", (0..50_000).map(|n| format!("{n:x}&")).collect::<String>())),
            &[200, 414, 431],
        ),
        ("a query of line breaks", get("/api/storage_gateways?marker=%0D%0Aset-cookie:%20evil"), &[200]),
        (
            "cookies of ten thousand names",
            with(&format!("Cookie: {}", (0..10_000).map(|n| format!("c{n}=;")).collect::<String>())),
            &[200],
        ),
        (
            "an item a thousand times",
            get(&format!("/api/storage_gateways?include={}", "accounts,".repeat(1000))),
            &[422],
        ),
        ("a number without an end", get(&format!("/api/storage_gateways?page_size={}", "9".repeat(5000))), &[400]),
        ("a query that is not UTF-8", get("/api/storage_gateways?marker=%C3%28"), &[400]),
        ("ten thousand headers", head("GET /api/storage_gateways HTTP/1.1", &many), &[400, 431]),
        ("a header without an end", with(&format!("X: {}", "a".repeat(1 << 20))), &[400, 431]),
        ("a thousand ranges", with(&format!("Accept: {}", "text/x;q=0.1,".repeat(1000))), &[406]),
        ("cookies without an end", with(&format!("Cookie: {}", "a=b; ".repeat(5000))), &[200]),
        ("two tokens", with("Authorization: Bearer of-an-administrator"), &[401]),
        ("a header with a zero", with("X-Zero: a\0b"), &[400]),
        ("a header that is not ASCII", with("X-Name: \u{e9}\u{202e}"), &[200]),
        ("a folded header", with("X-Folded: a\r\n b"), &[200, 400]),
    ] {
        let answer = server.ask(asked, Rest::Bytes(Vec::new())).await;
        assert!(answer.status.is_some_and(|status| statuses.contains(&status)), "{what}: {answer:?}");
        assert!(answer.text.len() < 10_000, "{what}: an answer of {} bytes", answer.text.len());
        assert!(server.is_well().await, "after {what}");
    }
}

#[tokio::test]
async fn one_connection_is_one_conversation() {
    let server = serve_gateways(Duration::from_secs(60)).await;
    // Where the two disagree about the length, a proxy in front might see another request than the server.
    for (what, headers, body) in [
        ("two lengths", &["Content-Length: 2", "Content-Length: 3"][..], "{}x"),
        (
            "a length and chunks",
            &["Content-Length: 2", "Transfer-Encoding: chunked"],
            "0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        ),
        ("chunks within chunks", &["Transfer-Encoding: chunked, identity"], "0\r\n\r\n"),
        ("a length that is none", &["Content-Length: +2"], "{}"),
    ] {
        let line = "POST /api/storage_gateways HTTP/1.1";
        let headers: Vec<&str> =
            ["Content-Type: application/json"].into_iter().chain(headers.iter().copied()).collect();
        let answer = server.ask(head(line, &headers), Rest::Cut(body.into())).await;
        assert!(answer.status.is_none_or(|status| status == 400), "{what}: {answer:?}");
        assert_eq!(
            answer.text.matches("HTTP/1.1 ").count().min(2),
            usize::from(answer.status.is_some()),
            "{what}: {answer:?}"
        );
        assert!(server.is_well().await, "after {what}");
    }
}
