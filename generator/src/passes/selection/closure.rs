//! What is reached from operations and schemas: all that they are made of, callbacks, security schemes, and the heirs of
//! parents that stand for them.

use std::collections::{BTreeMap, BTreeSet};

use super::matches::Matches;
use crate::api::{Api, Condition, Discriminator, Kept, Operation, Schema, SchemaId, SchemaKind, visit};
use crate::passes::graph::resolve;
use crate::passes::inheritance::ancestors;

/// Parents and their heirs (OpenAPI 3.0.3, 4.7.24.2.1).
pub(super) struct Families<'a> {
    /// The declared parents.
    tags: BTreeMap<SchemaId, &'a Discriminator>,
    /// The components that have each schema among their ancestors.
    heirs: BTreeMap<SchemaId, BTreeSet<SchemaId>>,
    /// Excluded: no heirs, for nothing that is written leads to them.
    excluded: &'a BTreeSet<SchemaId>,
}

impl<'a> Families<'a> {
    pub(super) fn of(api: &'a Api, excluded: &'a BTreeSet<SchemaId>) -> Self {
        let tags: BTreeMap<_, _> = api.parents.iter().map(|(id, tag)| (*id, tag)).collect();
        let mut heirs: BTreeMap<SchemaId, BTreeSet<SchemaId>> = BTreeMap::new();
        for &(_, id) in &api.components {
            let lone = api.lone_members.contains(&id).then(|| resolve(api, id));
            for ancestor in ancestors(api, id).into_iter().chain(lone).filter(|ancestor| *ancestor != id) {
                heirs.entry(ancestor).or_default().insert(id);
            }
        }
        Self { tags, heirs, excluded }
    }

    /// What a value of a schema may be beside it: the heirs, if a discriminator chooses among them.
    fn of_value(&self, api: &Api, id: SchemaId) -> Vec<SchemaId> {
        let own = self.tags.get(&id);
        let inherited = || ancestors(api, id).iter().any(|ancestor| self.tags.contains_key(ancestor));
        if own.is_none() && !(self.heirs.contains_key(&id) && inherited()) {
            return Vec::new();
        }
        let heirs = self.heirs.get(&id).into_iter().flatten().copied();
        let mapped = own.into_iter().flat_map(|tag| tag.mapping.iter().map(|entry| entry.schema).chain(tag.default));
        heirs.chain(mapped).filter(|heir| !self.excluded.contains(heir)).collect()
    }

    /// The parents that stay parents: a value may be one of them, or one of their heirs that has heirs.
    fn parents(&self, values: &BTreeSet<SchemaId>) -> BTreeSet<SchemaId> {
        let stays = |parent: &&SchemaId| {
            let mut heirs = self.heirs.get(parent).into_iter().flatten();
            values.contains(parent) || heirs.any(|heir| values.contains(heir) && self.heirs.contains_key(heir))
        };
        self.tags.keys().filter(stays).copied().collect()
    }
}

/// Everything that some operations and schemas lead to, but for tags.
pub(super) fn kept(api: &Api, roots: &Matches, families: &Families<'_>) -> Kept {
    let mut kept = Kept { operations: roots.operations.clone(), webhooks: roots.webhooks.clone(), ..Kept::default() };
    let mut open = operations_of(api, &kept);
    while let Some(operation) = open.pop() {
        for id in &operation.callbacks {
            if kept.callbacks.insert(*id) {
                open.extend(api.callbacks.get(*id).into_iter().flat_map(|callback| &callback.operations));
            }
        }
    }
    let mut schemas: Vec<SchemaId> = roots.schemas.iter().copied().collect();
    for operation in operations_of(api, &kept) {
        schemas.extend(visit::operation_schemas(operation));
        let schemes = operation.security.iter().flat_map(|requirement| &requirement.schemes);
        kept.schemes.extend(schemes.map(|(scheme, _)| *scheme));
    }
    let (values, bases) = reached(api, schemas, families);
    kept.parents = families.parents(&values);
    kept.schemas = values.union(&bases).copied().collect();
    kept
}

/// The operations that are kept, those of callbacks too.
pub(super) fn operations_of<'a>(api: &'a Api, kept: &Kept) -> Vec<&'a Operation> {
    let own = kept.operations.iter().filter_map(|id| api.operations.get(*id));
    let webhooks = kept.webhooks.iter().filter_map(|(i, j)| api.webhooks.get(*i)?.operations.get(*j));
    let callbacks = kept.callbacks.iter().filter_map(|id| api.callbacks.get(*id));
    own.chain(webhooks).chain(callbacks.flat_map(|callback| &callback.operations)).collect()
}

/// How a schema is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Values are of it, or of one of its heirs.
    Value,
    /// As a member of an `allOf`, which means the schema itself and none of its heirs.
    Base,
}

/// The schemas that are reached as values, and those that are reached as bases.
fn reached(api: &Api, roots: Vec<SchemaId>, families: &Families<'_>) -> (BTreeSet<SchemaId>, BTreeSet<SchemaId>) {
    let (mut values, mut bases) = (BTreeSet::new(), BTreeSet::new());
    let mut open: Vec<(SchemaId, Way)> = roots.into_iter().map(|id| (id, Way::Value)).collect();
    while let Some((id, way)) = open.pop() {
        let known = if way == Way::Value { &mut values } else { &mut bases };
        let Some(schema) = api.schemas.get(id).filter(|_| known.insert(id)) else { continue };
        let base: &[SchemaId] = match &schema.kind {
            SchemaKind::AllOf(members) => members,
            SchemaKind::Alias(target) if way == Way::Base => std::slice::from_ref(target),
            _ => &[],
        };
        open.extend(
            parts(schema).into_iter().map(|part| (part, if base.contains(&part) { Way::Base } else { Way::Value })),
        );
        if way == Way::Value {
            open.extend(families.of_value(api, id).into_iter().map(|heir| (heir, Way::Value)));
        }
    }
    (values, bases)
}

/// All schemas that a schema leads to, those too that its values are only held against.
pub(super) fn parts(schema: &Schema) -> Vec<SchemaId> {
    let mut found = visit::children(schema);
    found.extend(schema.content);
    if let crate::api::AdditionalProperties::Schema(id) = schema.unevaluated {
        found.push(id);
    }
    if let SchemaKind::Union(union) = &schema.kind {
        found.extend(union.discriminator.as_ref().and_then(|tag| tag.default));
    }
    for condition in &schema.constraints.conditions {
        if let Condition::Literal(literal) = condition {
            found.extend(literal.branches.iter().map(|branch| branch.schema));
        }
    }
    found
}
