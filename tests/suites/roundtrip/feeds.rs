//! Answers of every kind, from a generated server to a generated client.

use std::time::Duration;

use axum::http::StatusCode;
use feeds::client::feeds::{ReportError, ReportOk};
use feeds::client::support::ServiceTransport;
use feeds::client::{Client, Error};
use feeds::models::Tick;
use feeds::server::feeds::{
    CountRequest, CountResponse, Feeds, FileRequest, FileResponse, PictureRequest, PictureResponse, ReportRequest,
    ReportResponse, RowsRequest, RowsResponse, SequenceRequest, SequenceResponse, TicksRequest, TicksResponse,
    WordsRequest, WordsResponse,
};
use feeds::server::support::{Binary, Checks, Event, Events, JsonLines, Typed};
use feeds::server::{Rejection, Server};
use futures_util::stream;

use crate::run;

/// Answers what its fields say.
#[derive(Clone, Default)]
struct Source {
    ticks: Vec<i64>,
    count: i64,
    status: u16,
}

fn tick(n: i64) -> Tick {
    Tick { n, note: None }
}

impl Feeds for Source {
    type Error = Rejection;

    async fn ticks(&self, _: TicksRequest) -> Result<TicksResponse, Rejection> {
        let event = |(at, n): (usize, i64)| Event::new(tick(n)).event("tick").id(at.to_string()).comment("on time");
        let events: Vec<_> = self.ticks.iter().copied().enumerate().map(event).collect();
        let wait = Event::empty().retry(Duration::from_millis(1500));
        Ok(TicksResponse::Ok(Events::new(stream::iter(std::iter::once(wait).chain(events)))))
    }

    async fn words(&self, _: WordsRequest) -> Result<WordsResponse, Rejection> {
        let words = ["one", "two\nlines", "a\n\ndata: b", ""].map(|word| Event::new(word.to_owned()));
        Ok(WordsResponse::Ok(words.to_vec().into()))
    }

    async fn rows(&self, _: RowsRequest) -> Result<RowsResponse, Rejection> {
        Ok(RowsResponse::Ok(JsonLines::new(stream::iter(self.ticks.clone().into_iter().map(tick)))))
    }

    async fn sequence(&self, _: SequenceRequest) -> Result<SequenceResponse, Rejection> {
        Ok(SequenceResponse::Ok(self.ticks.iter().copied().map(tick).collect::<Vec<_>>().into()))
    }

    async fn file(&self, _: FileRequest) -> Result<FileResponse, Rejection> {
        let pieces = stream::iter([Ok::<_, std::io::Error>("per "), Ok("aspera")]);
        Ok(FileResponse::Ok(Binary::stream(pieces).attachment("motto.txt")))
    }

    async fn picture(&self, _: PictureRequest) -> Result<PictureResponse, Rejection> {
        let content_type = if self.status == 0 { "image/png" } else { "text/html" };
        Ok(PictureResponse::Ok(Typed::new(content_type, vec![0, 159, 146, 150])))
    }

    async fn report(&self, request: ReportRequest) -> Result<ReportResponse, Rejection> {
        if self.status != 0 {
            let status = StatusCode::from_u16(self.status).expect("a status");
            return Ok(ReportResponse::ClientError { status, body: "nobody".to_owned() });
        }
        let cookies = Some(vec!["a=1".to_owned(), "b=2, or 3".to_owned()]);
        Ok(match request.head.preferred() {
            Some("text/csv") => ReportResponse::OkCsv { x_rows: 1, set_cookie: cookies, body: "n\r\n5\r\n".to_owned() },
            Some("application/vnd.a+json;profile=long") => {
                let body = tick(5);
                ReportResponse::OkApplicationVndAJsonProfileLong { x_rows: 1, set_cookie: None, body }
            }
            _ => ReportResponse::Ok { x_rows: 2, set_cookie: cookies, body: vec![tick(5), tick(6)] },
        })
    }

    async fn count(&self, _: CountRequest) -> Result<CountResponse, Rejection> {
        match self.count {
            0 => Ok(CountResponse::SeeOther { location: "/elsewhere?a=b".to_owned() }),
            count => Ok(CountResponse::Ok(count)),
        }
    }
}

fn client(source: &Source, checks: Checks) -> Client {
    let router = Server::new(source.clone()).check_answers(checks).into_router();
    Client::builder("https://feeds.example").transport(ServiceTransport::new(router)).build().expect("a client")
}

fn of_ticks(ticks: &[i64]) -> Client {
    client(&Source { ticks: ticks.to_vec(), ..Source::default() }, Checks::On)
}

#[test]
fn events_arrive_with_names_ids_and_waits() {
    let mut events = of_ticks(&[1, 2]).ticks().events().reconnects(0);
    let mut told = Vec::new();
    while let Some(event) = run(events.try_next()).expect("an event") {
        told.push((event.event, event.id, event.data.n, event.retry));
    }
    let wait = Some(Duration::from_millis(1500));
    assert_eq!(
        told,
        [("tick".to_owned(), Some("0".to_owned()), 1, wait), ("tick".to_owned(), Some("1".to_owned()), 2, None)]
    );
}

