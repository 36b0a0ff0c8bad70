//! IR 1 as stable text, for `inspect` and snapshots.

use super::Api;

/// The whole of it, or the schema or operation called `only`.
pub fn dump(_api: &Api, _only: Option<&str>) -> String {
    String::new()
}
