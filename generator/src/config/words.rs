//! Choices of `[api.<name>]` that are words: `targets`, `unknown-properties`, `enums`, `integers`, `layout`.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::file::{Reader, in_order};
use super::{Enums, Integers, Layout, Target, UnknownProperties};

impl Reader<'_> {
    pub(super) fn targets(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Vec<Target>> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, "targets", "a list of strings");
            return None;
        };
        if items.is_empty() {
            self.fault(value.span(), "`targets` is empty".to_owned(), None);
        }
        let mut chosen = Vec::new();
        for item in items.iter() {
            let Some(word) = item.get_ref().as_str() else {
                self.wrong(item, "targets", "a list of strings");
                continue;
            };
            match Target::parse(word) {
                Some(target) => chosen.push(target),
                None => self.word(item, "targets", word, &Target::ALL.map(Target::as_str)),
            }
        }
        Some(Target::closure(&chosen))
    }

    pub(super) fn unknown_properties(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<UnknownProperties> {
        let word = self.string(value, key)?;
        let choice = UnknownProperties::parse(word);
        if choice.is_none() {
            self.word(value, key, word, &UnknownProperties::ALL.map(UnknownProperties::as_str));
        }
        choice
    }

    pub(super) fn unknown_properties_of(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
    ) -> BTreeMap<String, UnknownProperties> {
        let Some(table) = self.table(value, key) else { return BTreeMap::new() };
        let choices = in_order(table).into_iter().filter_map(|(name, _, value)| {
            Some((name.to_owned(), self.unknown_properties(value, &format!("{key}.{name}"))?))
        });
        choices.collect()
    }

    pub(super) fn enums(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Enums> {
        if let Some(word) = value.get_ref().as_str() {
            return match word {
                "open" => Some(Enums::Open),
                "closed" => Some(Enums::AllClosed),
                word => {
                    self.word(value, "enums", word, &["open", "closed"]);
                    None
                }
            };
        }
        let names = value.get_ref().as_array().map(|items| items.iter().map(|item| item.get_ref().as_str()));
        match names.map(|names| names.map(|name| name.map(str::to_owned)).collect::<Option<Vec<_>>>()) {
            Some(Some(names)) => Some(Enums::Closed(names)),
            _ => {
                self.wrong(value, "enums", "`open`, `closed` or a list of names of schemas");
                None
            }
        }
    }

    pub(super) fn layout(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Layout> {
        let word = self.string(value, "layout")?;
        let choice = Layout::parse(word);
        if choice.is_none() {
            self.word(value, "layout", word, &Layout::ALL.map(Layout::as_str));
        }
        choice
    }

    pub(super) fn integers(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Integers> {
        let word = self.string(value, "integers")?;
        let choice = Integers::parse(word);
        if choice.is_none() {
            self.word(value, "integers", word, &Integers::ALL.map(Integers::as_str));
        }
        choice
    }
}
