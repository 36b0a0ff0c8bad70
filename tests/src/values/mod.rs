//! Random values of the schemas of a document.

mod numbers;
mod rng;
mod texts;

use std::collections::BTreeMap;

use bindery::api::{Access, AdditionalProperties, Api, Dispatch, Schema, SchemaId, SchemaKind, UnionKind, UnionSchema};
use bindery::passes::sample;
use bindery::tree::{Mapping, Node};

pub use rng::Rng;

/// How often a value is made before the one that is no chance is taken.
const TRIALS: usize = 20;

/// Deeper than this, only what is required is filled in.
const DEEP: usize = 4;

/// Deeper than this, nothing is made.
const DEEPEST: usize = 24;

/// What a value has to come through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// JSON that a client sends: nothing in it is only for reading.
    Sent,
    /// JSON that a server sends: nothing in it is only for writing.
    Answered,
    /// One text, percent-encoded: not empty, and nothing is null.
    Single,
    /// Texts side by side that separators part: plain words.
    Parted,
    /// A header: visible characters of ASCII, plain words.
    Header,
}

/// How long the integers are that need not be short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Integers {
    /// All of 64 bits.
    All,
    /// Those that JavaScript keeps: 53 bits.
    Safe,
}

/// Where random values come from, and what they are made for.
#[derive(Debug)]
pub struct Source<'a> {
    /// The document.
    pub api: &'a Api,
    /// Chance.
    pub rng: Rng,
    /// The integers.
    pub integers: Integers,
}

/// A random value that satisfies a schema; none if none could be made.
pub fn random(source: &mut Source<'_>, schema: SchemaId, place: Place) -> Option<Node> {
    let (api, integers) = (source.api, source.integers);
    for trial in 0..TRIALS {
        let mut maker = Maker {
            api,
            integers,
            rng: &mut source.rng,
            place,
            depth: 0,
            fuel: 40 >> trial.min(5),
            under: BTreeMap::new(),
        };
        let made = maker.value(schema).filter(|value| sample::satisfies(api, schema, value));
        if made.is_some() {
            return made;
        }
    }
    sample::sample(api, schema).filter(|value| place.carries(value))
}

impl Place {
    /// Whether it is JSON, which has a null.
    fn is_json(self) -> bool {
        matches!(self, Self::Sent | Self::Answered)
    }

    fn carries(self, value: &Node) -> bool {
        let full = |node: &Node| !matches!(node, Node::Null) && node.as_str() != Some("");
        self.is_json()
            || match value {
                Node::Sequence(items) => !items.is_empty() && items.iter().all(full),
                Node::Mapping(entries) => !entries.is_empty() && entries.iter().all(|(_, value)| full(value)),
                scalar => full(scalar),
            }
    }
}

struct Maker<'a> {
    api: &'a Api,
    rng: &'a mut Rng,
    integers: Integers,
    place: Place,
    depth: usize,
    /// How many more parts may be added that need not be there.
    fuel: usize,
    /// How often a schema is being filled in on the way here.
    under: BTreeMap<SchemaId, usize>,
}

