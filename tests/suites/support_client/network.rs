//! A network that means harm, over sockets: what a client sends cannot be bent, what it reads has an end, and nobody is
//! told what is secret.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::FindPet;
use crate::faults::{Faulty, answer, send};
use crate::ready;
use crate::stage::{self, Find, Health, ms, with};
use crate::support::{
    self, Call, ClientCredentials, Credential, Error, EventSource, Parameter, ReadData, RetryPolicy, data_text,
};

operation! {
    /// Texts.
    Ticks: GET "/ticks" accept "text/event-stream" security [],
    ok [200 => bytes in "text/event-stream"] bytes::Bytes,
    err TicksError {}
}

impl EventSource for Ticks {
    type Data = String;
    const READ: ReadData<String> = data_text;
}

/// Writes the same bytes for as long as somebody takes them, and counts them.
async fn endless(mut stream: TcpStream, head: &str, again: &[u8], written: Arc<AtomicUsize>) {
    send(&mut stream, head).await;
    while stream.write_all(again).await.is_ok() {
        written.fetch_add(again.len(), Ordering::Relaxed);
    }
}

/// A server that answers with a head and then the same bytes without an end, and how many it got rid of.
async fn without_end(head: &'static str, again: Vec<u8>) -> (Faulty, Arc<AtomicUsize>) {
    let written = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&written);
    let server = Faulty::start(move |_, _, stream| {
        let (again, count) = (again.clone(), Arc::clone(&count));
        async move { endless(stream, head, &again, count).await }
    });
    (server.await, written)
}

/// What the buffers of both ends of a socket may hold beside what a client has read.
const BUFFERS: usize = 16 << 20;

#[tokio::test]
async fn answers_without_an_end_are_left() {
    const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    let long = vec![b'x'; 64 * 1024];

    let (server, written) = without_end("HTTP/1.1 200 OK\r\n", b"x-more: yes\r\n".repeat(1000)).await;
    let endpoint = server.endpoint(|settings| settings.retries(RetryPolicy::none()));
    let error = Call::<Health>::new(&endpoint).send().await.expect_err("no answer");
    assert!(matches!(error, Error::Transport(_)), "headers: {error:?}");
    assert!(written.load(Ordering::Relaxed) < BUFFERS);

    let (server, written) = without_end("HTTP/1.1 200 OK\r\nx: ", long.clone()).await;
    let endpoint = server.endpoint(|settings| settings.retries(RetryPolicy::none()));
    let error = Call::<Health>::new(&endpoint).send().await.expect_err("no answer");
    assert!(matches!(error, Error::Transport(_)), "one header: {error:?}");
    assert!(written.load(Ordering::Relaxed) < BUFFERS);

    let (server, written) = without_end("HTTP/1.1 200 OK\r\n\r\n", long.clone()).await;
    let endpoint = server.endpoint(|settings| settings.response_limit(100_000));
    let error = Call::<Health>::new(&endpoint).send().await.expect_err("too large");
    assert!(matches!(&error, Error::Transport(error) if error.is_lasting()), "a body: {error:?}");
    assert!(written.load(Ordering::Relaxed) < BUFFERS);

    // A line that goes on, data that goes on over many lines, and comments, which are no event and held by nobody.
    for again in [long, b"data: x\n".repeat(1000)] {
        let (server, written) = without_end(EVENTS, again).await;
        let mut events = Call::<Ticks>::new(&server.endpoint(|_| {})).events().event_limit(100_000);
        let error = events.try_next().await.expect_err("too long");
        assert!(matches!(&error, Error::Item(item) if item.bytes().len() < 500_000), "events: {error}");
        assert!(written.load(Ordering::Relaxed) < BUFFERS);
    }
}

