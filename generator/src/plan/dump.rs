//! IR 2 as stable text, for `inspect` and snapshots.
