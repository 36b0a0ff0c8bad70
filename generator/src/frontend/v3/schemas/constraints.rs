//! Limits of values.

use crate::api::Constraints;
use crate::diagnostics::codes;
use crate::frontend::v3::Lowering;
use crate::frontend::v3::read;
use crate::source::Origin;
use crate::tree::{Mapping, Node, Number};

use super::Type;

const OF_NUMBERS: &[&str] = &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
const OF_STRINGS: &[&str] = &["minLength", "maxLength", "pattern"];
const OF_ARRAYS: &[&str] = &[
    "minItems",
    "maxItems",
    "uniqueItems",
    "items",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
];
const OF_OBJECTS: &[&str] = &[
    "minProperties",
    "maxProperties",
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "unevaluatedProperties",
];

/// The type that the limits of a schema speak of, if they speak of one only.
pub(super) fn spoken_of(mapping: &Mapping) -> Option<Type> {
    let counts = |key: &str| mapping.get(key).is_some_and(|value| !matches!(value, Node::Null | Node::Bool(false)));
    let groups = [(Type::Number, OF_NUMBERS), (Type::String, OF_STRINGS), (Type::Array, OF_ARRAYS)];
    let groups = groups.into_iter().chain([(Type::Object, OF_OBJECTS)]);
    let mut spoken = groups.filter(|(_, keys)| keys.iter().any(|key| counts(key))).map(|(ty, _)| ty);
    spoken.next().filter(|_| spoken.next().is_none())
}

/// The limits of all types.
pub(super) fn limits() -> impl Iterator<Item = &'static str> {
    let arrays = ["minItems", "maxItems", "uniqueItems"];
    let objects = ["minProperties", "maxProperties"];
    OF_NUMBERS.iter().chain(OF_STRINGS).copied().chain(arrays).chain(objects)
}

impl Lowering<'_> {
    /// The limits that a value of this type can break; all of them if the type is open.
    pub(super) fn constraints(&mut self, mapping: &Mapping, at: &Origin, ty: Option<Type>) -> Constraints {
        let mut limits = Constraints::default();
        let of = |wanted: &[Type]| ty.is_none_or(|ty| wanted.contains(&ty));
        if of(&[Type::Integer, Type::Number]) {
            limits.minimum = mapping.get("minimum").and_then(read::as_number);
            limits.maximum = mapping.get("maximum").and_then(read::as_number);
            limits.exclusive_minimum = self.exclusive(mapping, at, "exclusiveMinimum", &mut limits.minimum);
            limits.exclusive_maximum = self.exclusive(mapping, at, "exclusiveMaximum", &mut limits.maximum);
            limits.multiple_of = self.multiple_of(mapping, at).into_iter().collect();
        }
        if of(&[Type::String]) {
            limits.min_length = count(mapping, "minLength");
            limits.max_length = count(mapping, "maxLength");
            limits.patterns = read::text(mapping, "pattern").into_iter().collect();
        }
        if of(&[Type::Array]) {
            limits.min_items = count(mapping, "minItems");
            limits.max_items = count(mapping, "maxItems");
            limits.unique_items = read::is_set(mapping, "uniqueItems");
        }
        if of(&[Type::Object]) {
            limits.min_properties = count(mapping, "minProperties");
            limits.max_properties = count(mapping, "maxProperties");
        }
        limits
    }

    /// `exclusiveMinimum: true` turns `minimum` into the exclusive limit; a number (3.1) is the limit itself.
    fn exclusive(&mut self, mapping: &Mapping, at: &Origin, key: &str, limit: &mut Option<Number>) -> Option<Number> {
        match mapping.get(key)? {
            Node::Bool(true) if limit.is_none() => {
                self.misread(&at.child(key), format!("`{key}` needs the limit beside it; it is ignored"));
                None
            }
            Node::Bool(true) => limit.take(),
            Node::Number(number) => Some(number.clone()),
            _ => None,
        }
    }

    fn multiple_of(&mut self, mapping: &Mapping, at: &Origin) -> Option<Number> {
        let number = mapping.get("multipleOf").and_then(read::as_number)?;
        if number.to_f64() > 0.0 {
            return Some(number);
        }
        self.misread(&at.child("multipleOf"), "`multipleOf` must be greater than 0; it is ignored");
        None
    }

    /// Keys that no value of this type can break.
    pub(super) fn idle_keys(&mut self, mapping: &Mapping, at: &Origin, ty: Option<Type>) {
        let Some(ty) = ty else { return };
        let own: &[&str] = match ty {
            Type::Integer | Type::Number => OF_NUMBERS,
            Type::String => OF_STRINGS,
            Type::Array => OF_ARRAYS,
            Type::Object => OF_OBJECTS,
            Type::Boolean => &[],
        };
        for keys in [OF_NUMBERS, OF_STRINGS, OF_ARRAYS, OF_OBJECTS].into_iter().filter(|keys| *keys != own) {
            let silent = |value: &Node| matches!(value, Node::Null | Node::Bool(false));
            for key in keys.iter().filter(|key| mapping.get(key).is_some_and(|value| !silent(value))) {
                let message = format!("`{key}` says nothing about values of type {}", ty.as_str());
                self.report(&codes::OA008, &at.child(key), message, "no effect");
            }
        }
    }
}

fn count(mapping: &Mapping, key: &str) -> Option<u64> {
    mapping.get(key).and_then(read::as_count)
}
