//! A value made from a schema: what a mock answers with where the document has no example that holds.

use std::collections::BTreeMap;

use super::examples;
use super::graph::{has_access, nullable, resolve};
use super::pattern::Pattern;
use crate::api::{
    Access, AdditionalProperties, Api, Condition, Constraints, Dispatch, Schema, SchemaId, SchemaKind, StringFormat,
    UnionKind, UnionSchema, visit,
};
use crate::tree::{Mapping, Node, Number};

/// Deeper than this, only what is required is filled in.
const DEEP: usize = 6;

/// A sample is to be read: once it has so many values, only what is required is filled in.
const MOST_VALUES: usize = 200;

/// Deeper than this, nothing is made.
const DEEPEST: usize = 32;

/// A value that satisfies `schema`, as lifelike as it can be; `None` if none can be made.
pub fn sample(api: &Api, schema: SchemaId) -> Option<Node> {
    let made = |left| {
        let mut sampler = Sampler { api, under: BTreeMap::new(), depth: 0, left };
        sampler.value(schema).filter(|value| examples::holds(api, schema, value))
    };
    // Properties that need not be there may break a condition.
    made(MOST_VALUES).or_else(|| has_literal(api, schema).then(|| made(0))?)
}

/// A value that satisfies `schema` as an answer has it: without what only requests have, which in answers is not even
/// required (OpenAPI 3.0.3, 4.7.24.2).
pub fn answered(api: &Api, schema: SchemaId, value: &Node) -> Node {
    shown(api, schema, value, 0)
}

fn shown(api: &Api, id: SchemaId, value: &Node, depth: usize) -> Node {
    let Some(schema) = api.schemas.get(resolve(api, id)).filter(|_| depth < DEEPEST) else { return value.clone() };
    match (&schema.kind, value) {
        (SchemaKind::Array(items), Node::Sequence(all)) => {
            Node::Sequence(all.iter().map(|item| shown(api, *items, item, depth + 1)).collect())
        }
        (SchemaKind::Union(union), value) => {
            let holds = |arm: &&SchemaId| {
                examples::judge::reasons_without(api, **arm, value, Some(Access::WriteOnly)).is_empty()
            };
            let arm = union.arms.iter().find(holds);
            arm.map_or_else(|| value.clone(), |arm| shown(api, *arm, value, depth + 1))
        }
        (SchemaKind::Object(object), Node::Mapping(entries)) => {
            let mut kept = Mapping::default();
            for (name, value) in entries.iter() {
                match object.properties.iter().find(|property| property.name == name) {
                    Some(property) if has_access(api, property.schema, Access::WriteOnly) => {}
                    Some(property) => kept.set(name, shown(api, property.schema, value, depth + 1)),
                    None => kept.set(name, value.clone()),
                }
            }
            Node::Mapping(kept)
        }
        _ => value.clone(),
    }
}

/// Whether a value satisfies `schema`, as far as examples are judged.
pub fn satisfies(api: &Api, schema: SchemaId, value: &Node) -> bool {
    examples::holds(api, schema, value)
}

fn has_literal(api: &Api, schema: SchemaId) -> bool {
    let is_literal = |condition: &Condition| matches!(condition, Condition::Literal(_));
    visit::reachable(api, [schema])
        .into_iter()
        .filter_map(|id| api.schemas.get(id))
        .any(|schema| schema.constraints.conditions.iter().any(is_literal))
}

struct Sampler<'a> {
    api: &'a Api,
    /// How often a schema is being filled in on the way here: recursion ends at the second time.
    under: BTreeMap<SchemaId, usize>,
    depth: usize,
    /// How many values may still be made before only what is required is filled in.
    left: usize,
}

