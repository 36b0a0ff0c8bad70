//! One line of a text as a terminal can show it, with a stretch of it marked.

use std::collections::BTreeMap;

use crate::source::{LineCol, Region};

/// Lines of more characters than this are cut around the mark.
const LONGEST: usize = 140;
/// What is shown of a cut line, in characters.
const WINDOW: usize = 110;
/// What of it stands before the mark.
const BEFORE: usize = 40;

/// The lines of a text. It remembers the places it was asked for, so that a long line is not walked again for each.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Places in the text, line and column, and the bytes that they stand for.
    known: BTreeMap<(usize, usize), usize>,
}

/// A line with a mark under it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) line: String,
    /// Columns before the mark.
    pub(super) indent: usize,
    /// Columns of the mark, at least one.
    pub(super) width: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts, known: BTreeMap::new() }
    }

    /// The line before and from `at`.
    fn split(&mut self, at: LineCol) -> (&'t str, &'t str) {
        let at = LineCol { line: at.line.max(1), column: at.column.max(1) };
        let start = self.starts.get(at.line - 1).copied().unwrap_or(self.text.len());
        let end = self.starts.get(at.line).map_or(self.text.len(), |next| next.saturating_sub(1));
        let before = self.known.range((at.line, 1)..=(at.line, at.column)).next_back();
        let (column, from) = before.map_or((1, start), |(&(_, column), &byte)| (column, byte));
        let rest = self.text.get(from..end).unwrap_or_default();
        let skipped = rest.char_indices().nth(at.column.saturating_sub(column)).map_or(rest.len(), |(byte, _)| byte);
        let middle = from + skipped;
        self.known.insert((at.line, at.column), middle);
        let before = self.text.get(start..middle).unwrap_or_default();
        let after = self.text.get(middle..end).unwrap_or_default();
        (before, after.trim_end_matches('\r'))
    }

    /// The line of `region`, cut if it is long.
    pub(super) fn excerpt(&mut self, region: Region) -> Excerpt {
        let (before, after) = self.split(region.start);
        let length = region.end.column.saturating_sub(region.start.column).max(1);
        let long = before.len() + after.len() > LONGEST && before.chars().chain(after.chars()).nth(LONGEST).is_some();
        let (before_limit, after_limit) =
            if long { (BEFORE, WINDOW - before.chars().rev().take(BEFORE).count()) } else { (LONGEST, LONGEST) };
        let lead_start = before.char_indices().rev().take(before_limit).last().map_or(before.len(), |(byte, _)| byte);
        let (cut, lead) = before.split_at_checked(lead_start).unwrap_or_default();
        let mut line = if cut.is_empty() { String::new() } else { "…".to_owned() };
        let mut indent = line.chars().count();
        indent += lead.chars().map(|c| show(c, &mut line)).sum::<usize>();
        let mut width = 0;
        let mut rest = after.chars();
        for (index, c) in rest.by_ref().take(after_limit).enumerate() {
            let columns = show(c, &mut line);
            if index < length {
                width += columns;
            }
        }
        if rest.next().is_some() {
            line.push('…');
        }
        line.truncate(line.trim_end().len());
        Excerpt { line, indent, width: width.max(1) }
    }
}

/// Appends `c` as it can be shown without harm; its width in columns.
fn show(c: char, out: &mut String) -> usize {
    if c == '\t' {
        out.push_str("    ");
        return 4;
    }
    if is_hidden(c) {
        let escaped = c.escape_unicode();
        out.extend(escaped.clone());
        return escaped.count();
    }
    out.push(c);
    width(c)
}

/// The columns of a terminal that a character takes.
#[cfg(feature = "cli")]
fn width(c: char) -> usize {
    unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)
}

#[cfg(not(feature = "cli"))]
fn width(c: char) -> usize {
    rough_width(c)
}

/// The same for the scripts that are most often written in two columns, and for accents that are written on their own:
/// a build script goes without the table of all characters.
#[cfg(any(test, not(feature = "cli")))]
fn rough_width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' => 2,
        '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// Characters that would do something to a terminal, or to the order of what stands around them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text on one line, with hidden characters escaped.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => {
                show(c, &mut out);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, line: usize, columns: std::ops::Range<usize>) -> (String, String) {
        let region =
            Region { start: LineCol { line, column: columns.start }, end: LineCol { line, column: columns.end } };
        let excerpt = Lines::new(text).excerpt(region);
        (excerpt.line, format!("{}{}", " ".repeat(excerpt.indent), "^".repeat(excerpt.width)))
    }

    #[test]
    fn marks_stand_under_what_they_mark() {
        let text = "a: 1\r\n\tkey: 日本 x\r\nlast";
        assert_eq!(excerpt(text, 1, 4..5), ("a: 1".to_owned(), "   ^".to_owned()));
        assert_eq!(excerpt(text, 2, 2..5), ("    key: 日本 x".to_owned(), "    ^^^".to_owned()));
        assert_eq!(excerpt(text, 2, 7..9), ("    key: 日本 x".to_owned(), "         ^^^^".to_owned()));
        assert_eq!(excerpt(text, 3, 1..5), ("last".to_owned(), "^^^^".to_owned()));
    }

    #[test]
    fn what_most_people_write_has_the_same_width_without_the_table() {
        for c in "aZ0~éßñЖλא日本語한국어ひらカタ、。（）！🙂🚀\u{301}".chars() {
            assert_eq!(Some(rough_width(c)), unicode_width::UnicodeWidthChar::width(c), "{c}");
        }
    }

    #[test]
    fn hidden_characters_are_escaped() {
        let shown = excerpt("x: \u{1b}[31m\u{202e}y", 1, 10..11);
        assert_eq!(shown, ("x: \\u{1b}[31m\\u{202e}y".to_owned(), "                     ^".to_owned()));
        assert_eq!(one_line("a\nb\u{7}"), "a\\nb\\u{7}");
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let text = format!("enum: [{}]", "abcde, ".repeat(300));
        let (line, marks) = excerpt(&text, 1, 1002..1007);
        assert_eq!(line.chars().count(), WINDOW + 2);
        assert!(line.starts_with('…') && line.ends_with('…'));
        let marked: String = line.chars().zip(marks.chars()).filter(|(_, mark)| *mark == '^').map(|(c, _)| c).collect();
        assert_eq!(marked, "abcde");
        let (line, marks) = excerpt(&text, 1, 1..5);
        assert!(line.starts_with("enum: [abcde,") && line.ends_with('…'));
        assert_eq!(marks, "^^^^");
        let (line, marks) = excerpt(&text, 1, 1..3000);
        assert_eq!((line.chars().count(), marks.len()), (WINDOW + 1, WINDOW));
    }

    #[test]
    fn places_outside_the_text_do_no_harm() {
        for text in ["", "a", "a\n"] {
            for line in 0..4 {
                for column in 0..4 {
                    excerpt(text, line, column..column + 1);
                }
            }
        }
    }

    #[test]
    fn one_line_of_many_places_is_walked_once() {
        let text = "é,".repeat(1_000_000);
        let mut lines = Lines::new(&text);
        let begin = std::time::Instant::now();
        for column in (1..2_000_000).step_by(200) {
            let start = LineCol { line: 1, column };
            lines.excerpt(Region { start, end: LineCol { line: 1, column: column + 1 } });
        }
        assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
    }
}
