//! Forms, parts and lines that are made to hurt.

use std::time::Duration;

use crate::depot::serve;
use crate::wire::{Answer, Rest, head};

const MIB: usize = 1 << 20;
const FORM: &str = "application/x-www-form-urlencoded";

/// A request with a body.
fn with(line: &str, content_type: &str, length: usize) -> Vec<u8> {
    let (kind, length) = (format!("Content-Type: {content_type}"), format!("Content-Length: {length}"));
    head(&format!("{line} HTTP/1.1"), &[&kind, &length, "Connection: close"])
}

/// What is wrong with an answer, if anything: another status, or too many words.
fn unlike(what: &str, answer: &Answer, statuses: &[u16]) -> Option<String> {
    let expected = answer.status.is_some_and(|status| statuses.contains(&status));
    let short = answer.text.len() < 10_000;
    (!expected || !short).then(|| format!("{what}: {} bytes: {:.400}", answer.text.len(), answer.text))
}

#[tokio::test]
async fn forms_made_to_hurt() {
    let (server, mut wrong) = (serve(Duration::from_secs(60)).await, Vec::new());
    let pairs = |count: usize, pair: &dyn Fn(usize) -> String| (0..count).map(pair).collect::<Vec<_>>().join("&");
    for (what, body, status) in [
        ("an honest form", "amount=1".to_owned(), 200),
        ("a hundred thousand pairs", pairs(100_000, &|n| format!("k{n}=v")), 400),
        ("a hundred thousand times the same", pairs(100_000, &|_| "amount=1".to_owned()), 400),
        ("ten thousand unknown names", "amount=1&".to_owned() + &pairs(10_000, &|n| format!("k{n}=v")), 200),
        (
            "ten thousand keys of an object",
            "amount=1&".to_owned() + &pairs(10_000, &|n| format!("metadata[k{n}]=v")),
            200,
        ),
        ("a key of a mebibyte", format!("amount=1&{}=v", "k".repeat(MIB)), 200),
        ("a thousand levels", format!("amount=1&boxes{}=v", "[inside]".repeat(1000)), 400),
        ("brackets that open", format!("amount=1&metadata{}=v", "[".repeat(100_000)), 400),
        ("ampersands only", "&".repeat(100_000), 400),
        ("a number out of a list", "amount=1&boxes[99999999999999999999][weight]=1".to_owned(), 400),
        ("holes in a list", "amount=1&boxes[4000000000][weight]=1&boxes[0][weight]=2".to_owned(), 200),
        ("half a percent sign", "amount=%".to_owned(), 400),
        ("no digits behind it", "amount=%zz".to_owned(), 400),
        ("a zero", "amount=1&currency=%00".to_owned(), 422),
        ("no UTF-8", "amount=1&expand=%ff%fe".to_owned(), 400),
        ("UTF-8 longer than it should be", "amount=1&expand=%c0%af".to_owned(), 400),
    ] {
        let asked = with("POST /orders", FORM, body.len());
        let answer = server.ask(asked, Rest::Bytes(body.into_bytes())).await;
        wrong.extend(unlike(what, &answer, &[status]));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn parts_made_to_hurt() {
    let (server, mut wrong) = (serve(Duration::from_secs(60)).await, Vec::new());
    let label = "--cut\r\nContent-Disposition: form-data; name=label\r\n\r\n{\"name\":\"a\"}\r\n";
    let picture =
        "--cut\r\nContent-Disposition: form-data; name=picture; filename=a.png\r\nContent-Type: image/png\r\n\r\nx\r\n";
    let whole = |more: &str| format!("{label}{picture}{more}--cut--\r\n").into_bytes();
    let part = |head: &str| format!("--cut\r\n{head}\r\n\r\nx\r\n");
    let named = |name: &str| part(&format!("Content-Disposition: form-data; name=\"{name}\""));
    let many: String = (0..100_000).map(|n| named(&format!("k{n}"))).collect();
    let cut = "multipart/form-data; boundary=cut";
    let boundary = |boundary: &str| format!("multipart/form-data; boundary={boundary}");
    for (what, kind, body, statuses) in [
        ("an honest body", cut.to_owned(), whole(""), &[200][..]),
        ("a hundred thousand parts", cut.to_owned(), many.into_bytes(), &[400, 413]),
        (
            "a thousand unknown ones",
            cut.to_owned(),
            whole(&(0..900).map(|n| named(&format!("k{n}"))).collect::<String>()),
            &[200],
        ),
        ("one part twice", cut.to_owned(), whole(label), &[400]),
        ("a name that leads out", cut.to_owned(), whole(&named("../../etc/passwd")), &[200]),
        ("a name of a mebibyte", cut.to_owned(), whole(&named(&"k".repeat(MIB))), &[400, 413]),
        ("a part without a name", cut.to_owned(), whole(&part("Content-Type: text/plain")), &[200]),
        ("a part without a head", cut.to_owned(), whole("--cut\r\n\r\nx\r\n"), &[400]),
        ("ten thousand headers", cut.to_owned(), whole(&part(&"X: y\r\n".repeat(10_000))), &[400, 413]),
        (
            "no UTF-8 in a head",
            cut.to_owned(),
            [whole("").as_slice(), b"--cut\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--cut--"]
                .concat(),
            &[200, 400],
        ),
        ("nothing behind the start", cut.to_owned(), b"--cut\r\n".to_vec(), &[400]),
        ("no end", cut.to_owned(), format!("{label}{picture}").into_bytes(), &[400]),
        ("no boundary in it", cut.to_owned(), vec![b'x'; MIB], &[400]),
        ("almost boundaries", cut.to_owned(), b"\r\n--cu".repeat(200_000), &[400]),
        ("empty", cut.to_owned(), Vec::new(), &[400]),
        ("a boundary that is not there", "multipart/form-data".to_owned(), whole(""), &[400, 415]),
        ("an empty boundary", boundary(""), whole(""), &[400, 415]),
        ("a long boundary", boundary(&"b".repeat(5_000)), whole(""), &[400]),
        ("a huge boundary", boundary(&"b".repeat(MIB)), whole(""), &[400, 431]),
        ("a boundary with a quote", boundary("\"cut"), whole(""), &[400, 415]),
        ("a boundary with a line break", boundary("\"c\\\r\n ut\""), whole(""), &[400, 415]),
        ("another kind of multipart", "multipart/mixed; boundary=cut".to_owned(), whole(""), &[415]),
    ] {
        let answer = server.ask(with("POST /pictures", &kind, body.len()), Rest::Bytes(body)).await;
        wrong.extend(unlike(what, &answer, statuses));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn lines_made_to_hurt() {
    let (server, mut wrong) = (serve(Duration::from_millis(300)).await, Vec::new());
    let line = |count: usize| "{\"name\":\"a\"}\n".repeat(count).into_bytes();
    for (what, body, status) in [
        ("honest lines", line(3), 200),
        ("a hundred thousand", line(100_000), 200),
        ("a line too long", format!("{{\"name\":\"{}\"}}", "a".repeat(2 * MIB - 100)).into_bytes(), 413),
        ("line breaks only", vec![b'\n'; MIB], 200),
        ("separators only", vec![0x1e; MIB], 200),
        ("lists in lists", vec![b'['; MIB - 1], 400),
        ("no UTF-8", b"{\"name\":\"\xff\"}\n".to_vec(), 400),
        ("half a line", b"{\"name\":".to_vec(), 400),
    ] {
        let answer = server.ask(with("POST /rows", "application/x-ndjson", body.len()), Rest::Bytes(body)).await;
        wrong.extend(unlike(what, &answer, &[status]));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn headers_that_stand_twice() {
    let (server, mut wrong) = (serve(Duration::from_secs(60)).await, Vec::new());
    for (what, headers, statuses) in [
        ("two kinds of body", &["Content-Type: text/plain", "Content-Type: application/json"][..], &[400, 415][..]),
        ("the same kind twice", &["Content-Type: text/plain", "Content-Type: text/plain"], &[200, 400, 415]),
        ("a kind that is no text", &["Content-Type: text/plain; a=\u{e9}"], &[200, 415]),
        ("an empty kind", &["Content-Type:"], &[400, 415]),
        ("two lengths", &["Content-Type: text/plain", "Content-Length: 3"], &[400]),
    ] {
        let length = "Content-Length: 1";
        let all: Vec<&str> = headers.iter().copied().chain([length, "Connection: close"]).collect();
        let answer = server.ask(head("PUT /level HTTP/1.1", &all), Rest::Bytes(b"7".to_vec())).await;
        wrong.extend(unlike(what, &answer, statuses));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
