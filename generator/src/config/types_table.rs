//! `types` and `crates` of `[api.<name>]`.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::file::{Entry, Reader, in_order};
use super::types::{ForeignCrate, ForeignType, StandsFor, check_path};

impl Reader<'_> {
    /// The types of other crates, in the order of the file.
    pub(super) fn foreign_types(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<ForeignType> {
        let Some(table) = self.table(value, "types") else { return Vec::new() };
        in_order(table).into_iter().filter_map(|entry| self.foreign_type(entry)).collect()
    }

    fn foreign_type(&mut self, (text, span, value): Entry<'_>) -> Option<ForeignType> {
        let of = StandsFor::parse(text);
        if let Err(fault) = &of {
            self.fault(span.clone(), fault.clone(), None);
        }
        let path = self.string(value, text)?;
        if let Err(help) = check_path(path) {
            self.fault(value.span(), format!("`{path}` is no type"), Some(help.to_owned()));
        }
        let place = Some(self.place(span));
        Some(ForeignType { text: text.to_owned(), of: of.ok()?, path: path.to_owned(), place })
    }

    /// The crates that the models need.
    pub(super) fn crates(&mut self, value: &Spanned<DeValue<'_>>) -> BTreeMap<String, ForeignCrate> {
        let Some(table) = self.table(value, "crates") else { return BTreeMap::new() };
        let rows = in_order(table).into_iter();
        rows.filter_map(|(name, span, value)| {
            if !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) || name.is_empty() {
                self.fault(span, format!("`{name}` is no name of a crate"), None);
            }
            Some((name.to_owned(), self.needed(name, value)?))
        })
        .collect()
    }

    fn needed(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<ForeignCrate> {
        if let Some(version) = value.get_ref().as_str() {
            return Some(ForeignCrate { version: version.to_owned(), features: Vec::new() });
        }
        let whole = format!("crates.{name}");
        let table = self.table(value, &whole)?;
        let mut found = ForeignCrate { version: "*".to_owned(), features: Vec::new() };
        let mut has_version = false;
        for (key, _, value) in self.entries(table, &format!("`{whole}`"), &["version", "features"]) {
            match (key, value.get_ref().as_array()) {
                ("version", _) => {
                    found.version = self.string(value, key)?.to_owned();
                    has_version = true;
                }
                (_, Some(items)) => {
                    found.features =
                        items.iter().filter_map(|item| self.string(item, key).map(str::to_owned)).collect();
                }
                (_, None) => self.wrong(value, key, "a list of strings"),
            }
        }
        if !has_version {
            self.fault(value.span(), format!("`{whole}` has no `version`"), None);
        }
        Some(found)
    }
}
