//! Asks the generated server and the one by hand the same, in process. `check` says that they answer the same; `speed`
//! prints nanoseconds of CPU a request, a line a round; `count SERVER REQUEST` is for callgrind.

mod by_hand;
mod ours;

use std::env;
use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use nix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};
use tower::Service;
use uuid::{Uuid, uuid};

const WAREHOUSE: Uuid = uuid!("67e55044-10b1-426f-9247-bb680e5fe0c8");
const NEXT: Uuid = uuid!("0f6b1e1c-6e0a-4c52-9f6e-8a1d2d8f5c11");
const STOCK: &str = r#"[
    {"id":"5f0c7c5e-9c3b-4c39-8d0e-0e9a43d5a001","reference":"AB-100001","sender":"Charles Babbage","recipient":"Ada Lovelace",
     "kind":"box","weight":1200,"price":12.5,"fragile":true,"labels":["fragile","blue"],
     "items":[{"sku":"brass-gear-12","quantity":40},{"sku":"punched-card","quantity":500}]},
    {"id":"5f0c7c5e-9c3b-4c39-8d0e-0e9a43d5a002","reference":"AB-100002","sender":"Luigi Menabrea","recipient":"Ada Lovelace",
     "kind":"letter","weight":20,"price":0.9,"fragile":false,"labels":["blue"],"items":[{"sku":"notes","quantity":1}],
     "note":"Leave it at the door."},
    {"id":"5f0c7c5e-9c3b-4c39-8d0e-0e9a43d5a003","reference":"AB-100003","sender":"Mary Somerville","recipient":"Ada Lovelace",
     "kind":"pallet","weight":29999,"price":250.25,"fragile":true,"labels":["blue","fragile","heavy"],
     "items":[{"sku":"engine-part-1","quantity":3}]}
]"#;
const DRAFT: &str = r#"{"reference":"CH-204811","sender":"Ada Lovelace","recipient":"Charles Babbage","kind":"box","weight":4300,
    "price":18.75,"fragile":true,"labels":["fragile","do not tilt"],"items":[{"sku":"brass-gear-12","quantity":12},
    {"sku":"punched-card","quantity":250}],"note":"Ring twice, the workshop is loud."}"#;

/// A request to be made many times.
struct Asked {
    method: &'static str,
    path: &'static str,
    accept: &'static str,
    body: Option<&'static str>,
}

/// What is measured.
const ASKED: [Asked; 3] = [
    Asked { method: "POST", path: "/parcels", accept: "application/json", body: Some(DRAFT) },
    Asked {
        method: "GET",
        path: "/warehouses/67e55044-10b1-426f-9247-bb680e5fe0c8/parcels?limit=50&recipient=Ada+Lovelace&labels=blue,fragile",
        accept: "application/json",
        body: None,
    },
    Asked { method: "DELETE", path: "/parcels/5f0c7c5e-9c3b-4c39-8d0e-0e9a43d5a002", accept: "*/*", body: None },
];

