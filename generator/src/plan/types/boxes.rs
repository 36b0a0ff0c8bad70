//! Recursion: the fewest places where a type has to be boxed.

use std::collections::BTreeMap;

use super::Types;
use crate::api::{Idx, IndexVec};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::graph::parts;
use crate::plan::{Fallback, FallbackReason, RustType, TypeDef, TypeId};

/// Boxes what has to be boxed. `Vec` and maps break cycles by themselves.
pub(super) fn run(defs: &mut IndexVec<TypeId, TypeDef>) {
    let mut edges: Vec<(usize, usize)> = Vec::new();
    let mut places: Vec<(TypeId, usize)> = Vec::new();
    for (id, def) in defs.iter() {
        for (place, ty) in held(def).into_iter().enumerate() {
            if let Some(to) = by_value(ty) {
                edges.push((id.index(), to.index()));
                places.push((id, place));
            }
        }
    }
    // An alias has no place for a box: a cycle through it is cut at a field or an arm.
    let fixed: Vec<bool> = places.iter().map(|(id, _)| matches!(defs.get(*id), Some(TypeDef::Alias(_)))).collect();
    for cut in cuts(defs.len(), &edges, &fixed) {
        let Some(&(id, place)) = places.get(cut) else { continue };
        if let Some(ty) = held_mut(&mut defs[id], place) {
            let inner = std::mem::replace(ty, RustType::Json);
            *ty = RustType::Box(Box::new(inner));
        }
    }
}

/// The type that a type holds by value.
fn by_value(ty: &RustType) -> Option<TypeId> {
    match ty {
        RustType::Def(id) => Some(*id),
        RustType::Option(inner) => by_value(inner),
        _ => None,
    }
}

fn held(def: &TypeDef) -> Vec<&RustType> {
    match def {
        TypeDef::Struct(def) => def.fields.iter().map(|field| &field.ty).collect(),
        TypeDef::Union(def) => def.arms.iter().map(|arm| &arm.ty).collect(),
        TypeDef::Tuple(def) => def.places.iter().map(|place| &place.ty).collect(),
        TypeDef::Alias(def) => vec![&def.ty],
        TypeDef::Enum(_) | TypeDef::Newtype(_) | TypeDef::Nest(_) => Vec::new(),
    }
}

fn held_mut(def: &mut TypeDef, place: usize) -> Option<&mut RustType> {
    match def {
        TypeDef::Struct(def) => def.fields.get_mut(place).map(|field| &mut field.ty),
        TypeDef::Union(def) => def.arms.get_mut(place).map(|arm| &mut arm.ty),
        TypeDef::Tuple(def) => def.places.get_mut(place).map(|place| &mut place.ty),
        TypeDef::Alias(_) | TypeDef::Enum(_) | TypeDef::Newtype(_) | TypeDef::Nest(_) => None,
    }
}

/// Indices of edges without which a graph has no cycle, as few as can be found quickly: edges to themselves, then in
/// every knot the edge that undoes it alone if there is one, else the edge between its busiest nodes, and so on; none
/// that in the end could stay. In small graphs these are the fewest there can be (the tests try all sets).
fn cuts(nodes: usize, edges: &[(usize, usize)], fixed: &[bool]) -> Vec<usize> {
    let may = |edge: &usize| !fixed.get(*edge).copied().unwrap_or_default();
    let is_loop = |edge: &usize| edges.get(*edge).is_some_and(|(from, to)| from == to);
    let (mut cut, others): (Vec<usize>, Vec<usize>) = (0..edges.len()).partition(|edge| is_loop(edge) && may(edge));
    // What happens in one knot is of no interest to the others.
    let mut open = knots(edges, &others);
    while let Some(mut knot) = open.pop() {
        let Some(edge) = worst(edges, &knot, may) else { continue };
        cut.push(edge);
        knot.retain(|other| *other != edge);
        open.extend(knots(edges, &knot));
    }
    cut.sort_unstable();
    // A later cut may have made an earlier one superfluous.
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (i, &(from, to)) in edges.iter().enumerate().filter(|(i, _)| cut.binary_search(i).is_err()) {
        if !is_loop(&i) {
            next.get_mut(from).into_iter().for_each(|list| list.push(to));
        }
    }
    cut.retain(|edge| {
        let Some(&(from, to)) = edges.get(*edge) else { return false };
        let needed = leads(&next, to, from);
        if !needed {
            next.get_mut(from).into_iter().for_each(|list| list.push(to));
        }
        needed
    });
    cut
}

