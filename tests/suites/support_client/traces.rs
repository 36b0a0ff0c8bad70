//! Spans of attempts: what they tell, and what they keep to themselves.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::stage::{Find, Health, Reply, Server, status};
use crate::support::{Call, Credential, Operation, Parameter};
use crate::{FindPet, ready};

type Span = BTreeMap<&'static str, String>;

/// Keeps the fields of the spans of each thread. It serves the whole program and stays: whether a span is wanted is
/// remembered for all threads, so one for a while and a thread would be asked by chance.
struct Keeper;

thread_local! {
    static SPANS: RefCell<Vec<Span>> = const { RefCell::new(Vec::new()) };
}

struct Fields<'a>(&'a mut Span);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Keeper {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut span = Span::from([("name", attributes.metadata().name().to_owned())]);
        attributes.record(&mut Fields(&mut span));
        SPANS.with_borrow_mut(|spans| {
            spans.push(span);
            Id::from_u64(spans.len() as u64)
        })
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let index = usize::try_from(id.into_u64()).expect("few spans") - 1;
        SPANS.with_borrow_mut(|spans| values.record(&mut Fields(spans.get_mut(index).expect("a span of ours"))));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn spans<O: Operation>(call: Call<O>) -> Vec<Span> {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| tracing::subscriber::set_global_default(Keeper).expect("the only one"));
    SPANS.take();
    // What comes of the call is not the matter.
    let _ = ready(call.send());
    SPANS.take()
}

fn expected(fields: &[(&'static str, &str)]) -> Span {
    fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

#[test]
fn each_attempt_has_a_span() {
    let fields = |number, outcome| {
        expected(&[
            ("name", "request"),
            ("otel.kind", "\"client\""),
            ("http.request.method", "\"GET\""),
            ("url.template", "\"/health\""),
            ("server.address", "\"pets.example\""),
            ("attempt", number),
            outcome,
        ])
    };
    let server = Server::new(|asked| match asked.before {
        0 => Reply::Broken,
        1 => Reply::Silence,
        _ => status(503),
    });
    let spans = spans(server.call::<Health>().attempt_timeout(std::time::Duration::from_secs(1)));
    assert_eq!(
        spans,
        [
            fields("1", ("error.type", "\"transport\"")),
            fields("2", ("error.type", "\"timeout\"")),
            fields("3", ("http.response.status_code", "503")),
        ]
    );
}

#[test]
fn spans_tell_no_values() {
    let server = Server::new(|_| status(200));
    let endpoint = server.endpoint(|settings| {
        settings.credential("key", Credential::in_query("key", "s3cr3t"));
        settings.credential("sid", Credential::in_cookie("sid", "s3cr3t"));
    });
    let call = Call::<Find>::new(&endpoint).parameter(Parameter::query("name"), "s3cr3t");
    let call = call.header("x-token", "s3cr3t").json_body("application/json", "s3cr3t");
    let mut spans_of_both = spans(call);
    spans_of_both.extend(spans(Call::<FindPet>::new(&endpoint).parameter(Parameter::path("color"), "s3cr3t")));
    let text = format!("{spans_of_both:?}");
    assert!(text.contains("/pets") && text.contains("/api/pets/{color}") && !text.contains("s3cr3t"), "{text}");
}
