//! Headers of answers, one constant for all operations that have the same.

use std::collections::BTreeMap;

use super::Work;
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{HeaderConstant, HeaderPlan, Ident, MethodPlan};
use crate::source::Origin;

/// One header, and the operations whose answers have it.
struct Found<'m> {
    header: &'m HeaderPlan,
    name: String,
    origin: &'m Origin,
    methods: Vec<usize>,
}

/// All headers of answers, those of one name beside each other; and for each operation the constants of its own.
///
/// A header that an operation types otherwise than one before it is called after that operation as well.
pub(super) fn constants(work: &mut Work<'_, '_>, methods: &[MethodPlan]) -> (Vec<HeaderConstant>, Vec<Vec<Ident>>) {
    let mut found: BTreeMap<String, Vec<Found<'_>>> = BTreeMap::new();
    for (index, method) in methods.iter().enumerate() {
        for header in method.outcomes.iter().flat_map(|outcome| &outcome.headers) {
            let wire = header.wire.to_ascii_lowercase();
            let same = found.entry(wire.clone()).or_default();
            match same.iter_mut().find(|other| other.header.ty == header.ty && other.header.codec == header.codec) {
                Some(other) if other.methods.last() == Some(&index) => {}
                Some(other) => other.methods.push(index),
                None => {
                    let name = if same.is_empty() { wire } else { format!("{wire} of {}", method.stem) };
                    same.push(Found { header, name, origin: &method.origin, methods: vec![index] });
                }
            }
        }
    }
    let found: Vec<Found<'_>> = found.into_values().flatten().collect();
    let wanted: Vec<Wanted<'_>> = found.iter().map(|one| Wanted { wire: &one.name, origin: one.origin }).collect();
    let idents = Scope::default().idents(Case::Snake, &wanted, &mut work.types.renames, work.diagnostics);
    let mut of_methods = vec![Vec::new(); methods.len()];
    let constants = found.iter().zip(idents).map(|(one, ident)| {
        let upper = ident.as_str().trim_start_matches("r#").to_ascii_uppercase();
        let ident = Ident::new(upper).unwrap_or(ident);
        for index in &one.methods {
            of_methods.get_mut(*index).into_iter().for_each(|all: &mut Vec<Ident>| all.push(ident.clone()));
        }
        let HeaderPlan { wire, ty, codec, docs, .. } = one.header.clone();
        HeaderConstant { ident, wire, ty, codec, docs }
    });
    (constants.collect(), of_methods)
}
