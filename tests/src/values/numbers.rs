//! Random numbers within limits.

use bindery::api::{Constraints, IntegerFormat};
use bindery::tree::{Node, Number};

use super::{Integers, Rng};

/// A whole number that fits the format and the limits, if some does.
pub(super) fn integer(rng: &mut Rng, integers: Integers, format: &IntegerFormat, limits: &Constraints) -> Node {
    let (least, most): (i128, i128) = match format {
        IntegerFormat::Int32 => (i32::MIN.into(), i32::MAX.into()),
        IntegerFormat::UInt32 => (0, u32::MAX.into()),
        IntegerFormat::UInt64 => (0, u64::MAX.into()),
        IntegerFormat::Small(true, bits) => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
        IntegerFormat::Small(false, bits) => (0, (1 << bits) - 1),
        IntegerFormat::Plain | IntegerFormat::Int64 if integers == Integers::Safe => (-(1 << 53) + 1, (1 << 53) - 1),
        IntegerFormat::Plain | IntegerFormat::Int64 => (i64::MIN.into(), i64::MAX.into()),
    };
    let whole = |number: &Option<Number>| number.as_ref().map(|number| number.to_f64() as i128);
    let low = [Some(least), whole(&limits.minimum), whole(&limits.exclusive_minimum).map(|low| low + 1)];
    let high = [Some(most), whole(&limits.maximum), whole(&limits.exclusive_maximum).map(|high| high - 1)];
    let low = low.into_iter().flatten().max().unwrap_or(least);
    let high = high.into_iter().flatten().min().unwrap_or(most);
    let step = limits.multiple_of.first().map_or(1, |step| step.to_f64() as i128).max(1);
    let near = i128::try_from(rng.below(100)).unwrap_or_default();
    let chosen = match rng.below(4) {
        0 => low,
        1 => high,
        2 => low.max(0) + near,
        _ => near - 10,
    };
    let chosen = chosen.clamp(low, high.max(low)).div_euclid(step) * step;
    Node::Number(if chosen < low { chosen + step } else { chosen }.into())
}

/// A number within the limits; floats that a text keeps exactly.
pub(super) fn number(rng: &mut Rng, limits: &Constraints) -> Option<Node> {
    let low = limits.minimum.as_ref().or(limits.exclusive_minimum.as_ref()).map(Number::to_f64);
    let high = limits.maximum.as_ref().or(limits.exclusive_maximum.as_ref()).map(Number::to_f64);
    let share = rng.below(64) as f64 / 64.0 + 1.0 / 128.0;
    let value = match (low, high) {
        (Some(low), Some(high)) => low + (high - low) * share,
        (Some(low), None) => low + share * 100.0,
        (None, Some(high)) => high - share * 100.0,
        (None, None) => share * 1000.0 - 100.0,
    };
    let value = match limits.multiple_of.first().map(Number::to_f64).filter(|step| *step > 0.0) {
        Some(step) => (value / step).round() * step,
        None => value,
    };
    Number::parse(&value.to_string()).map(Node::Number)
}
