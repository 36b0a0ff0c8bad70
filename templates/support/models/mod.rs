//! What the types of these models have in common: values kept as JSON text, three-state fields, limits, errors.
//!
//! Values are read up to 127 levels of arrays and objects in each other; deeper ones are an error. [`Json`] keeps its
//! text and takes any depth.

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
pub mod integers;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod newtype;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod values;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod union;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod limits;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod defaults;
#[allow(unused_macros, reason = "a table that no type needs is no fault")]
#[macro_use]
pub mod tuple;

mod base64;
pub mod choice;
mod decode;
mod evaluated;
pub mod held;
mod integer;
mod json;
mod maybe;
mod moment;
mod nesting;
mod number;
mod numeral;
pub mod patch;
pub mod schema;
mod secret;
mod single;
mod spelled;
pub mod tag;
mod texts;
mod validate;

pub use decode::{DecodeError, from_slice, from_str, locate};
pub use defaults::Defaults;
pub use integer::{Integer, NoInteger};
pub use json::Json;
pub use maybe::Maybe;
pub use moment::{DateParts, TimeParts};
pub use newtype::Empty;
pub use number::Decimal;
pub use numeral::{NoNumber, Number};
pub use scalar::Unlisted;
pub use secret::Secret;
pub use single::{Never, Null};
pub use spelled::Spelled;
pub use texts::{Base64, Date, DateTime, DecimalText, Malformed, Time};
pub use validate::{Validate, Violation, Violations};
pub use value::{Decode, encode};
