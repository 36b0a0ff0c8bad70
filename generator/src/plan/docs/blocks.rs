//! Blocks of CommonMark: fences, lists, quotes, paragraphs.

use super::inline;

/// A list longer than this is cut.
const LONGEST_LIST: usize = 40;

/// How many items of a long list stay.
const KEPT: usize = 20;

/// One line each, made inert.
pub(super) fn inert(markdown: &str) -> Vec<String> {
    let mut writer = Writer::default();
    for line in markdown.lines() {
        let line: String = line.chars().filter(|c| !inline::is_unseen(*c)).collect();
        writer.line(line.replace('\t', "    ").trim_end());
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    fence: Option<Fence>,
    /// The open items, outermost first.
    items: Vec<Item>,
    /// A line of a quote came before this one.
    quote: bool,
}

struct Fence {
    mark: char,
    length: usize,
    indent: usize,
}

struct Item {
    /// Where its marker stood in the document.
    marker_at: usize,
    /// Where its text stood in the document.
    text_at: usize,
    /// Where its text stands in what is written.
    indent: usize,
    /// How many items its list has had, and how many lines were written when it became too long.
    count: usize,
    cut: bool,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let indent = line.len() - line.trim_start().len();
        let text = line.trim_start();
        if self.in_fence(line, text, indent) {
            return;
        }
        if text.is_empty() {
            self.quote = false;
            if !self.cut() && self.lines.last().is_some_and(|last| !last.is_empty()) {
                self.lines.push(String::new());
            }
            return;
        }
        if let Some((mark, length)) = fence(text) {
            self.close_items(indent);
            self.separate();
            self.lines.push(format!("{}text", mark.to_string().repeat(length)));
            self.fence = Some(Fence { mark, length, indent });
            return;
        }
        if !is_rule(text)
            && let Some(marker) = marker(text)
        {
            return self.item(indent, marker, text);
        }
        self.paragraph(indent, text);
    }

    fn in_fence(&mut self, line: &str, text: &str, indent: usize) -> bool {
        let Some(open) = &self.fence else { return false };
        let closes = fence(text).is_some_and(|(mark, length)| mark == open.mark && length >= open.length)
            && text.trim_end_matches(open.mark).is_empty();
        if closes {
            self.lines.push(open.mark.to_string().repeat(open.length));
            self.fence = None;
        } else {
            self.lines.push(line.get(indent.min(open.indent)..).unwrap_or_default().to_owned());
        }
        true
    }

    fn item(&mut self, indent: usize, marker: Marker<'_>, text: &str) {
        let after_paragraph = self.items.is_empty() && self.lines.last().is_some_and(|last| !last.is_empty());
        while self
            .items
            .last()
            .is_some_and(|item| indent < item.marker_at || (indent < item.text_at && indent > item.marker_at + 1))
        {
            self.items.pop();
        }
        let sibling = self.items.last().is_some_and(|item| indent < item.text_at);
        let count = if sibling { self.items.pop().map_or(1, |item| item.count + 1) } else { 1 };
        if after_paragraph || self.quote {
            self.separate();
        }
        self.quote = false;
        let outer = self.items.last().map_or(0, |item| item.indent);
        let own = marker.text.len() + 1;
        let (cut, written) = (count > KEPT && self.items.is_empty(), " ".repeat(outer));
        let rest = text.get(marker.text.len()..).unwrap_or_default();
        let text_at = indent + marker.text.len() + (rest.len() - rest.trim_start().len());
        self.items.push(Item { marker_at: indent, text_at, indent: outer + own, count, cut });
        // What is beyond is written all the same, and taken away at the end of the list if it is too long.
        let mark = if cut { CUT } else { "" };
        let line = format!("{mark}{written}{} {}", marker.text, inline::inert(rest.trim_start()));
        self.lines.push(line.trim_end().to_owned());
    }

    fn paragraph(&mut self, indent: usize, text: &str) {
        let after_blank = self.lines.last().is_none_or(String::is_empty);
        if after_blank {
            self.close_items(indent);
        }
        let mark = if self.cut() { CUT } else { "" };
        let outer = self.items.last().map_or(0, |item| item.indent);
        let quoted = text.strip_prefix('>');
        let is_quote = quoted.is_some() || (self.quote && !after_blank);
        let body = inline::inert(quoted.unwrap_or(text).trim_start());
        let body = if is_quote { format!("> {body}") } else { body };
        if is_quote && !self.quote {
            self.separate();
        }
        self.quote = is_quote;
        self.lines.push(format!("{mark}{}{body}", " ".repeat(outer)).trim_end().to_owned());
    }

    /// Items that a line of this indent does not belong to end.
    fn close_items(&mut self, indent: usize) {
        while self.items.last().is_some_and(|item| indent < item.text_at) {
            self.items.pop();
        }
    }

    fn cut(&self) -> bool {
        self.items.first().is_some_and(|item| item.cut)
    }

    fn separate(&mut self) {
        if self.lines.last().is_some_and(|last| !last.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn finish(mut self) -> Vec<String> {
        if let Some(fence) = self.fence.take() {
            self.lines.push(fence.mark.to_string().repeat(fence.length));
        }
        let mut lines = shortened(self.lines);
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    }
}

/// Stands before lines of items beyond those that a long list keeps. No text has it: control characters are dropped.
const CUT: &str = "\u{1}";

fn shortened(lines: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    let mut held: Vec<String> = Vec::new();
    for line in lines.into_iter().map(Some).chain([None]) {
        match line {
            Some(line) if line.starts_with(CUT) => held.push(line.replacen(CUT, "", 1)),
            line => {
                let items = held.iter().filter(|line| marker(line).is_some()).count();
                if items + KEPT > LONGEST_LIST {
                    out.push(format!("- … and {items} more"));
                    held.clear();
                }
                out.append(&mut held);
                out.extend(line);
            }
        }
    }
    out
}

struct Marker<'a> {
    text: &'a str,
}

/// The marker of a list item at the beginning of a line.
fn marker(text: &str) -> Option<Marker<'_>> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let length = match text.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    let rest = text.get(length..)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| Marker { text: text.get(..length).unwrap_or_default() })
}

fn fence(text: &str) -> Option<(char, usize)> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == mark).count();
    // A line such as ```` ```x``` ```` is inline code.
    let inline = mark == '`' && text.trim_start_matches('`').contains('`');
    (length >= 3 && !inline).then_some((mark, length))
}

/// `---`, `* * *`: a rule.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| *c != ' ');
    let Some(first) = marks.next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    let rest: Vec<char> = marks.collect();
    rest.len() >= 2 && rest.iter().all(|c| *c == first)
}
