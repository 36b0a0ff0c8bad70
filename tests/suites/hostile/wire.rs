//! Bytes to a socket and what comes back.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    pub(crate) address: SocketAddr,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status; none if the connection was closed without an answer.
    pub(crate) status: Option<u16>,
    /// Everything, as text.
    pub(crate) text: String,
}

/// What is written after the head of a request.
#[derive(Debug)]
pub(crate) enum Rest {
    /// These bytes.
    Bytes(Vec<u8>),
    /// These bytes, and nothing more: the sending half is closed.
    Cut(Vec<u8>),
    /// One byte after the other, with a pause before each, for ever.
    Drip(Duration),
    /// These bytes again and again, for as long as somebody takes them.
    Endless(Vec<u8>),
}

/// A request with the token of an administrator.
pub(crate) fn head(line: &str, headers: &[&str]) -> Vec<u8> {
    let token = format!("Authorization: Bearer {}", crate::callers::ADMINISTRATOR);
    let lines: Vec<&str> = [line, "Host: gcs.example", &token].into_iter().chain(headers.iter().copied()).collect();
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}

/// A creation with a JSON body of this length.
pub(crate) fn post(length: usize) -> Vec<u8> {
    let length = format!("Content-Length: {length}");
    head("POST /api/storage_gateways HTTP/1.1", &["Content-Type: application/json", "Connection: close", &length])
}

impl Target {
    /// Sends head and rest, and reads until the server closes, has answered, or a minute has passed.
    pub(crate) async fn ask(self, head: Vec<u8>, rest: Rest) -> Answer {
        let stream = TcpStream::connect(self.address).await.expect("a connection");
        let (mut read, mut write) = stream.into_split();
        let writing = tokio::spawn(async move {
            // A server that has seen enough closes: what cannot be written any more is no fault.
            let _ = write.write_all(&head).await;
            match rest {
                Rest::Bytes(bytes) => drop(write.write_all(&bytes).await),
                Rest::Cut(bytes) => {
                    let _ = write.write_all(&bytes).await;
                    let _ = write.shutdown().await;
                }
                Rest::Drip(pause) => loop {
                    tokio::time::sleep(pause).await;
                    if write.write_all(b" ").await.is_err() {
                        break;
                    }
                },
                Rest::Endless(bytes) => while write.write_all(&bytes).await.is_ok() {},
            }
            // Kept until the answer has been read: closing a socket with unread bytes would throw it away.
            std::future::pending::<()>().await;
        });
        let (mut bytes, mut whole) = (Vec::new(), None);
        let reading = async {
            while let Ok(1..) = read.read_buf(&mut bytes).await {
                whole = whole.or_else(|| length(&bytes));
                if whole.is_some_and(|length| bytes.len() >= length) {
                    break;
                }
            }
        };
        timeout(Duration::from_secs(60), reading).await.expect("an answer or an end within a minute");
        writing.abort();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()), text }
    }

    /// Whether an honest request is answered.
    pub(crate) async fn is_well(self) -> bool {
        let asked = head("GET /api/storage_gateways HTTP/1.1", &["Connection: close"]);
        self.ask(asked, Rest::Bytes(Vec::new())).await.status == Some(200)
    }
}

/// How long an answer is, once its head has arrived.
fn length(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(bytes.get(..head)?).to_ascii_lowercase();
    let body: usize = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())?;
    Some(head + body)
}
