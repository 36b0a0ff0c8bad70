//! From pointers to lines: one walk over a text finds all places that are asked for.

use std::collections::BTreeMap;

use super::outline::{Outline, Spot, Wanted};
use super::{At, LineCol, Origin, SourceId, SourceMap};

/// A stretch of a text, on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// Its first character.
    pub start: LineCol,
    /// The character after its last.
    pub end: LineCol,
}

/// Finds all places of a run, each file read once. A place that the text does not have is answered by the key
/// of its nearest ancestor; `None` only where a text has nothing at all.
pub fn locate(sources: &SourceMap, places: &[(Origin, At)]) -> Vec<Option<Region>> {
    find(sources, places).into_iter().map(|regions| regions.into_iter().next()).collect()
}

/// The keys at each place, in order of the text: more than one where a key is repeated.
pub fn locate_repeats(sources: &SourceMap, places: &[Origin]) -> Vec<Vec<Region>> {
    let places: Vec<(Origin, At)> = places.iter().map(|origin| (origin.clone(), At::Key)).collect();
    find(sources, &places)
}

fn find(sources: &SourceMap, places: &[(Origin, At)]) -> Vec<Vec<Region>> {
    let mut by_source: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
    for (index, (origin, _)) in places.iter().enumerate() {
        by_source.entry(origin.source).or_default().push(index);
    }
    let mut found = vec![Vec::new(); places.len()];
    for (source, indices) in by_source {
        let mut wanted = Wanted::default();
        let asked: Vec<(usize, usize, At)> = indices
            .iter()
            .filter_map(|index| places.get(*index).map(|(origin, at)| (*index, wanted.add(&origin.pointer), *at)))
            .collect();
        let text = sources.text(source);
        let outline = Outline::read(text, &wanted);
        let found_at = outline.resolve(&wanted);
        let mut spans = Vec::new();
        for (index, node, at) in asked {
            let Some(place) = found_at.get(node) else { continue };
            spans.extend(place.spans(at).into_iter().map(|span| (index, span)));
        }
        for (index, region) in regions(text, outline.unit, spans) {
            if let (Some(list), Some(region)) = (found.get_mut(index), region) {
                list.push(region);
            }
        }
    }
    found
}

/// What the offsets of a [`Span`] count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Bytes,
    Chars,
}

/// A stretch of a text in offsets from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// Where a wanted node was found.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// More than one where its key is repeated; empty if the text does not have it.
    pub(super) spots: Vec<Spot>,
    /// The key of the nearest ancestor that the text has.
    pub(super) fallback: Span,
}

impl Place {
    fn spans(&self, at: At) -> Vec<Span> {
        let spans: Vec<Span> = self.spots.iter().filter_map(|spot| spot.span(at)).collect();
        if spans.is_empty() { vec![self.fallback] } else { spans }
    }
}

/// Offsets to lines and columns, the text walked once. A stretch over several lines is cut at the end of its first.
fn regions<T: Copy>(text: &str, unit: Unit, mut spans: Vec<(T, Span)>) -> Vec<(T, Option<Region>)> {
    spans.sort_by_key(|(_, span)| *span);
    let mut result = Vec::with_capacity(spans.len());
    let mut at = LineCol { line: 1, column: 1 };
    let mut offset = 0;
    let mut rest = text;
    let width = |c: char| if unit == Unit::Bytes { c.len_utf8() } else { 1 };
    for (tag, span) in spans {
        let wanted = span.start.saturating_sub(offset);
        let end = match unit {
            Unit::Bytes => (wanted..rest.len()).find(|end| rest.is_char_boundary(*end)),
            Unit::Chars => rest.char_indices().nth(wanted).map(|(end, _)| end),
        };
        let (passed, ahead) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
        offset += if unit == Unit::Bytes { passed.len() } else { passed.chars().count() };
        at = match passed.rsplit_once('\n') {
            Some((before, last)) => {
                let lines = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
                LineCol { line: at.line + lines, column: 1 + last.chars().count() }
            }
            None => LineCol { line: at.line, column: at.column + passed.chars().count() },
        };
        rest = ahead;
        result.push((tag, (!rest.is_empty()).then(|| Region { start: at, end: end_of(rest, at, span, width) })));
    }
    result
}

