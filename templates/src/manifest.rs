//! Templates of manifests, READMEs and the files beside them. `{{key}}` is a place; there is no logic.

/// `Cargo.toml` of a crate.
pub const CARGO_TOML: &str = include_str!("../crate/Cargo.toml.tmpl");

/// `README.md` of a crate.
pub const README: &str = include_str!("../crate/README.md.tmpl");

/// `Cargo.toml` of a workspace of the crates.
pub const WORKSPACE: &str = include_str!("../crate/workspace.toml.tmpl");

/// `.gitattributes` beside the crates.
pub const GITATTRIBUTES: &str = include_str!("../crate/gitattributes.tmpl");
