//! Words for arms of unions that have no name: what a schema itself says that its siblings do not say.

use crate::api::{
    Api, Constraints, Enumeration, IntegerFormat, NameHint, NumberFormat, ObjectSchema, Schema, SchemaId, SchemaKind,
    StringFormat, UnionSchema,
};
use crate::passes::graph::{resolve, resolved};
use crate::tree::{Node, Number};

/// More values or alternatives than this make no name.
const MOST: usize = 3;

/// Longer words make no name.
const LONGEST: usize = 40;

/// What an arm with a type of its own is called: its listed values, a property with a single value, its own arms. None
/// if another arm would be called the same.
pub(super) fn of_arm(api: &Api, arm: SchemaId, others: Vec<SchemaId>) -> Option<String> {
    let word = content(api, arm)?;
    others.into_iter().all(|other| content(api, other).as_ref() != Some(&word)).then_some(word)
}

fn content(api: &Api, id: SchemaId) -> Option<String> {
    let words = match &resolved(api, id)?.kind {
        SchemaKind::Enum(list) => listed(list),
        SchemaKind::Object(object) => single(api, object),
        SchemaKind::Union(union) => arms(api, union),
        _ => None,
    }?;
    (words.chars().count() <= LONGEST && words.chars().any(char::is_alphanumeric)).then_some(words)
}

fn listed(list: &Enumeration) -> Option<String> {
    let words: Vec<&str> = list.values.iter().map(Node::as_str).collect::<Option<_>>()?;
    let few = (1..=MOST).contains(&words.len()) && words.iter().all(|word| word.chars().any(char::is_alphanumeric));
    few.then(|| words.join(" or "))
}

/// The first required property that has a single value, with the value.
fn single(api: &Api, object: &ObjectSchema) -> Option<String> {
    object.properties.iter().filter(|property| property.required).find_map(|property| {
        let SchemaKind::Enum(Enumeration { values, open: false, .. }) = &resolved(api, property.schema)?.kind else {
            return None;
        };
        let [value] = values.as_slice() else { return None };
        let value = value.as_str().map_or_else(|| value.to_json(), str::to_owned);
        Some(format!("{} {value}", property.name))
    })
}

fn arms(api: &Api, union: &UnionSchema) -> Option<String> {
    let name = |&arm: &SchemaId| {
        let ways = [arm, resolve(api, arm)];
        ways.into_iter().find_map(|id| match &api.schemas.get(id)?.name {
            NameHint::Component(name) => Some(name.clone()),
            _ => None,
        })
    };
    let names: Vec<String> = union.arms.iter().map(name).collect::<Option<_>>()?;
    (names.len() <= MOST).then(|| names.join(" or "))
}

/// What a scalar or a list is called beside others of its kind: its title, its format, or `kind` with its limits.
pub(super) fn of_kind(schema: &Schema, kind: &str) -> Option<String> {
    let title = schema.docs.title.clone();
    let title = title.filter(|title| (1..=5).contains(&title.split_whitespace().count()));
    title
        .or_else(|| format(&schema.kind))
        .or_else(|| limits(&schema.constraints).map(|limits| format!("{kind} {limits}")))
}

fn format(kind: &SchemaKind) -> Option<String> {
    let word = match kind {
        SchemaKind::Integer(IntegerFormat::Int32) => "int32",
        SchemaKind::Integer(IntegerFormat::Int64) => "int64",
        SchemaKind::Integer(IntegerFormat::UInt32) => "uint32",
        SchemaKind::Integer(IntegerFormat::UInt64) => "uint64",
        SchemaKind::Number(NumberFormat::Float) => "float",
        SchemaKind::Number(NumberFormat::Double) => "double",
        SchemaKind::String(StringFormat::Decimal) => "decimal",
        SchemaKind::String(StringFormat::Byte) => "base64",
        SchemaKind::String(StringFormat::Binary) => "binary",
        SchemaKind::String(StringFormat::Other(format)) => format,
        _ => return None,
    };
    word.chars().any(char::is_alphanumeric).then(|| word.to_owned())
}

fn limits(limits: &Constraints) -> Option<String> {
    let number = |word: &str, limit: &Option<Number>| {
        let text = limit.as_ref()?.to_string();
        Some(format!("{word} {}", text.replace('-', "minus ")))
    };
    let count = |word: &str, limit: Option<u64>| limit.map(|limit| format!("{word} {limit}"));
    let words = [
        number("min", &limits.minimum),
        number("above", &limits.exclusive_minimum),
        number("max", &limits.maximum),
        number("below", &limits.exclusive_maximum),
        count("min", limits.min_length.or(limits.min_items)),
        count("max", limits.max_length.or(limits.max_items)),
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