/// Requests that break a limit or the form.
const REFUSED: [Asked; 9] = [
    bad_draft(r#"{"reference":"CH-204811"}"#),
    bad_draft(r#"{"reference":"ch-204811","sender":"A","recipient":"B","kind":"box","weight":1,"price":1,"fragile":true,"labels":["a"],"items":[{"sku":"a","quantity":1}]}"#),
    bad_draft(r#"{"reference":"CH-204811","sender":"","recipient":"B","kind":"box","weight":1,"price":1,"fragile":true,"labels":["a"],"items":[{"sku":"a","quantity":1}]}"#),
    bad_draft(r#"{"reference":"CH-204811","sender":"A","recipient":"B","kind":"box","weight":0,"price":1,"fragile":true,"labels":["a"],"items":[{"sku":"a","quantity":1}]}"#),
    bad_draft(r#"{"reference":"CH-204811","sender":"A","recipient":"B","kind":"cup","weight":1,"price":1,"fragile":true,"labels":["a"],"items":[{"sku":"a","quantity":1}]}"#),
    bad_draft(r#"{"reference":"CH-204811","sender":"A","recipient":"B","kind":"box","weight":1,"price":1,"fragile":true,"labels":["a"],"items":[{"sku":"A","quantity":1001}]}"#),
    bad_path("/warehouses/67e55044-10b1-426f-9247-bb680e5fe0c8/parcels?limit=101"),
    bad_path("/warehouses/67e55044-10b1-426f-9247-bb680e5fe0c8/parcels?labels=blue,"),
    bad_path("/warehouses/67e55044/parcels"),
];

const fn bad_draft(body: &'static str) -> Asked {
    Asked { method: "POST", path: "/parcels", accept: "*/*", body: Some(body) }
}

const fn bad_path(path: &'static str) -> Asked {
    Asked { method: "GET", path, accept: "*/*", body: None }
}

impl Asked {
    fn request(&self) -> Request<Body> {
        let request = Request::builder().method(self.method).uri(self.path);
        let request = request.header("host", "parcels.example").header("user-agent", "bench/1.0");
        let request = request.header("accept", self.accept);
        let request = match self.body {
            Some(text) => request
                .header("content-type", "application/json")
                .header("content-length", text.len())
                .body(Body::from(Bytes::from_static(text.as_bytes()))),
            None => request.body(Body::empty()),
        };
        request.expect("it is a request")
    }
}

/// The sides: generated, by hand, by hand without limits.
fn sides() -> [Router; 3] {
    [
        ours::router(WAREHOUSE, NEXT, STOCK),
        by_hand::router::<true>(WAREHOUSE, NEXT, STOCK),
        by_hand::router::<false>(WAREHOUSE, NEXT, STOCK),
    ]
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = Builder::new_current_thread().build()?;
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["check"] => check(&runtime),
        ["speed", rounds] => speed(&runtime, rounds.parse()?),
        ["count", side, asked, times] => count(&runtime, side.parse()?, asked.parse()?, times.parse()?),
        _ => Err("check, speed ROUNDS, or count SIDE REQUEST TIMES".into()),
    }
}

fn check(runtime: &Runtime) -> Result<(), Box<dyn Error>> {
    let [mut ours, mut by_hand, mut unchecked] = sides();
    for asked in &ASKED {
        let expected = runtime.block_on(answer(&mut by_hand, asked))?;
        for side in [&mut ours, &mut unchecked] {
            let answer = runtime.block_on(answer(side, asked))?;
            if !expected.0.is_success() || answer != expected {
                return Err(format!("{} {}: {answer:?} is not {expected:?}", asked.method, asked.path).into());
            }
        }
    }
    for asked in &REFUSED {
        for side in [&mut ours, &mut by_hand] {
            let (status, ..) = runtime.block_on(answer(side, asked))?;
            if !status.is_client_error() {
                return Err(format!("{} {} {:?}: {status}", asked.method, asked.path, asked.body).into());
            }
        }
    }
    Ok(())
}

async fn answer(side: &mut Router, asked: &Asked) -> Result<(StatusCode, HeaderMap, Bytes), axum::Error> {
    let response = side.call(asked.request()).await.unwrap_or_else(|never| match never {});
    let (parts, body) = response.into_parts();
    // What writes HTTP takes the length of the body from this, and sends it.
    let length = body.size_hint().exact();
    let bytes = to_bytes(body, usize::MAX).await?;
    assert_eq!(length, Some(bytes.len() as u64));
    Ok((parts.status, parts.headers, bytes))
}

/// A batch of a hundred requests, made before the clock runs.
fn batch(asked: &Asked) -> Vec<Request<Body>> {
    (0..100).map(|_| asked.request()).collect()
}

#[inline(never)]
fn measured(runtime: &Runtime, side: &mut Router, requests: Vec<Request<Body>>) {
    runtime.block_on(async {
        for request in requests {
            let response = side.call(request).await.unwrap_or_else(|never| match never {});
            let _ = black_box(to_bytes(response.into_body(), usize::MAX).await);
        }
    });
}

/// Rounds of a batch of each request by each side, which take turns in who begins.
fn speed(runtime: &Runtime, rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut sides = sides();
    for round in 0..rounds + 20 {
        let mut line = [0.0; 9];
        for (place, asked) in ASKED.iter().enumerate() {
            for turn in 0..sides.len() {
                let side = (turn + round) % sides.len();
                let requests = batch(asked);
                let before = cpu()?;
                measured(runtime, &mut sides[side], requests);
                line[place * 3 + side] = (cpu()? - before).as_nanos() as f64 / 100.0;
            }
        }
        // The first rounds compile patterns and warm caches.
        if round >= 20 {
            println!("{}", line.map(|ns| format!("{ns:.1}")).join(" "));
        }
    }
    Ok(())
}

/// CPU time of this thread.
fn cpu() -> Result<Duration, nix::Error> {
    Ok(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?.into())
}

fn count(runtime: &Runtime, side: usize, asked: usize, times: usize) -> Result<(), Box<dyn Error>> {
    let mut sides = sides();
    let (side, asked) = (sides.get_mut(side).ok_or("no such side")?, ASKED.get(asked).ok_or("no such request")?);
    for _ in 0..times {
        measured(runtime, side, batch(asked));
    }
    Ok(())
}
