//! Bodies: lies about their length, and JSON made to hurt.

use std::time::Duration;

use crate::serve_gateways;
use crate::wire::{Rest, head, post};

const MIB: usize = 1 << 20;

#[tokio::test]
async fn lengths_that_are_lies() {
    let server = serve_gateways(Duration::from_millis(300)).await;
    let chunked = || {
        let headers = ["Content-Type: application/json", "Transfer-Encoding: chunked", "Connection: close"];
        head("POST /api/storage_gateways HTTP/1.1", &headers)
    };
    let chunk = [format!("{:x}\r\n", 64 * 1024).into_bytes(), vec![b' '; 64 * 1024], b"\r\n".to_vec()].concat();
    for (what, asked, rest, statuses) in [
        ("far too much is announced", post(1 << 40), Rest::Bytes(b"{}".to_vec()), &[Some(413)][..]),
        ("a little too much is announced", post(2 * MIB + 1), Rest::Bytes(Vec::new()), &[Some(413)]),
        ("less than announced", post(100), Rest::Cut(b"{\"DATA".to_vec()), &[Some(400), None]),
        ("nothing of what is announced", post(100), Rest::Cut(Vec::new()), &[Some(400), None]),
        ("a byte now and then", post(1000), Rest::Drip(Duration::from_millis(20)), &[Some(408)]),
        ("nothing, ever", post(1000), Rest::Bytes(Vec::new()), &[Some(408)]),
        ("chunks without an end", chunked(), Rest::Endless(chunk), &[Some(413)]),
        (
            "a chunk larger than the world",
            chunked(),
            Rest::Bytes(b"ffffffffffffffffff\r\n".to_vec()),
            &[Some(400), None],
        ),
        ("a chunk of no size", chunked(), Rest::Bytes(b"zz\r\n{}\r\n0\r\n\r\n".to_vec()), &[Some(400), None]),
    ] {
        let answer = server.ask(asked, rest).await;
        assert!(statuses.contains(&answer.status), "{what}: {answer:?}");
        assert!(server.is_well().await, "after {what}");
    }
}

#[tokio::test]
async fn json_made_to_hurt() {
    let server = serve_gateways(Duration::from_secs(60)).await;
    let gateway = |rest: &str| format!(r#"{{"DATA_TYPE":"storage_gateway#1.0.0"{rest}}}"#).into_bytes();
    let deep = |open: &str, close: &str, depth: usize| {
        gateway(&format!(r#","restrict_paths":{}1{}"#, open.repeat(depth), close.repeat(depth)))
    };
    let many = |item: &str, count: usize| gateway(&format!(r#","users_allow":[{}]"#, vec![item; count].join(",")));
    for (what, body, statuses) in [
        ("lists in lists", deep("[", "]", 900_000), &[400][..]),
        ("lists without an end", "[".repeat(2_000_000).into_bytes(), &[400]),
        ("objects in objects", deep("{\"a\":", "}", 100_000), &[400]),
        ("a huge list", many("\"a\"", 400_000), &[201]),
        ("a huge list of what it cannot hold", many("1", 900_000), &[400]),
        ("a key twice", gateway(r#","display_name":"a","display_name":"b""#), &[400]),
        (
            "the tag twice",
            br#"{"DATA_TYPE":"storage_gateway#1.0.0","DATA_TYPE":"storage_gateway#1.1.0"}"#.to_vec(),
            &[400],
        ),
        (
            "a hundred thousand unknown keys",
            gateway(&(0..100_000).map(|n| format!(",\"k{n}\":0")).collect::<String>()),
            &[201],
        ),
        ("a key of a mebibyte", gateway(&format!(",\"{}\":1", "k".repeat(MIB))), &[201]),
        (
            "bytes that are not UTF-8",
            gateway(",\"display_name\":\"?\"").iter().map(|b| if *b == b'?' { 0xff } else { *b }).collect(),
            &[400],
        ),
        ("half a surrogate pair", gateway(r#","display_name":"\ud800""#), &[400]),
        ("a raw line break in a text", gateway(",\"display_name\":\"a\nb\""), &[400]),
        ("a number beyond floats", gateway(r#","authentication_timeout_mins":1e999"#), &[400]),
        ("a number of many digits", gateway(&format!(r#","authentication_timeout_mins":{}"#, "9".repeat(MIB))), &[400]),
        ("two values", b"{} {}".to_vec(), &[400]),
        ("not even JSON", b"\0\0\0\0".to_vec(), &[400]),
        ("a comment", b"/* */ {}".to_vec(), &[400]),
    ] {
        eprintln!("{what}");
        let answer = server.ask(post(body.len()), Rest::Bytes(body)).await;
        assert!(
            answer.status.is_some_and(|status| statuses.contains(&status)),
            "{what}: {:?} {:.300}",
            answer.status,
            answer.text
        );
        assert!(
            answer.status == Some(201) || answer.text.len() < 10_000,
            "{what}: an answer of {} bytes",
            answer.text.len()
        );
        assert!(server.is_well().await, "after {what}");
    }
}
