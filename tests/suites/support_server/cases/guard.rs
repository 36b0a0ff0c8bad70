//! Who is let in: credentials as they are sent, alternatives, and who decides.

use axum::Router;
use axum::body::{Body as Stream, to_bytes};
use axum::http::{Request as HttpRequest, header};
use axum::response::IntoResponse;
use tower::ServiceExt;

use crate::guard::Principal;
use crate::{
    Anyone, Arrived, Authorizer, Basic, Credential, Guard, Guards, Head, Invalid, Kind, Operation, Operations,
    Rejection, Request, Requirement, Scheme, SchemePlace, Secret, Server,
};

static TOKEN: Scheme = Scheme { name: "token", place: SchemePlace::Bearer };
static USER: Scheme = Scheme { name: "user", place: SchemePlace::Basic };
static KEY: Scheme = Scheme { name: "key", place: SchemePlace::Header("x-key") };
static ASKED: Scheme = Scheme { name: "asked", place: SchemePlace::Query("key") };
static SESSION: Scheme = Scheme { name: "session", place: SchemePlace::Cookie("session") };
static OTHER: Scheme = Scheme { name: "other", place: SchemePlace::Unknown };

const fn by(scheme: &'static Scheme) -> Credential {
    Credential::new(scheme, &[])
}

static OPEN: Operation = Operation { id: "open", ..Operation::BASE };
static BEARER: Operation =
    Operation { id: "bearer", security: &[Requirement::all_of(&[by(&TOKEN)])], ..Operation::BASE };
static BASIC: Operation = Operation { id: "basic", security: &[Requirement::all_of(&[by(&USER)])], ..Operation::BASE };
static HEADER: Operation = Operation { id: "header", security: &[Requirement::all_of(&[by(&KEY)])], ..Operation::BASE };
static QUERY: Operation = Operation { id: "query", security: &[Requirement::all_of(&[by(&ASKED)])], ..Operation::BASE };
static COOKIE: Operation =
    Operation { id: "cookie", security: &[Requirement::all_of(&[by(&SESSION)])], ..Operation::BASE };
static ELSEWHERE: Operation =
    Operation { id: "elsewhere", security: &[Requirement::all_of(&[by(&OTHER)])], ..Operation::BASE };
static EITHER: Operation = Operation {
    id: "either",
    security: &[Requirement::all_of(&[by(&TOKEN)]), Requirement::all_of(&[by(&USER), by(&KEY)])],
    ..Operation::BASE
};
static MAYBE: Operation = Operation {
    id: "maybe",
    security: &[Requirement::all_of(&[]), Requirement::all_of(&[by(&TOKEN)])],
    ..Operation::BASE
};
static SCOPED: Operation = Operation {
    id: "scoped",
    security: &[Requirement::all_of(&[Credential::new(&TOKEN, &["write"])])],
    ..Operation::BASE
};
static LISTED: Operation =
    Operation { id: "listed", authorizers: &[Authorizer::new("Role", &["admin"])], ..Operation::BASE };
static PERMITTED: Operation = Operation { id: "permitted", permissions: &[&["read"]], ..Operation::BASE };

/// Knows one credential of each scheme.
struct Callers;

