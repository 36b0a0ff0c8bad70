//! What the types of these models have in common: values kept as JSON text, three-state fields, limits, errors.

#[macro_use]
pub mod object;
#[macro_use]
pub mod scalar;
#[macro_use]
pub mod union;

mod decode;
mod json;
mod maybe;
mod number;
pub mod patch;
mod secret;
mod validate;

pub use decode::{DecodeError, from_slice, from_str};
pub use json::Json;
pub use maybe::Maybe;
pub use number::Decimal;
pub use scalar::Empty;
pub use secret::Secret;
pub use validate::{Limited, Validate, Violation, Violations};
