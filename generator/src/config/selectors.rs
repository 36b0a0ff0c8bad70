//! `include` and `exclude` of `[api.<name>]`.

use toml::Spanned;
use toml::de::DeValue;

use super::file::Reader;
use super::selection::{Chosen, Selector};

impl Reader<'_> {
    /// A list of selectors; those that are none are reported.
    pub(super) fn selectors(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Vec<Chosen> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list of selectors");
            return Vec::new();
        };
        let mut chosen = Vec::new();
        for item in items.iter() {
            let Some(text) = self.string(item, key) else { continue };
            match text.parse::<Selector>() {
                Ok(selector) => chosen.push(Chosen { selector, place: Some(self.place(item.span())) }),
                Err(fault) => self.fault(item.span(), fault, None),
            }
        }
        chosen
    }
}
