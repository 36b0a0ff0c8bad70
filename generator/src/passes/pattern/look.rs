//! Look-around that is a condition on the whole text. `^(?=A)(?!B)C` says of a text what `^A`, not `^B` and `^C` say
//! together, and `C(?<!B)$` what `C$` and not `B$` say: places that only the ends of a text have need no memory.

use super::{Node, Place, Way};

/// A pattern without look-around.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Whether a text must have it, or must not.
    pub(crate) must: bool,
    pub(crate) node: Node,
}

pub(super) fn parts(whole: &Node) -> Result<Vec<Part>, String> {
    let mut whole = plain(whole);
    let mut parts = Vec::new();
    if let Node::Sequence(nodes) = &mut whole {
        take_ahead(nodes, &mut parts);
        take_behind(nodes, &mut parts);
    }
    parts.insert(0, Part { must: true, node: whole });
    if parts.iter().any(|part| looks(&part.node)) {
        return Err("look-around is understood only as a condition on the whole text".to_owned());
    }
    // `^` alone is in every text.
    let says = |part: &Part| !part.must || !is_anywhere(&part.node);
    if parts.iter().any(says) {
        parts.retain(says);
    }
    Ok(parts)
}

/// Takes away look-ahead that stands at the start of the text.
fn take_ahead(nodes: &mut Vec<Node>, parts: &mut Vec<Part>) {
    let starts = nodes.iter().take_while(|node| **node == Node::Place(Place::Start)).count();
    if starts == 0 {
        return;
    }
    while let Some(Node::Look { way: Way::Ahead, must, inner }) = nodes.get(starts).cloned() {
        nodes.remove(starts);
        parts.push(Part { must, node: Node::Sequence(vec![Node::Place(Place::Start), grouped(*inner)]) });
        // `^(?!A)^C` says no more than `^(?!A)C`.
        while nodes.get(starts) == Some(&Node::Place(Place::Start)) {
            nodes.remove(starts);
        }
    }
}

/// Takes away look-behind that stands at the end of the text.
fn take_behind(nodes: &mut Vec<Node>, parts: &mut Vec<Part>) {
    if nodes.last() != Some(&Node::Place(Place::End)) {
        return;
    }
    while let Some(before) = nodes.len().checked_sub(2) {
        let Some(Node::Look { way: Way::Behind, must, inner }) = nodes.get(before).cloned() else { break };
        nodes.remove(before);
        parts.push(Part { must, node: Node::Sequence(vec![grouped(*inner), Node::Place(Place::End)]) });
    }
}

/// Alternatives keep to themselves beside others.
fn grouped(node: Node) -> Node {
    match node {
        Node::Alternatives(_) => Node::Group { opening: "(?:".to_owned(), inner: Box::new(node) },
        node => node,
    }
}

/// The same with places for what only looks at places: `(?![\s\S])` is `$`.
fn plain(node: &Node) -> Node {
    let all = |nodes: &[Node]| nodes.iter().map(plain).collect();
    let boxed = |inner: &Node| Box::new(plain(inner));
    match node {
        Node::Set(_) | Node::Place(_) => node.clone(),
        Node::Sequence(nodes) => flat(all(nodes)),
        Node::Alternatives(nodes) => Node::Alternatives(all(nodes)),
        Node::Group { opening, inner } => Node::Group { opening: opening.clone(), inner: boxed(inner) },
        Node::Repeat { inner, min, max, quantifier } => {
            Node::Repeat { inner: boxed(inner), min: *min, max: *max, quantifier: quantifier.clone() }
        }
        Node::Look { way, must, inner } => match (way, must, plain(inner)) {
            (Way::Ahead, false, Node::Set(set)) if set.is_everything() => Node::Place(Place::End),
            (Way::Behind, false, Node::Set(set)) if set.is_everything() => Node::Place(Place::Start),
            (_, true, Node::Place(place)) => Node::Place(place),
            (way, must, inner) => Node::Look { way: *way, must: *must, inner: Box::new(inner) },
        },
    }
}

/// A sequence in which a group that has look-around at its edge, and no alternatives, is none.
fn flat(nodes: Vec<Node>) -> Node {
    let mut open = Vec::new();
    for node in nodes {
        match node {
            Node::Group { opening, inner } => match *inner {
                Node::Sequence(inner) if inner.iter().any(|node| matches!(node, Node::Look { .. })) => {
                    open.extend(inner);
                }
                inner @ Node::Look { .. } => open.push(inner),
                inner => open.push(Node::Group { opening, inner: Box::new(inner) }),
            },
            node => open.push(node),
        }
    }
    Node::Sequence(open)
}

fn looks(node: &Node) -> bool {
    match node {
        Node::Set(_) | Node::Place(_) => false,
        Node::Sequence(nodes) | Node::Alternatives(nodes) => nodes.iter().any(looks),
        Node::Group { inner, .. } | Node::Repeat { inner, .. } => looks(inner),
        Node::Look { .. } => true,
    }
}

/// Whether every text has it: a start, and nothing after it.
fn is_anywhere(node: &Node) -> bool {
    match node {
        Node::Sequence(nodes) => nodes.iter().all(|node| *node == Node::Place(Place::Start)),
        _ => false,
    }
}
