//! Answers that come piece by piece.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::{Body, HttpBody, to_bytes};
use axum::http::header;
use axum::response::Response;
use futures_util::stream;
use serde_json::{Value, json};

use crate::models::support::{Json, Violations};
use crate::{Answer, Binary, Checks, Event, Events, JsonLines, Kind, Limits, Rejection};

/// Pieces until the end or a fault, and the fault.
async fn pieces(body: Body) -> (Vec<String>, Option<axum::Error>) {
    let (mut body, mut pieces) = (Box::pin(body), Vec::new());
    while let Some(frame) = std::future::poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
        match frame {
            Ok(frame) => pieces.extend(frame.data_ref().map(|data| String::from_utf8_lossy(data).into_owned())),
            Err(fault) => {
                let after = std::future::poll_fn(|cx| body.as_mut().poll_frame(cx)).await;
                assert!(after.is_none(), "nothing follows a fault");
                return (pieces, Some(fault));
            }
        }
    }
    (pieces, None)
}

/// The rejection behind a fault, which axum wraps.
fn rejection(fault: &axum::Error) -> Option<&Rejection> {
    let mut at: Option<&dyn std::error::Error> = Some(fault);
    while let Some(fault) = at {
        if let Some(rejection) = fault.downcast_ref() {
            return Some(rejection);
        }
        at = fault.source();
    }
    None
}

async fn of_texts(events: Vec<Event<&str>>) -> (Vec<String>, Option<axum::Error>) {
    let events = events.into_iter().map(|event| Event {
        data: event.data.map(str::to_owned),
        event: event.event,
        id: event.id,
        retry: event.retry,
        comment: event.comment,
    });
    let events = Events::from(events.collect::<Vec<_>>());
    pieces(Answer::status(200).texts("text/event-stream", events, None).into_body()).await
}

#[tokio::test]
async fn events_are_framed_so_that_nothing_breaks_out() {
    for (event, expected) in [
        (Event::new("a"), "data: a\n\n"),
        (Event::new(""), "data: \n\n"),
        (Event::new(" a"), "data:  a\n\n"),
        (Event::new("a\nb"), "data: a\ndata: b\n\n"),
        (Event::new("a\r\nid: 5\rb\n"), "data: a\ndata: id: 5\ndata: b\ndata: \n\n"),
        (Event::new("a\n\nevent: x"), "data: a\ndata: \ndata: event: x\n\n"),
        (Event::new("a").event("new").id("7"), "event: new\nid: 7\ndata: a\n\n"),
        (Event::new("a").retry(Duration::from_millis(1500)), "retry: 1500\ndata: a\n\n"),
        (Event::empty().retry(Duration::from_secs(3)), "retry: 3000\n\n"),
        (Event::empty().id(""), "id: \n\n"),
        (Event::empty().comment("a\ndata: b"), ": a\n: data: b\n\n"),
        (Event::new("ä€😀\u{2028}").comment("c"), ": c\ndata: ä€😀\u{2028}\n\n"),
    ] {
        let said = format!("{event:?}");
        let (found, fault) = of_texts(vec![event]).await;
        assert_eq!(found, [expected], "{said}");
        assert!(fault.is_none(), "{said}");
    }
}

#[tokio::test]
async fn names_and_ids_of_more_than_a_line_end_the_stream() {
    for (event, pointer) in [
        (Event::new("a").id("5\ndata: b"), "/id"),
        (Event::new("a").id("5\rdata: b"), "/id"),
        (Event::new("a").id("5\0"), "/id"),
        (Event::new("a").event("x\r\n\r\ndata: b"), "/event"),
    ] {
        let (found, fault) = of_texts(vec![Event::new("before"), event, Event::new("after")]).await;
        assert_eq!(found, ["data: before\n\n"]);
        let rejection = fault.as_ref().and_then(rejection).expect("a rejection");
        assert_eq!(rejection.kind, Kind::BrokenAnswer);
        assert_eq!(rejection.detail(), format!("answer {pointer}: one line"));
    }
}

