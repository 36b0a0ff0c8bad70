//! Random schemas. A schema can always be met by a finite value: what must be there leads only to components made before.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::not_yet::{Kind, wanted};
use crate::scalars;
use crate::shape::{NullSpelling, Object, Others, Property, Shape, UNLIMITED};
use bindery_tests::values::Rng;

/// Names of properties, many of which are no names in Rust.
pub(crate) const NAMES: &[&str] = &[
    "id",
    "name",
    "type",
    "self",
    "Self",
    "a-b",
    "a b",
    "a_b",
    "",
    "ä",
    "日本",
    "1st",
    "$ref",
    "\"q\"",
    "back\\slash",
    "new\nline",
    "~0/1",
    "HTTPServer",
    "http_server",
    "fn",
    "extra",
    "😀",
    "constructor",
    "__proto__",
    "null",
    "value",
    "Other",
    "support",
    "r#type",
    "_",
    "crate",
    "x",
    "X",
];

/// The components of one batch: those under proof first, each with those it brought along.
pub(crate) struct Batch {
    pub(crate) subjects: Vec<String>,
    /// Every component with the subject that it belongs to.
    pub(crate) components: BTreeMap<String, (String, Shape)>,
}

/// How far references may lead.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// To components made before.
    Back,
    /// Anywhere, since here a value can end.
    Anywhere,
}

pub(crate) struct Maker {
    pub(crate) rng: Rng,
    pub(crate) batch: Batch,
    /// The subject that is being made.
    at: usize,
}

/// A batch of `size` schemas.
pub(crate) fn batch(name: &str, seed: u64, size: usize) -> Batch {
    let subjects = (1..=size).map(|number| format!("{name}Schema{number}")).collect();
    let batch = Batch { subjects, components: BTreeMap::new() };
    let mut maker = Maker { rng: Rng::new(seed), batch, at: 0 };
    for at in 0..size {
        maker.at = at;
        let shape = match at % 5 {
            0 => Shape::Object(maker.object(3, Reach::Back, NAMES.to_vec())),
            1 => maker.all_of(3),
            2 => maker.union(3, Reach::Back),
            _ => maker.shape(3, Reach::Back),
        };
        let subject = maker.subject();
        maker.batch.components.insert(subject.clone(), (subject, shape));
    }
    maker.batch
}

impl Maker {
    pub(crate) fn subject(&self) -> String {
        self.batch.subjects.get(self.at).cloned().unwrap_or_default()
    }

    /// Puts a shape into a component of its own.
    pub(crate) fn component(&mut self, shape: Shape) -> (String, Shape) {
        let subject = self.subject();
        let name = format!("{subject}Part{}", self.batch.components.len());
        self.batch.components.insert(name.clone(), (subject, shape));
        (name.clone(), Shape::Reference(name))
    }

    fn shape(&mut self, level: usize, reach: Reach) -> Shape {
        let Some(below) = level.checked_sub(1) else { return self.leaf(reach) };
        match self.rng.below(16) {
            0..4 => self.leaf(reach),
            4 | 5 => self.array(below, reach),
            6 | 7 => self.dictionary(below, reach),
            8..11 => Shape::Object(self.object(below, reach, NAMES.to_vec())),
            11 => self.all_of(below),
            12 | 13 => self.union(below, reach),
            _ => self.nullable(below, reach),
        }
    }

    fn leaf(&mut self, reach: Reach) -> Shape {
        let end = if reach == Reach::Back { self.at } else { self.batch.subjects.len() };
        match self.rng.below(10) {
            0..3 if end > 0 => {
                let target = self.rng.below(end);
                Shape::Reference(self.batch.subjects.get(target).cloned().unwrap_or_default())
            }
            3 => Shape::Any,
            4 => Shape::Boolean,
            _ => scalars::scalar(&mut self.rng),
        }
    }

    pub(crate) fn array(&mut self, level: usize, reach: Reach) -> Shape {
        if self.rng.chance(15) {
            let items = Shape::Scalar {
                keywords: [("type".to_owned(), json!("integer"))].into_iter().collect(),
                values: (0..9).map(|number| number.to_string()).collect(),
            };
            return Shape::Array { items: Box::new(items), least: 0, most: 5, unique: true };
        }
        let (least, most) = self.limits();
        let reach = if least == 0 { Reach::Anywhere } else { reach };
        Shape::Array { items: Box::new(self.shape(level, reach)), least, most, unique: false }
    }

    fn dictionary(&mut self, level: usize, reach: Reach) -> Shape {
        let (least, most) = self.limits();
        let reach = if least == 0 { Reach::Anywhere } else { reach };
        Shape::Dictionary { values: Box::new(self.shape(level, reach)), least, most }
    }

    /// At least and at most so many.
    fn limits(&mut self) -> (usize, usize) {
        let least = if self.rng.chance(25) { 1 + self.rng.below(2) } else { 0 };
        let most = if self.rng.chance(25) { least + self.rng.below(4) } else { UNLIMITED };
        (least, most.max(1))
    }

