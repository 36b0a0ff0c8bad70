//! The visitor that fills a [`Node`] from JSON or YAML: duplicate keys are seen, numbers keep their text where it
//! is known, merge keys are resolved, depth and size are bounded.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::de::Visitor;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess};

use crate::source::{JsonPointer, JsonToken, JsonTokens};
use crate::tree::{Mapping, Node, Number};

/// The deepest tree that is read.
pub(super) const DEPTH: usize = 1_000;
/// The largest tree that is read, in nodes: far beyond any real document, within reach of a few lines of aliases.
pub(super) const NODES: usize = 5_000_000;
/// How many of them may be more than the text has bytes: only aliases make as many.
pub(super) const ALIASED: usize = 1_000_000;
/// Repeated keys beyond this number are not listed.
const REPEATS: usize = 100;

/// Why a tree was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    Depth,
    Nodes,
}

/// What a reading has seen so far.
pub(super) struct Reading<'t> {
    /// The numbers of a JSON text in its order; none for YAML, whose parser gives values only.
    numbers: Option<RefCell<NumberTexts<'t>>>,
    nodes: Cell<usize>,
    /// How many there may be.
    pub(super) most: usize,
    /// Where the bounds were passed.
    pub(super) excess: Cell<Option<Excess>>,
    /// The place where they were.
    pub(super) excess_at: RefCell<JsonPointer>,
    /// Places of keys that stand more than once in their mapping.
    pub(super) repeated: RefCell<Vec<JsonPointer>>,
}

impl<'t> Reading<'t> {
    pub(super) fn json(text: &'t str) -> Self {
        let numbers = NumberTexts { text, tokens: JsonTokens::new(text) };
        Self { numbers: Some(RefCell::new(numbers)), ..Self::yaml(text) }
    }

    pub(super) fn yaml(text: &str) -> Self {
        Self {
            numbers: None,
            most: super::most(text.len()),
            nodes: Cell::new(0),
            excess: Cell::new(None),
            excess_at: RefCell::default(),
            repeated: RefCell::default(),
        }
    }

    pub(super) fn root(&self) -> Seed<'_, 't> {
        Seed { reading: self, path: Path::Root, depth: 0 }
    }

    fn is_yaml(&self) -> bool {
        self.numbers.is_none()
    }

    fn stop<E: Error>(&self, excess: Excess, path: &Path<'_>) -> E {
        self.excess.set(Some(excess));
        *self.excess_at.borrow_mut() = path.pointer();
        E::custom("too deep or too large")
    }
}

/// The texts of the numbers of a JSON text, in its order.
struct NumberTexts<'t> {
    text: &'t str,
    tokens: JsonTokens<'t>,
}

impl NumberTexts<'_> {
    fn next(&mut self) -> Option<Number> {
        let (_, range) = self.tokens.by_ref().find(|(token, _)| *token == JsonToken::Number)?;
        Number::parse(self.text.get(range)?)
    }
}

/// The way from the root, on the stack, so that it costs nothing until it is asked for.
#[derive(Clone, Copy)]
enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn pointer(&self) -> JsonPointer {
        let mut way = Vec::new();
        let mut at = self;
        loop {
            at = match at {
                Path::Root => break,
                Path::Key(parent, key) => {
                    way.push((*key).to_owned());
                    parent
                }
                Path::Item(parent, index) => {
                    way.push(index.to_string());
                    parent
                }
            };
        }
        way.iter().rev().fold(JsonPointer::root(), |pointer, segment| pointer.child(segment))
    }
}

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct Seed<'r, 't> {
    reading: &'r Reading<'t>,
    path: Path<'r>,
    depth: usize,
}

impl Seed<'_, '_> {
    fn number<E>(&self, value: impl FnOnce() -> Node) -> Result<Node, E> {
        let text = self.reading.numbers.as_ref().and_then(|numbers| numbers.borrow_mut().next());
        Ok(text.map_or_else(value, Node::Number))
    }

    fn enter<E: Error>(&self) -> Result<usize, E> {
        let depth = self.depth + 1;
        if depth > DEPTH { Err(self.reading.stop(Excess::Depth, &self.path)) } else { Ok(depth) }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let nodes = self.reading.nodes.get() + 1;
        self.reading.nodes.set(nodes);
        if nodes > self.reading.most {
            return Err(self.reading.stop(Excess::Nodes, &self.path));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        self.number(|| Node::Number(Number::from(u128::from(value))))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        self.number(|| Node::Number(Number::from(i128::from(value))))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        self.number(|| Node::Number(Number::from(value)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        self.number(|| Node::Number(Number::from(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        // YAML's infinities have no number in JSON; they stay the words they are.
        self.number(|| {
            let word = if value.is_nan() {
                ".nan"
            } else if value > 0.0 {
                ".inf"
            } else {
                "-.inf"
            };
            Number::from_f64(value).map_or_else(|| Node::String(word.to_owned()), Node::Number)
        })
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let depth = self.enter()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Seed {
            reading: self.reading,
            path: Path::Item(&self.path, items.len()),
            depth,
        })? {
            items.push(item);
        }
        Ok(Node::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let depth = self.enter()?;
        let mut mapping = Mapping::default();
        let mut merges = Vec::new();
        while let Some(key) = access.next_key_seed(Key)? {
            let path = Path::Key(&self.path, &key);
            let value = access.next_value_seed(Seed { reading: self.reading, path, depth })?;
            if self.reading.is_yaml() && key == "<<" && is_mergeable(&value) {
                merges.push((mapping.len(), value));
            } else if mapping.get(&key).is_some() {
                let mut repeated = self.reading.repeated.borrow_mut();
                let pointer = path.pointer();
                if repeated.len() < REPEATS && !repeated.contains(&pointer) {
                    repeated.push(pointer);
                }
            } else {
                mapping.insert(key, value);
            }
        }
        Ok(Node::Mapping(if merges.is_empty() { mapping } else { merged(mapping, merges) }))
    }

    /// A local tag of YAML, such as `!secret`: the value counts, the tag does not.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let (IgnoredAny, value) = access.variant()?;
        value.newtype_variant_seed(self)
    }
}

fn is_mergeable(node: &Node) -> bool {
    match node {
        Node::Mapping(_) => true,
        Node::Sequence(items) => items.iter().all(|item| item.as_mapping().is_some()),
        _ => false,
    }
}

/// Puts what is merged where `<<` stood. A key of the mapping itself wins, then the mapping that is named first.
fn merged(own: Mapping, merges: Vec<(usize, Node)>) -> Mapping {
    let mut whole = Mapping::default();
    let mut merges = merges.into_iter().peekable();
    let names: Vec<String> = own.iter().map(|(key, _)| key.to_owned()).collect();
    let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let mut entries = own.into_entries().enumerate();
    loop {
        let next = entries.next();
        let index = next.as_ref().map_or(usize::MAX, |(index, _)| *index);
        while let Some((_, merge)) = merges.next_if(|(at, _)| *at <= index) {
            let sources = match merge {
                Node::Sequence(items) => items,
                one => vec![one],
            };
            for source in sources {
                let Node::Mapping(source) = source else { continue };
                for (key, value) in source.into_entries() {
                    if !names.contains(key.as_str()) {
                        whole.insert(key, value);
                    }
                }
            }
        }
        let Some((_, (key, value))) = next else { break };
        whole.insert(key, value);
    }
    whole
}

/// Reads a key as it is written: YAML's `200`, `true` and `null` are the strings that JSON would have there.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a string")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
