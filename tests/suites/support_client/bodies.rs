//! Bodies of requests: forms by field, multipart bodies to the byte, streams that are sent once.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use serde_json::{Value, json};

use crate::stage::{Health, Server};
use crate::support::Style::{DeepObject, Form, PipeDelimited, SpaceDelimited, TabDelimited};
use crate::support::{Body, Call, Error, Field, JsonLines, Multipart, Parameter, Part, Payload, RequestError, Upload};
use crate::{FindPet, Prepared, call, ready, support};

/// Chunks that are there.
struct Chunks(std::vec::IntoIter<Bytes>);

impl Stream for Chunks {
    type Item = Result<Bytes, support::TransportError>;
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

fn chunks(texts: &[&'static str]) -> Chunks {
    Chunks(texts.iter().map(|text| Bytes::from_static(text.as_bytes())).collect::<Vec<_>>().into_iter())
}

/// Values that are there.
struct Values(std::vec::IntoIter<Value>);

impl Stream for Values {
    type Item = Value;
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Value>> {
        Poll::Ready(self.0.next())
    }
}

/// A call with a body.
fn with(payload: Result<Payload, RequestError>) -> Call<FindPet> {
    call(&Prepared::default()).parameter(Parameter::path("color"), "red").payload(payload)
}

/// Content type and bytes of a body; or why there is none.
fn sent(payload: Result<Payload, RequestError>) -> Result<(String, String), String> {
    let request = with(payload).request().map_err(|error| error.to_string())?;
    let content_type = request.headers()["content-type"].to_str().expect("a content type").to_owned();
    let bytes = ready(request.into_body().collect(1 << 20)).expect("a body");
    Ok((content_type, String::from_utf8(bytes.to_vec()).expect("text")))
}

fn form(fields: &[Field], value: &Value) -> Result<String, String> {
    sent(Payload::form("application/x-www-form-urlencoded", fields, value)).map(|(_, text)| text)
}

/// (fields with a style, value, bytes). The first row is the example of the standard (3.1.2, 4.8.15.2).
#[test]
fn forms_are_written_as_the_standard_says() {
    let deep = Field::deep("a");
    let rows: &[(&[Field], Value, &str)] = &[
        (
            &[],
            json!({"id": "f81d", "address": {"city": "Some where", "zip": "99999+1234"}}),
            "address=%7B%22city%22%3A%22Some+where%22%2C%22zip%22%3A%2299999%2B1234%22%7D&id=f81d",
        ),
        // Single values as text, lists item by item, nothing for what is not there.
        (&[], json!({"a": 1.50, "b": true, "c": "x&y=z/~é", "d": ""}), "a=1.5&b=true&c=x%26y%3Dz%2F%7E%C3%A9&d="),
        (&[], json!({"a": ["x", 2, null, {"b": []}], "c": [], "d": null}), "a=x&a=2&a=%7B%22b%22%3A%5B%5D%7D"),
        (&[], json!({"a b[]": "*-._"}), "a+b%5B%5D=*-._"),
        (&[], json!({}), ""),
        // As query parameters are.
        (&[Field::new("a", Form)], json!({"a": {"x": 1, "y": null}, "b": 2}), "x=1&b=2"),
        (&[Field::new("a", Form).joined()], json!({"a": [1, 2]}), "a=1%2C2"),
        (&[Field::new("a", Form).joined()], json!({"a": []}), ""),
        (&[Field::new("a", Form).joined()], json!({"a": {"x": 1, "y": "z"}}), "a=x%2C1%2Cy%2Cz"),
        (&[Field::new("a", SpaceDelimited).joined()], json!({"a": ["b", "c"]}), "a=b+c"),
        (&[Field::new("a", PipeDelimited).joined()], json!({"a": ["b", "c"]}), "a=b%7Cc"),
        (&[Field::new("a", TabDelimited).joined()], json!({"a": ["b", "c"]}), "a=b%09c"),
        (
            &[Field::new("a", Form).allow_reserved()],
            json!({"a": "a/b?c:d@e,f;g=h&i+j#k[l] m%"}),
            "a=a/b?c:d@e,f;g=h%26i%2Bj%23k%5Bl%5D+m%25",
        ),
        (&[Field::json("a")], json!({"a": ["b", 1], "b": "c"}), "a=%5B%22b%22%2C1%5D&b=c"),
        (&[Field::json("a")], json!({"a": "b"}), "a=%22b%22"),
        // With the way to each value, however deep.
        (&[deep], json!({"a": {"k": "v", "n": null, "o": {"p": 1}}}), "a%5Bk%5D=v&a%5Bo%5D%5Bp%5D=1"),
        (
            &[deep],
            json!({"a": [{"price": "p_1", "tiers": [1, 2]}, {"price": "p_2"}]}),
            "a%5B0%5D%5Bprice%5D=p_1&a%5B0%5D%5Btiers%5D%5B0%5D=1&a%5B0%5D%5Btiers%5D%5B1%5D=2&a%5B1%5D%5Bprice%5D=p_2",
        ),
        (&[deep], json!({"a": ""}), "a="),
        (&[deep], json!({"a": {}, "b": 1}), "b=1"),
        (&[Field::new("a", DeepObject)], json!({"a": [true]}), "a%5B0%5D=true"),
    ];
    for (fields, value, expected) in rows {
        assert_eq!(form(fields, value), Ok((*expected).to_owned()), "{fields:?} {value}");
    }
}

#[test]
fn what_no_form_can_say_is_refused() {
    let mut endless = json!(1);
    for _ in 0..80 {
        endless = json!([endless]);
    }
    let rows: &[(&[Field], Value, &str)] = &[
        (&[], json!([1]), "not sent: `body` is no object, as a form must be"),
        (&[], json!("a"), "not sent: `body` is no object, as a form must be"),
        (
            &[Field::new("a", Form).joined()],
            json!({"a": ["b,c"]}),
            "not sent: `a` has an item that contains the separator of its list",
        ),
        (
            &[Field::new("a", Form)],
            json!({"a": {"b": {"c": 1}}}),
            "not sent: `a` has lists or objects inside that its style cannot write",
        ),
        (&[Field::deep("a")], json!({"a": endless}), "not sent: `a` is too deep for its style"),
    ];
    for (fields, value, expected) in rows {
        assert_eq!(form(fields, value), Err((*expected).to_owned()), "{fields:?} {value}");
    }
}

#[test]
fn single_values_are_texts() {
    for (value, expected) in [(json!(12), "12"), (json!("a b"), "a b"), (json!(false), "false")] {
        assert_eq!(sent(Payload::text("text/plain", &value)), Ok(("text/plain".to_owned(), expected.to_owned())));
    }
    assert!(sent(Payload::text("text/plain", &json!([1]))).is_err());
}

#[test]
fn values_stand_on_lines_of_their_own() {
    let values = vec![json!({"a": "b\nc"}), json!(1)];
    let expected = "{\"a\":\"b\\nc\"}\n1\n";
    let lines = |lines: JsonLines<Value>, media| sent(Payload::lines(media, lines)).expect("lines").1;
    assert_eq!(lines(JsonLines::from(&values), "application/x-ndjson"), expected);
    assert_eq!(lines(JsonLines::stream(Values(values.clone().into_iter())), "application/x-ndjson"), expected);
    assert_eq!(lines(JsonLines::from(&values), "application/json-seq"), "\u{1e}{\"a\":\"b\\nc\"}\n\u{1e}1\n");
    assert_eq!(
        lines(JsonLines::stream(Values(values.into_iter())), "application/json-seq").matches('\u{1e}').count(),
        2
    );
    assert_eq!(lines(JsonLines::items([&Value::Null]), "application/geo+json-seq; charset=utf-8"), "\u{1e}null\n");
    assert_eq!(lines(JsonLines::items([]), "application/x-ndjson"), "");
    // What was kept as it came is not broken over lines either.
    let kept = serde_json::value::RawValue::from_string("[1,\r\n2]".to_owned()).expect("JSON");
    assert_eq!(sent(Payload::lines("application/jsonl", JsonLines::from([kept]))).expect("lines").1, "[1,  2]\n");
}

#[test]
fn multipart_bodies_to_the_byte() {
    let body = Multipart::new("multipart/form-data")
        .boundary("cut")
        .file("file", "image/png", "PNG")
        .files("pages", "application/octet-stream", [Part::new("1").file_name("a\"b\r\n;é.txt"), Part::new("2")])
        .text("count", "", &3)
        .texts("tags", "text/x-tag", ["a", "b"])
        .json("meta", "application/json", &json!({"a": null}))
        .jsons("more", "application/vnd.a+json", [json!({}), json!([])])
        .styled(Field::deep("link"), &json!({"create": true, "on": [1]}))
        .text("none", "", &Value::Null)
        .texts("empty", "", [""; 0])
        .part("a\"b", Part::new("x").content_type("text/csv").header("X-Sum", "1"));
    let expected = "\
--cut|Content-Disposition: form-data; name=\"file\"; filename=\"file\"|Content-Type: image/png||PNG|\
--cut|Content-Disposition: form-data; name=\"pages\"; filename=\"a%22b%0D%0A;é.txt\"|Content-Type: application/octet-stream||1|\
--cut|Content-Disposition: form-data; name=\"pages\"; filename=\"pages\"|Content-Type: application/octet-stream||2|\
--cut|Content-Disposition: form-data; name=\"count\"||3|\
--cut|Content-Disposition: form-data; name=\"tags\"|Content-Type: text/x-tag||a|\
--cut|Content-Disposition: form-data; name=\"tags\"|Content-Type: text/x-tag||b|\
--cut|Content-Disposition: form-data; name=\"meta\"|Content-Type: application/json||{\"a\":null}|\
--cut|Content-Disposition: form-data; name=\"more\"|Content-Type: application/vnd.a+json||{}|\
--cut|Content-Disposition: form-data; name=\"more\"|Content-Type: application/vnd.a+json||[]|\
--cut|Content-Disposition: form-data; name=\"link[create]\"||true|\
--cut|Content-Disposition: form-data; name=\"link[on][0]\"||1|\
--cut|Content-Disposition: form-data; name=\"a%22b\"|Content-Type: text/csv|x-sum: 1||x|\
--cut--|";
    let (content_type, text) = sent(body.payload()).expect("a body");
    assert_eq!(content_type, "multipart/form-data; boundary=cut");
    assert_eq!(text.replace("\r\n", "|"), expected);
}

#[test]
fn parts_without_names_and_parts_given_twice() {
    let mixed = Multipart::new("multipart/mixed")
        .boundary("cut")
        .unnamed(Part::json(&json!({"a": 1})))
        .unnamed(Part::new(Upload::new("x").content_type("text/csv")).file_name("a.csv"));
    let expected = "--cut|Content-Type: application/json||{\"a\":1}|\
                    --cut|Content-Disposition: attachment; filename=\"a.csv\"|Content-Type: text/csv||x|--cut--|";
    assert_eq!(sent(mixed.payload()).expect("a body").1.replace("\r\n", "|"), expected);

    let twice = Multipart::new("multipart/form-data").boundary("cut").text("a", "", "1").text("a", "", "2");
    let twice = twice.header("a", "X-A", "b").header("gone", "X-B", "c");
    let expected = "--cut|Content-Disposition: form-data; name=\"a\"|x-a: b||2|--cut--|";
    assert_eq!(sent(twice.payload()).expect("a body").1.replace("\r\n", "|"), expected);
    assert_eq!(sent(Multipart::new("multipart/form-data").boundary("cut").payload()).expect("a body").1, "--cut--\r\n");
}

#[test]
fn a_boundary_is_random_and_in_no_part() {
    let boundary = || sent(Multipart::new("multipart/form-data").payload()).expect("a body").0;
    let (one, other) = (boundary(), boundary());
    assert_ne!(one, other);
    assert_eq!(one.len(), "multipart/form-data; boundary=".len() + 36, "{one}");
    for (boundary, text) in
        [("", "x"), ("a b", "x"), ("a\r\n", "x"), (&*"a".repeat(71), "x"), ("cut", "a\r\n--cut\r\n")]
    {
        let body = Multipart::new("multipart/form-data").boundary(boundary).part("a", text);
        assert!(body.payload().is_err(), "{boundary:?}");
    }
}

#[test]
fn parts_that_cannot_be_sent_are_refused() {
    let parts = [
        Part::new("x").header("a b", "c"),
        Part::new("x").header("X-A", "b\r\nX-C: d"),
        Part::new("x").header("Content-Type", "text/plain"),
        Part::new("x").header("content-disposition", "inline"),
        Part::new("x").content_type("text/plain\r\nX-A: b"),
    ];
    for part in parts {
        let described = format!("{part:?}");
        let refused = Multipart::new("multipart/form-data").part("a", part).payload().expect_err(&described);
        assert!(!refused.to_string().contains("X-C"), "{refused}");
    }
}

#[test]
fn the_length_is_known_where_that_of_each_part_is() {
    let body = |part: Body| {
        let body = Multipart::new("multipart/form-data").boundary("cut").file("a", "a/b", part).payload();
        with(body).request().expect("a request").into_body()
    };
    let whole = body(Body::from("abcdef"));
    let sized = body(Body::sized_stream(6, chunks(&["abc", "def"])));
    let open = body(Body::stream(chunks(&["abc", "def"])));
    assert_eq!(whole.length(), Some(101));
    assert_eq!(http_body::Body::size_hint(&sized).exact(), Some(101));
    assert_eq!((open.length(), open.as_bytes()), (None, None));
    let texts = [whole, sized, open].map(|body| ready(body.collect(1000)).expect("a body"));
    assert_eq!(texts[0].len(), 101);
    assert!(texts.iter().all(|text| *text == texts[0]));
}

#[test]
fn a_stream_has_as_many_bytes_as_it_says() {
    let collected = |length| ready(Body::sized_stream(length, chunks(&["abc", "", "de"])).collect(100));
    assert_eq!(collected(5).expect("as many"), "abcde");
    for length in [0, 4, 6] {
        let error = collected(length).expect_err("more or fewer");
        assert_eq!(error.to_string(), "a stream did not have as many bytes as was said");
    }
}

#[test]
fn a_stream_is_sent_once() {
    let transport = Prepared::new(&[(204, "", "")]);
    let call =
        call(&transport).parameter(Parameter::path("color"), "red").bytes_body("a/b", Body::stream(chunks(&["x"])));
    let again = call.clone();
    assert_eq!(ready(call.send()).expect("a success").body, None);
    match ready(again.send()).expect_err("sent already") {
        Error::Request(error) => {
            assert_eq!(error.to_string(), "not sent: `body` is a stream that has been sent, and cannot be sent again");
        }
        other => panic!("{other:?}"),
    }
    // Nothing went out the second time.
    assert_eq!(transport.asked().len(), 1);
}

#[test]
fn only_what_streams_cannot_be_sent_again() {
    let replayable = |payload: Result<Payload, RequestError>| payload.expect("a body").is_replayable();
    let streamed = || Body::stream(chunks(&["x"]));
    assert!(replayable(Payload::json("a/b", &1)));
    assert!(replayable(Payload::bytes("a/b", vec![1])));
    assert!(replayable(Payload::lines("a/b", JsonLines::from(&vec![1]))));
    assert!(replayable(Multipart::new("multipart/form-data").part("a", "b").payload()));
    assert!(!replayable(Payload::bytes("a/b", streamed())));
    assert!(!replayable(Payload::lines("a/b", JsonLines::stream(Values(vec![].into_iter())))));
    assert!(!replayable(Multipart::new("multipart/form-data").part("a", streamed()).payload()));
    let bytes = with(Payload::bytes("a/b", "x"));
    for _ in 0..2 {
        assert_eq!(bytes.request().expect("a request").body().as_bytes().map(|bytes| &bytes[..]), Some(&b"x"[..]));
    }
}

#[test]
fn an_upload_says_what_it_is() {
    let typed = Payload::bytes("image/*", Upload::new("x").content_type("image/png"));
    assert_eq!(sent(typed).expect("a body").0, "image/png");
    assert_eq!(sent(Payload::bytes("a/b", "x")).expect("a body").0, "a/b");
    assert!(sent(Payload::bytes("a/b", Upload::new("x").content_type("a\r\nb"))).is_err());
}

#[test]
fn what_may_pass_is_tried_again_but_for_a_stream() {
    let attempts = |payload: Result<Payload, RequestError>| {
        let server = Server::statuses(&[503]);
        let error = ready(server.call::<Health>().payload(payload).send()).expect_err("no success");
        // The last answer, not the fault of a second sending.
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
        server.count()
    };
    assert_eq!(attempts(Payload::bytes("a/b", "x")), 3);
    assert_eq!(attempts(Multipart::new("multipart/form-data").part("a", "b").payload()), 3);
    assert_eq!(attempts(Payload::bytes("a/b", Body::stream(chunks(&["x"])))), 1);
}
