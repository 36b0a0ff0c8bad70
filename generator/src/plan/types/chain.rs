//! How deeply types stand in each other, which decides whether the compiler needs to be told to look further than it does
//! by itself when it asks if they may go from thread to thread.

use crate::api::{Idx, IndexVec};
use crate::passes::graph::parts;
use crate::plan::{Presence, RustType, TypeDef, TypeId};

/// Levels that the compiler looks through by itself are 128; what stands around the types, and what drops them, takes some.
const MOST_LEVELS: usize = 40;

/// The least limit that is more than the compiler's own.
const LEAST_LIMIT: usize = 256;

/// The limit on recursion that a crate needs which has these types, or takes and gives them across threads; none if the
/// compiler's own is enough.
pub fn recursion_limit(types: &IndexVec<TypeId, TypeDef>) -> Option<usize> {
    let levels = longest(types.len(), &edges(types));
    (levels > MOST_LEVELS).then(|| (2 * levels).next_power_of_two().max(LEAST_LIMIT))
}

/// Which type leads to which, and over how many levels.
fn edges(types: &IndexVec<TypeId, TypeDef>) -> Vec<(usize, usize, usize)> {
    let mut edges = Vec::new();
    for (id, def) in types.iter() {
        let mut lead = |ty: &RustType, around: usize| {
            edges.extend(levels(ty).map(|(to, levels)| (id.index(), to.index(), levels + around)));
        };
        match def {
            TypeDef::Struct(def) => {
                for field in &def.fields {
                    lead(&field.ty, usize::from(field.presence != Presence::Required));
                }
                def.extra.iter().for_each(|extra| lead(&RustType::Map(Box::new(extra.ty.clone())), 0));
            }
            TypeDef::Union(def) => def.arms.iter().for_each(|arm| lead(&arm.ty, 0)),
            // The compiler sees through an alias.
            TypeDef::Alias(def) => lead(&def.ty, 0),
            TypeDef::Nest(def) => lead(&def.ty, 0),
            TypeDef::Tuple(def) => {
                def.places.iter().for_each(|place| lead(&place.ty, 1));
                def.rest.iter().for_each(|rest| lead(&RustType::Vec(Box::new(rest.ty.clone())), 0));
            }
            TypeDef::Enum(_) | TypeDef::Newtype(_) => {}
        }
    }
    edges
}

/// The type that a type leads to, and the levels to it: those of the standard library's own types are its private parts.
fn levels(ty: &RustType) -> Option<(TypeId, usize)> {
    let (inner, own) = match ty {
        RustType::Def(id) => return Some((*id, 1)),
        RustType::Option(inner) => (inner, 1),
        RustType::Vec(inner) | RustType::Box(inner) => (inner, 3),
        RustType::Map(inner) => (inner, 6),
        RustType::Scalar(_) | RustType::Json | RustType::External(..) => return None,
    };
    levels(inner).map(|(to, levels)| (to, levels + own))
}

/// No fewer levels than the longest way has that comes to no type twice. Within a knot of types that lead to each other
/// it may be the way through all of them.
fn longest(nodes: usize, edges: &[(usize, usize, usize)]) -> usize {
    let (mut next, mut back) = (vec![Vec::new(); nodes], vec![Vec::new(); nodes]);
    for &(from, to, _) in edges {
        next.get_mut(from).into_iter().for_each(|list: &mut Vec<usize>| list.push(to));
        back.get_mut(to).into_iter().for_each(|list: &mut Vec<usize>| list.push(from));
    }
    let part = parts(nodes, &next, &back);
    let part_of = |node: usize| part.get(node).copied().unwrap_or(node);
    // Within its part, the longest step from each type.
    let mut step = vec![0; nodes];
    for &(from, _, levels) in edges.iter().filter(|(from, to, _)| part_of(*from) == part_of(*to)) {
        step.get_mut(from).into_iter().for_each(|step| *step = levels.max(*step));
    }
    let mut through = vec![0; nodes];
    for (node, levels) in step.into_iter().enumerate() {
        through.get_mut(part_of(node)).into_iter().for_each(|sum| *sum += levels);
    }
    let between = edges.iter().map(|&(from, to, levels)| (part_of(from), part_of(to), levels));
    along(&through, &between.filter(|(from, to, _)| from != to).collect::<Vec<_>>())
}

/// The longest way where no way leads in a circle: each node is gone on from once all that lead to it are done with.
fn along(own: &[usize], edges: &[(usize, usize, usize)]) -> usize {
    let at = |list: &[usize], place: usize| list.get(place).copied().unwrap_or_default();
    let (mut next, mut waits) = (vec![Vec::new(); own.len()], vec![0_usize; own.len()]);
    for &(from, to, levels) in edges {
        next.get_mut(from).into_iter().for_each(|list: &mut Vec<(usize, usize)>| list.push((to, levels)));
        waits.get_mut(to).into_iter().for_each(|count| *count += 1);
    }
    let mut above = own.to_vec();
    let mut open: Vec<usize> = (0..own.len()).filter(|&node| at(&waits, node) == 0).collect();
    while let Some(node) = open.pop() {
        for &(to, levels) in next.get(node).into_iter().flatten() {
            let whole = at(&above, node) + levels + at(own, to);
            above.get_mut(to).into_iter().for_each(|known| *known = whole.max(*known));
            let Some(count) = waits.get_mut(to) else { continue };
            *count -= 1;
            if *count == 0 {
                open.push(to);
            }
        }
    }
    above.into_iter().max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::longest;

    #[test]
    fn the_longest_way_counts() {
        assert_eq!(longest(0, &[]), 0);
        assert_eq!(longest(3, &[(0, 1, 2), (1, 2, 3)]), 5);
        // Two ways to the same type.
        assert_eq!(longest(4, &[(0, 1, 1), (1, 3, 1), (0, 2, 1), (2, 3, 5)]), 6);
    }

    #[test]
    fn a_knot_counts_as_the_way_through_all_of_it() {
        assert_eq!(longest(1, &[(0, 0, 4)]), 4);
        assert_eq!(longest(3, &[(0, 1, 2), (1, 0, 3), (1, 2, 1)]), 6);
    }
}
