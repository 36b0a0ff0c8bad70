//! Names of types. A component has its own name, always. What is inline is named after where it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::{walk, words};
use crate::api::{Api, Dispatch, NameHint, SchemaId, SchemaKind};
use crate::diagnostics::Diagnostics;
use crate::passes::graph::{object, resolve};
use crate::plan::imports::Taken;
use crate::plan::names::{self, Scope, Wanted};
use crate::plan::{Rename, TypeName};

/// Inline schemas are not nested deeper than documents are.
const DEEPEST: usize = 256;

/// Names for all of `order`, in that order. What is inline in another API has the name that it has in its crate.
pub(super) fn all(
    api: &Api,
    order: &[SchemaId],
    taken: &Taken,
    scope: &mut Scope,
    renames: &mut Vec<Rename>,
    diagnostics: &mut Diagnostics,
) -> Vec<TypeName> {
    let component: BTreeMap<SchemaId, &str> = api.components.iter().map(|(name, id)| (*id, name.as_str())).collect();
    let mut places: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for (id, schema) in api.schemas.iter() {
        if let SchemaKind::Alias(_) = schema.kind
            && !walk::is_component(schema)
        {
            places.entry(resolve(api, id)).or_default().push(id);
        }
    }
    let components: BTreeSet<String> =
        component.values().map(|name| names::type_name(name).as_str().to_owned()).collect();
    let mut wires: Vec<(SchemaId, String)> = Vec::new();
    let mut naming = Naming { api, places: &places, shared: BTreeMap::new(), arms: arms(api) };
    for &id in order {
        let free = |name: &str| !components.contains(names::type_name(name).as_str());
        let there = || taken.from(id).map(|from| from.name.to_string()).filter(|name| free(name));
        let called = called(api, id).or_else(|| component.get(&id).copied()).map(str::to_owned);
        let wire = called.or_else(there).unwrap_or_else(|| naming.best(id));
        wires.push((id, wire));
    }
    let mut chosen: BTreeMap<SchemaId, TypeName> = BTreeMap::new();
    let rank = |id: &SchemaId| match component.contains_key(id) {
        true => 0,
        false if taken.from(*id).is_some() => 1,
        false => 2,
    };
    for turn in 0..3 {
        let batch: Vec<&(SchemaId, String)> = wires.iter().filter(|(id, _)| rank(id) == turn).collect();
        let wanted: Vec<Wanted<'_>> = batch
            .iter()
            .filter_map(|(id, wire)| Some(Wanted { wire, origin: &api.schemas.get(*id)?.origin }))
            .collect();
        let names = if turn == 0 {
            scope.type_names(&wanted, renames, diagnostics)
        } else {
            scope.made_names(&wanted, renames, diagnostics)
        };
        chosen.extend(batch.iter().map(|(id, _)| *id).zip(names));
    }
    wires.iter().filter_map(|(id, _)| chosen.remove(id)).collect()
}

/// What a schema is to be called. A name at the place of a property is that of the field.
fn called(api: &Api, id: SchemaId) -> Option<&str> {
    let origin = &api.schemas.get(id)?.origin;
    let name = api.names.get(origin)?;
    (origin.pointer.parent().last().as_deref() != Some("properties")).then_some(name)
}

/// The first union that each schema is an arm of.
fn arms(api: &Api) -> BTreeMap<SchemaId, (SchemaId, usize)> {
    let mut arms = BTreeMap::new();
    for (id, schema) in api.schemas.iter() {
        if let SchemaKind::Union(union) = &schema.kind {
            for (i, &arm) in union.arms.iter().enumerate() {
                arms.entry(resolve(api, arm)).or_insert((id, i));
            }
        }
    }
    arms
}

struct Naming<'a> {
    api: &'a Api,
    /// Where a schema that several places share stands.
    places: &'a BTreeMap<SchemaId, Vec<SchemaId>>,
    /// Names of shared schemas; none while one is being found.
    shared: BTreeMap<SchemaId, Option<String>>,
    /// The first union that a schema is an arm of, and which.
    arms: BTreeMap<SchemaId, (SchemaId, usize)>,
}

