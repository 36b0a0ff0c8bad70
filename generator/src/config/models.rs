//! Where the models of another API are.

/// The models of another API, as those see them who import them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelsPath {
    /// What messages call the API: its name.
    pub api: String,
    /// The way to them in Rust, such as `common_models`.
    pub rust: String,
    /// The crate, where they are one.
    pub package: Option<PackagePath>,
}

/// Where a package is that a manifest depends on; at least one of the two is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackagePath {
    /// Its name, such as `common-models`.
    pub name: String,
    /// Its folder, with slashes, from the folder in which it is named.
    pub path: Option<String>,
    /// The version that is asked for.
    pub version: Option<String>,
}
