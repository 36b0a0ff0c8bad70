use axum::http::{HeaderMap, header};

use crate::accept::best;
use crate::{Head, Operation, accept};

static CHOICE: Operation = Operation { produces: &["application/json", "text/csv", "image/*"], ..Operation::BASE };
static MAYBE: Operation = Operation { may_be_empty: true, ..Operation { produces: &["text/csv"], ..Operation::BASE } };
static EMPTY: Operation = Operation::BASE;

fn acceptable(headers: &HeaderMap, produces: &[&'static str]) -> bool {
    produces.is_empty() || best(headers, produces).is_some()
}

fn head(operation: &'static Operation, accept: &str) -> Head {
    let mut head = Head::default();
    head.headers.insert(header::ACCEPT, accept.parse().expect("a header value"));
    head.extensions.insert(operation);
    head
}

#[test]
fn accept_table() {
    let produces = ["application/json", "text/plain"];
    for (accept, expected) in [
        ("*/*", true),
        ("application/json", true),
        ("APPLICATION/JSON; charset=utf-8", true),
        ("text/*", true),
        ("text/html, application/xhtml+xml, */*;q=0.8", true),
        ("text/html", false),
        ("application/problem+json", false),
        ("application/json;q=0", false),
        ("application/json;q=0, text/plain", true),
        ("application/json;q=0, */*", true),
        ("application/json;q=0, text/plain;q=0.0, */*", false),
        ("*/*;q=0", false),
        ("text/html;title=\"a, text/plain\"", false),
        ("", true),
        ("nonsense", true),
        ("text/html;q=high", true),
    ] {
        let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().expect("a header value"))]);
        assert_eq!(acceptable(&headers, &produces), expected, "{accept}");
    }
    assert!(acceptable(&HeaderMap::new(), &produces));
    let headers = HeaderMap::from_iter([(header::ACCEPT, "text/html".parse().expect("a header value"))]);
    assert!(acceptable(&headers, &[]), "an operation without bodies has nothing to negotiate");
    assert!(acceptable(&headers, &["text/*"]), "documented ranges may turn out to be it");
}

#[test]
fn an_implementation_may_ask_what_its_caller_likes_best() {
    for (accept, expected) in [
        ("*/*", Some("application/json")),
        ("text/csv", Some("text/csv")),
        ("text/csv, application/json;q=0.9", Some("text/csv")),
        ("text/csv;q=0.8, application/json;q=0.9", Some("application/json")),
        ("text/csv, */*", Some("application/json")),
        ("text/*, */*;q=0.5", Some("text/csv")),
        ("image/png", Some("image/*")),
        ("text/html", None),
    ] {
        assert_eq!(head(&CHOICE, accept).preferred(), expected, "{accept}");
    }
    assert_eq!(head(&EMPTY, "*/*").preferred(), None);
    assert_eq!(Head::default().preferred(), None, "called in a test, without an operation");
}

#[test]
fn parameters_tell_media_types_apart_where_both_sides_have_them() {
    let produces = ["application/vnd.a+json;profile=short", "application/vnd.a+json; profile=\"long\""];
    for (accept, expected) in [
        ("application/vnd.a+json", Some(produces[0])),
        ("application/vnd.a+json;profile=long", Some(produces[1])),
        ("application/vnd.a+json;PROFILE=\"Short\"", Some(produces[0])),
        ("application/vnd.a+json;profile=other", None),
        ("application/vnd.a+json;q=0.1, application/vnd.a+json;profile=long", Some(produces[1])),
        ("application/vnd.a+json;profile=long;q=0, application/vnd.a+json", Some(produces[0])),
        ("application/vnd.a+json;version=2", Some(produces[0])),
        ("application/vnd.a+json;title=\"a;profile=other\"", Some(produces[0])),
        // What follows the weight is no parameter of the media type.
        ("application/vnd.a+json;q=0.5;profile=other", Some(produces[0])),
    ] {
        let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().expect("a header value"))]);
        assert_eq!(best(&headers, &produces), expected, "{accept}");
    }
}

#[test]
fn a_success_without_a_body_is_acceptable_to_all() {
    let html = head(&MAYBE, "text/html");
    assert!(accept::acceptable(&html.headers, &MAYBE));
    assert_eq!(html.preferred(), None);
    assert!(!accept::acceptable(&html.headers, &CHOICE));
}
