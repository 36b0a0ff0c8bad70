//! Event streams: how they are taken apart, and what happens when they break.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::http::HeaderMap;
use axum::response::sse::{self, Sse};
use axum::routing::get;
use futures_core::Stream;
use serde_json::{Value, json};

use crate::script::{Connection, Script};
use crate::support::{self, Call, Error, Event, EventSource, ReadData, ServiceTransport, data_json, data_text};
use crate::{endpoint, ready};

operation! {
    /// Texts.
    Ticks: GET "/ticks" accept "text/event-stream" security [],
    ok [200 => bytes in "text/event-stream"] bytes::Bytes,
    err TicksError { 404 => NotFound(Value) json, }
}

impl EventSource for Ticks {
    type Data = String;
    const READ: ReadData<String> = data_text;
}

operation! {
    /// JSON at once or piece by piece.
    Chat: POST "/chats" accept "application/json" security [],
    ok [200 => json] Value,
    err ChatError {}
}

impl EventSource for Chat {
    type Data = Vec<u32>;
    const READ: ReadData<Vec<u32>> = data_json;
}

type Found<O> = Vec<Result<Event<<O as EventSource>::Data>, Error<<O as support::Operation>::Err>>>;

fn all<O: EventSource>(mut events: support::Events<O>) -> Found<O> {
    let mut found = Vec::new();
    // Far beyond what any script here gives.
    while found.len() < 100
        && let Some(event) = ready(poll_fn(|cx| Pin::new(&mut events).poll_next(cx)))
    {
        found.push(event);
    }
    found
}

fn texts(events: Vec<Result<Event<String>, Error<TicksError>>>) -> Vec<String> {
    let text = |event: Event<String>| {
        let id = event.id.map_or_else(String::new, |id| format!("#{id}"));
        let retry = event.retry.map_or_else(String::new, |retry| format!(" in {} ms", retry.as_millis()));
        format!("{}{id}{retry}: {}", event.event, event.data)
    };
    events.into_iter().map(|event| event.map_or_else(|error| format!("error: {error}"), text)).collect()
}

fn ticks(script: &Script) -> support::Events<Ticks> {
    Call::<Ticks>::new(&script.endpoint()).events()
}

/// Stream, events.
const STREAMS: &[(&str, &[&str])] = &[
    ("data: a\n\ndata: b\n\n", &["message: a", "message: b"]),
    ("data: a\r\rdata: b\r\n\r\ndata: c\n\r\n", &["message: a", "message: b", "message: c"]),
    ("\u{feff}data: ä\u{feff}\n\n\u{feff}data: no field\n\n", &["message: ä\u{feff}"]),
    ("data\ndata:\ndata:  x \n\n", &["message: \n\n x "]),
    ("data\n\n", &["message: "]),
    (": comment\n:\n\nevent: e\n\nevent\ndata: a\n\n", &["message: a"]),
    ("event: e\ndata: a\n\ndata: b\n\n", &["e: a", "message: b"]),
    ("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", &["message#1: a", "message#1: b", "message: c"]),
    ("id: 1\n\ndata: a\n\nid: 2\0\ndata: b\n\n", &["message#1: a", "message#1: b"]),
    (
        "retry: 10\ndata: a\n\nretry: 1x\ndata: b\n\nretry:\ndata: c\n\n",
        &["message in 10 ms: a", "message: b", "message: c"],
    ),
    ("retry: 99999999999999999999\nid:7\nDATA: A\nnonsense\ndata:a:b\n\n", &["message#7: a:b"]),
    // What is not ended by an empty line is no event.
    ("data: a\n\ndata: b\n", &["message: a"]),
    ("", &[]),
];

#[test]
fn streams_are_taken_apart_as_the_standard_says_wherever_pieces_end() {
    for (stream, expected) in STREAMS {
        for size in 1..=stream.len().max(1) {
            let script = Script::new([Connection::events(stream).in_pieces(size)]);
            assert_eq!(texts(all(ticks(&script).reconnects(0))), *expected, "{stream:?} in pieces of {size}");
        }
    }
    // Bytes that are no UTF-8 become U+FFFD.
    let script = Script::new([Connection::events(b"data: \xff\n\n")]);
    assert_eq!(texts(all(ticks(&script).reconnects(0))), ["message: \u{fffd}"]);
}

