//! Which properties and items of a value the keywords of a schema have spoken of: the rest is what `unevaluatedProperties`
//! and `unevaluatedItems` mean (JSON Schema 2020-12, core, 11).

use std::collections::BTreeSet;

use super::schema::{Entries, Held, entries, items, list, parts, read};

/// What has been spoken of.
#[derive(Debug, Default)]
pub(super) struct Evaluated {
    /// Properties, by their names.
    pub(super) names: BTreeSet<String>,
    /// Items, by their places.
    pub(super) items: BTreeSet<usize>,
}

impl Held<'_> {
    /// What all keywords of `schema` but one have spoken of.
    pub(super) fn evaluated(&self, schema: &Entries<'_>, but: &str, value: &str, depth: usize) -> Evaluated {
        let mut found = Evaluated::default();
        for key in schema.keys().filter(|key| *key != but) {
            self.add(key, schema, value, depth, &mut found);
        }
        found
    }

    /// Adds what one keyword speaks of. Of the schemas inside, only those count that the value keeps.
    fn add(&self, key: &str, schema: &Entries<'_>, value: &str, depth: usize, found: &mut Evaluated) {
        let Some(says) = schema.get(key).map(|says| says.get()) else { return };
        let has = || entries(value).unwrap_or_default();
        let places = || items(value).unwrap_or_default();
        match key {
            "properties" | "patternProperties" => {
                let (has, only) = (has(), schema.iter().filter(|(other, _)| *other == key));
                let only: Entries<'_> = only.map(|(key, says)| (key.clone(), *says)).collect();
                found.names.extend(self.named_by(&only, &has).into_iter().map(str::to_owned));
            }
            "additionalProperties" | "unevaluatedProperties" => found.names.extend(has().into_keys()),
            "prefixItems" => found.items.extend(0..list(says).len()),
            "items" | "unevaluatedItems" => found.items.extend(0..places().len()),
            "contains" => {
                let matching = places().into_iter().enumerate().filter(|(_, item)| self.keeps(says, item.get(), depth));
                found.items.extend(matching.map(|(place, _)| place));
            }
            "$ref" => self.add_kept(self.named(says).map_or("true", |named| named.get()), value, depth, found),
            "allOf" | "anyOf" | "oneOf" => {
                list(says).iter().for_each(|schema| self.add_kept(schema.get(), value, depth, found));
            }
            "if" => self.add_kept(says, value, depth, found),
            "then" | "else" => {
                let holds = schema.get("if").is_some_and(|when| self.keeps(when.get(), value, depth));
                if holds == (key == "then") && schema.contains_key("if") {
                    self.add_kept(says, value, depth, found);
                }
            }
            "dependentSchemas" => {
                let has = has();
                for says in parts(says).into_iter().filter(|(name, _)| has.contains_key(name)).map(|(_, says)| says) {
                    self.add_kept(says.get(), value, depth, found);
                }
            }
            _ => {}
        }
    }

    fn add_kept(&self, schema: &str, value: &str, depth: usize, found: &mut Evaluated) {
        let Some(below) = depth.checked_sub(1).filter(|_| self.keeps(schema, value, depth)) else { return };
        let schema: Entries<'_> = read(schema).unwrap_or_default();
        for key in schema.keys() {
            self.add(key, &schema, value, below, found);
        }
    }
}
