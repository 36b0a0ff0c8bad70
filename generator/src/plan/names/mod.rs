//! Names: any string becomes a valid identifier, and no two in one scope are the same. The only room that knows `heck`.

mod ident;
mod scope;
mod spelling;
mod style;

pub use ident::{Case, field_ident, method_ident, module_ident, type_name, variant_ident};
pub use scope::{Scope, Wanted};
