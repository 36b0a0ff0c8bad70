//! A program for each document that calls every operation of its generated client with values it is given, and says what
//! came of it: against the generated server in the same process, or against whatever serves the document at an address.
//!
//! `calls` and `services` write the code that knows the operations, `program.rs` is what all programs share, `cases` makes
//! the values, and `workspace` compiles and runs.

mod calls;
mod cases;
mod places;
mod services;
mod workspace;

pub use cases::{Answer, Case, Cases};
pub use workspace::{Report, Wire, Workspace};

use bindery::plan::{MethodPlan, Plan, RustType, TypeDef};

/// The module of the service of each operation, in the order of the operations.
fn modules(plan: &Plan) -> Vec<&str> {
    let module = |index: usize| {
        let service = plan.services.iter().find(|service| service.methods.contains(&index));
        service.map_or("", |service| service.module.as_str())
    };
    (0..plan.methods.len()).map(module).collect()
}

/// A name for an operation that no other has: identifiers are unique in their service only.
fn label(module: &str, method: &MethodPlan) -> String {
    format!("{module}::{}", method.ident)
}

/// The type behind aliases.
fn plain<'p>(plan: &'p Plan, ty: &'p RustType) -> &'p RustType {
    let mut at = ty;
    for _ in 0..64 {
        match at {
            RustType::Def(id) => match plan.types.get(*id) {
                Some(TypeDef::Alias(alias)) => at = &alias.ty,
                _ => break,
            },
            _ => break,
        }
    }
    at
}
