//! What the programs of all documents share: cases come from a file, what came of them goes to standard output.
//!
//! This file is no part of the tests' own library: it is written beside the code that knows the operations.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use client::{Error, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

/// A call and the answer to it.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    pub operation: String,
    /// Arguments by their names in Rust.
    pub arguments: BTreeMap<String, Box<RawValue>>,
    /// The body: JSON, or a string that holds the bytes.
    #[serde(default, deserialize_with = "there")]
    pub body: Option<Box<RawValue>>,
    /// Whether the body is written as something else than JSON, which has no null and no empty list.
    pub opaque: bool,
    /// Whether a server puts in what the body leaves out.
    pub filled: bool,
    pub answer: Script,
    /// What the header `Prefer` says, if anything.
    #[serde(default)]
    pub prefer: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, Deserialize)]
pub struct Script {
    /// Its place among the documented answers; none: whatever the server has.
    pub outcome: usize,
    pub status: u16,
    /// Its variant in the client's enum; empty for a success that is not one of several.
    pub variant: String,
    /// Headers by their names in Rust.
    pub headers: BTreeMap<String, Box<RawValue>>,
    /// Their names on the wire.
    pub sent: Vec<String>,
    #[serde(default, deserialize_with = "there")]
    pub body: Option<Box<RawValue>>,
}

/// What is there, be it `null`.
fn there<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(deserializer).map(Some)
}

/// A call that is under way.
pub type Telling<'c> = Pin<Box<dyn Future<Output = Told> + 'c>>;

fn read<T: DeserializeOwned>(what: &str, text: &RawValue) -> T {
    serde_json::from_str(text.get()).unwrap_or_else(|fault| panic!("{what} cannot be {}: {fault}", text.get()))
}

impl Case {
    pub fn dressed<O: client::Operation>(&self, call: client::Call<O>) -> client::Call<O> {
        match &self.prefer {
            Some(prefer) => call.header("prefer", prefer),
            None => call,
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.arguments.contains_key(name)
    }

    pub fn value<T: DeserializeOwned>(&self, name: &str) -> T {
        let text = self.arguments.get(name).unwrap_or_else(|| panic!("no value for {name}"));
        read(name, text)
    }

    pub fn list<T: DeserializeOwned>(&self, name: &str) -> Vec<T> {
        self.value(name)
    }

    pub fn body<T: DeserializeOwned>(&self) -> T {
        read("the body", self.body.as_ref().expect("a case with a body"))
    }

    pub fn items<T: DeserializeOwned>(&self) -> Vec<T> {
        self.body()
    }
}

impl Script {
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).expect("a status")
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        read("the answer", self.body.as_ref().expect("an answer with a body"))
    }

    pub fn text(&self) -> String {
        self.json()
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.text().into_bytes()
    }

    pub fn header<T: DeserializeOwned>(&self, name: &str) -> T {
        read(name, self.headers.get(name).unwrap_or_else(|| panic!("no value for the header {name}")))
    }

    pub fn header_if_there<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.headers.get(name).map(|text| read(name, text))
    }
}

/// What arrived at the server.
#[derive(Debug, Default)]
pub struct Noted {
    operation: &'static str,
    arguments: BTreeMap<&'static str, String>,
    body: Option<String>,
}

impl Noted {
    pub fn of(operation: &'static str) -> Self {
        Self { operation, ..Self::default() }
    }

    pub fn argument<T: Serialize>(&mut self, name: &'static str, value: &T) {
        self.arguments.insert(name, serde_json::to_string(value).unwrap_or_else(|fault| fault.to_string()));
    }

    pub fn json<T: Serialize>(&mut self, body: &T) {
        self.body = Some(serde_json::to_string(body).unwrap_or_else(|fault| fault.to_string()));
    }

    pub fn bytes(&mut self, body: &[u8]) {
        self.body = Some(Value::from(String::from_utf8_lossy(body)).to_string());
    }
}

/// A server that answers what it is told to.
#[derive(Clone, Default)]
pub struct Scripted(Arc<Mutex<(Option<Script>, Option<Noted>)>>);

