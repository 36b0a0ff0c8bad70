//! Transports as tower services, and what is layered around them as a transport again.

use std::task::{Context, Poll};
use std::time::Duration;

use http::{HeaderValue, StatusCode};
use tower::{Layer, Service, ServiceBuilder, layer::layer_fn, util::MapRequestLayer};

use crate::support::{
    Body, BoxFuture, Call, Error, Parameter, ServiceTransport, Timeout, TransportError, TransportService,
};
use crate::{FindPet, Prepared, endpoint, ready};

/// Answers in place of the service that it is put around.
#[derive(Clone)]
struct Down;

impl Service<http::Request<Body>> for Down {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<http::Response<Body>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        Box::pin(async {
            let mut answer = http::Response::new(Body::from("down"));
            *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            Ok(answer)
        })
    }
}

#[test]
fn layers_see_requests_and_answers() {
    let stamp = MapRequestLayer::new(|mut request: http::Request<Body>| {
        let limit = request.extensions().get::<Timeout>().map_or(0, |Timeout(limit)| limit.as_millis());
        *request.uri_mut() = format!("{}?limit={limit}", request.uri()).parse().expect("a URL");
        request.headers_mut().insert("x-stamp", HeaderValue::from_static("1"));
        request
    });
    let prepared = Prepared::new(&[(200, "application/json", "[1]")]);
    let service = ServiceBuilder::new().layer(stamp).service(TransportService::new(prepared.clone()));
    let endpoint = endpoint(ServiceTransport::new(service), Vec::new());
    let call = Call::<FindPet>::new(&endpoint).parameter(Parameter::path("color"), "red");
    let answer = ready(call.timeout(Duration::from_secs(2)).send()).expect("an answer");
    assert_eq!(answer.body, Some(vec![1]));
    assert_eq!(prepared.asked(), ["https://pets.example/api/pets/red?limit=2000"]);
}

#[test]
fn a_layer_may_answer_itself() {
    let prepared = Prepared::default();
    let service = layer_fn(|_: TransportService| Down).layer(TransportService::new(prepared.clone()));
    let endpoint = endpoint(ServiceTransport::new(service), Vec::new());
    let answer = ready(Call::<FindPet>::new(&endpoint).parameter(Parameter::path("color"), "red").send());
    match answer {
        Err(Error::Unexpected(raw)) => assert_eq!((raw.status().as_u16(), &*raw.text()), (503, "down")),
        other => panic!("{other:?}"),
    }
    assert!(prepared.asked().is_empty());
}

#[test]
fn what_the_transport_failed_with_is_told_through_layers() {
    let service = TransportService::new(ServiceTransport::new(TransportService::new(Prepared::default())));
    let endpoint = endpoint(ServiceTransport::new(service), Vec::new());
    let answer = ready(Call::<FindPet>::new(&endpoint).parameter(Parameter::path("color"), "red").send());
    assert!(matches!(answer, Err(Error::Timeout(_))), "a timeout stays one: {answer:?}");
}
