//! Types of merge-patch bodies (RFC 7396): every property may be absent, null or a value, and objects are patched, not
//! replaced, however deep. A list is one value.

mod fields;

use super::Types;
use super::structs::{DEFAULT, as_struct};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::plan::{
    Check, DocText, Fallback, FallbackReason, FieldCheck, FieldPlan, NestDef, PatchOf, Presence, RustType, StructDef,
    TypeDef, TypeId, docs,
};
use crate::source::Origin;

/// Deeper than this, aliases and unions are not looked through.
const DEEPEST: usize = 64;

/// More groups than this are any JSON: structs can be combined in more ways than anybody has written down.
const MOST_GROUPS: usize = 1000;

/// What a patch type changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Patched {
    /// A struct, or a union of structs.
    Type(TypeId),
    /// Structs that arms of a union have under one name, in the order of their definition.
    Group(Vec<TypeId>),
}

/// The type of what changes a value of type `ty`: `ty` itself where nothing in it can be changed by itself.
pub(super) fn of(types: &mut Types<'_>, ty: &RustType, diagnostics: &mut Diagnostics) -> RustType {
    Work { types, diagnostics }.changing(ty, 0)
}

/// The limits of a value of type `ty` that also hold for what changes it: what a map has in all cannot be told, and null
/// removes an entry.
pub(super) fn checks(types: &Types<'_>, ty: &RustType, checks: &[FieldCheck]) -> Vec<FieldCheck> {
    let mut maps = 0;
    let mut at = ty;
    for _ in 0..DEEPEST {
        match at {
            RustType::Def(id) => match types.def(*id) {
                Some(TypeDef::Alias(def)) => at = &def.ty,
                _ => break,
            },
            RustType::Box(inner) | RustType::Option(inner) => at = inner,
            RustType::Map(inner) => {
                maps += 1;
                at = inner;
            }
            _ => break,
        }
    }
    let counts = |check: &FieldCheck| matches!(check.check, Check::MinProperties(_) | Check::MaxProperties(_));
    let removes = |check: &FieldCheck| check.check == Check::NotNull && check.depth <= maps;
    let holds = |check: &&FieldCheck| !removes(check) && (check.depth >= maps || !counts(check));
    checks.iter().filter(holds).cloned().collect()
}

struct Work<'w, 'a> {
    types: &'w mut Types<'a>,
    diagnostics: &'w mut Diagnostics,
}

impl Work<'_, '_> {
    fn changing(&mut self, ty: &RustType, depth: usize) -> RustType {
        if depth > DEEPEST {
            return ty.clone();
        }
        match ty {
            RustType::Box(inner) => self.changing(inner, depth + 1),
            RustType::Map(values) => RustType::Map(Box::new(self.entry(values, depth + 1))),
            RustType::Def(id) => match self.types.def(*id).cloned() {
                Some(TypeDef::Struct(_)) => self.of_type(*id, &[*id]),
                Some(TypeDef::Union(union)) => match structs_of(self.types, *id, 0) {
                    Some(structs) => self.of_type(*id, &structs),
                    None if holds_objects(self.types, ty, 0) => {
                        self.any(&union.origin, FallbackReason::PatchOfObjectOrOther)
                    }
                    None => ty.clone(),
                },
                Some(TypeDef::Nest(nest)) if matches!(nest.ty, RustType::Map(_)) => self.nest(*id, nest, depth),
                Some(TypeDef::Alias(alias)) => {
                    let inner = self.changing(&alias.ty, depth + 1);
                    if inner == alias.ty { ty.clone() } else { inner }
                }
                _ => ty.clone(),
            },
            // Lists are replaced whole.
            RustType::Vec(_) | RustType::Option(_) | RustType::Scalar(_) | RustType::Json | RustType::External(..) => {
                ty.clone()
            }
        }
    }

    /// What changes an entry of a map; null removes it.
    fn entry(&mut self, values: &RustType, depth: usize) -> RustType {
        let value = if let RustType::Option(inner) = values { inner } else { values };
        match self.changing(value, depth) {
            // Any JSON has a null of its own.
            RustType::Json => RustType::Json,
            changing => RustType::Option(Box::new(changing)),
        }
    }

    /// The patch type of a map of nothing but itself.
    fn nest(&mut self, whole: TypeId, nest: NestDef, depth: usize) -> RustType {
        let patched = Patched::Type(whole);
        if let Some(&id) = self.types.patches.get(&patched) {
            return RustType::Def(id);
        }
        let base = nest.name.as_str();
        let name = self.types.late_name(&format!("{base}Patch"), "body", &nest.origin, self.diagnostics);
        let id = self.types.defs.push(TypeDef::Nest(NestDef {
            name,
            docs: changes_in(base),
            checks: Vec::new(),
            patch: Some(PatchOf { whole: RustType::Def(whole) }),
            ..nest.clone()
        }));
        // Known before what is inside, which leads back to it.
        self.types.patches.insert(patched, id);
        let ty = self.changing(&nest.ty, depth + 1);
        if let Some((_, TypeDef::Nest(def))) = self.types.defs.iter_mut().find(|(at, _)| *at == id) {
            def.ty = ty;
        }
        RustType::Def(id)
    }

    /// Any JSON, where no other type can be all that a patch may hold.
    fn any(&mut self, origin: &Origin, reason: FallbackReason) -> RustType {
        if !self.types.fallbacks.iter().any(|known| known.origin == *origin && known.reason == reason) {
            self.types.fallbacks.push(Fallback { origin: origin.clone(), reason });
            let message = format!("{reason}: in patches it is any JSON");
            self.diagnostics.push(Diagnostic::new(&codes::OA206, message, Label::value(origin, "any JSON in patches")));
        }
        RustType::Json
    }

