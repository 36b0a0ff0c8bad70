//! Names of Cargo features.

use std::collections::BTreeSet;

/// The feature that stands for those of all tags.
pub const ALL_TAGS: &str = "all-tags";

/// Features that client or server have anyway, whatever the document.
const TAKEN: [&str; 11] = [
    ALL_TAGS,
    "blocking",
    "default",
    "examples",
    "native-tls",
    "reqwest",
    "rustls",
    "rustls-no-provider",
    "tokio",
    "tower",
    "tracing",
];

/// The words of a module with hyphens, as its feature is called if no other is.
pub fn plain_feature(module: &str) -> String {
    let words = module.strip_prefix("r#").unwrap_or(module).split('_').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// A feature for each module, named as the module with hyphens. One that would be another of the crates' is told apart by
/// what it brings: `default-operations`.
pub fn features<'m>(modules: impl IntoIterator<Item = &'m str>) -> Vec<String> {
    let mut taken: BTreeSet<String> = TAKEN.into_iter().map(str::to_owned).collect();
    let named = modules.into_iter().map(|module| {
        let mut name = plain_feature(module);
        while !taken.insert(name.clone()) {
            name.push_str("-operations");
        }
        name
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::features;

    #[test]
    fn features_are_called_after_modules_and_keep_clear_of_others() {
        for (module, feature) in [
            ("pets", "pets"),
            ("storage_gateways", "storage-gateways"),
            ("r#type", "type"),
            ("default", "default-operations"),
            ("rustls_no_provider", "rustls-no-provider-operations"),
            ("_1", "1"),
        ] {
            assert_eq!(features([module]), [feature]);
        }
        let all = ["tokio", "tokio_operations", "a_1", "_a_1"];
        assert_eq!(features(all), ["tokio-operations", "tokio-operations-operations", "a-1", "a-1-operations"]);
    }
}
