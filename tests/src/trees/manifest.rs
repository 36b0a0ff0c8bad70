//! One manifest for many generated crates.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// What the manifests of the generated crates ask for, together.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    dependencies: BTreeMap<String, Table>,
    dev_dependencies: BTreeMap<String, Table>,
    features: BTreeMap<String, Vec<String>>,
}

impl Manifest {
    pub(super) fn add(&mut self, text: &str) {
        let manifest: Table = text.parse().expect("a generated manifest is TOML");
        merge(&mut self.dependencies, manifest.get("dependencies"));
        merge(&mut self.dev_dependencies, manifest.get("dev-dependencies"));
        for (name, enables) in manifest.get("features").and_then(Value::as_table).into_iter().flatten() {
            let all = self.features.entry(name.clone()).or_default();
            for one in enables.as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !all.iter().any(|known| known == one) {
                    all.push(one.to_owned());
                }
            }
        }
    }

    /// A manifest of a crate of this name.
    pub(super) fn text(&self, krate: &str) -> String {
        let optional = |name: &str| {
            self.dependencies.get(name).is_some_and(|spec| spec.get("optional") == Some(&Value::Boolean(true)))
        };
        let mut text = format!("[package]\nname = \"{krate}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        text.push_str("[workspace]\n[profile.dev]\ndebug = \"line-tables-only\"\n[features]\n");
        for (name, enables) in &self.features {
            let kept: Vec<_> = enables
                .iter()
                .filter(|one| one.strip_prefix("dep:").is_none_or(optional))
                .filter(|one| !one.contains("-models/"))
                .collect();
            text.push_str(&format!("{name} = {kept:?}\n"));
        }
        for (title, list) in [("dependencies", &self.dependencies), ("dev-dependencies", &self.dev_dependencies)] {
            text.push_str(&format!("[{title}]\n"));
            for (name, spec) in list {
                let fields: Vec<_> = spec.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                text.push_str(&format!("{name} = {{ {} }}\n", fields.join(", ")));
            }
        }
        text
    }
}

/// Adds dependencies to others: features together, optional only where all say so. Crates beside each other are left
/// out, since here they are modules.
fn merge(known: &mut BTreeMap<String, Table>, more: Option<&Value>) {
    for (name, spec) in more.and_then(Value::as_table).into_iter().flatten() {
        let spec = match spec {
            Value::Table(table) if table.contains_key("path") => continue,
            Value::Table(table) => table.clone(),
            version => Table::from_iter([("version".to_owned(), version.clone())]),
        };
        let Some(there) = known.get_mut(name) else {
            known.insert(name.clone(), spec);
            continue;
        };
        if !spec.contains_key("optional") {
            there.remove("optional");
        }
        let features = |table: &Table| table.get("features").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut all = features(there);
        for feature in features(&spec) {
            if !all.contains(&feature) {
                all.push(feature);
            }
        }
        if !all.is_empty() {
            there.insert("features".to_owned(), Value::Array(all));
        }
    }
}
