//! Pages that follow each other, and pages that do not.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{
    self, Call, Decoded, Error, NextPage, Operation, Paged, PagesError, Parameter, RawResponse, Route,
};
use crate::{Answer, Prepared, endpoint, ready};

/// `GET /pets`, paged by marker and flag.
enum ListPets {}

impl Operation for ListPets {
    type Ok = BTreeMap<String, Value>;
    type Err = std::convert::Infallible;
    const ROUTE: Route = Route { method: http::Method::GET, path: "/api/pets", accept: "", security: &[] };

    fn decode(raw: RawResponse) -> Decoded<Self> {
        match raw.status().as_u16() {
            200 => raw.ok(support::json),
            _ => raw.unexpected(),
        }
    }
}

impl Paged for ListPets {
    type Item = Value;
    const MARKER: Parameter = Parameter::query("marker");

    fn next(page: &Self::Ok) -> NextPage {
        let more = page.get("more").and_then(Value::as_bool);
        NextPage::by_flag(more, page.get("marker").and_then(Value::as_str))
    }

    fn items(mut page: Self::Ok) -> Vec<Value> {
        match page.remove("items") {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        }
    }
}

fn pets(transport: &Prepared) -> Call<ListPets> {
    Call::new(&endpoint(transport.clone(), Vec::new()))
}

const fn page(body: &'static str) -> Answer {
    (200, "application/json", body)
}

#[test]
fn the_marker_is_followed_while_there_is_more() {
    let transport = Prepared::new(&[
        page(r#"{"items":[1,2],"more":true,"marker":"a/b"}"#),
        page(r#"{"items":[],"more":true,"marker":"c"}"#),
        page(r#"{"items":[3],"more":false,"marker":"d"}"#),
    ]);
    let call = pets(&transport).parameter(Parameter::query("page_size"), &2);
    let mut items = call.stream();
    let mut seen = Vec::new();
    while let Some(item) = ready(items.try_next()).expect("pages") {
        seen.push(item);
    }
    assert_eq!(seen, [1, 2, 3]);
    assert!(matches!(ready(items.try_next()), Ok(None)), "the end stays the end");
    assert_eq!(
        transport.asked(),
        [
            "https://pets.example/api/pets?page_size=2",
            "https://pets.example/api/pets?page_size=2&marker=a%2Fb",
            "https://pets.example/api/pets?page_size=2&marker=c",
        ]
    );
}

#[test]
fn a_marker_alone_is_no_next_page() {
    let transport = Prepared::new(&[page(r#"{"items":[1],"marker":"string"}"#)]);
    let mut pages = pets(&transport).pages();
    let first = ready(pages.try_next()).expect("a page").expect("a page");
    assert_eq!(first.status(), 200);
    assert!(matches!(ready(pages.try_next()), Ok(None)));
    assert_eq!(transport.asked().len(), 1);
}

#[test]
fn without_a_flag_the_marker_decides() {
    assert_eq!(NextPage::by_marker(Some("a")), NextPage::Marker("a".to_owned()));
    assert_eq!(NextPage::by_marker(Some(7)), NextPage::Marker("7".to_owned()));
    assert_eq!(NextPage::by_marker(Some("")), NextPage::None);
    assert_eq!(NextPage::by_marker(None::<&str>), NextPage::None);
}

#[test]
fn pages_that_do_not_follow_each_other_are_told() {
    let again = page(r#"{"items":[1],"more":true,"marker":"a"}"#);
    let circle = Prepared::new(&[again, again, again, again]);
    let mut items = pets(&circle).stream();
    assert!(ready(items.try_next()).is_ok() && ready(items.try_next()).is_ok());
    assert!(matches!(ready(items.try_next()), Err(Error::Pages(PagesError::Repeated))));
    assert!(matches!(ready(items.try_next()), Ok(None)));

    let lost = Prepared::new(&[page(r#"{"items":[1],"more":true}"#)]);
    let mut items = pets(&lost).stream();
    assert!(ready(items.try_next()).is_ok());
    assert!(matches!(ready(items.try_next()), Err(Error::Pages(PagesError::NoMarker))));
}

#[test]
fn a_failed_page_ends_the_stream() {
    let transport = Prepared::new(&[page(r#"{"items":[1],"more":true,"marker":"a"}"#), (500, "text/html", "<html>")]);
    let mut items = pets(&transport).stream();
    assert!(ready(items.try_next()).is_ok());
    assert!(matches!(ready(items.try_next()), Err(Error::Unexpected(_))));
    assert!(matches!(ready(items.try_next()), Ok(None)));
}
