//! How deeply YAML is nested, before the parser that builds the tree is let at it: what it does for each bracket takes as
//! long as brackets are open.

use granit_parser::{Event, Marker, Parser};

use crate::source::LineCol;

/// The levels that the parser builds.
const LEVELS: usize = 128;

/// From so many brackets on that may be open at once, a look at the events is worth its time.
const SUSPICIOUS: usize = 1_000;

/// From so many on, a text that cannot be looked at is not let through.
const HOPELESS: usize = 10 * SUSPICIOUS;

/// Where a text is nested more deeply than its parser builds. Looks only where there are many brackets.
pub(super) fn too_deep(text: &str) -> Option<LineCol> {
    let most = most_open(text);
    if most < SUSPICIOUS {
        return None;
    }
    let mut open = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(found) => found,
            // It reads ahead, and stops at 256 open brackets. A fault of the grammar is for the other parser to tell.
            Err(fault) => {
                let deep = fault.info().contains("recursion") || most >= HOPELESS;
                return deep.then(|| place(fault.marker()));
            }
        };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => open += 1,
            Event::SequenceEnd | Event::MappingEnd => open = open.saturating_sub(1),
            _ => {}
        }
        if open > LEVELS {
            return Some(place(&span.start));
        }
    }
    None
}

fn place(marker: &Marker) -> LineCol {
    LineCol { line: marker.line().max(1), column: marker.col() + 1 }
}

/// No fewer than the brackets that are open at once. A bracket counts as closed only where nothing since it was opened
/// can be a quote or a comment, in which the closing one would stand for itself.
fn most_open(text: &str) -> usize {
    let (mut open, mut doubtful, mut most) = (0_usize, 0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => {
                open += 1;
                most = most.max(open);
            }
            b']' | b'}' if open > doubtful => open -= 1,
            b'"' | b'\'' | b'#' => doubtful = open,
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_never_counted_as_fewer() {
        for (text, most) in [
            ("a: 1", 0),
            ("a: [b, {c: d}]", 2),
            ("a: [b]\nc: [d]", 1),
            // A closing bracket in quotes closes nothing; one behind a quote may not.
            ("[ \"]\", [ \"]\", [", 3),
            ("a: ['b']\nc: ['d']", 2),
            ("[ # ]\n[ # ]\n[", 3),
        ] {
            assert_eq!(most_open(text), most, "{text}");
        }
    }

    #[test]
    fn only_what_is_nested_is_deep() {
        let deep = format!("a: {}", "[".repeat(100_000));
        assert!(too_deep(&deep).is_some_and(|at| at.line == 1 && at.column < 300));
        let hidden = format!("a: {}", "[\"]\",".repeat(100_000));
        assert!(too_deep(&hidden).is_some());
        let odd = format!("%TAG ! a b c\n---\na: {}", "[".repeat(100_000));
        assert!(too_deep(&odd).is_some());
        let text = format!("a: |\n  {}\n", "[".repeat(100_000));
        assert_eq!(too_deep(&text), None);
        let wide = format!("a: [{}]\n", "['b'],".repeat(10_000));
        assert_eq!(too_deep(&wide), None);
    }
}
