//! Findings as people read them.
//!
//! The form is that of rustc. annotate-snippets was looked at for it: it prints a gutter one column wider, panics on
//! a place outside its text and cannot cut a text of one long line and still name the right column.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::excerpt::{Excerpt, Lines, one_line};
use super::placed::{Placed, merged, placed};
use super::{Diagnostics, Severity};
use crate::source::{Region, SourceId, SourceMap};

/// Pointers of more characters than this are cut.
const LONGEST_POINTER: usize = 300;
/// The narrowest gutter.
const GUTTER: usize = 3;

/// Whether to colour the text, by the escapes that terminals know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// With colours.
    Always,
}

/// All findings as text with excerpts, as the command line prints them.
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    render_in(diagnostics, sources, Colour::Never)
}

/// All findings as text with excerpts, coloured or not.
pub fn render_in(diagnostics: &Diagnostics, sources: &SourceMap, colour: Colour) -> String {
    let mut page = Page { sources, colour, lines: BTreeMap::new(), out: String::new() };
    for (index, finding) in placed(diagnostics, sources).iter().enumerate() {
        if index > 0 {
            page.out.push('\n');
        }
        page.finding(finding);
    }
    page.out
}

/// How many findings there are, such as `2 warnings, 1 note`; empty if there are none.
pub fn summary(diagnostics: &Diagnostics) -> String {
    let findings = merged(diagnostics);
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let parts: Vec<String> = counts
        .into_iter()
        .filter_map(|(severity, word)| match findings.iter().filter(|finding| finding.severity == severity).count() {
            0 => None,
            1 => Some(format!("1 {word}")),
            many => Some(format!("{many} {word}s")),
        })
        .collect();
    parts.join(", ")
}

struct Page<'s> {
    sources: &'s SourceMap,
    colour: Colour,
    lines: BTreeMap<SourceId, Lines<'s>>,
    out: String,
}

impl<'s> Page<'s> {
    fn finding(&mut self, placed: &Placed<'_>) {
        let finding = placed.finding;
        let head = format!("{}[{}]", finding.severity.word(), finding.code.id);
        self.paint(&head, severity_style(finding.severity));
        self.paint(&format!(": {}", one_line(&finding.message)), BOLD);
        self.out.push('\n');
        let gutter = placed
            .labels
            .iter()
            .filter_map(|(_, region)| region.map(|region| region.start.line.to_string().len()))
            .fold(GUTTER, usize::max);
        self.labels(placed, gutter);
        if let Some((label, _)) = placed.labels.first() {
            let pointer = label.origin.pointer.as_str();
            if !pointer.is_empty() {
                self.note(gutter, "at", &format!("#{}", shortened(&one_line(pointer))));
            }
        }
        if let Some(help) = &finding.help {
            self.note(gutter, "help", help);
        }
    }

    fn labels(&mut self, placed: &Placed<'_>, gutter: usize) {
        let mut last: Option<(SourceId, usize)> = None;
        for (index, (label, region)) in placed.labels.iter().enumerate() {
            let source = label.origin.source;
            let Some(region) = *region else {
                self.arrow(gutter, index, &one_line(&self.sources.name(source).to_string_lossy()));
                last = None;
                continue;
            };
            let excerpt = self.excerpt(source, region);
            let line = region.start.line;
            if last != Some((source, line)) {
                let name = one_line(&self.sources.name(source).to_string_lossy());
                self.arrow(gutter, index, &format!("{name}:{line}:{}", region.start.column));
                self.paint(&format!("{:gutter$}|\n", ""), GUTTER_STYLE);
                self.paint(&format!("{line:>gutter$}|"), GUTTER_STYLE);
                if !excerpt.line.is_empty() {
                    let _ = write!(self.out, " {}", excerpt.line);
                }
                self.out.push('\n');
            }
            last = Some((source, line));
            let (sign, style) =
                if index == 0 { ("^", severity_style(placed.finding.severity)) } else { ("-", GUTTER_STYLE) };
            self.paint(&format!("{:gutter$}|", ""), GUTTER_STYLE);
            let text = one_line(&label.text);
            let space = if text.is_empty() { "" } else { " " };
            let marks = format!("{}{space}{text}", sign.repeat(excerpt.width));
            let _ = write!(self.out, " {:1$}", "", excerpt.indent);
            self.paint(&marks, style);
            self.out.push('\n');
        }
    }

    fn excerpt(&mut self, source: SourceId, region: Region) -> Excerpt {
        let sources = self.sources;
        self.lines.entry(source).or_insert_with(|| Lines::new(sources.text(source))).excerpt(region)
    }

    fn arrow(&mut self, gutter: usize, index: usize, place: &str) {
        let sign = if index == 0 { "-->" } else { ":::" };
        self.paint(&format!("{:1$}{sign}", "", gutter - 1), GUTTER_STYLE);
        let _ = writeln!(self.out, " {place}");
    }

    /// A line such as `= help: …`; further lines of `text` stand below its first.
    fn note(&mut self, gutter: usize, name: &str, text: &str) {
        for (index, line) in text.lines().enumerate() {
            if index == 0 {
                self.paint(&format!("{:gutter$}= ", ""), GUTTER_STYLE);
                self.paint(&format!("{name}:"), BOLD);
                let _ = writeln!(self.out, " {}", one_line(line));
            } else {
                let _ = writeln!(self.out, "{:1$}{2}", "", gutter + name.len() + 4, one_line(line));
            }
        }
    }

    fn paint(&mut self, text: &str, style: &str) {
        match self.colour {
            Colour::Never => self.out.push_str(text),
            Colour::Always => {
                let _ = write!(self.out, "\u{1b}[{style}m{text}\u{1b}[0m");
            }
        }
    }
}

const BOLD: &str = "1";
const GUTTER_STYLE: &str = "1;34";

fn severity_style(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;36",
    }
}

/// The start and the end of a long pointer.
fn shortened(pointer: &str) -> String {
    let length = pointer.chars().count();
    if length <= LONGEST_POINTER {
        return pointer.to_owned();
    }
    let half = LONGEST_POINTER / 2;
    pointer.chars().take(half).chain(['…']).chain(pointer.chars().skip(length - half)).collect()
}
