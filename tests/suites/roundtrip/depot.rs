//! Bodies of every kind, from a generated client into a generated server: what arrives, in the words of the server.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use depot::client::api::{AddLabelBody, AddPictureBody};
use depot::client::support::{Body, JsonLines, Part, TransportError};
use depot::client::{Client, Error, ServiceTransport};
use depot::models;
use depot::server::api::{
    AddLabelRequest, AddLabelResponse, AddPictureRequest, AddPictureRequestPart, AddPictureResponse, Api,
    ImportRowsRequest, ImportRowsResponse, PlaceOrderRequest, PlaceOrderResponse, PutFilmRequest, PutFilmResponse,
    PutLabelRequest, PutLabelRequestBody, PutLabelResponse, PutLevelRequest, PutLevelResponse,
};
use depot::server::{Rejection, Server};
use futures_core::Stream;
use serde::Serialize;
use serde_json::json;

use crate::run;

/// Says what has come.
#[derive(Clone, Copy)]
struct Keeper {
    /// Whether pictures are read as a whole.
    whole: bool,
}

fn said<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("JSON")
}

impl Api for Keeper {
    type Error = Rejection;

    async fn place_order(&self, request: PlaceOrderRequest) -> Result<PlaceOrderResponse, Rejection> {
        Ok(PlaceOrderResponse::Ok(said(&request.body)))
    }

    async fn add_picture(&self, request: AddPictureRequest) -> Result<AddPictureResponse, Rejection> {
        if self.whole {
            let all = request.body.read().await?;
            let files: Vec<usize> = all.pages.iter().map(|page| page.bytes.len()).collect();
            return Ok(AddPictureResponse::Ok(format!(
                "{:?} {files:?} {} {:?} {:?}",
                all.picture,
                said(&all.label),
                all.count,
                all.tags
            )));
        }
        let (mut parts, mut seen) = (request.body, Vec::new());
        while let Some(part) = parts.next().await? {
            seen.push(match part {
                AddPictureRequestPart::Picture(mut picture) => {
                    let (mut pieces, mut length) = (0, 0);
                    while let Some(piece) = picture.try_next().await? {
                        (pieces, length) = (pieces + 1, length + piece.len());
                    }
                    let many = if pieces > 1 { "many" } else { "one" };
                    format!("{:?} {:?} {length} in {many}", picture.file_name(), picture.content_type())
                }
                AddPictureRequestPart::Pages(page) => format!("page {:?}", page.bytes().await?),
                AddPictureRequestPart::Label(label) => said(&label),
                AddPictureRequestPart::Count(count) => count.to_string(),
                AddPictureRequestPart::Tags(tags) => format!("{tags:?}"),
                AddPictureRequestPart::Place(place) => said(&place),
                AddPictureRequestPart::Parts(parts) => parts,
                AddPictureRequestPart::Value(value) => value.to_string(),
            });
        }
        Ok(AddPictureResponse::Ok(seen.join("; ")))
    }

    async fn add_label(&self, request: AddLabelRequest) -> Result<AddLabelResponse, Rejection> {
        Ok(AddLabelResponse::Ok(said(&request.body)))
    }

    async fn put_label(&self, request: PutLabelRequest) -> Result<PutLabelResponse, Rejection> {
        Ok(PutLabelResponse::Ok(match request.body {
            PutLabelRequestBody::ApplicationJson(label) => format!("JSON {}", said(&label)),
            PutLabelRequestBody::ApplicationXWwwFormUrlencoded(label) => format!("form {}", said(&label)),
            PutLabelRequestBody::TextPlain(text) => format!("text {text}"),
            PutLabelRequestBody::ImageAny(image) => {
                format!("{:?} {:?}", image.content_type().map(str::to_owned), image.bytes().await?)
            }
        }))
    }

    async fn import_rows(&self, request: ImportRowsRequest) -> Result<ImportRowsResponse, Rejection> {
        let (mut rows, mut seen) = (request.body, Vec::new());
        while let Some(row) = rows.try_next().await? {
            seen.push(said(&row));
        }
        Ok(ImportRowsResponse::Ok(seen.join(";")))
    }