#[tokio::test]
async fn data_that_is_json_stands_on_one_line() {
    let kept = Json::parse("{\n  \"a\": \"b\\nc\",\r\n  \"n\": 1e400\n}").expect("JSON");
    let events = Events::from(vec![Event::new(kept)]);
    let response = Answer::status(200).events("text/event-stream", events, None);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
    let (found, _) = pieces(response.into_body()).await;
    assert_eq!(found.len(), 1);
    let data = found[0].strip_prefix("data: ").and_then(|text| text.strip_suffix("\n\n")).expect("one line");
    assert!(!data.contains(['\n', '\r']) && data.contains("1e400") && data.contains(r"b\nc"), "{data}");
}

#[tokio::test]
async fn a_cache_control_of_the_document_stays() {
    let answer = Answer::status(200).header("cache-control", &"no-store", None);
    let response = answer.texts("text/event-stream", Events::from(Vec::new()), None);
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
}

fn at_most_9(value: &Value, found: &mut Violations) {
    if value["n"].as_i64() > Some(9) {
        found.at("n", Some(value), |found, _| found.add("maximum", "9"));
    }
}

const LIMITS: Option<Limits<Value>> = Some(at_most_9);

#[tokio::test]
async fn each_event_and_line_is_checked_and_a_broken_one_ends_the_stream() {
    let values = || vec![json!({"n": 9}), json!({"n": 10}), json!({"n": 1})];
    let events = || Events::from(values().into_iter().map(Event::new).collect::<Vec<_>>());
    type Respond = fn(Checks, Events<Value>, JsonLines<Value>) -> Response;
    let both: [(Respond, &str); 2] = [
        (
            |checks, events, _| Answer::status(200).checked(checks).events("text/event-stream", events, LIMITS),
            "data: {\"n\":9}\n\n",
        ),
        (
            |checks, _, lines| Answer::status(200).checked(checks).lines("application/jsonl", lines, LIMITS),
            "{\"n\":9}\n",
        ),
    ];
    for (respond, first) in both {
        let (found, fault) = pieces(respond(Checks::On, events(), values().into()).into_body()).await;
        assert_eq!(found, [first]);
        let rejection = fault.as_ref().and_then(rejection).expect("a rejection");
        assert_eq!(rejection.detail(), "answer /n: maximum 9");
        let (found, fault) = pieces(respond(Checks::Off, events(), values().into()).into_body()).await;
        assert_eq!((found.len(), fault.is_none()), (3, true));
    }
}

#[tokio::test]
async fn the_first_fault_of_a_stream_is_its_end() {
    let gone = || io::Error::other("the source is gone");
    let items = || vec![Ok(1), Err(gone()), Ok(2)];
    let lines = JsonLines::fallible(stream::iter(items()));
    let (found, fault) = pieces(Answer::status(200).lines("application/jsonl", lines, None).into_body()).await;
    assert_eq!((found, fault.expect("a fault").to_string()), (vec!["1\n".to_owned()], gone().to_string()));

    let events = Events::fallible(stream::iter(items()).map_event());
    let (found, fault) = pieces(Answer::status(200).events("text/event-stream", events, None).into_body()).await;
    assert_eq!((found, fault.expect("a fault").to_string()), (vec!["data: 1\n\n".to_owned()], gone().to_string()));

    let bytes = Binary::stream(stream::iter(vec![Ok("a"), Err(gone()), Ok("b")]));
    let (found, fault) = pieces(Answer::status(200).binary("text/csv", bytes, None).into_body()).await;
    assert_eq!((found, fault.expect("a fault").to_string()), (vec!["a".to_owned()], gone().to_string()));
}

trait MapEvent: stream::StreamExt<Item = Result<i32, io::Error>> + Sized {
    fn map_event(self) -> impl stream::Stream<Item = Result<Event<i32>, io::Error>> {
        self.map(|item| item.map(Event::new))
    }
}

impl<S: stream::Stream<Item = Result<i32, io::Error>>> MapEvent for S {}

#[tokio::test]
async fn ticks_keep_a_silent_stream_alive_with_comments() {
    // Two ticks, then silence; no event at all.
    let ticks = stream::iter([(), ()]);
    let events = Events::<String>::new(stream::pending()).keep_alive(ticks);
    let mut body = Box::pin(Answer::status(200).texts("text/event-stream", events, None).into_body());
    for _ in 0..2 {
        let frame = std::future::poll_fn(|cx| body.as_mut().poll_frame(cx)).await.expect("a piece").expect("no fault");
        assert_eq!(frame.into_data().expect("data").as_ref(), b":\n\n");
    }
    let waits = std::future::poll_fn(|cx| std::task::Poll::Ready(body.as_mut().poll_frame(cx).is_pending())).await;
    assert!(waits, "the end of the ticks is not the end of the events");

    // Events that are there go first, and the end of the events is the end of the ticks.
    let events = Events::new(stream::iter([Event::new("a".to_owned())])).keep_alive(stream::repeat(()));
    let (found, _) = pieces(Answer::status(200).texts("text/event-stream", events, None).into_body()).await;
    assert_eq!(found, ["data: a\n\n"]);
}

