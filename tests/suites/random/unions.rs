//! Random unions. The arms of a oneOf exclude each other, so that a value made for one is a value of the whole.

use serde_json::{Map, Value, json};

use crate::make::{Maker, NAMES, Reach};
use crate::not_yet::{Kind, wanted};
use crate::scalars;
use crate::shape::{Discriminator, Others, Property, Shape, UNLIMITED, Union, reference};

/// Names of the property that tells arms apart.
const TAGS: &[&str] = &["kind", "@type", "DATA_TYPE", "object"];

impl Maker {
    pub(crate) fn union(&mut self, level: usize, reach: Reach) -> Shape {
        let mut names = NAMES.to_vec();
        self.rng.shuffle(&mut names);
        match self.rng.below(9) {
            0 => self.by_json_type(level, reach),
            1 | 8 => self.by_value(),
            7 => self.family(level, &mut names),
            2 => self.by_required_property(level, &mut names),
            3 => self.overlapping(level, &mut names),
            4 => self.tagged(level, &mut names),
            _ => self.discriminated(level, &mut names),
        }
    }

    pub(crate) fn key(&mut self) -> &'static str {
        if self.rng.chance(60) { "oneOf" } else { "anyOf" }
    }

    fn by_json_type(&mut self, level: usize, reach: Reach) -> Shape {
        let below = level.saturating_sub(1);
        let mut object = self.object(below, reach, NAMES.to_vec());
        object.untyped = false;
        let mut arms = vec![
            scalars::string(&mut self.rng),
            if self.rng.chance(50) { scalars::integer(&mut self.rng) } else { scalars::number(&mut self.rng) },
            Shape::Boolean,
            self.array(below, reach),
            Shape::Object(object),
        ];
        self.rng.shuffle(&mut arms);
        arms.truncate(2 + self.rng.below(3));
        for arm in &mut arms {
            if self.rng.chance(30) {
                *arm = self.component(arm.clone()).1;
            }
        }
        Shape::Union(Union { key: self.key(), arms, discriminator: None, overlapping: false })
    }

    /// Enums and arrays, where only the values tell the arms apart; some of them in a union of their own.
    fn by_value(&mut self) -> Shape {
        let listed = |values: &[Value]| scalars::listed(values);
        let array = |items| Shape::Array { items: Box::new(items), least: 1, most: UNLIMITED, unique: false };
        let mut arms = vec![
            listed(&[json!("north"), json!("south")]),
            listed(&[json!("east")]),
            listed(&[json!(1), json!(2)]),
            array(scalars::string(&mut self.rng)),
            array(scalars::integer(&mut self.rng)),
            array(Shape::Boolean),
        ];
        self.rng.shuffle(&mut arms);
        arms.truncate(2 + self.rng.below(4));
        if arms.len() > 3 && self.rng.chance(50) {
            let inner = arms.split_off(arms.len() - 2);
            arms.push(Shape::Union(Union { key: self.key(), arms: inner, discriminator: None, overlapping: false }));
        }
        Shape::Union(Union { key: self.key(), arms, discriminator: None, overlapping: false })
    }

    /// Each arm requires a property that no other knows, and refuses those of the others.
    fn by_required_property(&mut self, level: usize, names: &mut Vec<&str>) -> Shape {
        let mut arms = Vec::new();
        for _ in 0..2 + self.rng.below(2) {
            let mut object = self.open_object(level.saturating_sub(1), names);
            object.others = Others::Refused;
            object.untyped = false;
            let own = names.pop().unwrap_or("own").to_owned();
            object.properties.push(Property { name: own, shape: scalars::scalar(&mut self.rng), required: true });
            arms.push(Shape::Object(object));
        }
        Shape::Union(Union { key: self.key(), arms, discriminator: None, overlapping: false })
    }

    /// Objects that a value can be all of at once.
    fn overlapping(&mut self, level: usize, names: &mut Vec<&str>) -> Shape {
        let mut arms = Vec::new();
        for _ in 0..2 + self.rng.below(2) {
            let mut object = self.open_object(level.saturating_sub(1), names);
            object.untyped = false;
            if !wanted(Kind::BareArm)
                && let Some(first) = object.properties.first_mut()
            {
                *first = Property { shape: scalars::scalar(&mut self.rng), required: true, ..first.clone() };
            }
            arms.push(Shape::Object(object));
        }
        Shape::Union(Union { key: "anyOf", arms, discriminator: None, overlapping: true })
    }

    /// Arms told by a property with one value, which no discriminator names.
    pub(crate) fn tagged(&mut self, level: usize, names: &mut Vec<&str>) -> Shape {
        let tag = names.pop().unwrap_or("tag");
        let integers = self.rng.chance(20);
        let mut arms = Vec::new();
        for number in 0..2 + self.rng.below(3) {
            let mut object = self.open_object(level.saturating_sub(1), names);
            object.untyped = false;
            let shape =
                if integers { scalars::only(json!(number)) } else { scalars::only(json!(format!("{tag}#{number}"))) };
            object.properties.push(Property { name: tag.to_owned(), shape, required: true });
            arms.push(Shape::Object(object));
        }
        Shape::Union(Union { key: self.key(), arms, discriminator: None, overlapping: false })
    }

    fn discriminated(&mut self, level: usize, names: &mut Vec<&str>) -> Shape {
        let tag = *self.rng.pick(TAGS);
        let (mut arms, mut tags) = (Vec::new(), Vec::new());
        let mapping = self.rng.below(3);
        for number in 0..2 + self.rng.below(3) {
            let mut object = self.open_object(level.saturating_sub(1), names);
            object.untyped = false;
            let value = format!("{tag}:{number}");
            let shape = if self.rng.chance(50) && mapping > 0 {
                scalars::only(json!(value))
            } else {
                Shape::Scalar { keywords: [("type".to_owned(), json!("string"))].into_iter().collect(), values: vec![] }
            };
            object.properties.push(Property { name: tag.to_owned(), shape, required: true });
            let (name, arm) = self.component(Shape::Object(object));
            tags.push(match mapping {
                0 => (name, None),
                1 => (value, Some(name)),
                _ => (value, Some(reference(&name))),
            });
            arms.push(arm);
        }
        let discriminator = Some(Discriminator { property: tag.to_owned(), tags });
        Shape::Union(Union { key: self.key(), arms, discriminator, overlapping: false })
    }

    /// A parent with a discriminator, and children that have it in their allOf.
    fn family(&mut self, level: usize, names: &mut Vec<&str>) -> Shape {
        let tag = *self.rng.pick(TAGS);
        let mut parent = self.open_object(level.saturating_sub(1), names);
        parent.untyped = false;
        let shape = Shape::Scalar { keywords: Map::from_iter([("type".to_owned(), json!("string"))]), values: vec![] };
        parent.properties.push(Property { name: tag.to_owned(), shape, required: true });
        let (name, reference_to_parent) = self.component(Shape::Boolean);
        let (mut children, mut tags) = (Vec::new(), Vec::new());
        let mapped = self.rng.chance(50);
        for number in 0..2 + self.rng.below(2) {
            let own = self.open_object(level.saturating_sub(1), names);
            let members = vec![reference_to_parent.clone()];
            let (child, _) = self.component(Shape::AllOf { members, own: Some(own), required: vec![] });
            let value = if mapped { format!("{tag}+{number}") } else { child.clone() };
            tags.push((value.clone(), mapped.then(|| reference(&child))));
            children.push((value, child));
        }
        parent.discriminator = Some(Discriminator { property: tag.to_owned(), tags });
        let subject = self.subject();
        self.batch.components.insert(name.clone(), (subject, Shape::Object(parent)));
        Shape::Family { parent: name, children }
    }
}