#[test]
fn a_stream_goes_on_behind_the_last_event_after_the_time_that_it_asks_for() {
    let script = Script::new([
        Connection::events("retry: 20\nid: ä1\ndata: a\n\n").breaks(),
        Connection::events("data: half of one").breaks(),
        Connection::events(""),
        Connection::events("id: 2\ndata: b\n\ndata: c"),
        Connection::events("").status(204),
    ]);
    let mut events = ticks(&script);
    let mut found = Vec::new();
    while let Some(event) = ready(events.try_next()).expect("the stream goes on") {
        found.push(event.data);
    }
    assert_eq!(found, ["a", "b"]);
    assert_eq!(events.last_event_id(), Some("2"));
    assert_eq!(script.slept(), [20, 40, 80, 20], "twice the time with each failure, until an event comes");
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(script.asked("last-event-id"), [None, id("ä1"), id("ä1"), id("ä1"), id("2")]);
    assert!(script.asked("accept").iter().all(|accept| accept.as_deref() == Some("text/event-stream")));
}

#[test]
fn a_stream_cannot_ask_for_a_wait_without_end() {
    let asks = |retry: u64| Connection::events(format!("retry: {retry}\nid: 1\ndata: a\n\n")).breaks();
    let script = Script::new([asks(u64::MAX), asks(300_000), Connection::events("").status(204)]);
    assert_eq!(all(ticks(&script)).len(), 2);
    assert_eq!(script.slept(), [300_000, 300_000], "milliseconds");
}

#[test]
fn reconnections_are_bounded_and_can_be_had_and_refused() {
    let broken = || Connection::events("id: 1\ndata: a\n\n").breaks();
    let silent = || Connection::events("").breaks();

    let script = Script::new([broken()].into_iter().chain((0..9).map(|_| silent())));
    assert_eq!(texts(all(ticks(&script))), ["message#1: a", "error: no answer"]);
    assert_eq!(script.slept(), [3_000, 6_000, 12_000, 24_000, 48_000]);

    // A transport that finds nobody is another failure.
    let script = Script::new([broken()]);
    assert_eq!(texts(all(ticks(&script).reconnects(2))), ["message#1: a", "error: no answer"]);
    assert_eq!(script.slept(), [3_000, 6_000]);

    let script = Script::new([broken(), broken()]);
    assert_eq!(texts(all(ticks(&script).reconnects(0))), ["message#1: a", "error: no answer"]);

    // A stream that says neither `id` nor `retry` would begin anew, so its end is its end.
    for (times, events) in [(None, vec!["message: a"]), (Some(1), vec!["message: a", "message: b", "error: no answer"])]
    {
        let script = Script::new([Connection::events("data: a\n\n"), Connection::events("data: b\n\n")]);
        let ticks = ticks(&script);
        assert_eq!(texts(all(times.into_iter().fold(ticks, |ticks, times| ticks.reconnects(times)))), events);
    }

    // A POST may have done something: it is repeated only if the caller asks.
    for (times, calls) in [(None, 1), (Some(1), 2)] {
        let script = Script::new([Connection::events("id: 1\ndata: [1]\n\n"), Connection::events("").status(204)]);
        let chat = Call::<Chat>::new(&script.endpoint()).events();
        assert_eq!(all(times.into_iter().fold(chat, |chat, times| chat.reconnects(times))).len(), 1);
        assert_eq!(script.asked("accept").len(), calls);
    }

    // Without a clock nobody can wait.
    let script = Script::new([broken(), broken()]);
    let endpoint = script.settings().build("https://pets.example", "", "x").expect("a URL of a test");
    assert_eq!(texts(all(Call::<Ticks>::new(&endpoint).events())), ["message#1: a", "error: no answer"]);
}

#[test]
fn a_stream_can_begin_behind_an_event_of_another_time() {
    let script = Script::new([Connection::events("data: b\n\n")]);
    assert_eq!(texts(all(ticks(&script).after("7").reconnects(0))), ["message#7: b"]);
    assert_eq!(script.asked("last-event-id"), [Some("7".to_owned())]);
}