    async fn put_film(&self, request: PutFilmRequest) -> Result<PutFilmResponse, Rejection> {
        let (mut film, mut length) = (request.body, 0);
        while let Some(piece) = film.try_next().await? {
            length += piece.len();
        }
        Ok(PutFilmResponse::Ok(format!("{:?} {length}", film.content_type())))
    }

    async fn put_level(&self, request: PutLevelRequest) -> Result<PutLevelResponse, Rejection> {
        Ok(PutLevelResponse::Ok(request.body.to_string()))
    }
}

fn client(server: Server) -> Client {
    let transport = ServiceTransport::new(server.into_router());
    Client::builder("https://depot.example").transport(transport).build().expect("a client")
}

fn asked() -> Client {
    client(Server::new(Keeper { whole: false }))
}

/// The status and the text of a refusal.
fn refused<T: std::fmt::Debug, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> (u16, String) {
    let error = result.expect_err("a refusal");
    let raw = error.raw().expect("an answer");
    (raw.status().as_u16(), raw.text().into_owned())
}

fn typed<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).expect("a value of the type")
}

#[test]
fn forms_arrive_with_their_types_and_defaults() {
    let order: models::Order = typed(json!({
        "amount": 5, "until": 1_700_000_000, "metadata": { "a b": "ü&=" }, "codes": [1, 2], "expand": ["x", "y z"],
        "boxes": [{ "weight": 1, "name": "1" }, { "inside": [{ "weight": 2, "inside": [{ "name": "true" }] }] }],
        "label": { "name": "n" },
    }));
    let answer = run(asked().place_order(&order).send()).expect("an answer");
    let expected = json!({
        "amount": 5, "currency": "chf", "until": 1_700_000_000, "metadata": { "a b": "ü&=" }, "codes": [1, 2],
        "expand": ["x", "y z"],
        "boxes": [{ "weight": 1, "name": "1" }, { "inside": [{ "weight": 2, "inside": [{ "name": "true" }] }] }],
        "label": { "name": "n", "size": 3 },
    });
    assert_eq!(serde_json::from_str::<serde_json::Value>(&answer.body).expect("JSON"), expected);
    let order: models::Order = typed(json!({ "amount": 0, "until": "now", "label": { "name": "far too long" } }));
    let (status, text) = refused(run(asked().place_order(&order).send()));
    assert_eq!(status, 422);
    for rule in [r#""pointer":"/amount","rule":"minimum 1""#, r#""pointer":"/label/name","rule":"maxLength 8""#] {
        assert!(text.contains(rule), "{text}");
    }
}

fn label(name: &str) -> models::Label {
    models::Label { size: None, ..models::Label::new(name.to_owned()) }
}

/// A body of zeros in pieces, which counts those that were taken.
struct Zeros {
    left: usize,
    taken: Arc<AtomicUsize>,
}

impl Stream for Zeros {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = self.left.min(1000);
        self.left -= length;
        self.taken.fetch_add(1, Ordering::Relaxed);
        Poll::Ready((length > 0).then(|| Ok(Bytes::from(vec![0; length]))))
    }
}

fn zeros(length: usize) -> (Body, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    (Body::stream(Zeros { left: length, taken: Arc::clone(&taken) }), taken)
}

#[test]
fn a_picture_streams_between_parts_with_types() {
    let body = || {
        let picture = Part::new(zeros(100_000).0).file_name("a \"b\".png");
        AddPictureBody::new(picture, &label("l"))
            .pages(["one", "two"])
            .count(2)
            .tags(["x", "y"])
            .place(&typed(json!({ "shelf": 7 })))
            .parts("p")
            .value(true)
    };
    let seen = run(asked().add_picture(body()).send()).expect("an answer").body;
    let expected = r#"Some("a \"b\".png") Some("image/png") 100000 in many; {"name":"l","size":3}; page b"one"; page b"two"; 2; p; true; ["x", "y"]; {"shelf":7}"#;
    assert_eq!(seen, expected);
    let whole = client(Server::new(Keeper { whole: true }));
    let seen = run(whole.add_picture(body()).send()).expect("an answer").body;
    let expected = r#"File { file_name: Some("a \"b\".png"), content_type: Some("image/png"), length: 100000 } [3, 3] {"name":"l","size":3} Some(2) ["x", "y"]"#;
    assert_eq!(seen, expected);
}

