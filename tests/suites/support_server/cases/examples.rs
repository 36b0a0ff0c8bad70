//! What a mock answers with.

use axum::body::to_bytes;
use axum::response::Response;

use crate::examples::{Examples, Printed};
use crate::{Head, Kind, Rejection};

/// `GET` with these headers.
fn head(headers: &[(&'static str, &'static str)]) -> Head {
    let mut head = Head::default();
    for (name, value) in headers {
        head.headers.append(*name, value.parse().expect("a header value"));
    }
    head
}

/// `status media-type: body | headers of ours`, or the status of the refusal.
fn told(answer: Result<Response, Rejection>) -> String {
    let response = match answer {
        Ok(response) => response,
        Err(rejection) => return format!("refused {}", rejection.status.as_u16()),
    };
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
    let mut told = format!("{} {}", response.status().as_u16(), header("content-type").unwrap_or_default());
    let others = ["x-rate", "preference-applied"].map(|name| header(name).map(|value| format!(" | {name}: {value}")));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let body = runtime.block_on(to_bytes(response.into_body(), 1 << 10)).expect("a body");
    told.push_str(&format!(": {}", String::from_utf8_lossy(&body)));
    others.into_iter().flatten().for_each(|other| told.push_str(&other));
    told
}

static PETS: &[Printed] = &[
    Printed::new(200, "application/json", "{}").invalid(),
    Printed::new(200, "application/json", "[1]").named("one").with(&[("x-rate", "5")]),
    Printed::new(200, "application/json", "[2]").named("two").with(&[("x-rate", "5")]),
    Printed::new(200, "text/csv; charset=utf-8", "1").with(&[("x-rate", "5")]),
    Printed::empty(204),
    Printed::new(404, "application/json", "{\"no\":1}").named("none"),
    Printed::new(400, "text/plain", "bad").class(),
    Printed::new(500, "text/plain", "worse").any(),
];

#[test]
fn preferences_choose_among_what_is_documented() {
    for (prefer, expected) in [
        ("", "200 application/json: [1] | x-rate: 5"),
        ("example=two", "200 application/json: [2] | x-rate: 5 | preference-applied: example=\"two\""),
        ("code=204", "204 :  | preference-applied: code=204"),
        ("code=404", "404 application/json: {\"no\":1} | preference-applied: code=404"),
        ("example=\"none\"", "404 application/json: {\"no\":1} | preference-applied: example=\"none\""),
        ("code=404, example=none", "404 application/json: {\"no\":1} | preference-applied: code=404, example=\"none\""),
        ("code=418", "418 text/plain: bad | preference-applied: code=418"),
        ("code=503", "503 text/plain: worse | preference-applied: code=503"),
        // What cannot be met is passed over (RFC 7240, 2).
        ("code=much", "200 application/json: [1] | x-rate: 5"),
        ("code=99", "200 application/json: [1] | x-rate: 5"),
        ("example=three", "200 application/json: [1] | x-rate: 5"),
        ("code=404, example=two", "404 application/json: {\"no\":1} | preference-applied: code=404"),
    ] {
        assert_eq!(told(Examples::new().answer(PETS, &head(&[("prefer", prefer)]))), expected, "{prefer}");
    }
}

#[test]
fn accept_chooses_among_media_types() {
    for (accept, expected) in [
        ("text/csv", "200 text/csv; charset=utf-8: 1 | x-rate: 5"),
        ("text/*;q=0.5, application/json;q=0.1", "200 text/csv; charset=utf-8: 1 | x-rate: 5"),
        ("*/*", "200 application/json: [1] | x-rate: 5"),
        ("image/png", "refused 406"),
    ] {
        assert_eq!(told(Examples::new().answer(PETS, &head(&[("accept", accept)]))), expected, "{accept}");
    }
    // Errors are told in what there is.
    let head = head(&[("accept", "text/csv"), ("prefer", "code=404")]);
    assert!(told(Examples::new().answer(PETS, &head)).starts_with("404 application/json"));
}

#[test]
fn what_breaks_its_schema_is_shown_on_request_only() {
    assert_eq!(told(Examples::as_printed().answer(PETS, &head(&[]))), "200 application/json: {}");
}

#[test]
fn an_answer_of_which_no_value_can_be_made_is_501() {
    static ALL: &[Printed] = &[
        Printed::new(200, "application/json", "1").invalid(),
        Printed::missing(200),
        Printed::new(404, "application/json", "{}"),
    ];
    assert_eq!(told(Examples::new().answer(ALL, &head(&[]))), "refused 501");
    assert_eq!(told(Examples::as_printed().answer(ALL, &head(&[]))), "200 application/json: 1");
    assert!(told(Examples::new().answer(ALL, &head(&[("prefer", "code=404")]))).starts_with("404 "));
    assert_eq!(Examples::new().answer(&[], &head(&[])).map_err(|fault| fault.kind).err(), Some(Kind::NotImplemented));
}
