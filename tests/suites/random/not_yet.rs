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
    /// `-0` and `-0.0`.
    NegativeZero,
}

/// Each with the reason. Empty is what we want. `BINDERY_ALL=1` takes no notice of it.
const NOT_YET: &[(Kind, &str)] = &[
    (
        Kind::UnnameableEnum,
        r#"two values without a letter, digit or symbol stop the generator: `["\u0000", "\u001b"]`"#,
    ),
    (Kind::BareArm, "arms without required properties are told by their properties alone, so `{}` is taken for none"),
    (Kind::IntegerSpelling, "`1.0` and `1e2` are integers, and are refused"),
    (Kind::NegativeZero, "`-0` is refused for an integer"),
    (Kind::UpperCaseUuid, "a `uuid` in upper case is written in lower case"),
    (Kind::LongInteger, "an integer beyond `i64` is refused where no format says how long it may be"),
    (Kind::LongNumber, "`1e400` is refused, `9007199254740993` and `1E-400` are rounded"),
];

/// Whether it is to be made.
pub(crate) fn wanted(kind: Kind) -> bool {
    let all = env::var_os("BINDERY_ALL").is_some_and(|value| value == "1");
    all || !NOT_YET.iter().any(|(left_out, _)| *left_out == kind)
}
