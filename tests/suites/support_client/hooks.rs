//! Who is told of requests and answers, and what.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::ready;
use crate::stage::{Find, Health, Reply, Server, held, ms, status, with};
use crate::support::{Call, Credential, Parameter, RetryPolicy};

type Log = Arc<Mutex<Vec<String>>>;

fn note(log: &Log, line: String) {
    held(log).push(line);
}

#[test]
fn hooks_are_called_in_order_around_each_attempt() {
    let server = Server::statuses(&[503, 200]);
    let log = Log::default();
    let endpoint = server.endpoint(|settings| {
        for name in ["a", "b"] {
            let kept = Arc::clone(&log);
            settings.on_request(move |attempt, _| note(&kept, format!("{name} -> {attempt:?}")));
            let kept = Arc::clone(&log);
            settings.on_response(move |attempt, attempted| {
                let status = attempted.status().expect("an answer");
                note(&kept, format!("{name} <- {} {status}", attempt.number()));
            });
        }
    });
    ready(Call::<Health>::new(&endpoint).send()).expect("a success");
    assert_eq!(
        *held(&log),
        [
            "a -> Attempt(GET /health, 1)",
            "b -> Attempt(GET /health, 1)",
            "a <- 1 503 Service Unavailable",
            "b <- 1 503 Service Unavailable",
            "a -> Attempt(GET /health, 2)",
            "b -> Attempt(GET /health, 2)",
            "a <- 2 200 OK",
            "b <- 2 200 OK",
        ]
    );
}

#[test]
fn hooks_see_everything_but_secrets() {
    let server = Server::new(|_| with(200, &[("set-cookie", "sid=s3cr3t"), ("x-answer", "1")], ""));
    let log = Log::default();
    let endpoint = server.endpoint(|settings| {
        settings.credential("key", Credential::in_query("key", "s3cr3t"));
        settings.credential("sid", Credential::in_cookie("sid", "s3cr3t"));
        let kept = Arc::clone(&log);
        settings.on_request(move |attempt, headers| {
            assert_eq!((attempt.method().as_str(), attempt.path_template()), ("GET", "/pets"));
            note(&kept, format!("{} {headers:?}", attempt.url()));
        });
        let kept = Arc::clone(&log);
        settings.on_response(move |_, attempted| note(&kept, format!("{attempted:?}")));
    });
    let call = Call::<Find>::new(&endpoint).header("authorization", "Custom s3cr3t");
    ready(call.parameter(Parameter::query("size"), &1).send()).expect("a success");
    let lines = held(&log).join("\n");
    assert!(!lines.contains("s3cr3t"), "{lines}");
    for shown in ["https://pets.example/pets?size=1 ", "\"user-agent\": \"pets-client/0.1.0\"", "\"x-answer\": \"1\""] {
        assert!(lines.contains(shown), "{shown} in {lines}");
    }
    assert_eq!(server.asked()[0].url, "https://pets.example/pets?size=1&key=s3cr3t");
}

#[test]
fn hooks_hear_of_answers_that_did_not_come() {
    let log = Log::default();
    let server = Server::new(|asked| if asked.before == 0 { Reply::Broken } else { Reply::Silence });
    let endpoint = server.endpoint(|settings| {
        settings.attempt_timeout(Duration::from_secs(2));
        settings.retries(RetryPolicy::default().attempts(2).base_delay(ms(0)));
        let kept = Arc::clone(&log);
        settings.on_response(move |_, attempted| {
            let error = attempted.error().expect("no answer");
            assert!(attempted.status().is_none() && attempted.headers().is_none());
            note(&kept, format!("{error} after {:?}", attempted.elapsed().expect("a clock")));
        });
    });
    assert!(ready(Call::<Health>::new(&endpoint).send()).is_err());
    assert_eq!(*held(&log), ["connection reset after 0ns", "2s were not enough after 2s"]);
}

#[test]
fn an_attempt_is_told_once_by_a_request_that_is_only_looked_at() {
    let log = Log::default();
    let server = Server::new(|_| status(200));
    let kept = Arc::clone(&log);
    let endpoint = server.endpoint(|settings| settings.on_request(move |_, _| note(&kept, "sent".to_owned())));
    let call = Call::<Health>::new(&endpoint);
    call.request().expect("a request");
    assert_eq!(*held(&log), [""; 0]);
    ready(call.send()).expect("a success");
    assert_eq!(*held(&log), ["sent"]);
}