fn end_of(rest: &str, start: LineCol, span: Span, width: impl Fn(char) -> usize) -> LineCol {
    let mut offset = span.start;
    let mut length = 0;
    for (index, c) in rest.chars().enumerate() {
        if offset >= span.end || c == '\n' || c == '\r' {
            break;
        }
        offset += width(c);
        if !c.is_whitespace() {
            length = index + 1;
        }
    }
    LineCol { line: start.line, column: start.column + length.max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::JsonPointer;

    /// The text of each place, with `line:column` before it.
    fn places(text: &str, asked: &[(&str, At)]) -> Vec<String> {
        let mut sources = SourceMap::default();
        let source = sources.add("a.yaml", text.to_owned());
        let places: Vec<(Origin, At)> = asked
            .iter()
            .map(|(pointer, at)| {
                let pointer = JsonPointer::parse(pointer).expect("the tests write pointers");
                (Origin { source, pointer }, *at)
            })
            .collect();
        locate(&sources, &places).into_iter().map(|region| show(text, region)).collect()
    }

    fn show(text: &str, region: Option<Region>) -> String {
        let Some(Region { start, end }) = region else { return "nowhere".to_owned() };
        assert_eq!(start.line, end.line);
        let line = text.lines().nth(start.line - 1).unwrap_or_default();
        let part: String = line.chars().skip(start.column - 1).take(end.column - start.column).collect();
        format!("{}:{} {part}", start.line, start.column)
    }

    #[test]
    fn yaml_keys_and_values() {
        let text = "# é\r\nopenapi: 3.0.0\r\npaths:\n  '/a b/{é}':\n    get: {tags: [x, \"y z\"]}\n    note: |\n      \
                    two\n      lines\nlist:\n- 1\n- k: plain\n    more\n  e:\n";
        let asked = [
            ("/openapi", At::Key, "2:1 openapi"),
            ("/openapi", At::Value, "2:10 3.0.0"),
            ("/paths", At::Value, "4:3 '/a b/{é}'"),
            ("/paths/~1a b~1{é}", At::Key, "4:3 '/a b/{é}'"),
            ("/paths/~1a b~1{é}/get", At::Value, "5:10 {"),
            ("/paths/~1a b~1{é}/get/tags/1", At::Key, "5:21 \"y z\""),
            ("/paths/~1a b~1{é}/note", At::Value, "7:7 two"),
            ("/list", At::Value, "10:3 1"),
            ("/list/1", At::Key, "11:3 k"),
            ("/list/1/k", At::Value, "11:6 plain"),
            ("/list/1/e", At::Value, "13:3 e"),
            ("", At::Key, "2:1 openapi"),
            ("", At::Value, "2:1 openapi"),
        ];
        let found = places(text, &asked.map(|(pointer, at, _)| (pointer, at)));
        assert_eq!(found, asked.map(|(_, _, expected)| expected));
    }

    #[test]
    fn json_keys_are_compared_unescaped() {
        let text = "{\"a\\/b\": {\"\\ud83d\\ude00\": [1,\n {\"x\": null}]}}";
        let asked = [
            ("/a~1b", At::Key, "1:2 \"a\\/b\""),
            ("/a~1b", At::Value, "1:10 {"),
            ("/a~1b/😀", At::Key, "1:11 \"\\ud83d\\ude00\""),
            ("/a~1b/😀/0", At::Key, "1:28 1"),
            ("/a~1b/😀/1/x", At::Value, "2:8 null"),
        ];
        let found = places(text, &asked.map(|(pointer, at, _)| (pointer, at)));
        assert_eq!(found, asked.map(|(_, _, expected)| expected));
    }

    #[test]
    fn a_missing_place_is_answered_by_its_nearest_ancestor() {
        let text = "paths:\n  /a:\n    get: {}\n";
        let asked = [("/paths/~1a/get/responses/200", At::Value), ("/paths/~1a/put", At::Key), ("/info", At::Key)];
        assert_eq!(places(text, &asked), ["3:5 get", "2:3 /a", "1:1 paths"]);
        assert_eq!(places("", &[("/a", At::Key)]), ["nowhere"]);
    }

    #[test]
    fn aliases_stand_where_they_are_written_and_lead_on() {
        let text =
            "base: &b\n  x: 1\n  y: {z: 2}\nuse: *b\nmerged:\n  <<: [*b, {w: 3}]\n  x: 4\nself: &s\n  again: *s\n";
        let asked = [
            ("/use", At::Value, "4:6 *b"),
            ("/use/y/z", At::Value, "3:10 2"),
            ("/merged/x", At::Value, "7:6 4"),
            ("/merged/y", At::Key, "3:3 y"),
            ("/merged/w", At::Key, "6:13 w"),
            ("/self/again/again", At::Key, "9:3 again"),
        ];
        let found = places(text, &asked.map(|(pointer, at, _)| (pointer, at)));
        assert_eq!(found, asked.map(|(_, _, expected)| expected));
    }

    #[test]
    fn repeated_keys_are_all_found() {
        for text in ["a: {k: 1, l: 2, k: 3}\n", "{\"a\":{\"k\":1,\"k\":3}}"] {
            let mut sources = SourceMap::default();
            let source = sources.add("a", text.to_owned());
            let found = locate_repeats(&sources, &[Origin::root(source).child("a").child("k")]);
            assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2], "{text}");
        }
    }

    #[test]
    fn lines_too_far_to_the_left_hide_nothing() {
        let text = "a:\n  b: {\n    c: 1\n  }\n  d: \"more\n  of it\"\n  e: [\n    1,\n    2\n  ]\nf: 3\n";
        let asked = [("/a/d", At::Key), ("/a/e/1", At::Value), ("/f", At::Value)];
        assert_eq!(places(text, &asked), ["5:3 d", "9:5 2", "11:4 3"]);
    }

    #[test]
    fn a_fault_in_the_text_leaves_what_came_before() {
        let text = "a: 1\nb:\n  c: 2\n   d: 3\n";
        assert_eq!(places(text, &[("/a", At::Value), ("/b/c", At::Key)]), ["1:4 1", "3:3 c"]);
    }
}
