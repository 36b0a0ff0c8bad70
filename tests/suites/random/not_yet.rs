//! The part of the space of schemas that is left out until the generator masters it.

use std::env;

/// A kind of schema or value that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `uuid` in upper case.
    UpperCaseUuid,
    /// A number without format that `f64` would round.
    LongNumber,
    /// An integer without format beyond `i64`.
    LongInteger,
    /// An integer written with a fraction or an exponent: `1.0`, `1e2`.
    IntegerSpelling,
    /// An enum with several values that have nothing to make a name of.
    UnnameableEnum,
    /// An arm of which a value may have no property at all.
    BareArm,
    /// A property that is more than a scalar, the same in two members of allOf.
    SameProperty,
    /// `-0` and `-0.0`.
    NegativeZero,
}

/// Each with the reason. Empty is what we want. `BINDERY_ALL=1` takes no notice of it.
const NOT_YET: &[(Kind, &str)] = &[];

/// Whether it is to be made.
pub(crate) fn wanted(kind: Kind) -> bool {
    let all = env::var_os("BINDERY_ALL").is_some_and(|value| value == "1");
    all || !NOT_YET.iter().any(|(left_out, _)| *left_out == kind)
}
