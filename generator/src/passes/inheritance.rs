//! Inheritance (OpenAPI 3.0.3, 4.7.24.2.1): a component with a discriminator but no arms, which other components name in
//! their `allOf`. Whoever refers to it means it or any of these heirs: it becomes a union. What its heirs have of it, and
//! what it is itself, becomes a schema beside it, called its base.

mod circles;

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::Compared;
use super::graph::{object, resolve};
use crate::api::{
    Api, Constraints, Discriminator, MappingEntry, NameHint, Schema, SchemaId, SchemaKind, UnionKind, UnionSchema,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};

/// A parent, its discriminator and its heirs in document order.
struct Family {
    parent: SchemaId,
    tag: Discriminator,
    heirs: Vec<SchemaId>,
}

/// Makes unions of parents; says where a discriminator has no heirs and so tells nothing. False if the heirs are more than
/// is read, which is reported.
pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) -> bool {
    circles::open(api);
    let mut families = Vec::new();
    let (lineage, mut compared) = (Lineage::of(api), Compared::default());
    for (parent, tag) in with_heirs_that_are_parents(api, &lineage) {
        let heirs = heirs(api, &lineage, parent, &tag);
        if !compared.take(api, UnionKind::Heirs.keyword(), &heirs, &tag.origin, diagnostics) {
            return false;
        }
        if heirs.is_empty() {
            diagnostics.push(Diagnostic::new(
                &codes::OA008,
                "a discriminator without oneOf, anyOf or heirs is not used: values are read as this schema alone",
                Label::value(&tag.origin, "not used"),
            ));
        } else {
            families.push(Family { parent, tag, heirs });
        }
    }
    let mut bases: BTreeMap<SchemaId, SchemaId> = BTreeMap::new();
    for family in &families {
        for &heir in &family.heirs {
            // An heir that adds nothing is a schema of its own all the same.
            if let (SchemaKind::Alias(_), Some(parent)) = (&api.schemas[heir].kind, api.schemas.get(family.parent)) {
                let kind = parent.kind.clone();
                api.schemas[heir].kind = kind;
            }
        }
        let base = base(api, family.parent);
        bases.insert(family.parent, base);
    }
    derive_from_bases(api, &bases);
    for family in families {
        report(api, &family, diagnostics);
        unite(api, family, &bases);
    }
    true
}

/// All parents: those with a discriminator, and their heirs that have heirs of their own, which inherit it.
fn with_heirs_that_are_parents(api: &mut Api, lineage: &Lineage) -> Vec<(SchemaId, Discriminator)> {
    let mut all = std::mem::take(&mut api.parents);
    let mut known: BTreeSet<SchemaId> = all.iter().map(|(parent, _)| *parent).collect();
    for (parent, tag) in all.clone() {
        for heir in heirs(api, lineage, parent, &tag) {
            if !lineage.has_heirs(heir) || !known.insert(heir) {
                continue;
            }
            let own = |entry: &&MappingEntry| entry.schema == heir || descends(api, entry.schema, heir);
            let mapping = tag.mapping.iter().filter(own).cloned().collect();
            all.push((heir, Discriminator { mapping, ..tag.clone() }));
        }
    }
    all
}

/// The components that have `parent` in their `allOf`, directly or by way of another, and those that its mapping names.
fn heirs(api: &Api, lineage: &Lineage, parent: SchemaId, tag: &Discriminator) -> Vec<SchemaId> {
    let may_be = matches!(api.schemas.get(parent), Some(Schema { name: NameHint::Component(_), kind, .. })
        if matches!(kind, SchemaKind::Object(_) | SchemaKind::AllOf(_)));
    if !may_be {
        return Vec::new();
    }
    let named: BTreeSet<SchemaId> = tag.mapping.iter().map(|entry| entry.schema).collect();
    let named = |id: SchemaId| named.contains(&id);
    // What adds nothing is an heir if it is written as one. To add null is to say "or none" of the parent.
    let bare = |id: SchemaId, schema: &Schema| {
        named(id) || tag.mapping.is_empty() && api.lone_members.contains(&id) && !schema.nullable
    };
    let is_heir = |id: SchemaId| match api.schemas.get(id) {
        _ if id == parent => false,
        Some(schema) if matches!(schema.kind, SchemaKind::Alias(_)) => resolve(api, id) == parent && bare(id, schema),
        _ => named(id) || lineage.descends(id, parent),
    };
    api.components.iter().map(|(_, id)| *id).filter(|&id| is_heir(id)).collect()
}

/// The components that have each schema among their ancestors.
struct Lineage {
    heirs: BTreeMap<SchemaId, BTreeSet<SchemaId>>,
}

impl Lineage {
    fn of(api: &Api) -> Self {
        let mut heirs: BTreeMap<SchemaId, BTreeSet<SchemaId>> = BTreeMap::new();
        for &(_, id) in &api.components {
            for ancestor in ancestors(api, id) {
                heirs.entry(ancestor).or_default().insert(id);
            }
        }
        Self { heirs }
    }

    fn descends(&self, id: SchemaId, parent: SchemaId) -> bool {
        self.heirs.get(&parent).is_some_and(|heirs| heirs.contains(&id))
    }