#[test]
fn texts_of_several_lines_arrive_whole() {
    let mut events = of_ticks(&[]).words().events().reconnects(0);
    let mut words = Vec::new();
    while let Some(event) = run(events.try_next()).expect("an event") {
        words.push(event.data);
    }
    assert_eq!(words, ["one", "two\nlines", "a\n\ndata: b", ""]);
}

#[test]
fn a_broken_event_ends_the_stream_after_those_before_it() {
    let mut events = of_ticks(&[1, 101, 2]).ticks().events().reconnects(0);
    assert_eq!(run(events.try_next()).expect("an event").map(|event| event.data.n), Some(1));
    assert!(matches!(run(events.try_next()), Err(Error::Transport(_))), "maximum 100");
    assert!(matches!(run(events.try_next()), Ok(None)));
}

#[test]
fn lines_and_sequences_arrive_value_by_value() {
    let client = of_ticks(&[3, 4, 5]);
    let mut rows = client.rows().values();
    let mut told = Vec::new();
    while let Some(row) = run(rows.try_next()).expect("a row") {
        told.push(row.n);
    }
    let mut sequence = client.sequence().values();
    while let Some(value) = run(sequence.try_next()).expect("a value") {
        told.push(value.n);
    }
    assert_eq!(told, [3, 4, 5, 3, 4, 5]);
}

#[test]
fn a_broken_line_ends_the_stream_with_checks_and_arrives_without() {
    let source = Source { ticks: vec![1, 101, 2], ..Source::default() };
    let mut rows = client(&source, Checks::On).rows().values();
    assert!(run(rows.try_next()).is_ok());
    assert!(run(rows.try_next()).is_err());
    let mut rows = client(&source, Checks::Off).rows().values();
    let mut told = Vec::new();
    while let Some(row) = run(rows.try_next()).expect("a row") {
        told.push(row.n);
    }
    assert_eq!(told, [1, 101, 2]);
}

#[test]
fn bytes_arrive_with_their_name_or_their_media_type() {
    let file = run(of_ticks(&[]).file().send()).expect("a file");
    assert_eq!(file.bytes().as_ref(), b"per aspera");
    assert_eq!(file.headers()["content-disposition"], "attachment; filename=\"motto.txt\"");
    let picture = run(of_ticks(&[]).picture().send()).expect("a picture");
    assert_eq!(picture.body.as_ref(), [0, 159, 146, 150]);
    assert_eq!(picture.headers()["content-type"], "image/png");
}

#[test]
fn a_media_type_outside_of_its_range_is_refused() {
    let source = Source { status: 1, ..Source::default() };
    let error = run(client(&source, Checks::On).picture().send()).expect_err("text/html is no image");
    let raw = error.raw().expect("an answer");
    assert_eq!(raw.status(), 500);
    assert!(
        raw.text().contains(r#""in":"answer","name":"","pointer":"","rule":"mediaType image/*""#),
        "{}",
        raw.text()
    );
}

#[test]
fn callers_get_the_representation_that_they_like_best() {
    let client = of_ticks(&[]);
    let report = run(client.report().send()).expect("a report");
    assert!(matches!(&report.body, ReportOk::Ok(ticks) if ticks.len() == 2), "{:?}", report.body);
    assert_eq!(report.headers()["x-rows"], "2");
    let cookies: Vec<&str> =
        report.headers().get_all("set-cookie").iter().filter_map(|line| line.to_str().ok()).collect();
    assert_eq!(cookies, ["a=1", "b=2, or 3"]);

    let report = run(client.report().accept("text/csv").send()).expect("a report");
    assert!(matches!(&report.body, ReportOk::OkCsv(text) if text == "n\r\n5\r\n"), "{:?}", report.body);

    let long = "application/vnd.a+json;profile=long";
    let report = run(client.report().accept(long).send()).expect("a report");
    assert_eq!(report.headers()["content-type"], long);
    assert_eq!(report.raw().json::<Tick>().expect("a tick").n, 5);
}

#[test]
fn statuses_of_a_range_arrive_and_others_are_refused() {
    let answered = |status| {
        let source = Source { status, ..Source::default() };
        run(client(&source, Checks::On).report().send()).expect_err("no report")
    };
    match answered(418) {
        Error::Api(answer) => {
            assert_eq!(answer.status(), 418);
            assert!(matches!(&answer.body, ReportError::ClientError(text) if text == "nobody"), "{:?}", answer.body);
        }
        other => panic!("{other:?}"),
    }
    for status in [404, 503, 200] {
        assert_eq!(answered(status).status().map(|status| status.as_u16()), Some(500), "{status}");
    }
}

#[test]
fn single_values_are_texts_and_redirects_have_a_place() {
    let answered = |count| {
        let source = Source { count, ..Source::default() };
        run(client(&source, Checks::On).count().send())
    };
    assert_eq!(answered(7).expect("a count").bytes().as_ref(), b"7");
    assert_eq!(answered(10).expect_err("maximum 9").status().map(|status| status.as_u16()), Some(500));
    match answered(0) {
        Err(Error::Api(answer)) => assert_eq!(answer.headers()["location"], "/elsewhere?a=b"),
        other => panic!("{other:?}"),
    }
}
