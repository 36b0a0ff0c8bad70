//! Finding the operation of a request among templates that axum routes as one.

use super::captures::Spans;

/// A piece of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text, percent-encoded where it must be.
    Text(&'static str),
    /// The value of a parameter.
    Value(usize),
}

/// A template in segments. It was made by a generator, so braces hold numbers and nothing else.
#[derive(Debug)]
pub(super) struct Template {
    segments: Vec<Vec<Piece>>,
}

impl Template {
    /// Reads `/files/{0}.{1}`.
    pub(super) fn new(text: &'static str) -> Self {
        let segments = text.strip_prefix('/').unwrap_or(text).split('/');
        Self { segments: segments.map(pieces).collect() }
    }

    /// Where the values of a path stand; `None` if the path is not of this template.
    pub(super) fn spans(&self, path: &str) -> Option<Spans> {
        let mut found = Spans::default();
        let mut rest = Some(path.strip_prefix('/').unwrap_or(path));
        for template in &self.segments {
            let text = first(&mut rest)?;
            match template.as_slice() {
                [Piece::Text(literal)] if *literal == text => {}
                [Piece::Text(_)] => return None,
                [Piece::Value(index)] if !text.is_empty() => found.keep(path, *index, text)?,
                pieces => {
                    for (index, raw) in segment(pieces, text)? {
                        found.keep(path, index, raw)?;
                    }
                }
            }
        }
        rest.is_none().then_some(found)
    }
}

/// Takes the first segment of what is left of a path.
fn first<'p>(rest: &mut Option<&'p str>) -> Option<&'p str> {
    let text = (*rest)?;
    // Not `split_once`: what that does before it begins to look takes longer than most segments.
    let end = text.bytes().position(|byte| byte == b'/');
    *rest = end.and_then(|end| text.get(end + 1..));
    text.get(..end.unwrap_or(text.len()))
}

fn pieces(mut text: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while let Some((before, (number, after))) =
        text.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.extend(number.parse().ok().map(Piece::Value));
        text = after;
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

/// The values in a segment. A text between two values is looked for from the right: in `{name}.{format}` the last dot
/// separates. A value has at least one character.
pub(super) fn segment<'t>(template: &[Piece], text: &'t str) -> Option<Vec<(usize, &'t str)>> {
    let (mut rest, mut values, mut open) = (text, Vec::new(), None);
    for (left, piece) in template.iter().enumerate().rev() {
        match (piece, open) {
            (Piece::Text(literal), None) => rest = rest.strip_suffix(literal)?,
            (Piece::Text(literal), Some(index)) => {
                let at = if left == 0 { rest.starts_with(literal).then_some(0)? } else { last(rest, literal)? };
                let (before, after) = rest.split_at(at);
                values.push((index, after.strip_prefix(literal).filter(|value| !value.is_empty())?));
                (rest, open) = (before, None);
            }
            (Piece::Value(index), None) => open = Some(*index),
            (Piece::Value(index), Some(right)) => {
                // Nothing separates the two: the right one has the last character.
                let (at, _) = rest.char_indices().next_back()?;
                let (before, after) = rest.split_at(at);
                values.push((right, after));
                (rest, open) = (before, Some(*index));
            }
        }
    }
    match open {
        Some(index) if !rest.is_empty() => values.push((index, rest)),
        None if rest.is_empty() => {}
        _ => return None,
    }
    Some(values)
}

/// Where `literal` stands last with at least one character after it.
fn last(text: &str, literal: &str) -> Option<usize> {
    let (end, _) = text.char_indices().next_back()?;
    text.get(..end)?.rfind(literal)
}
