//! `[api.<name>.overrides]`.

use toml::Spanned;
use toml::de::DeValue;

use super::file::{Entry, Reader, in_order};
use super::overrides::{Override, Says, Target, TypeWord};

/// The keys of one override.
pub(super) const KEYS: [&str; 6] = ["type", "format", "nullable", "required", "name", "values"];

impl Reader<'_> {
    /// The overrides in the order of the file.
    pub(super) fn overrides(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Override> {
        let Some(table) = self.table(value, "overrides") else { return Vec::new() };
        in_order(table).into_iter().filter_map(|entry| self.overridden(entry)).collect()
    }

    fn overridden(&mut self, (text, span, value): Entry<'_>) -> Option<Override> {
        let target = match Target::parse(text) {
            Ok(target) => target,
            Err(fault) => {
                self.fault(span, fault, None);
                return None;
            }
        };
        let whole = format!("overrides.{text:?}");
        let table = self.table(value, &whole)?;
        let entries = self.entries(table, &format!("`{whole}`"), &KEYS);
        if table.is_empty() {
            self.fault(span.clone(), format!("`{whole}` says nothing"), None);
        }
        let mut says = Says::default();
        for (key, _, value) in entries {
            match key {
                "type" => says.ty = self.type_word(value),
                "format" => says.format = self.string(value, key).map(str::to_owned),
                "nullable" => says.nullable = self.boolean(value, key),
                "required" => says.required = self.boolean(value, key),
                "name" => says.name = self.name(value, key),
                "values" => says.values = self.names(value),
                _ => {}
            }
        }
        Some(Override { text: text.to_owned(), target, place: Some(self.place(span)), says })
    }

    fn type_word(&mut self, value: &Spanned<DeValue<'_>>) -> Option<TypeWord> {
        let word = self.string(value, "type")?;
        let found = TypeWord::parse(word);
        if found.is_none() {
            let known: Vec<&str> = TypeWord::JSON.into_iter().chain(["any", "schema:NAME"]).collect();
            self.word(value, "type", word, &known);
        }
        found
    }

    fn name(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<String> {
        let name = self.string(value, key)?;
        if name.trim().is_empty() {
            self.fault(value.span(), format!("`{key}` is empty"), None);
        }
        Some(name.to_owned())
    }

    fn names(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<(String, String)> {
        let Some(table) = self.table(value, "values") else { return Vec::new() };
        let names = in_order(table).into_iter();
        names.filter_map(|(wire, _, value)| Some((wire.to_owned(), self.name(value, wire)?))).collect()
    }
}