impl Maker<'_> {
    fn value(&mut self, id: SchemaId) -> Option<Node> {
        let (mut at, mut schema) = (id, self.api.schemas.get(id)?);
        let mut nullable = schema.nullable;
        for _ in 0..64 {
            let SchemaKind::Alias(to) = schema.kind else { break };
            (at, schema) = (to, self.api.schemas.get(to)?);
            nullable |= schema.nullable;
        }
        if nullable && self.place.is_json() && self.rng.chance(15) {
            return Some(Node::Null);
        }
        let times = self.under.get(&at).copied().unwrap_or_default();
        let null = (nullable && self.place.is_json()).then_some(Node::Null);
        if times > 2 || self.depth >= DEEPEST {
            return null;
        }
        self.under.insert(at, times + 1);
        self.depth += 1;
        let made = self.made(schema);
        self.depth -= 1;
        self.under.insert(at, times);
        made.or(null)
    }

    /// Whether something is added that need not be there.
    fn more(&mut self, percent: usize) -> bool {
        let more = self.depth <= DEEP && self.fuel > 0 && self.rng.chance(percent);
        self.fuel -= usize::from(more);
        more
    }

    fn made(&mut self, schema: &Schema) -> Option<Node> {
        let limits = &schema.constraints;
        match &schema.kind {
            SchemaKind::Any => Some(self.anything()),
            SchemaKind::Never | SchemaKind::Alias(_) | SchemaKind::AllOf(_) => None,
            SchemaKind::Boolean => Some(Node::Bool(self.rng.chance(50))),
            SchemaKind::Integer(format) => Some(numbers::integer(self.rng, self.integers, format, limits)),
            SchemaKind::Number(_) => numbers::number(self.rng, limits),
            SchemaKind::String(format) => texts::string(self.rng, self.place, format, limits).map(Node::String),
            SchemaKind::Enum(list) => {
                let fit: Vec<&Node> = list.values.iter().filter(|value| self.place.carries(value)).collect();
                (!fit.is_empty()).then(|| (*self.rng.pick(&fit)).clone())
            }
            SchemaKind::Array(items) => self.array(*items, schema),
            SchemaKind::Tuple(places, _) => {
                places.iter().map(|&place| self.value(place)).collect::<Option<Vec<_>>>().map(Node::Sequence)
            }
            SchemaKind::Object(_) => self.object(schema),
            SchemaKind::Union(union) => self.union(union),
        }
    }

    fn anything(&mut self) -> Node {
        let text = texts::any(self.rng, self.place);
        if !self.place.is_json() {
            return Node::String(text);
        }
        let inner = Node::String(text);
        match self.rng.below(5) {
            0 => Node::Bool(true),
            1 => Node::Number(i128::try_from(self.rng.below(1000)).unwrap_or_default().into()),
            2 => Node::Sequence(vec![inner, Node::Null]),
            3 => {
                let mut entries = Mapping::default();
                entries.insert("any key".to_owned(), inner);
                Node::Mapping(entries)
            }
            _ => inner,
        }
    }

    fn array(&mut self, items: SchemaId, schema: &Schema) -> Option<Node> {
        let limits = &schema.constraints;
        let least = usize::try_from(limits.min_items.unwrap_or(0)).ok().filter(|least| *least <= 64)?;
        let most = limits.max_items.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        let first = usize::from(!self.place.is_json());
        let mut wanted = least.max(first);
        while wanted < most.min(least + 3) && self.more(60) {
            wanted += 1;
        }
        let mut made: Vec<Node> = Vec::new();
        for _ in 0..wanted {
            match self.value(items) {
                Some(value) if limits.unique_items && made.contains(&value) => {}
                Some(value) => made.push(value),
                None if made.len() >= least.max(first) => break,
                None => return None,
            }
        }
        Some(Node::Sequence(made))
    }

    fn object(&mut self, schema: &Schema) -> Option<Node> {
        let SchemaKind::Object(object) = &schema.kind else { return None };
        let hidden = match self.place {
            Place::Answered => Access::WriteOnly,
            _ => Access::ReadOnly,
        };
        let mut made = Mapping::default();
        for property in &object.properties {
            let of_other_side = self.api.schemas.get(property.schema).is_some_and(|schema| schema.access == hidden);
            let wanted = !of_other_side && (property.required || self.more(50));
            match wanted.then(|| self.value(property.schema)) {
                Some(Some(value)) => {
                    made.insert(property.name.clone(), value);
                }
                Some(None) if property.required => return None,
                Some(None) | None => {}
            }
        }
        let least = usize::try_from(schema.constraints.min_properties.unwrap_or(0)).ok()?;
        let least = least.max(usize::from(!self.place.is_json()));
        let mut number = 1;
        while number < 8 && (made.len() < least || (self.more(25) && number < 3)) {
            let value = match object.additional {
                AdditionalProperties::Schema(values) => self.value(values)?,
                AdditionalProperties::Any => self.anything(),
                AdditionalProperties::Forbidden | AdditionalProperties::Unstated => break,
            };
            made.insert(format!("key {number}").replace(' ', if self.place.is_json() { " " } else { "" }), value);
            number += 1;
        }
        // Properties that need not be there, where something must.
        for property in object.properties.iter().filter(|_| made.len() < least).collect::<Vec<_>>() {
            if made.len() < least
                && made.get(&property.name).is_none()
                && let Some(value) = self.value(property.schema)
            {
                made.insert(property.name.clone(), value);
            }
        }
        Some(Node::Mapping(made))
    }

    /// A value of any arm of which one can be made.
    fn union(&mut self, union: &UnionSchema) -> Option<Node> {
        let (first, all) = (self.rng.below(union.arms.len()), union.arms.len());
        (first..first + all).find_map(|at| self.arm(union, at % all))
    }

    fn arm(&mut self, union: &UnionSchema, at: usize) -> Option<Node> {
        let value = self.value(*union.arms.get(at)?)?;
        // A discriminator tells arms apart that describe the same values; elsewhere only one may describe it.
        let tagged = matches!(union.dispatch, Some(Dispatch::Tag { .. }));
        let describes = |&&arm: &&SchemaId| sample::satisfies(self.api, arm, &value);
        if union.kind == UnionKind::OneOf && !tagged && union.arms.iter().filter(describes).count() > 1 {
            return None;
        }
        let Some(Dispatch::Tag { property, values, .. }) = &union.dispatch else { return Some(value) };
        let fits = value.get(property).is_some_and(|have| values.iter().any(|(tag, arm)| tag == have && *arm == at));
        match (values.iter().find(|(_, arm)| *arm == at), value) {
            (Some((tag, _)), Node::Mapping(old)) if !fits => {
                let mut new = Mapping::default();
                new.insert(property.clone(), tag.clone());
                for (key, value) in old.into_entries() {
                    new.insert(key, value);
                }
                Some(Node::Mapping(new))
            }
            (_, value) => Some(value),
        }
    }
}
