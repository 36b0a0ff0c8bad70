//! Scalars: which type holds all values of a format and keeps their spelling.

use crate::api::{Constraints, IntegerFormat, NumberFormat, Schema, SchemaKind, StringFormat};
use crate::config::Integers;
use crate::plan::ScalarType;
use crate::tree::Number;

/// The type of a schema that is a scalar, or has no value but null.
pub(super) fn of(schema: &Schema, integers: Integers) -> ScalarType {
    match &schema.kind {
        SchemaKind::Never if schema.nullable => ScalarType::Null,
        SchemaKind::Never => ScalarType::Never,
        SchemaKind::Boolean => ScalarType::Bool,
        SchemaKind::Integer(format) => integer(format, &schema.constraints, integers),
        // What an f32 holds is not what was written: 47.376887 would come back as 47.37688827514648.
        SchemaKind::Number(NumberFormat::Float | NumberFormat::Double) => ScalarType::F64,
        SchemaKind::Number(NumberFormat::Plain) => ScalarType::Number,
        SchemaKind::String(format) => string(format),
        _ => ScalarType::String,
    }
}

fn integer(format: &IntegerFormat, limits: &Constraints, integers: Integers) -> ScalarType {
    match format {
        IntegerFormat::Plain => reaching(limits, integers),
        IntegerFormat::Int64 => ScalarType::I64,
        IntegerFormat::Int32 => ScalarType::I32,
        IntegerFormat::UInt32 => ScalarType::U32,
        IntegerFormat::UInt64 => ScalarType::U64,
        IntegerFormat::Small(true, 8) => ScalarType::I8,
        IntegerFormat::Small(true, _) => ScalarType::I16,
        IntegerFormat::Small(false, 8) => ScalarType::U8,
        IntegerFormat::Small(false, _) => ScalarType::U16,
    }
}

/// The type of integers that only their limits are known of. `i64`, if no limit speaks of more: `u64` for what is never
/// below zero, and where that is not enough one of any length. What has no limit on a side is of any length only if
/// that has been chosen. Programs print the ends of both as the nearest
/// `f64`, which is a little more.
fn reaching(limits: &Constraints, integers: Integers) -> ScalarType {
    const MOST_SIGNED: &str = "9223372036854776000";
    const LEAST_SIGNED: &str = "-9223372036854776000";
    const MOST_UNSIGNED: &str = "18446744073709552000";
    let value = |text: &str| Number::parse(text).and_then(|number| number.decimal());
    let of = |limits: [&Option<Number>; 2]| limits.map(|limit| limit.as_ref().and_then(Number::decimal));
    let least = of([&limits.minimum, &limits.exclusive_minimum]).into_iter().flatten().max();
    let most = of([&limits.maximum, &limits.exclusive_maximum]).into_iter().flatten().min();
    // A limit that is not there is less than any other.
    let above = |end: &str| least > value(end) || most > value(end);
    let below = |end: &str| [&least, &most].into_iter().flatten().any(|limit| Some(limit) < value(end).as_ref());
    let signed = least < value("0");
    let open = integers == Integers::Exact && (least.is_none() || most.is_none());
    if open || below(LEAST_SIGNED) || above(if signed { MOST_SIGNED } else { MOST_UNSIGNED }) {
        ScalarType::Integer
    } else if !signed && above(&i64::MAX.to_string()) {
        ScalarType::U64
    } else {
        ScalarType::I64
    }
}

fn string(format: &StringFormat) -> ScalarType {
    match format {
        StringFormat::Uuid => ScalarType::Uuid,
        StringFormat::DateTime => ScalarType::DateTime,
        StringFormat::Date => ScalarType::Date,
        StringFormat::Time => ScalarType::Time,
        StringFormat::Byte => ScalarType::Base64,
        StringFormat::Decimal => ScalarType::DecimalText,
        StringFormat::Password => ScalarType::Secret,
        StringFormat::Plain | StringFormat::Binary | StringFormat::Other(_) => ScalarType::String,
    }
}