#[test]
fn data_is_typed_and_what_cannot_be_read_is_kept() {
    let stream = "data: [1]\n\nevent: e\nid: 5\ndata: [2,\ndata: \"x\"]\n\ndata: [3]\n\ndata: [DONE]\n\ndata: [4]\n\n";
    let script = Script::new([Connection::events(stream)]);
    let chat = Call::<Chat>::new(&script.endpoint()).events().until("[DONE]");
    let found = all(chat);
    let data: Vec<_> = found.iter().map(|event| event.as_ref().ok().map(|event| event.data.clone())).collect();
    assert_eq!(data, [Some(vec![1]), None, Some(vec![3])]);
    let Some(Err(Error::Item(error))) = found.get(1) else { panic!("{found:?}") };
    assert_eq!((error.number(), error.event(), error.id()), (2, Some("e"), Some("5")));
    assert_eq!((&error.bytes()[..], error.pointer()), (&b"[2,\n\"x\"]"[..], "/1"));
    assert_eq!(error.to_string(), "event 2 is not what the document says, at `/1`");

    // Without a terminator, it is one more event that cannot be read.
    let script = Script::new([Connection::events("data: [DONE]\n\n")]);
    let found = all(Call::<Chat>::new(&script.endpoint()).events());
    assert!(matches!(found.as_slice(), [Err(Error::Item(error))] if &error.bytes()[..] == b"[DONE]"), "{found:?}");
}

#[test]
fn events_have_a_limit() {
    let stream = format!("data: a\n\ndata: {}\n\ndata: b\n\n", "x".repeat(100));
    for size in [1, 7, 1000] {
        let script = Script::new([Connection::events(&stream).in_pieces(size)]);
        let found = all(ticks(&script).event_limit(50));
        let Some(Err(Error::Item(error))) = found.get(1) else { panic!("{found:?}") };
        assert_eq!((found.len(), error.number()), (2, 2), "nothing follows");
    }
    // A line that never ends is not kept for ever.
    let script = Script::new([Connection::events("data: ".to_owned() + &"x".repeat(2_000_000)).in_pieces(65_536)]);
    assert!(matches!(all(ticks(&script)).as_slice(), [Err(Error::Item(_))]));
}

#[test]
fn other_answers_are_those_of_any_call() {
    let json = || Connection::of("application/json", "{}");
    let script = Script::new([json().status(404), json().status(500), json(), Connection::of("text/html", "<html>")]);
    let errors: Vec<_> = (0..4).flat_map(|_| all(ticks(&script))).collect();
    let [Err(Error::Api(missing)), Err(Error::Unexpected(broken)), Err(Error::Unexpected(whole)), Err(last)] =
        errors.as_slice()
    else {
        panic!("{errors:?}")
    };
    assert_eq!(missing.body, TicksError::NotFound(json!({})));
    assert_eq!((broken.status().as_u16(), whole.status().as_u16()), (500, 200));
    assert!(matches!(last, Error::Unexpected(raw) if raw.text() == "<html>"));
    // Documented as JSON, but not what was asked for.
    let script = Script::new([json()]);
    assert!(matches!(all(Call::<Chat>::new(&script.endpoint()).events()).as_slice(), [Err(Error::Unexpected(_))]));
    // Nobody at all.
    assert!(matches!(all(ticks(&Script::default())).as_slice(), [Err(Error::Transport(_))]));
}

/// Five events from where the request goes on, in connections of two each.
struct Numbers {
    next: u32,
    end: u32,
}

impl Stream for Numbers {
    type Item = Result<sse::Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.next >= self.end {
            return Poll::Ready(None);
        }
        let number = self.next;
        self.next += 1;
        let event = sse::Event::default().id(number.to_string()).retry(Duration::from_millis(1));
        Poll::Ready(Some(Ok(event.event("number").data(format!("line {number}\nand another")))))
    }
}

async fn numbers(headers: HeaderMap) -> Result<Sse<Numbers>, axum::http::StatusCode> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse::<u32>().ok());
    let next = last.map_or(1, |last| last + 1);
    match next {
        6.. => Err(axum::http::StatusCode::NO_CONTENT),
        _ => Ok(Sse::new(Numbers { next, end: (next + 2).min(6) })),
    }
}

#[test]
fn the_events_of_an_axum_handler_arrive_over_several_connections() {
    let transport = ServiceTransport::new(Router::new().route("/ticks", get(numbers)));
    let mut settings = support::EndpointBuilder::default();
    settings.transport(transport);
    settings.clock(Script::default());
    let endpoint = settings.build("https://pets.example", "", "x").expect("a URL of a test");
    let found = texts(all(Call::<Ticks>::new(&endpoint).events()));
    let expected = (1..=5).map(|n| format!("number#{n} in 1 ms: line {n}\nand another"));
    assert_eq!(found, expected.collect::<Vec<_>>());
}

#[test]
fn streams_can_be_shared_and_read_anywhere() {
    fn anywhere<T: Send + 'static>(_: &T) {}
    anywhere(&Call::<Ticks>::new(&endpoint(Script::default(), Vec::new())).events());
}
