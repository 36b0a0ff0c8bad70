//! Answers to generated clients: values or errors come of them, in the end, and nothing goes elsewhere.

use std::cell::Cell;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::stream;

use crate::apis::{feeds, odd, pages, shop};
use crate::waiting::wait;

/// A key that must not be seen.
const SECRET: &str = "s3cr3t-t0k3n";
/// More than any walk here needs.
const STEPS: usize = 2_000;

/// What the network answers, one after the other; behind the last one the connection is refused.
#[derive(Debug, Clone, Default)]
struct Network {
    answers: Arc<Mutex<Vec<Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

#[derive(Debug, Clone)]
struct Answer {
    head: Vec<u8>,
    chunks: Vec<Vec<u8>>,
    broken: bool,
}

impl Answer {
    /// The first byte: bit 0, whether it breaks off; the others, how long the pieces are. Then lines of a head, and a body.
    fn read(text: &[u8]) -> Self {
        let (first, text) = text.split_first().unwrap_or((&0, &[]));
        let cut = text.windows(2).position(|window| window == b"\n\n").unwrap_or(text.len());
        let (head, body) = text.split_at(cut);
        let body = body.get(2..).unwrap_or_default();
        let size = usize::from(first >> 1) + 1;
        // So many pieces are enough to find the seams.
        let size = size.max(body.len() / 64);
        Self { head: head.to_vec(), chunks: body.chunks(size).map(<[u8]>::to_vec).collect(), broken: first % 2 == 1 }
    }

    fn response<B>(&self, body: B) -> Option<http::Response<B>> {
        let mut lines = self.head.split(|byte| *byte == b'\n');
        let status = std::str::from_utf8(lines.next()?).ok()?.trim().parse::<u16>().ok()?;
        let mut response = http::Response::builder().status(status);
        for line in lines {
            let colon = line.iter().position(|byte| *byte == b':')?;
            response = response.header(line.get(..colon)?, line.get(colon + 1..)?.trim_ascii());
        }
        response.body(body).ok()
    }
}

/// Time passes when somebody waits.
#[derive(Debug, Clone, Default)]
struct Time(Arc<Mutex<Duration>>);

impl Time {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pass(&self, time: Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(time).expect("nobody waits for ever");
    }
}

/// Each client has traits of its own.
macro_rules! network_for {
    ($($api:ident),*) => {$(
        impl $api::client::support::Transport for Network {
            fn send(
                &self,
                request: http::Request<$api::client::support::Body>,
            ) -> $api::client::support::BoxFuture<'_, Result<http::Response<$api::client::support::Body>, $api::client::support::TransportError>> {
                use $api::client::support::{Body, TransportError};
                self.note(request.uri(), request.headers());
                let answer = self.next();
                Box::pin(async move {
                    let answer = answer.ok_or_else(|| TransportError::new("nobody answers"))?;
                    let chunks = answer.chunks.iter().map(|chunk| Ok(Bytes::from(chunk.clone())));
                    let end = answer.broken.then(|| Err(TransportError::new("broken off")));
                    let body = Body::stream(stream::iter(chunks.chain(end).collect::<Vec<_>>()));
                    answer.response(body).ok_or_else(|| TransportError::lasting("no HTTP"))
                })
            }
        }

        impl $api::client::support::Clock for Time {
            fn now(&self) -> Duration {
                Time::now(self)
            }

            fn date(&self) -> Option<SystemTime> {
                Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000))
            }

            fn sleep(&self, time: Duration) -> $api::client::support::BoxFuture<'static, ()> {
                let clock = self.clone();
                Box::pin(async move { clock.pass(time) })
            }
        }
    )*};
}

network_for!(odd, shop, feeds, pages);

impl Network {
    fn next(&self) -> Option<Answer> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Secrets go to their own origins only.
    fn note(&self, uri: &http::Uri, headers: &http::HeaderMap) {
        let origin =
            format!("{}://{}", uri.scheme_str().unwrap_or_default(), uri.authority().map_or("", |it| it.as_str()));
        let known = ["https://api.example", "https://login.shop.example", "https://media.shop.example"];
        assert!(known.contains(&origin.as_str()), "{uri}");
        let secret = uri.to_string().contains(SECRET)
            || headers.values().any(|value| value.as_bytes().windows(SECRET.len()).any(|w| w == SECRET.as_bytes()));
        assert!(!secret || origin == "https://api.example" || origin == "https://login.shop.example", "{uri}");
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(uri.to_string());
        assert!(asked.len() < STEPS, "it asks for ever");
    }
}

