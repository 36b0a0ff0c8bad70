//! What errors say, and what they keep to themselves.

use crate::support::{Decoded, Error, Operation};
use crate::{FindPet, raw};

fn error(answer: Decoded<FindPet>) -> Error<crate::FindPetError> {
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
    let long = raw(404, "{}").err_empty(crate::FindPetError::BadRequest);
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
