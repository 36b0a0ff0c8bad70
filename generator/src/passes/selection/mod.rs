//! The part of a document that is generated. What is not chosen goes before any other work is done on it, and with it
//! what nothing else leads to; what was found there is not said.

mod closure;
mod findings;
mod matches;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use closure::Families;
use matches::Matches;

use crate::api::{Api, Kept, NameHint, SchemaId, visit};
use crate::config::Selection;
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};

/// Leaves out what is not selected. Selectors that select nothing are reported, and excluded schemas that what is kept
/// cannot do without.
pub(super) fn run(api: &mut Api, selection: &Selection, diagnostics: &mut Diagnostics) {
    if selection.is_empty() {
        return;
    }
    let included = Matches::of(api, &selection.include, diagnostics);
    let excluded = Matches::of(api, &selection.exclude, diagnostics);
    let families = Families::of(api, &excluded.schemas);
    let mut kept = if selection.include.is_empty() {
        rest(api, &excluded, &families)
    } else {
        closure::kept(api, &included.without(&excluded), &families)
    };
    kept.tags = tags(api, &kept, selection.include.is_empty());
    report_needed(api, &excluded.schemas, &kept, diagnostics);
    let findings = findings::Places::of(api);
    api.keep(&kept);
    findings.left_out(api, diagnostics);
}

/// Where nothing is included: all but what is excluded, and what only that leads to.
fn rest(api: &Api, excluded: &Matches, families: &Families) -> Kept {
    let lost = closure::kept(api, excluded, families);
    let mut roots = Matches::all(api).without(excluded);
    roots.schemas.retain(|id| !lost.schemas.contains(id));
    let mut kept = closure::kept(api, &roots, families);
    let unused = api.security_schemes.ids().filter(|id| !lost.schemes.contains(id));
    kept.schemes.extend(unused);
    kept
}

/// The tags of what is kept, and those that they stand below; where nothing is included, those that nothing has, too.
fn tags(api: &Api, kept: &Kept, all: bool) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for operation in closure::operations_of(api, kept) {
        used.extend(operation.tags.iter().cloned());
    }
    if all {
        let had: BTreeSet<&String> = visit::operations(api).flat_map(|operation| &operation.tags).collect();
        used.extend(api.tags.iter().map(|tag| &tag.name).filter(|name| !had.contains(name)).cloned());
    }
    let mut open: Vec<String> = used.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let parent = api.tags.iter().find(|tag| tag.name == name).and_then(|tag| tag.parent.clone());
        open.extend(parent.filter(|parent| used.insert(parent.clone())));
    }
    used
}

/// Says which excluded schemas stay all the same, and who needs them.
fn report_needed(api: &Api, excluded: &BTreeSet<SchemaId>, kept: &Kept, diagnostics: &mut Diagnostics) {
    for id in excluded.intersection(&kept.schemas) {
        let Some(schema) = api.schemas.get(*id) else { continue };
        let NameHint::Component(name) = &schema.name else { continue };
        let message = format!("the schema `{name}` is excluded, and what is kept needs it");
        let finding = Diagnostic::new(&codes::OA504, message, Label::key(&schema.origin, "is kept"));
        let by_schema = kept.schemas.iter().filter_map(|id| api.schemas.get(*id));
        let by_schema = by_schema.filter(|other| closure::parts(other).contains(id)).map(|other| &other.origin);
        let by_operation = closure::operations_of(api, kept).into_iter();
        let by_operation = by_operation
            .filter(|operation| visit::operation_schemas(operation).contains(id))
            .map(|operation| &operation.origin);
        let needs = by_operation.chain(by_schema).next().map(|origin| Label::key(origin, "needs it"));
        diagnostics.push(match needs {
            Some(label) => finding.and(label),
            None => finding,
        });
    }
}
