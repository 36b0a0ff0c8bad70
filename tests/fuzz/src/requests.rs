//! Requests to generated servers that answer with the examples of their documents: whatever comes, an answer goes.

use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request, Response, StatusCode};
use http_body::Body as _;
use tower_service::Service;

use crate::apis::{depot, odd, shop};
use crate::waiting::wait;

/// What a hostile request says wherever it may, and no answer says again.
const MARK: &str = "eViL";

fn servers() -> &'static [Router] {
    static SERVERS: OnceLock<Vec<Router>> = OnceLock::new();
    SERVERS.get_or_init(|| {
        vec![
            gcs_server::Server::new(gcs_server::Examples::default(), gcs_server::Anyone).with_fallback().into_router(),
            nevisidm_server::Server::new(nevisidm_server::Examples::default(), nevisidm_server::Anyone).into_router(),
            odd::server::Server::new(odd::server::Examples::default(), odd::server::Anyone)
                .with_fallback()
                .into_router(),
            depot::server::Server::new(depot::server::Examples::default()).into_router(),
            shop::server::Server::new(shop::server::Examples::default(), shop::server::Anyone).into_router(),
            // Nobody is let in, and everybody is asked.
            gcs_server::Server::new(gcs_server::Examples::default(), Nobody).into_router(),
            shop::server::Server::new(shop::server::Examples::default(), Nobody).into_router(),
            depot::server::Server::new(Keeper).with_fallback().into_router(),
        ]
    })
}

/// Reads all that comes, piece by piece.
struct Keeper;

macro_rules! kept {
    ($($name:ident($request:ident) -> $response:ident $read:expr;)*) => {
        impl depot::server::api::Api for Keeper {
            type Error = depot::server::Rejection;
            $(async fn $name(
                &self,
                request: depot::server::api::$request,
            ) -> Result<depot::server::api::$response, Self::Error> {
                let read: fn(_) -> _ = $read;
                read(request).await?;
                Ok(depot::server::api::$response::Ok(String::new()))
            })*
        }
    };
}

type Read = Result<(), depot::server::Rejection>;

async fn all_parts(request: depot::server::api::AddPictureRequest) -> Read {
    use depot::server::api::AddPictureRequestPart as Part;
    let mut parts = request.body;
    while let Some(part) = parts.next().await? {
        if let Part::Picture(mut file) | Part::Pages(mut file) = part {
            let _ = format!("{file:?}");
            while file.try_next().await?.is_some() {}
        }
    }
    Ok(())
}

async fn all_rows(request: depot::server::api::ImportRowsRequest) -> Read {
    let mut rows = request.body;
    while rows.try_next().await?.is_some() {}
    Ok(())
}

kept! {
    place_order(PlaceOrderRequest) -> PlaceOrderResponse |_| std::future::ready(Read::Ok(()));
    add_picture(AddPictureRequest) -> AddPictureResponse all_parts;
    add_label(AddLabelRequest) -> AddLabelResponse |_| std::future::ready(Read::Ok(()));
    put_label(PutLabelRequest) -> PutLabelResponse |_| std::future::ready(Read::Ok(()));
    import_rows(ImportRowsRequest) -> ImportRowsResponse all_rows;
    put_film(PutFilmRequest) -> PutFilmResponse |_| std::future::ready(Read::Ok(()));
    put_level(PutLevelRequest) -> PutLevelResponse |_| std::future::ready(Read::Ok(()));
}

/// Knows no caller.
struct Nobody;

macro_rules! nobody {
    ($($support:ident)::+ as $($scheme:ident)::+, $ask:ident) => {
        impl $($scheme)::+ for Nobody {
            type Principal = ();

            async fn $ask(&self, token: $($support)::+::Secret, _: &$($support)::+::Head) -> Result<(), $($support)::+::Rejection> {
                assert!(!format!("{token:?}").contains(MARK), "secrets are not printed");
                Err($($support)::+::Rejection::unauthorized())
            }
        }

        impl $($support)::+::Authorize for Nobody {
            async fn authorize(
                &self,
                _: &'static $($support)::+::Operation,
                _: &mut $($support)::+::Head,
            ) -> Result<(), $($support)::+::Rejection> {
                Err($($support)::+::Rejection::forbidden())
            }
        }
    };
}

nobody!(gcs_server::support as gcs_server::security::GlobusAuth, globus_auth);
nobody!(shop::server::support as shop::server::security::Shop, shop);

