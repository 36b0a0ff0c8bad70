//! IR 2 as stable text, for `inspect` and snapshots.

use super::Plan;

/// The whole of it, or the type or method called `only`.
pub fn dump(_plan: &Plan, _only: Option<&str>) -> String {
    String::new()
}
