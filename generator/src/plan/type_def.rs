//! An item of the models crate, whatever it is.

use super::{AliasDef, DocText, EnumDef, NestDef, NewtypeDef, RustType, StructDef, TupleDef, TypeName, UnionDef};
use crate::source::Origin;

/// An item of the models crate.
#[derive(Debug, Clone)]
pub enum TypeDef {
    /// A struct with named fields.
    Struct(StructDef),
    /// An enum of listed values.
    Enum(EnumDef),
    /// An enum over the arms of a union.
    Union(UnionDef),
    /// A struct whose fields are the places of an array.
    Tuple(TupleDef),
    /// A checked wrapper around a string.
    Newtype(NewtypeDef),
    /// A list or map of nothing but itself.
    Nest(NestDef),
    /// Another name for a type.
    Alias(AliasDef),
}

impl TypeDef {
    /// The types that it names.
    pub fn types(&self) -> Vec<&RustType> {
        match self {
            Self::Struct(def) => {
                def.fields.iter().map(|field| &field.ty).chain(def.extra.iter().map(|extra| &extra.ty)).collect()
            }
            Self::Union(def) => def.arms.iter().map(|arm| &arm.ty).collect(),
            Self::Tuple(def) => {
                def.places.iter().map(|place| &place.ty).chain(def.rest.iter().map(|rest| &rest.ty)).collect()
            }
            Self::Alias(def) => vec![&def.ty],
            Self::Nest(def) => vec![&def.ty],
            Self::Enum(_) | Self::Newtype(_) => Vec::new(),
        }
    }

    /// The same, to be changed, and the whole that a patch is of.
    pub(super) fn types_mut(&mut self) -> Vec<&mut RustType> {
        match self {
            Self::Struct(def) => {
                let whole = def.patch.iter_mut().map(|patch| &mut patch.whole);
                let extra = def.extra.iter_mut().map(|extra| &mut extra.ty);
                def.fields.iter_mut().map(|field| &mut field.ty).chain(extra).chain(whole).collect()
            }
            Self::Union(def) => def.arms.iter_mut().map(|arm| &mut arm.ty).collect(),
            Self::Tuple(def) => {
                let rest = def.rest.iter_mut().map(|rest| &mut rest.ty);
                def.places.iter_mut().map(|place| &mut place.ty).chain(rest).collect()
            }
            Self::Alias(def) => vec![&mut def.ty],
            Self::Nest(def) => {
                let whole = def.patch.iter_mut().map(|patch| &mut patch.whole);
                std::iter::once(&mut def.ty).chain(whole).collect()
            }
            Self::Enum(_) | Self::Newtype(_) => Vec::new(),
        }
    }

    /// Whether its definition is marked `#[deprecated]`.
    pub fn is_deprecated(&self) -> bool {
        match self {
            TypeDef::Struct(def) => def.deprecated,
            TypeDef::Enum(def) => def.deprecated,
            TypeDef::Union(def) => def.deprecated,
            TypeDef::Tuple(def) => def.deprecated,
            TypeDef::Newtype(_) | TypeDef::Nest(_) | TypeDef::Alias(_) => false,
        }
    }

    /// The name of the type.
    pub fn name(&self) -> &TypeName {
        match self {
            TypeDef::Struct(def) => &def.name,
            TypeDef::Enum(def) => &def.name,
            TypeDef::Union(def) => &def.name,
            TypeDef::Tuple(def) => &def.name,
            TypeDef::Newtype(def) => &def.name,
            TypeDef::Nest(def) => &def.name,
            TypeDef::Alias(def) => &def.name,
        }
    }

    /// Gives it another name.
    pub(super) fn rename(&mut self, to: TypeName) {
        *match self {
            TypeDef::Struct(def) => &mut def.name,
            TypeDef::Enum(def) => &mut def.name,
            TypeDef::Union(def) => &mut def.name,
            TypeDef::Tuple(def) => &mut def.name,
            TypeDef::Newtype(def) => &mut def.name,
            TypeDef::Nest(def) => &mut def.name,
            TypeDef::Alias(def) => &mut def.name,
        } = to;
    }

    /// Its docs, to be changed.
    pub(super) fn docs_mut(&mut self) -> &mut DocText {
        match self {
            TypeDef::Struct(def) => &mut def.docs,
            TypeDef::Enum(def) => &mut def.docs,
            TypeDef::Union(def) => &mut def.docs,
            TypeDef::Newtype(def) => &mut def.docs,
            TypeDef::Alias(def) => &mut def.docs,
            TypeDef::Tuple(def) => &mut def.docs,
            TypeDef::Nest(def) => &mut def.docs,
        }
    }

    /// Where its schema or parameter stands.
    pub fn origin(&self) -> &Origin {
        match self {
            TypeDef::Struct(def) => &def.origin,
            TypeDef::Enum(def) => &def.origin,
            TypeDef::Union(def) => &def.origin,
            TypeDef::Tuple(def) => &def.origin,
            TypeDef::Newtype(def) => &def.origin,
            TypeDef::Nest(def) => &def.origin,
            TypeDef::Alias(def) => &def.origin,
        }
    }
}