    pub(crate) fn object(&mut self, level: usize, reach: Reach, mut names: Vec<&str>) -> Object {
        let count = self.rng.below(6);
        self.rng.shuffle(&mut names);
        let properties = self.properties(level, reach, names.into_iter().take(count));
        let others = match self.rng.below(8) {
            0 => Others::Allowed,
            1 => Others::Refused,
            2 | 3 => Others::Of(Box::new(self.shape(level.min(1), Reach::Anywhere))),
            _ => Others::Unsaid,
        };
        let nameless = if matches!(others, Others::Unsaid | Others::Allowed) && self.rng.chance(10) {
            vec!["nowhere".to_owned()]
        } else {
            vec![]
        };
        let untyped = !properties.is_empty() && self.rng.chance(10);
        Object { properties, others, nameless, discriminator: None, untyped }
    }

    fn properties<'n>(&mut self, level: usize, reach: Reach, names: impl Iterator<Item = &'n str>) -> Vec<Property> {
        let below = level.saturating_sub(1);
        names
            .map(|name| {
                let required = self.rng.chance(40);
                let shape = self.shape(below, if required { reach } else { Reach::Anywhere });
                let shape = self.annotated(shape);
                Property { name: name.to_owned(), shape, required }
            })
            .collect()
    }

    /// Words beside a schema that say nothing about its values.
    fn annotated(&mut self, shape: Shape) -> Shape {
        if matches!(shape, Shape::Reference(_) | Shape::Family { .. }) || !self.rng.chance(25) {
            return shape;
        }
        let mut words = Map::new();
        match self.rng.below(5) {
            0 => drop(words.insert("title".to_owned(), json!("A title"))),
            1 => drop(words.insert("description".to_owned(), json!("Words\n\n```\nof code\n```"))),
            2 => drop(words.insert("deprecated".to_owned(), json!(true))),
            3 => {
                let access = *self.rng.pick(&["readOnly", "writeOnly"]);
                words.insert(access.to_owned(), json!(true));
            }
            _ => {
                // A default is never to appear where nobody sent it.
                let default = match &shape {
                    Shape::Scalar { values, .. } => values.first().and_then(|text| serde_json::from_str(text).ok()),
                    Shape::Boolean => Some(json!(true)),
                    Shape::Array { least: 0, .. } => Some(json!([])),
                    _ => None,
                };
                words.extend(default.map(|value: Value| ("default".to_owned(), value)));
            }
        }
        Shape::Annotated(Box::new(shape), words)
    }

    /// An object whose properties are some of `names`, open, so that others can stand beside it.
    pub(crate) fn open_object(&mut self, level: usize, names: &mut Vec<&str>) -> Object {
        let count = 1 + self.rng.below(3);
        let own = names.split_off(names.len().saturating_sub(count));
        let properties = self.properties(level, Reach::Back, own.into_iter());
        Object { properties, untyped: self.rng.chance(20), ..Object::default() }
    }

    fn all_of(&mut self, level: usize) -> Shape {
        let mut names = NAMES.to_vec();
        self.rng.shuffle(&mut names);
        self.all_of_named(level, &mut names)
    }

    fn all_of_named(&mut self, level: usize, names: &mut Vec<&str>) -> Shape {
        let (below, mut members, mut known, mut narrow) = (level.saturating_sub(1), Vec::new(), Vec::new(), None);
        for _ in 0..=self.rng.below(3) {
            let mut object = self.open_object(below, names);
            if self.rng.chance(15) {
                // The same property in two members.
                let same = |property: &&Property| wanted(Kind::SameProperty) || ends(&property.shape);
                object.properties.extend(known.first().filter(same).cloned());
            }
            // A property that one member knows roughly and a later one exactly.
            object.properties.extend(narrow.take());
            if self.rng.chance(25)
                && let Some(name) = names.pop()
            {
                let (rough, exact) = scalars::rough_and_exact(&mut self.rng);
                let property = |shape| Property { name: name.to_owned(), shape, required: true };
                object.properties.push(property(rough));
                narrow = Some(property(exact));
            }
            known.extend(object.properties.iter().cloned());
            let shape = Shape::Object(object);
            members.push(if self.rng.chance(40) { self.component(shape).1 } else { shape });
        }
        match self.rng.below(6) {
            0 if level > 0 => members.push(self.all_of_named(below, names)),
            1 => members.push(self.tagged(below, names)),
            _ => {}
        }
        let mut own = self.rng.chance(40).then(|| self.open_object(below, names));
        if let Some(property) = narrow {
            own.get_or_insert_default().properties.push(property);
        }
        // What stood in an optional place may lead anywhere, so only what ends by itself is required from outside.
        let optional = known.iter().filter(|property| !property.required && ends(&property.shape));
        let required = optional.map(|property| property.name.clone()).take(self.rng.below(2)).collect();
        Shape::AllOf { members, own, required }
    }

    fn nullable(&mut self, level: usize, reach: Reach) -> Shape {
        let inner = self.shape(level, reach);
        let spelling = match &inner {
            // They may allow null already, or forbid it with a word that a flag beside them does not change.
            Shape::Nullable(..) | Shape::Any => return inner,
            Shape::Reference(_) | Shape::Family { .. } => NullSpelling::Arm("anyOf"),
            Shape::Union(_) | Shape::AllOf { .. } => NullSpelling::Arm(self.key()),
            _ => match self.rng.below(4) {
                0 => NullSpelling::Around,
                1 => NullSpelling::Arm(self.key()),
                _ => NullSpelling::Flag,
            },
        };
        Shape::Nullable(Box::new(inner), spelling)
    }
}

/// Whether it needs no other component.
fn ends(shape: &Shape) -> bool {
    matches!(shape, Shape::Scalar { .. } | Shape::Boolean | Shape::Any)
}
