//! Support sources of the client.

use crate::Source;

/// All files, in order.
pub const FILES: &[Source] = &[];