impl Scripted {
    pub fn next(&self, noted: Noted) -> Script {
        let mut both = self.0.lock().expect("no call panicked here");
        both.1 = Some(noted);
        both.0.clone().expect("a script before each call")
    }

    pub fn expect(&self, script: &Script) {
        *self.0.lock().expect("no call panicked here") = (Some(script.clone()), None);
    }

    pub fn noted(&self) -> Option<Noted> {
        self.0.lock().expect("no call panicked here").1.take()
    }
}

/// What came of a call.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Told {
    pub status: Option<u16>,
    pub variant: String,
    pub body: Option<String>,
    pub headers: BTreeMap<String, String>,
    /// The answer as text, if it is not too long.
    pub text: String,
    /// Why there is no documented answer.
    pub fault: Option<String>,
}

impl Told {
    pub fn empty(variant: &str) -> Self {
        Self { variant: variant.to_owned(), ..Self::default() }
    }

    pub fn json<T: Serialize>(variant: &str, body: &T) -> Self {
        let body = serde_json::to_string(body).unwrap_or_else(|fault| fault.to_string());
        Self { body: Some(body), ..Self::empty(variant) }
    }

    pub fn bytes(variant: &str, body: &[u8]) -> Self {
        Self { body: Some(Value::from(String::from_utf8_lossy(body)).to_string()), ..Self::empty(variant) }
    }

    pub fn of<B, E: std::fmt::Debug>(
        result: Result<Response<B>, Error<E>>,
        ok: impl Fn(&B) -> Self,
        err: impl Fn(&E) -> Self,
    ) -> Self {
        let (mut told, raw) = match &result {
            Ok(response) => (ok(&response.body), Some(response.raw())),
            Err(Error::Api(response)) => (err(&response.body), Some(response.raw())),
            Err(error) => {
                let body = error.raw().map(|raw| raw.text().into_owned());
                let fault = match error {
                    Error::Decode(fault) => format!("no such body at `{}`: {}", fault.pointer(), fault.reason()),
                    other => format!("{other:?}").chars().take(1500).collect(),
                };
                (Self { body, fault: Some(fault), ..Self::default() }, error.raw())
            }
        };
        if let Some(raw) = raw {
            told.status = Some(raw.status().as_u16());
            told.text = raw.text().chars().take(400).collect();
            let text = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
            told.headers = raw.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        }
        told
    }
}

/// What is wrong with what came of a case, if it was answered by a [`Scripted`] server.
pub fn faults(case: &Case, told: &Told, noted: Option<&Noted>) -> Vec<String> {
    let mut faults: Vec<String> = told.fault.iter().map(|fault| format!("{fault} in {}", told.text)).collect();
    let Some(noted) = noted else {
        faults.push(format!("nothing arrived; the answer is {:?} {}", told.status, told.text));
        return faults;
    };
    if noted.operation != case.operation {
        faults.push(format!("it arrived at {}", noted.operation));
    }
    for (name, sent) in &case.arguments {
        match noted.arguments.get(name.as_str()) {
            Some(arrived) if same(sent.get(), arrived, false) => {}
            arrived => faults.push(format!("{name}: {} became {arrived:?}", sent.get())),
        }
    }
    match (&case.body, &noted.body) {
        (None, None) => {}
        (Some(sent), Some(arrived)) if case.opaque && same_but_nothing(sent.get(), arrived, case.filled) => {}
        (Some(sent), Some(arrived)) if same(sent.get(), arrived, case.filled) => {}
        (sent, arrived) => faults.push(format!("body: {sent:?} became {arrived:?}")),
    }
    if told.fault.is_none() {
        let script = &case.answer;
        if told.status != Some(script.status) || told.variant != script.variant {
            faults.push(format!("{} {:?} became {:?} {:?}", script.status, script.variant, told.status, told.variant));
        }
        match (&script.body, &told.body) {
            (None, None) => {}
            (Some(sent), Some(came)) if same(sent.get(), came, false) => {}
            (sent, came) => faults.push(format!("answer {}: {sent:?} became {came:?}", script.status)),
        }
        let missing = script.sent.iter().filter(|name| !told.headers.contains_key(&name.to_ascii_lowercase()));
        faults.extend(missing.map(|name| format!("the header {name} did not come")));
    }
    faults
}