impl Sampler<'_> {
    fn value(&mut self, id: SchemaId) -> Option<Node> {
        let whole = self.api.schemas.get(id)?;
        let settled = resolve(self.api, id);
        let schema = self.api.schemas.get(settled)?;
        let given = |schema: &Schema| {
            let example = schema.examples.iter().map(|example| &example.value);
            let usable = |value: &&Node| !matches!(value, Node::Null) && examples::holds(self.api, id, value);
            schema.default.iter().chain(example).find(usable).cloned()
        };
        if let Some(value) = given(whole).or_else(|| given(schema)) {
            return Some(value);
        }
        let times = self.under.get(&settled).copied().unwrap_or(0);
        if times > 1 || self.depth >= DEEPEST {
            return nullable(self.api, id).then_some(Node::Null);
        }
        self.under.insert(settled, times + 1);
        self.depth += 1;
        self.left = self.left.saturating_sub(1);
        let made = self.made(schema);
        self.depth -= 1;
        self.under.insert(settled, times);
        made.or_else(|| nullable(self.api, id).then_some(Node::Null))
    }

    fn made(&mut self, schema: &Schema) -> Option<Node> {
        let limits = &schema.constraints;
        match &schema.kind {
            SchemaKind::Any => Some(Node::Mapping(Mapping::default())),
            SchemaKind::Never | SchemaKind::Alias(_) | SchemaKind::AllOf(_) => None,
            SchemaKind::Boolean => Some(Node::Bool(true)),
            SchemaKind::Integer(_) => Some(Node::Number(integer(limits).into())),
            SchemaKind::Number(_) => number(limits).map(Node::Number),
            SchemaKind::String(format) => string(format, limits).map(Node::String),
            SchemaKind::Enum(list) => list.values.first().cloned(),
            SchemaKind::Array(items) => self.array(*items, limits),
            SchemaKind::Tuple(places, _) => {
                places.iter().map(|&place| self.value(place)).collect::<Option<Vec<_>>>().map(Node::Sequence)
            }
            SchemaKind::Object(_) => self.object(schema),
            SchemaKind::Union(union) => {
                let order: Vec<usize> = match &union.dispatch {
                    Some(Dispatch::Trial(order)) => order.iter().map(|attempt| attempt.arm).collect(),
                    _ => (0..union.arms.len()).collect(),
                };
                let mut first = None;
                for &arm in order.iter().filter_map(|&i| union.arms.get(i)) {
                    let Some(value) = self.arm(schema, arm) else { continue };
                    if !self.is_ambiguous(union, &value) {
                        return Some(value);
                    }
                    first = first.or(Some(value));
                }
                first
            }
        }
    }

    fn arm(&mut self, union: &Schema, arm: SchemaId) -> Option<Node> {
        let value = self.value(arm)?;
        let SchemaKind::Union(union) = &union.kind else { return None };
        let Some(Dispatch::Tag { property, values, .. }) = &union.dispatch else { return Some(value) };
        // The tag may be any string in the arm itself; only some choose it.
        let chosen = |index: &usize| union.arms.get(*index).is_some_and(|&one| one == arm);
        let tag = values.iter().find(|(_, index)| chosen(index)).map(|(tag, _)| tag);
        let fits =
            value.get(property).is_some_and(|have| values.iter().any(|(tag, index)| tag == have && chosen(index)));
        match (tag, value) {
            (Some(tag), Node::Mapping(old)) if !fits => {
                let mut new = Mapping::default();
                new.insert(property.clone(), tag.clone());
                for (key, value) in old.iter() {
                    new.insert(key.to_owned(), value.clone());
                }
                Some(Node::Mapping(new))
            }
            (_, value) => Some(value),
        }
    }

    /// Whether a value satisfies more than one arm, where exactly one is asked for.
    fn is_ambiguous(&self, union: &UnionSchema, value: &Node) -> bool {
        let tagged = matches!(union.dispatch, Some(Dispatch::Tag { .. }));
        let kept = || union.arms.iter().filter(|&&arm| examples::holds(self.api, arm, value)).take(2).count();
        union.kind == UnionKind::OneOf && !tagged && kept() > 1
    }

    fn array(&mut self, items: SchemaId, limits: &Constraints) -> Option<Node> {
        let least = usize::try_from(limits.min_items.unwrap_or(0)).ok().filter(|least| *least <= 64)?;
        let wanted = if self.depth > DEEP || self.left == 0 { least } else { least.max(1) };
        let wanted = if limits.max_items == Some(0) { 0 } else { wanted };
        let mut made = Vec::new();
        for number in 0..wanted {
            match self.value(items) {
                Some(value) if limits.unique_items && made.contains(&value) => {
                    made.push(self.another(items, &value, number)?);
                }
                Some(value) => made.push(value),
                None if least == 0 => break,
                None => return None,
            }
        }
        Some(Node::Sequence(made))
    }

    /// A value beside `value` for the place `number` of a list that has each value once.
    fn another(&self, items: SchemaId, value: &Node, number: usize) -> Option<Node> {
        let schema = self.api.schemas.get(resolve(self.api, items))?;
        match (&schema.kind, value) {
            (SchemaKind::Enum(list), _) => list.values.get(number).cloned(),
            (SchemaKind::Boolean, Node::Bool(value)) => Some(Node::Bool(!value)),
            (_, Node::String(text)) => {
                let kept: String = text.chars().take(text.chars().count().saturating_sub(1)).collect();
                let candidates = [format!("{text}{number}"), format!("{kept}{number}")];
                let mut candidates = candidates.into_iter().map(Node::String);
                candidates.find(|candidate| examples::holds(self.api, items, candidate))
            }
            (_, Node::Number(first)) => {
                let step = schema.constraints.multiple_of.first().and_then(Number::as_i128).unwrap_or(1);
                let more = i128::try_from(number).ok()?.checked_mul(step)?;
                first.as_i128()?.checked_add(more).map(|value| Node::Number(value.into()))
            }
            _ => None,
        }
    }

    fn object(&mut self, schema: &Schema) -> Option<Node> {
        let SchemaKind::Object(object) = &schema.kind else { return None };
        let mut made = Mapping::default();
        for property in &object.properties {
            if !property.required && (self.depth > DEEP || self.left == 0) {
                continue;
            }
            match self.value(property.schema) {
                Some(Node::Null) | None if !property.required => {}
                Some(value) => {
                    made.insert(property.name.clone(), value);
                }
                None => return None,
            }
        }
        let least =
            usize::try_from(schema.constraints.min_properties.unwrap_or(0)).ok().filter(|least| *least <= 64)?;
        let mut number = 1;
        while made.len() < least {
            let value = match object.additional {
                AdditionalProperties::Schema(values) => self.value(values)?,
                AdditionalProperties::Forbidden => return None,
                AdditionalProperties::Any | AdditionalProperties::Unstated => Node::String("string".to_owned()),
            };
            made.insert(format!("property{number}"), value);
            number += 1;
        }
        Some(Node::Mapping(made))
    }
}

