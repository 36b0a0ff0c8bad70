//! What several passes ask of the schemas.

use crate::api::{Access, Api, ObjectSchema, Schema, SchemaId, SchemaKind};

/// The schema behind aliases. A circle of aliases, which the front end has reported, ends where it began.
pub(crate) fn resolve(api: &Api, id: SchemaId) -> SchemaId {
    let mut at = id;
    for _ in 0..64 {
        let Some(SchemaKind::Alias(to)) = api.schemas.get(at).map(|schema| &schema.kind) else { return at };
        at = *to;
    }
    id
}

/// The schema behind aliases, itself.
pub(crate) fn resolved(api: &Api, id: SchemaId) -> Option<&Schema> {
    api.schemas.get(resolve(api, id))
}

/// Whether null is allowed, by the schema or an alias on the way to it.
pub(crate) fn nullable(api: &Api, id: SchemaId) -> bool {
    let mut at = id;
    for _ in 0..64 {
        let Some(schema) = api.schemas.get(at) else { return false };
        if schema.nullable {
            return true;
        }
        match schema.kind {
            SchemaKind::Alias(to) => at = to,
            SchemaKind::Any => return true,
            _ => return false,
        }
    }
    false
}

/// Whether null, which arms of a `oneOf` allow, breaks it, and nothing on the way to it allows null by itself.
pub(crate) fn null_breaks(api: &Api, id: SchemaId) -> bool {
    let mut at = id;
    for _ in 0..64 {
        let Some(schema) = api.schemas.get(at) else { return false };
        match (&schema.null_arms, &schema.kind) {
            (Some(arms), _) => return arms.broken,
            (None, SchemaKind::Alias(to)) if !schema.nullable => at = *to,
            _ => return false,
        }
    }
    false
}

/// Whether a schema is an object without a property of that name.
pub(crate) fn lacks(api: &Api, id: SchemaId, property: &str) -> bool {
    object(api, id).is_some_and(|object| !object.properties.iter().any(|one| one.name == property))
}

/// Whether a schema, or what it stands for, is marked so.
pub(crate) fn has_access(api: &Api, id: SchemaId, access: Access) -> bool {
    let mut both = [id, resolve(api, id)].into_iter().filter_map(|id| api.schemas.get(id));
    both.any(|schema| schema.access == access)
}

/// The object behind aliases.
pub(crate) fn object(api: &Api, id: SchemaId) -> Option<&ObjectSchema> {
    match &resolved(api, id)?.kind {
        SchemaKind::Object(object) => Some(object),
        _ => None,
    }
}

/// For every node the first node of its strongly connected part: Kosaraju's two walks, without recursion.
pub(crate) fn parts(nodes: usize, next: &[Vec<usize>], back: &[Vec<usize>]) -> Vec<usize> {
    let step = |lists: &[Vec<usize>], node: usize, i: usize| lists.get(node).and_then(|list| list.get(i)).copied();
    let mut order = Vec::with_capacity(nodes);
    let mut seen = vec![false; nodes];
    for root in 0..nodes {
        let mut stack = vec![(root, 0)];
        while let Some((node, i)) = stack.pop() {
            if i == 0 && seen.get(node).copied().unwrap_or(true) {
                continue;
            }
            seen.get_mut(node).into_iter().for_each(|seen| *seen = true);
            match step(next, node, i) {
                Some(to) => {
                    stack.push((node, i + 1));
                    stack.push((to, 0));
                }
                None => order.push(node),
            }
        }
    }
    let mut part = vec![usize::MAX; nodes];
    for &root in order.iter().rev() {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            let Some(place) = part.get_mut(node).filter(|place| **place == usize::MAX) else { continue };
            *place = root;
            stack.extend(back.get(node).into_iter().flatten().copied());
        }
    }
    part
}
