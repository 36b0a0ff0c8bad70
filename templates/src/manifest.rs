//! Templates of manifests, READMEs and the files beside them. `{{key}}` is a place; there is no logic.

/// `Cargo.toml` of a crate.
pub const CARGO_TOML: &str = include_str!("../crate/Cargo.toml.tmpl");

/// `README.md` of a crate.
pub const README: &str = include_str!("../crate/README.md.tmpl");

/// `Cargo.toml` of a workspace of the crates.
pub const WORKSPACE: &str = include_str!("../crate/workspace.toml.tmpl");

/// `.gitattributes` beside the crates.
pub const GITATTRIBUTES: &str = include_str!("../crate/gitattributes.tmpl");

#[cfg(test)]
mod tests {
    use super::CARGO_TOML;

    /// `1.88` or `1.88.0` as numbers.
    fn version(text: &str) -> (u32, u32) {
        let mut parts = text.split('.').map(|part| part.parse().expect("a version has numbers"));
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
    }

    #[test]
    fn crates_ask_for_a_compiler_that_takes_their_support_code() {
        let stated = CARGO_TOML.lines().find_map(|line| line.strip_prefix("rust-version = "));
        let stated = version(stated.expect("the template states it").trim_matches('"'));
        // Let chains came with 1.88, edition 2024 with 1.85; the workspace compiles the same sources.
        assert!(stated >= (1, 88), "{stated:?}");
        assert!(stated <= version(env!("CARGO_PKG_RUST_VERSION")), "{stated:?}");
    }
}
