//! What a document was, what it is now, and whom the difference breaks (decision 0041).
//!
//! A [`Contract`] is a summary of what crates were made from: a fact a line. Two of them are compared fact by fact, and
//! each difference has a [`Rule`] that says what it means on the wire, for callers of the client and for implementors of
//! the server's traits. The table of rules is also the table of `docs/changes.md`.

mod compare;
mod fact;
mod lock;
mod print;
pub mod rules;
mod step;
mod summary;

pub use compare::{Change, Comparison, compare};
pub use fact::{Contract, Fact, Key, Kind, SourceMark, Word};
pub use lock::{NAME, Unreadable, read, write};
pub use print::{Shown, json, markdown, text};
pub use rules::{ALL, Direction, Effect, Rule, Verdict, Verdicts, find};
pub use step::{Step, next_version};
pub use summary::contract;
