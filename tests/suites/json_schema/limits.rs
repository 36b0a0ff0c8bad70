//! The limits of draft 4, as far as the suite's schemas need them.

use serde_json::Value;

/// Whether a value keeps the limits that stand in a schema itself.
pub(crate) fn keeps(schema: &Value, value: &Value) -> bool {
    let count = |key: &str| schema.get(key).and_then(Value::as_u64);
    let between = |least, most, actual: usize| {
        let actual = actual as u64;
        count(least).is_none_or(|limit| actual >= limit) && count(most).is_none_or(|limit| actual <= limit)
    };
    match value {
        Value::Number(_) => number(schema, value),
        Value::String(text) => {
            let pattern = schema.get("pattern").and_then(Value::as_str);
            between("minLength", "maxLength", text.chars().count())
                && pattern.is_none_or(|pattern| regex_lite::Regex::new(pattern).is_ok_and(|regex| regex.is_match(text)))
        }
        Value::Array(items) => {
            let unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
            let repeated = |(at, item): (usize, &Value)| items.iter().take(at).any(|other| equal(other, item));
            between("minItems", "maxItems", items.len()) && !(unique && items.iter().enumerate().any(repeated))
        }
        Value::Object(entries) => {
            let mut required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
            between("minProperties", "maxProperties", entries.len())
                && required.all(|name| name.as_str().is_some_and(|name| entries.contains_key(name)))
        }
        Value::Null | Value::Bool(_) => true,
    }
}

fn number(schema: &Value, value: &Value) -> bool {
    let (Some(value), limit) = (value.as_f64(), |key: &str| schema.get(key).and_then(Value::as_f64)) else {
        return true;
    };
    let exclusive = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    let above = |limit| if exclusive("exclusiveMinimum") { value > limit } else { value >= limit };
    let below = |limit| if exclusive("exclusiveMaximum") { value < limit } else { value <= limit };
    limit("minimum").is_none_or(above)
        && limit("maximum").is_none_or(below)
        && limit("multipleOf").is_none_or(|unit| is_multiple(value, unit))
}

/// In `f64`, whose rounding is forgiven; a quotient beyond it is taken for a number with a rest.
fn is_multiple(value: f64, unit: f64) -> bool {
    let times = value / unit;
    times.is_finite() && (times - times.round()).abs() <= times.abs() * 1e-12
}

/// Equal as JSON: numbers by their value.
pub(crate) fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| equal(value, other)))
        }
        (one, other) => one == other,
    }
}
