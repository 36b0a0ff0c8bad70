//! Calls as they are sent, and answers as they are taken.

use std::convert::Infallible;
use std::future::{Ready, ready as now};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use crate::support::{Body, Call, Error, Parameter, ServiceTransport, Timeout, TransportError};
use crate::{FindPet, FindPetError, Prepared, call, endpoint, ready};

fn find(answer: crate::Answer) -> crate::support::Decoded<FindPet> {
    ready(call(&Prepared::new(&[answer])).parameter(Parameter::path("color"), "red").send())
}

#[test]
fn documented_answers_have_their_type() {
    let json = "application/json";
    let found = find((200, json, "[1,2]")).expect("a success");
    assert_eq!((found.status().as_u16(), &found.bytes()[..]), (200, &b"[1,2]"[..]));
    assert_eq!(found.body, Some(vec![1, 2]));
    // 204 parses nothing, whatever comes.
    assert_eq!(find((204, json, "garbage")).expect("a success").into_body(), None);
    match find((404, json, r#"{"code":"x"}"#)).expect_err("no success") {
        Error::Api(answer) => assert_eq!(answer.body, FindPetError::NotFound(serde_json::json!({"code": "x"}))),
        other => panic!("{other:?}"),
    }
    // A body where none is documented is not lost.
    match find((400, json, r#"{"code":"bad_request"}"#)).expect_err("no success") {
        Error::Api(answer) if answer.status() == 400 => {
            assert_eq!(answer.body, FindPetError::BadRequest);
            assert_eq!(answer.raw().text(), r#"{"code":"bad_request"}"#);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn other_answers_come_as_they_are() {
    for answer in [
        (401, "application/json", "{}"),
        (302, "", ""),
        (500, "text/html", "<html>"),
        // A documented status, but a page of something before the API.
        (404, "text/html; charset=utf-8", "<html>"),
        (200, "text/html", "<html>login</html>"),
    ] {
        match find(answer).expect_err("no success") {
            Error::Unexpected(raw) => assert_eq!((raw.status().as_u16(), &*raw.text()), (answer.0, answer.2)),
            other => panic!("{other:?}"),
        }
    }
    for answer in [(404, "application/json", ""), (200, "application/problem+json", "{}"), (200, "", "<html>")] {
        let error = find(answer).expect_err("no success");
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(answer.0));
    }
}

#[test]
fn a_request_can_be_looked_at() {
    let request = call(&Prepared::default())
        .parameter(Parameter::path("color"), "a/b")
        .parameter(Parameter::query("size"), &1)
        .parameter(Parameter::query("size"), &2)
        .parameter(Parameter::header("X-Token"), "jwt")
        .header("Accept", "application/xml")
        .header("x-trace", "1")
        .json_body("application/merge-patch+json", &[1])
        .timeout(Duration::from_secs(3))
        .request()
        .expect("nothing to refuse");
    assert_eq!(request.uri(), "https://pets.example/api/pets/a%2Fb?size=2");
    assert_eq!(request.headers()["accept"], "application/xml");
    assert_eq!(request.headers()["x-token"], "jwt");
    assert_eq!(request.headers()["x-trace"], "1");
    assert_eq!(request.headers()["content-type"], "application/merge-patch+json");
    assert_eq!(request.headers()["user-agent"], "pets-client/0.1.0");
    assert_eq!(request.body().as_bytes().map(|bytes| &bytes[..]), Some(&b"[1]"[..]));
    assert_eq!(request.extensions().get(), Some(&Timeout(Duration::from_secs(3))));
}

#[test]
fn faults_of_arguments_are_told_and_nothing_is_sent() {
    let transport = Prepared::new(&[(200, "", "[]")]);
    for (color, name, value) in
        [("", "x-a", "1"), ("..", "x-a", "1"), ("red", "x a", "1"), ("red", "x-a", "1\r\nx-b: 2")]
    {
        let call = call(&transport).parameter(Parameter::path("color"), color).header(name, value);
        let error = ready(call.send()).expect_err("no request");
        assert!(matches!(error, Error::Request(_)), "{error:?}");
    }
    assert!(matches!(ready(call(&transport).send()), Err(Error::Request(_))), "no color at all");
    assert_eq!(transport.asked(), [""; 0]);
}

#[test]
fn time_that_runs_out_is_told_apart() {
    let silent = ready(call(&Prepared::default()).parameter(Parameter::path("color"), "red").send());
    assert!(matches!(silent, Err(Error::Timeout(_))), "{silent:?}");
}

/// Endless: the reader has to stop.
struct Zeros;

impl Stream for Zeros {
    type Item = Result<Bytes, TransportError>;
    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Ok(Bytes::from_static(&[0; 1024]))))
    }
}

#[test]
fn bodies_have_a_limit() {
    assert!(ready(Body::stream(Zeros).collect(10_000)).is_err());
    assert!(ready(Body::from("abcd").collect(3)).is_err());
    assert_eq!(ready(Body::from("abc").collect(3)).expect("it fits"), "abc");
}

/// A tower service that answers with what it got.
#[derive(Clone)]
struct Echo;

impl tower_service::Service<http::Request<Body>> for Echo {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        now(Ok(http::Response::new(request.into_body())))
    }
}

#[test]
fn a_service_in_the_same_process_answers() {
    let call: Call<FindPet> = Call::new(&endpoint(ServiceTransport::new(Echo), Vec::new()));
    let call = call.parameter(Parameter::path("color"), "red").json_body("application/json", &[4, 5]);
    assert_eq!(ready(call.send()).expect("a success").body, Some(vec![4, 5]));
}

#[test]
fn calls_can_be_shared_and_sent_from_anywhere() {
    fn anywhere<T: Send + Sync + 'static>(_: &T) {}
    fn sent<T: Send + 'static>(_: &T) {}
    let call = call(&Prepared::default());
    anywhere(&call);
    sent(&call.send());
    anywhere(&Body::empty());
}
