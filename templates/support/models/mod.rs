//! What the types of these models have in common: values kept as JSON text, three-state fields, limits, errors.

#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
mod value;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod object;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod scalar;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod union;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod limits;

mod decode;
mod json;
mod maybe;
mod nesting;
mod number;
pub mod patch;
pub mod schema;
mod secret;
mod validate;

pub use decode::{DecodeError, from_slice, from_str};
pub use json::Json;
pub use maybe::Maybe;
pub use number::Decimal;
pub use scalar::Empty;
pub use secret::Secret;
pub use validate::{Validate, Violation, Violations};
pub use value::Decode;
