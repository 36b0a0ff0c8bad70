//! What OpenAPI 3.2 has and older editions have not, from a generated client to a generated server and back.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use futures_util::StreamExt;
use newest::client::support::ServiceTransport;
use newest::client::{Client, Error};
use newest::models::{ChatOkBodyData, Cup, Plain, SearchAll, SearchAllNear, Thing, Tick, Wanted};
use newest::server::streams::{
    AddBatchRequest, AddBatchResponse, AddRowsRequest, AddRowsResponse, BatchRequest, BatchResponse, ChatRequest,
    ChatResponse, RowsRequest, RowsResponse, Streams, TicksRequest, TicksResponse, WordsRequest, WordsResponse,
};
use newest::server::support::Event;
use newest::server::things::{
    FindRequest, FindResponse, GetThingRequest, GetThingResponse, LinkThingRequest, LinkThingResponse,
    MMoveThingsByIdRequest, MMoveThingsByIdResponse, SayRequest, SayResponse, SearchRequest, SearchResponse,
    SelectRequest, SelectResponse, Things,
};
use newest::server::{Anyone, Rejection, Server};
use tower::ServiceExt;

use crate::run;

/// Says what it was asked.
#[derive(Clone, Default)]
struct Shelf;

fn plain(name: &str) -> Thing {
    Thing::Plain(Plain { kind: None, name: name.to_owned() })
}

impl Things for Shelf {
    type Error = Rejection;

    async fn find(&self, request: FindRequest) -> Result<FindResponse, Rejection> {
        let cup = Thing::Cup(Cup::new("cup", 2));
        Ok(FindResponse::Ok(vec![cup, plain(&request.body.name)]))
    }

    async fn get_thing(&self, request: GetThingRequest) -> Result<GetThingResponse, Rejection> {
        Ok(GetThingResponse::Ok(plain(&format!("{} of {:?}", request.id, request.session))))
    }

    async fn link_thing(&self, request: LinkThingRequest) -> Result<LinkThingResponse, Rejection> {
        match (request.id.as_str(), request.to.as_str()) {
            ("a", "b") => Ok(LinkThingResponse::NoContent),
            _ => Err(Rejection::forbidden()),
        }
    }

    async fn m_move_things_by_id(&self, request: MMoveThingsByIdRequest) -> Result<MMoveThingsByIdResponse, Rejection> {
        Ok(MMoveThingsByIdResponse::Ok(format!("{} to {:?}", request.id, request.body)))
    }

    async fn search(&self, request: SearchRequest) -> Result<SearchResponse, Rejection> {
        Ok(SearchResponse::Ok(match request.all {
            None => "everything".to_owned(),
            Some(all) => {
                let near = all.near.and_then(|near| near.x);
                format!("{} {:?} {:?} {near:?}", all.words.join("|"), all.limit, all.exact)
            }
        }))
    }

    async fn select(&self, request: SelectRequest) -> Result<SelectResponse, Rejection> {
        Ok(SelectResponse::Ok(format!("{} {:?}", request.filter.name, request.filter.tags)))
    }

    async fn say(&self, request: SayRequest) -> Result<SayResponse, Rejection> {
        Ok(SayResponse::Ok(format!("{:?}", request.words)))
    }
}

impl Streams for Shelf {
    type Error = Rejection;

    async fn ticks(&self, _: TicksRequest) -> Result<TicksResponse, Rejection> {
        let event = |n| Event::new(Tick::new(n)).event("tick");
        Ok(TicksResponse::Ok(vec![event(1), event(2)].into()))
    }

    async fn chat(&self, _: ChatRequest) -> Result<ChatResponse, Rejection> {
        let tick = Event::new(ChatOkBodyData::Tick(Tick::new(1))).event("tick");
        let thing = Event::new(ChatOkBodyData::Thing(plain("p"))).event("thing");
        Ok(ChatResponse::Ok(vec![tick, thing].into()))
    }

    async fn words(&self, _: WordsRequest) -> Result<WordsResponse, Rejection> {
        Ok(WordsResponse::Ok(vec![Event::new("no: json".to_owned())].into()))
    }

    async fn rows(&self, _: RowsRequest) -> Result<RowsResponse, Rejection> {
        Ok(RowsResponse::Ok(vec![Tick::new(1), Tick::new(2)].into()))
    }

    async fn add_rows(&self, mut request: AddRowsRequest) -> Result<AddRowsResponse, Rejection> {
        let mut sum = 0;
        while let Some(row) = request.body.next().await {
            sum += row?.n;
        }
        Ok(AddRowsResponse::Ok(sum))
    }

    async fn batch(&self, _: BatchRequest) -> Result<BatchResponse, Rejection> {
        Ok(BatchResponse::Ok(vec![Tick::new(5), Tick::new(6)].into()))
    }

