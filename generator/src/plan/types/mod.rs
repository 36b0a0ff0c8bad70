//! Schemas to types.

use crate::api::{Api, IndexVec, SchemaId, SchemaKind};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::plan::{Fallback, FieldCheck, FieldPlan, Rename, RustType, TypeDef, TypeId};
use crate::source::Origin;

/// All types of a plan. Made whole by [`Types::new`]; patch types and newtypes come when operations ask for them.
#[derive(Debug)]
pub struct Types<'a> {
    api: &'a Api,
    defs: IndexVec<TypeId, TypeDef>,
    /// Types given up for any JSON.
    pub fallbacks: Vec<Fallback>,
    /// Names that had to change.
    pub renames: Vec<Rename>,
}

impl<'a> Types<'a> {
    /// Plans the types of all schemas.
    pub fn new(api: &'a Api, config: &'a Config, diagnostics: &mut Diagnostics) -> Self {
        let _ = (config, diagnostics);
        Self { api, defs: IndexVec::default(), fallbacks: Vec::new(), renames: Vec::new() }
    }

    /// The type of a value that is there and not null. Whether it may be null: [`Types::nullable`].
    pub fn rust_type(&self, schema: SchemaId) -> RustType {
        let _ = schema;
        RustType::Json
    }

    /// Whether `null` is allowed, said by the schema itself or by what it is an alias of. Never for `Json`, which has
    /// a null of its own.
    pub fn nullable(&self, schema: SchemaId) -> bool {
        let schema = self.resolve(schema);
        self.api.schemas.get(schema).is_some_and(|schema| schema.nullable)
    }

    /// The schema behind aliases.
    pub fn resolve(&self, schema: SchemaId) -> SchemaId {
        let mut at = schema;
        for _ in 0..self.api.schemas.len() {
            let Some(SchemaKind::Alias(to)) = self.api.schemas.get(at).map(|schema| &schema.kind) else { break };
            at = *to;
        }
        at
    }

    /// The type of a merge-patch body (RFC 7396) for `schema`; the plain type where it has no properties.
    pub fn patch_type(&mut self, schema: SchemaId, diagnostics: &mut Diagnostics) -> RustType {
        let _ = diagnostics;
        self.rust_type(schema)
    }

    /// A newtype around a string for a path parameter; the same wire name gives the same type.
    pub fn newtype(&mut self, wire: &str, origin: &Origin, diagnostics: &mut Diagnostics) -> RustType {
        let _ = (wire, origin, diagnostics);
        RustType::string()
    }

    /// The limits of a value of `schema`, at depth 0 its own, deeper those of items and entries.
    pub fn checks(&self, schema: SchemaId) -> Vec<FieldCheck> {
        let _ = schema;
        Vec::new()
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

    /// All definitions, in the order they are printed.
    pub fn into_defs(self) -> IndexVec<TypeId, TypeDef> {
        self.defs
    }
}
