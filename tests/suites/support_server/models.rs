//! The models as the support code sees them.

#[allow(unused, reason = "models use the rest")]
#[macro_use]
#[path = "../../../templates/support/models/mod.rs"]
pub(crate) mod support;
