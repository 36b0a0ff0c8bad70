//! Which schemas have the types of other crates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::{AliasDef, DocText, RustType, TypeDef, TypeId, TypeName};
use super::same::Comparison;
use super::{Home, Import, ImportedType, Imports};
use crate::api::{Api, SchemaId};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};

/// The schemas of an API that have the types of others, and what these types are.
#[derive(Debug, Default)]
pub(in crate::plan) struct Taken {
    types: BTreeMap<SchemaId, Definition>,
    /// The schema that has each type.
    homes: BTreeMap<Home, SchemaId>,
    /// Schemas that passes have not made one here, and that are one there.
    twins: BTreeMap<SchemaId, Home>,
}

/// A type as its crate has it.
#[derive(Debug)]
struct Definition {
    from: ImportedType,
    def: TypeDef,
    /// What the ids in it stand for.
    names: BTreeMap<TypeId, Home>,
}

/// Why a schema in a file of an import has no type of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// The import has none there.
    NoType,
    /// What stands there means something else here, or means more.
    Differs,
}

/// Finds the types that imports have among the schemas of `order`, which are those with a type of their own, and says
/// which stand in files of an import and are made here all the same. `fits` is asked whether a type can be what a schema
/// is here.
pub(in crate::plan) fn take(
    api: &Api,
    imports: &Imports<'_>,
    order: &[SchemaId],
    fits: impl Fn(SchemaId, &TypeDef) -> bool,
    diagnostics: &mut Diagnostics,
) -> Taken {
    let mut taken = Taken::default();
    let mut made_here = BTreeMap::new();
    for (number, import) in imports.list.iter().enumerate() {
        let pairs = pairs(api, imports, number, order, &taken, &mut made_here);
        for (ours, theirs) in pairs {
            match definition(import, theirs).filter(|found| fits(ours, &found.def)) {
                Some(found) => taken.add(ours, found),
                None => {
                    made_here.insert(ours, (number, Reason::Differs));
                }
            }
        }
    }
    made_here.extend(taken.complete().into_iter().map(|id| (id, (imports.list.len(), Reason::Differs))));
    made_here.retain(|id, _| !taken.has(*id));
    report(api, imports, &made_here, diagnostics);
    taken
}

/// Which of our schemas is which of an import's.
fn pairs(
    api: &Api,
    imports: &Imports<'_>,
    number: usize,
    order: &[SchemaId],
    taken: &Taken,
    made_here: &mut BTreeMap<SchemaId, (usize, Reason)>,
) -> BTreeMap<SchemaId, SchemaId> {
    let Some(import) = imports.list.get(number) else { return BTreeMap::new() };
    let places = Places::of(import, imports);
    let mut comparison = Comparison::new(api, import.api);
    let mut pairs = BTreeMap::new();
    for &id in order.iter().filter(|id| !taken.has(**id)) {
        let Some(origin) = api.schemas.get(id).map(|schema| &schema.origin) else { continue };
        let file = imports.places.get(&origin.source).filter(|file| places.files.contains(file.as_path()));
        let Some(file) = file else { continue };
        let there = places.schemas.get(&(file.as_path(), origin.pointer.as_str())).map_or(&[][..], Vec::as_slice);
        let typed: Vec<SchemaId> =
            there.iter().copied().filter(|theirs| import.plan.of_schemas.contains_key(theirs)).collect();
        match typed.iter().find(|theirs| comparison.holds(id, **theirs)) {
            Some(&theirs) => {
                pairs.insert(id, theirs);
            }
            None => {
                let reason = if typed.is_empty() { Reason::NoType } else { Reason::Differs };
                made_here.insert(id, (number, reason));
            }
        }
    }
    // What they lead to is the same, wherever it is said to stand.
    let ordered: BTreeSet<SchemaId> = order.iter().copied().collect();
    for (ours, theirs) in comparison.into_known() {
        if ordered.contains(&ours) && !taken.has(ours) && import.plan.of_schemas.contains_key(&theirs) {
            pairs.entry(ours).or_insert(theirs);
        }
    }
    pairs
}

fn definition(import: &Import<'_>, schema: SchemaId) -> Option<Definition> {
    let plan = import.plan;
    let home = |id: TypeId| match plan.imports.types.get(&id) {
        Some(from) => Some(from.home.clone()),
        None => Some((import.models.rust.clone(), plan.types.get(id)?.name().clone())),
    };
    let id = *plan.of_schemas.get(&schema)?;
    let def = plan.types.get(id)?.clone();
    let mut named = BTreeSet::new();
    def.types().into_iter().for_each(|ty| collect(ty, &mut named));
    let names = named.into_iter().filter_map(|id| Some((id, home(id)?))).collect();
    let from = ImportedType { from: import.models.rust.clone(), name: def.name().clone(), home: home(id)? };
    Some(Definition { from, def, names })
}

