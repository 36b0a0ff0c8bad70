//! Tables of answers: what is sent, and what checks say of it.

use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request as HttpRequest, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;

use crate as support;
use crate::models::support::Json;
use crate::typed::is_inside;
use crate::{Answer, Arrived, Binary, Checks, Kind, Operation, Operations, Rejection, Respond, Server, Typed};

answers! {
    /// All that may be.
    Reply {
        /// 200.
        Ok(body: Vec<i64>) => 200 json(body) "application/json" limits(|value, found| { found.max_items(value, 2); }),
        OkPlain(body: String) => 200 text(body) "text/plain" limits(|value, found| { found.min_length(value, 2); }),
        OkNumber(body: Json) => 200 value(body) "text/plain",
        OkImage(body: Typed<Binary>) => 200 binary_in(body) "image/*",
        OkText(body: Typed<i64>) => 200 json_in(body) "text/*",
        OkBytes(body: Binary) => 200 binary(body) "application/octet-stream",
        Created {
            /// Where.
            location: String = "location" header limits(|value, found| { found.max_length(value, 4); }),
            cookies: Option<Vec<String>> = "Set-Cookie" header,
            list: Option<Vec<i64>> = "x-list" header,
            pairs: Option<Json> = "x-pairs" header_exploded,
            json: Option<Json> = "x-json" header_json,
            body: bool,
        } => 201 json(body) "application/json",
        NoContent => 204 empty,
        NoContentAtAll(body: bool) => 205 json(body) "application/json",
        SeeOther { location: String = "location" header, } => 303 empty,
        NotFound => 404 empty,
        ClientError { status: StatusCode, body: bool, } => 4XX [status] json(body) "application/json",
        Default { status: StatusCode, } => default [status] empty,
    }
}

/// An answer with all that is optional left out.
fn created(location: &str) -> Reply {
    Reply::Created { location: location.to_owned(), cookies: None, list: None, pairs: None, json: None, body: true }
}

fn json(text: &str) -> Json {
    Json::parse(text).expect("JSON")
}