/// The edge of a knot that undoes it alone if there is one, else the one between its busiest nodes; of those that may be
/// cut.
fn worst(edges: &[(usize, usize)], knot: &[usize], may: impl Fn(&usize) -> bool) -> Option<usize> {
    let open: Vec<usize> = knot.iter().copied().filter(|edge| may(edge)).collect();
    let undoes = |edge: &&usize| {
        let without: Vec<usize> = knot.iter().copied().filter(|other| other != *edge).collect();
        knots(edges, &without).is_empty()
    };
    let best = if open.len() <= 64 { open.iter().find(undoes) } else { None };
    let (mut into, mut out) = (BTreeMap::new(), BTreeMap::new());
    for (from, to) in knot.iter().filter_map(|edge| edges.get(*edge)) {
        *out.entry(from).or_insert(0_usize) += 1;
        *into.entry(to).or_insert(0_usize) += 1;
    }
    let degree = |edge: &usize| {
        let Some((from, to)) = edges.get(*edge) else { return 0 };
        into.get(from).copied().unwrap_or_default() * out.get(to).copied().unwrap_or_default()
    };
    best.or_else(|| open.iter().rev().max_by_key(|edge| degree(edge))).copied()
}

/// Whether a way leads from one node to another.
fn leads(next: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; next.len()];
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        if let Some(seen) = seen.get_mut(node).filter(|seen| !**seen) {
            *seen = true;
            open.extend(next.get(node).into_iter().flatten().copied());
        }
    }
    false
}

/// The edges, of some, of each strongly connected part that has any.
fn knots(edges: &[(usize, usize)], some: &[usize]) -> Vec<Vec<usize>> {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut number = |node: usize| {
        let new = numbers.len();
        *numbers.entry(node).or_insert(new)
    };
    let ends = some.iter().filter_map(|&edge| edges.get(edge).map(|&(from, to)| (edge, from, to)));
    let ends: Vec<_> = ends.map(|(edge, from, to)| (edge, number(from), number(to))).collect();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
    for &(_, from, to) in &ends {
        next.get_mut(from).into_iter().for_each(|list| list.push(to));
        back.get_mut(to).into_iter().for_each(|list| list.push(from));
    }
    let part = parts(numbers.len(), &next, &back);
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (edge, from, to) in ends {
        if let (Some(a), Some(b)) = (part.get(from), part.get(to))
            && a == b
        {
            found.entry(*a).or_default().push(edge);
        }
    }
    found.into_values().collect()
}

/// An alias that leads back to itself is no type of Rust: it becomes any JSON. Lists and maps of themselves are none.
pub(super) fn break_alias_cycles(types: &mut Types<'_>, diagnostics: &mut Diagnostics) {
    let next = |(_, def): (TypeId, &TypeDef)| match def {
        TypeDef::Alias(alias) => inside(&alias.ty).map(Idx::index),
        _ => None,
    };
    let next: Vec<Option<usize>> = types.defs.iter().map(next).collect();
    for alias in circles(&next) {
        let id = TypeId::from_index(alias);
        let Some((_, TypeDef::Alias(def))) = types.defs.iter_mut().find(|(at, _)| *at == id) else { continue };
        def.ty = without_def(&def.ty);
        let reason = FallbackReason::CircularReference;
        types.fallbacks.push(Fallback { origin: def.origin.clone(), reason });
        diagnostics.push(Diagnostic::new(
            &codes::OA206,
            format!("{reason}: what is inside is any JSON"),
            Label::value(&def.origin, "leads back to itself"),
        ));
    }
}

/// One place of each circle, where each place leads to one other at most: the first that a walk comes back to.
fn circles(next: &[Option<usize>]) -> Vec<usize> {
    let mut found = Vec::new();
    // By place: the walk that came by first, counted from 1.
    let mut walks = vec![0; next.len()];
    for start in 0..next.len() {
        let mut at = Some(start);
        while let Some((place, walk)) = at.and_then(|place| Some((place, walks.get_mut(place)?))) {
            if *walk == start + 1 {
                found.push(place);
            }
            if *walk != 0 {
                break;
            }
            *walk = start + 1;
            at = next.get(place).copied().flatten();
        }
    }
    found
}

fn inside(ty: &RustType) -> Option<TypeId> {
    match ty {
        RustType::Def(id) => Some(*id),
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => inside(inner),
        RustType::Scalar(_) | RustType::Json | RustType::External(..) => None,
    }
}