/// Equal but for nulls and for lists and objects that are empty.
fn same_but_nothing(sent: &str, arrived: &str, filled: bool) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok().map(bare);
    read(sent).zip(read(arrived)).is_some_and(|(sent, arrived)| equal(&sent, &arrived, filled))
}

/// A value without what is nothing.
fn bare(value: Value) -> Value {
    let is_something = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        _ => true,
    };
    match value {
        Value::Array(items) => items.into_iter().map(bare).filter(is_something).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, bare(value)));
            entries.filter(|(_, value)| is_something(value)).collect()
        }
        other => other,
    }
}

/// Equal as JSON, numbers by value; `filled`: objects may have more.
fn same(sent: &str, arrived: &str, filled: bool) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    read(sent).zip(read(arrived)).is_some_and(|(sent, arrived)| equal(&sent, &arrived, filled))
}

fn equal(sent: &Value, arrived: &Value, filled: bool) -> bool {
    match (sent, arrived) {
        (Value::Number(sent), Value::Number(arrived)) => sent == arrived || sent.as_f64() == arrived.as_f64(),
        (Value::Array(sent), Value::Array(arrived)) => {
            sent.len() == arrived.len() && sent.iter().zip(arrived).all(|(sent, arrived)| equal(sent, arrived, filled))
        }
        (Value::Object(sent), Value::Object(arrived)) => {
            (filled || sent.len() == arrived.len())
                && sent.iter().all(|(key, sent)| arrived.get(key).is_some_and(|arrived| equal(sent, arrived, filled)))
        }
        _ => sent == arrived,
    }
}

/// A line of what the program says.
#[derive(Debug, Serialize)]
struct Line<'c> {
    case: usize,
    operation: &'c str,
    faults: Vec<String>,
    told: Option<&'c Told>,
}

/// Calls each case through `call`, which sends it into `scripted`; prints a line for each that went wrong.
pub async fn in_process<'c>(cases: &'c [Case], scripted: &Scripted, call: impl Fn(&'c Case) -> Option<Telling<'c>>) {
    for (number, case) in cases.iter().enumerate() {
        scripted.expect(&case.answer);
        let Some(telling) = call(case) else { continue };
        let told = telling.await;
        let faults = faults(case, &told, scripted.noted().as_ref());
        print(&Line { case: number, operation: &case.operation, faults, told: None });
    }
}

/// Calls each case through `call`, which sends it to Prism; prints a line for each. Where the example that it would answer
/// with breaks the document, it is asked for another answer.
pub async fn over_http<F>(cases: &[Case], call: F)
where
    F: for<'c> Fn(&'c Case) -> Option<Telling<'c>>,
{
    for (number, case) in cases.iter().enumerate() {
        let Some(telling) = call(case) else { continue };
        let mut told = telling.await;
        let refused = told.status == Some(500) && told.text.contains("errors#VIOLATIONS");
        if refused || told.fault.as_ref().is_some_and(|fault| fault.starts_with("no such body")) {
            let again = Case { prefer: Some("dynamic=true".to_owned()), ..case.clone() };
            if let Some(telling) = call(&again) {
                told = telling.await;
            }
        }
        print(&Line { case: number, operation: &case.operation, faults: Vec::new(), told: Some(&told) });
    }
}

fn print(line: &Line<'_>) {
    println!("{}", serde_json::to_string(line).expect("a line is JSON"));
}

/// The cases in a file. Names of operations are looked at once, so that none is missing in silence.
pub fn cases(path: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    let cases: Vec<Case> = serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    let operations: BTreeSet<&str> = cases.iter().map(|case| case.operation.as_str()).collect();
    eprintln!("{} cases of {} operations", cases.len(), operations.len());
    cases
}
