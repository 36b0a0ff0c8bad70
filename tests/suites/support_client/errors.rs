//! What errors say, and what they keep to themselves.

use std::collections::BTreeMap;

use crate::models::support;
use crate::support::{Decoded, Error, Operation};
use crate::support::{RawResponse, TransportError};
use crate::{FindPet, FindPetError, raw};

fn error(answer: Decoded<FindPet>) -> Error<FindPetError> {
    answer.expect_err("no success")
}

#[test]
fn display_prints_short_texts_under_well_known_keys_only() {
    let trace = r#"{"code":"errors.fatalError","message":"boom\n\tat org.example.Service.run(Service.java:42)",
        "policyViolation":{"stackTrace":[{"className":"org.example.Secret"}]}}"#;
    let rows = [
        (
            403,
            r#"{"errors":[{"code":"errors.noRecord","message":"No such client"}]}"#,
            "403 Forbidden: errors.noRecord: No such client",
        ),
        (500, trace, "500 Internal Server Error: errors.fatalError: boom"),
        (
            500,
            r#"{"message":"x at org.example.A.b(A.java:1) at org.example.C.d(C.java:2)"}"#,
            "500 Internal Server Error: x",
        ),
        (500, r#"{"message":"look at this (please)"}"#, "500 Internal Server Error: look at this (please)"),
        (500, "<html>org.example.Secret</html>", "500 Internal Server Error"),
        (500, r#"{"code":{"a":1},"stackTrace":"org.example.Secret","password":"x"}"#, "500 Internal Server Error"),
        (500, r#""org.example.Secret""#, "500 Internal Server Error"),
        (500, "", "500 Internal Server Error"),
    ];
    for (status, body, expected) in rows {
        let error = error(raw(status, body).unexpected());
        assert_eq!(error.to_string(), format!("undocumented answer: {expected}"));
        assert_eq!(error.raw().map(|raw| raw.text().into_owned()).as_deref(), Some(body), "the bytes are there");
    }
    let long = raw(404, "{}").err_empty(FindPetError::BadRequest);
    assert_eq!(error(long).to_string(), "404 Not Found");
}

#[test]
fn long_texts_are_cut() {
    let body: &'static str = Box::leak(format!("{{\"message\":\"{}\"}}", "ä".repeat(500)).into_boxed_str());
    let text = error(raw(500, body).unexpected()).to_string();
    assert!(text.ends_with("ä…") && text.chars().count() < 220, "{text}");
}

#[test]
fn a_broken_body_tells_where() {
    let rows = [("[1, 2,\n \"x\"]", "/2"), ("[1, -2]", "/1"), (r#"{"a/b": 1}"#, ""), ("[1, 2", "/1"), ("", "")];
    for (body, pointer) in rows {
        match error(FindPet::decode(raw(200, body))) {
            Error::Decode(fault) => {
                assert_eq!(fault.pointer(), pointer, "{body}: {}", fault.reason());
                assert!(!fault.to_string().contains('x'), "the body is not quoted");
                assert_eq!(fault.raw().status(), 200);
            }
            other => panic!("{other:?}"),
        }
    }
}

union! {
    /// A list or anything else.
    #[derive(Debug, Clone, PartialEq)]
    pub enum Entry: oneOf json {
        array => List(Vec<u32>),
        _ => Other,
    }
}

#[test]
fn a_broken_body_tells_where_inside_a_union() {
    let rows = [
        (r#"{"a": ["x"]}"#, "/a/0"),
        (r#"{"a": [1], "b~/": [1, 2, -3], "c": []}"#, "/b~0~1/2"),
        ("{\n\"a\": [1,\n\n2, null ]\n}", "/a/2"),
    ];
    for (body, pointer) in rows {
        let fault = raw(200, body).json::<BTreeMap<String, Entry>>().expect_err("no list of numbers");
        assert_eq!(fault.pointer(), pointer, "{body}: {}", fault.reason());
    }
    assert!(raw(200, r#"{"a": "x"}"#).json::<BTreeMap<String, Entry>>().is_ok());
}

#[test]
fn an_error_answers_the_questions_that_callers_ask() {
    let missing = || error(FindPet::decode(raw(404, r#"{"code":"x"}"#)));
    assert!(missing().is_status(404) && !missing().is_status(400) && !missing().is_timeout() && !missing().is_decode());
    assert!(matches!(missing().api(), Some(FindPetError::NotFound(_))));
    assert!(matches!(missing().into_api(), Ok(FindPetError::NotFound(_))));
    let text = |raw: RawResponse| raw.text().into_owned();
    assert_eq!(missing().into_raw().map(text).ok().as_deref(), Some(r#"{"code":"x"}"#));

    let strange = || error(raw(500, "x").unexpected());
    assert!(strange().is_status(500) && strange().api().is_none() && strange().into_api().is_err());
    assert_eq!(strange().into_raw().map(text).ok().as_deref(), Some("x"));

    let broken = || error(FindPet::decode(raw(200, "[")));
    assert!(broken().is_decode() && broken().is_status(200) && broken().api().is_none());
    assert_eq!(broken().into_raw().map(text).ok().as_deref(), Some("["));

    let silent: Error<FindPetError> = Error::Timeout(TransportError::timeout("nobody answers"));
    assert!(silent.is_timeout() && silent.status().is_none() && silent.api().is_none());
    assert!(matches!(silent.into_raw(), Err(Error::Timeout(_))), "the error comes back");
}

#[test]
fn hostile_bodies_are_not_printed() {
    let deep = "[".repeat(200_000);
    let bodies = [
        deep.as_str(),
        "{\"message\":\"line\u{1b}[31m\\nsecond\"}",
        "{\"code\":\"\\u0000secret\"}",
        "{\"errors\":[{\"errors\":[{\"message\":\"inner\"}]}]}",
        "\u{feff}{\"message\":\"x\"}",
        "{\"message\":\"\\ud800\"}",
    ];
    for body in bodies {
        let answer = RawResponse::new(http::StatusCode::BAD_GATEWAY, http::HeaderMap::new(), body.to_owned());
        let text = error(answer.unexpected()).to_string();
        assert!(text.starts_with("undocumented answer: 502 Bad Gateway") && text.len() < 400, "{text}");
        assert!(!text.chars().any(char::is_control) && !text.contains("secret") && !text.contains("inner"), "{text:?}");
    }
}
