//! IR 1 as stable text, for `inspect` and snapshots.
