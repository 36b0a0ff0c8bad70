use crate::api::{Enumeration, IntegerFormat, NumberFormat, Schema, SchemaKind, StringFormat};
use crate::passes::examples::judge::same;
use crate::passes::limits::broken;
use crate::tree::{Node, Number};

/// What two scalars have in common, if anything.
pub(super) fn common(a: &SchemaKind, b: &SchemaKind) -> Option<SchemaKind> {
    use SchemaKind::{Boolean, Enum, Integer, Never, Number, String};
    match (a, b) {
        (Never, _) | (_, Never) => Some(Never),
        (Boolean, Boolean) => Some(Boolean),
        (Integer(x), Integer(y)) => Some(Integer(if *x == IntegerFormat::Plain { y.clone() } else { x.clone() })),
        (Integer(x), Number(_)) | (Number(_), Integer(x)) => Some(Integer(x.clone())),
        (Number(x), Number(y)) => Some(Number(if *x == NumberFormat::Plain { y.clone() } else { x.clone() })),
        (String(x), String(y)) => formats(x, y).map(String),
        (Enum(x), Enum(y)) => filtered(x, |value| y.values.iter().any(|other| same(other, value))),
        (Enum(x), other) | (other, Enum(x)) => filtered(x, |value| is_a(value, other)),
        _ => None,
    }
}

/// The kind with the listed values that keep the limits beside the other list; none if no value is left.
pub(super) fn allowed(kind: SchemaKind, one: &Schema, two: &Schema) -> Option<SchemaKind> {
    let SchemaKind::Enum(list) = &kind else { return Some(kind) };
    // What a list says of its own values is told where it stands.
    let others = [one, two].into_iter().filter(|schema| !matches!(schema.kind, SchemaKind::Enum(_)));
    let limits: Vec<_> = others.map(|schema| &schema.constraints).collect();
    filtered(list, |value| limits.iter().all(|limits| broken(limits, value).is_empty()))
}

fn formats(a: &StringFormat, b: &StringFormat) -> Option<StringFormat> {
    use StringFormat::{Other, Plain};
    match (a, b) {
        (Plain | Other(_), better) => Some(better.clone()),
        (better, Plain | Other(_)) => Some(better.clone()),
        (x, y) => (x == y).then(|| x.clone()),
    }
}

fn filtered(list: &Enumeration, keep: impl Fn(&Node) -> bool) -> Option<SchemaKind> {
    let mut kept = Enumeration { values: Vec::new(), names: Vec::new(), descriptions: Vec::new(), open: false };
    for (i, value) in list.values.iter().enumerate().filter(|(_, value)| keep(value)) {
        kept.values.push(value.clone());
        kept.names.push(list.names.get(i).cloned().flatten());
        kept.descriptions.push(list.descriptions.get(i).cloned().flatten());
    }
    if kept.names.iter().all(Option::is_none) {
        kept.names.clear();
    }
    if kept.descriptions.iter().all(Option::is_none) {
        kept.descriptions.clear();
    }
    (!kept.values.is_empty()).then_some(SchemaKind::Enum(kept))
}

/// Whether a listed value is of a scalar type.
fn is_a(value: &Node, kind: &SchemaKind) -> bool {
    match kind {
        SchemaKind::Boolean => matches!(value, Node::Bool(_)),
        SchemaKind::Integer(_) => value.as_number().and_then(Number::decimal).is_some_and(|number| number.is_whole()),
        SchemaKind::Number(_) => matches!(value, Node::Number(_)),
        SchemaKind::String(_) => matches!(value, Node::String(_)),
        _ => false,
    }
}

/// Whether the values are no lists, objects or choices.
pub(super) fn is_scalar(kind: &SchemaKind) -> bool {
    use SchemaKind::{Boolean, Enum, Integer, Number, String};
    matches!(kind, Boolean | Integer(_) | Number(_) | String(_) | Enum(_))
}

/// What a schema's values are, in few words, for messages.
pub(super) fn described(schema: &Schema) -> &'static str {
    match &schema.kind {
        SchemaKind::Any | SchemaKind::Alias(_) | SchemaKind::AllOf(_) => "any value",
        SchemaKind::Never => "none",
        SchemaKind::Boolean => "a boolean",
        SchemaKind::Integer(_) => "an integer",
        SchemaKind::Number(_) => "a number",
        SchemaKind::String(_) => "a string",
        SchemaKind::Enum(_) => "one of the listed values",
        SchemaKind::Array(_) | SchemaKind::Tuple(..) => "an array",
        SchemaKind::Object(_) => "an object",
        SchemaKind::Union(_) => "one of the alternatives",
    }
}
