//! Requests that go out again, and those that do not.

use std::time::Duration;

use crate::ready;
use crate::stage::{Add, Find, Health, Move, Put, Query, Reply, Server, ms, status, with};
use crate::support::{Call, Error, Operation, RetryMethods, RetryPolicy};

/// How many requests one call makes of a server.
fn requests<O: Operation>(server: &Server, policy: RetryPolicy) -> usize {
    // What comes of it does not matter here.
    let _ = ready(server.call::<O>().retries(policy).send());
    server.count()
}

#[test]
fn what_may_pass_is_tried_three_times() {
    for passing in [&[408], &[429], &[502], &[503], &[504]] {
        assert_eq!(requests::<Health>(&Server::statuses(passing), RetryPolicy::default()), 3, "{passing:?}");
    }
    for lasting in [&[200], &[302], &[400], &[401], &[404], &[409], &[500], &[501]] {
        assert_eq!(requests::<Health>(&Server::statuses(lasting), RetryPolicy::default()), 1, "{lasting:?}");
    }
    assert_eq!(requests::<Health>(&Server::new(|_| Reply::Broken), RetryPolicy::default()), 3);
    assert_eq!(requests::<Health>(&Server::new(|_| Reply::Hopeless), RetryPolicy::default()), 1);
}

#[test]
fn the_last_answer_is_the_one_that_counts() {
    let recovers = Server::statuses(&[503, 502, 200]);
    assert_eq!(ready(recovers.call::<Health>().send()).expect("a success").status(), 200);

    let fails = Server::statuses(&[503, 502, 504]);
    let error = ready(fails.call::<Health>().send()).expect_err("no success");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(504));
}

#[test]
fn methods_decide() {
    use RetryMethods::{Any, Idempotent, Safe};
    let attempts = |methods| {
        let policy = || RetryPolicy::default().methods(methods);
        let server = || Server::statuses(&[503]);
        (
            requests::<Health>(&server(), policy()),
            requests::<Put>(&server(), policy()),
            requests::<Add>(&server(), policy()),
        )
    };
    // GET, PUT, POST.
    assert_eq!(attempts(Safe), (3, 1, 1), "the default");
    assert_eq!(attempts(Idempotent), (3, 3, 1));
    assert_eq!(attempts(Any), (3, 3, 3));
    assert_eq!(requests::<Health>(&Server::statuses(&[503]), RetryPolicy::none()), 1);
    let asked = |server: &Server| server.asked().first().map(|asked| asked.method.to_string());
    let (query, moved) = (Server::statuses(&[503]), Server::statuses(&[503]));
    assert_eq!(requests::<Query>(&query, RetryPolicy::default()), 3);
    assert_eq!(requests::<Move>(&moved, RetryPolicy::default().methods(Idempotent)), 1);
    assert_eq!((asked(&query).as_deref(), asked(&moved).as_deref()), (Some("QUERY"), Some("M-MOVE")));
}

#[test]
fn a_post_is_tried_again_only_with_a_key() {
    let without = Server::statuses(&[503, 200]);
    assert!(ready(without.call::<Add>().send()).is_err());
    assert_eq!(without.count(), 1);

    // A key for each call, the same one for its attempts.
    let server = Server::statuses(&[503, 200, 503, 200]);
    let endpoint = server.endpoint(|settings| settings.idempotency_key_header("Idempotency-Key"));
    for _ in 0..2 {
        ready(Call::<Add>::new(&endpoint).send()).expect("a success at last");
    }
    let keys: Vec<String> = server.asked().iter().map(|asked| asked.header("idempotency-key").to_owned()).collect();
    assert_eq!((&keys[0], &keys[2]), (&keys[1], &keys[3]));
    assert_ne!(keys[0], keys[2]);
    assert!(is_uuid_of_version_4(&keys[0]), "{}", keys[0]);

    // Methods that need none get none.
    ready(Call::<Health>::new(&endpoint).send()).expect("a success");
    assert_eq!(server.asked().last().expect("a request").header("idempotency-key"), "");

    // The key of the caller stays, also where the client makes none.
    for endpoint in [&endpoint, &without.endpoint(|_| {})] {
        let call = Call::<Add>::new(endpoint).header("Idempotency-Key", "mine");
        assert_eq!(call.request().expect("a request").headers()["idempotency-key"], "mine");
    }
    let own = Server::statuses(&[503, 200]);
    ready(own.call::<Add>().header("Idempotency-Key", "mine").send()).expect("a success at last");
    assert_eq!(own.count(), 2);
}

fn is_uuid_of_version_4(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let hex = text.chars().all(|c| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c));
    let at = |index: usize| text.as_bytes().get(index).copied().unwrap_or_default();
    lengths == [8, 4, 4, 4, 12] && hex && at(14) == b'4' && b"89ab".contains(&at(19))
}

#[test]
fn waits_have_a_jitter_and_a_cap() {
    let most = [100, 200, 300, 300];
    let mut waits: [Vec<Duration>; 4] = Default::default();
    for _ in 0..50 {
        let server = Server::statuses(&[503]);
        let policy = RetryPolicy::default().attempts(5).base_delay(ms(100)).max_delay(ms(300));
        assert_eq!(requests::<Health>(&server, policy), 5);
        for (waits, slept) in waits.iter_mut().zip(server.clock().slept()) {
            waits.push(slept);
        }
    }
    // All of the range from zero, and nothing beyond it.
    for (waits, most) in waits.iter().zip(most.map(ms)) {
        let (low, high) = (waits.iter().min().expect("waits"), waits.iter().max().expect("waits"));
        assert!(
            *low < most.mul_f32(0.4) && *high > most.mul_f32(0.6) && *high <= most,
            "{low:?} to {high:?} of {most:?}"
        );
    }
}

