//! What generated code needs beside itself because of the types and limits in use.

use super::{AliasDef, BodyPlan, Check, Dependency, FieldCheck, ImportPlan, MethodPlan, ScalarType, TypeDef, TypeId};
use crate::api::IndexVec;

/// What generated code needs beside itself.
#[derive(Debug, Clone)]
pub struct Needs {
    /// Crates with types for dates, each behind a feature of its name; none if there are no dates.
    pub calendars: Vec<Dependency>,
    /// Whether floats are read, which serde_json reads to a neighbour unless told otherwise.
    pub exact_floats: bool,
    /// Whether the models have patterns to match.
    pub model_patterns: bool,
    /// Whether parameters, headers or bodies have patterns of their own, which the server matches.
    pub server_patterns: bool,
    /// Whether the server takes bodies apart at boundaries.
    pub multipart: bool,
}

/// Crates with types for dates, and the lowest versions that work.
const CALENDARS: [(&str, &str); 3] = [("chrono", "0.4.31"), ("jiff", "0.2.0"), ("time", "0.3.20")];

impl Needs {
    /// What types and operations need. `named` are types that webhooks and callbacks give a name to.
    pub fn of(
        types: &IndexVec<TypeId, TypeDef>,
        named: &[&AliasDef],
        methods: &[MethodPlan],
        imports: &ImportPlan,
    ) -> Self {
        let dates = [ScalarType::DateTime, ScalarType::Date];
        let dates = holds(types, methods, &dates) || named.iter().any(|alias| alias.ty.holds(&dates));
        // Only the crate with the support code can give its dates conversions.
        let dates = dates || imports.shared;
        let mut printed = types.iter().filter(|(id, _)| !imports.types.contains_key(id));
        let calendars = CALENDARS.iter().filter(|_| dates);
        Self {
            calendars: calendars.map(|(package, version)| dependency(package, version, &[])).collect(),
            exact_floats: holds(types, methods, &[ScalarType::F64]),
            model_patterns: printed.any(|(_, def)| of_type(def)),
            server_patterns: methods.iter().any(of_method),
            multipart: methods.iter().filter_map(|method| method.body.as_ref()).any(BodyPlan::is_parted),
        }
    }
}

/// The crate for patterns, and the lowest version that works.
pub(super) fn regexes() -> Dependency {
    dependency("regex-lite", "0.1.5", &["std", "string"])
}

/// The crate that takes bodies apart at boundaries, and the lowest version that works.
pub(super) fn multipart() -> Dependency {
    dependency("multer", "3.1", &[])
}

pub(super) fn dependency(package: &str, version: &str, features: &[&str]) -> Dependency {
    Dependency {
        package: package.to_owned(),
        version: version.to_owned(),
        features: features.iter().map(|&feature| feature.to_owned()).collect(),
    }
}

/// Whether a type, or an argument of an operation, holds one of these scalars.
fn holds(types: &IndexVec<TypeId, TypeDef>, methods: &[MethodPlan], wanted: &[ScalarType]) -> bool {
    let arguments = methods.iter().flat_map(|method| &method.arguments).map(|argument| &argument.ty);
    types.iter().flat_map(|(_, def)| def.types()).chain(arguments).any(|ty| ty.holds(wanted))
}

fn of_type(def: &TypeDef) -> bool {
    match def {
        TypeDef::Struct(def) => {
            def.checks.iter().any(Check::has_pattern)
                || def.fields.iter().any(|field| any(&field.checks))
                || def.extra.iter().any(|extra| any(&extra.checks))
        }
        TypeDef::Union(def) => def.arms.iter().any(|arm| any(&arm.checks)),
        TypeDef::Tuple(def) => {
            def.checks.iter().any(Check::has_pattern)
                || def.places.iter().any(|place| any(&place.checks))
                || def.rest.iter().any(|rest| any(&rest.checks))
        }
        TypeDef::Nest(def) => any(&def.checks),
        TypeDef::Enum(_) | TypeDef::Newtype(_) | TypeDef::Alias(_) => false,
    }
}

fn of_method(method: &MethodPlan) -> bool {
    let mut outcomes = method.outcomes.iter();
    let of_answers = outcomes.any(|outcome| {
        outcome.answers.iter().any(|answer| any(&answer.checks))
            || outcome.headers.iter().any(|header| any(&header.checks))
    });
    of_answers
        || method.arguments.iter().any(|argument| any(&argument.checks))
        || method.body.iter().flat_map(BodyPlan::received_checks).any(any)
}

fn any(checks: &[FieldCheck]) -> bool {
    checks.iter().any(|check| check.check.has_pattern())
}