    async fn add_batch(&self, mut request: AddBatchRequest) -> Result<AddBatchResponse, Rejection> {
        let mut sum = 0;
        while let Some(part) = request.body.try_next().await? {
            sum += part.n;
        }
        Ok(AddBatchResponse::Ok(sum))
    }
}

/// A client, and what its requests were: method, target, cookies.
fn client() -> (Client, Arc<Mutex<Vec<String>>>) {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let sink = Arc::clone(&seen);
    let look = from_fn(move |request: Request, next: Next| {
        let cookie = request.headers().get("cookie").map(|cookie| cookie.to_str().expect("a text").to_owned());
        let target = request.uri().path_and_query().map_or("", |target| target.as_str());
        let line = format!("{} {target} {}", request.method(), cookie.unwrap_or_default());
        sink.lock().expect("a lock").push(line.trim_end().to_owned());
        async move { next.run(request).await }
    });
    let router = Server::new(Shelf, Anyone).into_router().layer(look);
    let client = Client::builder("https://newest.example").transport(ServiceTransport::new(router)).key("k1");
    (client.build().expect("a client"), seen)
}

fn sent(seen: &Mutex<Vec<String>>) -> Vec<String> {
    std::mem::take(&mut *seen.lock().expect("a lock"))
}

#[test]
fn methods_beyond_those_of_http_arrive() {
    let (client, seen) = client();
    let found = run(client.find(&Wanted::new("n")).send()).expect("an answer");
    assert_eq!(found.body.len(), 2);
    run(client.link_thing("a", "b").send()).expect("an answer");
    let moved = run(client.m_move_things_by_id("a").body("there").send()).expect("an answer");
    assert_eq!(moved.body, r#"a to Some("there")"#);
    assert_eq!(sent(&seen), ["QUERY /things", "LINK /things/a?to=b", "M-MOVE /things/a"]);
    let refused = run(client.link_thing("a", "c").send()).expect_err("refused");
    assert_eq!(refused.status(), Some(StatusCode::FORBIDDEN));
}

/// What a server says to a request without a client.
fn answered(method: &str, target: &str) -> (u16, Option<String>, String) {
    let router: Router = Server::new(Shelf, Anyone).into_router();
    let request = Request::builder().method(method).uri(target).body(Body::empty()).expect("a request");
    run(async {
        let response: Response = router.oneshot(request).await.expect("an answer");
        let allow = response.headers().get("allow").map(|allow| allow.to_str().expect("a text").to_owned());
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, allow, String::from_utf8_lossy(&body).into_owned())
    })
}

#[test]
fn other_methods_are_refused_with_all_that_there_are() {
    let all = Some("GET,HEAD,LINK,M-MOVE".to_owned());
    for method in ["POST", "UNLINK", "link"] {
        let (status, allow, _) = answered(method, "/things/a");
        assert_eq!((status, allow), (405, all.clone()), "{method}");
    }
    let (status, allow, _) = answered("OPTIONS", "/things/a");
    assert_eq!((status, allow), (204, Some("GET,HEAD,LINK,M-MOVE,OPTIONS".to_owned())));
    let (status, allow, _) = answered("GET", "/things");
    assert_eq!((status, allow), (405, Some("QUERY".to_owned())));
    // An answer says nothing of other methods.
    assert_eq!(answered("LINK", "/things/a?to=b").1, None);
    assert_eq!(answered("HEAD", "/things/a").0, 200);
}

