//! Random values that satisfy a schema by construction, as JSON text, since spellings count.

use std::collections::BTreeMap;

use crate::make::Batch;
use crate::scalars::{TEXTS, spelt};
use crate::shape::{Object, Others, Shape, Union};
use bindery_tests::values::Rng;

/// Values deeper than this are not sent: serde_json reads 127 levels.
const DEEPEST: usize = 110;

/// Makes values for the components of a batch.
pub(crate) struct Values<'b> {
    pub(crate) rng: Rng,
    batch: &'b Batch,
    /// How many more parts may be added that need not be there.
    fuel: usize,
}

/// Names and texts of the properties of an object.
type Entries = BTreeMap<String, String>;

impl<'b> Values<'b> {
    pub(crate) fn new(seed: u64, batch: &'b Batch) -> Self {
        Self { rng: Rng::new(seed), batch, fuel: 0 }
    }

    /// Values for a component: small ones, large ones, and deep ones.
    pub(crate) fn of(&mut self, component: &str, count: usize) -> Vec<String> {
        let shape = Shape::Reference(component.to_owned());
        let kinds = [(0, 0), (4, 20), (8, 60), (30, 60)];
        let mut values: Vec<String> = (0..count)
            .map(|number| {
                let (depth, fuel) = kinds.get(number % kinds.len()).copied().unwrap_or_default();
                self.fuel = fuel;
                self.value(&shape, depth)
            })
            .filter(|text| depth_of(text) <= DEEPEST)
            .collect();
        values.sort_by_key(String::len);
        values.dedup();
        values
    }

    /// Whether something may be added that need not be there.
    fn more(&mut self, depth: usize, percent: usize) -> bool {
        let more = depth > 0 && self.fuel > 0 && self.rng.chance(percent);
        self.fuel -= usize::from(more);
        more
    }

    fn value(&mut self, shape: &Shape, depth: usize) -> String {
        let below = depth.saturating_sub(1);
        match shape {
            Shape::Any => self.anything(below.min(3)),
            Shape::Boolean => self.rng.pick(&["true", "false"]).to_string(),
            Shape::Scalar { values, .. } if values.is_empty() => {
                let text = *self.rng.pick(TEXTS);
                spelt(&mut self.rng, text)
            }
            Shape::Scalar { values, .. } => self.rng.pick(values).clone(),
            Shape::Array { items, least, most, unique } => {
                let count = self.count(*least, *most, depth);
                if *unique {
                    return format!("[{}]", (0..count).map(|n| n.to_string()).collect::<Vec<_>>().join(","));
                }
                let items: Vec<_> = (0..count).map(|_| self.value(items, below)).collect();
                format!("[{}]", items.join(*self.rng.pick::<&str>(&[",", ", "])))
            }
            Shape::Dictionary { values, least, most } => {
                let count = self.count(*least, *most, depth);
                let entries = (0..count).map(|number| (self.name(number), self.value(values, below)));
                let entries = entries.collect();
                self.object(entries)
            }
            Shape::Object(_) | Shape::AllOf { .. } | Shape::Family { .. } => {
                let entries = self.entries(shape, depth, &[]);
                self.object(entries)
            }
            Shape::Union(union) => self.union(union, depth),
            Shape::Nullable(..) if self.rng.chance(30) => "null".to_owned(),
            Shape::Nullable(inner, _) | Shape::Annotated(inner, _) => self.value(inner, depth),
            Shape::Reference(name) => match self.batch.components.get(name) {
                Some((_, shape)) => self.value(shape, depth),
                None => "null".to_owned(),
            },
        }
    }

    fn count(&mut self, least: usize, most: usize, depth: usize) -> usize {
        let mut count = least;
        while count < most && count < least + 3 && self.more(depth, 60) {
            count += 1;
        }
        count
    }

    /// A name that no schema has.
    fn name(&mut self, number: usize) -> String {
        format!("{}.{number}", self.rng.pick(TEXTS))
    }

    fn union(&mut self, union: &Union, depth: usize) -> String {
        let objects = union.overlapping || union.discriminator.is_some();
        if objects {
            let entries = self.union_entries(union, depth, &[]);
            return self.object(entries);
        }
        let arm = self.rng.pick(&union.arms).clone();
        self.value(&arm, depth)
    }

