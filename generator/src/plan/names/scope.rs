use std::collections::{BTreeMap, BTreeSet};

use super::ident::{self, Case};
use super::{spelling, style};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::plan::{Ident, Rename, TypeName};
use crate::source::Origin;

/// Names that must differ: the types of a crate, the fields of a struct, the methods of a service.
///
/// A name depends on its wire name alone unless two become one. Then the one that is spelt so on the wire keeps it, and
/// the others get a suffix from their own wire names, so that neither order nor number matters.
#[derive(Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
    /// Where to look for a free number, by what stands before it.
    numbers: BTreeMap<String, usize>,
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
        Self { taken: names.into_iter().map(str::to_owned).collect(), numbers: BTreeMap::new() }
    }

    /// Whether a name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Names for all of `wanted`, in their order, none of them taken. Collisions are reported (OA401) and added to
    /// `renames`.
    pub fn idents(
        &mut self,
        case: Case,
        wanted: &[Wanted<'_>],
        renames: &mut Vec<Rename>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Ident> {
        let plain = wanted.iter().map(|one| ident::plain(case, one.wire)).collect();
        self.assign(case, wanted, plain, renames, diagnostics).into_iter().map(ident::to_ident).collect()
    }

    /// As [`Scope::idents`], for types.
    pub fn type_names(
        &mut self,
        wanted: &[Wanted<'_>],
        renames: &mut Vec<Rename>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<TypeName> {
        let plain = wanted.iter().map(|one| ident::plain(Case::Upper, one.wire)).collect();
        self.assign(Case::Upper, wanted, plain, renames, diagnostics).into_iter().map(ident::to_type_name).collect()
    }

    /// As [`Scope::type_names`], for names that [`nested`](super::nested) has made: they are taken as they are.
    pub fn made_names(
        &mut self,
        wanted: &[Wanted<'_>],
        renames: &mut Vec<Rename>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<TypeName> {
        let plain = wanted.iter().map(|one| ident::shortened(Case::Upper, one.wire)).collect();
        self.assign(Case::Upper, wanted, plain, renames, diagnostics).into_iter().map(ident::to_type_name).collect()
    }

    fn assign(
        &mut self,
        case: Case,
        wanted: &[Wanted<'_>],
        plain: Vec<String>,
        renames: &mut Vec<Rename>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<String> {
        let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, name) in plain.iter().enumerate() {
            members.entry(name).or_default().push(i);
        }
        let groups = members.into_iter().map(|(name, members)| (name, Group::of(case, name, members, wanted)));
        let groups: BTreeMap<&str, Group> = groups.collect();
        let keeps = |(i, name): (usize, &String)| {
            let keeper = groups.get(name.as_str()).and_then(|group| group.keeper);
            (!self.taken.contains(name) && keeper == Some(i)).then(|| name.clone())
        };
        let mut chosen: Vec<Option<String>> = plain.iter().enumerate().map(keeps).collect();
        self.taken.extend(chosen.iter().flatten().cloned());
        for (i, (one, name)) in wanted.iter().zip(&plain).enumerate() {
            report_code_points(*one, name, diagnostics);
            let Some(place) = chosen.get_mut(i).filter(|place| place.is_none()) else { continue };
            let Some(group) = groups.get(name.as_str()) else { continue };
            let own = own_name(case, *one, name).filter(|own| group.own.get(own) == Some(&1));
            let new = self.other_name(case, *one, name, own);
            self.taken.insert(new.clone());
            let rival = group.members.iter().find(|&&other| other != i).and_then(|&other| wanted.get(other));
            report_collision(*one, rival.copied(), name, &new, diagnostics);
            renames.push(Rename { origin: one.origin.clone(), wanted: name.clone(), chosen: new.clone() });
            *place = Some(new);
        }
        chosen.into_iter().flatten().collect()
    }

    fn other_name(&mut self, case: Case, one: Wanted<'_>, plain: &str, own: Option<String>) -> String {
        let free = |name: &String| !self.taken.contains(name);
        let other = own
            .filter(free)
            .or_else(|| Some(ident::spelt_out(case, one.wire)).filter(|name| name != plain && free(name)))
            .or_else(|| Some(ident::marked(case, plain, one.wire)).filter(free))
            .or_else(|| Some(ident::marked(case, plain, one.origin.pointer.as_str())).filter(free));
        other.unwrap_or_else(|| self.numbered(case, plain))
    }

    fn numbered(&mut self, case: Case, plain: &str) -> String {
        let stem = match case {
            Case::Upper => format!("{plain}N"),
            Case::Snake => format!("{plain}_n"),
        };
        let mut number = self.numbers.get(&stem).copied().unwrap_or(2);
        while self.taken.contains(&format!("{stem}{number}")) {
            number += 1;
        }
        let name = format!("{stem}{number}");
        // Names are never given back: what is below is taken for good.
        self.numbers.insert(stem, number);
        name
    }
}

/// Those whose wire names become one plain name. What is asked of each of them is found out once for all.
struct Group {
    members: Vec<usize>,
    /// The one that keeps the plain name where it is free.
    keeper: Option<usize>,
    /// How many members have each of the names that [`own_name`] gives.
    own: BTreeMap<String, usize>,
}

impl Group {
    fn of(case: Case, plain: &str, members: Vec<usize>, wanted: &[Wanted<'_>]) -> Self {
        let keeper = keeper(case, &members, wanted, plain);
        let mut own = BTreeMap::new();
        for one in members.iter().filter_map(|&i| wanted.get(i)) {
            if let Some(name) = own_name(case, *one, plain) {
                *own.entry(name).or_insert(0) += 1;
            }
        }
        Self { members, keeper, own }
    }
}

/// The plain name with a suffix that says how the wire name is spelt.
fn own_name(case: Case, one: Wanted<'_>, plain: &str) -> Option<String> {
    match case {
        Case::Upper if one.wire == plain => Some(format!("{plain}Inline")),
        Case::Snake if one.wire == plain => Some(format!("{plain}_")),
        _ => style::suffixed(case, one.wire, plain),
    }
}

/// Which of a group keeps the plain name: the only one; the first that is spelt so on the wire; the only one that loses no
/// symbol on its way (`created` beside `-created`).
fn keeper(case: Case, group: &[usize], wanted: &[Wanted<'_>], plain: &str) -> Option<usize> {
    if let [only] = group {
        return Some(*only);
    }
    let wire = |i: usize| wanted.get(i).map_or("", |one| one.wire);
    let exact = group.iter().copied().find(|&i| wire(i) == plain);
    exact.or_else(|| {
        let mut whole = group.iter().copied().filter(|&i| ident::spelt_out(case, wire(i)) == plain);
        whole.next().filter(|_| whole.next().is_none())
    })
}

fn report_collision(one: Wanted<'_>, rival: Option<Wanted<'_>>, plain: &str, new: &str, diagnostics: &mut Diagnostics) {
    let message = match rival {
        Some(rival) if rival.wire != one.wire => {
            format!("`{}` and `{}` both become `{plain}` in Rust; this one is called `{new}`", one.wire, rival.wire)
        }
        _ => format!("`{plain}` is taken; this one is called `{new}`"),
    };
    let mut finding = Diagnostic::new(&codes::OA401, message, Label::key(one.origin, format!("is called `{new}`")));
    if let Some(rival) = rival {
        finding = finding.and(Label::key(rival.origin, "the other one"));
    }
    diagnostics.push(finding);
}

fn report_code_points(one: Wanted<'_>, plain: &str, diagnostics: &mut Diagnostics) {
    if spelling::needs_code_points(one.wire) {
        let message = format!("`{}` has no plain spelling in Rust; it is called `{plain}`", one.wire);
        diagnostics.push(Diagnostic::new(
            &codes::OA402,
            message,
            Label::key(one.origin, format!("is called `{plain}`")),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn origin() -> Origin {
        Origin::root(SourceMap::default().add("a.yaml", String::new()))
    }

    fn names(case: Case, wires: &[&str]) -> (Vec<String>, usize) {
        let at = origin();
        let origins: Vec<Origin> = wires.iter().map(|wire| at.child(wire)).collect();
        let wanted: Vec<Wanted<'_>> =
            wires.iter().zip(&origins).map(|(wire, origin)| Wanted { wire, origin }).collect();
        let mut diagnostics = Diagnostics::default();
        let mut renames = Vec::new();
        let names = Scope::default().idents(case, &wanted, &mut renames, &mut diagnostics);
        assert_eq!(renames.len(), diagnostics.iter().filter(|one| one.code.id == "OA401").count());
        (names.iter().map(|name| name.as_str().to_owned()).collect(), renames.len())
    }

    #[test]
    fn without_a_collision_every_name_is_its_own() {
        assert_eq!(
            names(Case::Snake, &["actualValue", "actualvalue"]),
            (vec!["actual_value".into(), "actualvalue".into()], 0)
        );
    }

    #[test]
    fn the_one_in_target_case_keeps_its_name_whatever_the_order() {
        assert_eq!(
            names(Case::Snake, &["fooBar", "foo_bar", "FooBar", "foo-bar"]).0,
            ["foo_bar_camel", "foo_bar", "foo_bar_pascal", "foo_bar_kebab"]
        );
        assert_eq!(
            names(Case::Snake, &["foo-bar", "FooBar", "foo_bar", "fooBar"]).0,
            ["foo_bar_kebab", "foo_bar_pascal", "foo_bar", "foo_bar_camel"]
        );
        assert_eq!(names(Case::Upper, &["created", "-created"]).0, ["Created", "MinusCreated"]);
        assert_eq!(names(Case::Upper, &["10", "<10", ">10"]).0, ["N10", "Less10", "Greater10"]);
        assert_eq!(names(Case::Snake, &["type", "@type"]).0, ["r#type", "at_type"]);
    }

    #[test]
    fn a_taken_name_stays_taken() {
        let at = origin();
        let mut scope = Scope::with_taken(["PetOwner"]);
        let names =
            scope.type_names(&[Wanted { wire: "PetOwner", origin: &at }], &mut Vec::new(), &mut Diagnostics::default());
        assert_eq!(names.first().map(TypeName::as_str), Some("PetOwnerInline"));
    }

    #[test]
    fn names_that_nothing_tells_apart_get_a_mark() {
        let (names, renamed) = names(Case::Upper, &["fooBAR", "fooBar"]);
        assert_eq!(renamed, 2);
        assert_eq!(names, ["FooBarX2D7A", "FooBarXA03A"]);
    }

    /// With work for each pair of names, this takes minutes.
    #[test]
    fn thousands_of_names_that_meet_are_told_apart() {
        let wires: Vec<String> = (0..4000).map(|i| "-".repeat(i % 400) + "a" + &"-".repeat(i / 400)).collect();
        let wires: Vec<&str> = wires.iter().map(String::as_str).collect();
        for case in [Case::Upper, Case::Snake] {
            let (names, renamed) = names(case, &wires);
            assert_eq!(renamed, wires.len() - 1);
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), wires.len());
        }
    }

    #[test]
    fn numbers_go_on_where_they_ended() {
        let mut scope = Scope::with_taken(["pet_n3"]);
        let mut next = || {
            let name = scope.numbered(Case::Snake, "pet");
            scope.taken.insert(name.clone());
            name
        };
        assert_eq!([next(), next(), next()], ["pet_n2", "pet_n4", "pet_n5"]);
    }
}
