use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::Answer;
use crate::respond::simple;

#[test]
fn headers_are_simple() {
    for (value, joined, exploded) in [
        (json!("blue"), "blue", "blue"),
        (json!(5), "5", "5"),
        (json!(["blue", "black"]), "blue,black", "blue,black"),
        (json!({"B": 150, "R": 100}), "B,150,R,100", "B=150,R=100"),
    ] {
        assert_eq!(simple(&value, false).as_deref(), Some(joined));
        assert_eq!(simple(&value, true).as_deref(), Some(exploded));
    }
    assert_eq!(simple(&Value::Null, false), None);
}

#[test]
fn no_content_has_neither_body_nor_media_type() {
    let response = Answer::status(204).json("application/json", json!({}), None);
    assert_eq!(response.headers().get(header::CONTENT_TYPE), None);
}

#[test]
fn a_header_that_cannot_be_written_is_a_fault() {
    let response = Answer::status(200).header("x-a", &"a\nb", None).empty();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
}
