//! Templates of the crate that serves the examples of a document. `{{key}}` is a place; there is no logic.

/// `Cargo.toml` of the workspace of models, server and mock.
pub const WORKSPACE: &str = include_str!("../mock/workspace.toml.tmpl");

/// `Cargo.toml` of the program.
pub const CARGO_TOML: &str = include_str!("../mock/Cargo.toml.tmpl");

/// `main.rs` of the program.
pub const MAIN: &str = include_str!("../mock/main.rs.tmpl");
