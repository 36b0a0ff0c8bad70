//! Callers that go away, over real sockets.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::stream::Stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate as support;
use crate::{Arrived, Event, Events, Operation, Operations, Rejection, Server};

static STREAM: Operation = Operation { id: "stream", route: "/stream", template: "/stream", ..Operation::BASE };
static WORK: Operation = Operation { id: "work", route: "/work", template: "/work", ..Operation::BASE };

answers! {
    Never {
        Ok(body: Events<String>) => 200 texts(body) "text/event-stream",
    }
}

/// Tells when it is dropped.
struct Told(Arc<Notify>);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

/// One event, and then silence.
struct Silent(Told, bool);

impl Stream for Silent {
    type Item = Event<String>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match std::mem::replace(&mut self.1, true) {
            false => Poll::Ready(Some(Event::new("first".to_owned()))),
            true => Poll::Pending,
        }
    }
}

/// A server at an address, and what tells that it has begun, and that it has dropped what it did.
async fn served() -> (std::net::SocketAddr, Arc<Notify>, Arc<Notify>) {
    let (begun, dropped) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let mut all = Operations::default();
    let told = Arc::clone(&dropped);
    all.push(&STREAM, move |arrived: Box<Arrived>| {
        let told = Told(Arc::clone(&told));
        async move {
            let reply: Result<_, Rejection> = Ok(Never::Ok(Events::new(Silent(told, false))));
            Ok(support::answer(reply, arrived.checks()))
        }
    });
    let (told, started) = (Arc::clone(&dropped), Arc::clone(&begun));
    all.push(&WORK, move |_: Box<Arrived>| {
        let (told, started) = (Told(Arc::clone(&told)), Arc::clone(&started));
        async move {
            started.notify_one();
            std::future::pending::<()>().await;
            drop(told);
            Err(Rejection::unauthorized())
        }
    });
    static ALL: [&Operation; 2] = [&STREAM, &WORK];
    let router = Server::with_rejections(all, &ALL, |rejection, _| rejection.problem()).into_router();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, begun, dropped)
}

async fn asked(address: std::net::SocketAddr, path: &str) -> TcpStream {
    let mut caller = TcpStream::connect(address).await.expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    caller.write_all(request.as_bytes()).await.expect("a request");
    caller
}

#[tokio::test]
async fn a_caller_that_goes_away_drops_the_stream() {
    let (address, _, dropped) = served().await;
    let mut caller = asked(address, "/stream").await;
    let mut found = String::new();
    while !found.contains("data: first\n\n") {
        let mut bytes = [0; 1024];
        let count = caller.read(&mut bytes).await.expect("bytes");
        assert!(count > 0, "{found}");
        found.push_str(&String::from_utf8_lossy(&bytes[..count]));
    }
    assert!(found.contains("cache-control: no-cache"), "{found}");
    drop(caller);
    dropped.notified().await;
}

#[tokio::test]
async fn a_caller_that_goes_away_cancels_the_handler() {
    let (address, begun, dropped) = served().await;
    let caller = asked(address, "/work").await;
    begun.notified().await;
    drop(caller);
    dropped.notified().await;
}
