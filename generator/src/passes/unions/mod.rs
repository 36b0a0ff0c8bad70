//! How a value of a union finds its arm. Unions dispatch; they try only where nothing tells their arms apart.

mod arms;
mod discriminator;
mod ladder;
mod nulls;
mod specific;

use std::collections::BTreeMap;

use super::graph::resolve;
use crate::api::{Api, SchemaId, SchemaKind};
use crate::diagnostics::Diagnostics;

/// Brings the arms of every union into order: null arms, repeated and nested ones, single arms.
pub(super) fn tidy(api: &mut Api, diagnostics: &mut Diagnostics) {
    arms::run(api, diagnostics);
}

/// Finds the dispatch of every union, inner ones first.
pub(super) fn dispatch(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut done: BTreeMap<SchemaId, bool> = BTreeMap::new();
    let ids: Vec<SchemaId> = api.schemas.ids().collect();
    for id in ids {
        settle(api, id, &mut done, diagnostics);
    }
}

fn settle(api: &mut Api, id: SchemaId, done: &mut BTreeMap<SchemaId, bool>, diagnostics: &mut Diagnostics) {
    if done.contains_key(&id) {
        return;
    }
    let Some(SchemaKind::Union(union)) = api.schemas.get(id).map(|schema| &schema.kind) else { return };
    let inner: Vec<SchemaId> = union.arms.iter().map(|&arm| resolve(api, arm)).collect();
    done.insert(id, true);
    for arm in inner {
        settle(api, arm, done, diagnostics);
    }
    ladder::decide(api, id, diagnostics);
}

#[cfg(test)]
mod tests;
