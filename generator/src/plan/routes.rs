//! How a server finds the operation of a request.
//!
//! axum wants one name per place of a path and at most one place per segment, and refuses `/a/{x}` beside `/a/{y}/b`. So
//! its routes have places named by position, each a whole segment; templates of one shape share a route, and the
//! server's own code tells them apart, the most specific first.

use super::names::{Case, Scope, Wanted};
use super::{BodyPlan, Ident, MethodPlan, PathPart, Rename};
use crate::diagnostics::Diagnostics;

/// The route of a method, and the names that its request struct has beside its arguments.
#[derive(Debug, Clone)]
pub struct RoutePlan {
    /// The route as axum takes it: `/pets/{segment2}`.
    pub path: String,
    /// The path with its parameters by number, which is their place among the arguments: `/files/{0}.{1}`.
    pub template: String,
    /// Orders the templates of one route: by segment 0 for text, 1000 for a lone place, between them for a place with
    /// text around it, the less the more text.
    pub rank: Vec<u16>,
    /// The field with the rest of the request: `head` unless an argument has this name.
    pub head: Ident,
    /// A variant per payload if the body has several; otherwise empty.
    pub payloads: Vec<Ident>,
}

const WHOLE: u16 = 1000;

/// Routes for all methods, in their order.
pub(super) fn plan(methods: &[MethodPlan], renames: &mut Vec<Rename>, diagnostics: &mut Diagnostics) -> Vec<RoutePlan> {
    methods.iter().map(|method| route(method, renames, diagnostics)).collect()
}

fn route(method: &MethodPlan, renames: &mut Vec<Rename>, diagnostics: &mut Diagnostics) -> RoutePlan {
    let segments = segments(&method.path);
    let mut path = String::new();
    for (index, segment) in segments.iter().enumerate() {
        path.push('/');
        match segment.as_slice() {
            [] => {}
            // axum 0.8 refuses these two at the head of a segment: they were its places before.
            [PathPart::Literal(text)] if !text.starts_with([':', '*']) => path.push_str(text),
            _ => path.push_str(&format!("{{segment{}}}", index + 1)),
        }
    }
    let arguments: Vec<&str> = method.arguments.iter().map(|argument| argument.ident.as_str()).collect();
    let taken = arguments.iter().copied().chain(["body"]);
    let head = if arguments.contains(&"head") { "request_head" } else { "head" };
    let mut heads = Scope::with_taken(taken).idents(
        Case::Snake,
        &[Wanted { wire: head, origin: &method.origin }],
        renames,
        diagnostics,
    );
    RoutePlan {
        path,
        rank: segments.iter().map(|segment| rank(segment)).collect(),
        template: template(&segments),
        head: heads.pop().unwrap_or_else(|| super::names::field_ident(head)),
        payloads: method.body.as_ref().map(|body| payloads(body, renames, diagnostics)).unwrap_or_default(),
    }
}

/// The pieces of a path between its slashes.
fn segments(path: &[PathPart]) -> Vec<Vec<PathPart>> {
    let mut segments = vec![Vec::new()];
    for part in path {
        match part {
            PathPart::Literal(text) => {
                for (at, piece) in text.split('/').enumerate() {
                    if at > 0 {
                        segments.push(Vec::new());
                    }
                    if let Some(last) = segments.last_mut().filter(|_| !piece.is_empty()) {
                        last.push(PathPart::Literal(piece.to_owned()));
                    }
                }
            }
            PathPart::Argument(_) => {
                if let Some(last) = segments.last_mut() {
                    last.push(part.clone());
                }
            }
        }
    }
    // What stands before the first slash, which is nothing in a path as it should be.
    if segments.first().is_some_and(Vec::is_empty) && segments.len() > 1 {
        segments.remove(0);
    }
    segments
}

fn template(segments: &[Vec<PathPart>]) -> String {
    let piece = |piece: &PathPart| match piece {
        PathPart::Literal(text) => text.clone(),
        PathPart::Argument(index) => format!("{{{index}}}"),
    };
    segments.iter().map(|segment| format!("/{}", segment.iter().map(piece).collect::<String>())).collect()
}

fn rank(segment: &[PathPart]) -> u16 {
    if !segment.iter().any(|piece| matches!(piece, PathPart::Argument(_))) {
        return 0;
    }
    let text = segment.iter().map(|piece| match piece {
        PathPart::Literal(text) => text.len(),
        PathPart::Argument(_) => 0,
    });
    WHOLE - u16::try_from(text.sum::<usize>()).unwrap_or(u16::MAX).min(WHOLE - 1)
}

/// Names for the payloads of a body, if there are several.
fn payloads(body: &BodyPlan, renames: &mut Vec<Rename>, diagnostics: &mut Diagnostics) -> Vec<Ident> {
    if body.payloads.len() < 2 {
        return Vec::new();
    }
    let words: Vec<String> = body.payloads.iter().map(|payload| payload.essence.replace('*', "any")).collect();
    let wanted: Vec<Wanted<'_>> = words.iter().map(|wire| Wanted { wire, origin: &body.origin }).collect();
    Scope::default().idents(Case::Upper, &wanted, renames, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::{PathPart, rank, segments, template};

    fn literal(text: &str) -> PathPart {
        PathPart::Literal(text.to_owned())
    }

    #[test]
    fn paths_fall_into_segments() {
        for (path, expected) in [
            (vec![literal("/")], "/"),
            (vec![], "/"),
            (vec![literal("/pets/"), PathPart::Argument(0)], "/pets/{0}"),
            (vec![literal("pets")], "/pets"),
            (
                vec![literal("/a/"), PathPart::Argument(0), literal("."), PathPart::Argument(1), literal("/b/")],
                "/a/{0}.{1}/b/",
            ),
            (vec![PathPart::Argument(0), literal(":run")], "/{0}:run"),
        ] {
            assert_eq!(template(&segments(&path)), expected, "{path:?}");
        }
        assert_eq!(segments(&[literal("/")]), [vec![]]);
    }

    #[test]
    fn text_makes_a_segment_specific() {
        let place = PathPart::Argument(0);
        assert_eq!(rank(&[literal("me")]), 0);
        assert_eq!(rank(&[place.clone(), literal(":run")]), 996);
        assert_eq!(rank(&[place.clone(), literal("x".repeat(5000).as_str())]), 1);
        assert_eq!(rank(&[place]), 1000);
    }
}