    /// The patch type of a struct, or of a union of `structs`.
    fn of_type(&mut self, whole: TypeId, structs: &[TypeId]) -> RustType {
        let Some(def) = self.types.def(whole) else { return RustType::Json };
        let (base, origin) = (def.name().as_str().to_owned(), def.origin().clone());
        let wanted = Wanted { wire: format!("{base}Patch"), what: base, origin };
        let patch = PatchOf { whole: RustType::Def(whole) };
        self.structure(Patched::Type(whole), structs, wanted, Some(patch))
    }

    /// The patch type of what several arms have under one name, each as another struct.
    fn of_group(&mut self, structs: Vec<TypeId>, wanted: Wanted) -> RustType {
        let groups = self.types.patches.keys().filter(|patched| matches!(patched, Patched::Group(_)));
        if groups.count() > MOST_GROUPS {
            return self.any(&wanted.origin, FallbackReason::PatchOfMany);
        }
        self.structure(Patched::Group(structs.clone()), &structs, wanted, None)
    }

    fn structure(&mut self, patched: Patched, structs: &[TypeId], wanted: Wanted, patch: Option<PatchOf>) -> RustType {
        if let Some(&id) = self.types.patches.get(&patched) {
            return RustType::Def(id);
        }
        let arms: Vec<StructDef> = structs.iter().filter_map(|id| as_struct(self.types.def(*id)).cloned()).collect();
        let name = self.types.late_name(&wanted.wire, "body", &wanted.origin, self.diagnostics);
        let id = self.types.defs.push(TypeDef::Struct(StructDef {
            name: name.clone(),
            docs: changes_in(&wanted.what),
            deprecated: arms.iter().all(|arm| arm.deprecated),
            fields: Vec::new(),
            extra: None,
            closed: arms.iter().all(|arm| arm.closed),
            beside: Vec::new(),
            default: true,
            checks: Vec::new(),
            validates: false,
            patch,
            origin: wanted.origin,
        }));
        // Known before its fields are, which may lead back to it.
        self.types.patches.insert(patched.clone(), id);
        let mut fields = self.fields(&arms, &name);
        if let Patched::Type(whole) = patched {
            self.tag(whole, &mut fields);
        }
        let extra = self.extra(&arms);
        if let Some((_, TypeDef::Struct(def))) = self.types.defs.iter_mut().find(|(at, _)| *at == id) {
            def.fields = fields;
            def.extra = extra;
        }
        RustType::Def(id)
    }

    fn field(&self, first: FieldPlan, ty: RustType, group: &[FieldPlan]) -> FieldPlan {
        let own = if group.iter().all(|field| field.checks == first.checks) { first.checks.as_slice() } else { &[] };
        let checks = checks(self.types, &first.ty, own);
        let mut docs = if group.iter().all(|field| field.docs == first.docs) { first.docs } else { DocText::default() };
        // What a patch leaves out stays as it is.
        if docs.lines.last().is_some_and(|line| line.starts_with(DEFAULT)) {
            docs.lines.pop();
            docs.lines.pop_if(|line| line.is_empty());
        }
        FieldPlan { ty, presence: Presence::Maybe, single_valued: false, checks, docs, ..first }
    }
}

/// What a patch type should be called, and what it is about.
struct Wanted {
    wire: String,
    what: String,
    origin: Origin,
}

fn changes_in(what: &str) -> DocText {
    let what = docs::code(what);
    docs::sentence(format!("What changes in {what}: properties that are absent stay, those that are null are removed."))
}

/// A patch holds its values through `Maybe`: what has to be boxed there is found out when all types are known.
fn unboxed(ty: &RustType) -> &RustType {
    match ty {
        RustType::Box(inner) => inner,
        other => other,
    }
}

/// The structs among which a union chooses, those of inner unions too; none if an arm is something else.
fn structs_of(types: &Types<'_>, id: TypeId, depth: usize) -> Option<Vec<TypeId>> {
    match types.def(id)? {
        TypeDef::Struct(_) => Some(vec![id]),
        TypeDef::Alias(def) => match unboxed(&def.ty) {
            RustType::Def(id) if depth < DEEPEST => structs_of(types, *id, depth + 1),
            _ => None,
        },
        TypeDef::Union(def) if depth < DEEPEST => {
            let mut all = Vec::new();
            for arm in &def.arms {
                let RustType::Def(id) = unboxed(&arm.ty) else { return None };
                for found in structs_of(types, *id, depth + 1)? {
                    if !all.contains(&found) {
                        all.push(found);
                    }
                }
            }
            (!all.is_empty()).then_some(all)
        }
        _ => None,
    }
}

/// Whether a value may be an object, which a patch may change in part.
fn holds_objects(types: &Types<'_>, ty: &RustType, depth: usize) -> bool {
    match unboxed(ty) {
        RustType::Map(_) | RustType::Json | RustType::External(..) => true,
        RustType::Def(id) if depth < DEEPEST => match types.def(*id) {
            Some(TypeDef::Struct(_)) => true,
            Some(TypeDef::Union(def)) => def.arms.iter().any(|arm| holds_objects(types, &arm.ty, depth + 1)),
            Some(TypeDef::Alias(def)) => holds_objects(types, &def.ty, depth + 1),
            Some(TypeDef::Nest(def)) => holds_objects(types, &def.ty, depth + 1),
            _ => false,
        },
        _ => false,
    }
}
