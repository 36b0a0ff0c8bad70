//! An implementation of everything by nothing.

/// Implements every service of the document: each operation answers 501.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unimplemented;
