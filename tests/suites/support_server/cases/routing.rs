use std::sync::Arc;

use axum::Router;
use axum::body::{Body as Stream, to_bytes};
use axum::http::{Request as HttpRequest, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::models::support::{Json, Violations};
use crate::{
    Anyone, Arrived, Body, Codec, Credential, ErrorDocument, Format, Head, Invalid, Kind, Operation, Operations,
    Parameter, Payload, Place, Rejection, Request, Requirement, Scalar, Scheme, SchemePlace, Server, Shape, Style,
};

const TEXT: Codec =
    Codec::Style { style: Style::Simple, explode: false, shape: Shape::Scalar(Scalar::String), allow_reserved: false };
const LIMIT: Codec =
    Codec::Style { style: Style::Form, explode: true, shape: Shape::Scalar(Scalar::Integer), allow_reserved: false };

const A: Parameter = Parameter { name: "a", place: Place::Path, codec: TEXT, default: None, words: &[] };
const B: Parameter = Parameter { name: "b", place: Place::Path, codec: TEXT, default: None, words: &[] };
const OPEN: Operation = Operation::BASE;

static BEARER: Scheme = Scheme { name: "token", place: SchemePlace::Bearer };
static ROOT: Operation = Operation { id: "root", path: "/", ..OPEN };
static DOTTED: Operation = Operation {
    id: "dotted",
    path: "/f/{a}.{b}",
    route: "/f/{segment2}",
    rank: &[0, 500],
    parameters: &[A, B],
    template: "/f/{0}.{1}",
    ..OPEN
};
static WHOLE: Operation = Operation {
    id: "whole",
    path: "/f/{a}",
    route: "/f/{segment2}",
    rank: &[0, 1000],
    parameters: &[A],
    template: "/f/{0}",
    ..OPEN
};
const WHOLE_BASE: Operation = Operation {
    path: "/f/{a}",
    route: "/f/{segment2}",
    rank: &[0, 1000],
    parameters: &[A],
    template: "/f/{0}",
    ..OPEN
};
static VERB: Operation = Operation {
    id: "verb",
    method: "POST",
    path: "/f/{a}:run",
    route: "/f/{segment2}",
    rank: &[0, 499],
    parameters: &[A],
    template: "/f/{0}:run",
    ..OPEN
};
static FIXED: Operation = Operation { id: "fixed", path: "/f/me", route: "/f/me", template: "/f/me", ..OPEN };
static BELOW: Operation = Operation {
    id: "below",
    path: "/f/{b}/x",
    route: "/f/{segment2}/x",
    parameters: &[B],
    template: "/f/{0}/x",
    ..OPEN
};
static SEND: Operation = Operation {
    id: "send",
    method: "PUT",
    path: "/f/{a}",
    route: "/f/{segment2}",
    rank: &[0, 1000],
    parameters: &[
        A,
        Parameter {
            name: "limit",
            place: Place::Query,
            codec: LIMIT,
            default: Some("10"),
            ..Parameter::query("limit", Shape::Scalar(Scalar::Integer))
        },
    ],
    template: "/f/{0}",
    body: Some(Body { required: true, payloads: &[Payload { essence: "application/json", format: Format::Json }] }),
    produces: &["application/json"],
    security: &[Requirement { all_of: &[Credential { scheme: &BEARER, scopes: &[] }] }],
    ..OPEN
};

/// Answers with the operation and what it found in the path.
fn echo(operations: &[&'static Operation]) -> Operations {
    let mut all = Operations::default();
    for operation in operations {
        all.push(
            operation,
            |mut arrived: Box<Arrived>| async move { arrived.request::<Found>().map(Found::into_response) },
        );
    }
    all
}

struct Found {
    head: Head,
    texts: Vec<String>,
    rest: Value,
}

impl Request for Found {
    fn read(arrived: &mut Arrived) -> Result<Self, Invalid> {
        let first = arrived.optional::<String>(0);
        let second = arrived.optional::<Json>(1);
        if let Ok(Some(limit)) = &second
            && limit.as_str().parse::<i64>().is_ok_and(|limit| limit > 100)
        {
            let mut found = Violations::default();
            found.add("maximum", "100");
            arrived.limits(1, found);
        }
        let body = arrived.json::<std::collections::BTreeMap<String, i64>>();
        let texts = first?.into_iter().collect();
        Ok(Self { texts, rest: json!([second?, body?]), head: arrived.take_head() })
    }

    fn head(&self) -> &Head {
        &self.head
    }
}

impl IntoResponse for Found {
    fn into_response(self) -> Response {
        let operation = self.head().operation().map(|operation| operation.id);
        json!([operation, self.texts, self.rest]).to_string().into_response()
    }
}

struct Seen {
    status: u16,
    allow: Option<String>,
    kind: Option<String>,
    challenge: Option<String>,
    text: String,
}

async fn send(router: &Router, request: HttpRequest<Stream>) -> Seen {
    let response = router.clone().oneshot(request).await.expect("routers do not fail");
    let header = |name| response.headers().get(name).map(|value| value.to_str().expect("ASCII").to_owned());
    let (status, allow) = (response.status().as_u16(), header(header::ALLOW));
    let (kind, challenge) = (header(header::CONTENT_TYPE), header(header::WWW_AUTHENTICATE));
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body in memory");
    Seen { status, allow, kind, challenge, text: String::from_utf8(bytes.into()).expect("UTF-8") }
}

async fn ask(router: &Router, method: &str, path: &str) -> Seen {
    send(router, HttpRequest::builder().method(method).uri(path).body(Stream::empty()).expect("a request")).await
}

async fn put(router: &Router, path: &str, kind: Option<&str>, body: &str) -> Seen {
    let mut request = HttpRequest::builder().method("PUT").uri(path);
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    send(router, request.body(Stream::from(body.to_owned())).expect("a request")).await
}

fn server(operations: &[&'static Operation]) -> Server {
    Server::with_rejections(echo(operations), &[], |rejection, _| rejection.problem()).guarded_by(Anyone)
}

#[tokio::test]
async fn templates_of_one_shape_are_told_apart() {
    let router = server(&[&ROOT, &WHOLE, &DOTTED, &VERB, &FIXED, &BELOW]).into_router();
    for (method, path, status, expected) in [
        ("GET", "/", 200, r#"["root",[],[null,null]]"#),
        ("GET", "/f/me", 200, r#"["fixed",[],[null,null]]"#),
        ("GET", "/f/you", 200, r#"["whole",["you"],[null,null]]"#),
        ("GET", "/f/a%2Fb%20c", 200, r#"["whole",["a/b c"],[null,null]]"#),
        ("GET", "/f/x.tar.gz", 200, r#"["dotted",["x.tar"],["gz",null]]"#),
        ("POST", "/f/7:run", 200, r#"["verb",["7"],[null,null]]"#),
        ("GET", "/f/7:run", 200, r#"["whole",["7:run"],[null,null]]"#),
        ("GET", "/f/me/x", 200, r#"["below",["me"],[null,null]]"#),
        ("HEAD", "/f/you", 200, ""),
        ("GET", "/f/%FF", 400, "violations"),
        ("GET", "/f", 404, ""),
        ("GET", "/f/", 404, ""),
        ("GET", "/f/a/b/c", 404, ""),
    ] {
        let seen = ask(&router, method, path).await;
        assert_eq!(seen.status, status, "{method} {path}: {}", seen.text);
        assert!(seen.text.contains(expected), "{method} {path}: {}", seen.text);
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_which_are_right() {
    let router = server(&[&WHOLE, &DOTTED, &VERB, &FIXED]).into_router();
    for (method, path, allow) in [
        ("DELETE", "/f/me", "GET,HEAD"),
        ("DELETE", "/f/you", "GET,HEAD"),
        ("POST", "/f/you", "GET,HEAD"),
        ("DELETE", "/f/7:run", "GET,HEAD,POST"),
    ] {
        let seen = ask(&router, method, path).await;
        assert_eq!((seen.status, seen.allow.as_deref()), (405, Some(allow)), "{method} {path}");
        assert_eq!(seen.kind.as_deref(), Some("application/problem+json"));
    }
    static DOCUMENT: &[&Operation] = &[&DOTTED, &VERB, &WHOLE];
    let part = |operations: &[&'static Operation]| {
        Server::with_rejections(echo(operations), DOCUMENT, |rejection, _| rejection.problem())
            .guarded_by(Anyone)
            .into_router()
    };
    let merged = part(&[&WHOLE]).merge(part(&[&VERB]));
    for (path, allow) in [("/f/you", "GET,HEAD"), ("/f/7:run", "GET,HEAD,POST")] {
        let seen = ask(&merged, "DELETE", path).await;
        assert_eq!((seen.status, seen.allow.as_deref()), (405, Some(allow)), "{path}");
    }
    let lone = server(&[&DOTTED, &VERB]).into_router();
    assert_eq!(ask(&lone, "GET", "/f/you").await.status, 404, "no template fits");
    assert_eq!(ask(&lone, "DELETE", "/f/you").await.status, 404, "no template fits");
}

#[tokio::test]
async fn options_are_told_and_head_is_get_without_content() {
    static HEAD_OF_DOTTED: Operation = Operation {
        id: "head",
        method: "HEAD",
        route: "/f/{segment2}",
        rank: &[0, 500],
        parameters: &[A, B],
        template: "/f/{0}.{1}",
        ..OPEN
    };
    let router = server(&[&WHOLE, &DOTTED, &VERB, &HEAD_OF_DOTTED]).into_router();
    for (path, status, allow) in [
        ("/f/you", 204, Some("GET,HEAD,OPTIONS")),
        ("/f/7:run", 204, Some("GET,HEAD,OPTIONS,POST")),
        ("/f/", 404, None),
    ] {
        let seen = ask(&router, "OPTIONS", path).await;
        assert_eq!((seen.status, seen.allow.as_deref(), seen.text.as_str()), (status, allow, ""), "{path}");
    }
    // `/f/you` has a GET of its own, though HEAD is an operation of the template beside it.
    for path in ["/f/you", "/f/x.gz"] {
        let seen = ask(&router, "HEAD", path).await;
        assert_eq!((seen.status, seen.text.as_str()), (200, ""), "{path}");
    }
    let refused = ask(&server(&[&VERB]).into_router(), "HEAD", "/f/7:run").await;
    assert_eq!((refused.status, refused.allow.as_deref()), (405, Some("POST")));
}

/// `QUERY` (OpenAPI 3.2.0, Path Item Object) and methods that are no words of HTTP at all, for which axum has no filter.
#[tokio::test]
async fn methods_that_axum_does_not_know_are_answered() {
    static QUERY: Operation = Operation { id: "query", method: "QUERY", ..WHOLE_BASE };
    static LINK: Operation = Operation { id: "link", method: "LINK", ..WHOLE_BASE };
    static SMALL: Operation = Operation { id: "small", method: "get", ..WHOLE_BASE };
    let router = server(&[&WHOLE, &DOTTED, &VERB, &QUERY, &LINK, &SMALL]).into_router();
    for (method, path, status, expected) in [
        ("QUERY", "/f/you", 200, r#"["query",["you"]"#),
        ("LINK", "/f/a%20b", 200, r#"["link",["a b"]"#),
        // Methods differ in case.
        ("get", "/f/you", 200, r#"["small",["you"]"#),
        ("GET", "/f/you", 200, r#"["whole",["you"]"#),
        ("POST", "/f/7:run", 200, r#"["verb",["7"]"#),
        ("query", "/f/you", 405, ""),
        ("UNLINK", "/f/you", 405, ""),
        ("LINK", "/f/", 404, ""),
    ] {
        let seen = ask(&router, method, path).await;
        assert_eq!(seen.status, status, "{method} {path}: {}", seen.text);
        assert!(seen.text.contains(expected), "{method} {path}: {}", seen.text);
        let allow = (status == 405).then_some("GET,HEAD,LINK,QUERY,get");
        assert_eq!(seen.allow.as_deref(), allow, "{method} {path}");
    }
    // A router with such methods and one without share a path.
    let merged = server(&[&LINK]).into_router().merge(server(&[&WHOLE]).into_router());
    for (method, status) in [("LINK", 200), ("GET", 200), ("QUERY", 405)] {
        assert_eq!(ask(&merged, method, "/f/you").await.status, status, "{method}");
    }
}

#[tokio::test]
async fn the_rest_of_a_request_is_at_hand() {
    use axum::extract::ConnectInfo;
    use std::net::SocketAddr;

    let mut operations = Operations::default();
    operations.push(&WHOLE, |mut arrived: Box<Arrived>| async move {
        let found = arrived.request::<Found>()?;
        let head = found.head();
        let ConnectInfo(address) = head.extensions.get::<ConnectInfo<SocketAddr>>().expect("where it comes from");
        let state = head.extensions.get::<Arc<str>>().expect("what a layer put in");
        let agent = head.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        let said =
            format!("{address} {state} {agent:?} {:?} {:?}", head.operation().map(|one| one.id), head.uri.query());
        Ok(said.into_response())
    });
    let router = Server::with_rejections(operations, &[], |rejection, _| rejection.problem()).into_router();
    let router = router.layer(axum::Extension(Arc::<str>::from("state")));
    let mut request = HttpRequest::builder().uri("/f/x?y=z").header(header::USER_AGENT, "me");
    let address: SocketAddr = "192.0.2.1:80".parse().expect("an address");
    request.extensions_mut().expect("a good request").insert(ConnectInfo(address));
    let seen = send(&router, request.body(Stream::empty()).expect("a request")).await;
    assert_eq!(seen.text, r#"192.0.2.1:80 state Some("me") Some("whole") Some("y=z")"#);
}

#[tokio::test]
async fn an_operation_has_a_limit_of_its_own() {
    let (short, long) = (r#"{"n":1}"#, r#"{"n":1, "long": 20000000}"#);
    let general = || server(&[&SEND]).body_limit(20);
    for (server, statuses) in [
        (general(), [200, 413]),
        (general().body_limit_of(&SEND, 100), [200, 200]),
        (general().body_limit_of(&SEND, 100).body_limit_of(&SEND, 5), [413, 413]),
        (general().body_limit_of(&VERB, 100), [200, 413]),
    ] {
        let router = server.into_router();
        for (body, status) in [short, long].into_iter().zip(statuses) {
            assert_eq!(put(&router, "/f/x", Some("application/json"), body).await.status, status, "{body}");
        }
    }
}

#[tokio::test]
async fn routers_merge_and_nest() {
    let one = server(&[&WHOLE, &FIXED]).into_router();
    let two = server(&[&SEND, &BELOW]).into_router();
    let merged = one.clone().merge(two).route("/own", axum::routing::get(|| async { "own" }));
    assert_eq!(ask(&merged, "GET", "/f/you").await.status, 200);
    assert_eq!(ask(&merged, "GET", "/own").await.text, "own");
    let refused = ask(&merged, "DELETE", "/f/you").await;
    assert_eq!((refused.status, refused.allow.as_deref()), (405, Some("GET,HEAD,PUT")));
    let nested: Router = Router::new().nest("/{tenant}/v1", one.clone());
    assert_eq!(ask(&nested, "GET", "/t/v1/f/a%20b").await.text, r#"["whole",["a b"],[null,null]]"#);
    let stated: Router = Router::<Arc<str>>::new().merge(one.with_state(())).with_state(Arc::from("state"));
    assert_eq!(ask(&stated, "GET", "/f/you").await.status, 200);
    let alone = server(&[&WHOLE]).with_fallback().into_router();
    let lost = ask(&alone, "GET", "/nowhere").await;
    assert_eq!((lost.status, lost.kind.as_deref()), (404, Some("application/problem+json")));
}

#[tokio::test]
async fn bodies_are_refused_before_the_implementation() {
    let router = server(&[&SEND]).body_limit(20).into_router();
    let json = Some("application/json");
    for (path, kind, body, status, expected) in [
        ("/f/x", json, r#"{"n":1}"#, 200, r#"["send",["x"],[10,{"n":1}]]"#),
        ("/f/x?limit=5", json, r#"{"n":1}"#, 200, r#"["send",["x"],[5,{"n":1}]]"#),
        ("/f/x", Some("text/plain"), r#"{"n":1}"#, 415, "media type"),
        ("/f/x", None, r#"{"n":1}"#, 415, "media type"),
        ("/f/x", json, "", 400, r#"{"in":"body","name":"","pointer":"","rule":"required"}"#),
        ("/f/x", None, "", 400, r#""rule":"required""#),
        ("/f/x", json, r#"{"n":1, "long": 20000000}"#, 413, "too large"),
        ("/f/x", json, r#"{"n":1,"m":[]}"#, 400, r#""in":"body","name":"","pointer":"/m""#),
        ("/f/x", json, "{", 400, r#""in":"body""#),
        ("/f/x?limit=ten", json, r#"{"n":1}"#, 400, r#"{"in":"query","name":"limit","pointer":"","rule":"integer"}"#),
        ("/f/x?limit=1&limit=2", json, r#"{"n":1}"#, 400, r#""rule":"repeated""#),
        ("/f/x?limit=101", json, r#"{"n":1}"#, 422, r#""rule":"maximum 100""#),
        ("/f/x?limit=secret", json, r#"{"n":"secret"}"#, 400, r#""in":"body","name":"","pointer":"/n""#),
    ] {
        let seen = put(&router, path, kind, body).await;
        assert_eq!(seen.status, status, "{path} {body}: {}", seen.text);
        assert!(seen.text.contains(expected), "{path} {body}: {}", seen.text);
        assert!(!seen.text.contains("secret"), "input comes back: {}", seen.text);
    }
    let request = HttpRequest::builder().method("PUT").uri("/f/x").header(header::ACCEPT, "text/html");
    assert_eq!(send(&router, request.body(Stream::empty()).expect("a request")).await.status, 406);
}

#[tokio::test]
async fn hooks_decide() {
    static DOCUMENT: ErrorDocument = ErrorDocument {
        media_type: "application/json",
        codes: &[(401, "not_authorized")],
        default_code: "bad",
        body: r#"{"code":"{code}","http":"{status}"}"#,
    };
    let server = Server::with_rejections(echo(&[&SEND]), &[], |rejection, _| DOCUMENT.answer(rejection));
    let router = server
        .guarded_by(Anyone)
        .authorize(|operation, mut head: Head| async move {
            assert_eq!(operation.id, "send");
            match head.headers.get(header::AUTHORIZATION) {
                Some(_) if head.uri.path() == "/f/locked" => Err(Rejection::forbidden()),
                Some(token) => {
                    assert!(!format!("{head:?}").contains("token"), "{token:?} is shown");
                    head.extensions.insert("caller");
                    Ok(head)
                }
                None => Err(Rejection::unauthorized()),
            }
        })
        .into_router();
    let refused = put(&router, "/f/x", None, "").await;
    assert_eq!(refused.text, r#"{"code":"not_authorized","http":401}"#);
    assert_eq!(refused.challenge.as_deref(), Some("Bearer"));
    for (path, status) in [("/f/locked", 403), ("/f/open", 200)] {
        let request = HttpRequest::builder().method("PUT").uri(path).header(header::AUTHORIZATION, "token");
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Stream::from("{}"));
        assert_eq!(send(&router, request.expect("a request")).await.status, status);
    }
}

#[tokio::test]
async fn a_rejection_of_an_implementation_goes_through_the_hook() {
    let mut operations = Operations::default();
    operations.push(&ROOT, |_| async { Ok(Rejection::new(Kind::NotImplemented).into_response()) });
    let server = Server::with_rejections(operations, &[], |rejection, operation| {
        (rejection.status, operation.map_or("", |operation| operation.id)).into_response()
    });
    let seen = ask(&server.into_router(), "GET", "/").await;
    assert_eq!((seen.status, seen.text.as_str()), (501, "root"));
}
