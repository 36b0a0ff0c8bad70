//! Lists and maps of nothing but themselves. An alias cannot lead back to itself, so they have types of their own.

use std::collections::BTreeSet;

use super::{Types, checks, walk};
use crate::api::{AdditionalProperties, Api, Schema, SchemaId, SchemaKind};
use crate::plan::{NestDef, TypeName, docs};

impl Types<'_> {
    pub(super) fn nest(&self, id: SchemaId, name: TypeName) -> NestDef {
        let schema = &self.api.schemas[id];
        NestDef {
            name,
            docs: docs::doc_text(&schema.docs),
            // What it is as if it had no name of its own.
            ty: self.structural(id, 0),
            checks: checks::of_nest(self, id),
            validates: false,
            patch: None,
            origin: schema.origin.clone(),
        }
    }
}

/// Lists and maps that lead back to themselves and need a type: components; in a circle without one, all of it.
pub(super) fn all(api: &Api) -> BTreeSet<SchemaId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for start in api.schemas.ids() {
        let mut way = Vec::new();
        let mut at = start;
        while seen.insert(at) {
            way.push(at);
            match api.schemas.get(at).and_then(inside) {
                Some(next) => at = next,
                None => break,
            }
        }
        // Seen on this very way: from there on it is a circle.
        let Some(first) = way.iter().position(|&id| id == at && leads_on(api, way.last().copied(), at)) else {
            continue;
        };
        let circle: Vec<SchemaId> = way.into_iter().skip(first).filter(|&id| holds_values(api, id)).collect();
        let named: Vec<SchemaId> =
            circle.iter().copied().filter(|&id| api.schemas.get(id).is_some_and(walk::is_component)).collect();
        found.extend(if named.is_empty() { circle } else { named });
    }
    found
}

fn leads_on(api: &Api, last: Option<SchemaId>, to: SchemaId) -> bool {
    last.and_then(|last| api.schemas.get(last)).and_then(inside) == Some(to)
}

/// The one schema that a list, a map or an alias leads to.
fn inside(schema: &Schema) -> Option<SchemaId> {
    match &schema.kind {
        SchemaKind::Array(items) => Some(*items),
        SchemaKind::Object(object) if !walk::is_struct(object) => match object.additional {
            AdditionalProperties::Schema(values) => Some(values),
            _ => None,
        },
        SchemaKind::Alias(to) => Some(*to),
        _ => None,
    }
}

fn holds_values(api: &Api, id: SchemaId) -> bool {
    api.schemas.get(id).is_some_and(|schema| !matches!(schema.kind, SchemaKind::Alias(_)))
}