fn integer(limits: &Constraints) -> i128 {
    let step = limits.multiple_of.first().and_then(Number::as_i128).filter(|step| *step > 0).unwrap_or(1);
    let at_least =
        |limit: &Option<Number>, more: i128| limit.as_ref().map(|number| ceiling(number).saturating_add(more));
    let low = at_least(&limits.minimum, 0)
        .max(limits.exclusive_minimum.as_ref().map(|number| floor(number).saturating_add(1)));
    let high = limits.maximum.as_ref().map(floor);
    let high = [high, limits.exclusive_maximum.as_ref().map(|number| ceiling(number).saturating_sub(1))]
        .into_iter()
        .flatten()
        .min();
    let wanted = match (low, high) {
        (Some(low), _) if low > 1 => low,
        (_, Some(high)) if high < 1 => high,
        _ => 1,
    };
    let down = wanted.div_euclid(step).saturating_mul(step);
    if low.is_some_and(|low| down < low) || (down == 0 && low.is_none_or(|low| low > 0)) {
        down.saturating_add(step)
    } else {
        down
    }
}

fn ceiling(number: &Number) -> i128 {
    number.as_i128().unwrap_or_else(|| clamped(number.to_f64().ceil()))
}

fn floor(number: &Number) -> i128 {
    number.as_i128().unwrap_or_else(|| clamped(number.to_f64().floor()))
}

