//! Schemas to types.

mod boxes;
mod chain;
mod checks;
mod defaults;
mod demand;
mod derives;
mod enums;
mod literals;
mod naming;
mod nests;
mod patch;
mod regex;
mod scalars;
mod schema_text;
mod structs;
mod tuples;
mod unions;
mod walk;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::docs;
use super::imports::{ImportPlan, Imports, Taken, take};
use super::names::{Scope, Wanted};
use crate::api::{AdditionalProperties, Api, IndexVec, Schema, SchemaId, SchemaKind};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::graph;
use crate::plan::{
    AliasDef, Fallback, FallbackReason, FieldCheck, FieldPlan, NewtypeDef, Rename, RustType, ScalarType, TypeDef,
    TypeId, TypeName,
};
use crate::source::Origin;
pub use chain::recursion_limit;

/// Lists and maps stand in each other no deeper than this.
const DEEPEST: usize = 256;

/// All types of a plan. Made whole by [`Types::new`]; patch types and newtypes come when operations ask for them.
#[derive(Debug)]
pub struct Types<'a> {
    api: &'a Api,
    config: &'a Config,
    /// The type of a schema, for schemas that have one of their own. Components that stand for another schema have an
    /// alias here under their own id.
    ids: BTreeMap<SchemaId, TypeId>,
    defs: IndexVec<TypeId, TypeDef>,
    scope: Scope,
    /// Names of all schemas with a type, known before the types are.
    names_so_far: BTreeMap<SchemaId, TypeName>,
    newtypes: BTreeMap<String, TypeId>,
    patches: BTreeMap<patch::Patched, TypeId>,
    /// Schemas that a request body or a parameter reaches, and those that a response reaches.
    sent: BTreeSet<SchemaId>,
    received: BTreeSet<SchemaId>,
    /// Lists and maps that have a type of their own.
    nests: BTreeSet<SchemaId>,
    /// Objects that keep properties they do not name, whatever the configuration says: a limit speaks of them.
    keep_all: BTreeSet<SchemaId>,
    /// What the arms of an `anyOf` name together.
    named_beside: BTreeMap<SchemaId, BTreeSet<String>>,
    /// Schemas that have the types of other crates.
    taken: Taken,
    /// Types given up for any JSON.
    pub fallbacks: Vec<Fallback>,
    /// Names that had to change.
    pub renames: Vec<Rename>,
}

impl<'a> Types<'a> {
    /// Plans the types of all schemas.
    pub fn new(api: &'a Api, config: &'a Config, imports: &Imports<'_>, diagnostics: &mut Diagnostics) -> Self {
        checks::report_patterns(api, diagnostics);
        enums::report_closed(api, config, diagnostics);
        // Nobody knows yet who sends what other APIs import.
        let all = || (api.schemas.ids().collect(), api.schemas.ids().collect());
        let (sent, received) = if config.shared { all() } else { walk::directions(api) };
        let mut types = Self {
            api,
            config,
            ids: BTreeMap::new(),
            defs: IndexVec::default(),
            scope: Scope::default(),
            names_so_far: BTreeMap::new(),
            newtypes: BTreeMap::new(),
            patches: BTreeMap::new(),
            sent,
            received,
            nests: nests::all(api),
            keep_all: checks::that_keep_all(api),
            named_beside: structs::named_beside(api),
            taken: Taken::default(),
            fallbacks: Vec::new(),
            renames: Vec::new(),
        };
        let order = walk::in_need(api, &types.nests);
        types.taken = take(api, imports, &order, |id, def| types.fits(id, def), diagnostics);
        let names = naming::all(api, &order, &types.taken, &mut types.scope, &mut types.renames, diagnostics);
        for (i, &id) in order.iter().enumerate() {
            types.ids.insert(id, crate::api::Idx::from_index(i));
        }
        types.names_so_far.extend(order.iter().copied().zip(names.iter().cloned()));
        for (&id, name) in order.iter().zip(names) {
            let imported = types.taken.define(id, &name, &types.ids);
            let def = imported.unwrap_or_else(|| types.define(id, name, diagnostics));
            types.defs.push(def);
        }
        types.report_choices(diagnostics);
        enums::report_imported(&types, diagnostics);
        types.report_depth(diagnostics);
        boxes::break_alias_cycles(&mut types, diagnostics);
        boxes::run(&mut types.defs);
        checks::settle_validates(&mut types.defs);
        types
    }

    /// Whether the type of another crate can be that of a schema: limits of this API may ask for more than it keeps.
    fn fits(&self, id: SchemaId, def: &TypeDef) -> bool {
        let TypeDef::Struct(def) = def else { return true };
        let own = |name: &String| def.fields.iter().any(|field| field.wire == *name) || def.beside.contains(name);
        let beside = self.named_beside.get(&id).into_iter().flatten();
        let kept = def.closed || def.extra.is_some() || !self.keep_all.contains(&id);
        kept && (!def.closed || beside.into_iter().all(own))
    }