    fn union_entries(&mut self, union: &Union, depth: usize, required: &[String]) -> Entries {
        let at = self.rng.below(union.arms.len());
        let Some(arm) = union.arms.get(at) else { return Entries::new() };
        let mut entries = self.entries(arm, depth, required);
        if union.overlapping && self.more(depth, 40) {
            let other = self.rng.pick(&union.arms).clone();
            let more = self.entries(&other, depth, required);
            entries.extend(more);
        }
        if let Some(discriminator) = &union.discriminator
            && let Some((tag, _)) = discriminator.tags.get(at)
        {
            entries.insert(discriminator.property.clone(), spelt(&mut self.rng, tag));
        }
        entries
    }

    /// The properties of a value of something that is an object.
    fn entries(&mut self, shape: &Shape, depth: usize, required: &[String]) -> Entries {
        match shape {
            Shape::Object(object) => self.of_object(object, depth, required),
            Shape::AllOf { members, own, required: also } => {
                let required: Vec<_> = required.iter().chain(also).cloned().collect();
                let mut entries = Entries::new();
                for member in members {
                    let more = self.entries(member, depth, &required);
                    entries.extend(more);
                }
                if let Some(own) = own {
                    let more = self.of_object(own, depth, &required);
                    entries.extend(more);
                }
                entries
            }
            Shape::Union(union) => self.union_entries(union, depth, required),
            Shape::Annotated(inner, _) => self.entries(inner, depth, required),
            Shape::Family { parent, children } => {
                let (tag, child) = self.rng.pick(children).clone();
                let mut entries = self.entries(&Shape::Reference(child), depth, required);
                if let Some((_, Shape::Object(parent))) = self.batch.components.get(parent)
                    && let Some(discriminator) = &parent.discriminator
                {
                    entries.insert(discriminator.property.clone(), spelt(&mut self.rng, &tag));
                }
                entries
            }
            Shape::Reference(name) => match self.batch.components.get(name) {
                Some((_, shape)) => self.entries(shape, depth, required),
                None => Entries::new(),
            },
            _ => Entries::new(),
        }
    }

    fn of_object(&mut self, object: &Object, depth: usize, required: &[String]) -> Entries {
        let below = depth.saturating_sub(1);
        let mut entries = Entries::new();
        for property in &object.properties {
            if property.required || required.contains(&property.name) || self.more(depth, 60) {
                let value = self.value(&property.shape, below);
                entries.insert(property.name.clone(), value);
            }
        }
        for name in &object.nameless {
            let value = match &object.others {
                Others::Of(shape) => self.value(shape, below),
                _ => self.anything(below.min(2)),
            };
            entries.insert(name.clone(), value);
        }
        let mut number = 0;
        while !matches!(object.others, Others::Refused) && number < 2 && self.more(depth, 25) {
            let value = match &object.others {
                Others::Of(shape) => self.value(shape, below),
                _ => self.anything(below.min(2)),
            };
            let name = self.name(number);
            entries.insert(name, value);
            number += 1;
        }
        entries
    }

    /// Any JSON.
    fn anything(&mut self, depth: usize) -> String {
        let Some(below) = depth.checked_sub(1) else {
            return self
                .rng
                .pick(&["null", "true", "-0", "1.0", "1e400", "12345678901234567890", "\"\"", "[]", "{}"])
                .to_string();
        };
        match self.rng.below(4) {
            0 => {
                let text = *self.rng.pick(TEXTS);
                spelt(&mut self.rng, text)
            }
            1 => format!("[{}, {}]", self.anything(below), self.anything(below)),
            2 => {
                let entries = (0..2).map(|number| (self.name(number), self.anything(below))).collect();
                self.object(entries)
            }
            _ => self.anything(0),
        }
    }

    /// The text of an object, its properties in any order.
    fn object(&mut self, entries: Entries) -> String {
        let mut entries: Vec<_> = entries.into_iter().collect();
        self.rng.shuffle(&mut entries);
        let colon = *self.rng.pick(&[":", ": ", " : "]);
        let entries: Vec<_> =
            entries.iter().map(|(name, value)| format!("{}{colon}{value}", spelt(&mut self.rng, name))).collect();
        format!("{{{}}}", entries.join(","))
    }
}

/// How deep a text may be nested at most: brackets inside of strings count as well.
fn depth_of(text: &str) -> usize {
    let mut level = 0_usize;
    let mut deepest = 0;
    for byte in text.bytes() {
        match byte {
            b'{' | b'[' => level += 1,
            b'}' | b']' => level = level.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(level);
    }
    deepest
}