async fn sent(reply: Reply, checks: Checks) -> (StatusCode, HeaderMap, String) {
    let (parts, body) = reply.respond(checks).into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body that ends well");
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn each_representation_is_written_as_its_row_says() {
    for (reply, status, media_type, body) in [
        (Reply::Ok(vec![1, 2]), 200, "application/json", "[1,2]"),
        (Reply::OkPlain("täxt".to_owned()), 200, "text/plain", "täxt"),
        (Reply::OkNumber(json("18446744073709551617")), 200, "text/plain", "18446744073709551617"),
        (Reply::OkNumber(json("true")), 200, "text/plain", "true"),
        (Reply::OkNumber(json("\"a \\\"b\\\"\"")), 200, "text/plain", "a \"b\""),
        (Reply::OkImage(Typed::new("image/png", "PNG")), 200, "image/png", "PNG"),
        (
            Reply::OkImage(Typed::new("IMAGE/svg+xml; charset=utf-8", "<svg/>")),
            200,
            "IMAGE/svg+xml; charset=utf-8",
            "<svg/>",
        ),
        (Reply::OkText(Typed::new("text/json", 5)), 200, "text/json", "5"),
        (Reply::OkBytes(vec![b'a'].into()), 200, "application/octet-stream", "a"),
        (Reply::ClientError { status: StatusCode::GONE, body: false }, 410, "application/json", "false"),
    ] {
        let said = format!("{reply:?}");
        let (found, headers, text) = sent(reply, Checks::On).await;
        assert_eq!((found.as_u16(), text.as_str()), (status, body), "{said}");
        assert_eq!(headers[header::CONTENT_TYPE], media_type, "{said}");
    }
}

#[test]
fn content_types_are_inside_of_ranges_or_not() {
    for (range, content_type, expected) in [
        ("image/*", "image/png", true),
        ("image/*", "Image/PNG; a=b", true),
        ("*/*", "a/b", true),
        ("multipart/form-data", "multipart/form-data; boundary=x", true),
        ("application/*+json", "application/vnd.a+json", true),
        ("application/*+json", "application/json", false),
        ("multipart/form-data", "multipart/mixed; boundary=x", false),
        ("image/*", "text/png", false),
        ("image/*", "image/*", false),
        ("image/*", "image/", false),
        ("*/*", "image", false),
        ("*/*", "", false),
    ] {
        assert_eq!(is_inside(range, content_type), expected, "{range} {content_type}");
    }
}

#[tokio::test]
async fn headers_are_typed_and_cookies_have_a_line_each() {
    let cookies = vec!["a=1; Path=/".to_owned(), "b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT".to_owned()];
    let reply = Reply::Created {
        location: "/x".to_owned(),
        cookies: Some(cookies.clone()),
        list: Some(vec![1, 2]),
        pairs: Some(json(r#"{"a":1,"b":"c"}"#)),
        json: Some(json(r#"{"a":[1]}"#)),
        body: true,
    };
    let (_, headers, _) = sent(reply, Checks::On).await;
    let lines: Vec<&str> = headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok()).collect();
    assert_eq!(lines, cookies);
    assert_eq!(headers["location"], "/x");
    assert_eq!(headers["x-list"], "1,2");
    assert_eq!(headers["x-pairs"], "a=1,b=c");
    assert_eq!(headers["x-json"], r#"{"a":[1]}"#);

    let (_, headers, _) = sent(created("/x"), Checks::On).await;
    assert_eq!(headers.keys().map(|name| name.as_str()).collect::<Vec<_>>(), ["location", "content-type"]);
}

#[tokio::test]
async fn what_has_no_content_is_sent_without() {
    for reply in
        [Reply::NoContent, Reply::NoContentAtAll(true), Reply::NotFound, Reply::SeeOther { location: "/a".to_owned() }]
    {
        let said = format!("{reply:?}");
        let (_, headers, text) = sent(reply, Checks::Off).await;
        assert_eq!((headers.get(header::CONTENT_TYPE), text.as_str()), (None, ""), "{said}");
    }
    let (status, headers, _) = sent(Reply::SeeOther { location: "/a".to_owned() }, Checks::On).await;
    assert_eq!((status.as_u16(), headers["location"].to_str().expect("ASCII")), (303, "/a"));
}

/// The rules that checks find broken, and the status and text with checks off.
async fn judged(reply: fn() -> Reply) -> (Vec<String>, u16, String) {
    let response = reply().respond(Checks::On);
    let rejection = response.extensions().get::<Rejection>().cloned();
    let broken = rejection.iter().flat_map(|rejection| &rejection.violations).map(ToString::to_string).collect();
    if let Some(rejection) = rejection {
        assert_eq!((rejection.kind, rejection.status.as_u16()), (Kind::BrokenAnswer, 500));
    }
    let (status, _, text) = sent(reply(), Checks::Off).await;
    (broken, status.as_u16(), text)
}

#[tokio::test]
async fn checks_tell_place_pointer_and_rule_and_cost_an_answer_nothing_where_they_are_off() {
    type Row = (fn() -> Reply, &'static [&'static str], u16, &'static str);
    let rows: [Row; 14] = [
        (|| Reply::Ok(vec![1, 2]), &[], 200, "[1,2]"),
        (|| Reply::Ok(vec![1, 2, 3]), &["answer: maxItems 2"], 200, "[1,2,3]"),
        (|| Reply::OkPlain("a".to_owned()), &["answer: minLength 2"], 200, "a"),
        (|| created("/elsewhere"), &["answer location: maxLength 4"], 201, "true"),
        (|| Reply::OkImage(Typed::new("text/html", "<p>")), &["answer: mediaType image/*"], 200, "<p>"),
        (|| Reply::OkImage(Typed::new("image/*", "?")), &["answer: mediaType image/*"], 200, "?"),
        (|| Reply::OkText(Typed::new("text", 1)), &["answer: mediaType text/*"], 200, "1"),
        (|| Reply::NoContentAtAll(true), &["answer: no content"], 205, ""),
        (|| Reply::ClientError { status: StatusCode::OK, body: true }, &["answer: status 4XX"], 200, "true"),
        (
            || Reply::ClientError { status: StatusCode::NOT_FOUND, body: true },
            &["answer: status 4XX, not 404"],
            404,
            "true",
        ),
        (|| Reply::Default { status: StatusCode::BAD_GATEWAY }, &[], 502, ""),
        (|| Reply::Default { status: StatusCode::CREATED }, &["answer: status default, not 201"], 201, ""),
        (|| Reply::Default { status: StatusCode::GONE }, &["answer: status default, not 4XX"], 410, ""),
        (|| Reply::Default { status: StatusCode::CONTINUE }, &["answer: status default"], 100, ""),
    ];
    for (reply, broken, status, text) in rows {
        let said = format!("{:?}", reply());
        assert_eq!(
            judged(reply).await,
            (broken.iter().map(|rule| (*rule).to_owned()).collect(), status, text.to_owned()),
            "{said}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_without_checks_too() {
    type Row = (fn() -> Reply, &'static str);
    let rows: [Row; 4] = [
        (|| created("/a\nset-cookie: b=c"), "answer location: header"),
        (|| Reply::OkImage(Typed::new("image/png\r\nx-a: b", "")), "answer: mediaType"),
        (|| Reply::OkNumber(json("[1]")), "answer: text"),
        (|| Reply::OkNumber(json("null")), "answer: text"),
    ];
    for (reply, rule) in rows {
        let response = reply().into_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{rule}");
        let rejection = response.extensions().get::<Rejection>().expect("it says why");
        assert_eq!(rejection.violations.iter().map(ToString::to_string).collect::<Vec<_>>(), [rule]);
    }
}

static GET: Operation = Operation { id: "get", ..Operation::BASE };

/// A server of one operation, and what its hook sees.
fn server(
    checks: Option<Checks>,
    reply: fn() -> Result<Reply, Rejection>,
) -> (axum::Router, Arc<Mutex<Vec<Rejection>>>) {
    let mut all = Operations::default();
    all.push(&GET, move |arrived: Box<Arrived>| async move { Ok(support::answer(reply(), arrived.checks())) });
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&seen);
    static ALL: [&Operation; 1] = [&GET];
    let server = Server::with_rejections(all, &ALL, move |rejection, _| {
        hook.lock().expect("no test panicked here").push(rejection.clone());
        (rejection.status, rejection.detail()).into_response()
    });
    let server = match checks {
        Some(checks) => server.check_answers(checks),
        None => server,
    };
    (server.into_router(), seen)
}

async fn get(router: axum::Router) -> (u16, String) {
    let response = router.oneshot(HttpRequest::new(Body::empty())).await.expect("routers do not fail");
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn the_hook_of_rejections_sees_broken_answers() {
    let broken = || Ok(Reply::Ok(vec![7, 7, 7]));
    let (router, seen) = server(Some(Checks::On), broken);
    assert_eq!(get(router).await, (500, "answer: maxItems 2".to_owned()));
    let seen = std::mem::take(&mut *seen.lock().expect("no test panicked here"));
    assert_eq!(seen.iter().map(|rejection| rejection.kind).collect::<Vec<_>>(), [Kind::BrokenAnswer]);
    let problem = to_bytes(seen[0].problem().into_body(), usize::MAX).await.expect("a body");
    assert!(!String::from_utf8_lossy(&problem).contains('7'), "values are not told");

    let (router, seen) = server(Some(Checks::Off), broken);
    assert_eq!(get(router).await, (200, "[7,7,7]".to_owned()));
    assert!(seen.lock().expect("no test panicked here").is_empty());
}

#[tokio::test]
async fn head_has_no_content_but_what_it_would_be() {
    let (router, _) = server(Some(Checks::On), || Ok(Reply::Ok(vec![1, 2])));
    let request = HttpRequest::head("/").body(Body::empty()).expect("a request");
    let response = router.oneshot(request).await.expect("routers do not fail");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
    assert_eq!(response.headers()[header::CONTENT_LENGTH], "5");
    assert!(to_bytes(response.into_body(), 1).await.expect("no body").is_empty());
}

#[tokio::test]
async fn debug_builds_check_and_others_do_not() {
    let (router, _) = server(None, || Ok(Reply::Ok(vec![7, 7, 7])));
    assert_eq!(get(router).await.0, if cfg!(debug_assertions) { 500 } else { 200 });
}

#[tokio::test]
async fn answers_that_the_document_does_not_know_and_errors_are_not_checked() {
    let other = || Ok(Reply::Other((StatusCode::IM_A_TEAPOT, "short and stout").into_response()));
    assert_eq!(get(server(Some(Checks::On), other).0).await, (418, "short and stout".to_owned()));
    let by_hand = || Ok(Reply::Other(Answer::status(404).bytes("text/plain", "none")));
    assert_eq!(get(server(Some(Checks::On), by_hand).0).await, (404, "none".to_owned()));
    let error = || Err(Rejection::status(StatusCode::PAYMENT_REQUIRED));
    assert_eq!(get(server(Some(Checks::On), error).0).await, (402, String::new()));
}
