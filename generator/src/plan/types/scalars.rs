//! Scalars: which type holds all values of a format and keeps their spelling.

use crate::api::{Constraints, IntegerFormat, NumberFormat, Schema, SchemaKind, StringFormat};
use crate::plan::ScalarType;

/// The type of a schema that is a scalar, or has no value but null.
pub(super) fn of(schema: &Schema) -> ScalarType {
    match &schema.kind {
        SchemaKind::Never if schema.nullable => ScalarType::Null,
        SchemaKind::Never => ScalarType::Never,
        SchemaKind::Boolean => ScalarType::Bool,
        SchemaKind::Integer(format) => integer(format, &schema.constraints),
        // What an f32 holds is not what was written: 47.376887 would come back as 47.37688827514648.
        SchemaKind::Number(NumberFormat::Float | NumberFormat::Double) => ScalarType::F64,
        SchemaKind::Number(NumberFormat::Plain) => ScalarType::Number,
        SchemaKind::String(format) => string(format),
        _ => ScalarType::String,
    }
}

fn integer(format: &IntegerFormat, limits: &Constraints) -> ScalarType {
    match format {
        IntegerFormat::Plain if is_beyond_i64(limits) => ScalarType::U64,
        IntegerFormat::Plain | IntegerFormat::Int64 => ScalarType::I64,
        IntegerFormat::Int32 => ScalarType::I32,
        IntegerFormat::UInt32 => ScalarType::U32,
        IntegerFormat::UInt64 => ScalarType::U64,
        IntegerFormat::Small(true, 8) => ScalarType::I8,
        IntegerFormat::Small(true, _) => ScalarType::I16,
        IntegerFormat::Small(false, 8) => ScalarType::U8,
        IntegerFormat::Small(false, _) => ScalarType::U16,
    }
}

/// Whether the limits allow integers beyond those of `i64`, and none below zero.
fn is_beyond_i64(limits: &Constraints) -> bool {
    let least = limits.minimum.iter().chain(&limits.exclusive_minimum).filter_map(|limit| limit.as_whole()).max();
    let most = limits.maximum.iter().chain(&limits.exclusive_maximum).filter_map(|limit| limit.as_whole()).min();
    least.is_some_and(|least| least >= 0) && most.is_some_and(|most| most > i64::MAX.into())
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
