//! Headers of answers, typed.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::support::{Header, RawResponse, Word};

const LIMIT: Header<i64> = Header::one("X-Limit", Word::Plain);
const NAME: Header<String> = Header::one("X-Name", Word::Text);
const EXACT: Header<Box<serde_json::value::RawValue>> = Header::one("X-Exact", Word::Plain);
const ANY: Header<Value> = Header::one("X-Any", Word::Any);
const SIZE: Header<u8> = Header::one("X-Any", Word::Any);
const TAGS: Header<Vec<String>> = Header::list("X-Tags", Word::Text);
const SIZES: Header<Vec<u8>> = Header::list("X-Sizes", Word::Plain);
const ENTRIES: &[(&str, Word)] = &[("a", Word::Plain)];
const FLAT: Header<BTreeMap<String, Value>> = Header::object("X-Flat", ENTRIES, Word::Text);
const EXPLODED: Header<BTreeMap<String, Value>> = Header::exploded("X-Exploded", ENTRIES, Word::Text);
const META: Header<Value> = Header::json("X-Meta");
const COOKIE: Header<String> = Header::one("Set-Cookie", Word::Text);
const COOKIES: Header<Vec<String>> = Header::list("Set-Cookie", Word::Text);

fn answer(headers: &[(&'static str, &'static [u8])]) -> RawResponse {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let value = HeaderValue::from_bytes(value).expect("a value of a test");
        map.append(HeaderName::from_static(name), value);
    }
    RawResponse::new(StatusCode::OK, map, "")
}

#[test]
fn headers_have_the_types_of_the_document() {
    let answer = answer(&[
        ("x-limit", b"-12"),
        ("x-name", b"12"),
        ("x-exact", b"123456789012345678901234567890.10"),
        ("x-any", b"5"),
        ("x-tags", b"a, b"),
        ("x-tags", b"c"),
        ("x-sizes", b"1,2"),
        ("x-flat", b"a,1,b,2"),
        ("x-exploded", b"a=1,b=x=y"),
        ("x-meta", br#"{"a":[1,"x"]}"#),
        ("set-cookie", b"a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT"),
        ("set-cookie", b"b=2"),
    ]);
    assert_eq!(answer.header(LIMIT), Ok(Some(-12)));
    assert_eq!(answer.header(NAME), Ok(Some("12".to_owned())));
    let exact = answer.header(EXACT).expect("a number").expect("it is there");
    assert_eq!(exact.get(), "123456789012345678901234567890.10", "no digit is lost");
    assert_eq!(answer.header(ANY), Ok(Some(json!("5"))), "a text, unless the type refuses it");
    assert_eq!(answer.header(SIZE), Ok(Some(5)));
    assert_eq!(answer.header(TAGS), Ok(Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()])));
    assert_eq!(answer.header_lines(TAGS).map(|lines| lines.len()), Ok(2));
    assert_eq!(answer.header(SIZES), Ok(Some(vec![1, 2])));
    let entries = |b: &str| BTreeMap::from([("a".to_owned(), json!(1)), ("b".to_owned(), json!(b))]);
    assert_eq!(answer.header(FLAT), Ok(Some(entries("2"))));
    assert_eq!(answer.header(EXPLODED), Ok(Some(entries("x=y"))));
    assert_eq!(answer.header(META), Ok(Some(json!({"a": [1, "x"]}))));
    // Cookies come in several lines, and commas in them separate nothing.
    let first = "a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT".to_owned();
    assert_eq!(answer.header(COOKIE), Ok(Some(first.clone())));
    assert_eq!(answer.header_lines(COOKIE), Ok(vec![first.clone(), "b=2".to_owned()]));
    assert_eq!(answer.header(COOKIES), Ok(Some(vec![first, "b=2".to_owned()])));
}

#[test]
fn what_is_absent_or_broken_is_told() {
    let answer = answer(&[("x-limit", b"many-secrets"), ("x-name", b"\xff"), ("x-meta", b"{")]);
    assert_eq!(answer.header(TAGS), Ok(None));
    assert_eq!(answer.header_lines(TAGS), Ok(vec![]));
    for fault in [answer.header(LIMIT).err(), answer.header(NAME).err(), answer.header(META).err()] {
        let fault = fault.expect("it cannot be read");
        assert_eq!(fault.to_string(), format!("the header `{}` is not what the document says", fault.name()));
        assert!(!fault.reason().is_empty());
    }
    assert_eq!(LIMIT.name(), "X-Limit");
}
