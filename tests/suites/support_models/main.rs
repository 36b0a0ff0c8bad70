//! The support sources of the models crates, used as generated code uses them.

#![allow(clippy::unwrap_used)] // A test that panics has failed.
#![allow(unreachable_pub)] // Generated code is made for crates of its own.
#![allow(dead_code, reason = "tables define more than each test uses")]

#[allow(dead_code, unused_imports)]
#[macro_use]
#[path = "../../../templates/support/models/mod.rs"]
mod support;
#[path = "../../../templates/support/models/calendars.rs"]
mod calendars;
#[allow(dead_code)]
#[path = "../../../templates/support/models/patterns.rs"]
mod patterns;

mod conditions;
mod dates;
mod decode;
mod deep;
mod defaults;
mod enums;
mod formats;
mod json;
mod objects;
mod patch;
mod scalars;
mod shortcuts;
mod tuples;
mod unions;
mod validate;

use serde::Serialize;
use serde::de::DeserializeOwned;
use support::Decode;

/// Reads a text, from the text itself and by way of `serde_json::Value`, which must agree.
#[track_caller]
fn read<T: Decode + DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) -> T {
    let value: T = support::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let tree = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let same: T = serde_json::from_value(tree).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(value, same);
    value
}

/// What is wrong with a text, and where.
#[track_caller]
fn fault<T: Decode + std::fmt::Debug>(text: &str) -> String {
    match support::from_str::<T>(text) {
        Ok(value) => panic!("{text} is no fault: {value:?}"),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| panic!("{error}"))
}
