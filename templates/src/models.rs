//! Support sources of the models.

use crate::Source;

/// All files, in order.
pub const FILES: &[Source] = &[];