#[derive(Debug, PartialEq)]
struct Caller(&'static str);

fn known(credential: &str, expected: &str, name: &'static str) -> Result<Caller, Rejection> {
    if credential == expected { Ok(Caller(name)) } else { Err(Rejection::unauthorized()) }
}

type Answer<'a> = std::pin::Pin<Box<dyn Future<Output = Result<Principal, Rejection>> + Send + 'a>>;

fn text(name: &'static str) -> impl for<'a> Fn(Secret, &'a Head) -> Answer<'a> {
    move |credential, _| Box::pin(async move { known(credential.expose(), "let me in", name).map(Principal::new) })
}

impl Guards for Callers {
    fn into_guard(self) -> Guard {
        Guard::default()
            .text(&TOKEN, text("token"))
            .text(&KEY, text("key"))
            .text(&ASKED, text("asked"))
            .text(&SESSION, text("session"))
            .basic(&USER, |user: Basic, _| {
                Box::pin(async move { known(user.password.expose(), "a:b", "user").map(Principal::new) })
            })
            .other(&OTHER, |head| {
                Box::pin(async move { Ok(head.headers.get("x-other").map(|_| Principal::new(Caller("other")))) })
            })
            .authorize(|operation, head| {
                Box::pin(async move {
                    let scopes: Vec<&str> =
                        head.granted().iter().flat_map(|all| all.all_of).flat_map(|one| one.scopes).copied().collect();
                    match (operation.authorizers, operation.permissions, scopes.as_slice()) {
                        ([], [], []) => Ok(()),
                        ([], [], ["write"]) if head.headers.contains_key("x-may-write") => {
                            head.extensions.insert("decided");
                            Ok(())
                        }
                        _ => Err(Rejection::forbidden()),
                    }
                })
            })
    }
}

struct Called(Head);

impl Request for Called {
    fn read(arrived: &mut Arrived) -> Result<Self, Invalid> {
        Ok(Self(arrived.take_head()))
    }

    fn head(&self) -> &Head {
        &self.0
    }
}

fn router(operation: &'static Operation, guard: impl Guards) -> Router {
    let mut operations = Operations::default();
    operations.push(operation, |mut arrived: Box<Arrived>| async move {
        let called = arrived.request::<Called>()?;
        let head = called.head();
        let caller = head.principal::<Caller>().map_or("nobody", |caller| caller.0);
        let decided = head.extensions.get::<&str>().copied().unwrap_or_default();
        Ok(format!("{caller} {decided}").trim_end().to_owned().into_response())
    });
    Server::with_rejections(operations, &[], |rejection, _| rejection.problem()).guarded_by(guard).into_router()
}

/// Status and text of an answer, or its challenges.
async fn ask(router: &Router, uri: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let mut request = HttpRequest::builder().uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.clone().oneshot(request.body(Stream::empty()).expect("a request")).await.expect("an answer");
    let status = response.status().as_u16();
    let challenges = response.headers().get_all(header::WWW_AUTHENTICATE).iter();
    let challenges: Vec<String> = challenges.map(|line| line.to_str().expect("ASCII").to_owned()).collect();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body in memory");
    let text = String::from_utf8(bytes.into()).expect("UTF-8");
    for secret in ["let me in", "bGV0", "a:b"] {
        assert!(!text.contains(secret), "a credential comes back: {text}");
    }
    (status, if status == 200 { text } else { challenges.join("; ") })
}

#[tokio::test]
async fn credentials_are_found_at_their_places() {
    // `user:a:b` and `user` as base64.
    let (good, bad) = ("Basic dXNlcjphOmI=", "Basic dXNlcg==");
    let (bearer, basic) = ("Bearer", "Basic realm=\"api\", charset=\"UTF-8\"");
    for (operation, uri, headers, expected) in [
        (&OPEN, "/", &[][..], (200, "nobody")),
        (&BEARER, "/", &[("authorization", "Bearer let me in")], (200, "token")),
        (&BEARER, "/", &[("authorization", "bearer  let me in")], (200, "token")),
        (&BEARER, "/", &[], (401, bearer)),
        (&BEARER, "/", &[("authorization", "Bearer")], (401, bearer)),
        (&BEARER, "/", &[("authorization", "Bearer of somebody else")], (401, bearer)),
        (&BEARER, "/", &[("authorization", good)], (401, bearer)),
        (&BEARER, "/", &[("authorization", "Bearer let me in"), ("authorization", "Bearer x")], (401, bearer)),
        (&BASIC, "/", &[("authorization", good)], (200, "user")),
        (&BASIC, "/", &[("authorization", bad)], (401, basic)),
        (&BASIC, "/", &[("authorization", "Basic §")], (401, basic)),
        (&HEADER, "/", &[("x-key", "let me in")], (200, "key")),
        (&HEADER, "/", &[("x-key", "")], (401, "ApiKey name=\"x-key\"")),
        (&HEADER, "/", &[("x-key", "let me in"), ("x-key", "let me in")], (401, "ApiKey name=\"x-key\"")),
        (&QUERY, "/?key=let+me%20in", &[], (200, "asked")),
        (&QUERY, "/?other=let+me%20in", &[], (401, "ApiKey name=\"key\"")),
        (&QUERY, "/?key=%FF", &[], (401, "ApiKey name=\"key\"")),
        (&COOKIE, "/", &[("cookie", "a=b; session=let%20me%20in")], (200, "session")),
        (&COOKIE, "/", &[("cookie", "a=b")], (401, "ApiKey name=\"session\"")),
        (&ELSEWHERE, "/", &[("x-other", "1")], (200, "other")),
        (&ELSEWHERE, "/", &[], (401, "")),
    ] {
        let (status, text) = ask(&router(operation, Callers), uri, headers).await;
        assert_eq!((status, text.as_str()), expected, "{} {uri} {headers:?}", operation.id);
    }
}

/// What is printed of a request goes to logs.
#[tokio::test]
async fn credentials_are_not_printed() {
    static ALL: Operation = Operation {
        security: &[Requirement::all_of(&[by(&TOKEN), by(&KEY), by(&ASKED), by(&SESSION)])],
        ..Operation::BASE
    };
    let mut request = HttpRequest::builder().uri("/a?b=1&k%65y=let+me+in&c");
    for (name, value) in
        [("authorization", "Bearer let me in"), ("x-key", "let me in"), ("cookie", "session=let me in")]
    {
        request = request.header(name, value);
    }
    let (parts, _) = request.body(()).expect("a request").into_parts();
    let head = Head::new(parts, &ALL);
    let arrived = Arrived::new(&ALL, head.clone(), crate::captures::Captures::default(), crate::Checks::Off);
    for printed in [format!("{head:?}"), format!("{arrived:?}")] {
        assert!(!printed.contains("let") && printed.contains("/a?b=1&k%65y=…&c"), "{printed}");
    }
}

#[tokio::test]
async fn one_alternative_is_enough_and_all_of_it_is_needed() {
    let (token, wrong) = (("authorization", "Bearer let me in"), ("authorization", "Bearer wrong"));
    let (user, key) = (("authorization", "Basic dXNlcjphOmI="), ("x-key", "let me in"));
    for (operation, headers, expected) in [
        (&EITHER, &[token][..], (200, "token")),
        (&EITHER, &[user, key], (200, "user")),
        (&EITHER, &[wrong, key], (401, "")),
        (&EITHER, &[user], (401, "")),
        (&EITHER, &[], (401, "")),
        (&MAYBE, &[], (200, "nobody")),
        (&MAYBE, &[token], (200, "token")),
        // Whoever sends a credential wants to be known by it.
        (&MAYBE, &[wrong], (401, "")),
    ] {
        let (status, text) = ask(&router(operation, Callers), "/", headers).await;
        let text = if status == 401 { "" } else { text.as_str() };
        assert_eq!((status, text), expected, "{} {headers:?}", operation.id);
    }
}

#[tokio::test]
async fn scopes_authorizers_and_permissions_reach_the_one_who_decides() {
    let token = ("authorization", "Bearer let me in");
    for (operation, headers, expected) in [
        (&SCOPED, &[token, ("x-may-write", "1")][..], (200, "token decided")),
        (&SCOPED, &[token], (403, "")),
        (&SCOPED, &[], (401, "Bearer")),
        (&LISTED, &[token], (403, "")),
        (&PERMITTED, &[token], (403, "")),
        (&BEARER, &[token], (200, "token")),
    ] {
        let (status, text) = ask(&router(operation, Callers), "/", headers).await;
        assert_eq!((status, text.as_str()), expected, "{} {headers:?}", operation.id);
    }
}

#[tokio::test]
async fn nothing_is_open_by_omission() {
    struct Nobody;
    impl Guards for Nobody {
        fn into_guard(self) -> Guard {
            Guard::default()
        }
    }
    let token = [("authorization", "Bearer let me in")];
    for (operation, status) in [(&OPEN, 200), (&BEARER, 401), (&SCOPED, 401), (&LISTED, 403), (&PERMITTED, 403)] {
        assert_eq!(ask(&router(operation, Nobody), "/", &token).await.0, status, "{}", operation.id);
        assert_eq!(ask(&router(operation, Anyone), "/", &[]).await.0, 200, "{} behind `Anyone`", operation.id);
    }
}

#[tokio::test]
async fn an_authenticator_that_cannot_tell_says_so() {
    struct Down;
    impl Guards for Down {
        fn into_guard(self) -> Guard {
            Guard::default().text(&TOKEN, |_, _| {
                Box::pin(async { Err(Rejection::status(axum::http::StatusCode::SERVICE_UNAVAILABLE)) })
            })
        }
    }
    let token = [("authorization", "Bearer let me in")];
    assert_eq!(ask(&router(&BEARER, Down), "/", &token).await, (503, String::new()));
    assert_eq!(ask(&router(&BEARER, Down), "/", &[]).await.0, 401);
}

#[test]
fn a_head_made_for_a_test_can_have_a_caller() {
    let head = Head::default().called_by(&TOKEN, Caller("token"));
    assert_eq!(head.principal::<Caller>(), Some(&Caller("token")));
    assert_eq!(head.principal_by::<Caller>(&TOKEN), Some(&Caller("token")));
    assert_eq!(head.principal_by::<Caller>(&KEY), None);
    assert_eq!(head.principal::<String>(), None);
    assert!(!format!("{head:?}").contains("Caller"), "who calls is nobody's business in logs: {head:?}");
    assert_eq!(Rejection::new(Kind::Unauthorized), Rejection::unauthorized());
}