#[test]
fn parts_that_break_limits_are_refused_through_the_handler() {
    for whole in [false, true] {
        let depot = client(Server::new(Keeper { whole }).body_limit(10_000));
        let send = |body: AddPictureBody| refused(run(depot.add_picture(body).send()));
        for (body, status, rule) in [
            (AddPictureBody::new("p", &label("far too long")), 422, r#""pointer":"/label/name","rule":"maxLength 8""#),
            (AddPictureBody::new("p", &label("l")).count(0), 422, r#""pointer":"/count","rule":"minimum 1""#),
            (
                AddPictureBody::new("p", &label("l")).tags(["toolong"]),
                422,
                r#""pointer":"/tags/0","rule":"maxLength 5""#,
            ),
            (AddPictureBody::new("p", &label("l")).part("count", "x"), 400, r#""pointer":"/count","rule":"integer""#),
            (
                AddPictureBody::new(Part::new("p").content_type("text/html"), &label("l")),
                415,
                r#""pointer":"/picture","rule":"contentType image/png, image/*""#,
            ),
            (AddPictureBody::new(zeros(20_000).0, &label("l")), 413, "too large"),
        ] {
            let (found, text) = send(body);
            assert!(found == status && text.contains(rule), "{found} {text}");
        }
    }
}

#[test]
fn parts_without_a_file_are_a_value() {
    let body = AddLabelBody::new("n").size(4);
    assert_eq!(run(asked().add_label(body).send()).expect("an answer").body, r#"{"name":"n","size":4}"#);
    let body = AddLabelBody::new("n").part("other", "1");
    let (status, text) = refused(run(asked().add_label(body).send()));
    assert!(status == 400 && text.contains("additionalProperties false"), "{status} {text}");
}

#[test]
fn each_representation_arrives_as_what_it_is() {
    let (depot, label) = (asked(), label("n"));
    let told = [
        run(depot.put_label(&label).send()).expect("JSON").body,
        run(depot.put_label_as_form(&label).send()).expect("a form").body,
        run(depot.put_label_as_text("täxt").send()).expect("a text").body,
        run(depot.put_label_as_bytes("PNG").header("content-type", "image/png").send()).expect("bytes").body,
    ];
    let json = r#"{"name":"n","size":3}"#;
    assert_eq!(
        told,
        [
            format!("JSON {json}"),
            format!("form {json}"),
            "text täxt".to_owned(),
            r#"Some("image/png") b"PNG""#.to_owned()
        ]
    );
    assert_eq!(refused(run(depot.put_label_as_text("much too long").send())).0, 422);
    assert_eq!(run(depot.put_level(7).send()).expect("a number").body, "7");
    assert_eq!(refused(run(depot.put_level(10).send())).0, 422);
}

#[test]
fn lines_arrive_one_by_one() {
    let rows = JsonLines::items(&[label("a"), label("b")]);
    let seen = run(asked().import_rows(rows).send()).expect("an answer").body;
    assert_eq!(seen, r#"{"name":"a","size":3};{"name":"b","size":3}"#);
    let rows = JsonLines::items(&[label("a"), label("far too long")]);
    let (status, text) = refused(run(asked().import_rows(rows).send()));
    assert!(status == 422 && text.contains(r#""pointer":"/2/name","rule":"maxLength 8""#), "{status} {text}");
}

#[test]
fn a_film_streams_up_to_the_limit() {
    let film = run(asked().put_film(zeros(1_000_000).0).send()).expect("an answer").body;
    assert_eq!(film, r#"Some("video/mp4") 1000000"#);
    let small = client(Server::new(Keeper { whole: false }).body_limit(5_000));
    let (film, taken) = zeros(1_000_000);
    assert_eq!(refused(run(small.put_film(film).send())).0, 413);
    assert!(taken.load(Ordering::Relaxed) < 10, "the rest is not asked for");
}