#[test]
fn servers_say_how_long_to_wait() {
    type Row = (&'static [(&'static str, &'static str)], Option<u64>);
    let rows: &[Row] = &[
        (&[("retry-after", "7")], Some(7)),
        (&[("retry-after", " 0 ")], Some(0)),
        // A date is held against that of the server, and without one against the clock's: 1994-11-06T08:49:37Z.
        (&[("retry-after", "Mon, 01 Jan 2024 00:00:09 GMT"), ("date", "Mon, 01 Jan 2024 00:00:00 GMT")], Some(9)),
        (&[("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT")], Some(3)),
        (&[("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")], Some(0)),
        // More than a minute: the caller has the answer at once.
        (&[("retry-after", "61")], None),
        (&[("retry-after", "99999999999999999999999999")], None),
    ];
    for (headers, seconds) in rows.iter().copied() {
        let server = Server::new(move |asked| if asked.before == 0 { with(429, headers, "") } else { status(200) });
        let answer = ready(server.call::<Health>().send());
        let Some(seconds) = seconds.map(Duration::from_secs) else {
            assert_eq!(answer.expect_err("429").status().map(|status| status.as_u16()), Some(429));
            assert_eq!(server.clock().slept().len(), 0);
            continue;
        };
        answer.expect("a success");
        let slept: Duration = server.clock().slept().iter().sum();
        assert!(slept >= seconds && slept <= seconds + ms(250), "{headers:?}: {slept:?}");
    }
    // What nobody can read counts as nothing.
    let garbled = Server::new(|asked| match asked.before {
        0 => with(503, &[("retry-after", "soon")], ""),
        _ => status(200),
    });
    ready(garbled.call::<Health>().send()).expect("a success");
    assert!(garbled.clock().slept().iter().all(|slept| *slept <= ms(250)));
}

#[test]
fn an_outage_uses_up_the_budget_of_the_client() {
    let server = Server::new(|asked| status(if asked.url.ends_with("/health") { 503 } else { 200 }));
    let endpoint = server.endpoint(|settings| settings.retry_budget(5));
    for _ in 0..100 {
        assert!(ready(Call::<Health>::new(&endpoint).send()).is_err());
    }
    assert_eq!(server.count(), 100 + 5, "five retries for all calls together");
    // Every ten answers are good for one more.
    for _ in 0..20 {
        ready(Call::<Find>::new(&endpoint).send()).expect("a success");
    }
    for _ in 0..10 {
        assert!(ready(Call::<Health>::new(&endpoint).send()).is_err());
    }
    assert_eq!(server.count(), 105 + 20 + 10 + 2);
}

#[test]
fn without_a_clock_nothing_goes_out_again() {
    let server = Server::statuses(&[503, 200]).without_clock();
    let error = ready(server.call::<Health>().send()).expect_err("503");
    assert_eq!((error.status().map(|status| status.as_u16()), server.count()), (Some(503), 1));
}

#[test]
fn a_deadline_beats_retries() {
    let server = Server::new(|_| with(503, &[("retry-after", "5")], ""));
    let patient = server.call::<Health>().retries(RetryPolicy::default().attempts(100));
    let error = ready(patient.timeout(Duration::from_secs(12)).send()).expect_err("503");
    // Two waits of at least five seconds each fit, the third does not: the answer comes before the end.
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(server.count(), 3);
    assert!(server.clock().slept().iter().sum::<Duration>() < Duration::from_secs(12));
}

#[test]
fn attempts_have_a_limit_of_their_own() {
    let server = Server::new(|asked| if asked.before == 0 { Reply::Silence } else { status(200) });
    ready(server.call::<Health>().attempt_timeout(ms(800)).send()).expect("the second attempt is answered");
    assert_eq!(server.clock().slept().first(), Some(&ms(800)));

    // What is left of the whole may be less.
    let silent = Server::new(|_| Reply::Silence);
    let endpoint = silent.endpoint(|settings| {
        settings.timeout(ms(1000));
        settings.attempt_timeout(ms(800));
        settings.retries(RetryPolicy::default().base_delay(ms(0)));
    });
    let error = ready(Call::<Health>::new(&endpoint).send()).expect_err("nobody answers");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(silent.clock().slept(), [ms(800), ms(200)]);

    // A method that is not safe is tried once.
    let error = ready(silent.call::<Add>().timeout(ms(500)).send()).expect_err("nobody answers");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(silent.count(), 3);
}

#[test]
fn a_broken_body_is_a_broken_answer_and_a_large_one_is_not() {
    let server = Server::new(|asked| match asked.before {
        0 => Reply::Answer(http::Response::new(crate::support::Body::stream(Cut))),
        _ => with(200, &[], "whole"),
    });
    assert_eq!(ready(server.call::<Health>().send()).expect("a success").body, "whole");

    let large = Server::new(|_| with(200, &[], "12345"));
    let endpoint = large.endpoint(|settings| settings.response_limit(4));
    assert!(matches!(ready(Call::<Health>::new(&endpoint).send()), Err(Error::Transport(_))));
    assert_eq!(large.count(), 1);
}

/// A body that breaks off at once.
struct Cut;

impl futures_core::Stream for Cut {
    type Item = Result<bytes::Bytes, crate::support::TransportError>;
    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Err(crate::support::TransportError::new("connection reset"))))
    }
}
