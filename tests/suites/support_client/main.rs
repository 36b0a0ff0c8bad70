//! The code that all operations of a client share, as it is copied into clients.

#![allow(unreachable_pub)] // Generated code is made for crates of its own.

// In clients it is public, and all of it is used by one or another.
#[macro_use]
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "../../../templates/support/client/mod.rs"]
mod support;

#[macro_use]
mod models;

mod abuse;
mod base_url;
mod blocking;
mod bodies;
mod credentials;
mod errors;
mod events;
mod exchange;
#[cfg(feature = "reqwest")]
mod faults;
mod headed;
mod headers;
mod hooks;
mod layers;
mod media;
#[cfg(feature = "reqwest")]
mod network;
mod open;
mod pages;
mod providers;
mod retries;
mod script;
mod stage;
#[cfg(feature = "tracing")]
mod traces;
mod values;
mod wire;

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use http::{HeaderMap, HeaderValue, StatusCode};
use support::{Body, BoxFuture, Call, Credential, Decoded, EndpointBuilder, Operation, RawResponse, Route, Transport};
use support::{Endpoint, TransportError};

/// An operation as the generator prints it: 200 with JSON, 204 without a body, 404 with JSON, 400 without a body.
#[derive(Debug)]
enum FindPet {}

#[derive(Debug, PartialEq)]
enum FindPetError {
    BadRequest,
    NotFound(serde_json::Value),
}

impl Operation for FindPet {
    type Ok = Option<Vec<u32>>;
    type Err = FindPetError;
    const ROUTE: Route = Route {
        method: "GET",
        path: "/api/pets/{color}",
        accept: "application/json",
        security: &[&[("token", &["pets:read"])], &[("key", &[]), ("cookie", &[])]],
    };

    fn decode(raw: RawResponse) -> Decoded<Self> {
        match raw.status().as_u16() {
            200 => raw.ok_as(support::json, Some),
            204 => raw.ok_empty(None),
            400 => raw.err_empty(FindPetError::BadRequest),
            404 => raw.err(support::json, FindPetError::NotFound),
            _ => raw.unexpected(),
        }
    }
}

type Answer = (u16, &'static str, &'static str);

/// Gives prepared answers (status, content type, body) and remembers what was asked.
#[derive(Clone, Default)]
struct Prepared {
    answers: Arc<Mutex<Vec<Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Prepared {
    fn new(answers: &[Answer]) -> Self {
        let answers = answers.iter().rev().copied().collect();
        Self { answers: Arc::new(Mutex::new(answers)), asked: Arc::default() }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no test panics with the lock").clone()
    }
}

impl Transport for Prepared {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.asked.lock().expect("no test panics with the lock").push(request.uri().to_string());
        let answer = self.answers.lock().expect("no test panics with the lock").pop();
        Box::pin(async move {
            let (status, content_type, body) = answer.ok_or_else(|| TransportError::timeout("nobody answers"))?;
            let mut response = http::Response::new(Body::from(body));
            *response.status_mut() = StatusCode::from_u16(status).expect("a status of a test");
            if !content_type.is_empty() {
                response.headers_mut().insert("content-type", HeaderValue::from_static(content_type));
            }
            Ok(response)
        })
    }
}

fn endpoint(transport: impl Transport, credentials: Vec<(&'static str, Credential)>) -> Arc<Endpoint> {
    let mut settings = EndpointBuilder::default();
    settings.transport(transport);
    for (scheme, credential) in credentials {
        settings.credential(scheme, Ok(credential));
    }
    settings.build("https://pets.example", "/api", "pets-client/0.1.0").expect("a URL of a test")
}

fn call(transport: &Prepared) -> Call<FindPet> {
    Call::new(&endpoint(transport.clone(), Vec::new()))
}

fn raw(status: u16, body: &'static str) -> RawResponse {
    RawResponse::new(StatusCode::from_u16(status).expect("a status of a test"), HeaderMap::new(), body)
}

/// Runs a future that never has to wait.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing to wait for"),
    }
}
