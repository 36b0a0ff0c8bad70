use std::collections::BTreeSet;

use super::Case;
use crate::diagnostics::Diagnostics;
use crate::plan::{Ident, Rename, TypeName};
use crate::source::Origin;

/// Names that must differ: the types of a crate, the fields of a struct, the methods of a service.
#[derive(Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
}

/// Something that needs a name.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Its name on the wire, or the words it is made from.
    pub wire: &'a str,
    /// Where it stands.
    pub origin: &'a Origin,
}

impl Scope {
    /// A scope in which some names are taken already.
    pub fn with_taken<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: names.into_iter().map(str::to_owned).collect() }
    }

    /// Names for all of `wanted`, in their order, none of them taken. Collisions are reported (OA401) and added to `renames`.
    pub fn idents(
        &mut self,
        case: Case,
        wanted: &[Wanted<'_>],
        renames: &mut Vec<Rename>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Ident> {
        let _ = (renames, diagnostics);
        wanted
            .iter()
            .map(|one| match case {
                Case::Upper => super::variant_ident(one.wire),
                Case::Snake => super::field_ident(one.wire),
            })
            .inspect(|name| drop(self.taken.insert(name.as_str().to_owned())))
            .collect()
    }

    /// As [`Scope::idents`], for types.
    pub fn type_names(
        &mut self,
        wanted: &[Wanted<'_>],
        renames: &mut Vec<Rename>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<TypeName> {
        let _ = (renames, diagnostics);
        wanted
            .iter()
            .map(|one| super::type_name(one.wire))
            .inspect(|name| drop(self.taken.insert(name.as_str().to_owned())))
            .collect()
    }
}