impl Naming<'_> {
    /// The shortest of the names that a schema has where it stands, the first of those that are equally short.
    fn best(&mut self, id: SchemaId) -> String {
        if let Some(Some(name)) = self.shared.get(&id) {
            return name.clone();
        }
        let places = self.places.get(&id).cloned().unwrap_or_else(|| vec![id]);
        self.shared.insert(id, None);
        let names: Vec<String> = places.into_iter().map(|place| self.wire(place, 0)).collect();
        let name = names.into_iter().min_by_key(|name| names::word_count(name)).unwrap_or_default();
        self.shared.insert(id, Some(name.clone()));
        name
    }

    fn wire(&mut self, id: SchemaId, depth: usize) -> String {
        let Some(schema) = self.api.schemas.get(id) else { return String::new() };
        if let Some(name) = called(self.api, id) {
            return names::type_words(name);
        }
        match &schema.name {
            NameHint::Component(name) => names::type_words(name),
            NameHint::Operation(words) => words.iter().map(|word| names::type_words(word)).collect(),
            NameHint::Inline { .. } if depth > DEEPEST => String::new(),
            NameHint::Inline { parent, role } => self.nested(id, *parent, role, depth),
        }
    }

    fn nested(&mut self, id: SchemaId, parent: SchemaId, role: &str, depth: usize) -> String {
        let settled = resolve(self.api, parent);
        // A shared schema inside itself is named by where it stands.
        let shared = settled != parent
            && self.places.contains_key(&settled)
            && walk::has_type(self.api, parent)
            && !matches!(self.shared.get(&settled), Some(None));
        let outer = if shared { self.best(settled) } else { self.wire(parent, depth + 1) };
        let Some(schema) = self.api.schemas.get(resolve(self.api, id)) else { return outer };
        let alone = match &schema.kind {
            SchemaKind::Enum(list) if list.values.iter().all(|value| value.as_str().is_some()) => "name",
            SchemaKind::Enum(list) if list.values.iter().all(|value| value.as_number().is_some()) => "number",
            SchemaKind::Enum(_) => "value",
            SchemaKind::Union(_) => "choice",
            SchemaKind::Object(_) => "object",
            SchemaKind::Tuple(..) => "tuple",
            _ => "value",
        };
        match role {
            // Steps of a composition have no name of their own.
            "all" | "own" | "oneOf" | "anyOf" if self.is_step(parent, role) => outer,
            _ if role.chars().all(|c| c.is_ascii_digit()) => names::nested(&outer, &self.arm_word(id, role), alone),
            _ => names::nested(&outer, role, alone),
        }
    }

    /// What an arm without a name is called: its title; what tells it apart from the others; its number.
    fn arm_word(&self, id: SchemaId, role: &str) -> String {
        let title = self.api.schemas.get(id).and_then(|schema| schema.docs.title.clone());
        if let Some(title) = title.filter(|title| (1..=5).contains(&title.split_whitespace().count())) {
            return title;
        }
        let settled = resolve(self.api, id);
        let union = self.arms.get(&settled).and_then(|(union, arm)| match &self.api.schemas.get(*union)?.kind {
            SchemaKind::Union(union) => Some((union.dispatch.as_ref()?, *arm)),
            _ => None,
        });
        let word = match union {
            Some((Dispatch::Tag { property, values, .. }, arm)) => {
                let tag = values.iter().find(|(_, to)| *to == arm).map(|(value, _)| value);
                // A number alone is no name.
                tag.map(|tag| tag.as_str().map_or_else(|| format!("{property} {}", tag.to_json()), str::to_owned))
            }
            Some((Dispatch::Properties(rows), arm)) => {
                let own = rows.iter().find(|(to, _)| *to == arm).map(|(_, names)| names.as_slice()).unwrap_or_default();
                let object = crate::passes::graph::object(self.api, settled);
                let required = |name: &&String| {
                    object.is_some_and(|object| object.properties.iter().any(|one| one.required && one.name == **name))
                };
                own.iter().find(required).or_else(|| own.first()).cloned()
            }
            Some((Dispatch::Trial(_), _)) => self.own_property(settled),
            Some((Dispatch::JsonType(_), _)) => match self.api.schemas.get(settled).map(|schema| &schema.kind) {
                Some(SchemaKind::Object(_)) => Some("object".to_owned()),
                _ => Some("value".to_owned()),
            },
            _ => None,
        };
        let word = word.or_else(|| words::of_arm(self.api, settled, self.siblings(settled)));
        let number = role.parse::<usize>().map_or(0, |number| number.saturating_add(1));
        word.unwrap_or_else(|| format!("variant{number}"))
    }

    /// The other arms of the union that a schema is an arm of.
    fn siblings(&self, arm: SchemaId) -> Vec<SchemaId> {
        let union = self.arms.get(&arm).and_then(|(union, _)| self.api.schemas.get(*union));
        let Some(SchemaKind::Union(union)) = union.map(|schema| &schema.kind) else { return Vec::new() };
        union.arms.iter().map(|&other| resolve(self.api, other)).filter(|&other| other != arm).collect()
    }

    /// A property that no other object of the union knows, a required one if there is one.
    fn own_property(&self, arm: SchemaId) -> Option<String> {
        let (union, _) = self.arms.get(&arm)?;
        let SchemaKind::Union(union) = &self.api.schemas.get(*union)?.kind else { return None };
        let mine = object(self.api, arm)?;
        let others = union.arms.iter().filter(|&&other| resolve(self.api, other) != arm);
        let others: Vec<_> = others.filter_map(|&other| object(self.api, other)).collect();
        let known = |name: &str| others.iter().any(|other| other.properties.iter().any(|one| one.name == name));
        let own: Vec<_> = mine.properties.iter().filter(|one| !known(&one.name)).collect();
        let own = own.iter().find(|one| one.required).or(own.first());
        own.map(|one| one.name.clone())
    }

    /// Whether a role is that of a part of a composition, not of a property that happens to be called so.
    fn is_step(&self, parent: SchemaId, role: &str) -> bool {
        match self.api.schemas.get(parent).map(|schema| &schema.kind) {
            Some(SchemaKind::Object(object)) => !object.properties.iter().any(|property| property.name == role),
            _ => true,
        }
    }
}
