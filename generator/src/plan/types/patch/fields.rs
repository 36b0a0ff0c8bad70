//! The fields of patch types: those of one struct, or of all structs among which a union chooses.

use super::{Wanted, Work, structs_of, unboxed};
use crate::plan::{
    DocText, EnumDef, ExtraField, FallbackReason, FieldPlan, Ident, Presence, RustType, StructDef, TypeDef, TypeId,
    TypeName, UnionDispatch, VariantPlan, names,
};

impl Work<'_, '_> {
    /// The fields of all arms in order of appearance; what several have under one name is one field.
    pub(super) fn fields(&mut self, arms: &[StructDef], patch: &TypeName) -> Vec<FieldPlan> {
        let mut groups: Vec<Vec<FieldPlan>> = Vec::new();
        for field in arms.iter().flat_map(|arm| &arm.fields) {
            match groups.iter_mut().find(|group| group.first().is_some_and(|first| first.wire == field.wire)) {
                Some(group) => group.push(field.clone()),
                None => groups.push(vec![field.clone()]),
            }
        }
        let mut fields: Vec<FieldPlan> = Vec::new();
        for group in groups {
            let Some(mut first) = group.first().cloned() else { continue };
            let ty = self.common(&group, patch);
            first.ident = free_ident(&fields, first.ident);
            fields.push(self.field(first, ty, &group));
        }
        fields
    }

    /// The type of what changes a property: of its type if it is one, of a list of all their values if they are lists
    /// (the tag), of a patch of all their properties if they are structs, of any JSON otherwise.
    fn common(&mut self, group: &[FieldPlan], patch: &TypeName) -> RustType {
        let Some(first) = group.first() else { return RustType::Json };
        if group.iter().all(|field| unboxed(&field.ty) == unboxed(&first.ty)) {
            return self.changing(&first.ty, 0);
        }
        let mut structs: Vec<TypeId> = Vec::new();
        for field in group {
            let found = match unboxed(&field.ty) {
                RustType::Def(id) => structs_of(self.types, *id, 0),
                _ => None,
            };
            let Some(found) = found else {
                return self.list_of_all(group, patch).unwrap_or_else(|| self.of_all(group));
            };
            structs.extend(found);
        }
        structs.sort();
        structs.dedup();
        let wire = names::nested(patch.as_str(), &first.wire, "part");
        self.of_group(structs, Wanted { wire, what: first.wire.clone(), origin: first.origin.clone() })
    }

    /// The tag of a union whose arms have no property for it, which another arm brings with it.
    pub(super) fn tag(&self, whole: TypeId, fields: &mut Vec<FieldPlan>) {
        let Some(TypeDef::Union(def)) = self.types.def(whole) else { return };
        let UnionDispatch::Tag { property, .. } = &def.dispatch else { return };
        if !fields.iter().any(|field| field.wire == *property) {
            fields.push(FieldPlan {
                ident: free_ident(fields, names::field_ident(property)),
                wire: property.clone(),
                ty: RustType::string(),
                presence: Presence::Maybe,
                single_valued: false,
                docs: DocText::default(),
                deprecated: false,
                checks: Vec::new(),
                origin: def.origin.clone(),
            });
        }
    }

    fn list_of_all(&mut self, group: &[FieldPlan], patch: &TypeName) -> Option<RustType> {
        let list = |field: &FieldPlan| match unboxed(&field.ty) {
            RustType::Def(id) => match self.types.def(*id) {
                Some(TypeDef::Enum(def)) => Some(def.clone()),
                _ => None,
            },
            _ => None,
        };
        let lists: Vec<EnumDef> = group.iter().map(list).collect::<Option<_>>()?;
        let (field, first) = (group.first()?, lists.first()?);
        if lists.iter().any(|list| list.repr != first.repr) {
            return None;
        }
        let mut variants: Vec<VariantPlan> = Vec::new();
        for variant in lists.iter().flat_map(|list| &list.variants) {
            let known = variants.iter().any(|other| other.value == variant.value);
            if !known && variants.iter().any(|other| other.ident == variant.ident) {
                return None;
            }
            if !known {
                variants.push(variant.clone());
            }
        }
        if variants.iter().any(|variant| first.other.as_ref() == Some(&variant.ident)) {
            return None;
        }
        let wire = names::nested(patch.as_str(), &field.wire, "name");
        let name = self.types.late_name(&wire, "value", &field.origin, self.diagnostics);
        let def = EnumDef {
            name,
            docs: DocText::default(),
            single: variants.len() == 1,
            variants,
            origin: field.origin.clone(),
            ..first.clone()
        };
        let id = self.types.defs.push(TypeDef::Enum(def));
        Some(RustType::Def(id))
    }

    /// Any JSON, which is a loss unless an arm says so itself.
    fn of_all(&mut self, group: &[FieldPlan]) -> RustType {
        match group.first() {
            Some(first) if !group.iter().any(|field| *unboxed(&field.ty) == RustType::Json) => {
                self.any(&first.origin, FallbackReason::PatchOfDifferentArms)
            }
            _ => RustType::Json,
        }
    }

    /// What changes the properties without a field, if an arm keeps them.
    pub(super) fn extra(&mut self, arms: &[StructDef]) -> Option<ExtraField> {
        let mut kept = arms.iter().filter_map(|arm| arm.extra.as_ref());
        let first = kept.next()?;
        // A property of one arm may be none of another's.
        let alone = arms.len() == 1 && kept.next().is_none();
        let ty = if alone { self.entry(&first.ty, 0) } else { RustType::Json };
        let checks = if alone { super::checks(self.types, &first.ty, &first.checks) } else { Vec::new() };
        Some(ExtraField { ident: first.ident.clone(), ty, checks })
    }
}

/// Properties of different arms may be different names that become one.
fn free_ident(fields: &[FieldPlan], wanted: Ident) -> Ident {
    let taken = |ident: &Ident| fields.iter().any(|field| field.ident == *ident);
    let mut ident = wanted.clone();
    for number in 2..1000 {
        if !taken(&ident) {
            break;
        }
        ident = names::field_ident(&format!("{wanted}_n{number}"));
    }
    ident
}
