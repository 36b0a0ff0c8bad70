//! How much the operations of a document hold, wherever references lead: bounded while they are read, since what is
//! shared in the document is written out here.

use crate::api::Operation;
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::Origin;

use super::Lowering;

/// Operations of a document.
const OPERATIONS: usize = 20_000;

/// What all operations hold together.
const HELD: usize = 2_000_000;

/// The operations so far.
#[derive(Debug, Default)]
pub(super) struct Weights {
    operations: usize,
    held: usize,
}

impl Lowering<'_> {
    /// Whether so much has been read that reading on would only take time. That has been reported.
    pub(super) fn is_full(&self) -> bool {
        self.weights.operations > OPERATIONS || self.weights.held > HELD
    }

    /// Adds what an operation holds.
    pub(super) fn weigh(&mut self, operation: &Operation, at: &Origin) {
        let was_full = self.is_full();
        self.weights.operations += 1;
        self.weights.held = self.weights.held.saturating_add(operation.weight());
        if was_full || !self.is_full() {
            return;
        }
        let message = match self.weights.operations > OPERATIONS {
            true => format!("the document has more than {OPERATIONS} operations"),
            false => format!("the operations of the document hold more than {HELD} values, references written out"),
        };
        self.diagnostics.push(Diagnostic::new(&codes::OA010, message, Label::key(at, "with this one")));
    }
}
