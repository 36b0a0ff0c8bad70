//! Pages that follow each other, and pages that do not.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

use http::{HeaderValue, StatusCode};
use serde_json::Value;

use crate::support::{
    self, Body, BoxFuture, Call, Credential, Decoded, Error, Operation, Paged, PagesError, Paging, Parameter,
    RawResponse, Route, Transport, TransportError,
};
use crate::{Prepared, endpoint, ready};

/// `GET /pets`, paged as `S` says.
struct ListPets<S>(PhantomData<S>);

/// A style of paging, for the tests.
trait Style: 'static {
    const PAGING: Paging;
}

impl<S: Style> Operation for ListPets<S> {
    type Ok = Value;
    type Err = std::convert::Infallible;
    const ROUTE: Route =
        Route { method: "GET", path: "/api/pets", accept: "", security: &[&[("token", &[]), ("key", &[])]] };

    fn decode(raw: RawResponse) -> Decoded<Self> {
        match raw.status().as_u16() {
            200 => raw.ok(support::json),
            _ => raw.unexpected(),
        }
    }
}

impl<S: Style> Paged for ListPets<S> {
    type Item = Value;
    const PAGING: Paging = S::PAGING;

    fn items(page: Value) -> Vec<Value> {
        let items = page.get("items").cloned().unwrap_or(page);
        items.as_array().cloned().unwrap_or_default()
    }
}

macro_rules! styles {
    ($($name:ident: $paging:expr;)*) => {
        $(enum $name {}
        impl Style for $name {
            const PAGING: Paging = $paging;
        })*
    };
}

styles! {
    Marker: Paging::marker(Parameter::query("marker"), "/marker");
    Flagged: Paging::marker(Parameter::query("marker"), "/marker").more("/more");
    Nested: Paging::marker(Parameter::query("cursor"), "/meta/a~1b/next");
    After: Paging::last_item(Parameter::query("starting_after"), "/items", "/id").more("/more");
    Offset: Paging::offset(Parameter::query("offset"), "/items");
    Counted: Paging::offset(Parameter::query("offset"), "/items").total("/meta/total");
    Number: Paging::number(Parameter::query("page"), "", 1);
    Numbered: Paging::number(Parameter::query("page"), "/items", 0).total("/pages");
    Url: Paging::url("/links/next");
    Link: Paging::link();
}

/// What an answer of the list has.
#[derive(Clone, Copy)]
struct Page {
    body: &'static str,
    link: &'static str,
}

/// Gives pages in order and remembers what was asked.
#[derive(Clone, Default)]
struct Listed {
    pages: Arc<Mutex<Vec<Page>>>,
    asked: Arc<Mutex<Vec<http::Request<()>>>>,
}

impl Listed {
    fn new(pages: impl IntoIterator<Item = Page>) -> Self {
        let mut pages: Vec<Page> = pages.into_iter().collect();
        pages.reverse();
        Self { pages: Arc::new(Mutex::new(pages)), asked: Arc::default() }
    }

    /// Path and query of each request.
    fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("no test panics with the lock");
        asked.iter().map(|request| request.uri().to_string().replace("https://pets.example/api", "")).collect()
    }
}

impl Transport for Listed {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.asked.lock().expect("no test panics with the lock").push(request.map(drop));
        let page = self.pages.lock().expect("no test panics with the lock").pop();
        Box::pin(async move {
            let page = page.ok_or_else(|| TransportError::new("nobody answers"))?;
            let mut response = http::Response::new(Body::from(page.body));
            if !page.link.is_empty() {
                response.headers_mut().append("link", HeaderValue::from_static(page.link));
            }
            Ok(response)
        })
    }
}

fn list<S: Style>(transport: &Listed) -> Call<ListPets<S>> {
    let token = Credential::bearer("secret").expect("a token");
    let key = Credential::in_query("key", "k").expect("a key");
    Call::new(&endpoint(transport.clone(), vec![("token", token), ("key", key)]))
}

fn body(body: &'static str) -> Page {
    Page { body, link: "" }
}

