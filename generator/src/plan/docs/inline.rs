//! One line of CommonMark: code spans stay, links to the web stay, everything else that rustdoc could take for a link or
//! a tag is escaped.

/// Elements of HTML whose tags people write into descriptions. The tags go, what is between them stays.
const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];

/// Control and bidi characters, tags and what is not printed, which could make a text look like another.
pub fn is_unseen(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A line, made inert.
pub(super) fn inert(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if !is_special(c) {
            let (run, after) = rest.split_at(rest.find(is_special).unwrap_or(rest.len()));
            out.push_str(run);
            rest = after;
            continue;
        }
        let taken = match c {
            '`' => code_span(rest, &mut out),
            '~' => tildes(rest, &mut out),
            '<' => angle(rest, &mut out),
            '!' if rest.starts_with("![") => image(rest, &mut out),
            '[' => link(rest, &mut out),
            ']' => escaped(c, &mut out),
            '\\' => backslash(rest, &mut out),
            'h' if starts_word(&out) => url(rest, &mut out),
            _ => plain(c, &mut out),
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    out.trim_end().to_owned()
}

/// How far one thing may reach, in bytes: looking to the end of a long line for each sign in it would never end.
const REACH: usize = 2_000;

fn ahead(rest: &str) -> &str {
    let end = (0..=REACH.min(rest.len())).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or_default();
    rest.get(..end).unwrap_or_default()
}

/// Whether a character may mean more than itself, or is not to be seen.
fn is_special(c: char) -> bool {
    matches!(c, '`' | '~' | '<' | '!' | '[' | ']' | '\\' | 'h') || is_unseen(c)
}

fn plain(c: char, out: &mut String) -> usize {
    if !is_unseen(c) {
        out.push(c);
    }
    c.len_utf8()
}

fn escaped(c: char, out: &mut String) -> usize {
    out.push('\\');
    plain(c, out)
}

/// An escape stays one; a backslash before anything else is itself.
fn backslash(rest: &str, out: &mut String) -> usize {
    match rest.chars().nth(1) {
        Some(next) if next.is_ascii_punctuation() => {
            out.push('\\');
            out.push(next);
            2
        }
        _ => {
            out.push_str("\\\\");
            1
        }
    }
}

/// A code span that ends on its line stays; a backtick without a partner is a backtick.
fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.chars().take_while(|c| *c == '`').count();
    let mut at = ticks;
    let rest = ahead(rest);
    while let Some(found) = rest.get(at..).and_then(|text| text.find('`')) {
        let start = at + found;
        let run = rest.get(start..).map_or(0, |text| text.chars().take_while(|c| *c == '`').count());
        if run == ticks {
            out.push_str(rest.get(..start + run).unwrap_or_default());
            return start + run;
        }
        at = start + run;
    }
    out.push_str(&"\\`".repeat(ticks));
    ticks
}

/// Three and more could open a fence, of which a line that a text is made into knows nothing.
fn tildes(rest: &str, out: &mut String) -> usize {
    let count = rest.chars().take_while(|c| *c == '~').count();
    out.push_str(&if count < 3 { "~" } else { "\\~" }.repeat(count));
    count
}

/// `<https://…>` stays; a tag of HTML goes; anything else is a plain `<`.
fn angle(rest: &str, out: &mut String) -> usize {
    let rest = ahead(rest);
    if let Some(end) = rest.find('>') {
        let inner = rest.get(1..end).unwrap_or_default();
        if is_web(inner) && !inner.contains(char::is_whitespace) {
            out.push_str(rest.get(..=end).unwrap_or_default());
            return end + 1;
        }
        let name: String = inner
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        if inner.starts_with("!--") || TAGS.contains(&name.as_str()) {
            if matches!(name.as_str(), "br" | "p" | "li" | "div" | "td" | "th" | "tr")
                && !out.is_empty()
                && !out.ends_with(' ')
            {
                out.push(' ');
            }
            return end + 1;
        }
    }
    escaped('<', out)
}

/// A picture becomes a link to it: reading docs must fetch nothing.
fn image(rest: &str, out: &mut String) -> usize {
    1 + link(rest.get(1..).unwrap_or_default(), out)
}

/// `[text](https://…)` stays; any other bracket is a bracket.
fn link(rest: &str, out: &mut String) -> usize {
    let rest = ahead(rest);
    let parsed = rest.find(']').and_then(|close| {
        let text = rest.get(1..close).filter(|text| !text.contains('['))?;
        let target = rest.get(close + 1..)?.strip_prefix('(')?;
        let end = target.find(')')?;
        let address = target.get(..end)?.split_whitespace().next()?;
        is_web(address).then_some((text, address, close + 1 + 1 + end + 1))
    });
    let Some((text, address, length)) = parsed else { return escaped('[', out) };
    let address: String = address.chars().filter(|c| !matches!(c, '<' | '>')).collect();
    let text = inert(text).replace(['<', '>'], "");
    if text.is_empty() {
        out.push_str(&format!("<{address}>"));
    } else {
        out.push_str(&format!("[{text}]({address})"));
    }
    length
}

fn is_web(text: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| text.starts_with(scheme))
}

fn starts_word(out: &str) -> bool {
    out.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// A bare address is put in angle brackets; punctuation at its end does not belong to it.
fn url(rest: &str, out: &mut String) -> usize {
    let long = ["https://", "http://"]
        .iter()
        .any(|scheme| rest.strip_prefix(scheme).is_some_and(|host| host.starts_with(char::is_alphanumeric)));
    if !long {
        return plain('h', out);
    }
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | ')' | ']' | '|' | '\\' | '{' | '}' | '^');
    let end = rest.find(ends).unwrap_or(rest.len());
    let address = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    out.push_str(&format!("<{address}>"));
    address.len()
}
