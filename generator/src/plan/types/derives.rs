//! What types derive beside what they have anyway.

use std::collections::{BTreeMap, BTreeSet};

use super::Types;
use crate::config::nearest;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::plan::{Derive, EnumRepr, TypeDef, TypeId, TypeName};

impl Types<'_> {
    /// The traits by type; none where a type has all that is asked for. Whether rustc can derive them is for it to say.
    pub fn derives(&self, diagnostics: &mut Diagnostics) -> BTreeMap<TypeName, Vec<Derive>> {
        let asked = &self.config.derives;
        let mut of: BTreeMap<TypeId, &[Derive]> = BTreeMap::new();
        for (name, derives) in &asked.of {
            match self.type_called(name) {
                Some(id)
                    if self.ids.iter().any(|(schema, known)| *known == id && self.taken.from(*schema).is_some()) =>
                {
                    let why = "whose type is imported: the choice is for the API that it comes from";
                    let message = format!("`derive-of` names `{name}`, {why}");
                    diagnostics.push(Diagnostic::without_place(&codes::OA502, message));
                }
                Some(id) => {
                    of.insert(id, derives);
                }
                None => self.report_no_type(name, diagnostics),
            }
        }
        let mut all = BTreeMap::new();
        for (id, def) in self.defs.iter() {
            let Some(own) = own(def) else { continue };
            let more: BTreeSet<Derive> =
                asked.all.iter().chain(of.get(&id).copied().unwrap_or_default()).copied().collect();
            let more: Vec<Derive> = more.into_iter().filter(|one| !own.contains(one)).collect();
            if !more.is_empty() {
                all.insert(def.name().clone(), more);
            }
        }
        all
    }

    fn type_called(&self, name: &str) -> Option<TypeId> {
        let component = self.api.components.iter().find(|(known, _)| known == name);
        let component = component.and_then(|(_, id)| self.ids.get(id).copied());
        let id =
            component.or_else(|| self.defs.iter().find(|(_, def)| def.name().as_str() == name).map(|(id, _)| id))?;
        self.defs.get(id).and_then(own).map(|_| id)
    }

    fn report_no_type(&self, name: &str, diagnostics: &mut Diagnostics) {
        let message = format!("`derive-of` names `{name}`, which is no type that derives");
        let found = Diagnostic::without_place(&codes::OA502, message);
        let known = self.defs.iter().filter(|(_, def)| own(def).is_some()).map(|(_, def)| def.name().as_str());
        diagnostics.push(match nearest(name, known) {
            Some(meant) => found.help(format!("did you mean `{meant}`?")),
            None => found,
        });
    }
}

/// What a type derives anyway, of those that can be asked for. None where its table has no derives.
fn own(def: &TypeDef) -> Option<Vec<Derive>> {
    match def {
        TypeDef::Struct(def) => Some(def.default.then_some(Derive::Default).into_iter().collect()),
        TypeDef::Tuple(def) => Some(def.default.then_some(Derive::Default).into_iter().collect()),
        TypeDef::Union(_) => Some(Vec::new()),
        TypeDef::Enum(def) => {
            let copy = (def.repr == EnumRepr::Integer || def.other.is_none()).then_some(Derive::Copy);
            let default = def.single.then_some(Derive::Default);
            Some(copy.into_iter().chain(default).chain([Derive::Eq, Derive::Hash]).collect())
        }
        TypeDef::Newtype(_) | TypeDef::Nest(_) | TypeDef::Alias(_) => None,
    }
}