/// All items as JSON text and how it ended, and what was asked for, credentials left out.
fn walk<S: Style>(pages: &[Page]) -> (String, Option<PagesError>, Vec<String>) {
    walk_from(list::<S>, pages)
}

fn walk_from<S: Style>(
    call: impl Fn(&Listed) -> Call<ListPets<S>>,
    pages: &[Page],
) -> (String, Option<PagesError>, Vec<String>) {
    let transport = Listed::new(pages.iter().copied());
    let mut items = call(&transport).stream();
    let mut seen = Vec::new();
    let end = loop {
        match ready(items.try_next()) {
            Ok(Some(item)) => seen.push(item),
            Ok(None) => break None,
            Err(Error::Pages(error)) => break Some(error),
            Err(error) => panic!("{error:?}"),
        }
    };
    assert!(matches!(ready(items.try_next()), Ok(None)), "the end stays the end");
    let plain = |url: String| url.replace("&key=k", "").replace("?key=k", "");
    (Value::Array(seen).to_string(), end, transport.asked().into_iter().map(plain).collect())
}

/// Items, end and requests as they are compared.
fn walked(
    items: &str,
    end: Option<PagesError>,
    asked: impl IntoIterator<Item = &'static str>,
) -> (String, Option<PagesError>, Vec<String>) {
    (items.to_owned(), end, asked.into_iter().map(str::to_owned).collect())
}