fn without_def(ty: &RustType) -> RustType {
    match ty {
        RustType::Vec(inner) => RustType::Vec(Box::new(without_def(inner))),
        RustType::Map(inner) => RustType::Map(Box::new(without_def(inner))),
        RustType::Def(_) | RustType::Option(_) | RustType::Box(_) => RustType::Json,
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{circles, cuts};

    #[test]
    fn each_circle_is_opened_once() {
        assert_eq!(circles(&[Some(1), Some(2), None]), [0; 0]);
        assert_eq!(circles(&[Some(0)]), [0]);
        assert_eq!(circles(&[Some(1), Some(2), Some(1), Some(0)]), [1]);
        assert_eq!(circles(&[Some(1), Some(0), Some(3), Some(2)]), [0, 2]);
    }

    #[test]
    fn the_fewest_edges_are_cut() {
        let cut = |nodes, edges: &[(usize, usize)]| cuts(nodes, edges, &[]);
        assert_eq!(cut(2, &[(0, 1)]), [] as [usize; 0]);
        assert_eq!(cut(1, &[(0, 0)]), [0]);
        assert_eq!(cut(2, &[(0, 1), (1, 0)]).len(), 1);
        // Two cycles through one edge: that one.
        assert_eq!(cut(3, &[(0, 1), (1, 0), (1, 2), (2, 0)]), [0]);
        assert_eq!(cuts(2, &[(0, 1), (1, 0)], &[true, false]), [1]);
    }

    /// Whether what is left has no cycle.
    fn acyclic(nodes: usize, edges: &[(usize, usize)], cut: &[usize]) -> bool {
        let left = |node: usize, gone: &[bool]| {
            let into = |edge: &(usize, usize)| edge.1 == node && !gone.get(edge.0).copied().unwrap_or_default();
            edges.iter().enumerate().any(|(i, edge)| !cut.contains(&i) && into(edge))
        };
        let mut gone = vec![false; nodes];
        for _ in 0..nodes {
            let Some(free) = (0..nodes).find(|&node| !gone[node] && !left(node, &gone)) else { return false };
            gone[free] = true;
        }
        true
    }

    /// The fewest edges that have to go, found by trying all sets.
    fn fewest(nodes: usize, edges: &[(usize, usize)]) -> usize {
        let sets = 0..1_u32 << edges.len();
        let chosen = |set: u32| (0..edges.len()).filter(|edge| set >> edge & 1 == 1).collect::<Vec<_>>();
        sets.map(chosen).filter(|cut| acyclic(nodes, edges, cut)).map(|cut| cut.len()).min().expect("all edges")
    }

    #[test]
    fn no_fewer_edges_would_do_in_small_graphs() {
        let mut seed = 7_u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).expect("31 bits") % below
        };
        for _ in 0..400 {
            let nodes = 2 + next(5);
            let edges: Vec<(usize, usize)> = (0..3 + next(8)).map(|_| (next(nodes), next(nodes))).collect();
            let cut = cuts(nodes, &edges, &[]);
            assert!(acyclic(nodes, &edges, &cut), "{edges:?}: {cut:?}");
            assert_eq!(cut.len(), fewest(nodes, &edges), "{edges:?}: {cut:?}");
        }
    }

    #[test]
    fn no_cut_is_superfluous_in_a_large_graph() {
        // Rings that share nodes: far too many sets to try.
        let edges: Vec<(usize, usize)> =
            (0..120).map(|i| (i % 40, (i * 7 + 1) % 40)).chain((0..40).map(|i| (i, (i + 1) % 40))).collect();
        let cut = cuts(40, &edges, &[]);
        assert!(acyclic(40, &edges, &cut));
        for kept in &cut {
            let without: Vec<usize> = cut.iter().copied().filter(|edge| edge != kept).collect();
            assert!(!acyclic(40, &edges, &without), "{:?} need not be cut", edges[*kept]);
        }
    }

    #[test]
    fn a_knot_of_a_thousand_nodes_is_undone_soon() {
        let edges: Vec<(usize, usize)> = (0..1_000).flat_map(|i| [(i, (i + 1) % 1_000), (i, i / 2)]).collect();
        let start = std::time::Instant::now();
        let cut = cuts(1_000, &edges, &[]);
        assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
        assert!(acyclic(1_000, &edges, &cut));
    }
}
