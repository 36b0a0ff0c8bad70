//! The texts and support sources that bindery writes into generated crates. Constants only.
