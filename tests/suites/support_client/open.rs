//! Answers whose bodies are read as they come.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use crate::script::{Connection, Script};
use crate::support::{Body, Call, Error, Parameter};
use crate::{FindPet, FindPetError, ready};

fn find(connection: Connection) -> Call<FindPet> {
    Call::new(&Script::new([connection]).endpoint()).parameter(Parameter::path("color"), "red")
}

#[test]
fn a_success_is_there_before_its_body() {
    let connection = Connection::of("image/png", "abcdef").in_pieces(4).breaks();
    let mut answer = ready(find(connection).open()).expect("status and headers are there");
    assert_eq!((answer.status().as_u16(), answer.raw().content_type()), (200, "image/png"));
    assert_eq!(ready(answer.body.chunk()).expect("a piece").as_deref(), Some(&b"abcd"[..]));
    assert_eq!(ready(answer.body.chunk()).expect("a piece").as_deref(), Some(&b"ef"[..]));
    assert!(ready(answer.body.chunk()).is_err(), "the connection is gone");

    // As any stream of bytes; an answer that no document knows is one too.
    let mut body = ready(find(Connection::of("", "ab").status(206)).open()).expect("a success").into_body();
    let piece = ready(poll_fn(|cx| Pin::new(&mut body).poll_next(cx)));
    assert_eq!(piece.expect("a piece").expect("no break"), "ab");
    assert_eq!(ready(body.collect(10)).expect("nothing is left"), "");
}

#[test]
fn other_answers_are_read_and_told_of() {
    let json = |status| find(Connection::of("application/json", r#"{"code":"x"}"#).in_pieces(3).status(status));
    match ready(json(404).open()).expect_err("no success") {
        Error::Api(answer) => assert_eq!(answer.body, FindPetError::NotFound(serde_json::json!({"code": "x"}))),
        other => panic!("{other:?}"),
    }
    for status in [302, 500] {
        let error = ready(json(status).open()).expect_err("no success");
        assert!(matches!(&error, Error::Unexpected(raw) if raw.text() == r#"{"code":"x"}"#), "{error:?}");
    }
    assert!(matches!(
        ready(find(Connection::of("", "")).parameter(Parameter::path("color"), "..").open()),
        Err(Error::Request(_))
    ));
}

#[test]
fn limits_of_a_call_are_kept_and_others_only_where_all_is_read() {
    let long = || Connection::of("application/json", format!("[{}1]", "1,".repeat(50))).in_pieces(10);
    assert!(matches!(ready(find(long()).response_limit(20).send()), Err(Error::Transport(_))));
    assert!(ready(find(long()).response_limit(200).send()).is_ok());

    let mut settings = Script::new([long(), long()]).settings();
    settings.response_limit(20);
    let endpoint = settings.build("https://pets.example", "", "x").expect("a URL of a test");
    let call = Call::<FindPet>::new(&endpoint).parameter(Parameter::path("color"), "red");
    let open = ready(call.clone().open()).expect("a success").into_body();
    assert_eq!(ready(open.collect(1000)).expect("no limit but this one").len(), 103);
    let mut limited = ready(call.response_limit(25).open()).expect("a success").into_body();
    let pieces = [ready(limited.chunk()), ready(limited.chunk()), ready(limited.chunk())];
    assert!(matches!(pieces, [Ok(Some(_)), Ok(Some(_)), Err(_)]), "{pieces:?}");
    assert!(matches!(ready(limited.chunk()), Ok(None)), "nothing follows");
    assert_eq!(ready(Body::from("abc").limited(3).collect(3)).expect("it fits"), "abc");
}

#[test]
fn a_call_can_ask_for_one_media_type() {
    let request = find(Connection::of("", "")).accept("text/csv").request().expect("nothing to refuse");
    assert_eq!(request.headers()["accept"], "text/csv");
}
