//! Credentials that are found when they are needed: by providers, and by the client credentials grant.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::Method;

use crate::ready;
use crate::stage::{Add, Asked, Find, Health, Put, Reply, Server, held, status, with};
use crate::support::{Call, ClientCredentials, Credential, CredentialError, EndpointBuilder, Error, Wanted};

const TOKEN_URL: &str = "https://login.example/token";

fn client(settings: &mut EndpointBuilder) {
    settings.client("token", TOKEN_URL, ClientCredentials::new("my id", "s3cr3t:/ü"));
}

/// A token server that counts, beside an API that takes what it likes.
fn oauth(expires_in: &'static str, api: impl Fn(&Asked) -> u16 + Send + Sync + 'static) -> Server {
    let tokens = AtomicUsize::new(0);
    Server::new(move |asked| match asked.url == TOKEN_URL {
        true => {
            let token = tokens.fetch_add(1, Ordering::Relaxed) + 1;
            let body = format!(r#"{{"access_token":"t{token}","token_type":"Bearer"{expires_in}}}"#);
            with(200, &[("content-type", "application/json")], &body)
        }
        false => status(api(asked)),
    })
}

/// What the API was sent as credentials, token requests shown as `token`.
fn seen(server: &Server) -> Vec<String> {
    let shown = |asked: &Asked| match asked.url == TOKEN_URL {
        true => "token".to_owned(),
        false => asked.header("authorization").to_owned(),
    };
    server.asked().iter().map(shown).collect()
}

#[test]
fn a_client_asks_for_a_token_as_rfc_6749_says() {
    let server = oauth("", |_| 200);
    let endpoint = server.endpoint(|settings| {
        let client = ClientCredentials::new("my id", "s3cr3t:/ü").parameter("audience", "https://pets.example/a b");
        settings.client("token", TOKEN_URL, client);
    });
    ready(Call::<Find>::new(&endpoint).send()).expect("a success");

    let asked = &server.asked()[0];
    assert_eq!((&asked.method, asked.url.as_str()), (&Method::POST, TOKEN_URL));
    assert_eq!(asked.header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(asked.header("user-agent"), "pets-client/0.1.0");
    assert_eq!(asked.body, "grant_type=client_credentials&scope=pets%3Aread&audience=https%3A%2F%2Fpets.example%2Fa+b");
    // base64 of `my+id:s3cr3t%3A%2F%C3%BC`: both are encoded as in a form first (2.3.1).
    assert_eq!(asked.header("authorization"), "Basic bXkraWQ6czNjcjN0JTNBJTJGJUMzJUJD");
    assert!(asked.headers["authorization"].is_sensitive());
    assert_eq!(seen(&server), ["token", "Bearer t1"]);
}

#[test]
fn a_token_serves_until_shortly_before_its_end() {
    let server = oauth(r#","expires_in":3600"#, |_| 200);
    let endpoint = server.endpoint(client);
    let call = || ready(Call::<Find>::new(&endpoint).send()).expect("a success");
    call();
    server.clock().advance(Duration::from_secs(3539));
    call();
    server.clock().advance(Duration::from_secs(1));
    call();
    assert_eq!(seen(&server), ["token", "Bearer t1", "Bearer t1", "token", "Bearer t2"]);

    // Without an end: until it is refused. Seconds may be written as a text.
    for (expires_in, expected) in [("", "Bearer t1"), (r#","expires_in":"60""#, "Bearer t2")] {
        let server = oauth(expires_in, |_| 200);
        let endpoint = server.endpoint(client);
        ready(Call::<Find>::new(&endpoint).send()).expect("a success");
        server.clock().advance(Duration::from_secs(1_000_000));
        ready(Call::<Find>::new(&endpoint).send()).expect("a success");
        assert_eq!(seen(&server).last().map(String::as_str), Some(expected));
    }
}

#[test]
fn scopes_have_tokens_of_their_own() {
    let server = oauth("", |_| 200);
    let endpoint = server.endpoint(client);
    ready(Call::<Find>::new(&endpoint).send()).expect("a success");
    ready(Call::<Put>::new(&endpoint).send()).expect("a success");
    ready(Call::<Add>::new(&endpoint).send()).expect("a success");
    assert_eq!(seen(&server), ["token", "Bearer t1", "token", "Bearer t2", "Bearer t1"]);
    assert_eq!(server.asked()[2].body, "grant_type=client_credentials&scope=pets%3Awrite+pets%3Aread");
}

#[test]
fn a_refused_token_is_replaced_once_whatever_the_method_is() {
    let server = oauth("", |asked| if asked.header("authorization") == "Bearer t1" { 401 } else { 200 });
    let endpoint = server.endpoint(client);
    ready(Call::<Add>::new(&endpoint).send()).expect("a success");
    assert_eq!(seen(&server), ["token", "Bearer t1", "token", "Bearer t2"]);

    // A second 401 is an answer.
    let server = oauth("", |_| 401);
    let error = ready(Call::<Find>::new(&server.endpoint(client)).send()).expect_err("401");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(seen(&server), ["token", "Bearer t1", "token", "Bearer t2"]);

    // What is fixed cannot be replaced.
    let server = Server::statuses(&[401, 200]);
    let endpoint = server.endpoint(|settings| settings.credential("token", Credential::bearer("fixed")));
    assert!(ready(Call::<Find>::new(&endpoint).send()).is_err());
    assert_eq!(server.count(), 1);

    // Nor need there be a clock.
    let server = oauth("", |asked| if asked.before < 2 { 401 } else { 200 }).without_clock();
    ready(Call::<Find>::new(&server.endpoint(client)).send()).expect("a success");
}

#[test]
fn calls_at_the_same_time_share_a_token() {
    let open = Arc::new(AtomicUsize::new(0));
    let asked = Arc::new(AtomicUsize::new(0));
    let server = Server::new(|asked| status(if asked.header("authorization") == "Bearer t1" { 401 } else { 200 }));
    let (gate, questions) = (Arc::clone(&open), Arc::clone(&asked));
    let endpoint = server.endpoint(|settings| {
        settings.provider("token", move |_: Wanted| {
            let (gate, number) = (Arc::clone(&gate), questions.fetch_add(1, Ordering::Relaxed) + 1);
            async move {
                // Waits until the gate is open for it.
                std::future::poll_fn(|_| match gate.load(Ordering::Relaxed) >= number {
                    true => Poll::Ready(()),
                    false => Poll::Pending,
                })
                .await;
                Ok(Credential::bearer(&format!("t{number}"))?.expires_in(Duration::MAX))
            }
        });
    });
    let (mut one, mut two) = (pin!(Call::<Find>::new(&endpoint).send()), pin!(Call::<Find>::new(&endpoint).send()));
    let mut cx = Context::from_waker(Waker::noop());
    for gate in 0..2 {
        open.store(gate, Ordering::Relaxed);
        assert!(one.as_mut().poll(&mut cx).is_pending());
        assert!(two.as_mut().poll(&mut cx).is_pending());
        assert_eq!(asked.load(Ordering::Relaxed), gate + 1, "one question for both, and one after both were refused");
    }
    open.store(2, Ordering::Relaxed);
    assert!(matches!(one.as_mut().poll(&mut cx), Poll::Ready(Ok(_))));
    assert!(matches!(two.as_mut().poll(&mut cx), Poll::Ready(Ok(_))));
    assert_eq!(seen(&server), ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
}

#[test]
fn a_call_that_is_given_up_does_not_hold_up_others() {
    let server = Server::statuses(&[200]);
    let asked = Arc::new(AtomicUsize::new(0));
    let questions = Arc::clone(&asked);
    let endpoint = server.endpoint(|settings| {
        settings.provider("token", move |_: Wanted| {
            let number = questions.fetch_add(1, Ordering::Relaxed);
            async move {
                if number == 0 {
                    std::future::pending::<()>().await;
                }
                Ok(Credential::bearer("t")?)
            }
        });
    });
    {
        let mut given_up = pin!(Call::<Find>::new(&endpoint).send());
        assert!(given_up.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    ready(Call::<Find>::new(&endpoint).send()).expect("a question of its own");
    // And a deadline holds for providers too.
    let stuck = server.endpoint(|settings| settings.provider("token", |_: Wanted| std::future::pending()));
    let error = ready(Call::<Find>::new(&stuck).timeout(Duration::from_secs(1)).send()).expect_err("no credential");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

#[test]
fn providers_serve_every_kind_of_scheme() {
    let wanted = Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = Arc::clone(&wanted);
    let server = Server::statuses(&[401, 200]);
    let endpoint = server.endpoint(|settings| {
        settings.provider("key", move |wanted: Wanted| {
            held(&kept).push((wanted.scheme(), wanted.scopes(), wanted.is_refused()));
            async { Ok(Credential::in_query("key", "k 1")?) }
        });
        settings.provider("sid", |_: Wanted| async { Ok(Credential::in_cookie("sid", "s")?) });
    });
    ready(Call::<Find>::new(&endpoint).send()).expect("a success");
    let asked = &server.asked()[1];
    assert_eq!((asked.url.as_str(), asked.header("cookie")), ("https://pets.example/pets?key=k%201", "sid=s"));
    // One that does not say how long it lasts is asked for each attempt.
    assert_eq!(*held(&wanted), [("key", &[][..], false), ("key", &[][..], true)]);

    let server = Server::statuses(&[200]);
    let endpoint = server.endpoint(|settings| {
        settings.provider("token", |wanted: Wanted| async move {
            assert_eq!(wanted.scopes(), ["pets:read"]);
            Ok(Credential::authorization("Negotiate YII=")?)
        });
    });
    ready(Call::<Find>::new(&endpoint).send()).expect("a success");
    assert_eq!(server.asked()[0].header("authorization"), "Negotiate YII=");
    // What has to be fetched first is not part of a request that is only looked at.
    let request = Call::<Find>::new(&endpoint).request().expect("a request");
    assert!(!request.headers().contains_key("authorization"));
}

#[test]
fn operations_without_security_ask_nobody() {
    let server = oauth("", |_| 200);
    let endpoint = server.endpoint(|settings| {
        client(settings);
        settings.provider("key", |_: Wanted| async { Err("nobody asks".into()) });
    });
    ready(Call::<Health>::new(&endpoint).send()).expect("a success");
    assert_eq!(seen(&server), [""]);
}

fn error_of(server: &Server, settings: impl FnOnce(&mut EndpointBuilder)) -> CredentialError {
    match ready(Call::<Find>::new(&server.endpoint(settings)).send()) {
        Err(Error::Credential(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_a_credential_nothing_is_sent() {
    let server = Server::statuses(&[200]);
    let error = error_of(&server, |settings| {
        settings.provider("token", |_: Wanted| async { Err("the vault is sealed: s3cr3t".into()) });
    });
    assert_eq!(error.to_string(), "not sent: no credential for `token`");
    assert_eq!(server.count(), 0);

    let rows = [
        (400, r#"{"error":"invalid_client","error_description":"s3cr3t"}"#, 1, ": invalid_client"),
        (400, r#"{"error":"S3CR3T:"}"#, 1, ""),
        (503, "<html>", 3, ""),
    ];
    for (answer, body, requests, code) in rows {
        let server = Server::new(move |_| with(answer, &[], body));
        let error = error_of(&server, client);
        let source = std::error::Error::source(&error).expect("a source").to_string();
        let status = http::StatusCode::from_u16(answer).expect("a status");
        assert_eq!(source, format!("the token server answered {status}{code}"));
        assert_eq!(server.count(), requests, "{answer}: tried again where that may help");
    }
    for body in ["", "{}", r#"{"access_token":"a b"}"#, r#"{"access_token":"t","token_type":"mac"}"#] {
        let error = error_of(&Server::new(move |_| with(200, &[], body)), client);
        assert!(std::error::Error::source(&error).is_some(), "{body}");
    }
    assert!(matches!(
        ready(Call::<Find>::new(&Server::new(|_| Reply::Silence).endpoint(client)).send()),
        Err(Error::Credential(_)),
    ));
}

#[test]
fn token_urls_are_absolute_or_of_the_base_and_never_in_the_clear() {
    let url = |base: &str, document: &'static str, own: Option<&str>| {
        let server = Server::new(|_| status(500));
        let mut settings = EndpointBuilder::default();
        settings.transport(server.clone());
        let client = ClientCredentials::new("id", "secret");
        let client = own.map_or(client.clone(), |own| client.token_url(own));
        settings.client("token", document, client);
        let endpoint = settings.build(base, "", "pets-client/0.1.0").map_err(|error| error.to_string())?;
        let _ = ready(Call::<Find>::new(&endpoint).send());
        Ok::<_, String>(server.asked()[0].url.clone())
    };
    let base = "https://pets.example/v1";
    assert_eq!(url(base, "https://a.example/t", None).as_deref(), Ok("https://a.example/t"));
    assert_eq!(url(base, "/oauth/token", None).as_deref(), Ok("https://pets.example/oauth/token"));
    assert_eq!(url(base, "token", None).as_deref(), Ok("https://pets.example/v1/token"));
    assert_eq!(url(base, "https://{tenant}/t", Some("https://b.example/t")).as_deref(), Ok("https://b.example/t"));
    assert_eq!(url("http://127.0.0.1:1", "/t", None).as_deref(), Ok("http://127.0.0.1:1/t"));
    for (document, own) in [("http://a.example/t", None), ("ftp://a/t", None), ("https://{tenant}/t", None)] {
        assert!(url(base, document, own).is_err(), "{document}");
    }
}

#[test]
fn secrets_are_not_printed() {
    let settings = ClientCredentials::new("id", "s3cr3t").parameter("password", "s3cr3t");
    let mut builder = EndpointBuilder::default();
    builder.client("token", TOKEN_URL, settings.clone());
    assert!(!format!("{settings:?} {builder:?}").contains("s3cr3t"));
    let server = oauth("", |_| 200);
    let endpoint = server.endpoint(|builder| builder.client("token", TOKEN_URL, settings));
    ready(Call::<Find>::new(&endpoint).send()).expect("a success");
    let request = Call::<Find>::new(&endpoint).request().expect("a request");
    assert_eq!(request.headers()["authorization"], "Bearer t1", "a token that is there is shown");
    assert!(!format!("{endpoint:?} {:?}", request.headers()).contains("t1"));
}
