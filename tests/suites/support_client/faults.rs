//! Troubles of real connections: a server on a socket that misbehaves, and a client over reqwest.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::stage::{Add, Find, Health, held, ms};
use crate::support::{Call, ClientCredentials, Credential, Endpoint, EndpointBuilder, Error, RetryPolicy};

/// A server that answers request number *n* of all connections as a script says.
pub(crate) struct Faulty {
    pub(crate) url: String,
    pub(crate) requests: Arc<Mutex<Vec<String>>>,
}

impl Faulty {
    pub(crate) async fn start<A, F>(answer: A) -> Self
    where
        A: Fn(usize, String, TcpStream) -> F + Send + Sync + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (kept, count) = (Arc::clone(&requests), AtomicUsize::new(0));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let request = read(&mut stream).await;
                held(&kept).push(request.clone());
                tokio::spawn(answer(count.fetch_add(1, Ordering::Relaxed), request, stream));
            }
        });
        Self { url, requests }
    }

    pub(crate) fn endpoint(&self, settings: impl FnOnce(&mut EndpointBuilder)) -> Arc<Endpoint> {
        let mut builder = EndpointBuilder::default();
        builder.retries(RetryPolicy::default().base_delay(ms(1)));
        settings(&mut builder);
        builder.build(&self.url, "", "pets-client/0.1.0").expect("an endpoint of a test")
    }

    pub(crate) fn count(&self) -> usize {
        held(&self.requests).len()
    }
}

/// Head and body of a request.
async fn read(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    loop {
        let mut bytes = [0; 4096];
        let length = stream.read(&mut bytes).await.unwrap_or_default();
        text.push_str(&String::from_utf8_lossy(bytes.get(..length).unwrap_or_default()));
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            assert_ne!(length, 0, "a whole request");
            continue;
        };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0");
        if body.len() >= length.parse().expect("a number") {
            return text;
        }
    }
}

pub(crate) async fn answer(mut stream: TcpStream, status: &str, headers: &str, body: &str) {
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n", body.len());
    send(&mut stream, &(head + body)).await;
}

pub(crate) async fn send(stream: &mut TcpStream, text: &str) {
    // A client that has given up does not listen.
    let _ = stream.write_all(text.as_bytes()).await;
    let _ = stream.flush().await;
}

#[tokio::test]
async fn too_many_requests_then_success() {
    let server = Faulty::start(async |number, _, stream| match number {
        0 => answer(stream, "429 Too Many Requests", "retry-after: 0\r\n", "slow down").await,
        _ => answer(stream, "200 OK", "", "here").await,
    })
    .await;
    let found = Call::<Health>::new(&server.endpoint(|_| {})).send().await.expect("a success");
    assert_eq!((found.body.as_ref(), server.count()), (&b"here"[..], 2));
}

