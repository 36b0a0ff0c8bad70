//! What clients need of their models: the support code of those.

#[allow(dead_code, unreachable_pub, unused_imports, unused_macros)]
#[macro_use]
#[path = "../../../templates/support/models/mod.rs"]
pub(crate) mod support;