    /// Reports lists and maps that stand in each other too deeply, where it begins to be too deep.
    fn report_depth(&mut self, diagnostics: &mut Diagnostics) {
        let inside = |id: SchemaId| match self.api.schemas.get(graph::resolve(self.api, id)).map(|schema| &schema.kind)
        {
            _ if self.ids.contains_key(&id) => None,
            Some(SchemaKind::Array(items)) => Some(*items),
            Some(SchemaKind::Object(object)) => match object.additional {
                AdditionalProperties::Schema(values) => Some(values),
                _ => None,
            },
            _ => None,
        };
        let way = |start| std::iter::successors(Some(start), |&id| inside(id)).take(DEEPEST + 2).count();
        for id in self.api.schemas.ids().filter(|&id| inside(id).is_some() && way(id) == DEEPEST + 1) {
            let (origin, reason) = (self.api.schemas[id].origin.clone(), FallbackReason::Depth);
            diagnostics.push(Diagnostic::new(
                &codes::OA206,
                format!("{reason}: the type is any JSON inside"),
                Label::value(&origin, "begins here"),
            ));
            self.fallbacks.push(Fallback { origin, reason });
        }
    }

    fn define(&mut self, id: SchemaId, name: TypeName, diagnostics: &mut Diagnostics) -> TypeDef {
        let schema = &self.api.schemas[id];
        match &schema.kind {
            SchemaKind::Object(object) if walk::is_struct(object) => {
                TypeDef::Struct(self.structure(id, object, name, diagnostics))
            }
            SchemaKind::Enum(list) => TypeDef::Enum(self.enumeration(schema, list, name, diagnostics)),
            SchemaKind::Union(union) => TypeDef::Union(self.union(schema, union, name, diagnostics)),
            SchemaKind::Tuple(places, rest) => TypeDef::Tuple(self.tuple(id, places, *rest, name)),
            _ if self.nests.contains(&id) => TypeDef::Nest(self.nest(id, name)),
            _ => TypeDef::Alias(AliasDef {
                name,
                docs: docs::doc_text(&schema.docs),
                // What it is as if it had no name of its own.
                ty: self.structural(id, 0),
                origin: schema.origin.clone(),
            }),
        }
    }

    /// The type of a value that is there and not null. Whether it may be null: [`Types::nullable`].
    pub fn rust_type(&self, schema: SchemaId) -> RustType {
        self.own_or_structural(schema, 0)
    }

    fn own_or_structural(&self, schema: SchemaId, depth: usize) -> RustType {
        match self.ids.get(&schema) {
            Some(&id) => RustType::Def(id),
            None => self.structural(schema, depth),
        }
    }

    fn structural(&self, id: SchemaId, depth: usize) -> RustType {
        let Some(schema) = self.api.schemas.get(id).filter(|_| depth < DEEPEST) else { return RustType::Json };
        if let Some(ty) = self.foreign(id) {
            return ty;
        }
        match &schema.kind {
            SchemaKind::Any | SchemaKind::AllOf(_) => RustType::Json,
            SchemaKind::Never
            | SchemaKind::Boolean
            | SchemaKind::Integer(_)
            | SchemaKind::Number(_)
            | SchemaKind::String(_) => RustType::Scalar(scalars::of(schema, self.config.integers)),
            // Every enum and every tuple has a type of its own; this is where there is no room for one.
            SchemaKind::Enum(_) | SchemaKind::Tuple(..) => RustType::Json,
            SchemaKind::Array(items) => self.inner(*items, depth).vec(),
            SchemaKind::Object(object) => RustType::Map(Box::new(match object.additional {
                AdditionalProperties::Schema(values) => self.inner(values, depth),
                _ => RustType::Json,
            })),
            SchemaKind::Union(_) => RustType::Json,
            SchemaKind::Alias(to) => self.own_or_structural(*to, depth + 1),
        }
    }

    /// The type of another crate that stands for a schema.
    fn foreign(&self, id: SchemaId) -> Option<RustType> {
        let one = self.config.types.list.get(*self.api.foreign.get(&id)?)?;
        Some(RustType::External(one.path.clone(), None))
    }

    /// All types of other crates, each once.
    pub fn all_foreign(&self) -> Vec<RustType> {
        let mut found = Vec::new();
        for ty in self.api.foreign.keys().filter_map(|id| self.foreign(*id)) {
            if !found.contains(&ty) {
                found.push(ty);
            }
        }
        found
    }

    /// The type of an item or an entry, with its null.
    fn inner(&self, id: SchemaId, depth: usize) -> RustType {
        let ty = self.own_or_structural(id, depth + 1);
        if self.nullable(id) { RustType::Option(Box::new(ty)) } else { ty }
    }

