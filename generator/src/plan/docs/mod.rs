//! Texts of the document as rustdoc that cannot do anything: no doctest, no link by accident, no HTML, no bidi control.

mod blocks;
mod inline;

pub use inline::is_unseen;

use crate::api::Docs;
use crate::plan::DocText;

/// The docs of a node: title, description, since when, whether it is inferred. Deprecation is an attribute, or a line
/// that the caller adds.
pub fn doc_text(docs: &Docs) -> DocText {
    let title = docs.title.as_deref().map(line).unwrap_or_default();
    let description = docs.description.as_deref().map(inert).unwrap_or_default();
    let repeated =
        description.lines.first().is_some_and(|first| first.trim_end_matches('.') == title.trim_end_matches('.'));
    let title = if repeated || title.is_empty() { DocText::default() } else { DocText { lines: vec![title] } };
    let since = match docs.since.as_slice() {
        [] => DocText::default(),
        versions => DocText { lines: vec![format!("Since {}.", line(&versions.join(", ")))] },
    };
    let inferred = if docs.inferred {
        sentence("Inferred: the publisher's own description does not state it.")
    } else {
        DocText::default()
    };
    join([title, description, since, inferred])
}

/// The docs of what cannot carry `#[deprecated]` well (every use inside the crate would warn), so that they say it.
pub fn doc_text_of_part(docs: &Docs) -> DocText {
    let deprecated = if docs.deprecated { sentence("Deprecated.") } else { DocText::default() };
    join([doc_text(docs), deprecated])
}

/// One text, CommonMark, made inert.
pub fn inert(markdown: &str) -> DocText {
    DocText { lines: blocks::inert(markdown) }
}

/// One text as a single inert line.
pub fn line(text: &str) -> String {
    let seen: String = text.chars().filter(|c| c.is_whitespace() || !is_unseen(*c)).collect();
    inline::inert(&seen.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text of ours, taken as it is.
pub fn sentence(text: impl Into<String>) -> DocText {
    DocText { lines: vec![text.into()] }
}

/// Texts one below the other, an empty line between them; empty ones are left out.
pub fn join(texts: impl IntoIterator<Item = DocText>) -> DocText {
    let mut joined = DocText::default();
    for text in texts {
        if !joined.lines.is_empty() && !text.lines.is_empty() {
            joined.lines.push(String::new());
        }
        joined.lines.extend(text.lines);
    }
    joined
}

/// A text of the document as inline code, whatever is in it.
pub fn code(text: &str) -> String {
    let text: String =
        text.chars().filter(|c| !is_unseen(*c)).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

#[cfg(test)]
mod tests;