    /// Whether a component other than itself has the schema among its ancestors.
    fn has_heirs(&self, id: SchemaId) -> bool {
        self.heirs.get(&id).is_some_and(|heirs| heirs.iter().any(|heir| *heir != id))
    }
}

/// Whether a schema has `parent` among its ancestors.
fn descends(api: &Api, id: SchemaId, parent: SchemaId) -> bool {
    ancestors(api, id).contains(&parent)
}

/// The members of its `allOf`, and theirs.
pub(super) fn ancestors(api: &Api, id: SchemaId) -> BTreeSet<SchemaId> {
    let mut seen = BTreeSet::new();
    let mut stack = vec![id];
    while let Some(at) = stack.pop() {
        let Some(SchemaKind::AllOf(members)) = api.schemas.get(at).map(|schema| &schema.kind) else { continue };
        stack.extend(members.iter().map(|&member| resolve(api, member)).filter(|&member| seen.insert(member)));
    }
    seen
}

/// What a parent is by itself, under a name of its own.
fn base(api: &mut Api, parent: SchemaId) -> SchemaId {
    let whole = api.schemas[parent].clone();
    api.schemas.push(Schema {
        nullable: false,
        null_arms: None,
        default: None,
        examples: Vec::new(),
        name: NameHint::Inline { parent, role: "base".to_owned() },
        ..whole
    })
}

/// Members of `allOf` are bases, not the unions that parents become.
fn derive_from_bases(api: &mut Api, bases: &BTreeMap<SchemaId, SchemaId>) {
    let ids: Vec<SchemaId> = api.schemas.ids().collect();
    for id in ids {
        let Some(SchemaKind::AllOf(members)) = api.schemas.get(id).map(|schema| &schema.kind) else { continue };
        let base = |&member: &SchemaId| bases.get(&resolve(api, member)).copied().unwrap_or(member);
        let members: Vec<SchemaId> = members.iter().map(base).collect();
        api.schemas[id].kind = SchemaKind::AllOf(members);
    }
}

/// Makes the parent a union of its heirs and, where a value may be the parent alone, its base.
fn unite(api: &mut Api, family: Family, bases: &BTreeMap<SchemaId, SchemaId>) {
    let Family { parent, mut tag, heirs } = family;
    let base_of = |id: SchemaId| bases.get(&id).copied().unwrap_or(id);
    let Some(&base) = bases.get(&parent) else { return };
    let name = |api: &Api, id: SchemaId| match api.schemas.get(id).map(|schema| &schema.name) {
        Some(NameHint::Component(name)) => Some(name.clone()),
        _ => None,
    };
    let mut arms: Vec<SchemaId> = heirs.iter().map(|&heir| base_of(heir)).collect();
    let taken = |value: &str| {
        tag.mapping.iter().any(|entry| entry.value == value)
            || heirs.iter().any(|&heir| name(api, heir).is_some_and(|name| name == value))
    };
    // Listed values that belong to no heir belong to the parent.
    let own: Vec<String> =
        listed(api, base, &tag.property).into_iter().flatten().filter(|value| !taken(value)).collect();
    let named = listed(api, base, &tag.property)
        .is_none_or(|list| list.iter().any(|one| name(api, parent).as_ref() == Some(one)));
    let alone = tag.mapping.iter().any(|entry| entry.schema == parent) || named || !own.is_empty();
    tag.mapping.extend(own.into_iter().map(|value| MappingEntry { value, schema: parent }));
    if alone || arms.len() < 2 {
        arms.push(base);
    }
    // A base has no name that a value could give; its parent has.
    for id in heirs.into_iter().chain([parent]).filter(|&id| base_of(id) != id && arms.contains(&base_of(id))) {
        if let (Some(value), false) = (name(api, id), tag.mapping.iter().any(|entry| entry.schema == id)) {
            tag.mapping.push(MappingEntry { value, schema: id });
        }
    }
    for entry in &mut tag.mapping {
        entry.schema = base_of(entry.schema);
    }
    tag.default = tag.default.map(base_of);
    let schema = &mut api.schemas[parent];
    schema.constraints = Constraints::default();
    schema.kind =
        SchemaKind::Union(UnionSchema { kind: UnionKind::Heirs, arms, discriminator: Some(tag), dispatch: None });
}

/// The values that a schema lists for its tag, if it lists any.
fn listed(api: &Api, schema: SchemaId, tag: &str) -> Option<Vec<String>> {
    let property = object(api, schema)?.properties.iter().find(|property| property.name == tag)?;
    match &api.schemas.get(resolve(api, property.schema))?.kind {
        SchemaKind::Enum(list) => {
            Some(list.values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect())
        }
        _ => None,
    }
}

fn report(api: &Api, family: &Family, diagnostics: &mut Diagnostics) {
    let mut finding = Diagnostic::new(
        &codes::OA213,
        "wherever this schema is referred to, a value may be one of its heirs",
        Label::value(&family.tag.origin, "tells them apart"),
    );
    for heir in family.heirs.iter().take(3).filter_map(|&heir| api.schemas.get(heir)) {
        finding = finding.and(Label::value(&heir.origin, "an heir"));
    }
    diagnostics.push(finding);
}