/// A server and a request, as text: the number of the server, then what stands in a request of HTTP/1.1, with line
/// breaks of one letter and without a version.
///
/// # Panics
/// If a promise is broken.
pub fn check(bytes: &[u8]) {
    let Some((number, text)) = bytes.split_first() else { return };
    let all = servers();
    let Some(server) = all.get(usize::from(*number) % all.len()) else { return };
    let Some(request) = request(text) else { return };
    let hostile = hostile(&request);
    // Asks for another documented answer, which is the document's own affair.
    let prefers = request.headers().contains_key("prefer");
    let response = wait(async {
        let Ok(response) = server.clone().call(request).await;
        let (head, mut body) = response.into_parts();
        let mut all = Vec::new();
        while let Some(frame) = std::future::poll_fn(|cx| std::pin::Pin::new(&mut body).poll_frame(cx)).await {
            let frame = frame.expect("a body of our own does not break off");
            all.extend_from_slice(frame.data_ref().map(AsRef::as_ref).unwrap_or_default());
        }
        Response::from_parts(head, all)
    });
    judge(&response, hostile);
    if !prefers {
        refused(response.status(), response.headers());
    }
}

fn request(text: &[u8]) -> Option<Request<Body>> {
    let (line, mut rest) = cut(text);
    let mut words = line.split(|byte| *byte == b' ');
    let mut request = Request::builder().method(words.next()?).uri(words.next()?);
    loop {
        let (line, after) = cut(rest);
        rest = after;
        if line.is_empty() {
            break;
        }
        let colon = line.iter().position(|byte| *byte == b':')?;
        let (name, value) = line.split_at(colon);
        request = request.header(name, value.get(1..)?.trim_ascii_start());
    }
    request.body(Body::from(rest.to_vec())).ok()
}

fn cut(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    (text.get(..end).unwrap_or_default(), text.get(end + 1..).unwrap_or_default())
}

/// Whether head or query carry the mark.
fn hostile(request: &Request<Body>) -> bool {
    let contains = |bytes: &[u8]| bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes());
    contains(request.uri().to_string().as_bytes()) || request.headers().values().any(|value| contains(value.as_bytes()))
}

fn judge(response: &Response<Vec<u8>>, hostile: bool) {
    let (status, headers, body) = (response.status(), response.headers(), response.body());
    let shown = String::from_utf8_lossy(body);
    assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "{headers:?} {shown}");
    assert!(body.len() < 100_000, "an answer of {} bytes", body.len());
    let text = |name: &str| headers.get(name).map(|value| value.to_str().expect("headers are ASCII"));
    for (name, value) in headers {
        let value = value.to_str().unwrap_or_else(|_| panic!("{name}: {value:?}"));
        assert!(!hostile || !value.contains(MARK), "{name}: {value}");
    }
    assert!(!hostile || !without_pointers(body).contains(MARK), "{shown}");
    for once in ["content-type", "content-length", "allow", "www-authenticate"] {
        assert!(headers.get_all(once).iter().count() <= usize::from(once == "www-authenticate") * 9 + 1, "{headers:?}");
    }
    if let Some(length) = text("content-length") {
        assert!(length.parse() == Ok(body.len()) || body.is_empty(), "{length}: {shown}");
    }
    if text("content-type").is_some_and(|kind| kind.contains("json") && !kind.contains("seq") && !kind.contains("nd"))
        && !body.is_empty()
    {
        let read = serde_json::from_slice::<serde_json::Value>(body);
        assert!(read.is_ok(), "{shown}");
    }
}

/// The body, but for the pointers that tell where a fault is: their steps are names, which callers may make up. They are
/// cut, and stand in JSON. In a document of the API's own they are part of a text.
fn without_pointers(body: &[u8]) -> String {
    let Ok(mut read) = serde_json::from_slice::<serde_json::Value>(body) else {
        return String::from_utf8_lossy(body).into_owned();
    };
    let Some(violations) = read.get_mut("violations").and_then(serde_json::Value::as_array_mut) else {
        return String::new();
    };
    for violation in violations {
        violation.as_object_mut().map(|violation| violation.remove("pointer"));
    }
    read.to_string()
}

/// What the statuses ask for (RFC 9110).
fn refused(status: StatusCode, headers: &HeaderMap) {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => assert!(headers.contains_key("allow"), "405 without Allow"),
        StatusCode::UNAUTHORIZED => assert!(headers.contains_key("www-authenticate"), "401 without a challenge"),
        _ => {}
    }
}