#[test]
fn a_whole_query_is_one_value() {
    let (client, seen) = client();
    let all = SearchAll {
        near: Some(SearchAllNear { x: Some(7) }),
        limit: Some(2),
        exact: Some(true),
        ..SearchAll::new(vec!["a b".to_owned(), "ü&".to_owned()])
    };
    let found = run(client.search().all(&all).send()).expect("an answer");
    assert_eq!(found.body, "a b|ü& Some(2) Some(true) Some(7)");
    assert_eq!(run(client.search().send()).expect("an answer").body, "everything");
    let wanted = Wanted { tags: Some(vec!["x".to_owned()]), ..Wanted::new("n+1") };
    let selected = run(client.select(&wanted).send()).expect("an answer");
    assert_eq!(selected.body, r#"n+1 Some(["x"])"#);
    let said = run(client.say().words("1 + 1 = 2 & so on").send()).expect("an answer");
    assert_eq!(said.body, r#"Some("1 + 1 = 2 & so on")"#);
    assert_eq!(
        sent(&seen),
        [
            "GET /search?words=a+b&words=%C3%BC%26&limit=2&exact=true&near%5Bx%5D=7",
            "GET /search",
            "GET /select?%7B%22name%22%3A%22n%2B1%22%2C%22tags%22%3A%5B%22x%22%5D%7D&api_key=k1",
            "GET /say?1%20%2B%201%20%3D%202%20%26%20so%20on",
        ]
    );
}

#[test]
fn a_query_that_is_no_such_value_is_refused() {
    for (target, status, told) in [
        ("/search?limit=2", 400, r#""in":"querystring","name":"all","pointer":"/words","rule":"required""#),
        ("/search?words=a&limit=many", 400, r#""pointer":"/limit","rule":"integer""#),
        ("/search?words=a&limit=11", 422, r#""in":"querystring","name":"all","pointer":"/limit","rule":"maximum 10""#),
        ("/search?words=a&other=1", 400, r#""in":"querystring""#),
        ("/select?api_key=k", 400, r#""name":"filter","pointer":"","rule":"required""#),
        ("/select?%7B%7D&api_key=k", 400, r#""name":"filter","pointer":"/name","rule":"required""#),
    ] {
        let (seen, _, body) = answered("GET", target);
        assert_eq!(seen, status, "{target} {body}");
        assert!(body.contains(told), "{target} {body}");
    }
}

#[test]
fn paths_and_cookies_are_written_as_the_document_says() {
    let (client, seen) = client();
    let thing = run(client.get_thing("a:b,c/d").session("x%20=y").send()).expect("an answer");
    assert_eq!(thing.body, plain(r#"a:b,c/d of Some("x%20=y")"#));
    assert_eq!(sent(&seen), ["GET /things/a:b,c%2Fd session=x%20=y"]);
    let refused = run(client.get_thing("a").session("two words").send()).expect_err("no cookie");
    assert!(matches!(refused, Error::Request(_)), "{refused:?}");
}

#[test]
fn events_arrive_as_their_items_say() {
    let (client, _) = client();
    let mut ticks = client.ticks().events().reconnects(0);
    let mut told = Vec::new();
    while let Some(event) = run(ticks.try_next()).expect("an event") {
        told.push((event.event, event.data.n));
    }
    assert_eq!(told, [("tick".to_owned(), 1), ("tick".to_owned(), 2)]);

    let mut chat = client.chat().events().reconnects(0);
    let mut told = Vec::new();
    while let Some(event) = run(chat.try_next()).expect("an event") {
        told.push(event.data);
    }
    assert_eq!(told, [ChatOkBodyData::Tick(Tick::new(1)), ChatOkBodyData::Thing(plain("p"))]);

    let mut words = client.words().events().reconnects(0);
    assert_eq!(run(words.try_next()).expect("an event").map(|event| event.data).as_deref(), Some("no: json"));
}

#[test]
fn values_of_a_sequence_go_both_ways() {
    let (client, _) = client();
    let mut rows = client.rows().values();
    let mut told = Vec::new();
    while let Some(row) = run(rows.try_next()).expect("a row") {
        told.push(row.n);
    }
    assert_eq!(told, [1, 2]);
    assert_eq!(run(client.add_rows([Tick::new(3), Tick::new(4)]).send()).expect("an answer").body, 7);
    let broken = run(client.add_rows([Tick::new(101)]).send()).expect_err("maximum 100");
    assert_eq!(broken.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
}

#[test]
fn parts_of_one_type_go_both_ways() {
    let (client, _) = client();
    let mut parts = client.batch().values();
    let mut told = Vec::new();
    while let Some(part) = run(parts.try_next()).expect("a part") {
        told.push(part.n);
    }
    assert_eq!(told, [5, 6]);
    assert_eq!(run(client.add_batch([Tick::new(3), Tick::new(4)]).send()).expect("an answer").body, 7);
    let streamed = futures_util::stream::iter([Tick::new(1), Tick::new(2)]);
    let streamed = newest::client::JsonLines::stream(streamed);
    assert_eq!(run(client.add_batch(streamed).send()).expect("an answer").body, 3);
    let broken = run(client.add_batch([Tick::new(101)]).send()).expect_err("maximum 100");
    assert_eq!(broken.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
}

/// Without the property, and with a value that nobody knows, a thing is plain.
#[test]
fn what_no_arm_knows_is_of_the_default_one() {
    for (json, expected) in [
        (r#"{"kind":"cup","litres":2}"#, Some(Thing::Cup(Cup::new("cup", 2)))),
        (r#"{"name":"n"}"#, Some(plain("n"))),
        (
            r#"{"kind":"spoon","name":"n"}"#,
            Some(Thing::Plain(Plain { kind: Some("spoon".to_owned()), ..Plain::new("n") })),
        ),
        (r#"{"kind":"spoon"}"#, None),
    ] {
        let thing: Thing = serde_json::from_str(json).expect("a thing");
        match expected {
            Some(expected) => assert_eq!(thing, expected, "{json}"),
            None => assert!(matches!(thing, Thing::Other(_)), "{json}"),
        }
        assert_eq!(serde_json::to_string(&thing).expect("a text"), json);
    }
}
