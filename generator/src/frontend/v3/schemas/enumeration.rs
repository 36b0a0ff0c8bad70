//! `enum` and `const`.

use std::collections::BTreeMap;

use crate::api::{Enumeration, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
use crate::frontend::v3::Lowering;
use crate::frontend::v3::read;
use crate::source::Origin;
use crate::tree::{Mapping, Node, Number};

use super::types::{self, Types};
use super::{Setting, Type};

impl Lowering<'_> {
    /// Makes the schema an enumeration if it lists its values and can. Returns whether it did.
    pub(super) fn enumerated(
        &mut self,
        id: SchemaId,
        mapping: &Mapping,
        at: &Origin,
        types: &Types,
        setting: Setting,
    ) -> bool {
        let (values, place): (&[Node], Origin) = match (mapping.get("const"), mapping.get("enum")) {
            (Some(value), _) => (std::slice::from_ref(value), at.child("const")),
            (None, Some(Node::Sequence(values))) => (values, at.child("enum")),
            _ => return false,
        };
        self.const_beside_enum(mapping, at);
        let ty =
            types.single().or_else(|| types::inferred(mapping)).or(setting.base.filter(|_| types.known.is_empty()));
        if values.is_empty() && self.edition(at) >= Version::V31 {
            self.misplaced(&place, "an enum without values forbids every value", "empty");
            self.api.schemas[id].kind = SchemaKind::Never;
            return true;
        }
        if values.is_empty() {
            self.misplaced(&place, "an enum without values forbids every value; it is left out", "empty");
            return false;
        }
        if values.iter().all(|value| value == &Node::Null) {
            self.api.schemas[id].nullable = true;
            self.api.schemas[id].kind = SchemaKind::Never;
            return true;
        }
        if let Some(ty @ (Type::Object | Type::Array)) = ty
            && !values.iter().any(|value| matches!(fitted(value, Some(ty)), Fit::AsIs))
        {
            let what = if ty == Type::Object { "an object" } else { "an array" };
            let message = format!("the enum lists no value of {what}; it is left out");
            self.misplaced(&place, message, "left out");
            return false;
        }
        let enumeration = self.enumeration(mapping, values, &place, ty, types);
        let schema = &mut self.api.schemas[id];
        schema.nullable |= values.contains(&Node::Null);
        schema.kind = if enumeration.values.is_empty() {
            SchemaKind::Never
        } else if ty != Some(Type::String) && is_boolean(&enumeration.values) {
            SchemaKind::Boolean
        } else {
            SchemaKind::Enum(enumeration)
        };
        true
    }

    /// Both hold: a constant that the list lacks is taken as meant.
    fn const_beside_enum(&mut self, mapping: &Mapping, at: &Origin) {
        let (Some(value), Some(listed)) = (mapping.get("const"), mapping.get("enum").and_then(Node::as_sequence))
        else {
            return;
        };
        let value = whole(value.clone()).canonical();
        if !listed.iter().any(|listed| whole(listed.clone()).canonical() == value) {
            let message = "the enum does not list the value of `const` beside it; it is left out";
            self.misplaced(&at.child("enum"), message, "left out");
        }
    }

    fn enumeration(
        &mut self,
        mapping: &Mapping,
        values: &[Node],
        place: &Origin,
        ty: Option<Type>,
        types: &Types,
    ) -> Enumeration {
        let names = beside(mapping, &["x-enum-varnames", "x-enumNames"]);
        let descriptions = beside(mapping, &["x-enum-descriptions", "x-enumDescriptions"]);
        let mut listed = Enumeration { values: Vec::new(), names: Vec::new(), descriptions: Vec::new(), open: false };
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let (mut repeated, mut converted, mut foreign) = (Vec::new(), None, None);
        for (index, value) in values.iter().enumerate().filter(|(_, value)| **value != Node::Null) {
            let value = match fitted_to(value, ty, types) {
                Fit::AsIs => value.clone(),
                Fit::Converted(value) => {
                    converted.get_or_insert(index);
                    value
                }
                Fit::Not => {
                    foreign.get_or_insert(index);
                    continue;
                }
            };
            let value = whole(value);
            if seen.insert(value.canonical(), index).is_some() {
                repeated.push(index);
                continue;
            }
            listed.names.push(names(index));
            listed.descriptions.push(descriptions(index));
            listed.values.push(value);
        }
        self.repeated(&repeated, values, place);
        let word = ty.map_or_else(|| listed_types(types), |ty| ty.as_str().to_owned());
        let listed_at = |index: usize| if mapping.get("const").is_some() { place.clone() } else { place.child(index) };
        if let Some(index) = converted {
            let message = format!("values of another type stand in an enum of type {word}; they are read as {word}s");
            self.misread(&listed_at(index), message);
        }
        if let Some(index) = foreign {
            let message = format!("a value that is no {word} stands in an enum of type {word}; it is left out");
            self.misplaced(&listed_at(index), message, "left out");
        }
        listed
    }

    /// One finding for all repetitions of an enum.
    fn repeated(&mut self, repeated: &[usize], values: &[Node], place: &Origin) {
        let Some(&first) = repeated.first() else { return };
        let value = values.get(first).map(Node::to_json).unwrap_or_default();
        let message = match repeated.len() {
            1 => format!("{value} is listed twice"),
            count => format!("{count} entries repeat an earlier one, the first of them {value}"),
        };
        let origin = place.child(first);
        self.diagnostics.push(Diagnostic::new(&codes::OA212, message, Label::value(&origin, "repeated")));
    }

    fn misplaced(&mut self, at: &Origin, message: impl Into<String>, text: &str) {
        self.report(&codes::OA205, at, message, text);
    }
}