#[tokio::test]
async fn a_refused_token_then_success() {
    let server = Faulty::start(async |number, request, stream| match request.starts_with("POST /token ") {
        true => {
            let body = format!(r#"{{"access_token":"t{number}","token_type":"Bearer","expires_in":3600}}"#);
            answer(stream, "200 OK", "content-type: application/json\r\n", &body).await;
        }
        false if request.contains("authorization: Bearer t0\r\n") => {
            answer(stream, "401 Unauthorized", "www-authenticate: Bearer\r\n", "").await;
        }
        false => answer(stream, "200 OK", "", "here").await,
    })
    .await;
    let endpoint = server.endpoint(|settings| {
        settings.client("token", "/token", ClientCredentials::new("id", "secret"));
    });
    let found = Call::<Add>::new(&endpoint).bytes_body("text/plain", "again").send().await.expect("a success");
    assert_eq!((found.body.as_ref(), server.count()), (&b"here"[..], 4));
    let requests = held(&server.requests).clone();
    assert!(requests[3].contains("authorization: Bearer t2\r\n") && requests[3].ends_with("again"), "{requests:?}");
}

#[tokio::test]
async fn cut_connections_are_tried_again() {
    let server = Faulty::start(async |number, _, mut stream| match number {
        // No answer at all; then one whose body breaks off.
        0 => drop(stream),
        1 => send(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this").await,
        _ => answer(stream, "200 OK", "", "whole").await,
    })
    .await;
    let found = Call::<Health>::new(&server.endpoint(|_| {})).send().await.expect("a success");
    assert_eq!((found.body.as_ref(), server.count()), (&b"whole"[..], 3));

    let cut = Faulty::start(async |_, _, stream| drop(stream)).await;
    let error = Call::<Add>::new(&cut.endpoint(|_| {})).send().await.expect_err("no answer");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(cut.count(), 1, "a POST may have been done");
}

#[tokio::test]
async fn slow_chunks_run_into_the_limit_of_an_attempt() {
    let server = Faulty::start(async |number, _, mut stream| match number {
        0 => {
            send(&mut stream, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await;
            for _ in 0..100 {
                send(&mut stream, "1\r\nx\r\n").await;
                tokio::time::sleep(ms(10)).await;
            }
        }
        _ => answer(stream, "200 OK", "", "quick").await,
    })
    .await;
    let endpoint = server.endpoint(|_| {});
    let found = Call::<Health>::new(&endpoint).attempt_timeout(ms(50)).send().await.expect("a success");
    assert_eq!(found.body, "quick");

    // The limit of the whole holds for the body too.
    let slow = Faulty::start(async |_, _, mut stream| {
        send(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nx").await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    })
    .await;
    let error = Call::<Health>::new(&slow.endpoint(|_| {})).timeout(ms(30)).send().await.expect_err("too slow");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

#[tokio::test]
async fn redirects_are_answers_and_credentials_stay() {
    let elsewhere = Faulty::start(async |_, _, stream| answer(stream, "200 OK", "", "gotcha").await).await;
    let location = format!("location: {}/pets\r\n", elsewhere.url);
    let server = Faulty::start(move |_, _, stream| {
        let location = location.clone();
        async move { answer(stream, "307 Temporary Redirect", &location, "").await }
    })
    .await;
    let endpoint = server.endpoint(|settings| settings.credential("token", Credential::bearer("t")));
    match Call::<Find>::new(&endpoint).send().await.expect_err("a redirect") {
        Error::Unexpected(raw) => assert_eq!(raw.status().as_u16(), 307),
        other => panic!("{other:?}"),
    }
    assert_eq!((server.count(), elsewhere.count()), (1, 0));
}

#[tokio::test]
async fn bodies_beyond_the_limit_and_pages_of_proxies_are_told() {
    let server = Faulty::start(async |_, _, stream| answer(stream, "200 OK", "", &"x".repeat(100_000)).await).await;
    let endpoint = server.endpoint(|settings| settings.response_limit(50_000));
    let error = Call::<Health>::new(&endpoint).send().await.expect_err("too large");
    assert!(matches!(&error, Error::Transport(error) if error.is_lasting()), "{error:?}");
    assert_eq!(server.count(), 1);

    let proxy = Faulty::start(async |_, _, stream| {
        answer(stream, "200 OK", "content-type: text/html\r\n", "<html>Please log in</html>").await;
    })
    .await;
    let call = Call::<crate::FindPet>::new(&proxy.endpoint(|_| {}));
    match call.parameter(crate::support::Parameter::path("color"), "red").send().await.expect_err("no JSON") {
        Error::Unexpected(raw) => assert_eq!(raw.text(), "<html>Please log in</html>"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let failures = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&failures);
    let mut builder = EndpointBuilder::default();
    builder.retries(RetryPolicy::default().base_delay(ms(1)));
    builder.on_response(move |_, attempted| {
        count.fetch_add(usize::from(attempted.error().is_some()), Ordering::Relaxed);
    });
    let endpoint = builder.build(&url, "", "pets-client/0.1.0").expect("an endpoint of a test");
    let error = Call::<Health>::new(&endpoint).send().await.expect_err("nobody is there");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(failures.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn answers_whose_frame_is_broken() {
    // What the server sends, and what comes of it: the body, a status that nobody knows, or no answer.
    let rows: [(&str, &str); 14] = [
        ("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nto the end", "to the end"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhello", "he"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello", "none"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 5\r\n\r\nhello", "none"),
        ("HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\nhello", "none"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n", "none"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello", "none"),
        // Nobody has asked for it: it is left as it came.
        ("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n\u{1f}z", "\u{1f}z"),
        ("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nghost", "204"),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhe", "he"),
        ("HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n", "999"),
        ("HTTP/1.1 20 OK\r\n\r\n", "none"),
        ("<html>", "none"),
    ];
    for (sent, becomes) in rows {
        let server = Faulty::start(async move |_, _, mut stream| send(&mut stream, sent).await).await;
        let endpoint = server.endpoint(|settings| {
            settings.retries(RetryPolicy::none());
            // As good as no limit.
            settings.timeout(Duration::MAX);
            settings.attempt_timeout(Duration::MAX);
        });
        let found = match Call::<Health>::new(&endpoint).send().await {
            Ok(answer) => String::from_utf8_lossy(&answer.body).into_owned(),
            Err(Error::Unexpected(raw)) => raw.status().as_str().to_owned() + &raw.text(),
            Err(Error::Transport(_)) => "none".to_owned(),
            Err(error) => format!("{error:?}"),
        };
        assert_eq!(found, becomes, "{sent}");
        assert_eq!(server.count(), 1, "{sent}");
    }
}
