//! What the targets have in common. A target panics where something is not as promised; that is what fuzzers look for.

pub mod answers;
pub mod apis;
pub mod generated;
pub mod json;
pub mod models;
pub mod parameters;
pub mod requests;
pub mod shelf;
pub mod structure;
mod waiting;
