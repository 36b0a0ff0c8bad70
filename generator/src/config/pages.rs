//! `[api.<name>.pagination]`: how the pages of lists follow each other, by operation.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file::{Entry, Reader, in_order};
use crate::api::{Pagination, PaginationWords};

impl Reader<'_> {
    /// The choices by `operationId`.
    pub(super) fn pagination(&mut self, value: &Spanned<DeValue<'_>>) -> BTreeMap<String, Pagination> {
        let Some(table) = self.table(value, "pagination") else { return BTreeMap::new() };
        let choices = in_order(table).into_iter().filter_map(|entry| Some((entry.0.to_owned(), self.paged(entry)?)));
        choices.collect()
    }

    fn paged(&mut self, (id, span, value): Entry<'_>) -> Option<Pagination> {
        let whole = format!("pagination.{id}");
        let entries = self.table(value, &whole)?;
        let entries = self.entries(entries, &format!("`{whole}`"), &["style", "request", "response"]);
        let find = |wanted: &str| entries.iter().find(|(key, ..)| *key == wanted).map(|(.., value)| *value);
        let Some(written) = find("style") else {
            self.fault(span, format!("`{whole}` has no `style`"), None);
            return None;
        };
        let style = self.string(written, "style")?;
        let Some((request, response)) = Pagination::keys(style) else {
            self.word(written, "style", style, &Pagination::styles().collect::<Vec<_>>());
            return None;
        };
        let mut part = |name: &str, known: &[&'static str]| match find(name).map(|value| self.table(value, name)) {
            Some(table) => self.texts(table?, &format!("`{whole}.{name}`"), known),
            None => Some(Vec::new()),
        };
        let (request, response) = (part("request", request)?, part("response", response)?);
        let (origin, region) = self.place(span.clone());
        match Pagination::read(&PaginationWords { style, request, response }, origin, Some(region)) {
            Ok(pagination) => Some(pagination),
            Err(fault) => {
                self.fault(span, fault.replace("style: ", "style = "), None);
                None
            }
        }
    }

    /// Strings, and numbers as strings.
    fn texts<'t>(
        &mut self,
        table: &'t DeTable<'t>,
        whole: &str,
        known: &[&'static str],
    ) -> Option<Vec<(&'t str, String)>> {
        let mut texts = Vec::new();
        for (key, _, value) in self.entries(table, whole, known) {
            let text = match value.get_ref() {
                DeValue::Integer(number) => number.as_str().to_owned(),
                DeValue::String(text) => text.as_ref().to_owned(),
                _ => {
                    self.wrong(value, key, "a string");
                    return None;
                }
            };
            texts.push((key, text));
        }
        Some(texts)
    }
}
