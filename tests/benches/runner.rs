//! Decodes and encodes documents. The same text is compiled against both forms; `cases.rs` names the types.
//!
//! A line of the data is the number of a case, a tab, and a document.

mod cases;

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Encodes values that are held once more.
type Encode = Box<dyn FnMut(&mut Vec<u8>)>;

/// What is done with documents of one type.
pub struct Case {
    check: fn(&str) -> &'static str,
    decode: fn(&[&str]),
    encode: fn(&[&str]) -> Encode,
}

impl Case {
    const fn of<T: DeserializeOwned + Serialize + 'static>() -> Self {
        Self { check: check::<T>, decode: decode::<T>, encode: encode::<T> }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [mode, path] = arguments.as_slice() else { return Err("check or speed, and a file".into()) };
    let text = fs::read_to_string(path)?;
    let mut lines = Vec::new();
    for line in text.lines() {
        let (case, document) = line.split_once('\t').ok_or("a line without a tab")?;
        lines.push((cases::CASES.get(case.parse::<usize>()?).ok_or("a case that nobody knows")?, document));
    }
    match mode.as_str() {
        "check" => lines.iter().for_each(|(case, document)| println!("{}", (case.check)(document))),
        _ => speed(&lines),
    }
    Ok(())
}

/// What becomes of a document.
fn check<T: DeserializeOwned + Serialize>(document: &str) -> &'static str {
    let Ok(value) = serde_json::from_str::<T>(document) else { return "refused" };
    let again = serde_json::to_value(&value).ok();
    match (again, serde_json::from_str::<Value>(document)) {
        (Some(again), Ok(before)) if same(&again, &before) => "same",
        _ => "changed",
    }
}

/// Equal as JSON: numbers by value.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

fn decode<T: DeserializeOwned>(documents: &[&str]) {
    for document in documents {
        let _ = black_box(serde_json::from_str::<T>(black_box(document)));
    }
}

fn encode<T: DeserializeOwned + Serialize + 'static>(documents: &[&str]) -> Encode {
    let values: Vec<T> = documents.iter().filter_map(|document| serde_json::from_str(document).ok()).collect();
    Box::new(move |out| {
        for value in &values {
            out.clear();
            let _ = serde_json::to_writer(&mut *out, black_box(value));
            black_box(&mut *out);
        }
    })
}

/// Prints decoding and encoding in MB of documents a second.
fn speed(lines: &[(&'static Case, &str)]) {
    let mut groups: Vec<(&Case, Vec<&str>)> = Vec::new();
    for (case, document) in lines {
        match groups.iter_mut().find(|(known, _)| std::ptr::eq(*known, *case)) {
            Some((_, documents)) => documents.push(document),
            None => groups.push((case, vec![document])),
        }
    }
    let bytes: usize = lines.iter().map(|(_, document)| document.len()).sum();
    let decoding = rate(bytes, || groups.iter().for_each(|(case, documents)| (case.decode)(documents)));
    let mut encoders: Vec<Encode> = groups.iter().map(|(case, documents)| (case.encode)(documents)).collect();
    let mut out = Vec::new();
    let encoding = rate(bytes, || encoders.iter_mut().for_each(|encode| encode(&mut out)));
    println!("{decoding} {encoding}");
}

/// Repeats a pass for a second of CPU; MB a second.
fn rate(bytes: usize, mut pass: impl FnMut()) -> f64 {
    pass();
    let clock = Clock::start();
    let mut passes = 0_u32;
    loop {
        pass();
        passes += 1;
        let seconds = clock.elapsed().as_secs_f64();
        if seconds >= 1.0 {
            return bytes as f64 * f64::from(passes) / seconds / 1e6;
        }
    }
}

/// CPU time of this thread where Linux tells it, else the time of the wall.
struct Clock(Instant, Option<u64>);

impl Clock {
    fn start() -> Self {
        Self(Instant::now(), cpu())
    }

    fn elapsed(&self) -> Duration {
        match (self.1, cpu()) {
            (Some(before), Some(now)) => Duration::from_nanos(now.saturating_sub(before)),
            _ => self.0.elapsed(),
        }
    }
}

fn cpu() -> Option<u64> {
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok().filter(|ns| *ns > 0)
}
