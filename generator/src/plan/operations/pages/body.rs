//! What stands at a place of a success body.

use crate::api::{IndexVec, Schema, SchemaId, SchemaKind};
use crate::plan::types::Types;
use crate::plan::{Ident, Presence, RustType, TypeDef};

/// Unions within unions, and aliases of aliases, beyond this many are not looked into.
const DEPTH: usize = 16;

/// A success body.
#[derive(Clone, Copy)]
pub(super) struct Body<'p> {
    pub(super) types: &'p Types<'p>,
    pub(super) schemas: &'p IndexVec<SchemaId, Schema>,
    pub(super) ty: &'p RustType,
    pub(super) schema: SchemaId,
}

/// A list in a body.
pub(super) struct List {
    /// The fields that lead to it; none: it is the body.
    pub(super) path: Vec<(Ident, Presence)>,
    /// The type of an item.
    pub(super) item: RustType,
}

impl<'p> Body<'p> {
    /// The schema of the body.
    pub(super) fn whole(self) -> Option<&'p Schema> {
        self.schemas.get(self.types.resolve(self.schema))
    }

    /// The schema at a place, arms of unions looked into.
    pub(super) fn at(self, pointer: &str) -> Option<&'p Schema> {
        self.below(self.schema, pointer)
    }

    /// The schema at a place below another schema.
    pub(super) fn below(self, schema: SchemaId, pointer: &str) -> Option<&'p Schema> {
        let mut at = schema;
        for name in tokens(pointer) {
            at = self.property(at, &name, DEPTH)?;
        }
        self.schemas.get(self.types.resolve(at))
    }

    fn property(self, schema: SchemaId, name: &str, depth: usize) -> Option<SchemaId> {
        match &self.schemas.get(self.types.resolve(schema))?.kind {
            SchemaKind::Object(object) => {
                object.properties.iter().find(|property| property.name == name).map(|property| property.schema)
            }
            SchemaKind::Union(union) if depth > 0 => {
                union.arms.iter().find_map(|arm| self.property(*arm, name, depth - 1))
            }
            _ => None,
        }
    }

    /// The list at a place, as its fields lead to it.
    pub(super) fn list(self, pointer: &str) -> Result<List, String> {
        let mut path = Vec::new();
        let mut ty = self.ty;
        for name in tokens(pointer) {
            let field = self.types.field(self.plain(ty), &name);
            let field = field.ok_or_else(|| format!("the success body has no property `{name}`"))?;
            path.push((field.ident.clone(), field.presence));
            ty = &field.ty;
        }
        match self.plain(ty) {
            RustType::Vec(item) => Ok(List { path, item: RustType::clone(item) }),
            _ if pointer.is_empty() => Err("the success body is no list".to_owned()),
            _ => Err(format!("the property `{}` is no list", pointer.trim_start_matches('/'))),
        }
    }

    /// The type behind aliases and boxes.
    fn plain(self, ty: &'p RustType) -> &'p RustType {
        let mut at = ty;
        for _ in 0..DEPTH {
            match at {
                RustType::Box(inner) => at = inner,
                RustType::Def(id) => match self.types.def(*id) {
                    Some(TypeDef::Alias(alias)) => at = &alias.ty,
                    _ => break,
                },
                _ => break,
            }
        }
        at
    }
}

/// The names in a JSON pointer.
fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// The items of a list.
pub(super) fn item_of(schema: &Schema) -> Option<SchemaId> {
    match &schema.kind {
        SchemaKind::Array(item) => Some(*item),
        _ => None,
    }
}

/// A value that is written as one text: a marker, or a URL.
pub(super) fn is_text(schema: &Schema) -> bool {
    matches!(&schema.kind, SchemaKind::String(_) | SchemaKind::Integer(_) | SchemaKind::Any)
}

/// A whole number, or a number.
pub(super) fn is_number(schema: &Schema) -> bool {
    matches!(&schema.kind, SchemaKind::Integer(_) | SchemaKind::Number(_))
}

/// True or false.
pub(super) fn is_flag(schema: &Schema) -> bool {
    matches!(&schema.kind, SchemaKind::Boolean)
}