fn clamped(value: f64) -> i128 {
    // A cast from float to integer saturates; limits beyond that are not met by any sample.
    value as i128
}

fn number(limits: &Constraints) -> Option<Number> {
    let low = limits.minimum.as_ref().or(limits.exclusive_minimum.as_ref()).map(Number::to_f64);
    let high = limits.maximum.as_ref().or(limits.exclusive_maximum.as_ref()).map(Number::to_f64);
    let value = match (low, high) {
        (Some(low), Some(high)) => f64::midpoint(low, high),
        (Some(low), None) => low.max(0.0) + 1.0,
        (None, Some(high)) => high.min(2.0) - 1.0,
        (None, None) => 1.5,
    };
    let value = match limits.multiple_of.first().map(Number::to_f64).filter(|step| *step > 0.0) {
        Some(step) => (value / step).round() * step,
        None => value,
    };
    Number::parse(&value.to_string())
}

fn string(format: &StringFormat, limits: &Constraints) -> Option<String> {
    let made = match format {
        StringFormat::Uuid => "497f6eca-6276-4993-bfeb-53cbbbba6f08",
        StringFormat::DateTime => "2024-01-31T12:00:00Z",
        StringFormat::Date => "2024-01-31",
        StringFormat::Time => "12:00:00Z",
        StringFormat::Decimal => "1.5",
        StringFormat::Byte => "c3RyaW5n",
        StringFormat::Other(other) => match other.as_str() {
            "email" | "idn-email" => "user@example.com",
            "uri" | "url" | "iri" | "uri-reference" => "https://example.com",
            "hostname" | "idn-hostname" => "example.com",
            "ipv4" | "ip" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            "time" => "12:00:00Z",
            "duration" => "P1D",
            _ => "string",
        },
        StringFormat::Plain | StringFormat::Binary | StringFormat::Password => "string",
    };
    let least = usize::try_from(limits.min_length.unwrap_or(0)).ok().filter(|least| *least <= 4096)?;
    let most = limits.max_length.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    // Of several patterns a text of the first may have the others too.
    if let Some(pattern) = limits.patterns.first().and_then(|pattern| Pattern::read(pattern).ok())
        && !((least..=most).contains(&made.chars().count()) && pattern.matches(made) == Some(true))
    {
        return pattern.sample(least, most);
    }
    let mut text: String = made.chars().take(most).collect();
    while text.chars().count() < least {
        text.push('x');
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Limits that no value meets, or only one that is no number of ours: there is a value all the same, and no overflow.
    #[test]
    fn limits_may_be_as_large_as_numbers_are() {
        let number = |text: &str| Number::parse(text);
        for (low, high, step) in [
            (Some("1e300"), None, "7"),
            (None, Some("-1e300"), "7"),
            (Some("170141183460469231731687303715884105727"), Some("-170141183460469231731687303715884105728"), "2"),
            (Some("-170141183460469231731687303715884105728"), None, "170141183460469231731687303715884105727"),
        ] {
            let limits = Constraints {
                minimum: low.and_then(number),
                exclusive_minimum: low.and_then(number),
                maximum: high.and_then(number),
                exclusive_maximum: high.and_then(number),
                multiple_of: number(step).into_iter().collect(),
                ..Constraints::default()
            };
            let value = integer(&limits);
            assert!(low.is_none() || high.is_some() || value >= 0, "{value} of {low:?}, {high:?}");
        }
    }
}