#[test]
fn the_marker_is_followed_while_there_is_more() {
    let pages = [
        body(r#"{"items":[1,2],"more":true,"marker":"a/b"}"#),
        body(r#"{"items":[],"more":true,"marker":"c"}"#),
        body(r#"{"items":[3],"more":false,"marker":"d"}"#),
    ];
    let sized = |transport: &Listed| list::<Flagged>(transport).parameter(Parameter::query("page_size"), &2);
    assert_eq!(
        walk_from(sized, &pages),
        walked("[1,2,3]", None, ["/pets?page_size=2", "/pets?page_size=2&marker=a%2Fb", "/pets?page_size=2&marker=c"])
    );
    // A marker alone is no next page.
    assert_eq!(walk::<Flagged>(&[body(r#"{"items":[1],"marker":"string"}"#)]), walked("[1]", None, ["/pets"]));
    let lost = body(r#"{"items":[1],"more":true}"#);
    assert_eq!(walk::<Flagged>(&[lost]), walked("[1]", Some(PagesError::NoMarker), ["/pets"]));
}

#[test]
fn without_a_flag_the_marker_decides() {
    for last in [r#"{"items":[2]}"#, r#"{"items":[2],"marker":null}"#, r#"{"items":[2],"marker":""}"#] {
        let pages = [body(r#"{"items":[1],"marker":7}"#), body(last)];
        assert_eq!(walk::<Marker>(&pages), walked("[1,2]", None, ["/pets", "/pets?marker=7"]), "{last}");
    }
    let pages = [body(r#"{"meta":{"a/b":{"next":"\u00fc"}},"items":[1]}"#), body(r#"{"items":[2],"meta":null}"#)];
    assert_eq!(walk::<Nested>(&pages), walked("[1,2]", None, ["/pets", "/pets?cursor=%C3%BC"]));
}

#[test]
fn the_last_item_may_be_the_cursor() {
    let pages = [body(r#"{"items":[{"id":"a"},{"id":"b"}],"more":true}"#), body(r#"{"items":[],"more":false}"#)];
    let (_, end, asked) = walk::<After>(&pages);
    assert_eq!((end, asked), (None, vec!["/pets".to_owned(), "/pets?starting_after=b".to_owned()]));
    let nameless = body(r#"{"items":[{}],"more":true}"#);
    assert_eq!(walk::<After>(&[nameless]), walked("[{}]", Some(PagesError::NoMarker), ["/pets"]));
}

#[test]
fn offsets_count_the_items_that_came() {
    let pages = [body(r#"{"items":[1,2,3]}"#), body(r#"{"items":[4]}"#), body(r#"{"items":[]}"#)];
    assert_eq!(walk::<Offset>(&pages), walked("[1,2,3,4]", None, ["/pets", "/pets?offset=3", "/pets?offset=4"]));
    // From where the call begins.
    let later = |transport: &Listed| list::<Counted>(transport).parameter(Parameter::query("offset"), &10);
    let pages = [body(r#"{"items":[1],"meta":{"total":12}}"#), body(r#"{"items":[2],"meta":{"total":12}}"#)];
    assert_eq!(walk_from(later, &pages), walked("[1,2]", None, ["/pets?offset=10", "/pets?offset=11"]));
    // An empty list may be left out.
    for last in ["{}", r#"{"items":null}"#] {
        assert_eq!(walk::<Offset>(&[body(last)]), walked("[]", None, ["/pets"]), "{last}");
    }
    let wrong = body(r#"{"items":"x"}"#);
    assert_eq!(walk::<Offset>(&[wrong]), walked("[]", Some(PagesError::NoItems), ["/pets"]));
}

#[test]
fn pages_are_counted_from_the_first() {
    let pages = [body("[1]"), body("[2]"), body("[]")];
    assert_eq!(walk::<Number>(&pages), walked("[1,2]", None, ["/pets", "/pets?page=2", "/pets?page=3"]));
    let pages = [body(r#"{"items":[1],"pages":2}"#), body(r#"{"items":[2],"pages":2}"#)];
    assert_eq!(walk::<Numbered>(&pages), walked("[1,2]", None, ["/pets", "/pets?page=1"]));
}

#[test]
fn urls_are_followed_at_the_same_origin() {
    for (next, asked) in [
        ("https://pets.example/api/pets?c=2", "/pets?c=2"),
        ("https://PETS.example:443/api/pets?c=2#top", "/pets?c=2"),
        ("//pets.example/api/pets?c=2", "/pets?c=2"),
        ("/api/pets?c=2", "/pets?c=2"),
        ("?c=2", "/pets?c=2"),
        ("pets?c=2", "/pets?c=2"),
        ("cats", "/cats"),
    ] {
        let first = format!(r#"{{"items":[1],"links":{{"next":"{next}"}}}}"#);
        let pages = [body(first.leak()), body(r#"{"items":[2],"links":{"next":null}}"#)];
        let sized = |transport: &Listed| list::<Url>(transport).parameter(Parameter::query("size"), &1);
        assert_eq!(walk_from(sized, &pages), walked("[1,2]", None, ["/pets?size=1", asked]), "{next}");
    }
}

#[test]
fn nothing_is_sent_to_another_origin() {
    let foreign = Some(PagesError::ForeignOrigin);
    let invalid = Some(PagesError::NotAUrl);
    for (next, end) in [
        ("https://evil.example/api/pets?c=2", foreign.clone()),
        ("http://pets.example/api/pets", foreign.clone()),
        ("https://pets.example:8443/api/pets", foreign.clone()),
        ("//evil.example/", foreign.clone()),
        ("https://pets.example.evil.example/", foreign),
        ("https://pets.example@evil.example/", invalid.clone()),
        ("https://user@pets.example/api/pets", invalid.clone()),
        ("https://", invalid.clone()),
        ("javascript://pets.example/", invalid.clone()),
        ("/api/pets with blanks", invalid.clone()),
        ("https:\\\\evil.example", invalid),
    ] {
        let page = serde_json::json!({"items": [1], "links": {"next": next}}).to_string();
        assert_eq!(walk::<Url>(&[body(page.leak())]), walked("[1]", end, ["/pets"]), "{next}");
    }
}

#[test]
fn links_of_the_header_are_followed() {
    for link in [
        "<https://pets.example/api/pets?page=2>; rel=\"next\"",
        "<https://pets.example/api/pets?page=9>; rel=last, </api/pets?page=2>;title=\"a, <b>; c\" ; REL=\"prev NEXT\"",
        "</api/pets?page=2>; rel=next; rel=last",
    ] {
        let pages = [Page { body: "[1]", link }, Page { body: "[2]", link: "</api/pets>; rel=first" }];
        assert_eq!(walk::<Link>(&pages), walked("[1,2]", None, ["/pets", "/pets?page=2"]), "{link}");
    }
    for link in ["", "next", "</api/pets>", "</api/pets>; rel=\"nextish\"", "</api/pets>; rel=last; rel=next", "</a"] {
        assert_eq!(walk::<Link>(&[Page { body: "[1]", link }]), walked("[1]", None, ["/pets"]), "{link}");
    }
}

#[test]
fn credentials_go_along_and_are_said_once() {
    let next = r#"{"items":[1],"links":{"next":"/api/pets?c=2"}}"#;
    let echo = r#"{"items":[2],"links":{"next":"/api/pets?c=3&key=k"}}"#;
    let transport = Listed::new([body(next), body(echo), body("{}")]);
    let mut pages = list::<Url>(&transport).header("x-mine", "1").pages();
    while ready(pages.try_next()).expect("pages").is_some() {}
    assert_eq!(transport.asked(), ["/pets?key=k", "/pets?c=2&key=k", "/pets?c=3&key=k"]);
    let asked = transport.asked.lock().expect("no test panics with the lock");
    for request in asked.iter() {
        assert_eq!(request.headers()["authorization"], "Bearer secret");
        assert_eq!(request.headers()["x-mine"], "1");
    }
}

#[test]
fn walks_in_a_circle_are_told() {
    let repeated = Some(PagesError::Repeated);
    let again = body(r#"{"items":[1],"more":true,"marker":"a"}"#);
    assert_eq!(walk::<Flagged>(&[again; 4]), walked("[1,1]", repeated.clone(), ["/pets", "/pets?marker=a"]));
    let first = body(r#"{"items":[1],"links":{"next":"/api/pets"}}"#);
    assert_eq!(walk::<Url>(&[first; 4]), walked("[1,1]", repeated.clone(), ["/pets", "/pets"]));
    // A server that knows no `page`.
    assert_eq!(walk::<Number>(&[body("[1]"); 4]), walked("[1,1]", repeated, ["/pets", "/pets?page=2"]));
}

#[test]
fn a_walk_has_a_bound() {
    let transport = Listed::new([body("[1]"), body("[2]"), body("[3]")]);
    let mut pages = list::<Number>(&transport).pages().at_most(2);
    assert!(ready(pages.try_next()).is_ok() && ready(pages.try_next()).is_ok());
    assert!(matches!(ready(pages.try_next()), Err(Error::Pages(PagesError::TooMany))));
    assert_eq!(transport.asked().len(), 2);
    // A list that ends there is no error.
    let ended = Listed::new([body("[1]"), body("[]")]);
    let mut pages = list::<Number>(&ended).pages().at_most(2);
    assert!(ready(pages.try_next()).is_ok() && ready(pages.try_next()).is_ok());
    assert!(matches!(ready(pages.try_next()), Ok(None)));
}

#[test]
fn a_failed_page_ends_the_stream() {
    let page = r#"{"items":[1],"more":true,"marker":"a"}"#;
    let transport = Prepared::new(&[(200, "application/json", page), (500, "text/html", "<html>")]);
    let mut items = Call::<ListPets<Flagged>>::new(&endpoint(transport, Vec::new())).stream();
    assert!(ready(items.try_next()).is_ok());
    match ready(items.try_next()) {
        Err(Error::Unexpected(raw)) => assert_eq!(raw.status(), StatusCode::INTERNAL_SERVER_ERROR),
        other => panic!("{other:?}"),
    }
    assert!(matches!(ready(items.try_next()), Ok(None)));
}

#[test]
fn pages_keep_their_answers() {
    let transport = Listed::new([body(r#"{"items":[1],"more":false}"#)]);
    let page = ready(list::<Flagged>(&transport).pages().try_next()).expect("a page").expect("a page");
    assert_eq!(page.status(), 200);
    assert_eq!(page.body, serde_json::json!({"items": [1], "more": false}));
    let _: BTreeMap<String, Value> = page.raw().json().expect("the same again");
}
