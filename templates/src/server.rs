//! Support sources of the server.

use crate::Source;

/// All files, in order.
pub const FILES: &[Source] = &[];