    /// Whether `null` is allowed, said by the schema itself or by what it is an alias of. Never for `Json` and `Null`,
    /// which have a null of their own.
    pub fn nullable(&self, schema: SchemaId) -> bool {
        let own = [RustType::Json, RustType::Scalar(ScalarType::Null)];
        graph::nullable(self.api, schema) && !own.contains(&self.rust_type(graph::resolve(self.api, schema)))
    }

    /// The schema behind aliases.
    pub fn resolve(&self, schema: SchemaId) -> SchemaId {
        graph::resolve(self.api, schema)
    }

    /// The type of a merge-patch body (RFC 7396) for `schema` and its limits; the plain type where no part of a value
    /// can be changed by itself.
    pub fn patch_type(&mut self, schema: SchemaId, diagnostics: &mut Diagnostics) -> (RustType, Vec<FieldCheck>) {
        let whole = self.rust_type(schema);
        let checks = patch::checks(self, &whole, &self.checks(schema));
        (patch::of(self, &whole, diagnostics), checks)
    }

    /// A newtype around a string for a path parameter; the same wire name gives the same type.
    pub fn newtype(&mut self, wire: &str, origin: &Origin, diagnostics: &mut Diagnostics) -> RustType {
        if let Some(&id) = self.newtypes.get(wire) {
            return RustType::Def(id);
        }
        let name = self.late_name(wire, "parameter", origin, diagnostics);
        let what = docs::code(wire);
        let id = self.defs.push(TypeDef::Newtype(NewtypeDef {
            name,
            docs: docs::sentence(format!("The path parameter {what}. It is never empty.")),
            origin: origin.clone(),
        }));
        self.newtypes.insert(wire.to_owned(), id);
        RustType::Def(id)
    }

    /// A name for a type that operations bring; with a word more where it is taken.
    fn late_name(&mut self, wire: &str, word: &str, origin: &Origin, diagnostics: &mut Diagnostics) -> TypeName {
        let longer = format!("{wire} {word}");
        let wire = if self.scope.has(super::names::type_name(wire).as_str()) { &longer } else { wire };
        let names = self.scope.type_names(&[Wanted { wire, origin }], &mut self.renames, diagnostics);
        names.into_iter().next().unwrap_or_else(|| super::names::type_name(wire))
    }

    /// The limits of a value of `schema`, at depth 0 its own, deeper those of items and entries. Those of structs,
    /// enums and unions are not among them: these types know their own.
    pub fn checks(&self, schema: SchemaId) -> Vec<FieldCheck> {
        checks::of(self, schema)
    }

    /// The same for what stands alone in a list, a map or a body, with its null.
    pub fn checks_with_null(&self, schema: SchemaId) -> Vec<FieldCheck> {
        checks::of_null(self, schema, 0).into_iter().chain(self.checks(schema)).collect()
    }

    /// Gives docs to a type whose schema has none.
    pub fn describe(&mut self, ty: &RustType, text: String) {
        let RustType::Def(id) = ty else { return };
        let docs = self.defs[*id].docs_mut();
        if docs.lines.is_empty() {
            *docs = docs::sentence(text);
        }
    }

    /// The definition of a type.
    pub fn def(&self, id: TypeId) -> Option<&TypeDef> {
        self.defs.get(id)
    }

    /// The field of a struct type under a wire name, aliases and boxes looked through: what pagination needs.
    pub fn field(&self, ty: &RustType, wire: &str) -> Option<&FieldPlan> {
        match ty {
            RustType::Box(inner) => self.field(inner, wire),
            RustType::Def(id) => match self.def(*id)? {
                TypeDef::Struct(def) => def.fields.iter().find(|field| field.wire == wire),
                TypeDef::Alias(def) => self.field(&def.ty, wire),
                _ => None,
            },
            _ => None,
        }
    }

    fn schema(&self, id: SchemaId) -> Option<&'a Schema> {
        self.api.schemas.get(id)
    }

    /// The type of each schema that has one of its own.
    pub fn of_schemas(&self) -> BTreeMap<SchemaId, TypeId> {
        self.ids.clone()
    }

    /// Where the types come from that other crates have.
    pub fn imports(&self, imports: &Imports<'_>) -> ImportPlan {
        let from = |(schema, id): (&SchemaId, &TypeId)| Some((*id, self.taken.from(*schema)?.clone()));
        ImportPlan {
            models: imports.list.iter().map(|import| import.models.clone()).collect(),
            support: imports.list.first().map(|import| import.support().to_owned()),
            types: self.ids.iter().filter_map(from).collect(),
            shared: self.config.shared,
        }
    }

    /// All definitions, in the order they are printed.
    pub fn into_defs(self) -> IndexVec<TypeId, TypeDef> {
        let mut defs = self.defs;
        // Operations have brought types of their own.
        boxes::run(&mut defs);
        checks::settle_validates(&mut defs);
        unions::settle_from(&mut defs);
        defs
    }
}

#[cfg(test)]
mod tests;