#[tokio::test]
async fn a_head_that_drips_runs_into_the_limit() {
    let server = Faulty::start(async |_, _, mut stream| {
        for letter in "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".chars() {
            send(&mut stream, &letter.to_string()).await;
            tokio::time::sleep(ms(10)).await;
        }
    })
    .await;
    let endpoint = server.endpoint(|settings| settings.retries(RetryPolicy::none()));
    let error = Call::<Health>::new(&endpoint).timeout(ms(50)).send().await.expect_err("too slow");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

#[tokio::test]
async fn no_credential_follows_a_redirect() {
    let elsewhere = Faulty::start(async |_, _, stream| answer(stream, "200 OK", "", "gotcha").await).await;
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        for (scheme, credential) in [
            ("token", Credential::bearer("s3cr3t")),
            ("token", Credential::basic("user", "s3cr3t")),
            ("token", Credential::in_header("x-key", "s3cr3t")),
            ("key", Credential::in_query("key", "s3cr3t")),
            ("cookie", Credential::in_cookie("sid", "s3cr3t")),
        ] {
            let location = format!("location: {}/pets\r\n", elsewhere.url);
            let server = Faulty::start(move |_, _, stream| {
                let location = location.clone();
                async move { answer(stream, status, &location, "").await }
            })
            .await;
            let endpoint = server.endpoint(|settings| settings.credential(scheme, credential));
            let call = Call::<FindPet>::new(&endpoint).parameter(Parameter::path("color"), "red");
            let error = call.send().await.expect_err("a redirect");
            assert!(error.status().is_some_and(|code| status.starts_with(code.as_str())), "{error:?}");
            assert!(!error.to_string().contains("s3cr3t"), "{error}");
            assert_eq!((server.count(), elsewhere.count()), (1, 0), "{status}");
        }
    }
}

#[tokio::test]
async fn nothing_is_asked_for_that_unpacks_and_no_cookie_is_kept() {
    let server = Faulty::start(async |_, _, stream| {
        answer(stream, "200 OK", "set-cookie: sid=evil; Path=/\r\nset-cookie: theme=x\r\n", "").await;
    })
    .await;
    let endpoint = server.endpoint(|_| {});
    for _ in 0..2 {
        Call::<Health>::new(&endpoint).send().await.expect("a success");
    }
    for request in stage::held(&server.requests).iter() {
        assert!(!request.contains("accept-encoding") && !request.contains("cookie"), "{request}");
    }
}

#[tokio::test]
async fn values_stay_in_their_segment_of_the_path() {
    let server = Faulty::start(async |_, _, stream| answer(stream, "204 No Content", "", "").await).await;
    let endpoint = server.endpoint(|settings| settings.retries(RetryPolicy::none()));
    let call = |value: &str| Call::<FindPet>::new(&endpoint).parameter(Parameter::path("color"), value).send();
    for refused in ["", ".", ".."] {
        let error = call(refused).await.expect_err("not sent");
        assert!(matches!(&error, Error::Request(error) if error.argument() == "color"), "{refused:?}: {error:?}");
    }
    assert_eq!(server.count(), 0);
    // Value, segment.
    for (number, (value, segment)) in [
        ("../admin", "..%2Fadmin"),
        ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd"),
        ("/", "%2F"),
        ("//evil.example/", "%2F%2Fevil.example%2F"),
        ("https://evil.example/", "https%3A%2F%2Fevil.example%2F"),
        ("%2e%2e", "%252e%252e"),
        ("%2F..%2F", "%252F..%252F"),
        ("..\\", "..%5C"),
        ("..;x", "..%3Bx"),
        ("...", "..."),
        ("a?admin=1#x", "a%3Fadmin%3D1%23x"),
        ("a HTTP/1.1\r\nhost: evil", "a%20HTTP%2F1.1%0D%0Ahost%3A%20evil"),
        ("\0", "%00"),
        ("\u{ff0e}\u{ff0e}\u{2215}", "%EF%BC%8E%EF%BC%8E%E2%88%95"),
    ]
    .into_iter()
    .enumerate()
    {
        call(value).await.expect("a success");
        let request = stage::held(&server.requests)[number].clone();
        let line = request.lines().next().unwrap_or_default();
        assert_eq!(line, format!("GET /api/pets/{segment} HTTP/1.1"), "{value:?}");
        assert_eq!(request.matches("host:").count(), 1, "{request}");
    }
}

