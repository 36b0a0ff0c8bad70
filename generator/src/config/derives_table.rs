//! `derive` and `derive-of` of `[api.<name>]`.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::derives::Derive;
use super::file::{Reader, in_order};

impl Reader<'_> {
    /// A list of traits.
    pub(super) fn derives(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Vec<Derive> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list of traits");
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items.iter() {
            let Some(word) = self.string(item, key) else { continue };
            match Derive::parse(word) {
                Some(derive) => found.push(derive),
                None => self.word(item, key, word, &Derive::ALL.map(Derive::as_str)),
            }
        }
        found
    }

    /// The same by schema.
    pub(super) fn derives_of(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> BTreeMap<String, Vec<Derive>> {
        let Some(table) = self.table(value, key) else { return BTreeMap::new() };
        let rows = in_order(table).into_iter();
        rows.map(|(name, _, value)| (name.to_owned(), self.derives(value, &format!("{key}.{name}")))).collect()
    }
}