/// What came of a call; a fault can be told, in a few words.
fn shown<T, E: Debug + std::fmt::Display>(came: Result<T, E>) -> Option<T> {
    came.map_err(|fault| {
        let (short, long) = (fault.to_string(), format!("{fault:?}"));
        assert!(short.len() < 2_000, "{} bytes: {short:.500}", short.len());
        assert!(!short.contains(char::is_control), "{short:?}");
        // A server may say it again; of itself nobody does.
        assert!(SAID.get() || !long.contains(SECRET), "{long}");
    })
    .ok()
}

thread_local! {
    /// Whether the network knows the secret.
    static SAID: Cell<bool> = const { Cell::new(false) };
}

/// All that a stream gives.
macro_rules! drain {
    ($stream:expr) => {{
        let mut stream = $stream;
        for step in 0.. {
            assert!(step < STEPS * 40, "it goes on for ever");
            match wait(stream.try_next()) {
                Ok(None) => break,
                Ok(Some(_)) => {}
                // After an item that cannot be read others may come.
                Err(fault) => drop(shown::<(), _>(Err(fault))),
            }
        }
    }};
}

/// The first byte says what is called; then answers, with a line `-` between them.
///
/// # Panics
/// If a promise is broken.
pub fn check(bytes: &[u8]) {
    let Some((call, rest)) = bytes.split_first() else { return };
    SAID.set(rest.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()));
    let mut answers: Vec<Answer> = split(rest).into_iter().take(12).map(Answer::read).collect();
    answers.reverse();
    let network = Network { answers: Arc::new(Mutex::new(answers)), asked: Arc::default() };
    let time = Time::default();
    match call % 20 {
        0..=4 => feed(call % 5, &network, &time),
        5..=10 => page(call % 6, &network, &time),
        11..=15 => odd_ones(call % 5, &network, &time),
        _ => with_tokens(call % 4, &network, &time),
    }
    assert!(time.now() < Duration::from_secs(100_000), "it waited for {:?}", time.now());
}

fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(3).position(|window| window == b"\n-\n") {
        parts.push(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 3..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}

fn feed(call: u8, network: &Network, time: &Time) {
    use feeds::client::Client;
    let client = Client::builder("https://api.example")
        .transport(network.clone())
        .clock(time.clone())
        .build()
        .expect("a client");
    match call {
        0 => drain!(client.ticks().events()),
        1 => drain!(client.words().events().event_limit(64)),
        2 => drain!(client.rows().values().line_limit(64)),
        3 => drain!(client.sequence().values()),
        _ => drop(shown(wait(client.report().send()))),
    }
}

fn page(call: u8, network: &Network, time: &Time) {
    use pages::client::Client;
    let client = Client::builder("https://api.example")
        .transport(network.clone())
        .clock(time.clone())
        .build()
        .expect("a client");
    match call {
        0 => drain!(client.cursor().stream()),
        1 => drain!(client.offset().stream()),
        2 => drain!(client.page().stream()),
        3 => drain!(client.numbered().stream()),
        4 => drain!(client.url().stream()),
        _ => drain!(client.link().stream()),
    }
}

fn odd_ones(call: u8, network: &Network, time: &Time) {
    use odd::client::Client;
    let client = Client::builder("https://api.example").transport(network.clone()).clock(time.clone()).key(SECRET);
    let client = client.response_limit(4_096).build().expect("a client");
    match call {
        0 => drop(shown(wait(client.query(true).send()))),
        1 => drop(shown(wait(client.headers(["a"]).send()))),
        2 => drop(shown(wait(client.nullable(&None).send()))),
        3 => drop(shown(wait(client.groesse("a").send()))),
        _ => drop(shown(wait(client.file("a", odd::models::FileFormat::Json).send()))),
    }
}

fn with_tokens(call: u8, network: &Network, time: &Time) {
    use shop::client::{Client, ClientCredentials};
    let client = Client::builder("https://api.example").transport(network.clone()).clock(time.clone());
    let client = client.shop_client_credentials(ClientCredentials::new("id", SECRET)).build().expect("a client");
    match call {
        0 => drop(shown(wait(client.list_orders().send()))),
        1 => drain!(client.watch_orders().events()),
        2 => drain!(client.export_orders().values()),
        _ => drop(shown(wait(client.get_goods("a").send()))),
    }
}