#[test]
fn credentials_cannot_break_out_of_their_place() {
    for bad in ["s3cr3t\r\nx: y", "s3cr3t\n", "s3cr3t\0", "s3cr3t\u{7f}"] {
        assert!(Credential::bearer(bad).is_err() && Credential::in_header("x-key", bad).is_err(), "{bad:?}");
        for (scheme, credential) in [
            ("token", Credential::basic("user", bad)),
            ("key", Credential::in_query("key", bad)),
            ("cookie", Credential::in_cookie("sid", bad)),
        ] {
            let server = stage::Server::statuses(&[204]);
            let endpoint = server.endpoint(|settings| settings.credential(scheme, credential));
            let call = Call::<FindPet>::new(&endpoint).parameter(Parameter::path("color"), "red");
            ready(call.send()).expect("a success");
            let asked = &server.asked()[0];
            assert!(asked.url.bytes().all(|byte| byte.is_ascii_graphic()), "{}", asked.url);
            for value in asked.headers.values() {
                assert!(value.as_bytes().iter().all(|byte| (b' '..=b'~').contains(byte)), "{value:?}");
            }
        }
    }
    for name in ["", "x key", "x:", "x\r\ny", "é", "x\0"] {
        assert!(Credential::in_header(name, "s3cr3t").is_err(), "{name:?}");
        let server = stage::Server::statuses(&[200]);
        let error = ready(server.call::<Health>().header(name, "a").send()).expect_err("no header");
        assert!(matches!(error, Error::Request(_)), "{name:?}: {error:?}");
        assert_eq!(server.count(), 0);
    }
}

#[test]
fn what_others_have_written_is_printed_short_and_on_one_line() {
    let (escape, turned, long) = ("\u{1b}[2J\r\nERROR", "\u{202e}\u{2066}abc", "k".repeat(1 << 20));
    for key in [escape, turned, &long] {
        // A name of the caller's.
        let server = stage::Server::statuses(&[200]);
        let error = ready(server.call::<Health>().header(key, "\0").send()).expect_err("no header");
        check(&error.to_string());
        // A key of the server's, where reading stops, and in an error.
        let body = serde_json::json!([{ key: "no number" }]).to_string();
        let error = support::RawResponse::new(http::StatusCode::OK, http::HeaderMap::new(), body.clone())
            .json::<Vec<std::collections::BTreeMap<String, u8>>>()
            .expect_err("no numbers");
        check(&error.to_string());
        assert_eq!(error.pointer().len(), "/0/".len() + key.len(), "whole for programs: {error}");
        let body = serde_json::json!({ "message": key, "code": key }).to_string();
        let server = stage::Server::new(move |_| with(400, &[], &body));
        check(&ready(server.call::<Health>().send()).expect_err("400").to_string());
    }

    fn check(text: &str) {
        assert!(text.len() < 1_000, "{} bytes", text.len());
        let moves = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(moves), "{text:?}");
    }
}

#[test]
fn a_key_is_known_however_a_page_writes_its_name() {
    for again in ["%6bey=s3cr3t", "k%65y=s3cr3t", "key=s3cr3t"] {
        let link: &'static str = format!("</pets?page=2&{again}>; rel=next").leak();
        let told = Arc::<std::sync::Mutex<Vec<String>>>::default();
        let server = stage::Server::new(move |asked| match asked.before {
            0 => with(200, &[("link", link)], "[1]"),
            _ => with(200, &[], "[2]"),
        });
        let endpoint = server.endpoint(|settings| {
            settings.credential("key", Credential::in_query("key", "s3cr3t"));
            let kept = Arc::clone(&told);
            settings.on_request(move |attempt, _| stage::held(&kept).push(attempt.url().to_string()));
        });
        let mut items = Call::<crate::abuse::List>::new(&endpoint).stream();
        while ready(items.try_next()).expect("a page").is_some() {}
        assert_eq!(server.asked()[1].url.matches("s3cr3t").count(), 1, "sent once");
        assert!(!stage::held(&told).concat().contains("s3cr3t"), "{again}");
    }
}

#[tokio::test]
async fn a_token_server_that_never_stops_is_left() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"access_token\":\"";
    let (server, written) = without_end(head, vec![b'x'; 64 * 1024]).await;
    let endpoint = server.endpoint(|settings| {
        settings.retries(RetryPolicy::none());
        settings.client("token", "/token", ClientCredentials::new("id", "s3cr3t"));
    });
    let error = Call::<Find>::new(&endpoint).send().await.expect_err("no token");
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error:?}");
    assert!(written.load(Ordering::Relaxed) < BUFFERS);
    // A token of a mebibyte is no header that anybody takes, but it is read: 1 MiB is the limit of the whole answer.
    let long = format!(r#"{{"access_token":"{}"}}"#, "x".repeat(1 << 20));
    let server = stage::Server::new(move |asked| match asked.url.ends_with("/token") {
        true => with(200, &[], &long),
        false => stage::status(200),
    });
    let endpoint = server.endpoint(|settings| {
        settings.client("token", "/token", ClientCredentials::new("id", "s3cr3t"));
    });
    let error = ready(Call::<Find>::new(&endpoint).send()).expect_err("too large");
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
}