/// Says what is made here, each once: what stands inside of it is told with it.
fn report(
    api: &Api,
    imports: &Imports<'_>,
    made_here: &BTreeMap<SchemaId, (usize, Reason)>,
    diagnostics: &mut Diagnostics,
) {
    let origins: BTreeSet<_> =
        made_here.keys().filter_map(|id| api.schemas.get(*id)).map(|schema| &schema.origin).collect();
    let mut told = BTreeSet::new();
    for (id, (import, reason)) in made_here {
        let Some(schema) = api.schemas.get(*id) else { continue };
        let mut around = schema.origin.clone();
        let mut inside = false;
        while !around.pointer.is_root() && !inside {
            around = around.parent();
            inside = origins.contains(&around);
        }
        if inside || !told.insert(&schema.origin) {
            continue;
        }
        let name = imports.list.get(*import).map(|import| format!("`{}`", import.models.api));
        let name = name.unwrap_or_else(|| "the import".to_owned());
        let message = match reason {
            Reason::NoType => format!("{name} has no type for this schema: it is made here"),
            Reason::Differs => format!("the type that {name} has is not what this schema means here: it is made here"),
        };
        diagnostics.push(Diagnostic::new(&codes::OA114, message, Label::value(&schema.origin, "made here")));
    }
}

/// Where the schemas of an import stand.
struct Places<'a> {
    files: BTreeSet<&'a Path>,
    schemas: BTreeMap<(&'a Path, &'a str), Vec<SchemaId>>,
}

impl<'a> Places<'a> {
    fn of(import: &'a Import<'_>, imports: &'a Imports<'_>) -> Self {
        let mut places = Self { files: BTreeSet::new(), schemas: BTreeMap::new() };
        for (id, schema) in import.api.schemas.iter() {
            let Some(file) = imports.places.get(&schema.origin.source) else { continue };
            places.files.insert(file);
            places.schemas.entry((file, schema.origin.pointer.as_str())).or_default().push(id);
        }
        places
    }
}

impl Taken {
    /// Whether a schema has the type of another crate.
    fn has(&self, id: SchemaId) -> bool {
        self.types.contains_key(&id) || self.twins.contains_key(&id)
    }

    /// Where the type of a schema comes from.
    pub(in crate::plan) fn from(&self, id: SchemaId) -> Option<&ImportedType> {
        self.types.get(&id).map(|found| &found.from)
    }

    /// The definition of a type, in words of this plan: with `name` as its name here, and `ids` as its types.
    pub(in crate::plan) fn define(
        &self,
        id: SchemaId,
        name: &TypeName,
        ids: &BTreeMap<SchemaId, TypeId>,
    ) -> Option<TypeDef> {
        let ours = |home: &Home| self.homes.get(home).and_then(|schema| ids.get(schema)).copied();
        if let Some(home) = self.twins.get(&id) {
            let origin = self.homes.get(home).and_then(|schema| self.types.get(schema))?.def.origin().clone();
            let ty = RustType::Def(ours(home)?);
            return Some(TypeDef::Alias(AliasDef { name: name.clone(), docs: DocText::default(), ty, origin }));
        }
        let found = self.types.get(&id)?;
        let mut def = found.def.clone();
        def.rename(name.clone());
        for ty in def.types_mut() {
            retarget(ty, &|theirs| ours(found.names.get(&theirs)?));
        }
        Some(def)
    }

    fn add(&mut self, ours: SchemaId, found: Definition) {
        let home = found.from.home.clone();
        if *self.homes.entry(home.clone()).or_insert(ours) == ours {
            self.types.insert(ours, found);
        } else {
            self.twins.insert(ours, home);
        }
    }

    /// Takes back what names a type that is not taken; gives what that is.
    fn complete(&mut self) -> Vec<SchemaId> {
        let mut all = Vec::new();
        loop {
            let known = |found: &Definition| found.names.values().all(|home| self.homes.contains_key(home));
            let gone: Vec<SchemaId> = self.types.iter().filter(|(_, found)| !known(found)).map(|(id, _)| *id).collect();
            if gone.is_empty() {
                return all;
            }
            for id in &gone {
                if let Some(found) = self.types.remove(id) {
                    self.homes.remove(&found.from.home);
                    self.twins.retain(|_, home| *home != found.from.home);
                }
            }
            all.extend(gone);
        }
    }
}

/// The types of the plan in a type.
fn collect(ty: &RustType, found: &mut BTreeSet<TypeId>) {
    match ty {
        RustType::Def(id) => {
            found.insert(*id);
        }
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => {
            collect(inner, found);
        }
        RustType::Scalar(_) | RustType::Json | RustType::External(..) => {}
    }
}

/// Puts other types in the place of those of a plan.
fn retarget(ty: &mut RustType, to: &impl Fn(TypeId) -> Option<TypeId>) {
    match ty {
        // All that a type names has been taken with it.
        RustType::Def(id) => *id = to(*id).unwrap_or(*id),
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => {
            retarget(inner, to);
        }
        RustType::Scalar(_) | RustType::Json | RustType::External(..) => {}
    }
}