#[tokio::test]
async fn values_stand_on_a_line_each_and_sequences_have_their_separator() {
    for (media_type, expected) in [
        ("application/jsonl", ["1\n", "\"a\\nb\"\n"]),
        ("application/x-ndjson; charset=utf-8", ["1\n", "\"a\\nb\"\n"]),
        ("application/json-seq", ["\u{1e}1\n", "\u{1e}\"a\\nb\"\n"]),
        ("Application/Geo+JSON-seq", ["\u{1e}1\n", "\u{1e}\"a\\nb\"\n"]),
    ] {
        let lines = JsonLines::new(stream::iter(vec![json!(1), json!("a\nb")]));
        let response = Answer::status(200).lines(media_type, lines, None);
        assert_eq!(response.headers()[header::CONTENT_TYPE], media_type);
        assert_eq!(pieces(response.into_body()).await.0, expected, "{media_type}");
    }
}

#[tokio::test]
async fn bytes_are_made_of_anything() {
    let chunks = stream::iter(["a".to_owned(), "b".to_owned()].map(Ok::<_, Infallible>));
    for (bytes, expected) in [
        (Binary::from(vec![1, 2]), &[1, 2][..]),
        (Binary::from(axum::body::Bytes::from_static(b"ab")), b"ab"),
        (Binary::from("text".to_owned()), b"text"),
        (Binary::from("text"), b"text"),
        (Binary::from(&b"text"[..]), b"text"),
        (Binary::stream(chunks), b"ab"),
    ] {
        let response = Answer::status(200).binary("application/pdf", bytes, None);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/pdf");
        assert_eq!(response.headers().get(header::CONTENT_DISPOSITION), None);
        assert_eq!(to_bytes(response.into_body(), 100).await.expect("a body").as_ref(), expected);
    }
    let counted = Binary::stream(stream::iter([Ok::<_, Infallible>("abc")])).length(3);
    assert_eq!(Answer::status(200).binary("text/csv", counted, None).headers()[header::CONTENT_LENGTH], "3");
}

#[tokio::test]
async fn file_names_are_plain_for_all_and_whole_for_those_who_can() {
    for (name, expected) in [
        ("report.pdf", r#"attachment; filename="report.pdf""#),
        ("a b;c.txt", r#"attachment; filename="a b;c.txt""#),
        ("größe €.txt", r#"attachment; filename="gr__e _.txt"; filename*=UTF-8''gr%C3%B6%C3%9Fe%20%E2%82%AC.txt"#),
        ("a\".txt", r#"attachment; filename="a_.txt"; filename*=UTF-8''a%22.txt"#),
        ("100%25.txt", r#"attachment; filename="100_25.txt"; filename*=UTF-8''100%2525.txt"#),
        ("../../etc/passwd", r#"attachment; filename=".._.._etc_passwd""#),
        ("a\r\nset-cookie: b\\c", r#"attachment; filename="a__set-cookie: b_c""#),
    ] {
        let response = Answer::status(200).binary("text/plain", Binary::from("").attachment(name), None);
        let found = &response.headers()[header::CONTENT_DISPOSITION];
        assert_eq!(found.to_str().expect("ASCII"), expected, "{name}");
    }
    let shown = Answer::status(200).binary("text/plain", Binary::from("").inline("a.txt"), None);
    assert_eq!(shown.headers()[header::CONTENT_DISPOSITION], r#"inline; filename="a.txt""#);
    // A header of the document is the implementor's word.
    let answer = Answer::status(200).header("content-disposition", &"attachment", None);
    let response = answer.binary("text/plain", Binary::from("").inline("a.txt"), None);
    assert_eq!(response.headers()[header::CONTENT_DISPOSITION], "attachment");
}
