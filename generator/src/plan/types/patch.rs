//! Types of merge-patch bodies (RFC 7396): every property may be absent, null or a value.

use super::Types;
use super::structs::as_struct;
use crate::api::{ObjectSchema, SchemaId, SchemaKind};
use crate::diagnostics::Diagnostics;
use crate::plan::{
    DocText, EnumDef, FieldPlan, Ident, PatchOf, Presence, RustType, StructDef, TypeDef, TypeId, TypeName, VariantPlan,
    docs, names,
};

/// The patch type of a schema; its plain type if it is neither an object with properties nor a union of such.
pub(super) fn of(types: &mut Types<'_>, schema: SchemaId, diagnostics: &mut Diagnostics) -> RustType {
    let whole = types.rust_type(schema);
    let settled = types.resolve(schema);
    if let Some(&id) = types.patches.get(&settled) {
        return RustType::Def(id);
    }
    let Some(own) = types.schema(settled) else { return whole };
    let arms: Vec<SchemaId> = match &own.kind {
        SchemaKind::Object(object) if super::walk::is_struct(object) => vec![settled],
        SchemaKind::Union(_) => match objects_of(types, settled, 0) {
            Some(arms) if !arms.is_empty() => arms,
            _ => return whole,
        },
        _ => return whole,
    };
    let Some(base) = types.ids.get(&settled).and_then(|id| types.def(*id)).map(|def| def.name().as_str().to_owned())
    else {
        return whole;
    };
    let name = types.late_name(&format!("{base}Patch"), "body", &own.origin, diagnostics);
    let fields = merged(types, &arms, &name, diagnostics);
    let closed = arms
        .iter()
        .all(|&arm| types.ids.get(&arm).and_then(|id| as_struct(types.def(*id))).is_some_and(|def| def.closed));
    let what = docs::code(&base);
    let def = StructDef {
        name,
        docs: docs::sentence(format!(
            "What changes in {what}: properties that are absent stay, those that are null are removed."
        )),
        deprecated: own.docs.deprecated,
        fields,
        extra: None,
        closed,
        default: true,
        checks: Vec::new(),
        validates: false,
        patch: Some(PatchOf { whole }),
        origin: own.origin.clone(),
    };
    let id = types.defs.push(TypeDef::Struct(def));
    types.patches.insert(settled, id);
    RustType::Def(id)
}

/// The objects among which a union chooses, those of inner unions too; none if an arm is no object.
fn objects_of(types: &Types<'_>, id: SchemaId, depth: usize) -> Option<Vec<SchemaId>> {
    let settled = types.resolve(id);
    match &types.schema(settled)?.kind {
        SchemaKind::Object(object) => is_known(object).then(|| vec![settled]),
        SchemaKind::Union(union) if depth < 16 => {
            let mut all = Vec::new();
            for &arm in &union.arms {
                all.extend(objects_of(types, arm, depth + 1)?);
            }
            Some(all)
        }
        _ => None,
    }
}

fn is_known(object: &ObjectSchema) -> bool {
    super::walk::is_struct(object)
}

/// The fields of all arms in order of appearance. What several have under one name is one field: of their type if it is
/// one, of a list of all their values if they are lists of strings (the tag), of any JSON otherwise.
fn merged(types: &mut Types<'_>, arms: &[SchemaId], patch: &TypeName, diagnostics: &mut Diagnostics) -> Vec<FieldPlan> {
    let mut groups: Vec<Vec<FieldPlan>> = Vec::new();
    for arm in arms {
        let Some(def) = types.ids.get(arm).and_then(|id| as_struct(types.def(*id))) else { continue };
        for field in def.fields.clone() {
            match groups.iter_mut().find(|group| group.first().is_some_and(|first| first.wire == field.wire)) {
                Some(group) => group.push(field),
                None => groups.push(vec![field]),
            }
        }
    }
    let mut fields: Vec<FieldPlan> = Vec::new();
    for group in groups {
        let Some(first) = group.first().cloned() else { continue };
        let same = group.iter().all(|field| unboxed(&field.ty) == unboxed(&first.ty));
        let ty = if same { unboxed(&first.ty).clone() } else { list_of_all(types, &group, patch, diagnostics) };
        let checks = if group.iter().all(|field| field.checks == first.checks) { first.checks } else { Vec::new() };
        let docs = if group.iter().all(|field| field.docs == first.docs) { first.docs } else { DocText::default() };
        let ident = free_ident(&fields, first.ident);
        fields.push(FieldPlan { ident, ty, presence: Presence::Maybe, single_valued: false, checks, docs, ..first });
    }
    fields
}

/// A patch holds its values through `Maybe`, but is never inside them: nothing has to be boxed.
fn unboxed(ty: &RustType) -> &RustType {
    match ty {
        RustType::Box(inner) => inner,
        other => other,
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

fn list_of_all(
    types: &mut Types<'_>,
    group: &[FieldPlan],
    patch: &TypeName,
    diagnostics: &mut Diagnostics,
) -> RustType {
    let lists: Option<Vec<EnumDef>> = group
        .iter()
        .map(|field| match unboxed(&field.ty) {
            RustType::Def(id) => match types.def(*id) {
                Some(TypeDef::Enum(def)) => Some(def.clone()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let (Some(lists), Some(field)) = (lists, group.first()) else { return RustType::Json };
    let Some(first) = lists.first() else { return RustType::Json };
    if lists.iter().any(|list| list.repr != first.repr) {
        return RustType::Json;
    }
    let mut variants: Vec<VariantPlan> = Vec::new();
    for variant in lists.iter().flat_map(|list| &list.variants) {
        let known = variants.iter().any(|other| other.value == variant.value);
        if !known && variants.iter().any(|other| other.ident == variant.ident) {
            return RustType::Json;
        }
        if !known {
            variants.push(variant.clone());
        }
    }
    if variants.iter().any(|variant| first.other.as_ref() == Some(&variant.ident)) {
        return RustType::Json;
    }
    let wire = names::nested(patch.as_str(), &field.wire, "name");
    let name = types.late_name(&wire, "value", &field.origin, diagnostics);
    let def = EnumDef {
        name,
        docs: DocText::default(),
        single: variants.len() == 1,
        variants,
        origin: field.origin.clone(),
        ..first.clone()
    };
    let id: TypeId = types.defs.push(TypeDef::Enum(def));
    RustType::Def(id)
}