/// Whether a value is of the schema's type.
enum Fit {
    AsIs,
    Converted(Node),
    Not,
}

fn fitted_to(value: &Node, ty: Option<Type>, types: &Types) -> Fit {
    if types.known.len() < 2 {
        return fitted(value, ty);
    }
    let as_is = |ty: &Type| matches!(fitted(value, Some(*ty)), Fit::AsIs);
    if types.known.iter().any(as_is) { Fit::AsIs } else { Fit::Not }
}

/// `string or integer`.
fn listed_types(types: &Types) -> String {
    types.known.iter().map(|ty| ty.as_str()).collect::<Vec<_>>().join(" or ")
}

fn fitted(value: &Node, ty: Option<Type>) -> Fit {
    let Some(ty) = ty else { return Fit::AsIs };
    match (ty, value) {
        (Type::String, Node::String(_))
        | (Type::Boolean, Node::Bool(_))
        | (Type::Number, Node::Number(_))
        | (Type::Array, Node::Sequence(_))
        | (Type::Object, Node::Mapping(_)) => Fit::AsIs,
        (Type::Integer, Node::Number(number)) if number.is_integer() => Fit::AsIs,
        (Type::String, other) => {
            read::as_text(other).map_or(Fit::Not, |text| Fit::Converted(Node::String(text.into())))
        }
        (Type::Boolean, other) => read::as_flag(other).map_or(Fit::Not, |flag| Fit::Converted(Node::Bool(flag))),
        (Type::Integer | Type::Number, Node::String(_)) => match read::as_number(value).map(Node::Number) {
            Some(number) if ty == Type::Number || number.as_number().is_some_and(Number::is_integer) => {
                Fit::Converted(number)
            }
            _ => Fit::Not,
        },
        _ => Fit::Not,
    }
}

/// An integer in its plain spelling; all else as it is.
fn whole(value: Node) -> Node {
    match value.as_number().and_then(Number::as_whole) {
        Some(whole) => Node::Number(whole.into()),
        None => value,
    }
}

/// Both booleans and nothing else.
fn is_boolean(values: &[Node]) -> bool {
    values.len() == 2 && values.iter().all(|value| value.as_bool().is_some())
}

/// Texts that a list of another tool gives beside the values, by index; or a mapping, by value.
fn beside<'m>(mapping: &'m Mapping, keys: &[&str]) -> impl Fn(usize) -> Option<String> + use<'m> {
    let list = keys.iter().find_map(|key| mapping.get(key)).and_then(Node::as_sequence).unwrap_or_default();
    move |index| list.get(index).and_then(Node::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}
