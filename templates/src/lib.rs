//! The texts and support sources that bindery writes into generated crates. Constants only.

pub mod client;
pub mod manifest;
pub mod mock;
pub mod models;
pub mod server;

/// A hand-written source that is copied: its path below the `support` folder of a target, and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The path, `/` between segments.
    pub path: &'static str,
    /// The text.
    pub text: &'static str,
}
